import { Button, Modal, Radio, Textarea } from '@mantine/core';
import type { ItemRow } from '@quitus/contract';
import { Inline, Stacked, formatTotals, sumAmounts, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';

/** The filter that lists what waits to be qualified, as an address keeps it. */
export const toQualifyFilter = 'toQualify:is:yes';

const decisions = ['follow', 'leave'] as const;
const most = 1000;

interface QualifyItemsProps {
  readonly items: readonly ItemRow[];
  readonly onDone: () => void;
}

/** The button of the bulk bar that decides on items waiting since sending went live: their scenario, or a stop. */
export function QualifyItems({ items, onDone }: QualifyItemsProps) {
  const texts = useTexts();
  const words = texts.holds.qualify;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <MayButton
        may="work"
        size="xs"
        blocked={items.length > most ? words.tooMany(most) : undefined}
        onClick={() => setAsking(true)}
      >
        {words.open(items.length)}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.title(items.length)}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <QualifyForm
          items={items}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      </Modal>
    </>
  );
}

function QualifyForm({ items, onClose, onDone }: QualifyItemsProps & { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.holds.qualify;
  const language = useLanguage();
  const toast = useToast();
  const cache = useQueryClient();
  const [decision, setDecision] = useState<(typeof decisions)[number]>('follow');
  const [note, setNote] = useState('');
  const amount = formatTotals(language, sumAmounts(items.map((item) => ({ amount: item.open, currency: item.currency }))));
  const qualify = useMutation({
    mutationFn: () =>
      api('POST /items/qualify', { body: { itemIds: items.map((item) => item.id), decision, note: note.trim() } }),
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
            {decision === 'follow' ? words.confirmFollow(items.length, amount) : words.confirmLeave(items.length, amount)}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}
