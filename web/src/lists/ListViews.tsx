import type { SavedView } from '@quitus/contract';
import { SavedViews, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, sentenceOf } from '../api.ts';
import { useScreenSearch } from '../search.ts';
import type { ScreenSearch } from '../search.ts';

/** What a view keeps of an address. */
type Kept = Pick<ScreenSearch, 'f' | 'sort' | 'q' | 'state' | 'kind'>;

const kept = ({ f, sort, q, state, kind }: Kept): Kept => ({
  ...(f ? { f } : {}),
  ...(sort ? { sort } : {}),
  ...(q ? { q } : {}),
  ...(state ? { state } : {}),
  ...(kind ? { kind } : {}),
});

/** The saved views of a screen, mine and the team's: filters, words and order under a name. */
export function ListViews({ screen }: { readonly screen: string }) {
  const texts = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const { search, change } = useScreenSearch();
  const queryKey = ['saved-views', screen];
  const answer = useQuery({ queryKey, queryFn: () => api('GET /saved-views', { query: { screen } }) });
  const views = answer.data?.views ?? [];
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const reread = () => cache.invalidateQueries({ queryKey });
  const create = useMutation({
    mutationFn: (name: string) => api('POST /saved-views', { body: { screen, name, view: kept(search) } }),
    onSuccess: async (view) => {
      await reread();
      change({ view: view.id });
    },
    onError: failed,
  });
  const update = useMutation({
    mutationFn: (id: string) => api('PATCH /saved-views/{id}', { params: { id }, body: { view: kept(search) } }),
    onSuccess: reread,
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api('DELETE /saved-views/{id}', { params: { id } }),
    onSuccess: async () => {
      change({ view: undefined });
      await reread();
    },
    onError: failed,
  });
  const current = views.find((view) => view.id === search.view);
  const choose = (view: SavedView | undefined) => {
    const { f, sort, q, state, kind } = (view?.view ?? {}) as Kept;
    change({ view: view?.id, f, sort, q, state, kind }, 'push');
  };
  return (
    <SavedViews
      views={views}
      {...(current ? { current: current.id } : {})}
      changed={current !== undefined && JSON.stringify(kept(current.view as Kept)) !== JSON.stringify(kept(search))}
      onChoose={(id) => choose(views.find((view) => view.id === id))}
      onSaveNew={(name) => create.mutate(name)}
      {...(current?.mine ? { onUpdate: (id: string) => update.mutate(id), onRemove: (id: string) => remove.mutate(id) } : {})}
    />
  );
}
