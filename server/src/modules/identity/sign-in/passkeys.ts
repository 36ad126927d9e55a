import type { Output, signInRoutes } from '@quitus/contract';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { Caller } from '../../../platform/http/index.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { actorAt, recordLater, tellPerson } from './account-news.ts';
import { openChallenge, takeChallenge } from './challenges.ts';
import { enter } from './enter.ts';
import { personById } from './person.ts';
import { countTry } from './tries.ts';
import type { Visit } from './visit.ts';

// Read with the first passkey: its formats of certificates are two hundred files.
const webauthn = () => import('@simplewebauthn/server');

type PasskeyView = Output<(typeof signInRoutes)['POST /account/passkeys']>;
type Options = { readonly challenge: string; readonly options: Record<string, unknown> };
type Expected = { readonly challenge: string };
type Row = Omit<PasskeyView, 'createdAt' | 'lastUsedAt'> & { createdAt: Temporal.Instant; lastUsedAt: Temporal.Instant | null };

const columns = sql`id, name, created_at as "createdAt", last_used_at as "lastUsedAt", synced`;
const viewOf = (row: Row): PasskeyView => ({
  ...row,
  createdAt: row.createdAt.toString(),
  lastUsedAt: row.lastUsedAt?.toString() ?? null,
});

// EdDSA, ES256, RS256 (COSE): what authenticators sign with today.
const supportedAlgorithmIDs = [-8, -7, -257];

// Who we are to an authenticator: the name of the address by which the outside reaches us.
function partyOf(visit: Visit): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(visit.neighbours.baseUrl);
  return { rpID: hostname, origin };
}

/** A person's passkeys, oldest first. */
export async function listPasskeys(db: Queryable, personId: string): Promise<PasskeyView[]> {
  const rows = await db.rows<Row>(
    sql`select ${columns} from identity.passkey where person_id = ${personId} order by created_at, id`,
  );
  return rows.map(viewOf);
}

/** What the browser needs to make a passkey: one that can be found without a name, and that asks for its finger or figure. */
export async function passkeyCreation(visit: Visit, caller: Caller): Promise<Options> {
  const db = visit.database.system;
  const person = await personById(db, caller.personId);
  const known = await db.rows<{ id: string; transports: string[] }>(
    sql`select credential_id as id, transports from identity.passkey where person_id = ${person.id}`,
  );
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'Quitus',
    rpID: partyOf(visit).rpID,
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    excludeCredentials: known,
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return keepChallenge(visit, 'passkey-registration', options, person.id);
}

/** What the browser needs to sign in with a passkey; the same for everybody. */
export async function passkeyRequest(visit: Visit): Promise<Options> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({ rpID: partyOf(visit).rpID, userVerification: 'required' });
  return keepChallenge(visit, 'passkey-sign-in', options);
}

async function keepChallenge(
  visit: Visit,
  kind: 'passkey-registration' | 'passkey-sign-in',
  options: { readonly challenge: string },
  personId?: string,
): Promise<Options> {
  const details: Expected = { challenge: options.challenge };
  const { token } = await openChallenge(visit.database.system, kind, { personId, details }, visit.now);
  return { challenge: token, options: { ...options } };
}

/** Adds the passkey that a browser made, once per challenge. */
export async function addPasskey(
  visit: Visit,
  caller: Caller,
  given: { readonly challenge: string; readonly response: Record<string, unknown>; readonly name: string },
): Promise<PasskeyView> {
  const { database, now } = visit;
  const challenge = await takeChallenge<Expected>(database.system, 'passkey-registration', given.challenge, now);
  if (challenge?.personId !== caller.personId) throw refuse('session.challenge-over');
  const { rpID, origin } = partyOf(visit);
  const { verifyRegistrationResponse } = await webauthn();
  const verified = await verifyRegistrationResponse({
    // The cast: it comes from outside, and the library reads it with care.
    response: given.response as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge.details.challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch(notValid);
  if (!verified.verified) throw refuse('passkey.not-valid');
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const row = await database.tenant(caller.tenantId).transaction(async (tx) => {
    const made = await tx.maybe<Row>(sql`
      insert into identity.passkey (id, person_id, credential_id, public_key, counter, transports, name, synced, created_at)
      values (${uuidv7()}, ${caller.personId}, ${credential.id}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
        ${credential.transports ?? []}::text[], ${given.name.trim()}, ${credentialBackedUp}, ${now.toString()}::timestamptz)
      on conflict (credential_id) do nothing
      returning ${columns}
    `);
    if (!made) throw refuse('passkey.known-already');
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'passkeys.added', actor, subjectId: caller.personId, details: { name: made.name } });
    return made;
  });
  tellPerson(visit, await personById(database.system, caller.personId), caller.tenantId, 'passkeyAdded');
  return viewOf(row);
}

