import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'reply.not-found': 'not-found',
  'reply.hook-unknown': 'not-found',
  'reply.too-large': 'too-large',
  'reply.too-many': 'too-many',
  'reply.customer-unknown': 'invalid',
  'reply.nobody-yet': 'conflict',
  'reply.not-to-treat': 'conflict',
  'reply.not-treated': 'conflict',
  'reply.not-dismissed': 'conflict',
  'reply.no-address': 'invalid',
  'reply.proposal-decided': 'conflict',
  'reply.proposal-open': 'conflict',
  'reply.proposal-incomplete': 'invalid',
  'reply.amount-invalid': 'invalid',
  'reply.no-document': 'conflict',
  'reply.file-not-found': 'not-found',
  'reply.bad-address': 'invalid',
  'mailbox.url-invalid': 'invalid',
  'mailbox.none': 'conflict',
  'model.url-invalid': 'invalid',
});
