import type { OutputOf } from '@quitus/contract/client';
import { useTexts, useToast } from '@quitus/ui';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, sentenceOf } from '../../api.ts';

export type Security = OutputOf<'GET /account/security'>;
export type Passkey = Security['passkeys'][number];
export type SessionRow = OutputOf<'GET /account/sessions'>['sessions'][number];

export const securityQuery = queryOptions({ queryKey: ['account', 'security'], queryFn: () => api('GET /account/security') });
export const sessionsQuery = queryOptions({ queryKey: ['account', 'sessions'], queryFn: () => api('GET /account/sessions') });

/** How one signs in has changed: the account is read again. */
export function useAccountChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries({ queryKey: ['account'] }), [cache]);
}

/** Says in a toast why something of the account was refused. */
export function useFailed(): (error: unknown) => void {
  const offline = useTexts().common.error.offline;
  const toast = useToast();
  return useCallback((error: unknown) => toast.failed(sentenceOf(error, offline)), [offline, toast]);
}
