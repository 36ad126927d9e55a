import { Button, Textarea, TextInput } from '@mantine/core';
import { Keys, Stacked, useShortcut, useTexts, useToday } from '@quitus/ui';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { usualDays } from './qualification.ts';
import type { Qualification } from './qualification.ts';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useRecord } from './useRecord.ts';

// The second key of two, `c` being the first.
const outcomes = [
  { id: 'reached', key: 'r' },
  { id: 'not-reached', key: 'n' },
  { id: 'left-message', key: 'm' },
  { id: 'will-check', key: 'v' },
  { id: 'call-back', key: 'b' },
  { id: 'wrong-number', key: 'w' },
  { id: 'promise', key: 'p', opens: 'promise' },
  { id: 'dispute', key: 'd', opens: 'dispute' },
  { id: 'says-paid', key: 's', opens: 'paid' },
  { id: 'refuses', key: 'f' },
] as const;
type Outcome = (typeof outcomes)[number];

interface CallFormProps extends QualifyFormProps {
  readonly onKind: (kind: Qualification) => void;
  readonly actionId?: string;
}

/** Logs a call by its outcome: one press, with the comment typed above; what needs more opens its own form. */
export function CallForm({ customerId, items, onDone, onKind, actionId }: CallFormProps) {
  const words = useTexts().customer.qualify;
  const may = useMay('work');
  const today = useToday();
  const [comment, setComment] = useState('');
  const [callBack, setCallBack] = useState<string | undefined>();
  const log = useRecord(
    customerId,
    (outcome: Outcome['id']) =>
      api('POST /customers/{id}/calls', {
        params: { id: customerId },
        body: {
          outcome,
          comment: comment.trim(),
          itemIds: items.map((item) => item.id),
          ...(actionId ? { actionId } : {}),
          ...(outcome === 'call-back' && callBack ? { callBackOn: callBack } : {}),
        },
      }),
    ({ outcome }) => words.logged(outcome === null ? words.tabs.call : words.outcomes[outcome].replace('…', '')),
    onDone,
  );
  const choose = (outcome: Outcome) => {
    if (!may || log.isPending) return;
    if ('opens' in outcome) onKind(outcome.opens);
    else if (outcome.id === 'call-back') setCallBack(usualDays(today).week);
    else log.mutate(outcome.id);
  };
  return (
    <Stacked>
      <Textarea
        label={words.comment}
        autosize
        minRows={2}
        maxLength={4000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {callBack === undefined ? (
        <div>
          <p className="q-muted c-past">{words.outcomeHelp}</p>
          <div className="c-outcomes">
            {outcomes.map((outcome) => (
              <OutcomeButton key={outcome.id} outcome={outcome} disabled={!may} onChoose={() => choose(outcome)} />
            ))}
          </div>
        </div>
      ) : (
        <form
          className="q-stacked"
          onSubmit={(event) => {
            event.preventDefault();
            log.mutate('call-back');
          }}
        >
          <TextInput
            type="date"
            autoFocus
            label={words.callBackOn}
            min={today}
            value={callBack}
            onChange={(event) => setCallBack(event.currentTarget.value)}
          />
          <Button type="submit" loading={log.isPending} disabled={callBack < today}>
            {words.logCall}
          </Button>
        </form>
      )}
    </Stacked>
  );
}

interface OutcomeButtonProps {
  readonly outcome: Outcome;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

function OutcomeButton({ outcome, disabled, onChoose }: OutcomeButtonProps) {
  const words = useTexts().customer.qualify;
  useShortcut({ keys: outcome.key, label: words.outcomes[outcome.id], group: words.tabs.call }, onChoose);
  return (
    <button type="button" className="q-plain c-outcome" disabled={disabled} onClick={onChoose}>
      {words.outcomes[outcome.id]}
      <Keys keys={outcome.key} />
    </button>
  );
}
