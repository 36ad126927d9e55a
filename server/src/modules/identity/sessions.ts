import type { Permission } from '@quitus/contract';
import type { Caller } from '../../platform/http/index.ts';
import { businessDate } from '../../kernel/days.ts';
import { newToken, tokenHash, uuidv7 } from '../../kernel/ids.ts';
import { type Database, type Queryable, sql } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { type MemberRow, rightsOf } from './membership.ts';
import { refuse } from './refusals.ts';

export type SignInMethod = 'password' | 'passkey' | 'sso' | 'link';
export type NewSession = {
  readonly person: { readonly id: string; readonly name: string };
  readonly tenantId: number;
  readonly method: SignInMethod;
  /** Both steps were taken. */
  readonly secondStep: boolean;
  readonly userAgent: string;
  readonly address: string;
  /** The identity provider's proof, sealed: it asks for it at sign-out. */
  readonly sealedIdToken?: string | undefined;
};

const sessionDays = 30;

/** Opens a session and answers its token, always a new one: a token known before signing in is worth nothing after it. */
export async function openSession(database: Database, session: NewSession, now: Temporal.Instant): Promise<string> {
  const token = newToken();
  await database.tenant(session.tenantId).transaction(async (tx) => {
    await tx.run(sql`
      insert into identity.session (token_hash, id, person_id, tenant_id, created_at, last_seen_at, expires_at, user_agent, address, method, second_step,
        sealed_id_token)
      values (${tokenHash(token)}, ${uuidv7()}, ${session.person.id}, ${session.tenantId}, ${now.toString()}::timestamptz,
        ${now.toString()}::timestamptz, ${now.add({ hours: 24 * sessionDays }).toString()}::timestamptz, ${session.userAgent}, ${session.address},
        ${session.method}, ${session.secondStep}, ${session.sealedIdToken ?? null})
    `);
    await recordEvent(tx, {
      kind: 'sessions.opened',
      actor: { kind: 'user', ...session.person, origin: { address: session.address } },
      subjectId: session.person.id,
      details: { method: session.method, secondStep: session.secondStep },
    });
  });
  return token;
}

/**
 * Who a session's token belongs to, with the rights of now; undefined when it is unknown, over, or was idle for longer than its tenant allows.
 * Where the tenant asks for a second step that this session did not take, all it may do is set one up.
 */
export function callerOf(database: Database, token: string, now: Temporal.Instant): Promise<Caller | undefined> {
  return callerOfSession(database, tokenHash(token), now);
}

/** The same, of a session known by its hash. */
export async function callerOfSession(database: Database, hash: Buffer, now: Temporal.Instant): Promise<Caller | undefined> {
  const found = await database.system.maybe<
    {
      tenantId: number;
      personId: string;
      name: string;
      language: 'fr' | 'en';
      lastSeenAt: Temporal.Instant;
      mustSetUp: boolean;
    } & MemberRow
  >(sql`
    select session.tenant_id as "tenantId", session.person_id as "personId", person.name, person.language, member.role, member.entities,
      member.agencies, member.customers, member.sales_rep as "salesRep", member.portfolios as lent, session.last_seen_at as "lastSeenAt",
      rules.second_step_required and not session.second_step as "mustSetUp"
    from identity.session
    join identity.person on person.id = session.person_id
    join lateral identity.member(session.tenant_id, session.person_id, ${businessDate(now, 'Europe/Paris')}::date) as member on true
    join lateral identity.sign_in_rules(session.tenant_id) as rules on true
    where session.token_hash = ${hash} and session.expires_at > ${now.toString()}::timestamptz
      and session.last_seen_at > ${now.toString()}::timestamptz - make_interval(hours => rules.idle_hours)
  `);
  if (!found) return undefined;
  if (Temporal.Instant.compare(found.lastSeenAt.add({ minutes: 1 }), now) <= 0) await noteSeen(database, hash, now);
  const { tenantId, personId, name, language } = found;
  const rights = rightsOf(personId, found);
  const permissions = new Set<Permission>(found.mustSetUp ? ['account'] : [...rights.permissions, 'account']);
  return { kind: 'person', tenantId, personId, name, language, ...rights, permissions, sessionHash: hash };
}

