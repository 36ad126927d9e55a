import type { ApiKeyView } from '@quitus/contract';
import { sql, type Sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { refuse } from './refusals.ts';
import { keyPrefix } from './key-token.ts';

type StoredKey = Omit<
  ApiKeyView,
  'prefix' | 'scope' | 'networks' | 'state' | 'createdAt' | 'rotatedAt' | 'formerUntil' | 'lastUsedAt' | 'revokedAt' | 'expiresAt'
> & {
  entities: string[] | null;
  agencies: string[] | null;
  collectors: string[] | null;
  salesReps: string[] | null;
  networks: string[] | null;
  createdAt: Temporal.Instant;
  rotatedAt: Temporal.Instant | null;
  formerUntil: Temporal.Instant | null;
  lastUsedAt: Temporal.Instant | null;
  revokedAt: Temporal.Instant | null;
  expiresAt: Temporal.Instant | null;
};

/** The tenant's keys, newest first, those revoked last. */
export async function listKeys(db: TenantDatabase, now: Temporal.Instant): Promise<ApiKeyView[]> {
  const keys = await db.rows<StoredKey>(sql`${columns} order by revoked_at is not null, created_at desc, id`);
  return keys.map((key) => viewOf(db.tenantId, key, now));
}

/** One key; refuses an unknown one. */
export async function keyById(
  db: Pick<TenantDatabase, 'maybe' | 'tenantId'>,
  id: string,
  now: Temporal.Instant,
): Promise<ApiKeyView> {
  const key = await db.maybe<StoredKey>(sql`${columns} where id = ${id}`);
  if (!key) throw refuse('key.unknown');
  return viewOf(db.tenantId, key, now);
}

const columns: Sql = sql`
  select id, name, permissions, entities, agencies, collectors, sales_reps as "salesReps", networks, language, expires_at as "expiresAt",
    created_by_name as "createdBy", created_at as "createdAt", rotated_at as "rotatedAt", former_until as "formerUntil",
    last_used_at as "lastUsedAt", revoked_at as "revokedAt", revoked_by as "revokedBy"
  from identity.api_key
`;

function viewOf(tenantId: number, stored: StoredKey, now: Temporal.Instant): ApiKeyView {
  const { entities, agencies, collectors, salesReps, networks, ...key } = stored;
  const over = (at: Temporal.Instant | null): boolean => at !== null && Temporal.Instant.compare(at, now) <= 0;
  const text = (at: Temporal.Instant | null): string | null => at?.toString() ?? null;
  return {
    ...key,
    prefix: keyPrefix(tenantId, key.id),
    scope: {
      ...(entities ? { entities } : {}),
      ...(agencies ? { agencies } : {}),
      ...(collectors ? { collectors } : {}),
      ...(salesReps ? { salesReps } : {}),
    },
    networks: networks ?? [],
    state: key.revokedAt ? 'revoked' : over(key.expiresAt) ? 'expired' : 'active',
    expiresAt: text(key.expiresAt),
    createdAt: key.createdAt.toString(),
    rotatedAt: text(key.rotatedAt),
    formerUntil: over(key.formerUntil) ? null : text(key.formerUntil),
    lastUsedAt: text(key.lastUsedAt),
    revokedAt: text(key.revokedAt),
  };
}
