import { newToken, tokenHash, uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';

/** What a one-time link is for: a link of one purpose opens nothing of another. */
export type LinkPurpose = 'invitation' | 'password-reset' | 'debtor';
export type Link = {
  readonly id: string;
  readonly tenantId: number | null;
  readonly personId: string | null;
  readonly subjectId: string | null;
};
export type NewLink = {
  readonly purpose: LinkPurpose;
  readonly tenantId?: number | undefined;
  readonly personId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly hours: number;
};

const columns = sql`id, tenant_id as "tenantId", person_id as "personId", subject_id as "subjectId"`;

/** Makes a link and answers its secret, which is kept nowhere. */
export async function createLink(db: Queryable, link: NewLink, now: Temporal.Instant): Promise<string> {
  const token = newToken();
  await db.run(sql`
    insert into identity.link (id, token_hash, purpose, tenant_id, person_id, subject_id, created_at, expires_at)
    values (${uuidv7()}, ${tokenHash(token)}, ${link.purpose}, ${link.tenantId ?? null}, ${link.personId ?? null}, ${link.subjectId ?? null},
      ${now.toString()}::timestamptz, ${now.add({ hours: link.hours }).toString()}::timestamptz)
  `);
  return token;
}

/** A link that can still be used, without using it. */
export function readLink(db: Queryable, purpose: LinkPurpose, token: string, now: Temporal.Instant): Promise<Link | undefined> {
  return db.maybe<Link>(sql`
    select ${columns}
    from identity.link
    where token_hash = ${tokenHash(token)} and purpose = ${purpose}
      and used_at is null and revoked_at is null and expires_at > ${now.toString()}::timestamptz
  `);
}

/** Uses a link up: of several who come at the same instant one gets it, the others nothing. */
export function takeLink(db: Queryable, purpose: LinkPurpose, token: string, now: Temporal.Instant): Promise<Link | undefined> {
  return db.maybe<Link>(sql`
    update identity.link set used_at = ${now.toString()}::timestamptz
    where token_hash = ${tokenHash(token)} and purpose = ${purpose}
      and used_at is null and revoked_at is null and expires_at > ${now.toString()}::timestamptz
    returning ${columns}
  `);
}

/** Takes back the open links of a purpose about a subject, or in a person's hands; answers how many there were. */
export function revokeLinks(
  db: Queryable,
  purpose: LinkPurpose,
  of: { readonly subjectId: string } | { readonly personId: string },
  now: Temporal.Instant,
): Promise<number> {
  const which = 'subjectId' in of ? sql`subject_id = ${of.subjectId}` : sql`person_id = ${of.personId}`;
  return db.run(sql`
    update identity.link set revoked_at = ${now.toString()}::timestamptz
    where ${which} and purpose = ${purpose} and used_at is null and revoked_at is null
  `);
}
