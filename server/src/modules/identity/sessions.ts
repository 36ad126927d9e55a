import type { Permission } from '@quitus/contract';
import type { Caller } from '../../platform/http/index.ts';
import { businessDate } from '../../kernel/days.ts';
import { newToken, tokenHash, uuidv7 } from '../../kernel/ids.ts';
import { type Database, sql } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { type MemberRow, rightsOf } from './membership.ts';
import { refuse } from './refusals.ts';

const sessionDays = 30;
const triesBeforeLock = 8;
const lockMinutes = 15;

type Person = {
  id: string;
  email: string;
  name: string;
  language: 'fr' | 'en';
  passwordHash: string | null;
  failedSignIns: number;
  lockedUntil: Temporal.Instant | null;
};

const personColumns = sql`id, email, name, language, password_hash as "passwordHash", failed_sign_ins as "failedSignIns", locked_until as "lockedUntil"`;

/** Signs a person in and answers the session's token. Wrong e-mail and wrong password are one refusal; eight wrong tries lock for 15 minutes. */
export async function signIn(
  database: Database,
  given: { email: string; password: string; tenantId?: number | undefined; userAgent: string },
  now: Temporal.Instant,
): Promise<string> {
  const person = await database.system.maybe<Person>(
    sql`select ${personColumns} from identity.person where email = ${given.email.trim().toLowerCase()}`,
  );
  if (person?.lockedUntil && Temporal.Instant.compare(person.lockedUntil, now) > 0)
    throw refuse('session.locked', { minutes: lockMinutes });
  if (!(await passwordMatches(given.password, person?.passwordHash)) || !person) {
    if (person) await countFailure(database, person, now);
    throw refuse('session.wrong-credentials');
  }
  await database.system.run(sql`update identity.person set failed_sign_ins = 0, locked_until = null where id = ${person.id}`);
  const tenants = await database.system.rows<{ tenant_id: number }>(sql`select tenant_id from identity.tenants_of(${person.id})`);
  const tenant = tenants.find((one) => one.tenant_id === given.tenantId) ?? tenants[0];
  if (!tenant) throw refuse('session.no-tenant');
  return openSession(database, person.id, tenant.tenant_id, given.userAgent, now);
}

async function countFailure(database: Database, person: Person, now: Temporal.Instant): Promise<void> {
  const locked = person.failedSignIns + 1 >= triesBeforeLock;
  await database.system.run(sql`
    update identity.person set failed_sign_ins = ${locked ? 0 : person.failedSignIns + 1},
      locked_until = ${locked ? now.add({ minutes: lockMinutes }).toString() : null}::timestamptz
    where id = ${person.id}
  `);
}

async function openSession(
  database: Database,
  personId: string,
  tenantId: number,
  userAgent: string,
  now: Temporal.Instant,
): Promise<string> {
  const token = newToken();
  await database.system.run(sql`
    insert into identity.session (token_hash, person_id, tenant_id, expires_at, user_agent)
    values (${tokenHash(token)}, ${personId}, ${tenantId}, ${now.add({ hours: 24 * sessionDays }).toString()}::timestamptz, ${userAgent})
  `);
  return token;
}

/** Who a session's token belongs to, with the rights of now; undefined when it is unknown or over. */
export async function callerOf(database: Database, token: string, now: Temporal.Instant): Promise<Caller | undefined> {
  const hash = tokenHash(token);
  const found = await database.system.maybe<
    { tenantId: number; personId: string; name: string; language: 'fr' | 'en' } & MemberRow
  >(sql`
    select session.tenant_id as "tenantId", session.person_id as "personId", person.name, person.language, member.role, member.entities,
      member.agencies, member.customers, member.sales_rep as "salesRep", member.portfolios as lent
    from identity.session
    join identity.person on person.id = session.person_id
    join lateral identity.member(session.tenant_id, session.person_id, ${businessDate(now, 'Europe/Paris')}::date) as member on true
    where session.token_hash = ${hash} and session.expires_at > ${now.toString()}::timestamptz
  `);
  if (!found) return undefined;
  const { tenantId, personId, name, language } = found;
  const rights = rightsOf(personId, found);
  const permissions = new Set<Permission>([...rights.permissions, 'account']);
  return { kind: 'person', tenantId, personId, name, language, ...rights, permissions, sessionHash: hash };
}

