import type { Output, signInRoutes } from '@quitus/contract';
import type { Caller } from '../../../../platform/http/index.ts';
import { jsonb, type Queryable, sql, type Transaction } from '../../../../platform/database/index.ts';
import { recordEvent } from '../../../../platform/events.ts';
import { passing, seal, sealedColumn, unseal } from '../../../../platform/secrets/index.ts';
import type { MemberScope } from '../../membership.ts';
import { assertScopeFits } from '../../people.ts';
import { refuse } from '../../refusals.ts';
import { type Role, usualScopeOf } from '../../roles.ts';
import { actorAt } from '../account-news.ts';
import type { Visit } from '../visit.ts';
import { askProvider } from './provider.ts';

/** Single sign-on of a tenant, as it is kept. */
export type SsoConfiguration = {
  readonly issuer: string;
  readonly clientId: string;
  readonly sealedClientSecret: string;
  readonly allowedDomains: string[];
  readonly groupClaim: string | null;
  readonly groups: readonly { readonly group: string; readonly role: Role; readonly scope?: MemberScope }[];
  readonly defaultRole: Role | null;
  readonly onlySso: boolean;
  readonly changedAt: Temporal.Instant;
};
type View = Output<(typeof signInRoutes)['PUT /sso-configuration']>;
type Wanted = Omit<View, 'callbackUrl' | 'startUrl' | 'changedAt'> & { readonly clientSecret?: string | undefined };

const purpose = 'sso';
/** What the provider knows us by. */
export const ssoClientSecret = sealedColumn('identity.sso_configuration', ['tenant_id'], 'sealed_client_secret', purpose);
/** What ends a session at the provider too. */
export const ssoIdToken = sealedColumn('identity.session', ['id'], 'sealed_id_token', purpose);
/** Proves at the way back who set out: minutes. */
export const ssoVerifier = passing(purpose);

/** Where a tenant's people start, and where its provider sends them back. */
export function ssoAddresses(visit: Visit, tenantId: number): { startUrl: string; callbackUrl: string } {
  const api = `${visit.neighbours.baseUrl}/api/v1/sso`;
  return { startUrl: `${api}/${tenantId}/start`, callbackUrl: `${api}/callback` };
}

/** The tenant's configuration, if it has one. */
export function ssoConfiguration(db: Queryable): Promise<SsoConfiguration | undefined> {
  return db.maybe<SsoConfiguration>(sql`
    select issuer, client_id as "clientId", sealed_client_secret as "sealedClientSecret", allowed_domains as "allowedDomains",
      group_claim as "groupClaim", groups, default_role as "defaultRole", only_sso as "onlySso", changed_at as "changedAt"
    from identity.sso_configuration
  `);
}

/** The configuration as an administrator sees it: never its secret. */
export async function ssoView(visit: Visit, caller: Caller): Promise<View | null> {
  const found = await ssoConfiguration(visit.database.tenant(caller.tenantId));
  if (!found) return null;
  const { sealedClientSecret: _, changedAt, groups, ...rest } = found;
  return { ...rest, groups: [...groups], ...ssoAddresses(visit, caller.tenantId), changedAt: changedAt.toString() };
}

