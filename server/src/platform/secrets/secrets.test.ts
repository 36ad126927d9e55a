import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusals.ts';
import { isSealedByFormer, keyringOf, passing, seal, unseal } from './index.ts';

const first = 'a'.repeat(32);
const second = 'b'.repeat(32);
const [webhook, totp] = [passing('webhook'), passing('totp')];

test('a sealed secret opens again, and is never in what the database keeps', () => {
  const keyring = keyringOf(first);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const sealed = seal(keyring, webhook, text);
      expect(unseal(keyring, webhook, sealed)).toBe(text);
      if (text.length > 4) expect(sealed).not.toContain(text);
      expect(seal(keyring, webhook, text)).not.toBe(sealed);
    }),
  );
});

test('what was sealed for one purpose does not open for another, nor after one byte was changed', () => {
  const keyring = keyringOf(first);
  const sealed = seal(keyring, totp, 'JBSWY3DP');
  expect(() => unseal(keyring, webhook, sealed)).toThrow(Refusal);
  const at = sealed.length - 5;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  expect(() => unseal(keyring, totp, changed)).toThrow(Refusal);
  for (const odd of ['', 'v1', 'v1.x', 'v2.x.AAAA', `v1.${'x'.repeat(8)}.${'A'.repeat(60)}`])
    expect(() => unseal(keyring, totp, odd), odd).toThrow(Refusal);
});

test('after a change of key the old secrets still open and say that they are to be sealed anew', () => {
  const sealed = seal(keyringOf(first), totp, 'JBSWY3DP');
  const rotated = keyringOf(second, [first]);
  expect(unseal(rotated, totp, sealed)).toBe('JBSWY3DP');
  expect(isSealedByFormer(rotated, sealed)).toBe(true);
  expect(isSealedByFormer(rotated, seal(rotated, totp, 'JBSWY3DP'))).toBe(false);
  expect(() => unseal(keyringOf(second), totp, sealed)).toThrow(Refusal);
});