/** Signs in by a passkey: both steps at once, for it asked for its owner. Answers the session's token. */
export async function signInByPasskey(
  visit: Visit,
  given: { readonly challenge: string; readonly response: Record<string, unknown>; readonly tenantId?: number | undefined },
): Promise<string> {
  const { database, now } = visit;
  await countTry(database, 'sign-in-address', visit.address, now);
  const challenge = await takeChallenge<Expected>(database.system, 'passkey-sign-in', given.challenge, now);
  if (!challenge) throw refuse('session.challenge-over');
  const passkey = await database.system.maybe<{
    id: string;
    personId: string;
    publicKey: Buffer;
    counter: number | string | bigint;
  }>(sql`
    select id, person_id as "personId", public_key as "publicKey", counter from identity.passkey where credential_id = ${String(given.response['id'])}
  `);
  if (!passkey) throw refuse('passkey.not-valid');
  const { rpID, origin } = partyOf(visit);
  const person = await personById(database.system, passkey.personId);
  const refused = (): never => {
    recordLater(visit, person, undefined, { kind: 'sessions.failed', subjectId: person.id, details: { step: 'passkey' } });
    throw refuse('passkey.not-valid');
  };
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await verifyAuthenticationResponse({
    // The cast: it comes from outside, and the library reads it with care.
    response: given.response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge.details.challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: {
      id: String(given.response['id']),
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
    requireUserVerification: true,
  }).catch(refused);
  if (!verified.verified) return refused();
  const { newCounter } = verified.authenticationInfo;
  // A counter that does not grow tells of a copy (WebAuthn §6.1.1); those that count nothing say 0 for ever. Judged again here, for two at once.
  const counted = await database.system.run(sql`
    update identity.passkey set counter = ${newCounter}, last_used_at = ${now.toString()}::timestamptz
    where id = ${passkey.id} and (counter < ${newCounter} or (counter = 0 and ${newCounter} = 0))
  `);
  if (counted === 0) return refused();
  const entered = await enter(visit, person, { method: 'passkey', tenantId: given.tenantId, bothSteps: true });
  if (!('token' in entered)) throw new Error('both steps were taken');
  return entered.token;
}

const notValid = (): never => {
  throw refuse('passkey.not-valid');
};

/** Names a passkey of the caller's. */
export async function renamePasskey(visit: Visit, caller: Caller, id: string, name: string): Promise<PasskeyView> {
  return visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const before = await tx.maybe<{ name: string }>(
      sql`select name from identity.passkey where id = ${id} and person_id = ${caller.personId} for update`,
    );
    if (!before) throw refuse('passkey.unknown');
    const row = await tx.one<Row>(sql`update identity.passkey set name = ${name.trim()} where id = ${id} returning ${columns}`);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    const details = { before: before.name, after: row.name };
    await recordEvent(tx, { kind: 'passkeys.renamed', actor, subjectId: caller.personId, details });
    return viewOf(row);
  });
}

/** Removes a passkey of the caller's. */
export async function removePasskey(visit: Visit, caller: Caller, id: string): Promise<void> {
  await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const gone = await tx.maybe<{ name: string }>(
      sql`delete from identity.passkey where id = ${id} and person_id = ${caller.personId} returning name`,
    );
    if (!gone) throw refuse('passkey.unknown');
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'passkeys.removed', actor, subjectId: caller.personId, details: gone });
  });
}

/** Removes all passkeys of a person; answers how many. */
export function forgetPasskeys(db: Queryable, personId: string): Promise<number> {
  return db.run(sql`delete from identity.passkey where person_id = ${personId}`);
}
