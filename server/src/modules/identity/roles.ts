import type { Permission } from '@quitus/contract';

/** What each role may do. Which customers it does it for is the membership's scope. Four are offered first: owner, manager, collector, reader. */
export const roles = {
  owner: ['read', 'comment', 'resolve', 'work', 'import', 'manage', 'administer', 'audit'],
  manager: ['read', 'comment', 'resolve', 'work', 'import', 'manage'],
  collector: ['read', 'comment', 'resolve', 'work'],
  accountant: ['read', 'comment', 'resolve', 'work', 'import'],
  sales: ['read', 'comment', 'resolve'],
  resolver: ['read', 'comment', 'resolve'],
  reader: ['read'],
  auditor: ['read', 'audit'],
  partner: ['read', 'comment'],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof roles;

/** The permissions a role grants; none for a role we do not know. */
export function permissionsOf(role: string): ReadonlySet<Permission> {
  return new Set<Permission>(Object.hasOwn(roles, role) ? roles[role as Role] : []);
}

// People who work a portfolio are given theirs, sales people their own customers; the others answer for all.
const usualCustomers: Partial<Record<string, 'portfolio' | 'own'>> = { collector: 'portfolio', sales: 'own' };

/** Which customers a role is given when nothing else is chosen. */
export function usualCustomersOf(role: string): 'all' | 'portfolio' | 'own' {
  return usualCustomers[role] ?? 'all';
}

/** What a member of a role and name sees when nothing else is chosen; sales people: the customers that the ledger gives to their name. */
export function usualScopeOf(role: string, name: string) {
  const customers = usualCustomersOf(role);
  return { entities: null, agencies: null, customers, salesRep: customers === 'own' ? name.trim() : null };
}
