import type { ImportView } from '@quitus/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../api.ts';

// Often enough to see a bar move, seldom enough for a server that is busy reading.
const watchMilliseconds = 1000;

const isBeingRead = (view: ImportView | undefined): boolean => view?.state === 'reading' || view?.state === 'uploaded';

/** One import; asked again each second while it is being read. */
export function useImport(id: string) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: () => api('GET /imports/{id}', { params: { id } }),
    refetchInterval: ({ state }) => (isBeingRead(state.data) ? watchMilliseconds : false),
  });
}

/** The journals met in FECs. */
export const journalsQuery = queryOptions({ queryKey: ['journals'], queryFn: () => api('GET /journals', { query: {} }) });

/** What an import, a lettering or a journal changes is every figure of the product: all is asked again, `view` is known already. */
export function useLedgerChanged() {
  const cache = useQueryClient();
  return useCallback(
    async (view?: ImportView) => {
      if (view) cache.setQueryData(['import', view.id], view);
      await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'import' || queryKey[1] !== view?.id });
    },
    [cache],
  );
}
