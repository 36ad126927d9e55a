import { Button, Modal, TextInput } from '@mantine/core';
import { useTexts, useToast, useToday } from '@quitus/ui';
import { IconMailForward } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import type { PrintBatch } from './letter-words.ts';
import { useUnpost } from './UnpostLetters.tsx';
import { useRereadLetters } from './useRereadLetters.ts';
import './letters.css';

interface PostLettersProps {
  readonly batch: PrintBatch;
  /** All that wait, without it. */
  readonly letterIds?: readonly string[];
  readonly onDone?: () => void;
  readonly small?: boolean;
}

/** Says on which day letters were posted: only then are they sent, and their steps done. */
export function PostLetters({ batch, letterIds, onDone, small = false }: PostLettersProps) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const toast = useToast();
  const today = useToday();
  const reread = useRereadLetters();
  const [asking, setAsking] = useState(false);
  const [on, setOn] = useState(today);
  const count = letterIds?.length ?? batch.waiting;
  const unpost = useUnpost(batch.id);
  const post = useMutation({
    mutationFn: () =>
      api('POST /letters/batches/{id}/post', {
        params: { id: batch.id },
        body: { on, ...(letterIds ? { letterIds: [...letterIds] } : {}) },
      }),
    onSuccess: async ({ posted }) => {
      setAsking(false);
      await reread();
      onDone?.();
      toast.done(words.posted(posted), () => unpost.mutate({ reason: words.unpostAtOnce, letterIds }));
    },
  });
  return (
    <>
      <MayButton
        may="work"
        {...(small ? { size: 'xs' } : {})}
        variant={batch.printedAt === null && !small ? 'default' : 'filled'}
        leftSection={<IconMailForward size={15} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {words.post(count)}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.postTitle}
        size={420}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <form
          className="letters-options"
          onSubmit={(event) => {
            event.preventDefault();
            post.mutate();
          }}
        >
          <TextInput
            type="date"
            label={words.postDay}
            value={on}
            max={today}
            required
            error={post.isError ? sentenceOf(post.error, texts.common.error.offline) : undefined}
            onChange={(event) => setOn(event.currentTarget.value)}
          />
          <Button type="submit" loading={post.isPending}>
            {words.post(count)}
          </Button>
        </form>
      </Modal>
    </>
  );
}
