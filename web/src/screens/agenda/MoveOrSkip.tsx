import { Button, Modal, TextInput } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { Inline, Stacked, nextWorkday, useLanguage, useTexts, useToday } from '@quitus/ui';
import { useState } from 'react';
import { MayButton } from '../../MayButton.tsx';
import type { Action } from './action.ts';
import { useActionChanges } from './useActionChanges.ts';

interface ChangeProps {
  readonly action: Action;
  readonly onDone?: () => void;
}

/** Moves an action to another day. */
export function MoveAction({ action, onDone }: ChangeProps) {
  const texts = useTexts();
  const words = texts.agenda.move;
  const language = useLanguage();
  const today = useToday();
  const [day, setDay] = useState<string | undefined>();
  const { move } = useActionChanges(action, () => {
    setDay(undefined);
    onDone?.();
  });
  return (
    <>
      <MayButton may="work" variant="default" onClick={() => setDay(nextWorkday(today))}>
        {words.action}
      </MayButton>
      <Modal
        opened={day !== undefined}
        onClose={() => setDay(undefined)}
        title={words.title(action.customerName)}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (day) move.mutate(day);
          }}
        >
          <Stacked>
            <TextInput
              data-autofocus
              type="date"
              required
              label={words.day}
              min={today}
              value={day ?? ''}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <Inline end>
              <Button variant="default" onClick={() => setDay(undefined)}>
                {texts.common.actions.cancel}
              </Button>
              <Button type="submit" loading={move.isPending} disabled={!day}>
                {words.submit(day ? formatDay(language, day) : '…')}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}

/** Skips an action with the reason a colleague will read. */
export function SkipAction({ action, onDone }: ChangeProps) {
  const texts = useTexts();
  const words = texts.agenda.skip;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { skip } = useActionChanges(action, () => {
    setAsking(false);
    onDone?.();
  });
  return (
    <>
      <MayButton may="work" variant="default" onClick={() => setAsking(true)}>
        {words.action}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.title(action.customerName)}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim()) skip.mutate(reason.trim());
          }}
        >
          <Stacked>
            <TextInput
              data-autofocus
              required
              label={words.reason}
              description={words.reasonHelp}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Inline>
              {words.reasons.split('|').map((usual) => (
                <Button key={usual} variant="default" size="xs" onClick={() => setReason(usual)}>
                  {usual}
                </Button>
              ))}
            </Inline>
            <Inline end>
              <Button variant="default" onClick={() => setAsking(false)}>
                {texts.common.actions.cancel}
              </Button>
              <Button type="submit" loading={skip.isPending} disabled={reason.trim() === ''}>
                {words.submit}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}
