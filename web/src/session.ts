import type { OutputOf } from '@quitus/contract/client';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
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
