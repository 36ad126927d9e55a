import { Confirm, useTexts, useToast } from '@quitus/ui';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useSession } from '../../session.ts';

/** Reads again what sending changes. */
export function useRereadMessages(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    const touched = ['messages', 'message', 'mailbox', 'agenda', 'actions', 'overview', 'customer'];
    await Promise.all(touched.map((name) => cache.invalidateQueries({ queryKey: [name] })));
  };
}

/** Delivers the queue now instead of waiting for the worker. In test mode it fills the local mailbox. */
export function SendNow({ waiting }: { readonly waiting: number }) {
  const texts = useTexts();
  const words = texts.messages.send;
  const toast = useToast();
  const { sendingMode } = useSession();
  const reread = useRereadMessages();
  const [asking, setAsking] = useState(false);
  const { data: state } = useQuery({
    queryKey: ['go-live'],
    queryFn: () => api('GET /go-live'),
    enabled: asking && sendingMode !== 'test',
  });
  const send = useMutation({
    mutationFn: () => api('POST /send', { body: {} }),
    onSuccess: async (outcome) => {
      setAsking(false);
      await reread();
      const sentences = [
        words.done(outcome.sent),
        ...(outcome.cancelled > 0 ? [words.cancelled(outcome.cancelled)] : []),
        ...(outcome.postponed > 0 ? [words.postponed(outcome.postponed)] : []),
      ];
      toast.done(sentences.join(' '));
      if (outcome.failed + outcome.uncertain > 0) toast.failed(words.trouble(outcome.failed + outcome.uncertain));
      const golive: Readonly<Record<string, string>> = texts.messages.golive;
      for (const code of outcome.unmet) toast.failed(golive[code] ?? code);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  if (waiting === 0) return null;
  return (
    <>
      <MayButton may="work" variant="default" leftSection={<IconSend size={15} aria-hidden />} onClick={() => setAsking(true)}>
        {words.action}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.title}
        lines={[{ label: words.waiting, count: waiting }]}
        action={words.submit(waiting)}
        busy={send.isPending}
        onConfirm={() => send.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.note} {sendingMode === 'test' && words.noteTest}
        {sendingMode === 'pilot' && words.notePilot} {state?.mailServer === false && words.noteNoServer}
      </Confirm>
    </>
  );
}
