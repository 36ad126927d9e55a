import { formatDay } from '@quitus/texts';
import { useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';
import { useCustomerChanged } from './customer-queries.ts';

/** What a person may do with one action of the scenario; each command says what came of it. */
export function useActionCommands(customerId: string, actionId: string) {
  const texts = useTexts();
  const words = texts.customer.next;
  const language = useLanguage();
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const params = { id: actionId };
  const onError = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const recall = useMutation({
    mutationFn: () => api('POST /actions/{id}/recall', { params }),
    onSuccess: async () => {
      toast.done(words.recalled);
      await changed();
    },
    onError,
  });
  const confirm = useMutation({
    mutationFn: () => api('POST /actions/confirm', { body: { ids: [actionId], expectedCount: 1 } }),
    onSuccess: async ({ left }) => {
      const [refused] = left;
      if (refused) toast.failed(words.notConfirmed(refused.words));
      else toast.done(words.isConfirmed, () => recall.mutate());
      await changed();
    },
    onError,
  });
  const done = useMutation({
    mutationFn: () => api('POST /actions/{id}/done', { params, body: {} }),
    onSuccess: async () => {
      toast.done(words.isDone);
      await changed();
    },
    onError,
  });
  const skip = useMutation({
    mutationFn: (reason: string) => api('POST /actions/{id}/skip', { params, body: { reason } }),
    onSuccess: async () => {
      toast.done(words.skipped);
      await changed();
    },
    onError,
  });
  const move = useMutation({
    mutationFn: (to: string) => api('POST /actions/{id}/move', { params, body: { to } }),
    onSuccess: async (_answer, to) => {
      toast.done(words.moved(formatDay(language, to)));
      await changed();
    },
    onError,
  });
  return { confirm, recall, done, skip, move };
}

export type ActionCommands = ReturnType<typeof useActionCommands>;
