import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'demo.tenant-not-empty': 'conflict',
  'demo.sizes-invalid': 'invalid',
});
