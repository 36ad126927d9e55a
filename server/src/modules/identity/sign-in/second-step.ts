import type { Caller } from '../../../platform/http/index.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { isSealedByFormer, type Keyring, seal, sealedColumn, unseal } from '../../../platform/secrets/index.ts';
import { refuse } from '../refusals.ts';
import { endSessionsOf, renewToken } from '../sessions.ts';
import { actorAt, tellPerson } from './account-news.ts';
import { personById } from './person.ts';
import { renewRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts';
import { newTotpSecret, stepOfCode, totpInvitation } from './totp.ts';
import { countTry, forgetTries } from './tries.ts';
import type { Visit } from './visit.ts';

/** What a person's codes are counted from. */
export const codesSecret = sealedColumn('identity.second_step', ['person_id'], 'sealed_secret', 'totp');

export type SecondStep = {
  readonly on: boolean;
  readonly since: Temporal.Instant | null;
  readonly recoveryCodesLeft: number;
  /** A tenant of the person asks for it. */
  readonly required: boolean;
};

/** Where a person's second step stands. */
export async function secondStepOf(db: Queryable, personId: string): Promise<SecondStep> {
  return db.one<SecondStep>(sql`
    select second_step.confirmed_at is not null as on, second_step.confirmed_at as since,
      (select count(*)::int from identity.recovery_code where person_id = person.id and used_at is null) as "recoveryCodesLeft",
      exists (
        select from identity.tenants_of(person.id) as tenant
        cross join lateral identity.sign_in_rules(tenant.tenant_id) as rules
        where rules.second_step_required
      ) as required
    from identity.person
    left join identity.second_step on second_step.person_id = person.id
    where person.id = ${personId}
  `);
}

export async function hasPasskey(db: Queryable, personId: string): Promise<boolean> {
  const { found } = await db.one<{ found: boolean }>(
    sql`select exists (select from identity.passkey where person_id = ${personId}) as found`,
  );
  return found;
}

/** Uses a code up: the authenticator app's of this half minute, or a recovery code; false for any other. Of two requests with one code one gets in. */
export async function isCodeOf(
  db: Queryable,
  keyring: Keyring,
  personId: string,
  code: string,
  now: Temporal.Instant,
): Promise<'totp' | 'recovery' | false> {
  const kept = await db.maybe<{ sealedSecret: string; lastStep: bigint | number | string }>(sql`
    select sealed_secret as "sealedSecret", last_step as "lastStep"
    from identity.second_step
    where person_id = ${personId} and confirmed_at is not null
  `);
  if (!kept) return false;
  const secret = unseal(keyring, codesSecret, kept.sealedSecret);
  const step = stepOfCode(secret, code, now, BigInt(kept.lastStep));
  if (step === undefined) return (await takeRecoveryCode(db, personId, code, now)) && 'recovery';
  const taken = await db.run(
    sql`update identity.second_step set last_step = ${step} where person_id = ${personId} and last_step < ${step}`,
  );
  if (taken === 0) return false;
  if (isSealedByFormer(keyring, kept.sealedSecret)) await sealAnew(db, keyring, personId, kept.sealedSecret, secret);
  return 'totp';
}

async function sealAnew(db: Queryable, keyring: Keyring, personId: string, former: string, secret: string): Promise<void> {
  await db.run(sql`
    update identity.second_step set sealed_secret = ${seal(keyring, codesSecret, secret)} where person_id = ${personId} and sealed_secret = ${former}
  `);
}

/** Begins a second step; it asks for nothing before its first code. Refuses when there is one. */
export async function beginSecondStep(visit: Visit, caller: Caller): Promise<{ secret: string; uri: string; qrSvg: string }> {
  const db = visit.database.system;
  const person = await personById(db, caller.personId);
  const secret = newTotpSecret();
  const sealed = seal(await visit.neighbours.keyring(), codesSecret, secret);
  const begun = await db.run(sql`
    insert into identity.second_step as kept (person_id, sealed_secret, begun_at)
    values (${person.id}, ${sealed}, ${visit.now.toString()}::timestamptz)
    on conflict (person_id) do update set sealed_secret = excluded.sealed_secret, begun_at = excluded.begun_at, last_step = 0
      where kept.confirmed_at is null
  `);
  if (begun === 0) throw refuse('second-step.on-already');
  return { secret, ...(await totpInvitation(secret, person.email)) };
}

/**
 * Confirms a second step by its first code. Answers the recovery codes, and the session's new token; the person's sessions that were opened
 * without a second step end.
 */
export async function confirmSecondStep(
  visit: Visit,
  caller: Caller,
  code: string,
): Promise<{ recoveryCodes: string[]; token: string }> {
  const { database, now } = visit;
  await countTry(database, 'second-step', caller.personId, now);
  const kept = await database.system.maybe<{ sealedSecret: string }>(sql`
    select sealed_secret as "sealedSecret" from identity.second_step where person_id = ${caller.personId} and confirmed_at is null
  `);
  if (!kept || !caller.sessionHash) throw refuse('second-step.not-begun');
  const { sessionHash } = caller;
  const step = stepOfCode(unseal(await visit.neighbours.keyring(), codesSecret, kept.sealedSecret), code, now, 0n);
  if (step === undefined) throw refuse('second-step.wrong-code');
  const answer = await database.tenant(caller.tenantId).transaction(async (tx) => {
    const confirmed = await tx.run(sql`
      update identity.second_step set confirmed_at = ${now.toString()}::timestamptz, last_step = ${step}
      where person_id = ${caller.personId} and confirmed_at is null and sealed_secret = ${kept.sealedSecret}
    `);
    if (confirmed === 0) throw refuse('second-step.not-begun');
    await endSessionsOf(tx, caller.personId, { keep: sessionHash, onlyOneStep: true });
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'second-step.on', actor, subjectId: caller.personId });
    return {
      recoveryCodes: await renewRecoveryCodes(tx, caller.personId),
      token: await renewToken(tx, sessionHash, { secondStep: true }),
    };
  });
  await forgetTries(database, 'second-step', caller.personId);
  return answer;
}

/** Switches a person's second step off; refuses while a tenant of theirs asks for it. */
export async function removeSecondStep(visit: Visit, caller: Caller): Promise<void> {
  const { database } = visit;
  const { on, required } = await secondStepOf(database.system, caller.personId);
  if (!on) throw refuse('second-step.not-on');
  if (required) throw refuse('second-step.required');
  await database.tenant(caller.tenantId).transaction(async (tx) => {
    await forgetSecondStep(tx, caller.personId);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'second-step.off', actor, subjectId: caller.personId });
  });
  tellPerson(visit, await personById(database.system, caller.personId), caller.tenantId, 'secondStepOff');
}

/** Forgets a person's authenticator app and recovery codes. */
export async function forgetSecondStep(db: Queryable, personId: string): Promise<void> {
  await db.run(sql`delete from identity.second_step where person_id = ${personId}`);
  await db.run(sql`delete from identity.recovery_code where person_id = ${personId}`);
}

/** New recovery codes; the former ones are worth nothing any more. */
export async function newRecoveryCodes(visit: Visit, caller: Caller): Promise<string[]> {
  const { on } = await secondStepOf(visit.database.system, caller.personId);
  if (!on) throw refuse('second-step.not-on');
  return visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'second-step.codes-renewed', actor, subjectId: caller.personId });
    return renewRecoveryCodes(tx, caller.personId);
  });
}
