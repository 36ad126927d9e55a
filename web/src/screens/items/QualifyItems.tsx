import { Button, Modal, Radio, Textarea } from '@mantine/core';
import type { ItemRow } from '@quitus/contract';
import type { InputOf, OutputOf } from '@quitus/contract/client';
import { Inline, Stacked, formatTotals, sumAmounts, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';

/** The filter that lists what waits to be qualified, as an address keeps it. */
export const toQualifyFilter = 'toQualify:is:yes';

const decisions = ['follow', 'leave'] as const;
const most = 1000;

/** Which items are decided on: ticked ones, or all that the list holds. */
type Which = Pick<InputOf<'POST /items/qualify'>['body'], 'itemIds' | 'matching'>;
interface AskProps {
  readonly which: Which;
  readonly count: number;
  readonly amounts: readonly { readonly amount: string; readonly currency: string }[];
  readonly label: string;
  readonly blocked?: string | undefined;
  readonly onDone: () => void;
}

/** The button of the bulk bar that decides on items waiting since sending went live: their scenario, or a stop. */
export function QualifyItems({ items, onDone }: { readonly items: readonly ItemRow[]; readonly onDone: () => void }) {
  const words = useTexts().holds.qualify;
  return (
    <AskToQualify
      which={{ itemIds: items.map((item) => item.id) }}
      count={items.length}
      amounts={items.map((item) => ({ amount: item.open, currency: item.currency }))}
      label={words.open(items.length)}
      blocked={items.length > most ? words.tooMany(most) : undefined}
      onDone={onDone}
    />
  );
}

interface AllProps {
  /** What the list was asked. */
  readonly asked: Omit<NonNullable<Which['matching']>, 'count'>;
  readonly totals: OutputOf<'GET /items'>['totals'];
  readonly onDone: () => void;
}

/** Decides on everything the list holds, however much it is. */
export function QualifyAll({ asked, totals, onDone }: AllProps) {
  const words = useTexts().holds.qualify;
  const count = totals.reduce((sum, each) => sum + each.items, 0);
  if (count === 0) return null;
  return (
    <AskToQualify
      which={{ matching: { ...asked, count } }}
      count={count}
      amounts={totals.map((each) => ({ amount: each.open, currency: each.currency }))}
      label={words.openAll(count)}
      onDone={onDone}
    />
  );
}

function AskToQualify(props: AskProps) {
  const texts = useTexts();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <MayButton may="work" size="xs" variant="default" blocked={props.blocked} onClick={() => setAsking(true)}>
        {props.label}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={texts.holds.qualify.title(props.count)}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <QualifyForm
          {...props}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            props.onDone();
          }}
        />
      </Modal>
    </>
  );
}

function QualifyForm({ which, count, amounts, onClose, onDone }: AskProps & { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.holds.qualify;
  const language = useLanguage();
  const toast = useToast();
  const cache = useQueryClient();
  const [decision, setDecision] = useState<(typeof decisions)[number]>('follow');
  const [note, setNote] = useState('');
  const sums = sumAmounts(amounts);
  const amount = formatTotals(language, sums);
  // A button bears one amount; several stand above it.
  const onButton = sums.length === 1 ? amount : '';
  const qualify = useMutation({
    mutationFn: () => api('POST /items/qualify', { body: { ...which, decision, note: note.trim() } }),
    onSuccess: async ({ qualified }) => {
      toast.done(decision === 'follow' ? words.followed(qualified) : words.left(qualified));
      onDone();
      await Promise.all(
        ['items', 'item', 'customers', 'customer', 'agenda', 'actions', 'overview'].map((name) =>
          cache.invalidateQueries({ queryKey: [name] }),
        ),
      );
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const ready = note.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) qualify.mutate();
      }}
    >
      <Stacked>
        <p className="q-muted">{words.help}</p>
        {onButton === '' && <p className="q-number">{amount}</p>}
        <Radio.Group
          label={words.decision}
          value={decision}
          onChange={(next) => setDecision(decisions.find((each) => each === next) ?? 'follow')}
        >
          <Stacked gap="tight">
            <Radio value="follow" label={words.follow} description={words.followHelp} />
            <Radio value="leave" label={words.leave} description={words.leaveHelp} />
          </Stacked>
        </Radio.Group>
        <Textarea
          required
          autosize
          label={words.note}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button type="submit" disabled={!ready} loading={qualify.isPending}>
            {decision === 'follow' ? words.confirmFollow(count, onButton) : words.confirmLeave(count, onButton)}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}
