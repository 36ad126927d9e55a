import type { Output, signInRoutes } from '@quitus/contract';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { readLink, takeLink } from '../links.ts';
import type { MemberScope } from '../membership.ts';
import { assertGoodPassword, hashPassword } from '../passwords.ts';
import { refuse } from '../refusals.ts';
import type { Role } from '../roles.ts';
import { actorAt } from './account-news.ts';
import { checkPassword, enter, type Entered } from './enter.ts';
import { type Person, personByEmail } from './person.ts';
import { countTry } from './tries.ts';
import type { Visit } from './visit.ts';

type Offer = Output<(typeof signInRoutes)['GET /invitation-links/{token}']>;
type Invitation = MemberScope & {
  readonly id: string;
  readonly tenantId: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly language: 'fr' | 'en';
};

/** What the reader of an invitation's link is offered; nothing of it once the link is over. */
export async function offerOf(visit: Visit, token: string): Promise<Offer> {
  await countTry(visit.database, 'link-address', visit.address, visit.now);
  const invitation = await invitationBehind(visit, token);
  if (!invitation)
    return { usable: false, tenant: '', email: '', name: '', role: '', invitedBy: '', language: 'fr', hasAccount: false };
  const { name: tenant } = await visit.database.system.one<{ name: string }>(
    sql`select name from identity.tenant where id = ${invitation.tenantId}`,
  );
  const { email, name, role, invitedBy, language } = invitation;
  const hasAccount = (await personByEmail(visit.database.system, email)) !== undefined;
  return { usable: true, tenant, email, name, role, invitedBy, language, hasAccount };
}

/** Makes the reader of an invitation a member, once: with a new account, or the one they have, by its password and its second step. */
export async function acceptInvitation(
  visit: Visit,
  token: string,
  given: { readonly password: string; readonly name?: string | undefined; readonly language?: 'fr' | 'en' | undefined },
): Promise<Entered> {
  await countTry(visit.database, 'link-address', visit.address, visit.now);
  const invitation = await invitationBehind(visit, token);
  if (!invitation) throw refuse('link.unusable');
  const known = await personByEmail(visit.database.system, invitation.email);
  // Whoever hands the link over must not choose the password of an account that another tenant's provider made.
  if (known && known.passwordHash === null) throw refuse('invitation.no-password-yet');
  const person = known ? await checkPassword(visit, invitation.email, given.password) : await newPerson(invitation, given);
  await visit.database.tenant(invitation.tenantId).transaction(async (tx) => {
    if (!(await takeLink(tx, 'invitation', token, visit.now))) throw refuse('link.unusable');
    if (!known) await keepPerson(tx, person, visit.now);
    await tx.run(sql`
      insert into identity.membership (tenant_id, person_id, role, entities, agencies, customers, sales_rep)
      select tenant_id, ${person.id}, role, entities, agencies, customers, sales_rep from identity.invitation where id = ${invitation.id}
      on conflict (tenant_id, person_id) do nothing
    `);
    await tx.run(sql`
      update identity.invitation set accepted_at = ${visit.now.toString()}::timestamptz, person_id = ${person.id} where id = ${invitation.id}
    `);
    await recordEvent(tx, {
      kind: 'members.joined',
      actor: actorAt(visit, person),
      subjectId: person.id,
      details: { role: invitation.role, invitation: invitation.id },
    });
  });
  return enter(visit, person, { method: known ? 'password' : 'link', tenantId: invitation.tenantId });
}

async function invitationBehind(visit: Visit, token: string): Promise<Invitation | undefined> {
  const link = await readLink(visit.database.system, 'invitation', token, visit.now);
  if (!link?.subjectId || link.tenantId === null) return undefined;
  return visit.database.tenant(link.tenantId).maybe<Invitation>(sql`
    select id, tenant_id as "tenantId", email, name, role, invited_by_name as "invitedBy", language, entities, agencies, customers, sales_rep as "salesRep"
    from identity.invitation
    where id = ${link.subjectId} and accepted_at is null and revoked_at is null
  `);
}

async function newPerson(
  invitation: Invitation,
  given: { readonly password: string; readonly name?: string | undefined; readonly language?: 'fr' | 'en' | undefined },
): Promise<Person> {
  const person = { email: invitation.email, name: given.name?.trim() || invitation.name };
  assertGoodPassword(given.password, person);
  const passwordHash = await hashPassword(given.password);
  return { id: uuidv7(), ...person, language: given.language ?? invitation.language, passwordHash };
}

/** Keeps a new person; refuses when the e-mail got an account meanwhile. */
export async function keepPerson(db: Queryable, person: Person, now: Temporal.Instant): Promise<void> {
  const changedAt = person.passwordHash === null ? null : now.toString();
  const made = await db.run(sql`
    insert into identity.person (id, email, name, password_hash, password_changed_at, language)
    values (${person.id}, ${person.email}, ${person.name}, ${person.passwordHash}, ${changedAt}::timestamptz, ${person.language})
    on conflict (email) do nothing
  `);
  if (made === 0) throw refuse('person.email-taken');
}
