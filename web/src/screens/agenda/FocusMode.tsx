import { Button } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import {
  Amount,
  EmptyState,
  ErrorState,
  Facts,
  Inline,
  Page,
  Reasons,
  Section,
  Skeleton,
  StepBadge,
  useLanguage,
  useShortcut,
  useTexts,
} from '@quitus/ui';
import { IconArrowLeft, IconArrowRight, IconCircleCheck, IconPhone, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { lateCell } from './action-columns.tsx';
import { allows, callTo, channelOf, isWritten } from './action.ts';
import type { Action } from './action.ts';
import { useAction } from './ActionPanel.tsx';
import { ActionStatement } from './ActionStatement.tsx';
import { LastExchanges } from './LastExchanges.tsx';
import { LeavingMessage, usePreview } from './LeavingMessage.tsx';
import { MoveAction, SkipAction } from './MoveOrSkip.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { TaskOutcomeForm } from './TaskOutcomeForm.tsx';
import { useActionChanges, useConfirmActions } from './useActionChanges.ts';
import { useAgendaSearch } from './useAgendaSearch.ts';

// A round longer than this is several days of calls.
const mostInRound = 500;

interface FocusModeProps {
  readonly tab: 'to-do' | 'to-confirm';
  readonly onLeave: () => void;
}

/** One customer after the other, keyboard only: statement, exchanges, script, outcome, next. */
export function FocusMode({ tab, onLeave }: FocusModeProps) {
  const texts = useTexts();
  const words = texts.agenda.focus;
  const language = useLanguage();
  const agenda = useAgendaSearch(tab);
  // The round is what the agenda showed when it began: what is done does not shift what follows.
  const round = useQuery({
    queryKey: ['focus-round', agenda.query, language],
    queryFn: () => api('GET /actions', { query: { ...agenda.query, limit: mostInRound } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [place, setPlace] = useState(0);
  const [treated, setTreated] = useState<ReadonlySet<string>>(new Set());
  const rows = round.data?.rows ?? [];
  const action = rows[place];
  const go = (to: number) => setPlace(Math.max(0, Math.min(rows.length, to)));
  const treat = () => {
    if (action) setTreated(new Set([...treated, action.id]));
    go(place + 1);
  };
  useShortcut({ keys: 'ArrowRight', label: words.next, group: words.title }, () => go(place + 1));
  useShortcut({ keys: 'ArrowLeft', label: words.previous, group: words.title }, () => go(place - 1));
  useLeaveOnEscape(onLeave);
  return (
    <Page
      title={words.title}
      shape="work"
      detail={
        round.data &&
        rows.length > 0 && (
          <span className="q-number">
            {words.place(Math.min(place + 1, rows.length), rows.length)} · {words.treated(treated.size)}
          </span>
        )
      }
      actions={
        <>
          <Button
            variant="default"
            size="xs"
            disabled={place === 0}
            leftSection={<IconArrowLeft size={15} aria-hidden />}
            onClick={() => go(place - 1)}
          >
            {words.previous}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!action}
            rightSection={<IconArrowRight size={15} aria-hidden />}
            onClick={() => go(place + 1)}
          >
            {words.next}
          </Button>
          <Button variant="default" size="xs" leftSection={<IconX size={15} aria-hidden />} onClick={onLeave}>
            {words.leave}
            <span className="a-wide-only">
              &nbsp;<kbd>Esc</kbd>
            </span>
          </Button>
        </>
      }
    >
      {round.isError ? (
        <ErrorState error={round.error} onRetry={() => void round.refetch()} />
      ) : !round.data ? (
        <Skeleton shape="page" />
      ) : action ? (
        <OneCustomer key={action.id} row={action} onTreated={treat} />
      ) : (
        <EmptyState icon={IconCircleCheck} title={words.finished} action={<Button onClick={onLeave}>{words.back}</Button>}>
          {words.finishedHelp(treated.size)}
        </EmptyState>
      )}
    </Page>
  );
}

function useLeaveOnEscape(onLeave: () => void): void {
  const leave = useEffectEvent(onLeave);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role="dialog"], [role="menu"]')) leave();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);
}

function OneCustomer({ row, onTreated }: { readonly row: Action; readonly onTreated: () => void }) {
  const texts = useTexts();
  const words = texts.agenda;
  const answer = useAction(row.id);
  const action = answer.data?.action ?? row;
  const phone = action.recipient?.phone;
  const written = isWritten(action.channel);
  const scripted = usePreview(action).data?.script;
  const cautions = action.cautions.map((caution) => ({ sentence: caution.words, weighs: 'held' as const }));
  const facts = [
    { name: words.columns.overdue, value: <Amount value={action.overdue} currency={action.currency} strong /> },
    { name: words.columns.oldest, value: lateCell(action.oldestDaysLate, texts) },
    { name: words.panel.net, value: <Amount value={action.amount} currency={action.currency} /> },
    { name: words.columns.rank, value: action.rankReason },
    ...(phone ? [{ name: words.panel.phone, value: <a href={callTo(phone)}>{phone}</a> }] : []),
  ];
  return (
    <>
      <div className="a-focus" data-written={written || undefined}>
        {/* Each half scrolls: the keyboard must reach it. */}
        <section className="q-stacked" tabIndex={0} aria-label={words.panel.statement}>
          <Section
            title={
              <Inline>
                {action.customerName}
                <span className="q-muted q-number">{action.customerCode}</span>
                {phone && <IconPhone size={15} className="q-icon" aria-hidden />}
              </Inline>
            }
            actions={<StepBadge channel={channelOf(action.channel)}>{action.step ?? ''}</StepBadge>}
          >
            <Facts facts={facts} />
          </Section>
          {cautions.length > 0 && <Reasons title={words.panel.cautions} reasons={cautions} />}
          <ActionStatement action={action} listed={answer.data?.listed} />
          {written && <Exchanges customerId={action.customerId} />}
        </section>
        <section className="q-stacked" tabIndex={0} aria-label={written ? words.panel.preview : words.panel.exchanges}>
          {(written || scripted) && <LeavingMessage action={action} />}
          {!written && <Exchanges customerId={action.customerId} />}
        </section>
      </div>
      <div className="a-focus-foot">
        {written ? (
          <ConfirmFooter action={action} onTreated={onTreated} />
        ) : action.channel === 'call' ? (
          answer.data && <OutcomeForm action={action} listed={answer.data.listed} onDone={onTreated} />
        ) : (
          <TaskOutcomeForm action={action} onDone={onTreated} />
        )}
      </div>
    </>
  );
}

function Exchanges({ customerId }: { readonly customerId: string }) {
  return (
    <Section plain title={useTexts().agenda.panel.exchanges}>
      <LastExchanges customerId={customerId} count={10} />
    </Section>
  );
}

function ConfirmFooter({ action, onTreated }: { readonly action: Action; readonly onTreated: () => void }) {
  const words = useTexts().agenda;
  const language = useLanguage();
  const confirm = useConfirmActions(onTreated);
  const { done } = useActionChanges(action, onTreated);
  const mayConfirm = allows(action, 'confirm');
  const yes = () => mayConfirm && !confirm.isPending && confirm.mutate({ ids: [action.id] });
  useShortcut({ keys: 'c', label: words.focus.confirmNext, group: words.focus.title }, yes);
  return (
    <Inline>
      {mayConfirm && (
        <MayButton may="work" loading={confirm.isPending} onClick={yes}>
          {words.focus.confirmNext} · {formatMoney(language, action.amount, action.currency)}&nbsp;
          <kbd>C</kbd>
        </MayButton>
      )}
      {allows(action, 'done') && (
        <MayButton may="work" variant="default" loading={done.isPending} onClick={() => done.mutate(undefined)}>
          {words.markDone.action}
        </MayButton>
      )}
      {allows(action, 'move') && <MoveAction action={action} onDone={onTreated} />}
      {allows(action, 'skip') && <SkipAction action={action} onDone={onTreated} />}
    </Inline>
  );
}
