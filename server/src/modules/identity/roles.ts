import type { Permission } from '@quitus/contract';

/** What each role may do. Four are offered first: owner, manager, collector, reader. */
export const roles = {
  owner: ['read', 'work', 'import', 'manage', 'administer'],
  manager: ['read', 'work', 'import', 'manage'],
  collector: ['read', 'work'],
  accountant: ['read', 'work', 'import'],
  sales: ['read'],
  resolver: ['read'],
  reader: ['read'],
  auditor: ['read'],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof roles;

/** The permissions a role grants; none for a role we do not know. */
export function permissionsOf(role: string): ReadonlySet<Permission> {
  return new Set<Permission>(Object.hasOwn(roles, role) ? roles[role as Role] : []);
}
