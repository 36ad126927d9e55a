import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'document.not-found': 'not-found',
  'document.item-unknown': 'not-found',
  'document.customer-unknown': 'not-found',
  'document.bad-type': 'invalid',
  'document.too-large': 'invalid',
  'document.empty': 'invalid',
  'document.no-invoice': 'conflict',
  'document.not-an-invoice': 'conflict',
  'document.no-address': 'conflict',
  'document.sent-in-future': 'invalid',
});
