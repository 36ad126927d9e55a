import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'dispute.not-found': 'not-found',
  'dispute.item-unknown': 'not-found',
  'dispute.item-not-open': 'conflict',
  'dispute.item-twice': 'invalid',
  'dispute.amount-not-positive': 'invalid',
  'dispute.exceeds-open': 'conflict',
  'dispute.mixed-currencies': 'invalid',
  'dispute.date-passed': 'invalid',
  'dispute.not-allowed': 'conflict',
});
