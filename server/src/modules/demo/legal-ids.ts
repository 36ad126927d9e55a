/** The digit that makes a number pass the Luhn check (ISO/IEC 7812-1), as SIREN and SIRET do. */
export function luhnDigit(digits: string): number {
  let sum = 0;
  for (let index = digits.length - 1, double = true; index >= 0; index -= 1, double = !double) {
    const digit = Number(digits[index]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** A well-formed SIREN that no company has: the register gives none beginning with 000. Undefined past the 100,000 there are. */
export function inventedSiren(rank: number): string | undefined {
  return rank < lastRank ? sirenOf(rank) : undefined;
}

// Nine zeros fit their key and are nobody's number: the company takes the last one, its customers those before.
const lastRank = 99_999;

function sirenOf(rank: number): string {
  const digits = `000${String(rank).padStart(5, '0')}`;
  return `${digits}${luhnDigit(digits)}`;
}

/** The company's own number. */
export const ownSiren = sirenOf(lastRank);

/** The French VAT number of a SIREN: its key is (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVatNumber(siren: string): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/** A French IBAN with right check digits (ISO 13616) at a bank code that no bank has. */
export function inventedIban(account: string): string {
  // Bank and branch 99999 99999, eleven digits of account, French key 97 − (89·bank + 15·branch + 3·account) mod 97.
  const key = 97n - ((89n * 99_999n + 15n * 99_999n + 3n * BigInt(account)) % 97n);
  const body = `9999999999${account}${String(key).padStart(2, '0')}`;
  const check = 98n - (BigInt(`${body}152700`) % 97n);
  return `FR${String(check).padStart(2, '0')}${body}`;
}
