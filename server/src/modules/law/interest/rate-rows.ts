import { type Sql, sql } from '../../../platform/database/index.ts';
import { firstDayOf, halfYearAfter } from '../rates/half-year.ts';
import type { InterestQuestion } from './late-items.ts';
import { rateOf, regimes } from './regime.ts';

/** A half-year as a number, so that they can be counted through: twice the year, and one more for the second. */
export const halfNumber = (day: Sql): Sql => sql`(extract(year from ${day})::int * 2 + (extract(month from ${day}) > 6)::int)`;
const numberOf = (half: string): number => Number(half.slice(0, 4)) * 2 + (half.endsWith('2') ? 1 : 0);
/** The half-year of such a number. */
export const halfYearOfNumber = (number: number): string => `${Math.floor(number / 2)}-S${(number % 2) + 1}`;

/** Our regimes, as the statement joins them. */
export const regimeRows = sql`
  select * from unnest(
    ${regimes.map((one) => one.id)}::text[], ${regimes.map((one) => one.country)}::text[], ${regimes.map((one) => one.debtor)}::text[],
    ${regimes.map((one) => one.mode)}::text[], ${regimes.map((one) => one.runsFrom === 'formal-notice')}::boolean[],
    ${regimes.map((one) => one.indemnity?.minor ?? null)}::bigint[], ${regimes.map((one) => one.indemnity?.currency ?? null)}::text[]
  ) as regime (id, country, debtor, mode, noticed, indemnity_minor, indemnity_currency)
`;

/** The rates of every regime up to the half-year asked; one not known yet has none and is marked, unless the last one may stand for it. */
export function rateRows({ asOf, policy }: InterestQuestion): Sql {
  const rows = regimes.flatMap((regime) => {
    const found: { regime: string; half: number; rate: bigint | null; provisional: boolean; future: boolean | null }[] = [];
    const { knownThrough } = regime.reference;
    for (let half = regime.since; firstDayOf(half) <= asOf; half = halfYearAfter(half)) {
      const future = half > knownThrough;
      const rate = future && !policy.provisional ? undefined : rateOf(regime, future ? knownThrough : half);
      found.push({
        regime: regime.id,
        half: numberOf(half),
        rate: rate ?? null,
        provisional: future,
        future: future && !policy.provisional ? true : null,
      });
    }
    return found;
  });
  return sql`
    select * from unnest(
      ${rows.map((row) => row.regime)}::text[], ${rows.map((row) => row.half)}::int[], ${rows.map((row) => row.rate)}::bigint[],
      ${rows.map((row) => row.provisional)}::boolean[], ${rows.map((row) => row.future)}::boolean[]
    ) as rate (regime, half, basis_points, provisional, future)
  `;
}
