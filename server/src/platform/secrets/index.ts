export { keyFor, keyringOf, openKeyring } from './keyring.ts';
export type { Keyring } from './keyring.ts';
export { passing, sealedColumn } from './sealed-place.ts';
export type { SealedColumn } from './sealed-place.ts';
export { isSealedByFormer, seal, unseal } from './seal.ts';
