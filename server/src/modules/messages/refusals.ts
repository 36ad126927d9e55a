import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'message.not-found': 'not-found',
  'message.not-allowed': 'conflict',
  'message.already-left': 'conflict',
  'message.no-file': 'not-found',
  'mail.not-found': 'not-found',
});
