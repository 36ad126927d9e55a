import { systemActor } from '../../../../kernel/actor.ts';
import { uuidv7 } from '../../../../kernel/ids.ts';
import { sql, type Transaction } from '../../../../platform/database/index.ts';
import { recordEvent } from '../../../../platform/events.ts';
import type { MemberScope } from '../../membership.ts';
import { refuse } from '../../refusals.ts';
import { type Role, usualScopeOf } from '../../roles.ts';
import { keepPerson } from '../accept-invitation.ts';
import { type Person, personByEmail, personById } from '../person.ts';
import type { Visit } from '../visit.ts';
import type { SsoConfiguration } from './configuration.ts';

/** What a provider proved of a person. */
export type Claims = { readonly issuer: string; readonly sub: string } & Readonly<Record<string, unknown>>;
type Member = MemberScope & { readonly role: Role };

/** The member of the tenant whom the claims are of: known by issuer and subject, else linked or made by a verified e-mail. Their role follows their groups. */
export async function letIn(visit: Visit, tenantId: number, configuration: SsoConfiguration, claims: Claims): Promise<Person> {
  const email = emailOf(claims);
  assertDomain(configuration, email);
  const outcome = await visit.database.tenant(tenantId).transaction(async (tx) => {
    const person = (await linkedPerson(tx, claims)) ?? (await linkPerson(tx, claims, email, visit.now));
    const member = await memberOf(tx, person.id);
    const wanted = memberBy(configuration, claims, person.name, member);
    // Nothing is kept of a stranger whom no group lets in.
    if (!wanted && !member) throw refuse('sso.no-role');
    if (!wanted) {
      await endSsoSessions(tx, person.id);
      return undefined;
    }
    await keepMember(tx, person, member, wanted);
    return person;
  });
  // Refused after the commit: the sessions of somebody whose groups went are over.
  if (!outcome) throw refuse('sso.no-role');
  return outcome;
}

/** The role and scope that groups give: the first mapping that fits, else the default. An owner stays one; without mappings a member keeps what they have. */
export function memberBy(
  configuration: Pick<SsoConfiguration, 'groupClaim' | 'groups' | 'defaultRole'>,
  claims: Claims,
  name: string,
  member: Member | undefined,
): Member | undefined {
  const { groupClaim, groups, defaultRole } = configuration;
  if (member?.role === 'owner') return member;
  const claimed = groupClaim === null ? [] : claims[groupClaim];
  const theirs = new Set((Array.isArray(claimed) ? claimed : [claimed]).map(String));
  const mapping = groupClaim === null ? undefined : groups.find(({ group }) => theirs.has(group));
  if (mapping) {
    const scope = mapping.scope ?? usualScopeOf(mapping.role, name);
    return { role: mapping.role, ...scope, salesRep: scope.salesRep ?? (scope.customers === 'own' ? name : null) };
  }
  if (member && (groupClaim === null || groups.length === 0)) return member;
  return defaultRole ? { role: defaultRole, ...usualScopeOf(defaultRole, name) } : undefined;
}

async function linkedPerson(tx: Transaction, claims: Claims): Promise<Person | undefined> {
  const link = await tx.maybe<{ personId: string }>(sql`
    select person_id as "personId" from identity.sso_identity where issuer = ${claims.issuer} and subject = ${claims.sub}
  `);
  return link && personById(tx, link.personId);
}

// An account is found by its e-mail only when it is a member's already: this tenant's provider has no word about other tenants' people.
async function linkPerson(tx: Transaction, claims: Claims, email: string | undefined, now: Temporal.Instant): Promise<Person> {
  if (email === undefined) throw refuse('sso.email-missing');
  if (!isVerified(claims)) throw refuse('sso.email-not-verified');
  const known = await personByEmail(tx, email);
  if (known && !(await memberOf(tx, known.id))) throw refuse('sso.account-elsewhere');
  const person = known ?? (await makePerson(tx, claims, email, now));
  await tx.run(sql`
    insert into identity.sso_identity (tenant_id, issuer, subject, person_id, linked_at)
    values (${tx.tenantId}, ${claims.issuer}, ${claims.sub}, ${person.id}, ${now.toString()}::timestamptz)
  `);
  const actor = systemActor('single sign-on');
  await recordEvent(tx, { kind: 'sso.linked', actor, subjectId: person.id, details: { issuer: claims.issuer, email } });
  return person;
}

async function makePerson(tx: Transaction, claims: Claims, email: string, now: Temporal.Instant): Promise<Person> {
  const name = typeof claims['name'] === 'string' && claims['name'].trim() ? claims['name'].trim().slice(0, 100) : email;
  const language = typeof claims['locale'] === 'string' && claims['locale'].startsWith('en') ? 'en' : 'fr';
  const person: Person = { id: uuidv7(), email, name, language, passwordHash: null };
  await keepPerson(tx, person, now);
  return person;
}

function memberOf(tx: Transaction, personId: string): Promise<Member | undefined> {
  return tx.maybe<Member>(sql`
    select role, entities, agencies, customers, sales_rep as "salesRep" from identity.membership where person_id = ${personId}
  `);
}

async function keepMember(tx: Transaction, person: Person, before: Member | undefined, after: Member): Promise<void> {
  if (before && JSON.stringify(told(before)) === JSON.stringify(told(after))) return;
  await tx.run(sql`
    insert into identity.membership (tenant_id, person_id, role, entities, agencies, customers, sales_rep)
    values (${tx.tenantId}, ${person.id}, ${after.role}, ${after.entities}::uuid[], ${after.agencies}::text[], ${after.customers}, ${after.salesRep})
    on conflict (tenant_id, person_id) do update set role = excluded.role, entities = excluded.entities, agencies = excluded.agencies,
      customers = excluded.customers, sales_rep = excluded.sales_rep, changed_at = now()
  `);
  await recordEvent(tx, {
    kind: before ? 'members.changed' : 'members.joined',
    actor: systemActor('single sign-on'),
    subjectId: person.id,
    details: before ? { name: person.name, before: told(before), after: told(after) } : { role: after.role },
  });
}

const told = ({ role, entities, agencies, customers, salesRep }: Member) => ({ role, entities, agencies, customers, salesRep });

async function endSsoSessions(tx: Transaction, personId: string): Promise<void> {
  await tx.run(sql`
    delete from identity.session where person_id = ${personId} and tenant_id = ${tx.tenantId} and method = 'sso'
  `);
}

function emailOf(claims: Claims): string | undefined {
  const email = claims['email'];
  return typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email) ? email.toLowerCase() : undefined;
}

// Entra ID says in xms_edov whether it knows that the domain is the organisation's own; its e-mail alone may be anybody's text.
function isVerified(claims: Claims): boolean {
  return [claims['email_verified'], claims['xms_edov']].some(
    (word) => word === true || word === 'true' || word === '1' || word === 1,
  );
}

function assertDomain({ allowedDomains }: SsoConfiguration, email: string | undefined): void {
  if (allowedDomains.length === 0) return;
  if (email === undefined) throw refuse('sso.email-missing');
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (!allowedDomains.includes(domain)) throw refuse('sso.domain-refused', { domain });
}
