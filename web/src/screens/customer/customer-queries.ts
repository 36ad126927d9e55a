import type { OutputOf } from '@quitus/contract/client';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../api.ts';

export type Customer = OutputOf<'GET /customers/{id}'>;
export type StatementRow = OutputOf<'GET /customers/{id}/statement'>['rows'][number];
export type Position = OutputOf<'GET /customers/{id}/positions'>['items'][number];
export type NextActions = OutputOf<'GET /customers/{id}/next'>;
export type Hold = OutputOf<'GET /customers/{id}/holds'>['holds'][number];
export type PromiseCase = OutputOf<'GET /promises'>['rows'][number];
export type DisputeCase = OutputOf<'GET /disputes'>['rows'][number];

/** One customer. Everything below hangs on the same first words, so that one change rereads the whole page. */
export const customerQuery = (id: string) =>
  queryOptions({ queryKey: ['customer', id], queryFn: () => api('GET /customers/{id}', { params: { id } }) });

/** The scenario it follows and its next three actions. */
export const nextQuery = (id: string) =>
  queryOptions({ queryKey: ['customer', id, 'next'], queryFn: () => api('GET /customers/{id}/next', { params: { id } }) });

/** Where each open item stands in the scenario, and why. */
export const positionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'positions'],
    queryFn: () => api('GET /customers/{id}/positions', { params: { id } }),
  });

/** What pauses it or one of its items. */
export const holdsQuery = (id: string, show: 'live' | 'all') =>
  queryOptions({
    queryKey: ['customer', id, 'holds', show],
    queryFn: () => api('GET /customers/{id}/holds', { params: { id }, query: { show } }),
  });

/** Its specific actions, those under way or all. */
export const specificQuery = (id: string, show: 'open' | 'all') =>
  queryOptions({
    queryKey: ['customer', id, 'specific', show],
    queryFn: () => api('GET /customers/{id}/specific-actions', { params: { id }, query: { show } }),
  });

const mostCases = 100;

/** Its promises, those still expected or all. */
export const promisesQuery = (id: string, show: 'open' | 'all') =>
  queryOptions({
    queryKey: ['customer', id, 'promises', show],
    queryFn: () => api('GET /promises', { query: { customerId: id, show, limit: mostCases } }),
  });

/** Its disputes, those still open or all. */
export const disputesQuery = (id: string, show: 'live' | 'all') =>
  queryOptions({
    queryKey: ['customer', id, 'disputes', show],
    queryFn: () => api('GET /disputes', { query: { customerId: id, show, limit: mostCases } }),
  });

/** Rereads a customer and every list it stands in, after something was changed. */
export function useCustomerChanged(id: string): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      [['customer', id], ['customers'], ['items'], ['item'], ['overview'], ['actions'], ['agenda']].map((queryKey) =>
        cache.invalidateQueries({ queryKey }),
      ),
    );
  }, [cache, id]);
}
