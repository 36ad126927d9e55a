import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'law.rate-unknown': 'conflict',
});
