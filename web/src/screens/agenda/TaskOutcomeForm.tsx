import { Button, TextInput } from '@mantine/core';
import { nextWorkday, useTexts, useToday } from '@quitus/ui';
import { useEffect, useRef, useState } from 'react';
import { useRightReason } from '../../rights.ts';
import { allows } from './action.ts';
import type { Action, ActionChange } from './action.ts';
import { OutcomeKey } from './OutcomeKey.tsx';
import { useActionChanges } from './useActionChanges.ts';

// What a task came to, each a letter away, and the change of the action it is.
const outcomes = [
  { outcome: 'done', key: 'd', change: 'done' },
  { outcome: 'cannot', key: 'x', change: 'skip' },
  { outcome: 'later', key: 'l', change: 'move' },
] as const satisfies readonly { readonly outcome: string; readonly key: string; readonly change: ActionChange }[];
type TaskOutcome = (typeof outcomes)[number]['outcome'];

/** What came of a task in two keystrokes: done, cannot be done (with the reason), or later (with the day). */
export function TaskOutcomeForm({ action, onDone }: { readonly action: Action; readonly onDone: () => void }) {
  const words = useTexts().agenda.task;
  const forbidden = useRightReason('work');
  const today = useToday();
  const [outcome, setOutcome] = useState<TaskOutcome | undefined>();
  const [on, setOn] = useState(() => nextWorkday(today));
  const [note, setNote] = useState('');
  const submit = useRef<HTMLButtonElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  const { done, skip, move } = useActionChanges(action, onDone);
  // Enter then saves; only a reason has to be typed first.
  useEffect(() => {
    if (outcome === 'cannot') reason.current?.focus();
    else if (outcome) submit.current?.focus();
  }, [outcome]);
  const pending = done.isPending || skip.isPending || move.isPending;
  const save = () => {
    if (outcome === 'done') done.mutate(note.trim() || undefined);
    if (outcome === 'cannot' && note.trim() !== '') skip.mutate(note.trim());
    if (outcome === 'later') move.mutate(on);
  };
  if (forbidden !== undefined) return <p className="q-muted">{forbidden}</p>;
  return (
    <form
      className="q-stacked"
      data-gap="tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) save();
      }}
    >
      <div className="a-outcomes" role="group" aria-label={words.outcome}>
        {outcomes
          .filter(({ change }) => allows(action, change))
          .map((each) => (
            <OutcomeKey
              key={each.outcome}
              letter={each.key}
              label={words.outcomes[each.outcome]}
              group={words.outcome}
              pressed={outcome === each.outcome}
              onChoose={() => setOutcome(each.outcome)}
            />
          ))}
      </div>
      {outcome === undefined ? (
        <p className="q-muted">{words.hint}</p>
      ) : (
        <div className="a-outcome-form">
          {outcome === 'later' ? (
            <TextInput
              type="date"
              required
              min={today}
              label={words.laterOn}
              value={on}
              onChange={(event) => setOn(event.currentTarget.value)}
            />
          ) : (
            <TextInput
              ref={reason}
              className="a-wide"
              required={outcome === 'cannot'}
              label={outcome === 'cannot' ? words.why : words.note}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          <Button ref={submit} type="submit" loading={pending}>
            {words.submit}&nbsp;⏎
          </Button>
        </div>
      )}
    </form>
  );
}
