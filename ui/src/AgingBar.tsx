import { formatMoney, formatPercent } from '@quitus/texts';
import { hint } from './hint/hint.ts';
import { useLanguage, useTexts } from './language.tsx';
import { agingBuckets } from './tokens.ts';
import type { AgingBucket } from './tokens.ts';

/** One age of the balance, where the bounds are the tenant's own. */
export interface AgingPart {
  readonly id: string;
  readonly label: string;
  readonly amount: string;
}

interface AgingBarProps {
  /** Open amount of each usual age, decimal strings; an age left out counts zero. */
  readonly amounts?: Partial<Record<AgingBucket, string>>;
  /** Or the ages as the server cut them, not due first. */
  readonly parts?: readonly AgingPart[];
  readonly currency: string;
  /** Opens the list behind a part, by its id. */
  readonly onOpen?: (id: string) => void;
  /** Hides the legend: for a row of a list. The figures stay on hover. */
  readonly bare?: boolean;
}

interface DrawnPart extends AgingPart {
  readonly colour: AgingBucket;
  /** Of the total of the positive amounts: a display ratio, never an amount. */
  readonly share: number;
}

/** The colour of a part by its place: the ramp goes from not due to the oldest, and further ages keep the deepest. */
function colourAt(place: number): AgingBucket {
  return agingBuckets[Math.min(place, agingBuckets.length - 1)] ?? 'late-over-90';
}

/** Share of each age in the total of the positive amounts: a display ratio, never an amount. */
export function agingShares(amounts: Partial<Record<AgingBucket, string>>): Record<AgingBucket, number> {
  const drawn = drawnParts(agingBuckets.map((bucket) => ({ id: bucket, label: '', amount: amounts[bucket] ?? '0' })));
  return Object.fromEntries(drawn.map((part) => [part.id, part.share])) as Record<AgingBucket, number>;
}

function drawnParts(parts: readonly AgingPart[]): DrawnPart[] {
  const sizes = parts.map((part) => Math.max(0, Number(part.amount)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return parts.map((part, place) => ({
    ...part,
    colour: colourAt(place),
    share: total === 0 ? 0 : (sizes[place] ?? 0) / total,
  }));
}

/** The aged balance as one bar of clickable parts; the legend below is its table. */
export function AgingBar({ amounts, parts, currency, onOpen, bare = false }: AgingBarProps) {
  const language = useLanguage();
  const texts = useTexts().common.aging;
  const drawn = drawnParts(
    parts ?? agingBuckets.map((bucket) => ({ id: bucket, label: texts.buckets[bucket], amount: amounts?.[bucket] ?? '0.00' })),
  );
  const present = drawn.filter((part) => part.share > 0);
  const amountOf = (part: AgingPart) => formatMoney(language, part.amount, currency);
  const summary = present.map((part) => `${part.label} ${amountOf(part)}`).join(', ');
  return (
    <div className="q-aging" data-bare={bare || undefined}>
      <div className="q-aging-bar" role={bare ? 'img' : undefined} aria-label={bare ? `${texts.title}: ${summary}` : undefined}>
        {present.map((part) => (
          <span
            key={part.id}
            className="q-aging-part"
            data-bucket={part.colour}
            style={{ flexGrow: part.share }}
            onClick={onOpen && (() => onOpen(part.id))}
            {...hint(`${part.label} · ${amountOf(part)} · ${formatPercent(language, part.share)}`)}
          />
        ))}
      </div>
      {!bare && (
        <ul className="q-aging-legend" aria-label={texts.title}>
          {drawn.map((part) => (
            <li key={part.id}>
              <AgingLegend part={part} amount={amountOf(part)} share={formatPercent(language, part.share)} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface AgingLegendProps {
  readonly part: DrawnPart;
  readonly amount: string;
  readonly share: string;
  readonly onOpen: ((id: string) => void) | undefined;
}

function AgingLegend({ part, amount, share, onOpen }: AgingLegendProps) {
  const texts = useTexts().common.aging;
  const content = (
    <>
      <span className="q-aging-name">
        <span className="q-aging-key" data-bucket={part.colour} />
        {part.label}
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
      aria-label={texts.open(part.label, amount)}
      onClick={() => onOpen(part.id)}
    >
      {content}
    </button>
  );
}
