import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'audit.event-unknown': 'not-found',
  'audit.cursor-invalid': 'invalid',
  'audit.head-invalid': 'invalid',
  'audit.key-unknown': 'conflict',
  'audit.chain-broken': 'conflict',
  'audit.whole-tenant-only': 'forbidden',
});
