import type { apiRoutes, Input } from '@quitus/contract';
import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { isNarrow, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import type { Caller } from '../../../platform/http/index.ts';
import { narrowed } from '../membership.ts';
import { rowScope } from './key-caller.ts';
import { refuse } from './refusals.ts';
import { newKeyToken } from './key-token.ts';
import { networkOf } from './networks.ts';

export type NewKey = Input<(typeof apiRoutes)['POST /api-keys']>['body'];

/**
 * Makes a key and answers its token, which is shown once. Refuses rights its maker has not, `administer` to all but an owner, a maker who sees
 * only a part of the tenant, and an expiry that is past.
 */
export async function makeKey(
  tx: Transaction,
  given: NewKey,
  by: { readonly caller: Caller; readonly actor: Actor },
  now: Temporal.Instant,
): Promise<{ id: string; token: string }> {
  assertRights(given, by.caller);
  const networks = checkedNetworks(given.networks);
  const expiresAt = checkedExpiry(given.expiresAt, now);
  const id = uuidv7();
  const { token, secretSha256 } = newKeyToken(tx.tenantId, id);
  const scope = given.scope ?? {};
  await assertEntities(tx, scope.entities ?? null);
  await tx.run(sql`
    insert into identity.api_key (tenant_id, id, name, secret_sha256, permissions, entities, agencies, collectors, sales_reps, networks, language,
      expires_at, created_by, created_by_name, created_at)
    values (${tx.tenantId}, ${id}, ${given.name.trim()}, ${secretSha256}, ${given.permissions}, ${scope.entities ?? null}, ${scope.agencies ?? null},
      ${scope.collectors ?? null}, ${scope.salesReps ?? null}, ${networks}, ${given.language ?? by.caller.language},
      ${expiresAt}::timestamptz, ${by.caller.personId}, ${by.caller.name}, ${now.toString()}::timestamptz)
  `);
  await recordEvent(tx, {
    kind: 'keys.made',
    actor: by.actor,
    subjectId: id,
    details: { name: given.name.trim(), permissions: given.permissions, scope, networks, expiresAt },
  });
  return { id, token };
}

function assertRights({ permissions, scope }: NewKey, caller: Caller): void {
  const beyond = permissions.filter((one) => !caller.permissions.has(one) || (one === 'administer' && caller.role !== 'owner'));
  if (beyond.length > 0) throw refuse('key.rights-beyond-yours', { permissions: beyond.join(', ') });
  // A key sees what it was given, not what its maker sees that day: only one who sees all can answer for that.
  if (isNarrow(caller.scope)) throw refuse('key.maker-is-scoped');
  const left = narrowed(
    new Set(permissions),
    rowScope({ entities: null, agencies: null, collectors: null, salesReps: null, ...scope }),
  );
  const lost = permissions.filter((one) => !left.has(one));
  if (lost.length > 0) throw refuse('key.rights-beyond-scope', { permissions: lost.join(', ') });
}

async function assertEntities(tx: Transaction, entities: readonly string[] | null): Promise<void> {
  if (entities === null) return;
  const { known } = await tx.one<{ known: number }>(sql`
    select count(*)::int as known from identity.entity where tenant_id = ${tx.tenantId} and id = any(${entities}::uuid[])
  `);
  if (known !== new Set(entities).size) throw refuse('key.entity-unknown');
}

/** Networks as they are kept: none given is null, anywhere; refuses what is neither an address nor a block. */
export function checkedNetworks(given: readonly string[] | undefined): string[] | null {
  if (!given || given.length === 0) return null;
  return given.map((text) => {
    const network = networkOf(text);
    if (!network) throw refuse('key.network-invalid', { network: text });
    return network;
  });
}

/** When a key is over; refuses an instant that is past, for such a key would never work. */
export function checkedExpiry(given: string | null | undefined, now: Temporal.Instant): string | null {
  if (given === undefined || given === null) return null;
  const expiry = Temporal.Instant.from(given);
  if (Temporal.Instant.compare(expiry, now) <= 0) throw refuse('key.expiry-past');
  return expiry.toString();
}
