import type { OutputOf } from '@quitus/contract/client';
import { compareAmounts } from '@quitus/ui';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../api.ts';

export type Quality = OutputOf<'GET /quality'>;
export type QualityCheck = Quality['checks'][number];
export type QualityRow = OutputOf<'GET /quality/checks/{code}'>['rows'][number];

/** The cockpit: score, checks, control totals. */
export const qualityQuery = queryOptions({
  queryKey: ['quality', 'overview'],
  queryFn: () => api('GET /quality', { query: {} }),
});

/** The few customers that make most of the overdue. */
export const firstHourQuery = queryOptions({
  queryKey: ['first-hour', ''],
  queryFn: () => api('GET /first-hour', { query: {} }),
});

const gravest = ['blocking', 'important', 'minor'] as const satisfies readonly QualityCheck['severity'][];

/** The checks that fail, those that block most overdue first; between equals the gravest. */
export function byCashBlocked(checks: readonly QualityCheck[]): QualityCheck[] {
  const blocked = (check: QualityCheck) => check.blocks[0]?.overdue ?? '0';
  return checks
    .filter((check) => check.count > 0)
    .toSorted(
      (left, right) =>
        compareAmounts(blocked(right), blocked(left)) || gravest.indexOf(left.severity) - gravest.indexOf(right.severity),
    );
}

/** Has every figure that a repair changes asked again; the list at hand stays, so that nothing moves under the hand that repairs. */
export function useRepaired() {
  const cache = useQueryClient();
  return useCallback(
    () =>
      cache.invalidateQueries({
        predicate: ({ queryKey }) =>
          ['first-hour', 'customers', 'customer', 'overview'].includes(String(queryKey[0])) ||
          (queryKey[0] === 'quality' && queryKey[1] === 'overview'),
      }),
    [cache],
  );
}
