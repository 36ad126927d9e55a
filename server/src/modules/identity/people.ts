import type { permissions } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import { type Queryable, type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { revokeKeysOf } from './api-keys/change-key.ts';
import type { MemberScope } from './membership.ts';
import { refuse } from './refusals.ts';
import { permissionsOf, type Role, roles, usualCustomersOf } from './roles.ts';

/** A member of the tenant with what they may see. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly scope: MemberScope;
  readonly portfolio: number;
  readonly joinedAt: string;
};

type MemberRow = Omit<Member, 'scope' | 'joinedAt'> & MemberScope & { readonly joinedAt: Temporal.Instant };

/** The tenant's members, by name. */
export function listMembers(db: Queryable): Promise<Member[]> {
  return membersWhere(db, sql`true`);
}

async function membersWhere(db: Queryable, which: Sql): Promise<Member[]> {
  const rows = await db.rows<MemberRow>(sql`
    select person.id, person.name, person.email, membership.role, membership.entities, membership.agencies, membership.customers,
      membership.sales_rep as "salesRep", membership.created_at as "joinedAt",
      (select count(*)::int from customers.customer where customer.collector_id = person.id and customer.merged_into is null) as portfolio
    from identity.membership
    join identity.person on person.id = membership.person_id
    where ${which}
    order by person.name, person.id
  `);
  return rows.map(({ entities, agencies, customers, salesRep, joinedAt, ...rest }) => ({
    ...rest,
    scope: { entities, agencies, customers, salesRep },
    joinedAt: joinedAt.toString(),
  }));
}

/** When each member of the tenant was last seen in it, by person; who has no session any more is not among them. */
export async function lastSeenOfMembers(db: Queryable, tenantId: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ personId: string; at: Temporal.Instant }>(sql`
    select person_id as "personId", max(last_seen_at) as at from identity.session where tenant_id = ${tenantId} group by person_id
  `);
  return new Map(rows.map(({ personId, at }) => [personId, at.toString()]));
}

/** One member; refuses who is none. */
export async function memberById(db: Queryable, id: string): Promise<Member> {
  const [member] = await membersWhere(db, sql`membership.person_id = ${id}`);
  if (!member) throw refuse('person.unknown');
  return member;
}

/** Changes a member's role or scope, with what it was before in the audit. Refuses to leave the tenant without an owner, and a scope the role cannot have. */
export async function changeMember(
  tx: Transaction,
  id: string,
  change: { readonly role?: Role | undefined; readonly scope?: MemberScope | undefined },
  by: Actor,
): Promise<Member> {
  await lockMembers(tx);
  const before = await memberById(tx, id);
  const role = change.role ?? before.role;
  const scope = change.scope ?? before.scope;
  await assertScopeFits(tx, role, scope);
  if (before.role === 'owner' && role !== 'owner') await assertAnotherOwner(tx, id);
  await tx.run(sql`
    update identity.membership
    set role = ${role}, entities = ${scope.entities}::uuid[], agencies = ${scope.agencies}::text[], customers = ${scope.customers},
      sales_rep = ${scope.salesRep}, changed_at = now()
    where person_id = ${id}
  `);
  if (!permissionsOf(role).has('administer')) await revokeInvitationsBy(tx, id, by);
  await recordEvent(tx, {
    kind: 'members.changed',
    actor: by,
    subjectId: id,
    details: { name: before.name, before: { role: before.role, ...before.scope }, after: { role, ...scope } },
  });
  return memberById(tx, id);
}

/** Takes a member out of the tenant: their sessions of it end, so do their keys and the invitations they made; what they wrote stays. */
export async function removeMember(tx: Transaction, id: string, by: Actor): Promise<void> {
  await lockMembers(tx);
  const member = await memberById(tx, id);
  if (member.role === 'owner') await assertAnotherOwner(tx, id);
  if (member.portfolio > 0) throw refuse('person.has-portfolio', { name: member.name, customers: member.portfolio });
  await tx.run(sql`delete from identity.membership where person_id = ${id}`);
  await tx.run(sql`delete from identity.session where person_id = ${id} and tenant_id = ${tx.tenantId}`);
  await revokeKeysOf(tx, id, by);
  await revokeInvitationsBy(tx, id, by);
  await recordEvent(tx, {
    kind: 'members.removed',
    actor: by,
    subjectId: id,
    details: { name: member.name, before: { role: member.role, ...member.scope } },
  });
}

/** Refuses a scope that the role cannot have: the owner's is everything, one's own customers need the name the ledger knows, entities must be the tenant's. */
export async function assertScopeFits(db: Queryable, role: string, scope: MemberScope): Promise<void> {
  const { entities, agencies, customers, salesRep } = scope;
  const wide = entities === null && agencies === null && customers === 'all';
  if (!wide && seesAll(role)) throw refuse('scope.role-sees-all');
  if (wide && role === 'partner') throw refuse('scope.partner-sees-all');
  if (customers === 'own' && !salesRep?.trim()) throw refuse('scope.sales-rep-missing');
  if (entities === null) return;
  const { known } = await db.one<{ known: number }>(
    sql`select count(*)::int as known from identity.entity where id = any(${entities}::uuid[])`,
  );
  if (known !== new Set(entities).size) throw refuse('entity.unknown', { name: entities.join(', ') });
}

// Owners and auditors answer for the whole tenant.
const seesAll = (role: string): boolean => role === 'owner' || role === 'auditor';

/** The roles as data, in the order they are offered. */
export function roleList(): {
  role: Role;
  permissions: (typeof permissions)[number][];
  usualCustomers: MemberScope['customers'];
}[] {
  return Object.entries(roles).map(([role, permissions]) => ({
    // The cast: the keys of a const object are its literal names.
    role: role as Role,
    permissions: [...permissions],
    usualCustomers: usualCustomersOf(role),
  }));
}

async function assertAnotherOwner(tx: Transaction, id: string): Promise<void> {
  const other = await tx.maybe(sql`select from identity.membership where role = 'owner' and person_id <> ${id} limit 1`);
  if (!other) throw refuse('person.last-owner');
}

// Two owners who demote each other at the same instant would leave none.
async function lockMembers(tx: Transaction): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`identity/members/${tx.tenantId}`}, 0))`);
}

// Who may not invite any more must not come back by an invitation of their own.
async function revokeInvitationsBy(tx: Transaction, id: string, by: Actor): Promise<void> {
  const revoked = await tx.rows<{ id: string; email: string }>(sql`
    update identity.invitation set revoked_at = now()
    where invited_by = ${id} and accepted_at is null and revoked_at is null
    returning id, email
  `);
  for (const { id: subjectId, email } of revoked)
    await recordEvent(tx, { kind: 'members.invitation-revoked', actor: by, subjectId, details: { email } });
}
