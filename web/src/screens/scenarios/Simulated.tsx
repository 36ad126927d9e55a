import type { OutputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';
import { formatCount, formatDayShort, formatMoney } from '@quitus/texts';
import type { Language } from '@quitus/texts';
import { ErrorState, Skeleton, formatTotals, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { channelOf } from '../agenda/action.ts';
import { ChannelMark } from './ChannelMark.tsx';
import type { DraftStep } from './scenario.ts';

type Simulation = OutputOf<'POST /scenarios/{id}/simulate'>;
type Row = Simulation['rows'][number];

const days = 30;
const shownRows = 8;

interface SimulatedProps {
  readonly scenarioId: string;
  /** Names the draft simulated: another save is another question. */
  readonly changedAt: string;
  readonly steps: readonly Pick<DraftStep, 'stepId' | 'channel'>[];
}

/** What the draft would change over the coming days on today's real data: how much more or less, step by step, and for whom. */
export function Simulated({ scenarioId, changedAt, steps }: SimulatedProps) {
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
        <Answer simulation={answer.data} steps={steps} />
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

function Answer({ simulation, steps }: { readonly simulation: Simulation } & Pick<SimulatedProps, 'steps'>) {
  const texts = useTexts();
  const words = texts.scenarios.editor.simulation;
  const language = useLanguage();
  const { current, proposed, perStep, rows, total } = simulation;
  if (total === 0) return <p className="n-note">{words.same(simulation.same)}</p>;
  // What nobody could be written to about becomes a task: the step keeps its own channel here.
  const channelOfStep = new Map(steps.map((step) => [step.stepId, step.channel]));
  const figures = ['messages', 'toConfirm', 'tasks', 'customers'] as const;
  return (
    <>
      <dl className="n-figures q-number">
        <div aria-hidden>
          <span />
          <span>{words.now}</span>
          <span>{words.drafted}</span>
        </div>
        {figures.map((each) => (
          <div key={each}>
            <dt>{words[each]}</dt>
            <dd>{formatCount(language, current[each])}</dd>
            <dd>
              <strong>{formatCount(language, proposed[each])}</strong> <By by={proposed[each] - current[each]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="n-note q-number">
        {words.claimed(formatTotals(language, current.amounts) || '–', formatTotals(language, proposed.amounts) || '–')}
      </p>
      <p className="n-note q-number">{words.sum(simulation)}</p>
      <ul className="n-moves">
        {perStep
          .filter((step) => step.current !== step.proposed)
          .map((step) => (
            <li key={step.stepId}>
              <span className="n-inline-mark">
                <ChannelMark channel={channelOfStep.get(step.stepId) ?? step.channel} /> {step.step}
              </span>
              <span className="q-number">
                {step.current} → <strong>{step.proposed}</strong>
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
  return <span className="n-by q-muted">{by === 0 ? '=' : by > 0 ? `+${by}` : `−${-by}`}</span>;
}

function rowWords(texts: Texts, language: Language, { before, after, currency }: Row): string {
  const words = texts.scenarios.editor.simulation;
  const parts = (action: NonNullable<Row['before']>) => [
    action.step,
    formatDayShort(language, action.date),
    formatMoney(language, action.amount, currency),
    texts.common.channels[channelOf(action.channel)],
    texts.scenarios.screen.automations[action.automation],
  ];
  // The step, the day and the amount say what an action is; its channel and how it leaves are said when they change.
  const usual = 3;
  if (!before || !after) {
    const only = after ?? before;
    if (!only) return '';
    const said = parts(only).slice(0, usual).join(', ');
    return after ? words.added(said) : words.removed(said);
  }
  const [was, is] = [parts(before), parts(after)];
  const differs = was.map((part, place) => part !== is[place]);
  const same = was.filter((_part, place) => !differs[place] && place < usual);
  const changed = (said: readonly string[]) => said.filter((_part, place) => differs[place]).join(', ');
  return words.becomes(same.join(', '), changed(was), changed(is));
}
