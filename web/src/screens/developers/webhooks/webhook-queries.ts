import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../../api.ts';

export const webhooksQuery = queryOptions({ queryKey: ['webhooks', 'list'], queryFn: () => api('GET /webhooks') });

export const webhookQuery = (id: string) =>
  queryOptions({ queryKey: ['webhooks', 'one', id], queryFn: () => api('GET /webhooks/{id}', { params: { id } }) });

/** The newest deliveries of an endpoint, for its strip. */
export const lastDeliveriesQuery = (id: string, count: number) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id, 'last', count],
    queryFn: () => api('GET /webhooks/{id}/deliveries', { params: { id }, query: { limit: count } }),
  });

/** The kinds of events there are; they change with the version only. */
export const eventKindsQuery = (language: string) =>
  queryOptions({
    queryKey: ['webhook-events', language],
    queryFn: () => api('GET /webhook-events'),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Reads everything about webhooks again, after one was changed, tested or asked to send again. */
export function useRereadWebhooks(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries({ queryKey: ['webhooks'] }), [cache]);
}
