import type { Output, signInRoutes } from '@quitus/contract';
import type { Caller } from '../../../platform/http/index.ts';
import { type Database, sql } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { endSessionsOf, methodOf, type SignInMethod } from '../sessions.ts';
import { actorAt, tellPerson } from './account-news.ts';
import { deviceOf } from './device.ts';
import { forgetPasskeys } from './passkeys.ts';
import { personById, tenantsCountOf } from './person.ts';
import { forgetSecondStep } from './second-step.ts';
import type { Visit } from './visit.ts';

type SessionRow = Output<(typeof signInRoutes)['GET /account/sessions']>['sessions'][number];

/** The caller's sessions, the present one first. Within a session of single sign-on: those of its tenant alone. */
export async function listSessions(database: Database, caller: Caller, now: Temporal.Instant): Promise<SessionRow[]> {
  const rows = await database.system.rows<
    Omit<SessionRow, 'browser' | 'system' | 'createdAt' | 'lastSeenAt' | 'expiresAt'> & {
      userAgent: string;
      createdAt: Temporal.Instant;
      lastSeenAt: Temporal.Instant;
      expiresAt: Temporal.Instant;
      method: SignInMethod;
    }
  >(sql`
    select session.id, session.token_hash = ${caller.sessionHash ?? null} as current, session.user_agent as "userAgent", session.address,
      tenant.name as tenant, session.method, session.second_step as "secondStep", session.created_at as "createdAt",
      session.last_seen_at as "lastSeenAt", session.expires_at as "expiresAt"
    from identity.session
    join identity.tenant on tenant.id = session.tenant_id
    cross join lateral identity.sign_in_rules(session.tenant_id) as rules
    where session.person_id = ${caller.personId} and session.expires_at > ${now.toString()}::timestamptz
      and session.last_seen_at > ${now.toString()}::timestamptz - make_interval(hours => rules.idle_hours)
      and ${await withinReach(database, caller)}
    order by current desc, session.last_seen_at desc
  `);
  return rows.map(({ userAgent, ...row }) => ({
    ...row,
    ...deviceOf(userAgent),
    createdAt: row.createdAt.toString(),
    lastSeenAt: row.lastSeenAt.toString(),
    expiresAt: row.expiresAt.toString(),
  }));
}

// What a tenant's identity provider says of a person reaches no session elsewhere.
async function withinReach(database: Database, caller: Caller) {
  return (await methodOf(database.system, caller)) === 'sso' ? sql`session.tenant_id = ${caller.tenantId}` : sql`true`;
}

/** Ends one of the caller's sessions; refuses one that is not theirs. */
export async function endSession(visit: Visit, caller: Caller, id: string): Promise<void> {
  await recordEnding(visit, caller, sql`session.id = ${id}`, { one: true });
}

/** Ends all sessions of the caller but this one; answers how many. */
export function endOtherSessions(visit: Visit, caller: Caller): Promise<number> {
  return recordEnding(visit, caller, sql`session.token_hash is distinct from ${caller.sessionHash ?? null}`, { one: false });
}

async function recordEnding(
  visit: Visit,
  caller: Caller,
  which: ReturnType<typeof sql>,
  { one }: { readonly one: boolean },
): Promise<number> {
  const reach = await withinReach(visit.database, caller);
  return visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const ended = await tx.run(sql`delete from identity.session where person_id = ${caller.personId} and ${which} and ${reach}`);
    if (one && ended === 0) throw refuse('session.unknown');
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'sessions.revoked', actor, subjectId: caller.personId, details: { ended } });
    return ended;
  });
}

/** Ends every session of a member, in all tenants: one that points elsewhere could come back. Answers how many. */
export async function signMemberOut(visit: Visit, caller: Caller, personId: string): Promise<number> {
  await assertMember(visit, caller, personId);
  return visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const ended = await endSessionsOf(tx, personId);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'sessions.revoked', actor, subjectId: personId, details: { ended } });
    return ended;
  });
}

/** Takes the second step and the passkeys off a member who lost them; their sessions end. Only an administrator of all their tenants may. */
export async function takeSecondStepOff(visit: Visit, caller: Caller, personId: string): Promise<void> {
  await assertMemberHereAlone(visit, caller, personId);
  await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    await forgetSecondStep(tx, personId);
    const passkeys = await forgetPasskeys(tx, personId);
    await endSessionsOf(tx, personId);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'second-step.off', actor, subjectId: personId, details: { passkeys } });
  });
  tellPerson(visit, await personById(visit.database.system, personId), caller.tenantId, 'secondStepOff');
}

/** Refuses somebody who is no member of the caller's tenant. */
export async function assertMember(visit: Visit, caller: Caller, personId: string): Promise<void> {
  const { found } = await visit.database
    .tenant(caller.tenantId)
    .one<{ found: boolean }>(sql`select exists (select from identity.membership where person_id = ${personId}) as found`);
  if (!found) throw refuse('person.unknown');
}

/** Refuses a member who belongs to other tenants too: this one's administrator does not decide how they sign in there. */
export async function assertMemberHereAlone(visit: Visit, caller: Caller, personId: string): Promise<void> {
  await assertMember(visit, caller, personId);
  if ((await tenantsCountOf(visit.database.system, personId)) > 1) throw refuse('member.elsewhere-too');
}
