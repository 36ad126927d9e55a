import { Amount, isZero } from '@quitus/ui';
import type { WireAmount } from '@quitus/ui';

/** The total of a column over the whole filter: one line a currency, since no two are ever added. */
export function CurrencyTotals({ amounts, bare }: { readonly amounts: readonly WireAmount[]; readonly bare: boolean }) {
  const present = amounts.filter((each) => !isZero(each.amount));
  if (bare || present.length === 0) return <Amount value={amounts[0]?.amount} strong zero="dash" />;
  return (
    <span className="q-grid-sums">
      {present.map((each) => (
        <Amount key={each.currency} value={each.amount} currency={each.currency} strong />
      ))}
    </span>
  );
}
