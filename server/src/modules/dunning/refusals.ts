import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'scenario.not-found': 'not-found',
  'scenario.changed-meanwhile': 'conflict',
  'scenario.name-taken': 'conflict',
  'scenario.steps-out-of-order': 'invalid',
  'scenario.grave-automatic': 'invalid',
  'scenario.text-missing': 'invalid',
  'scenario.template-invalid': 'invalid',
  'scenario.amount-invalid': 'invalid',
  'customer.not-found': 'not-found',
  'item.not-found': 'not-found',
  'run.before-last': 'conflict',
  'action.not-found': 'not-found',
  'action.not-allowed': 'conflict',
  'action.count-differs': 'conflict',
  'action.nothing-chosen': 'invalid',
  'action.move-to-past': 'invalid',
  'action.message-left': 'conflict',
});
