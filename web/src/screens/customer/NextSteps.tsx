import { ActionIcon, Menu } from '@mantine/core';
import { formatDay, formatMoney } from '@quitus/texts';
import { DateDay, StatusBadge, StepBadge, Why, channels, useLanguage, useTexts } from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconArrowBackUp, IconCalendarEvent, IconCheck, IconDots, IconEye, IconPlayerSkipForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../session.ts';
import { ActionDialogue } from './ActionDialogue.tsx';
import { nextQuery } from './customer-queries.ts';
import type { NextActions } from './customer-queries.ts';
import { useActionCommands } from './useActionCommands.ts';

type NextAction = NextActions['actions'][number];

const stateTones = {
  'to-confirm': 'waiting',
  confirmed: 'accent',
  'to-do': 'waiting',
  planned: 'neutral',
} as const satisfies Record<NextAction['state'], Tone>;
const stateWords = { 'to-confirm': 'toConfirm', confirmed: 'confirmed', 'to-do': 'toDo', planned: 'planned' } as const;

/** The scenario's next three actions on this customer, each with what one may do about it. */
export function NextSteps({ customerId }: { readonly customerId: string }) {
  const words = useTexts().customer.next;
  const next = useQuery(nextQuery(customerId));
  if (!next.data) return null;
  const { scenario, actions, why } = next.data;
  return (
    <div className="c-next">
      <span className="q-muted">{words.title(scenario)}</span>
      {actions.length === 0 && (
        <span>
          {words.none} {why.length > 0 && <Why title={words.why} reasons={why.map((sentence) => ({ sentence }))} />}
        </span>
      )}
      {actions.slice(0, 3).map((action, place) => (
        <Step key={action.actionId ?? `${place} ${action.on} ${action.step}`} action={action} customerId={customerId} />
      ))}
    </div>
  );
}

function Step({ action, customerId }: { readonly action: NextAction; readonly customerId: string }) {
  const words = useTexts().customer.next;
  return (
    <span className="c-step">
      <DateDay day={action.on} />
      <StepBadge channel={channels.find((each) => each === action.channel) ?? 'email'}>{action.step}</StepBadge>
      <StatusBadge tone={stateTones[action.state]} quiet>
        {words[stateWords[action.state]]}
      </StatusBadge>
      {action.actionId !== null && action.allowedActions.length > 0 && (
        <StepMenu action={action} actionId={action.actionId} customerId={customerId} />
      )}
    </span>
  );
}

interface StepMenuProps {
  readonly action: NextAction;
  readonly actionId: string;
  readonly customerId: string;
}

function StepMenu({ action, actionId, customerId }: StepMenuProps) {
  const language = useLanguage();
  const words = useTexts().customer.next;
  const may = useMay('work');
  const [asking, setAsking] = useState<'skip' | 'move' | 'preview' | undefined>();
  const run = useActionCommands(customerId, actionId);
  const allows = (name: NextAction['allowedActions'][number]) =>
    action.allowedActions.includes(name) && (may || name === 'preview');
  if (!action.allowedActions.some(allows)) return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={words.menu(action.step)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {allows('preview') && (
            <Menu.Item leftSection={<IconEye size={15} />} onClick={() => setAsking('preview')}>
              {words.preview}
            </Menu.Item>
          )}
          {allows('confirm') && (
            <Menu.Item leftSection={<IconCheck size={15} />} onClick={() => run.confirm.mutate()}>
              {words.confirm(formatMoney(language, action.amount, action.currency))}
            </Menu.Item>
          )}
          {allows('done') && (
            <Menu.Item leftSection={<IconCheck size={15} />} onClick={() => run.done.mutate()}>
              {words.done}
            </Menu.Item>
          )}
          {allows('move') && (
            <Menu.Item leftSection={<IconCalendarEvent size={15} />} onClick={() => setAsking('move')}>
              {words.move}
            </Menu.Item>
          )}
          {allows('skip') && (
            <Menu.Item leftSection={<IconPlayerSkipForward size={15} />} onClick={() => setAsking('skip')}>
              {words.skip}
            </Menu.Item>
          )}
          {allows('recall') && (
            <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={() => run.recall.mutate()}>
              {words.recall}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <ActionDialogue
          asking={asking}
          actionId={actionId}
          step={`${action.step} · ${formatDay(language, action.on)}`}
          day={action.on}
          run={run}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
