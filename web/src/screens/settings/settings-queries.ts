import type { OutputOf } from '@quitus/contract/client';
import { useTexts, useToast } from '@quitus/ui';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';

export type Setting = OutputOf<'GET /settings'>['settings'][number];
export type EntityView = OutputOf<'GET /entities'>['entities'][number];

const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: () => api('GET /settings') });
export const entitiesQuery = queryOptions({ queryKey: ['entities'], queryFn: () => api('GET /entities') });
export const termsQuery = queryOptions({ queryKey: ['payment-terms'], queryFn: () => api('GET /payment-terms') });

/** Asks again for the companies, wherever they are named. */
export function useEntitiesChanged() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: entitiesQuery.queryKey }),
      cache.invalidateQueries({ queryKey: ['session'] }),
    ]);
}

/** Every setting of the organisation, by its key. */
export function useSettings() {
  const answer = useQuery(settingsQuery);
  return { answer, byKey: new Map(answer.data?.settings.map((setting) => [setting.key, setting])) };
}

/** Records a setting, says so by its name and offers the way back; whatever depends on it is asked again. */
export function useChangeSetting(key: string, label: string) {
  const texts = useTexts();
  const golive: Readonly<Record<string, string>> = texts.messages.golive;
  const toast = useToast();
  const cache = useQueryClient();
  const put = (value: unknown) => api('PUT /settings/{key}', { params: { key }, body: { value } });
  const taken = async () => {
    await cache.invalidateQueries({ queryKey: ['settings'] });
    // Bounds, floor, mode: figures everywhere follow a setting.
    void cache.invalidateQueries();
  };
  return useMutation({
    mutationFn: ({ value }: { readonly value: unknown; readonly before: unknown }) => put(value),
    onSuccess: async ({ unmet = [] }, { before }) => {
      await taken();
      toast.done(
        texts.settings.saved(label),
        () => void put(before).then(taken, (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline))),
      );
      // Kept, and nothing leaves yet.
      if (unmet.length > 0) toast.failed(unmet.map((code) => golive[code] ?? code).join(' '));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
