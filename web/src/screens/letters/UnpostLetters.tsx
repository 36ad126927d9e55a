import { useTexts, useToast } from '@quitus/ui';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { AskReason } from '../AskReason.tsx';
import type { PrintBatch } from './letter-words.ts';
import { useRereadLetters } from './useRereadLetters.ts';

interface UnpostLettersProps {
  readonly batch: PrintBatch;
  /** Those of the last posting, without it. */
  readonly letterIds?: readonly string[];
  readonly onDone?: () => void;
  readonly small?: boolean;
}

/** Takes a posting back, with the reason: the letters wait again and their steps are to be done. */
export function UnpostLetters({ batch, letterIds, onDone, small = false }: UnpostLettersProps) {
  const words = useTexts().letters.screen;
  const [asking, setAsking] = useState(false);
  const unpost = useUnpost(batch.id);
  return (
    <>
      <MayButton
        may="work"
        {...(small ? { size: 'xs' } : {})}
        variant="default"
        leftSection={<IconArrowBackUp size={15} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {letterIds ? words.unpostThese(letterIds.length) : words.unpost}
      </MayButton>
      {asking && (
        <AskReason
          title={words.unpostTitle}
          help={words.unpostHelp}
          label={words.unpostReason}
          action={letterIds ? words.unpostThese(letterIds.length) : words.unpost}
          busy={unpost.isPending}
          onReason={(reason) =>
            unpost.mutate(
              { reason, letterIds },
              {
                onSuccess: () => {
                  setAsking(false);
                  onDone?.();
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Takes back what was said to be posted; named, only those. */
export function useUnpost(batchId: string) {
  const texts = useTexts();
  const toast = useToast();
  const reread = useRereadLetters();
  return useMutation({
    mutationFn: ({ reason, letterIds }: { readonly reason: string; readonly letterIds?: readonly string[] | undefined }) =>
      api('POST /letters/batches/{id}/unpost', {
        params: { id: batchId },
        body: { reason, ...(letterIds ? { letterIds: [...letterIds] } : {}) },
      }),
    onSuccess: async ({ unposted }) => {
      await reread();
      toast.done(texts.letters.screen.unposted(unposted));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
