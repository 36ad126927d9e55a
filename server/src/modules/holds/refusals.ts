import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'hold.overlaps': 'conflict',
  'hold.ends-before-it-starts': 'invalid',
  'hold.not-found': 'not-found',
  'hold.not-live': 'conflict',
  'hold.belongs-to-a-case': 'conflict',
  'hold.needs-reason': 'invalid',
});
