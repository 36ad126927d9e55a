import { sql } from '../../../platform/database/index.ts';
import { hashPassword, isCostOutdated, passwordMatches } from '../passwords.ts';
import { refuse } from '../refusals.ts';
import { openSession, type SignInMethod, tenantsOpenTo } from '../sessions.ts';
import { recordLater, firstTenantOf, tellPerson } from './account-news.ts';
import { closeChallenge, openChallenge, tryChallenge } from './challenges.ts';
import { type Person, personByEmail, personById } from './person.ts';
import { hasPasskey, isCodeOf, secondStepOf } from './second-step.ts';
import { countTry, forgetTries, sweepDoor } from './tries.ts';
import type { Visit } from './visit.ts';

/** Inside, with a session's token; or before the second step, with what it asks for. */
export type Entered =
  | { readonly token: string }
  | { readonly challenge: string; readonly methods: ('totp' | 'recovery')[]; readonly expiresAt: string };

type Wanted = { readonly method: SignInMethod; readonly tenantId?: number | undefined; readonly bothSteps?: boolean };
type Waiting = { readonly method: SignInMethod };
const triesOfSecondStep = 5;

/** Signs a person in by e-mail and password. A wrong e-mail and a wrong password are one refusal; eight wrong tries lock the e-mail, with an account or not. */
export async function signIn(
  visit: Visit,
  given: { readonly email: string; readonly password: string; readonly tenantId?: number | undefined },
): Promise<Entered> {
  await countTry(visit.database, 'sign-in-address', visit.address, visit.now);
  const person = await checkPassword(visit, given.email, given.password);
  return enter(visit, person, { method: 'password', tenantId: given.tenantId });
}

/** The person whose e-mail and password these are. Refuses, counts and tells wrong ones. */
export async function checkPassword(visit: Visit, email: string, password: string): Promise<Person> {
  const left = await countTry(visit.database, 'account', email, visit.now);
  const person = await personByEmail(visit.database.system, email);
  if (!(await passwordMatches(password, person?.passwordHash)) || !person) {
    if (person) tellFailure(visit, person, left === 0);
    throw refuse('session.wrong-credentials');
  }
  await forgetTries(visit.database, 'account', email);
  if (person.passwordHash && isCostOutdated(person.passwordHash)) {
    const renewed = await hashPassword(password);
    await visit.database.system.run(sql`
      update identity.person set password_hash = ${renewed} where id = ${person.id} and password_hash = ${person.passwordHash}
    `);
  }
  return person;
}

function tellFailure(visit: Visit, person: Person, locked: boolean): void {
  recordLater(visit, person, undefined, { kind: 'sessions.failed', subjectId: person.id, details: { step: 'password' } });
  if (!locked) return;
  recordLater(visit, person, undefined, { kind: 'sessions.locked', subjectId: person.id });
  visit.neighbours.later(async () => {
    const tenantId = await firstTenantOf(visit, person.id);
    if (tenantId !== undefined) tellPerson(visit, person, tenantId, 'locked');
  });
}

/** Lets a person whose first step is done in, or asks for the second one. */
export async function enter(visit: Visit, person: Person, wanted: Wanted): Promise<Entered> {
  const tenantId = await tenantFor(visit, person.id, wanted.tenantId);
  if (!wanted.bothSteps) {
    const { on } = await secondStepOf(visit.database.system, person.id);
    if (on) return askSecondStep(visit, person, tenantId, wanted.method);
    await assertPasskeyNotPassedBy(visit, person.id, tenantId);
  }
  await sweepDoor(visit.database, visit.now);
  const { address, userAgent } = visit;
  const session = { person: { id: person.id, name: person.name }, tenantId, method: wanted.method, address, userAgent };
  return { token: await openSession(visit.database, { ...session, secondStep: wanted.bothSteps ?? false }, visit.now) };
}

async function tenantFor(visit: Visit, personId: string, wished: number | undefined): Promise<number> {
  const tenants = await tenantsOpenTo(visit.database, personId);
  const tenant = tenants.find((one) => one.tenantId === wished) ?? tenants[0];
  if (tenant) return tenant.tenantId;
  const member = await firstTenantOf(visit, personId);
  throw refuse(member === undefined ? 'session.no-tenant' : 'session.sso-only');
}

async function askSecondStep(visit: Visit, person: Person, tenantId: number, method: SignInMethod): Promise<Entered> {
  const about = { personId: person.id, tenantId, details: { method } satisfies Waiting, tries: triesOfSecondStep };
  const { token, expiresAt } = await openChallenge(visit.database.system, 'second-step', about, visit.now);
  return { challenge: token, methods: ['totp', 'recovery'], expiresAt: expiresAt.toString() };
}

// Where two steps are asked for, whoever has a passkey has them: a password alone must not set up another second step beside it.
async function assertPasskeyNotPassedBy(visit: Visit, personId: string, tenantId: number): Promise<void> {
  const { required } = await visit.database.system.one<{ required: boolean }>(
    sql`select second_step_required as required from identity.sign_in_rules(${tenantId})`,
  );
  if (required && (await hasPasskey(visit.database.system, personId))) throw refuse('session.passkey-needed');
}

/** The second step: a code of the authenticator app, or a recovery code. Five tries a challenge, eight a person. */
export async function takeSecondStep(
  visit: Visit,
  given: { readonly challenge: string; readonly code: string },
): Promise<string> {
  const { database, now } = visit;
  await countTry(database, 'second-step-address', visit.address, now);
  const challenge = await tryChallenge<Waiting>(database.system, 'second-step', given.challenge, now);
  if (!challenge?.personId || challenge.tenantId === null) throw refuse('session.challenge-over');
  const left = await countTry(database, 'second-step', challenge.personId, now);
  const person = await personById(database.system, challenge.personId);
  const keyring = await visit.neighbours.keyring();
  const used = await isCodeOf(database.system, keyring, person.id, given.code, now);
  if (!used) {
    recordLater(visit, person, challenge.tenantId, { kind: 'sessions.failed', subjectId: person.id, details: { step: 'code' } });
    if (left === 0) tellPerson(visit, person, challenge.tenantId, 'locked');
    throw refuse('session.wrong-code');
  }
  if (!(await closeChallenge(database.system, given.challenge))) throw refuse('session.challenge-over');
  await forgetTries(database, 'second-step', person.id);
  if (used === 'recovery')
    recordLater(visit, person, challenge.tenantId, { kind: 'second-step.recovered', subjectId: person.id });
  const entered = await enter(visit, person, {
    method: challenge.details.method,
    tenantId: challenge.tenantId,
    bothSteps: true,
  });
  if (!('token' in entered)) throw new Error('both steps were taken');
  return entered.token;
}