/** Sets single sign-on up, after the provider has answered as one. With `onlySso` the sessions that came in otherwise end, but for owners'. */
export async function changeSso(visit: Visit, caller: Caller, wanted: Wanted): Promise<View> {
  const db = visit.database.tenant(caller.tenantId);
  const keyring = await visit.neighbours.keyring();
  const before = await ssoConfiguration(db);
  // The secret of one provider is shown to no other.
  const kept = before?.issuer === wanted.issuer ? before : undefined;
  const secret = wanted.clientSecret ?? (kept && unseal(keyring, ssoClientSecret, kept.sealedClientSecret));
  if (secret === undefined) throw refuse('sso.secret-missing');
  await askProvider(visit, { issuer: wanted.issuer, clientId: wanted.clientId, clientSecret: secret });
  const domains = [...new Set(wanted.allowedDomains.map((domain) => domain.toLowerCase()))];
  await db.transaction(async (tx) => {
    await assertRolesFit(tx, wanted);
    if (wanted.onlySso) await assertOwnerHasPassword(tx);
    await tx.run(sql`
      insert into identity.sso_configuration (tenant_id, issuer, client_id, sealed_client_secret, allowed_domains, group_claim, groups, default_role,
        only_sso, changed_at)
      values (${tx.tenantId}, ${wanted.issuer}, ${wanted.clientId}, ${seal(keyring, ssoClientSecret, secret)}, ${domains}::text[], ${wanted.groupClaim},
        ${jsonb(wanted.groups)}, ${wanted.defaultRole}, ${wanted.onlySso}, ${visit.now.toString()}::timestamptz)
      on conflict (tenant_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
        sealed_client_secret = excluded.sealed_client_secret, allowed_domains = excluded.allowed_domains, group_claim = excluded.group_claim,
        groups = excluded.groups, default_role = excluded.default_role, only_sso = excluded.only_sso, changed_at = excluded.changed_at
    `);
    if (wanted.onlySso) await endOtherWaysIn(tx);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    const after = { ...told(wanted), secretChanged: wanted.clientSecret !== undefined };
    await recordEvent(tx, { kind: 'sso.changed', actor, details: { before: before ? told(before) : null, after } });
  });
  const view = await ssoView(visit, caller);
  if (!view) throw new Error('just written');
  return view;
}

/** Takes single sign-on away; the sessions that came through it end. */
export async function removeSso(visit: Visit, caller: Caller): Promise<void> {
  await visit.database.tenant(caller.tenantId).transaction(async (tx) => {
    const before = await ssoConfiguration(tx);
    if (!before) throw refuse('sso.not-configured');
    await tx.run(sql`delete from identity.sso_configuration where tenant_id = ${tx.tenantId}`);
    await tx.run(sql`
      delete from identity.session
      where tenant_id = ${tx.tenantId} and method = 'sso' and token_hash is distinct from ${caller.sessionHash ?? null}
    `);
    const actor = actorAt(visit, { id: caller.personId, name: caller.name });
    await recordEvent(tx, { kind: 'sso.changed', actor, details: { before: told(before), after: null } });
  });
}

const told = ({
  issuer,
  clientId,
  allowedDomains,
  groupClaim,
  groups,
  defaultRole,
  onlySso,
}: Omit<Wanted, 'clientSecret'> | SsoConfiguration) => ({
  issuer,
  clientId,
  allowedDomains,
  groupClaim,
  groups,
  defaultRole,
  onlySso,
});

async function assertRolesFit(tx: Transaction, { groups, defaultRole }: Wanted): Promise<void> {
  const given = [...groups, ...(defaultRole ? [{ role: defaultRole, scope: undefined }] : [])];
  if (given.some(({ role }) => role === 'owner')) throw refuse('sso.owner-not-given');
  for (const { role, scope } of given) {
    const wanted = scope ?? usualScopeOf(role, 'somebody');
    // Sales people without a name get their own.
    await assertScopeFits(tx, role, { ...wanted, salesRep: wanted.salesRep ?? 'somebody' });
  }
}

async function assertOwnerHasPassword(tx: Transaction): Promise<void> {
  const owner = await tx.maybe(sql`
    select from identity.membership
    join identity.person on person.id = membership.person_id
    where membership.role = 'owner' and person.password_hash is not null
    limit 1
  `);
  if (!owner) throw refuse('sso.owner-needs-password');
}

async function endOtherWaysIn(tx: Transaction): Promise<void> {
  await tx.run(sql`
    delete from identity.session
    using identity.membership
    where session.tenant_id = ${tx.tenantId} and session.method <> 'sso' and membership.person_id = session.person_id and membership.role <> 'owner'
  `);
}
