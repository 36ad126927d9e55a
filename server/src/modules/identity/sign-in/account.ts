import type { Output, signInRoutes } from '@quitus/contract';
import type { Caller } from '../../../platform/http/index.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { assertGoodPassword, hashPassword } from '../passwords.ts';
import { revokeLinks } from '../links.ts';
import { refuse } from '../refusals.ts';
import { assertMayLeave, endSessionsOf, methodOf, renewToken } from '../sessions.ts';
import { actorAt, tellPerson } from './account-news.ts';
import { endChallengesOf } from './challenges.ts';
import { checkPassword } from './enter.ts';
import { listPasskeys } from './passkeys.ts';
import { type Person, personById } from './person.ts';
import { hasPasskey, secondStepOf } from './second-step.ts';
import type { Visit } from './visit.ts';

/** How the caller signs in, as their account page shows it. */
export async function accountSecurity(
  visit: Visit,
  caller: Caller,
): Promise<Output<(typeof signInRoutes)['GET /account/security']>> {
  const db = visit.database.system;
  const person = await db.one<{ hasPassword: boolean; passwordChangedAt: Temporal.Instant | null }>(sql`
    select password_hash is not null as "hasPassword", password_changed_at as "passwordChangedAt" from identity.person where id = ${caller.personId}
  `);
  const managedBySso = (await methodOf(db, caller)) === 'sso';
  const { on, since, recoveryCodesLeft, required } = await secondStepOf(db, caller.personId);
  return {
    hasPassword: person.hasPassword,
    passwordChangedAt: person.passwordChangedAt?.toString() ?? null,
    managedBySso,
    secondStep: { on, since: since?.toString() ?? null, recoveryCodesLeft, required },
    // The provider's word is its tenant's alone: it opens nothing of how the person signs in elsewhere.
    passkeys: managedBySso ? [] : await listPasskeys(db, caller.personId),
  };
}

/** Asks for the caller's password again before how they sign in changes: a screen left open must not be enough. */
export async function confirmByPassword(visit: Visit, caller: Caller, password: string): Promise<Person> {
  // A tenant's identity provider must not change how a person signs in to other tenants.
  await assertMayLeave(visit.database, caller);
  const { email } = await personById(visit.database.system, caller.personId);
  try {
    return await checkPassword(visit, email, password);
  } catch (error) {
    // The person is signed in: 401 would send them to the door.
    if (error instanceof Error && error.message === 'session.wrong-credentials') throw refuse('password.wrong');
    throw error;
  }
}

/**
 * Refuses to change the second steps of a person from a session that took one step alone, where an organisation of theirs asks for two and they
 * have a passkey: a password must neither set another second step up beside it nor take it away. Nor may a session of single sign-on.
 */
export async function assertOwnSteps(visit: Visit, caller: Caller): Promise<void> {
  const db = visit.database.system;
  await assertMayLeave(visit.database, caller);
  const session = await db.maybe<{ both: boolean }>(
    sql`select second_step as both from identity.session where token_hash = ${caller.sessionHash ?? null}`,
  );
  if (session?.both) return;
  const { required } = await secondStepOf(db, caller.personId);
  if (required && (await hasPasskey(db, caller.personId))) throw refuse('session.passkey-needed');
}

/** Changes the caller's password; their other sessions end. Answers the session's new token. */
export async function changePassword(
  visit: Visit,
  caller: Caller,
  given: { readonly current: string; readonly password: string },
): Promise<string> {
  const person = await confirmByPassword(visit, caller, given.current);
  assertGoodPassword(given.password, person);
  const passwordHash = await hashPassword(given.password);
  const { sessionHash } = caller;
  if (!sessionHash) throw new Error('only a person changes a password');
  const token = await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    await setPassword(tx, person.id, passwordHash, visit.now);
    const ended = await endSessionsOf(tx, person.id, { keep: sessionHash });
    const actor = actorAt(visit, person);
    await recordEvent(tx, { kind: 'password.changed', actor, subjectId: person.id, details: { sessionsEnded: ended } });
    return renewToken(tx, sessionHash);
  });
  tellPerson(visit, person, caller.tenantId, 'passwordChanged');
  return token;
}

/** Keeps a person's new password; what the former one began, and links for another, are worth nothing any more. */
export async function setPassword(db: Queryable, personId: string, passwordHash: string, now: Temporal.Instant): Promise<void> {
  await db.run(sql`
    update identity.person set password_hash = ${passwordHash}, password_changed_at = ${now.toString()}::timestamptz where id = ${personId}
  `);
  await revokeLinks(db, 'password-reset', { personId }, now);
  await endChallengesOf(db, personId);
}
