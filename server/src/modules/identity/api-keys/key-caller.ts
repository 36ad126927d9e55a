import { permissions } from '@quitus/contract';
import { type Database, isNarrow, type RowScope, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { Caller } from '../../../platform/http/index.ts';
import { narrowed, type Rights, rightsIn } from '../membership.ts';
import { refuse } from './refusals.ts';
import { readKeyToken } from './key-token.ts';
import { isWithin } from './networks.ts';

type StoredScope = {
  entities: string[] | null;
  agencies: string[] | null;
  collectors: string[] | null;
  salesReps: string[] | null;
};
type FoundKey = StoredScope & {
  name: string;
  permissions: string[];
  networks: string[] | null;
  language: 'fr' | 'en';
  lastUsedAt: Temporal.Instant | null;
  createdBy: string;
};

/**
 * Who a bearer token is: the program of one key, with that key's rights and rows, as far as whoever answers for it has them today. Undefined
 * when the key is unknown, over or revoked, or nobody answers for it any more; one that calls from outside its networks is refused by that name.
 */
export async function keyCaller(
  database: Database,
  token: string,
  address: string,
  now: Temporal.Instant,
): Promise<Caller | undefined> {
  const parts = readKeyToken(token);
  if (!parts) return undefined;
  const db = database.tenant(parts.tenantId);
  const at = sql`${now.toString()}::timestamptz`;
  const key = await db.maybe<FoundKey>(sql`
    select name, permissions, networks, language, last_used_at as "lastUsedAt", entities, agencies, collectors, sales_reps as "salesReps",
      created_by as "createdBy"
    from identity.api_key
    where tenant_id = ${parts.tenantId} and id = ${parts.id} and revoked_at is null and (expires_at is null or expires_at > ${at})
      and (secret_sha256 = ${parts.secretSha256} or (former_sha256 = ${parts.secretSha256} and former_until > ${at}))
  `);
  if (!key) return undefined;
  const maker = await rightsIn(database, parts.tenantId, key.createdBy, now);
  if (!maker) return undefined;
  if (!isWithin(address, key.networks)) throw refuse('key.network-refused', { address });
  await noteUse(db, parts.id, key.lastUsedAt, now);
  const scope = rowScope(key);
  return {
    kind: 'key',
    tenantId: parts.tenantId,
    personId: parts.id,
    name: key.name,
    language: key.language,
    role: 'key',
    permissions: narrowed(new Set(permissions.filter((one) => key.permissions.includes(one))), scope).intersection(
      answeredFor(maker),
    ),
    scope,
    portfolios: scope.collectors ?? [],
    sessionHash: undefined,
  };
}

// A key sees the rows it was given, not those its maker sees that day: one who sees a part alone answers for none.
function answeredFor(maker: Rights): Rights['permissions'] {
  return isNarrow(maker.scope) ? new Set() : maker.permissions;
}

/** The rows a key may see, as the database applies them: a list that is null is left out. */
export function rowScope(stored: StoredScope): RowScope {
  return {
    ...(stored.entities ? { entities: stored.entities } : {}),
    ...(stored.agencies ? { agencies: stored.agencies } : {}),
    ...(stored.collectors ? { collectors: stored.collectors } : {}),
    // The policy compares with lower-case names.
    ...(stored.salesReps ? { salesReps: stored.salesReps.map((name) => name.toLowerCase()) } : {}),
  };
}

// Once a minute is enough to see whether a key is in use, and spares a write for every call.
async function noteUse(db: TenantDatabase, id: string, last: Temporal.Instant | null, now: Temporal.Instant): Promise<void> {
  if (last && Temporal.Instant.compare(last.add({ minutes: 1 }), now) > 0) return;
  await db.run(
    sql`update identity.api_key set last_used_at = ${now.toString()}::timestamptz where tenant_id = ${db.tenantId} and id = ${id}`,
  );
}
