export { keyFor, keyringOf, openKeyring } from './keyring.ts';
export type { Keyring } from './keyring.ts';
export { isSealedByFormer, seal, unseal } from './seal.ts';
