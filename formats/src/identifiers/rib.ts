import { compact, type Check } from './check.ts';

// Letters of a French account number as the RIB counts them: AJ 1, BKS 2, CLT 3 … IRZ 9.
const letterDigits = new Map(
  ['AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FOW', 'GPX', 'HQY', 'IRZ'].flatMap((letters, place) =>
    [...letters].map((letter) => [letter, String(place + 1)] as const),
  ),
);

/** The key of a RIB: 97 − (89 × bank + 15 × branch + 3 × account) mod 97; null when the parts are no RIB. */
export function ribKey(rib: { bank: string; branch: string; account: string }): string | null {
  const account = [...rib.account.toUpperCase()].map((letter) => letterDigits.get(letter) ?? letter).join('');
  if (!/^\d{5}$/u.test(rib.bank) || !/^\d{5}$/u.test(rib.branch) || !/^\d{11}$/u.test(account)) return null;
  const sum = 89n * BigInt(rib.bank) + 15n * BigInt(rib.branch) + 3n * BigInt(account);
  return String(97n - (sum % 97n)).padStart(2, '0');
}

/** A RIB written in one piece: bank 5, branch 5, account 11, key 2. */
export function checkRib(text: string): Check<'rib.shape' | 'rib.key'> {
  const rib = compact(text);
  if (!/^\d{10}[A-Z0-9]{11}\d{2}$/u.test(rib)) return { ok: false, reason: 'rib.shape' };
  const key = ribKey({ bank: rib.slice(0, 5), branch: rib.slice(5, 10), account: rib.slice(10, 21) });
  return key === rib.slice(21) ? { ok: true, normalized: rib } : { ok: false, reason: 'rib.key' };
}
