import { amountParts, isZero } from './amounts.ts';
import { useLanguage } from './language.tsx';

interface AmountProps {
  /** A decimal string as on the wire; absent when there is none to show. */
  readonly value: string | null | undefined;
  /** Shown beside the figure. In a column, leave it out and name the currency once in the header. */
  readonly currency?: string;
  readonly tone?: 'late' | 'settled' | 'muted';
  readonly strong?: boolean;
  /** How zero looks: a quiet dash keeps a dense column readable. */
  readonly zero?: 'dash' | 'figure';
}

const symbols: Record<string, string> = { EUR: '€', USD: '$', GBP: '£', JPY: '¥' };

/** An amount in tabular figures, cents quieter than units, true minus. */
export function Amount({ value, currency, tone, strong = false, zero = 'figure' }: AmountProps) {
  const language = useLanguage();
  if (value === null || value === undefined || (zero === 'dash' && isZero(value)))
    return <span className="q-amount q-muted">–</span>;
  const [whole, cents] = amountParts(language, value);
  const symbol = currency === undefined ? '' : (symbols[currency] ?? currency);
  const before = language === 'en' && symbol !== '';
  const mark = symbol.length === 1 ? symbol : `${symbol}\u00a0`;
  return (
    <span className="q-amount" data-tone={tone} data-strong={strong || undefined}>
      {before ? whole.replace(/^(−?)/, `$1${mark}`) : whole}
      <span className="q-cents">{cents}</span>
      {symbol !== '' && !before && <span className="q-cents">{`\u00a0${symbol}`}</span>}
    </span>
  );
}
