import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../../api.ts';
import { useSession } from '../../../session.ts';
import type { NamesById } from './key-words.ts';

export const keysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: () => api('GET /api-keys') });

/** Reads the keys again, after one was made or changed. */
export function useRereadKeys(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries({ queryKey: keysQuery.queryKey }), [cache]);
}

/** The names that scopes hold as ids: entities and collectors. */
export function useScopeNames(): NamesById {
  const { entities } = useSession();
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  return useMemo(
    () => new Map([...entities, ...(people.data?.people ?? [])].map((each) => [each.id, each.name])),
    [entities, people.data],
  );
}
