import { formatMoney, formatPercent } from '@quitus/texts';
import { Tooltip } from '@mantine/core';
import { useLanguage, useTexts } from './language.tsx';
import { agingBuckets } from './tokens.ts';
import type { AgingBucket } from './tokens.ts';

interface AgingBarProps {
  /** Open amount of each age, decimal strings; an age left out counts zero. */
  readonly amounts: Partial<Record<AgingBucket, string>>;
  readonly currency: string;
  /** Opens the list behind a part. */
  readonly onOpen?: (bucket: AgingBucket) => void;
  /** Hides the legend: for a row of a list. The figures stay on hover. */
  readonly bare?: boolean;
}

/** Share of each age in the total of the positive amounts: a display ratio, never an amount. */
export function agingShares(amounts: Partial<Record<AgingBucket, string>>): Record<AgingBucket, number> {
  const sizes = agingBuckets.map((bucket) => Math.max(0, Number(amounts[bucket] ?? '0')));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = agingBuckets.map((bucket, index) => [bucket, total === 0 ? 0 : (sizes[index] ?? 0) / total] as const);
  return Object.fromEntries(shares) as Record<AgingBucket, number>;
}

/** The aged balance as one bar of clickable parts; the legend below is its table. */
export function AgingBar({ amounts, currency, onOpen, bare = false }: AgingBarProps) {
  const language = useLanguage();
  const texts = useTexts().common.aging;
  const shares = agingShares(amounts);
  const present = agingBuckets.filter((bucket) => shares[bucket] > 0);
  const amountOf = (bucket: AgingBucket) => formatMoney(language, amounts[bucket] ?? '0.00', currency);
  const summary = present.map((bucket) => `${texts.buckets[bucket]} ${amountOf(bucket)}`).join(', ');
  return (
    <div className="q-aging" data-bare={bare || undefined}>
      <div className="q-aging-bar" role={bare ? 'img' : undefined} aria-label={bare ? `${texts.title}: ${summary}` : undefined}>
        {present.map((bucket) => (
          <Tooltip
            key={bucket}
            label={`${texts.buckets[bucket]} · ${amountOf(bucket)} · ${formatPercent(language, shares[bucket])}`}
          >
            <span
              className="q-aging-part"
              data-bucket={bucket}
              style={{ flexGrow: shares[bucket] }}
              onClick={onOpen && (() => onOpen(bucket))}
            />
          </Tooltip>
        ))}
      </div>
      {!bare && (
        <ul className="q-aging-legend" aria-label={texts.title}>
          {agingBuckets.map((bucket) => (
            <li key={bucket}>
              <AgingLegend
                bucket={bucket}
                amount={amountOf(bucket)}
                share={formatPercent(language, shares[bucket])}
                onOpen={onOpen}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface AgingLegendProps {
  readonly bucket: AgingBucket;
  readonly amount: string;
  readonly share: string;
  readonly onOpen: ((bucket: AgingBucket) => void) | undefined;
}

function AgingLegend({ bucket, amount, share, onOpen }: AgingLegendProps) {
  const texts = useTexts().common.aging;
  const content = (
    <>
      <span className="q-aging-name">
        <span className="q-aging-key" data-bucket={bucket} />
        {texts.buckets[bucket]}
      </span>
      <span className="q-aging-amount q-number">{amount}</span>
      <span className="q-aging-share q-number">{share}</span>
    </>
  );
  if (!onOpen) return <div className="q-aging-entry">{content}</div>;
  return (
    <button
      type="button"
      className="q-plain q-aging-entry"
      aria-label={texts.open(texts.buckets[bucket], amount)}
      onClick={() => onOpen(bucket)}
    >
      {content}
    </button>
  );
}
