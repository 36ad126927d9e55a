import { Button, TextInput } from '@mantine/core';
import { formatDay, formatMoney } from '@quitus/texts';
import { Inline, StatusBadge, isZero, useLanguage, useTexts, useToast, useToday } from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useCustomerChanged } from '../customer-queries.ts';
import type { PromiseCase } from '../customer-queries.ts';

/** How a promise stands, as a colour beside its word. */
export const promiseTones = {
  proposed: 'neutral',
  expected: 'waiting',
  kept: 'settled',
  'partly-kept': 'waiting',
  broken: 'late',
  cancelled: 'neutral',
  superseded: 'neutral',
} as const satisfies Record<PromiseCase['state'], Tone>;

/** One promise: how much, for when, on what, and moving or cancelling it. */
export function PromiseEntry({ promise }: { readonly promise: PromiseCase }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.cases;
  const [moving, setMoving] = useState(false);
  const { cancel, move } = usePromiseCommands(promise, () => setMoving(false));
  const may = (action: PromiseCase['allowedActions'][number]) => promise.allowedActions.includes(action);
  return (
    <li className="c-case">
      <span className="c-case-head">
        <span>
          <strong className="q-number">{formatMoney(language, promise.amount, promise.currency)}</strong>{' '}
          {words.due(formatDay(language, promise.dueOn))}
        </span>
        <StatusBadge tone={promiseTones[promise.state]} quiet>
          {texts.customer.promiseStates[promise.state]}
        </StatusBadge>
      </span>
      <span className="q-muted">
        {promise.items.map((item) => item.number).join(', ')} · {promise.author}
        {!isZero(promise.received) && ` · ${words.received(formatMoney(language, promise.received, promise.currency))}`}
      </span>
      {promise.comment && <span className="q-muted">{promise.comment}</span>}
      {moving ? (
        <MoveForm
          promise={promise}
          busy={move.isPending}
          onMove={(dueOn) => move.mutate(dueOn)}
          onClose={() => setMoving(false)}
        />
      ) : (
        promise.allowedActions.length > 0 && (
          <Inline>
            {may('move') && (
              <MayButton may="work" size="compact-sm" variant="default" onClick={() => setMoving(true)}>
                {words.move}
              </MayButton>
            )}
            {may('cancel') && (
              <MayButton
                may="work"
                size="compact-sm"
                variant="default"
                loading={cancel.isPending}
                onClick={() => cancel.mutate()}
              >
                {words.cancel}
              </MayButton>
            )}
          </Inline>
        )
      )}
    </li>
  );
}

function usePromiseCommands(promise: PromiseCase, onMoved: () => void) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.cases;
  const toast = useToast();
  const changed = useCustomerChanged(promise.customerId);
  const params = { id: promise.id };
  const onError = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const cancel = useMutation({
    mutationFn: () => api('POST /promises/{id}/cancel', { params, body: {} }),
    onSuccess: async () => {
      toast.done(words.cancelled);
      await changed();
    },
    onError,
  });
  // Moved by mistake: the promise stands again for its first day.
  const moveBack = useMutation({
    mutationFn: (id: string) => api('POST /promises/{id}/cancel', { params: { id }, body: { undo: true } }),
    onSuccess: changed,
    onError,
  });
  const move = useMutation({
    mutationFn: (dueOn: string) => api('POST /promises/{id}/move', { params, body: { dueOn } }),
    onSuccess: async (moved) => {
      toast.done(words.moved(formatDay(language, moved.dueOn)), () => moveBack.mutate(moved.id));
      onMoved();
      await changed();
    },
    onError,
  });
  return { cancel, move };
}

interface MoveFormProps {
  readonly promise: PromiseCase;
  readonly busy: boolean;
  readonly onMove: (dueOn: string) => void;
  readonly onClose: () => void;
}

function MoveForm({ promise, busy, onMove, onClose }: MoveFormProps) {
  const texts = useTexts();
  const words = texts.customer.cases;
  const today = useToday();
  const [dueOn, setDueOn] = useState(promise.dueOn);
  return (
    <form
      className="q-inline"
      aria-label={words.moveTitle}
      onSubmit={(event) => {
        event.preventDefault();
        onMove(dueOn);
      }}
    >
      <TextInput
        type="date"
        size="xs"
        autoFocus
        aria-label={words.newDay}
        min={today}
        value={dueOn}
        onChange={(event) => setDueOn(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" loading={busy} disabled={dueOn < today || dueOn === promise.dueOn}>
        {words.move}
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClose}>
        {texts.common.actions.cancel}
      </Button>
    </form>
  );
}
