import type { OutputOf } from '@quitus/contract/client';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../../api.ts';

export type Person = OutputOf<'GET /people'>['people'][number];
export type MemberScope = Person['scope'];
export type Role = Person['role'];
export type RoleRights = OutputOf<'GET /roles'>['roles'][number];
export type Invitation = OutputOf<'GET /invitations'>['invitations'][number];
export type Delegation = OutputOf<'GET /delegations'>['delegations'][number];

export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: () => api('GET /people') });
export const agenciesQuery = queryOptions({ queryKey: ['agencies'], queryFn: () => api('GET /agencies') });
export const invitationsQuery = queryOptions({ queryKey: ['invitations'], queryFn: () => api('GET /invitations') });
export const delegationsQuery = queryOptions({ queryKey: ['delegations'], queryFn: () => api('GET /delegations') });

/** Rights or portfolios changed: whatever is on screen may count other customers now, the session first. */
export function usePeopleChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries(), [cache]);
}
