import { argon2Sync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusals.ts';
import { assertGoodPassword, hashPassword, isCostOutdated, passwordMatches } from './passwords.ts';

const ada = { email: 'ada.martel@aubrac.example', name: 'Ada Martel' };
const judged = (password: string): string => {
  try {
    assertGoodPassword(password, ada);
    return 'good';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

test.each([
  ['elevenchars', 'password.too-short'],
  ['ééééééééééé', 'password.too-short'],
  ['motdepasse123', 'password.common'],
  ['Password1234!', 'password.common'],
  ['AZERTYUIOP123', 'password.common'],
  ['aaaaaaaaaaaaaa', 'password.common'],
  ['abcabcabcabcabc', 'password.common'],
  ['abcdefghijklmnop', 'password.common'],
  ['correct horse battery staple', 'password.common'],
  ['ada.martel@aubrac.example', 'password.personal'],
  ['Martel-Aubrac2', 'password.personal'],
  ['une phrase assez longue', 'good'],
  ['les aubracs de martel vont au pré', 'good'],
  ['x7Kq!vR2mPz9', 'good'],
])('as a new password “%s” is %s', (password, verdict) => {
  expect(judged(password)).toBe(verdict);
});

test('a password kept at a former cost still opens, and is known to be kept anew', async () => {
  const nonce = randomBytes(16);
  const tag = argon2Sync('argon2id', {
    message: 'une phrase assez longue',
    nonce,
    memory: 8 * 1024,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const former = `$argon2id$v=19$m=8192,t=1,p=1$${nonce.toString('base64').replace(/=+$/, '')}$${tag.toString('base64').replace(/=+$/, '')}`;
  expect(await passwordMatches('une phrase assez longue', former)).toBe(true);
  expect([isCostOutdated(former), isCostOutdated(await hashPassword('une phrase assez longue'))]).toEqual([true, false]);
});
