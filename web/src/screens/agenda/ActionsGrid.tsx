import { NativeSelect } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { DataGrid, EmptyState, FilterChips, StepBadge, columnsBeside, useLanguage, useTexts, useTicked } from '@quitus/ui';
import { IconCalendarCheck, IconHandClick, IconSend } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { CurrencyTotals } from '../../lists/CurrencyTotals.tsx';
import { ListViews } from '../../lists/ListViews.tsx';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { actionColumns } from './action-columns.tsx';
import { channelOf } from './action.ts';
import type { Action, ActionList } from './action.ts';
import { ConfirmAllShown, ConfirmTicked, amountOf } from './ConfirmActions.tsx';
import { channels, useAgendaSearch } from './useAgendaSearch.ts';
import type { ListTab } from './useAgendaSearch.ts';

interface ActionsGridProps {
  readonly tab: ListTab;
  readonly openedId: string | undefined;
  readonly onOpen: (row: Action) => void;
}

type Totals = Pick<ActionList, 'totals' | 'steps'>;
const rowKey = (row: Action) => row.id;
// The columns kept beside a panel, and their narrower widths.
const besidePanel: Readonly<Record<string, number>> = { name: 176, what: 200, amount: 122 };

/** The actions of one tab, in the order that brings most cash: filtered, summed and windowed by the server. */
export function ActionsGrid({ tab, openedId, onOpen }: ActionsGridProps) {
  const texts = useTexts();
  const words = texts.agenda;
  const language = useLanguage();
  const agenda = useAgendaSearch(tab);
  const { source, totals } = useGridRows<Action, Totals>({
    queryKey: ['actions', agenda.query, language],
    load: async (window) => {
      const answer = await api('GET /actions', { query: { ...agenda.query, ...window } });
      return { rows: answer.rows, total: answer.total, totals: { totals: answer.totals, steps: answer.steps } };
    },
  });
  const ticked = useTicked<Action>();
  const sums = totals?.totals ?? [];
  const only = sums.length === 1 ? sums[0]?.currency : sums.length === 0 ? 'EUR' : undefined;
  const beside = openedId !== undefined;
  const columns = useMemo(() => {
    const all = actionColumns({ texts, tab, currency: only });
    // Beside an open action, the list only leads from one to the next: the panel says the rest.
    return beside ? columnsBeside(all, besidePanel) : all;
  }, [texts, tab, only, beside]);
  const rows = [...ticked.ticked.values()];
  return (
    <DataGrid
      name={beside ? 'actions-beside' : `actions-${tab}`}
      label={words.label}
      columns={columns}
      lines={2}
      source={source}
      rowKey={rowKey}
      {...(agenda.sort ? { sort: agenda.sort } : {})}
      onSort={agenda.setSort}
      onOpen={onOpen}
      onActive={(row) => openedId !== undefined && onOpen(row)}
      {...(openedId ? { openedKey: openedId } : {})}
      {...(source.total > 0
        ? {
            totals: {
              amount: <CurrencyTotals amounts={sums} bare={Boolean(only)} />,
            },
          }
        : {})}
      {...(tab === 'to-confirm'
        ? { selection: { ...ticked, amountOf, actions: <ConfirmTicked rows={rows} onDone={() => ticked.onChange(new Map())} /> } }
        : {})}
      toolbar={
        <>
          <SearchBox label={words.search} value={agenda.q} onChange={agenda.setQ} />
          {!beside && (
            <span className="a-wide-only">
              <ListViews screen="agenda" />
              <Filters agenda={agenda} />
            </span>
          )}
          {/* Beside an open action, what is decided is that action: the list's own choices would take its rows' place. */}
          {(!beside || agenda.step) && <Steps steps={totals?.steps ?? []} agenda={agenda} onlyChosen={beside} />}
          {tab === 'to-confirm' && !beside && source.total > 0 && rows.length === 0 && (
            <ConfirmAllShown agenda={agenda} total={source.total} totals={sums} />
          )}
        </>
      }
      {...(agenda.plain && !agenda.step ? { empty: <NothingHere tab={tab} /> } : {})}
    />
  );
}

type Agenda = ReturnType<typeof useAgendaSearch>;

function Filters({ agenda }: { readonly agenda: Agenda }) {
  const texts = useTexts();
  const words = texts.agenda;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={words.channel}
        value={agenda.channel ?? ''}
        data={[
          { value: '', label: words.anyChannel },
          ...channels.map((channel) => ({ value: channel, label: texts.common.channels[channelOf(channel)] })),
        ]}
        onChange={(event) => agenda.setChannel(event.currentTarget.value || undefined)}
      />
      <FilterChips fields={agenda.fields} filters={agenda.filters} onChange={agenda.setFilters} />
      <button
        type="button"
        className="q-plain a-step"
        aria-pressed={agenda.due}
        onClick={() => agenda.setFlag('due', !agenda.due)}
      >
        {words.dueOnly}
      </button>
      <button
        type="button"
        className="q-plain a-step"
        aria-pressed={agenda.caution}
        onClick={() => agenda.setFlag('caution', !agenda.caution)}
      >
        {words.cautionOnly}
      </button>
    </>
  );
}

interface StepsProps {
  readonly steps: ActionList['steps'];
  readonly agenda: Agenda;
  /** The one the list is narrowed to, to be let go of; not the others. */
  readonly onlyChosen: boolean;
}

/** The steps present, each a press away: all of a step is then what is on screen. */
function Steps({ steps, agenda, onlyChosen }: StepsProps) {
  const words = useTexts().agenda;
  const language = useLanguage();
  if (steps.length < 2 && !agenda.step) return null;
  // Scenarios name their steps alike: then the scenario tells them apart.
  const shown = onlyChosen ? steps.filter((step) => step.stepId === agenda.step) : steps;
  const isShared = (name: string): boolean => steps.filter((step) => step.step === name).length > 1;
  return (
    <span className="a-steps" role="group" aria-label={words.allSteps}>
      {shown.map((step) => (
        <button
          key={step.stepId}
          type="button"
          className="q-plain a-step"
          aria-pressed={agenda.step === step.stepId}
          onClick={() => agenda.setStep(agenda.step === step.stepId ? undefined : step.stepId)}
        >
          <StepBadge channel={channelOf(step.channel)}>
            {isShared(step.step) ? `${step.step} · ${step.scenario}` : step.step}
          </StepBadge>
          <span className="q-muted q-number">{formatCount(language, step.count)}</span>
        </button>
      ))}
    </span>
  );
}

function NothingHere({ tab }: { readonly tab: ListTab }) {
  const words = useTexts().agenda.empty;
  if (tab === 'to-do')
    return (
      <EmptyState icon={IconCalendarCheck} title={words.toDo}>
        {words.toDoHelp}
      </EmptyState>
    );
  if (tab === 'to-confirm')
    return (
      <EmptyState icon={IconHandClick} title={words.toConfirm}>
        {words.toConfirmHelp}
      </EmptyState>
    );
  return (
    <EmptyState icon={IconSend} title={words.leaving}>
      {words.leavingHelp}
    </EmptyState>
  );
}
