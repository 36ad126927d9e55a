/** A part of an item that a letter closes: its size without sign. */
export type Part = { readonly item: number; readonly minor: bigint };
export type Pair = { readonly credit: number; readonly debit: number; readonly minor: bigint };

/** Cuts one letter's credits and debits into pairs in the order given, each cent used once: the sums of the two sides must be equal. */
export function pairUp(credits: readonly Part[], debits: readonly Part[]): Pair[] {
  const pairs: Pair[] = [];
  let debitAt = 0;
  let debitLeft = debits[0]?.minor ?? 0n;
  for (const credit of credits) {
    let left = credit.minor;
    while (left > 0n) {
      const debit = debits[debitAt];
      if (!debit) throw new Error('the credits of a letter are larger than its debits');
      const minor = left < debitLeft ? left : debitLeft;
      if (minor > 0n) pairs.push({ credit: credit.item, debit: debit.item, minor });
      left -= minor;
      debitLeft -= minor;
      if (debitLeft === 0n) debitLeft = debits[(debitAt += 1)]?.minor ?? 0n;
    }
  }
  if (debitAt < debits.length) throw new Error('the debits of a letter are larger than its credits');
  return pairs;
}

/** The code of a customer's n-th letter: AAA, AAB … as accounting systems count. */
export function letterCode(rank: number): string {
  let code = '';
  for (let left = rank, place = 0; place < 3 || left > 0; place += 1, left = Math.floor(left / 26)) {
    code = String.fromCharCode(65 + (left % 26)) + code;
  }
  return code;
}
