import type { Permission } from '@quitus/contract';
import { businessDate } from '../../kernel/days.ts';
import { type Database, isNarrow, type RowScope, sql } from '../../platform/database/index.ts';
import { refuse } from './refusals.ts';
import { permissionsOf } from './roles.ts';

/** What a member may see, as it is kept. Lists left out mean all. */
export type MemberScope = {
  readonly entities: string[] | null;
  readonly agencies: string[] | null;
  /** Of those: all customers, those of the portfolios one looks after, or those whose sales person one is. */
  readonly customers: 'all' | 'portfolio' | 'own';
  readonly salesRep: string | null;
};

/** A member as a transaction and a route need them. */
export type Rights = {
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  /** What the role would allow and the scope does not. */
  readonly withheld: ReadonlySet<Permission>;
  readonly scope: RowScope;
  /** Whose customers are "mine": the person's own, and those of colleagues who lend theirs today. */
  readonly portfolios: readonly string[];
};

/** A row of `identity.member(tenant, person, day)`. */
export type MemberRow = MemberScope & { readonly role: string; readonly lent: readonly string[] };

/** The rights of a member on a day. */
export function rightsOf(personId: string, member: MemberRow): Rights {
  const portfolios = [personId, ...member.lent];
  const scope = rowScope(member, portfolios);
  const ofRole = permissionsOf(member.role);
  const permissions = narrowed(ofRole, scope);
  return { role: member.role, permissions, withheld: ofRole.difference(permissions), scope, portfolios };
}

/** The rights a person has in a tenant now; undefined for who is no member of it. */
export async function rightsIn(
  database: Database,
  tenantId: number,
  personId: string,
  now: Temporal.Instant,
): Promise<Rights | undefined> {
  const member = await database.system.maybe<MemberRow>(sql`
    select role, entities, agencies, customers, sales_rep as "salesRep", portfolios as lent
    from identity.member(${tenantId}, ${personId}, ${businessDate(now, 'Europe/Paris')}::date)
  `);
  return member && rightsOf(personId, member);
}

/** A member by their e-mail, with the rights they have now; refuses who is none. */
export async function memberByEmail(
  database: Database,
  tenantId: number,
  email: string,
  now: Temporal.Instant,
): Promise<Rights & { readonly id: string; readonly name: string }> {
  const person = await database.system.maybe<{ id: string; name: string }>(
    sql`select id, name from identity.person where email = ${email.trim().toLowerCase()}`,
  );
  const rights = person && (await rightsIn(database, tenantId, person.id, now));
  if (!rights) throw refuse('person.unknown');
  return { ...person, ...rights };
}

/** A member's scope as the database applies it. */
export function rowScope({ entities, agencies, customers, salesRep }: MemberScope, portfolios: readonly string[]): RowScope {
  return {
    ...(entities ? { entities } : {}),
    ...(agencies ? { agencies } : {}),
    ...(customers === 'portfolio' ? { collectors: portfolios } : {}),
    ...(customers === 'own' ? { salesReps: salesRep === null ? [] : [salesRep] } : {}),
  };
}

/**
 * What is left of a role's permissions within a scope. Scenarios, settings, people and the audit are the whole tenant's: nobody within a
 * scope changes or reads them. A ledger is brought in for a whole entity, so only by somebody who sees all its customers.
 */
export function narrowed(permissions: ReadonlySet<Permission>, scope: RowScope): ReadonlySet<Permission> {
  if (!isNarrow(scope)) return permissions;
  const left = new Set(permissions);
  for (const wide of ['manage', 'administer', 'audit'] as const) left.delete(wide);
  if (scope.agencies || scope.collectors || scope.salesReps) left.delete('import');
  return left;
}
