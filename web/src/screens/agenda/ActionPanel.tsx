import { Button } from '@mantine/core';
import { DateDay, ErrorState, Inline, Reasons, Section, SidePanel, Skeleton, StepBadge, useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { allows, callTo, channelOf, isWritten } from './action.ts';
import type { Action } from './action.ts';
import { ActionStatement } from './ActionStatement.tsx';
import { ConfirmOne } from './ConfirmActions.tsx';
import { LastExchanges } from './LastExchanges.tsx';
import { LeavingMessage } from './LeavingMessage.tsx';
import { MoveAction, SkipAction } from './MoveOrSkip.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { TaskOutcomeForm } from './TaskOutcomeForm.tsx';
import { useActionChanges } from './useActionChanges.ts';

interface ActionPanelProps {
  readonly id: string;
  /** The row it was opened from: shown at once. */
  readonly known: Action | undefined;
  readonly onClose: () => void;
}

/** The action of one open row with the items it lists. */
export function useAction(id: string) {
  const language = useLanguage();
  return useQuery({ queryKey: ['action', id, language], queryFn: () => api('GET /actions/{id}', { params: { id } }) });
}

/** One action beside the list: its items, the last exchanges, the message as it would leave, the script of the call. */
export function ActionPanel({ id, known, onClose }: ActionPanelProps) {
  const texts = useTexts();
  const words = texts.agenda.panel;
  const answer = useAction(id);
  const action = answer.data?.action ?? known;
  if (!action)
    return (
      <SidePanel title={words.label} label={words.label} onClose={onClose} width="wide">
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </SidePanel>
    );
  const cautions = action.cautions.map((caution) => ({ sentence: caution.words, weighs: 'held' as const }));
  return (
    <SidePanel
      width="wide"
      label={`${words.label} ${action.customerName}`}
      title={
        <Link to="/customers/$id" params={{ id: action.customerId }}>
          {action.customerName}
        </Link>
      }
      detail={
        <Inline>
          <span className="q-number">{action.customerCode}</span>
          <StepBadge
            channel={channelOf(action.channel)}
            {...(action.state === 'to-confirm' ? { mode: 'to-confirm' as const } : {})}
          >
            {action.step ?? texts.common.channels[channelOf(action.channel)]}
          </StepBadge>
          <DateDay day={action.plannedOn} />
        </Inline>
      }
      onClose={onClose}
      actions={<PanelActions action={action} onDone={onClose} />}
    >
      {cautions.length > 0 && <Reasons title={words.cautions} reasons={cautions} />}
      <Reasons
        title={words.why}
        reasons={[...action.why.map((reason) => reason.words), action.rankReason].map((sentence) => ({
          sentence,
          weighs: 'for',
        }))}
      />
      <ActionStatement action={action} listed={answer.data?.listed} />
      <LeavingMessage action={action} />
      <Section plain title={words.exchanges}>
        <LastExchanges customerId={action.customerId} />
      </Section>
    </SidePanel>
  );
}

function PanelActions({ action, onDone }: { readonly action: Action; readonly onDone: () => void }) {
  const words = useTexts().agenda;
  const changes = useActionChanges(action, onDone);
  const [logging, setLogging] = useState(false);
  const phone = action.recipient?.phone;
  const listed = useAction(action.id).data?.listed ?? [];
  // With what proves it: the number of the deposit, why it cannot be.
  if (action.kind === 'invoice' && action.channel === 'task' && action.state === 'to-do')
    return <TaskOutcomeForm action={action} onDone={onDone} />;
  if (logging) return <OutcomeForm action={action} listed={listed} onDone={onDone} onCancel={() => setLogging(false)} />;
  return (
    <>
      {allows(action, 'confirm') && <ConfirmOne action={action} onDone={onDone} />}
      {action.channel === 'call' && action.state === 'to-do' && (
        <MayButton may="work" onClick={() => setLogging(true)}>
          {words.panel.log}
        </MayButton>
      )}
      {phone && !isWritten(action.channel) && (
        <Button
          variant="default"
          leftSection={<IconPhone size={15} aria-hidden />}
          renderRoot={(props) => <a href={callTo(phone)} {...props} />}
        >
          {words.panel.call(phone)}
        </Button>
      )}
      {allows(action, 'done') && (
        <MayButton may="work" variant="default" loading={changes.done.isPending} onClick={() => changes.done.mutate(undefined)}>
          {words.markDone.action}
        </MayButton>
      )}
      {allows(action, 'recall') && (
        <MayButton may="work" variant="default" loading={changes.recall.isPending} onClick={() => changes.recall.mutate()}>
          {words.recall.action}
        </MayButton>
      )}
      {allows(action, 'move') && <MoveAction action={action} onDone={onDone} />}
      {allows(action, 'skip') && <SkipAction action={action} onDone={onDone} />}
    </>
  );
}
