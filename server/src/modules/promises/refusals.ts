import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'promise.not-found': 'not-found',
  'promise.item-unknown': 'not-found',
  'promise.item-not-open': 'conflict',
  'promise.item-twice': 'invalid',
  'promise.amount-not-positive': 'invalid',
  'promise.exceeds-open': 'conflict',
  'promise.mixed-currencies': 'invalid',
  'promise.date-passed': 'invalid',
  'promise.date-too-far': 'invalid',
  'promise.not-allowed': 'conflict',
  'promise.promised-since': 'conflict',
});