// Once a minute is enough to tell who is away, and spares a write a request.
async function noteSeen(database: Database, hash: Buffer, now: Temporal.Instant): Promise<void> {
  await database.system.run(sql`
    update identity.session set last_seen_at = ${now.toString()}::timestamptz
    where token_hash = ${hash} and last_seen_at < ${now.toString()}::timestamptz
  `);
}

/** Ends a session. */
export async function signOut(database: Database, sessionHash: Buffer | undefined): Promise<void> {
  await database.system.run(sql`delete from identity.session where token_hash = ${sessionHash ?? null}`);
}

/** Ends a person's sessions, of one way in or all, but for the one kept; answers how many. */
export async function endSessionsOf(
  db: Queryable,
  personId: string,
  { keep, onlyOneStep = false }: { readonly keep?: Buffer | undefined; readonly onlyOneStep?: boolean } = {},
): Promise<number> {
  return db.run(sql`
    delete from identity.session
    where person_id = ${personId} and token_hash is distinct from ${keep ?? null} and (not ${onlyOneStep} or not second_step)
  `);
}

/** Gives a session a new token after its rights grew; the former one is worth nothing any more. */
export async function renewToken(db: Queryable, sessionHash: Buffer, { secondStep = false } = {}): Promise<string> {
  const token = newToken();
  const renewed = await db.run(sql`
    update identity.session set token_hash = ${tokenHash(token)}, second_step = second_step or ${secondStep} where token_hash = ${sessionHash}
  `);
  if (renewed === 0) throw refuse('session.over');
  return token;
}

/** A tenant a person may enter. */
export type OpenTenant = { readonly tenantId: number; readonly name: string; readonly role: string };

/**
 * The tenants a person may enter by a way of their own, by name: all of theirs but those that take single sign-on alone; an owner always may,
 * so that a provider that is down locks nobody out.
 */
export function tenantsOpenTo(database: Database, personId: string): Promise<OpenTenant[]> {
  return database.system.rows<OpenTenant>(sql`
    select tenant.tenant_id as "tenantId", tenant.name, tenant.role
    from identity.tenants_of(${personId}) as tenant
    cross join lateral identity.sign_in_rules(tenant.tenant_id) as rules
    where not rules.only_sso or tenant.role = 'owner'
    order by tenant.name
  `);
}

/** The tenants a session may be pointed at. */
export async function tenantsWithin(database: Database, caller: Caller): Promise<OpenTenant[]> {
  if ((await methodOf(database.system, caller)) !== 'sso') return tenantsOpenTo(database, caller.personId);
  return database.system.rows<OpenTenant>(sql`
    select tenant_id as "tenantId", name, role from identity.tenants_of(${caller.personId}) where tenant_id = ${caller.tenantId}
  `);
}

/** How the caller's session was opened. */
export async function methodOf(db: Queryable, caller: Caller): Promise<SignInMethod | undefined> {
  const session = await db.maybe<{ method: SignInMethod }>(
    sql`select method from identity.session where token_hash = ${caller.sessionHash ?? null}`,
  );
  return session?.method;
}

/** Refuses a session that came through a tenant's identity provider: that tenant vouches for it there, and nowhere else. */
export async function assertMayLeave(database: Database, caller: Caller): Promise<void> {
  if ((await methodOf(database.system, caller)) === 'sso') throw refuse('account.managed-by-sso');
}

/** Points a session at another tenant its person may enter; refuses any other. */
export async function switchTenant(database: Database, caller: Caller, tenantId: number): Promise<void> {
  const tenants = await tenantsWithin(database, caller);
  if (!tenants.some((one) => one.tenantId === tenantId)) throw refuse('tenant.unknown', { name: String(tenantId) });
  await database.system.run(
    sql`update identity.session set tenant_id = ${tenantId} where token_hash = ${caller.sessionHash ?? null}`,
  );
}
