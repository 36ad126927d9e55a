import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'letter.not-found': 'not-found',
  'letter.batch-not-found': 'not-found',
  'letter.not-yet-day': 'invalid',
  'letter.nothing-posted': 'conflict',
  'letter.said-since': 'conflict',
  'letter.not-left': 'conflict',
  'letter.ended': 'conflict',
  'letter.nothing-said': 'conflict',
  'letter.proof-unknown': 'not-found',
  'letter.proof-type': 'invalid',
  'letter.nothing-to-print': 'conflict',
  'letter.batch-of-others': 'forbidden',
  'channel.provider-unknown': 'invalid',
  'channel.field-missing': 'invalid',
  'channel.field-unknown': 'invalid',
});
