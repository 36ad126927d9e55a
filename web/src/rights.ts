import type { Permission } from '@quitus/contract';
import { useTexts } from '@quitus/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useSession } from './session.ts';

/** A right that a role gives; `account` and `public` are everybody's. */
export type Right = Exclude<Permission, 'account' | 'public'>;

/** The roles and what each may do; they change with the version only. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => api('GET /roles'),
  staleTime: Number.POSITIVE_INFINITY,
});

/**
 * Why the person may not do something, in their words; undefined when they may, or when nothing is asked. Either their role does not
 * give it, or it does and the scope they work in takes it away.
 */
export function useRightReason(right: Right | undefined): string | undefined {
  const texts = useTexts().people;
  const { permissions, role, scope } = useSession();
  const missing = right !== undefined && !permissions.includes(right);
  const roles = useQuery({ ...rolesQuery, enabled: missing && scope.narrow });
  if (!missing) return undefined;
  const given = roles.data?.roles.find((each) => each.role === role)?.permissions.includes(right) ?? false;
  return given ? texts.outOfScope : texts.reservedFor[right];
}
