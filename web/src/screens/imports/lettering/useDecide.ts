import type { InputOf, OutputOf } from '@quitus/contract/client';
import { useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { api, sentenceOf } from '../../../api.ts';
import { useLedgerChanged } from '../import-queries.ts';

export type Account = OutputOf<'GET /lettering-proposals'>['rows'][number];
export type Decision = InputOf<'POST /lettering-proposals/decisions'>['body'];

/** Accepts or refuses proposed letterings, and says what became of them. */
export function useDecide() {
  const texts = useTexts();
  const toast = useToast();
  const changed = useLedgerChanged();
  return useMutation({
    mutationFn: (body: Decision) => api('POST /lettering-proposals/decisions', { body }),
    onSuccess: async ({ accepted, refused, outdated }) => {
      toast.done(texts.imports.lettering.done(accepted, refused, outdated));
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
export type Decide = ReturnType<typeof useDecide>;
