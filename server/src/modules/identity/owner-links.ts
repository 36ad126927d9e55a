import { tokenHash, uuidv7 } from '../../kernel/ids.ts';
import { type Database, sql } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { assertGoodPassword, hashPassword, passwordMatches } from './passwords.ts';
import { refuse } from './refusals.ts';

/** The tenant a first-run link is for, while it can still be used. */
export async function ownerLinkTenant(
  database: Database,
  token: string,
  now: Temporal.Instant,
): Promise<{ id: number; name: string } | undefined> {
  return database.system.maybe<{ id: number; name: string }>(sql`
    select tenant.id, tenant.name
    from identity.owner_link as link
    join identity.tenant on tenant.id = link.tenant_id
    where link.token_hash = ${tokenHash(token)} and link.used_at is null and link.expires_at > ${now.toString()}::timestamptz
  `);
}

/** Turns the reader of a first-run link into the tenant's owner; answers who and where. The link works once, whoever comes at the same instant. */
export async function becomeOwner(
  database: Database,
  given: { token: string; name: string; email: string; password: string; language: 'fr' | 'en' },
  now: Temporal.Instant,
): Promise<{ personId: string; tenantId: number }> {
  const email = readEmail(given.email);
  const tenant = await ownerLinkTenant(database, given.token, now);
  if (!tenant) throw refuse('owner-link.unusable');
  assertGoodPassword(given.password, { email, name: given.name });
  const passwordHash = await hashPassword(given.password);
  const personId = await database.system.transaction(async (tx) => {
    const used = await tx.run(
      sql`update identity.owner_link set used_at = now() where token_hash = ${tokenHash(given.token)} and used_at is null`,
    );
    if (used === 0) throw refuse('owner-link.unusable');
    const id = uuidv7();
    const made = await tx.run(sql`
      insert into identity.person (id, email, name, password_hash, password_changed_at, language)
      values (${id}, ${email}, ${given.name.trim()}, ${passwordHash}, ${now.toString()}::timestamptz, ${given.language})
      on conflict (email) do nothing
    `);
    if (made === 1) return id;
    // The same person may own a second tenant, but only with the password they already have.
    const known = await tx.one<{ id: string; passwordHash: string | null }>(
      sql`select id, password_hash as "passwordHash" from identity.person where email = ${email}`,
    );
    if (!(await passwordMatches(given.password, known.passwordHash))) throw refuse('person.email-taken');
    return known.id;
  });
  await addOwner(database, tenant.id, { id: personId, name: given.name.trim() });
  return { personId, tenantId: tenant.id };
}

/** An e-mail as people are known by; refuses what cannot be one. */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (!/^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/.test(email))
    throw refuse('person.email-invalid', { email });
  return email;
}

/** Makes a person an owner of a tenant. */
export async function addOwner(database: Database, tenantId: number, person: { id: string; name: string }): Promise<void> {
  await database.tenant(tenantId).transaction(async (tx) => {
    await tx.run(sql`
      insert into identity.membership (tenant_id, person_id, role) values (${tx.tenantId}, ${person.id}, 'owner')
      on conflict (tenant_id, person_id) do update set role = 'owner', entities = null, agencies = null, customers = 'all'
    `);
    await recordEvent(tx, {
      kind: 'members.joined',
      actor: { kind: 'user', ...person },
      subjectId: person.id,
      details: { role: 'owner' },
    });
  });
}
