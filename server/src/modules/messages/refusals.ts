import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'message.not-found': 'not-found',
  'message.not-allowed': 'conflict',
  'message.already-left': 'conflict',
  'sender.not-found': 'not-found',
  'sender.bad-address': 'invalid',
  'sender.personal-default': 'invalid',
  'sender.bad-server': 'invalid',
  'sender.server-not-public': 'invalid',
  'sender.entity-unknown': 'invalid',
  'sender.person-unknown': 'invalid',
  'sender.person-has-one': 'conflict',
  'sender.no-server': 'conflict',
  'message.no-file': 'not-found',
  'mail.not-found': 'not-found',
});
