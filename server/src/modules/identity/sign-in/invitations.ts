import type { Output, signInRoutes } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { Caller } from '../../../platform/http/index.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { createLink, revokeLinks } from '../links.ts';
import type { MemberScope } from '../membership.ts';
import { readEmail } from '../owner-links.ts';
import { assertScopeFits } from '../people.ts';
import { refuse } from '../refusals.ts';
import { type Role, usualScopeOf } from '../roles.ts';
import { actorAt, mailWithLink } from './account-news.ts';
import type { Visit } from './visit.ts';

export type InvitationView = Output<(typeof signInRoutes)['GET /invitations']>['invitations'][number];
type Sent = { invitation: InvitationView; link: string | null; mailed: boolean };
type Row = Omit<InvitationView, 'scope' | 'invitedAt' | 'expiresAt' | 'acceptedAt'> &
  MemberScope & { invitedAt: Temporal.Instant; expiresAt: Temporal.Instant; acceptedAt: Temporal.Instant | null };

const days = 7;

/** The tenant's invitations, newest first. */
export async function listInvitations(db: Queryable, now: Temporal.Instant): Promise<InvitationView[]> {
  return (await db.rows<Row>(selectAt(now, sql`true`))).map(viewOf);
}

/** Invites somebody. The link leaves by e-mail; without a mail server it is answered, for the administrator to hand over. */
export async function invite(
  visit: Visit,
  caller: Caller,
  wanted: {
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly scope?: MemberScope | undefined;
    readonly language?: 'fr' | 'en' | undefined;
  },
): Promise<Sent> {
  const email = readEmail(wanted.email);
  const scope = wanted.scope ?? usualScopeOf(wanted.role, wanted.name);
  const id = uuidv7();
  const token = await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    await assertNewMember(tx, email, visit.now);
    await assertScopeFits(tx, wanted.role, scope);
    await tx.run(sql`
      insert into identity.invitation (tenant_id, id, email, name, role, entities, agencies, customers, sales_rep, language, invited_by,
        invited_by_name, invited_at, expires_at)
      values (${tx.tenantId}, ${id}, ${email}, ${wanted.name.trim()}, ${wanted.role}, ${scope.entities}::uuid[], ${scope.agencies}::text[],
        ${scope.customers}, ${scope.salesRep}, ${wanted.language ?? caller.language}, ${caller.personId}, ${caller.name},
        ${visit.now.toString()}::timestamptz, ${visit.now.add({ hours: 24 * days }).toString()}::timestamptz)
    `);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'members.invited', actor, subjectId: id, details: { email, role: wanted.role, scope } });
    return createLink(tx, { purpose: 'invitation', tenantId: tx.tenantId, subjectId: id, hours: 24 * days }, visit.now);
  });
  return deliver(visit, caller, id, token);
}

/** Sends an open invitation anew, for seven days more, as the caller's own; its former link is worth nothing any more. */
export async function resendInvitation(visit: Visit, caller: Caller, id: string): Promise<Sent> {
  const token = await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const renewed = await tx.run(sql`
      update identity.invitation set expires_at = ${visit.now.add({ hours: 24 * days }).toString()}::timestamptz,
        invited_by = ${caller.personId}, invited_by_name = ${caller.name}
      where id = ${id} and accepted_at is null and revoked_at is null
    `);
    if (renewed === 0) throw refuse('invitation.unknown');
    await revokeLinks(tx, 'invitation', { subjectId: id }, visit.now);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'members.invited-again', actor, subjectId: id });
    return createLink(tx, { purpose: 'invitation', tenantId: tx.tenantId, subjectId: id, hours: 24 * days }, visit.now);
  });
  return deliver(visit, caller, id, token);
}

/** Takes an open invitation back: its link opens nothing any more. */
export async function revokeInvitation(visit: Visit, caller: Caller, id: string): Promise<void> {
  await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const revoked = await tx.maybe<{ email: string }>(sql`
      update identity.invitation set revoked_at = ${visit.now.toString()}::timestamptz
      where id = ${id} and accepted_at is null and revoked_at is null
      returning email
    `);
    if (!revoked) throw refuse('invitation.unknown');
    await revokeLinks(tx, 'invitation', { subjectId: id }, visit.now);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'members.invitation-revoked', actor, subjectId: id, details: revoked });
  });
}

async function deliver(visit: Visit, caller: Caller, id: string, token: string): Promise<Sent> {
  const row = await visit.database.tenant(caller.tenantId).one<Row>(selectAt(visit.now, sql`invitation.id = ${id}`));
  const invitation = viewOf(row);
  const link = `${visit.neighbours.baseUrl}/invitation?token=${token}`;
  const { name: tenant } = await visit.database.system.one<{ name: string }>(
    sql`select name from identity.tenant where id = ${caller.tenantId}`,
  );
  const { invitation: words } = textsIn(row.language).accountMails;
  const said = { subject: words.subject(tenant), before: words.before(caller.name, tenant), after: words.after };
  const mailed = await visit.neighbours.mail.send(mailWithLink(row, caller.tenantId, said, link)).then(
    () => visit.neighbours.mail.leaves,
    // The invitation stands, and the administrator is told that its mail did not leave: they have the link.
    () => false,
  );
  return { invitation, link: mailed ? null : link, mailed };
}

async function assertNewMember(tx: Transaction, email: string, now: Temporal.Instant): Promise<void> {
  const { member } = await tx.one<{ member: boolean }>(sql`
    select exists (
      select from identity.membership
      join identity.person on person.id = membership.person_id
      where person.email = ${email}
    ) as member
  `);
  if (member) throw refuse('invitation.member-already', { email });
  // One that is over makes room; an open one is there to be sent again.
  await tx.run(sql`
    update identity.invitation set revoked_at = ${now.toString()}::timestamptz
    where email = ${email} and accepted_at is null and revoked_at is null and expires_at <= ${now.toString()}::timestamptz
  `);
  const { open } = await tx.one<{ open: boolean }>(sql`
    select exists (select from identity.invitation where email = ${email} and accepted_at is null and revoked_at is null) as open
  `);
  if (open) throw refuse('invitation.open-already', { email });
}

function selectAt(now: Temporal.Instant, where: ReturnType<typeof sql>) {
  return sql`
    select id, email, name, role, entities, agencies, customers, sales_rep as "salesRep", language, invited_by_name as "invitedBy",
      invited_at as "invitedAt", expires_at as "expiresAt", accepted_at as "acceptedAt",
      case when accepted_at is not null then 'accepted' when revoked_at is not null then 'revoked'
        when expires_at <= ${now.toString()}::timestamptz then 'expired' else 'open' end as state
    from identity.invitation
    where ${where}
    order by invited_at desc, id desc
  `;
}

const viewOf = ({ entities, agencies, customers, salesRep, ...row }: Row): InvitationView => ({
  ...row,
  scope: { entities: entities && [...entities], agencies: agencies && [...agencies], customers, salesRep },
  invitedAt: row.invitedAt.toString(),
  expiresAt: row.expiresAt.toString(),
  acceptedAt: row.acceptedAt?.toString() ?? null,
});
