import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core';
import { useTexts, useToast } from '@quitus/ui';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '@quitus/contract/client';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import type { PrintBatch } from './letter-words.ts';
import { useRereadLetters } from './useRereadLetters.ts';
import './letters.css';

const kinds = ['all', 'registered', 'ordinary'] as const;

/** Asks how to print, closes the batch and gives its PDF. */
export function PrintBatchButton({ batch }: { readonly batch: PrintBatch }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const toast = useToast();
  const reread = useRereadLetters();
  const [asking, setAsking] = useState(false);
  const [only, setOnly] = useState<(typeof kinds)[number]>('all');
  const [cover, setCover] = useState(true);
  const [two, setTwo] = useState(false);
  const download = () => {
    setAsking(false);
    const options = new URLSearchParams({
      cover: cover ? 'yes' : 'no',
      sides: two ? 'two' : 'one',
      ...(only === 'all' ? {} : { only }),
    });
    // The browser saves it while it is being made: nothing of it passes through the page.
    globalThis.location.assign(`/api/v1/letters/batches/${batch.id}/pdf?${options.toString()}`);
  };
  const print = useMutation({
    mutationFn: () => api('POST /letters/batches/{id}/print', { params: { id: batch.id } }),
    onSuccess: async () => {
      download();
      toast.done(words.printing);
      await reread();
    },
    onError: (error) => {
      toast.failed(sentenceOf(error, texts.common.error.offline));
      // Who sees some of its customers prints theirs; the batch stays open.
      if (error instanceof ApiProblem && error.problem.code === 'letter.batch-of-others') download();
    },
  });
  const mixed = batch.registered > 0 && batch.registered < batch.letters;
  const left = batch.letters - batch.takenOut;
  return (
    <>
      <MayButton
        may="work"
        variant={batch.printedAt === null ? 'filled' : 'default'}
        blocked={left === 0 ? texts.refusals['letter.nothing-to-print'] : undefined}
        leftSection={<IconPrinter size={15} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {batch.printedAt === null ? words.print : words.printAgain}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`${words.print} · ${words.counted(left)}`}
        size={440}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <div className="letters-options">
          {mixed && (
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label={words.columns.kind}
              value={only}
              data={kinds.map((kind) => ({ value: kind, label: words.only[kind] }))}
              onChange={(value) => setOnly(kinds.find((kind) => kind === value) ?? 'all')}
            />
          )}
          <Checkbox label={words.cover} checked={cover} onChange={(event) => setCover(event.currentTarget.checked)} />
          <Checkbox label={words.sides} checked={two} onChange={(event) => setTwo(event.currentTarget.checked)} />
          <Button loading={print.isPending} leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => print.mutate()}>
            {words.print}
          </Button>
        </div>
      </Modal>
    </>
  );
}
