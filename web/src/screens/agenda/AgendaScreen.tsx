import { NativeSelect } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { Help, Page, useLanguage, useShortcut, useTexts } from '@quitus/ui';
import { IconEyeCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { useMay } from '../../session.ts';
import type { Action } from './action.ts';
import { ActionPanel } from './ActionPanel.tsx';
import { ActionsGrid } from './ActionsGrid.tsx';
import { AlertsView } from './AlertsView.tsx';
import { FocusMode } from './FocusMode.tsx';
import { PlanView } from './PlanView.tsx';
import { MailPanel } from '../replies/MailPanel.tsx';
import { mailViewOf } from '../replies/mails.ts';
import { MailsView } from '../replies/MailsView.tsx';
import { RepliesView } from './RepliesView.tsx';
import { ReplyPanel } from './ReplyPanel.tsx';
import { RunButton, RunPanel } from './RunPlan.tsx';
import { tabOf, usePortfolio } from './useAgendaSearch.ts';
import type { AgendaTab } from './useAgendaSearch.ts';
import './agenda.css';

/** The collector's day: what to do, what to confirm, what leaves, what went wrong, what comes next. */
export function AgendaScreen() {
  const texts = useTexts();
  const words = texts.agenda;
  const { search, change } = useScreenSearch();
  const may = useMay('work');
  const tab = tabOf(search.tab);
  const [opened, setOpened] = useState<Action | undefined>();
  const tabs = useTabs();
  const byHand = mailViewOf(search.state) === 'by-hand';
  const listed = tab === 'to-do' || tab === 'to-confirm' || tab === 'leaving';
  const openRow = (row: Action) => {
    setOpened(row);
    change({ open: row.id, show: undefined });
  };
  const focus = () => change({ show: 'focus', open: undefined }, 'push');
  const close = () => change({ open: undefined, show: undefined });
  if (may && listed && tab !== 'leaving' && search.show === 'focus') return <FocusMode tab={tab} onLeave={close} />;
  return (
    <Page
      title={texts.shell.places.agenda}
      shape="work"
      help={
        <Help title={texts.shell.places.agenda}>
          <p>{words.help}</p>
        </Help>
      }
      actions={
        <>
          <Portfolio />
          {(tab === 'to-do' || tab === 'to-confirm') && !search.open && <FocusButton onFocusMode={focus} />}
          {!search.open && (
            <span className="a-wide-only">
              <RunButton />
            </span>
          )}
        </>
      }
      tabs={tabs}
      tab={tab}
      onTab={(id) =>
        change(
          {
            tab: id,
            step: undefined,
            sort: undefined,
            open: undefined,
            show: undefined,
            state: undefined,
            kind: undefined,
            asOf: undefined,
          },
          'push',
        )
      }
      aside={
        search.show === 'run' ? (
          <RunPanel onClose={close} />
        ) : tab === 'replies' ? (
          search.open &&
          (byHand ? (
            <ReplyPanel key={search.open} customerId={search.open} onClose={close} />
          ) : (
            <MailPanel key={search.open} id={search.open} onClose={close} onNext={(id) => change({ open: id })} />
          ))
        ) : (
          listed &&
          search.open && (
            <ActionPanel
              key={search.open}
              id={search.open}
              known={opened?.id === search.open ? opened : undefined}
              onClose={close}
            />
          )
        )
      }
    >
      {listed && <ActionsGrid tab={tab} openedId={search.open} onOpen={openRow} />}
      {tab === 'replies' && byHand && (
        <RepliesView openedId={search.open} onOpen={(row) => change({ open: row.customerId, show: undefined })} />
      )}
      {tab === 'replies' && !byHand && (
        <MailsView openedId={search.open} onOpen={(row) => change({ open: row.id, show: undefined })} />
      )}
      {tab === 'alerts' && <AlertsView />}
      {tab === 'plan' && <PlanView />}
    </Page>
  );
}

/** The tabs with their counters: red what is due now, grey what is scheduled later. */
function useTabs() {
  const words = useTexts().agenda.tabs;
  const language = useLanguage();
  const { collectorId, mine } = usePortfolio();
  const { search } = useScreenSearch();
  const entityId = search.entity;
  const actions = useQuery({
    queryKey: ['agenda', 'counters', collectorId ?? '', entityId ?? ''],
    queryFn: () =>
      api('GET /actions/counters', {
        query: { ...(collectorId ? { collectorId } : {}), ...(entityId ? { entityId } : {}) },
      }),
  });
  const others = useQuery({
    queryKey: ['agenda', 'alerts', mine],
    queryFn: () => api('GET /agenda/counters', { query: mine ? { mine } : {} }),
  });
  const counted = (id: AgendaTab, label: string, counter: { due: number; scheduled: number } | undefined, urgent = true) => ({
    id,
    label,
    ...(counter && counter.due + counter.scheduled > 0
      ? { count: formatCount(language, counter.due > 0 ? counter.due : counter.scheduled), due: urgent && counter.due > 0 }
      : {}),
  });
  return [
    counted('to-do', words.toDo, actions.data?.toDo),
    counted('to-confirm', words.toConfirm, actions.data?.toConfirm),
    counted('leaving', words.leaving, actions.data?.confirmed, false),
    counted('replies', words.replies, others.data && { due: others.data.replies, scheduled: 0 }),
    counted('alerts', words.alerts, others.data && { due: others.data.alerts, scheduled: 0 }),
    { id: 'plan', label: words.plan },
  ];
}

function FocusButton({ onFocusMode }: { readonly onFocusMode: () => void }) {
  const words = useTexts().agenda;
  const may = useMay('work');
  useShortcut({ keys: 'f', label: words.focus.open, group: words.shortcuts }, () => may && onFocusMode());
  return (
    <MayButton may="work" variant="default" size="xs" leftSection={<IconEyeCheck size={15} aria-hidden />} onClick={onFocusMode}>
      {words.focus.open}
      <span className="a-wide-only">
        &nbsp;<kbd>F</kbd>
      </span>
    </MayButton>
  );
}

function Portfolio() {
  const words = useTexts().agenda.portfolio;
  const { mine, setMine } = usePortfolio();
  return (
    <NativeSelect
      size="xs"
      aria-label={words.label}
      value={mine ? 'mine' : 'team'}
      data={[
        { value: 'mine', label: words.mine },
        { value: 'team', label: words.team },
      ]}
      onChange={(event) => setMine(event.currentTarget.value === 'mine')}
    />
  );
}
