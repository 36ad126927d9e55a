import { refusals } from '../../../kernel/refusals.ts';

export const refuse = refusals({
  'key.network-refused': 'forbidden',
  'key.network-invalid': 'invalid',
  'key.rights-beyond-yours': 'forbidden',
  'key.rights-beyond-scope': 'invalid',
  'key.maker-is-scoped': 'forbidden',
  'key.entity-unknown': 'not-found',
  'key.expiry-past': 'invalid',
  'key.unknown': 'not-found',
  'key.revoked': 'conflict',
  'key.expected': 'conflict',
});