/** Ends a session. */
export async function signOut(database: Database, sessionHash: Buffer | undefined): Promise<void> {
  await database.system.run(sql`delete from identity.session where token_hash = ${sessionHash ?? null}`);
}

/** Points a session at another tenant its person belongs to; refuses any other. */
export async function switchTenant(database: Database, caller: Caller, tenantId: number): Promise<void> {
  const tenants = await database.system.rows<{ tenant_id: number }>(
    sql`select tenant_id from identity.tenants_of(${caller.personId})`,
  );
  if (!tenants.some((one) => one.tenant_id === tenantId)) throw refuse('tenant.unknown', { name: String(tenantId) });
  await database.system.run(
    sql`update identity.session set tenant_id = ${tenantId} where token_hash = ${caller.sessionHash ?? null}`,
  );
}

/** The tenant a first-run link is for, while it can still be used. */
export async function ownerLinkTenant(
  database: Database,
  token: string,
  now: Temporal.Instant,
): Promise<{ id: number; name: string } | undefined> {
  return database.system.maybe<{ id: number; name: string }>(sql`
    select tenant.id, tenant.name
    from identity.owner_link as link
    join identity.tenant on tenant.id = link.tenant_id
    where link.token_hash = ${tokenHash(token)} and link.used_at is null and link.expires_at > ${now.toString()}::timestamptz
  `);
}

/** Turns the reader of a first-run link into the tenant's owner and signs them in. The link works once, whoever comes at the same instant. */
export async function becomeOwner(
  database: Database,
  given: { token: string; name: string; email: string; password: string; language: 'fr' | 'en'; userAgent: string },
  now: Temporal.Instant,
): Promise<string> {
  const email = given.email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw refuse('person.email-invalid', { email });
  const tenant = await ownerLinkTenant(database, given.token, now);
  if (!tenant) throw refuse('owner-link.unusable');
  const passwordHash = await hashPassword(given.password);
  const personId = await database.system.transaction(async (tx) => {
    const used = await tx.run(
      sql`update identity.owner_link set used_at = now() where token_hash = ${tokenHash(given.token)} and used_at is null`,
    );
    if (used === 0) throw refuse('owner-link.unusable');
    const id = uuidv7();
    const made = await tx.run(sql`
      insert into identity.person (id, email, name, password_hash, language)
      values (${id}, ${email}, ${given.name.trim()}, ${passwordHash}, ${given.language})
      on conflict (email) do nothing
    `);
    if (made === 1) return id;
    // The same person may own a second tenant, but only with the password they already have.
    const known = await tx.one<Person>(sql`select ${personColumns} from identity.person where email = ${email}`);
    if (!(await passwordMatches(given.password, known.passwordHash))) throw refuse('person.email-taken');
    return known.id;
  });
  await addOwner(database, tenant.id, { id: personId, name: given.name.trim() });
  return openSession(database, personId, tenant.id, given.userAgent, now);
}

/** Makes a person an owner of a tenant. */
export async function addOwner(database: Database, tenantId: number, person: { id: string; name: string }): Promise<void> {
  await database.tenant(tenantId).transaction(async (tx) => {
    await tx.run(sql`
      insert into identity.membership (tenant_id, person_id, role) values (${tx.tenantId}, ${person.id}, 'owner')
      on conflict (tenant_id, person_id) do update set role = 'owner'
    `);
    await recordEvent(tx, {
      kind: 'members.joined',
      actor: { kind: 'user', ...person },
      subjectId: person.id,
      details: { role: 'owner' },
    });
  });
}
