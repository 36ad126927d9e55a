import type { InterestClaim, InterestTotals } from '@quitus/contract';
import { fromDecimal, toDecimal } from '../../../kernel/money.ts';

type Sums = { items: number; interest: bigint; indemnity: bigint; conditionalInterest: bigint; conditionalIndemnity: bigint };

/** Adds claims up as they pass, one total a currency; an indemnity counts in its own. */
export function sumClaims(): { add: (claim: InterestClaim) => void; totals: () => InterestTotals[] } {
  const byCurrency = new Map<string, Sums>();
  const of = (currency: string): Sums => {
    const sums = byCurrency.get(currency) ?? {
      items: 0,
      interest: 0n,
      indemnity: 0n,
      conditionalInterest: 0n,
      conditionalIndemnity: 0n,
    };
    byCurrency.set(currency, sums);
    return sums;
  };
  return {
    add: (claim) => {
      const own = of(claim.currency);
      own.items += 1;
      own.interest += fromDecimal(claim.interest, claim.currency) ?? 0n;
      own.conditionalInterest += fromDecimal(claim.conditional?.interest ?? '0', claim.currency) ?? 0n;
      if (claim.indemnityCurrency === null || claim.indemnityBasis === null) return;
      const lump = of(claim.indemnityCurrency);
      lump.indemnity += fromDecimal(claim.indemnity, claim.indemnityCurrency) ?? 0n;
      lump.conditionalIndemnity += fromDecimal(claim.conditional?.indemnity ?? '0', claim.indemnityCurrency) ?? 0n;
    },
    totals: () =>
      [...byCurrency]
        .toSorted(([left], [right]) => (left < right ? -1 : 1))
        .map(([currency, { items, ...sums }]) => ({
          currency,
          items,
          interest: toDecimal(sums.interest, currency),
          indemnity: toDecimal(sums.indemnity, currency),
          conditionalInterest: toDecimal(sums.conditionalInterest, currency),
          conditionalIndemnity: toDecimal(sums.conditionalIndemnity, currency),
        })),
  };
}
