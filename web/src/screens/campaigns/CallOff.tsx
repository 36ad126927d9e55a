import { Confirm, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';

interface CallOffProps {
  readonly id: string;
  readonly words: { readonly action: string; readonly title: string; readonly help: string; readonly done: string };
  /** Messages that then do not leave, and what they are called; absent for a draft, which has none. */
  readonly stops?: { readonly label: string; readonly count: number };
}

/** The button that puts an end to a campaign, once it was asked whether: a draft is put away, one under way stops what has not left. */
export function CallOff({ id, words, stops }: CallOffProps) {
  const { offline } = useTexts().common.error;
  const toast = useToast();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => api('POST /campaigns/{id}/cancel', { params: { id } }),
    onSuccess: async (campaign) => {
      setAsking(false);
      toast.done(words.done);
      cache.setQueryData(['campaign', id], campaign);
      await Promise.all(['campaigns', 'messages'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => toast.failed(sentenceOf(error, offline)),
  });
  return (
    <>
      <MayButton may="manage" variant="default" onClick={() => setAsking(true)}>
        {words.action}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.title}
        lines={stops ? [stops] : []}
        action={words.action}
        danger={stops !== undefined}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.help}
      </Confirm>
    </>
  );
}
