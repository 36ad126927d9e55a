import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpInvitation } from './totp.ts';

const codeAt = (secret: string, seconds: number): string =>
  new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({
    timestamp: seconds * 1000,
  });
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

test('the codes are those of RFC 6238: any authenticator app gives the same', () => {
  // Appendix B, SHA-1, cut to six figures.
  const secret = Secret.fromUTF8('12345678901234567890').base32;
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ] as const)
    expect(stepOfCode(secret, code, at(seconds), 0n)).toBe(BigInt(Math.floor(seconds / 30)));
});

test('a code counts within half a minute more or less, and only once', () => {
  const secret = newTotpSecret();
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000, max: 4_000_000_000 }), fc.integer({ min: -5, max: 5 }), (seconds, steps) => {
      const code = codeAt(secret, seconds + steps * 30);
      const accepted = [-1, 0, 1].map((near) => codeAt(secret, seconds + near * 30)).includes(code);
      const step = stepOfCode(secret, code, at(seconds), 0n);
      expect(step !== undefined).toBe(accepted);
      if (step === undefined) return;
      expect(stepOfCode(secret, code, at(seconds), step)).toBeUndefined();
      expect(stepOfCode(secret, codeAt(secret, seconds + 60), at(seconds + 60), step)).toBeDefined();
    }),
  );
});

test('what is no code of six figures is refused; spaces as an app shows them do no harm', () => {
  const secret = newTotpSecret();
  const code = codeAt(secret, 1_800_000_000);
  expect(stepOfCode(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, at(1_800_000_000), 0n)).toBeDefined();
  for (const odd of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
    expect(stepOfCode(secret, odd, at(1_800_000_000), 0n)).toBeUndefined();
});

test('an app reads the issuer, the e-mail and the secret, as address and as picture', async () => {
  const secret = newTotpSecret();
  const { uri, qrSvg } = await totpInvitation(secret, 'ada@aubrac.example');
  const read = new URL(uri);
  expect([read.protocol, read.host, decodeURIComponent(read.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Quitus:ada@aubrac.example',
  ]);
  expect(Object.fromEntries(read.searchParams)).toEqual({
    issuer: 'Quitus',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  expect(qrSvg).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
});
