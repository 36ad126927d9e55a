import { Button, NativeSelect, TextInput } from '@mantine/core';
import { addDays, nextWorkday, useTexts, useToast, useToday } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../api.ts';
import type { Action, ActionItem } from './action.ts';
import { disputeTypes, logOutcome, outcomes } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import { OutcomeKey } from './OutcomeKey.tsx';
import { useRereadAgenda } from './useActionChanges.ts';

interface OutcomeFormProps {
  readonly action: Action;
  readonly listed: readonly ActionItem[];
  /** The outcome is written: on to the next. */
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

// A promise made on the phone is usually for the week after.
const usualPromiseDays = 7;

/** The outcome of a call in two keystrokes: its letter, then Enter. What goes with it is filled in with the usual answer. */
export function OutcomeForm({ action, listed, onDone, onCancel }: OutcomeFormProps) {
  const texts = useTexts();
  const words = texts.agenda.focus;
  const toast = useToast();
  const today = useToday();
  const reread = useRereadAgenda();
  const [outcome, setOutcome] = useState<Outcome | undefined>();
  const [on, setOn] = useState(today);
  const [comment, setComment] = useState('');
  const [type, setType] = useState<(typeof disputeTypes)[number]>('price');
  const submit = useRef<HTMLButtonElement>(null);
  const asks = outcomes.find((each) => each.outcome === outcome)?.asks;
  const choose = (next: Outcome) => {
    const asked = outcomes.find((each) => each.outcome === next)?.asks;
    setOutcome(next);
    setOn(asked === 'promise' ? nextWorkday(addDays(today, usualPromiseDays - 1)) : nextWorkday(today));
  };
  // Enter then saves, whichever letter was pressed.
  useEffect(() => {
    if (outcome) submit.current?.focus();
  }, [outcome]);
  const save = useMutation({
    mutationFn: (chosen: Outcome) =>
      logOutcome(action, listed, { outcome: chosen, comment: comment.trim(), on, disputeType: type }),
    onSuccess: async (_answer, chosen) => {
      toast.done(words.logged(texts.agenda.outcomes[chosen], action.customerName));
      onDone();
      await reread();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <form
      className="q-stacked"
      data-gap="tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome && !save.isPending) save.mutate(outcome);
      }}
    >
      <div className="a-outcomes" role="group" aria-label={words.outcome}>
        {outcomes.map((each) => (
          <OutcomeKey
            key={each.outcome}
            letter={each.key}
            label={texts.agenda.outcomes[each.outcome]}
            group={words.outcome}
            pressed={outcome === each.outcome}
            onChoose={() => choose(each.outcome)}
          />
        ))}
      </div>
      {outcome === undefined ? (
        <p className="q-muted">{words.hint}</p>
      ) : (
        <div className="a-outcome-form">
          {(asks === 'again' || asks === 'promise') && (
            <TextInput
              type="date"
              required
              min={today}
              label={asks === 'promise' ? words.promisedOn : words.callBackOn}
              value={on}
              onChange={(event) => setOn(event.currentTarget.value)}
            />
          )}
          {asks === 'dispute' && (
            <NativeSelect
              label={words.disputeType}
              value={type}
              data={disputeTypes.map((each) => ({ value: each, label: texts.agenda.disputeTypes[each] }))}
              onChange={(event) => setType(disputeTypes.find((each) => each === event.currentTarget.value) ?? 'other')}
            />
          )}
          <TextInput
            className="a-wide"
            label={words.comment}
            maxLength={4000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button ref={submit} type="submit" loading={save.isPending}>
            {words.submit}&nbsp;⏎
          </Button>
        </div>
      )}
      {onCancel && (
        <div className="q-inline" data-end>
          <Button variant="subtle" color="gray" size="xs" onClick={onCancel}>
            {texts.common.actions.cancel}
          </Button>
        </div>
      )}
    </form>
  );
}
