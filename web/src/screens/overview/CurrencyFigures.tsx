import { formatMoney, formatMoneyShort, formatPercent } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { AgingBar, Section, Stacked, Stat, Stats, isZero, useLanguage, useTexts } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { useDrill } from './drill.ts';
import type { OverviewCurrency } from './drill.ts';

interface CurrencyFiguresProps {
  readonly figures: OverviewCurrency;
  readonly entity: string | undefined;
  /** Says the currency in the title, when there are several. */
  readonly named: boolean;
}

/** What is owed in one currency: headline figures and the aged bar, each opening its lines. */
export function CurrencyFigures({ figures, entity, named }: CurrencyFiguresProps) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.overview.screen;
  const open = useDrill(entity);
  const navigate = useNavigate();
  const { currency, drills, oldest } = figures;
  const short = (amount: string) => (
    <span title={formatMoney(language, amount, currency)}>{formatMoneyShort(language, amount, currency)}</span>
  );
  return (
    <Section title={named ? `${words.figures} · ${currency}` : words.figures}>
      <Stacked>
        <Stats>
          <Stat
            label={words.toCollect}
            value={short(figures.total)}
            formula={words.toCollectHelp}
            onOpen={() => open(drills.total)}
            {...(isZero(figures.awaiting)
              ? {}
              : { note: words.awaiting(formatMoneyShort(language, figures.awaiting, currency)) })}
          />
          <Stat
            label={words.overdue}
            value={short(figures.overdue)}
            formula={words.overdueHelp}
            {...(figures.overdueRate === null ? {} : { note: formatPercent(language, figures.overdueRate) })}
            {...(isZero(figures.overdue) ? {} : { tone: 'late' as const })}
            onOpen={() => open(drills.overdue)}
          />
          <DsoStat dso={figures.dso} words={words} language={language} />
          {oldest ? (
            <Stat
              label={words.oldest}
              value={words.days(String(oldest.daysLate))}
              note={words.oldestOf(oldest.number, oldest.customerName)}
              onOpen={() =>
                void navigate({ to: '/customers/$id', params: { id: oldest.customerId }, search: { open: oldest.itemId } })
              }
            />
          ) : (
            <Stat
              label={words.unallocated}
              value={short(figures.unallocated)}
              formula={words.unallocatedHelp}
              onOpen={() => open(drills.unallocated)}
            />
          )}
        </Stats>
        <AgingBar
          currency={currency}
          parts={figures.buckets.map((bucket) => ({ id: bucket.key, label: bucket.label, amount: bucket.amount }))}
          onOpen={(id) => {
            const bucket = figures.buckets.find((each) => each.key === id);
            if (bucket) open(bucket.drill);
          }}
        />
        <Asides figures={figures} language={language} words={words} onOpen={open} />
      </Stacked>
    </Section>
  );
}

interface AsidesProps {
  readonly figures: OverviewCurrency;
  readonly language: Language;
  readonly words: Texts['overview']['screen'];
  readonly onOpen: ReturnType<typeof useDrill>;
}

/** What makes the bar and the total differ: credits not allocated, and what stands apart. */
function Asides({ figures, language, words, onOpen }: AsidesProps) {
  const money = (amount: string) => formatMoney(language, amount, figures.currency);
  const credits = !isZero(figures.unallocated) && figures.oldest !== null;
  if (!credits && isZero(figures.intercompany)) return null;
  return (
    <p className="o-asides q-muted">
      {credits && (
        <button type="button" className="q-plain o-link" onClick={() => onOpen(figures.drills.unallocated)}>
          {words.unallocated} <span className="q-number">{money(figures.unallocated)}</span>
        </button>
      )}
      {!isZero(figures.intercompany) && <span>{words.intercompany(money(figures.intercompany))}</span>}
    </p>
  );
}

interface DsoStatProps {
  readonly dso: OverviewCurrency['dso'];
  readonly words: Texts['overview']['screen'];
  readonly language: Language;
}

const rounded = (language: Language, days: number) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(Math.round(days));

function DsoStat({ dso, words, language }: DsoStatProps) {
  if (dso.value === null)
    return <Stat label={words.dso} value={words.unknown} formula={dso.formula} {...(dso.because ? { note: dso.because } : {})} />;
  const distance = dso.target === null ? undefined : Math.round(dso.value) - dso.target;
  return (
    <Stat
      label={words.dso}
      value={words.days(rounded(language, dso.value))}
      formula={dso.formula}
      note={dso.target === null ? words.noTarget : words.target(rounded(language, dso.target))}
      {...(distance === undefined ? {} : { delta: targetDelta(distance, words, language) })}
    />
  );
}

function targetDelta(distance: number, words: Texts['overview']['screen'], language: Language) {
  const days = rounded(language, Math.abs(distance));
  if (distance > 0) return { text: words.aboveTarget(days), direction: 'up', sense: 'bad' } as const;
  if (distance < 0) return { text: words.belowTarget(days), direction: 'down', sense: 'good' } as const;
  return { text: words.onTarget, direction: 'level', sense: 'good' } as const;
}
