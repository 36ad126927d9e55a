import { newToken, tokenHash } from '../../../kernel/ids.ts';
import { jsonb, type Queryable, sql } from '../../../platform/database/index.ts';

export type ChallengeKind = 'second-step' | 'passkey-registration' | 'passkey-sign-in' | 'sso';
export type Challenge<Details> = {
  readonly personId: string | null;
  readonly tenantId: number | null;
  readonly details: Details;
};

const minutes = { 'second-step': 5, 'passkey-registration': 5, 'passkey-sign-in': 5, sso: 10 } as const;

/** Begins a ceremony and answers the secret that ends it, within minutes. Details are plain data, secrets in them sealed. */
export async function openChallenge(
  db: Queryable,
  kind: ChallengeKind,
  about: {
    readonly personId?: string | undefined;
    readonly tenantId?: number | undefined;
    readonly details?: object;
    readonly tries?: number;
  },
  now: Temporal.Instant,
): Promise<{ token: string; expiresAt: Temporal.Instant }> {
  const token = newToken();
  const expiresAt = now.add({ minutes: minutes[kind] });
  await db.run(sql`
    insert into identity.challenge (token_hash, kind, person_id, tenant_id, details, tries_left, expires_at)
    values (${tokenHash(token)}, ${kind}, ${about.personId ?? null}, ${about.tenantId ?? null}, ${jsonb(about.details ?? {})}, ${about.tries ?? 1},
      ${expiresAt.toString()}::timestamptz)
  `);
  return { token, expiresAt };
}

/** Uses one try of a ceremony up; its last one ends it. Undefined when it is unknown, over or used. */
export async function tryChallenge<Details>(
  db: Queryable,
  kind: ChallengeKind,
  token: string,
  now: Temporal.Instant,
): Promise<Challenge<Details> | undefined> {
  return db.maybe<Challenge<Details>>(sql`
    update identity.challenge set tries_left = tries_left - 1
    where token_hash = ${tokenHash(token)} and kind = ${kind} and tries_left > 0 and expires_at > ${now.toString()}::timestamptz
    returning person_id as "personId", tenant_id as "tenantId", details
  `);
}

/** Ends a ceremony that succeeded; false when another request ended it at the same instant. */
export async function closeChallenge(db: Queryable, token: string): Promise<boolean> {
  return (await db.run(sql`delete from identity.challenge where token_hash = ${tokenHash(token)}`)) === 1;
}

/** Takes a ceremony that has one try. */
export async function takeChallenge<Details>(
  db: Queryable,
  kind: ChallengeKind,
  token: string,
  now: Temporal.Instant,
): Promise<Challenge<Details> | undefined> {
  return db.maybe<Challenge<Details>>(sql`
    delete from identity.challenge
    where token_hash = ${tokenHash(token)} and kind = ${kind} and tries_left > 0 and expires_at > ${now.toString()}::timestamptz
    returning person_id as "personId", tenant_id as "tenantId", details
  `);
}

/** Ends the ceremonies that a person began: a second step that waits, a passkey being made. */
export async function endChallengesOf(db: Queryable, personId: string): Promise<void> {
  await db.run(sql`delete from identity.challenge where person_id = ${personId}`);
}
