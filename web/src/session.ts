import type { OutputOf } from '@quitus/contract/client';
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api } from './api.ts';

export type Session = OutputOf<'GET /session'>;

/** Who is signed in, their organisation and what they may do. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api('GET /session'),
  staleTime: 60_000,
});

/** The session of the person looking; inside the shell there always is one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** The instant, in milliseconds, at which the server last said who is signed in. */
export function useSessionReadAt(): number {
  return useSuspenseQuery(sessionQuery).dataUpdatedAt;
}

/** Whether the person may do something: `useMay('work')`. A forbidden action shows disabled with its reason. */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

/** Takes the person into another organisation, whose session the server just answered: nothing of the former stays on screen. */
export function useEnterTenant(): (session: Session) => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (session) => {
      const others = { predicate: (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== sessionQuery.queryKey[0] };
      cache.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/' });
      cache.removeQueries({ ...others, type: 'inactive' });
      // What is on screen goes back to its outline and is read again: clearing the cache alone would leave it there.
      await cache.resetQueries(others);
    },
    [cache, navigate],
  );
}
