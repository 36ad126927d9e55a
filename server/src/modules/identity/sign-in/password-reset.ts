import { textsIn } from '@quitus/texts';
import type { Caller } from '../../../platform/http/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { createLink, readLink, revokeLinks, takeLink } from '../links.ts';
import { assertGoodPassword, hashPassword } from '../passwords.ts';
import { refuse } from '../refusals.ts';
import { endSessionsOf } from '../sessions.ts';
import { setPassword } from './account.ts';
import { actorAt, firstTenantOf, mailWithLink, recordLater, sendLater, tellPerson } from './account-news.ts';
import { personByEmail, personById } from './person.ts';
import { assertMemberHereAlone } from './session-list.ts';
import { countTry, forgetTries } from './tries.ts';
import type { Visit } from './visit.ts';

const hours = 1;
const addressOf = (visit: Visit, token: string): string => `${visit.neighbours.baseUrl}/reset?token=${token}`;

/** Sends a link for a new password, if there is such an account. Looking, writing and sending happen after the answer: it is one and takes one time. */
export async function askReset(visit: Visit, email: string): Promise<void> {
  await countTry(visit.database, 'reset-address', visit.address, visit.now);
  await countTry(visit.database, 'reset-account', email, visit.now);
  visit.neighbours.later(async () => {
    const person = await personByEmail(visit.database.system, email);
    const tenantId = person && (await firstTenantOf(visit, person.id));
    if (!person || tenantId === undefined) return;
    await revokeLinks(visit.database.system, 'password-reset', { personId: person.id }, visit.now);
    const token = await createLink(visit.database.system, { purpose: 'password-reset', personId: person.id, hours }, visit.now);
    recordLater(visit, person, tenantId, { kind: 'password.reset-asked', subjectId: person.id });
    const { reset } = textsIn(person.language).accountMails;
    sendLater(visit, mailWithLink(person, tenantId, reset, addressOf(visit, token)));
  });
}

/** Whose password a link sets, while it can be used. */
export async function resetOf(visit: Visit, token: string): Promise<{ usable: boolean; email: string }> {
  await countTry(visit.database, 'link-address', visit.address, visit.now);
  const link = await readLink(visit.database.system, 'password-reset', token, visit.now);
  return {
    usable: link !== undefined,
    email: link?.personId ? (await personById(visit.database.system, link.personId)).email : '',
  };
}

/** Sets a new password by a link, once; all sessions end and the second step stays. Answers whose it is. */
export async function resetPassword(visit: Visit, token: string, password: string): Promise<{ email: string }> {
  const { database, now } = visit;
  await countTry(database, 'link-address', visit.address, now);
  const open = await readLink(database.system, 'password-reset', token, now);
  if (!open?.personId) throw refuse('link.unusable');
  const person = await personById(database.system, open.personId);
  // Judged before the link is used up: a password that is refused leaves it as it was.
  assertGoodPassword(password, person);
  const passwordHash = await hashPassword(password);
  await database.system.transaction(async (tx) => {
    if (!(await takeLink(tx, 'password-reset', token, now))) throw refuse('link.unusable');
    await setPassword(tx, person.id, passwordHash, now);
    await endSessionsOf(tx, person.id);
  });
  await forgetTries(database, 'account', person.email);
  const tenantId = await firstTenantOf(visit, person.id);
  if (tenantId !== undefined) {
    recordLater(visit, person, tenantId, { kind: 'password.changed', subjectId: person.id, details: { by: 'link' } });
    tellPerson(visit, person, tenantId, 'passwordChanged');
  }
  return { email: person.email };
}

/** A link for a member's new password, for their administrator to hand over. */
export async function resetLinkFor(visit: Visit, caller: Caller, personId: string): Promise<{ link: string; expiresAt: string }> {
  await assertMemberHereAlone(visit, caller, personId);
  const token = await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    await revokeLinks(tx, 'password-reset', { personId }, visit.now);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'password.reset-asked', actor, subjectId: personId });
    return createLink(tx, { purpose: 'password-reset', personId, hours }, visit.now);
  });
  return { link: addressOf(visit, token), expiresAt: visit.now.add({ hours }).toString() };
}
