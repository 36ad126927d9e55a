import type { MemberScope, Role, RoleRights } from './people-queries.ts';

type Right = RoleRights['permissions'][number];

/** Every customer of every entity and agency. */
export const wholeScope: MemberScope = { entities: null, agencies: null, customers: 'all', salesRep: null };

/** Owners and auditors answer for the whole organisation: the server refuses to narrow them. */
export function seesAll(role: Role): boolean {
  return role === 'owner' || role === 'auditor';
}

/** Whether a scope leaves anything out. */
export function isNarrow({ entities, agencies, customers }: MemberScope): boolean {
  return entities !== null || agencies !== null || customers !== 'all';
}

// What concerns the whole organisation is nobody's who sees a part of it; a ledger is brought in for a whole entity. The server's
// `narrowed` decides; this says it before one records.
const ofTheWhole: readonly Right[] = ['manage', 'administer', 'audit'];

/** What a role may do within a scope. */
export function rightsWithin(role: Role, scope: MemberScope, roles: readonly RoleRights[]): readonly Right[] {
  const given = roles.find((each) => each.role === role)?.permissions ?? [];
  if (!isNarrow(scope)) return given;
  const partOfAnEntity = scope.agencies !== null || scope.customers !== 'all';
  return given.filter((right) => !ofTheWhole.includes(right) && !(right === 'import' && partOfAnEntity));
}

/** The rights one gains and loses by going from one role and scope to another. */
export function rightsChange(
  before: { readonly role: Role; readonly scope: MemberScope },
  after: { readonly role: Role; readonly scope: MemberScope },
  roles: readonly RoleRights[],
): { readonly gains: readonly Right[]; readonly loses: readonly Right[] } {
  const had = rightsWithin(before.role, before.scope, roles);
  const has = rightsWithin(after.role, after.scope, roles);
  return { gains: has.filter((right) => !had.includes(right)), loses: had.filter((right) => !has.includes(right)) };
}

/** What is missing before a role and scope can be recorded; undefined when it can. */
export function missingIn(role: Role, scope: MemberScope): 'salesRep' | 'entities' | 'agencies' | 'part' | undefined {
  if (scope.entities?.length === 0) return 'entities';
  if (scope.agencies?.length === 0) return 'agencies';
  if (scope.customers === 'own' && !scope.salesRep?.trim()) return 'salesRep';
  if (role === 'partner' && !isNarrow(scope)) return 'part';
  return undefined;
}
