import { Confirm, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { api, sentenceOf } from '../../../api.ts';
import { lastUsed } from './key-words.ts';
import type { ApiKeyView } from './key-words.ts';
import { useRereadKeys } from './keys-queries.ts';

/** Ends a key at once and for good, after saying when it was last used. */
export function RevokeKey({ apiKey, onClose }: { readonly apiKey: ApiKeyView; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.developers.keys;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadKeys();
  const revoke = useMutation({
    mutationFn: () => api('DELETE /api-keys/{id}', { params: { id: apiKey.id } }),
    onSuccess: async () => {
      await reread();
      toast.done(words.revoked(apiKey.name));
      onClose();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Confirm
      opened
      danger
      title={words.revokeTitle(apiKey.name)}
      lines={[{ label: words.revokeLine, count: 1 }]}
      action={words.revokeAction}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      {apiKey.lastUsedAt === null ? words.revokeUnused : words.revokeUsed(lastUsed(texts, language, apiKey))}
    </Confirm>
  );
}
