import type { OutputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';
import { formatDayShort, formatMoney } from '@quitus/texts';
import type { Language } from '@quitus/texts';
import { ErrorState, ShortTable, Skeleton, formatTotals, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ChannelMark } from './ChannelMark.tsx';

type Simulation = OutputOf<'POST /scenarios/{id}/simulate'>;
type Row = Simulation['rows'][number];

const days = 30;
const shownRows = 8;

interface SimulatedProps {
  readonly scenarioId: string;
  /** Names the draft simulated: another save is another question. */
  readonly changedAt: string;
}

/** What the draft would change over the coming days on today's real data: how much more or less, step by step, and for whom. */
export function Simulated({ scenarioId, changedAt }: SimulatedProps) {
  const words = useTexts().scenarios.editor.simulation;
  const answer = useQuery({
    queryKey: ['scenario', scenarioId, 'simulation', changedAt],
    queryFn: () => api('POST /scenarios/{id}/simulate', { params: { id: scenarioId }, body: { days, limit: shownRows } }),
    staleTime: 60_000,
  });
  return (
    <section className="n-simulated" aria-label={words.title(days)}>
      <h3>{words.title(days)}</h3>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data ? (
        <Answer simulation={answer.data} />
      ) : (
        <>
          <p className="n-note q-muted" role="status">
            {words.running}
          </p>
          <Skeleton shape="lines" count={4} />
        </>
      )}
    </section>
  );
}

function Answer({ simulation }: { readonly simulation: Simulation }) {
  const texts = useTexts();
  const words = texts.scenarios.editor.simulation;
  const language = useLanguage();
  const { now, then, perStep, rows, total } = simulation;
  if (total === 0) return <p className="n-note">{words.same(simulation.same)}</p>;
  const figures: readonly { readonly name: string; readonly now: string; readonly drafted: string; readonly by: number }[] = [
    ...(['messages', 'toConfirm', 'tasks', 'customers'] as const).map((each) => ({
      name: words[each],
      now: String(now[each]),
      drafted: String(then[each]),
      by: then[each] - now[each],
    })),
    {
      name: words.amount,
      now: formatTotals(language, now.amounts) || '–',
      drafted: formatTotals(language, then.amounts) || '–',
      by: 0,
    },
  ];
  return (
    <>
      <ShortTable
        label={words.title(days)}
        rows={figures}
        rowKey={(row) => row.name}
        columns={[
          { id: 'name', title: words.figure, quiet: true, cell: (row) => row.name },
          { id: 'now', title: words.now, align: 'end', cell: (row) => <span className="q-number">{row.now}</span> },
          { id: 'then', title: words.then, align: 'end', cell: (row) => <span className="q-number">{row.drafted}</span> },
          { id: 'by', title: words.by, quiet: true, align: 'end', cell: (row) => <By by={row.by} /> },
        ]}
      />
      <p className="n-note q-number">{words.sum(simulation)}</p>
      <ul className="n-moves">
        {perStep
          .filter((step) => step.now !== step.then)
          .map((step) => (
            <li key={step.stepId}>
              <span className="n-inline-mark">
                <ChannelMark channel={step.channel} /> {step.step}
              </span>
              <span className="q-number">
                {step.now} → <strong>{step.then}</strong>
              </span>
            </li>
          ))}
      </ul>
      <p className="n-label">{words.rows(Math.min(rows.length, shownRows), total)}</p>
      <ul className="n-moves">
        {rows.map((row, index) => (
          // A customer may differ in several currencies and steps.
          <li key={`${row.customerId} ${index}`}>
            <span className="q-clip">{row.customer}</span>
            <span className="q-muted">{rowWords(texts, language, row)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function By({ by }: { readonly by: number }) {
  if (by === 0) return <span className="q-muted">=</span>;
  return <strong className="q-number">{by > 0 ? `+${by}` : `−${-by}`}</strong>;
}

function rowWords(texts: Texts, language: Language, { before, after, currency }: Row): string {
  const words = texts.scenarios.editor.simulation;
  const said = (action: NonNullable<Row['before']>) =>
    `${action.step}, ${formatDayShort(language, action.date)}, ${formatMoney(language, action.amount, currency)}`;
  if (before && after) return words.becomes(said(before), said(after));
  if (after) return words.added(said(after));
  return before ? words.removed(said(before)) : '';
}
