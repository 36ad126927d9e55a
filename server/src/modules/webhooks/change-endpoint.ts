import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { type OutsideAllowance, readOutsideUrl } from '../../platform/outbound/index.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import { lastEventNumber } from '../audit/index.ts';
import { eventKinds, takesKind } from './catalogue.ts';
import { lockEndpoint } from './endpoint.ts';
import { refuse } from './refusals.ts';
import { newSecret, sealSecret, secretOverlapHours } from './signing.ts';
import { askForDelivery } from './wake.ts';

const maxEndpoints = 20;

/** What commands of this module work with: who asks, when, the keys, and which addresses the installation allows. */
export type Changing = {
  readonly actor: Actor;
  readonly now: Temporal.Instant;
  readonly keyring: Keyring;
  readonly allow: OutsideAllowance;
};

export type NewEndpoint = {
  readonly url: string;
  readonly description?: string | undefined;
  readonly kinds: readonly string[];
  readonly entityIds?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
};

/** Makes an endpoint that is told of what happens from now on. Answers its secret, which is shown this once. */
export async function createEndpoint(tx: Transaction, input: NewEndpoint, by: Changing): Promise<{ id: string; secret: string }> {
  checkUrl(input.url, by.allow);
  checkKinds(input.kinds);
  await checkEntities(tx, input.entityIds ?? []);
  const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from webhooks.endpoint`);
  if (count >= maxEndpoints) throw refuse('webhook.too-many', { limit: maxEndpoints });
  const id = uuidv7();
  const secret = newSecret();
  const enabled = input.enabled ?? true;
  const now = by.now.toString();
  await tx.run(sql`
    insert into webhooks.endpoint (tenant_id, id, url, description, kinds, entity_ids, enabled, disabled_reason, disabled_at, position, secret,
      created_at, created_by)
    values (${tx.tenantId}, ${id}, ${input.url}, ${input.description ?? ''}, ${[...new Set(input.kinds)]}, ${[...new Set(input.entityIds)]}::uuid[],
      ${enabled}, ${enabled ? null : 'by-hand'}, ${enabled ? null : now}, ${await lastEventNumber(tx)}, ${sealSecret(by.keyring, secret)},
      ${now}, ${by.actor.name})
  `);
  await recordEvent(tx, {
    kind: 'webhooks.created',
    actor: by.actor,
    subjectId: id,
    details: { host: hostOf(input.url), kinds: input.kinds, entityIds: input.entityIds ?? [], enabled },
  });
  await askForDelivery(tx);
  return { id, secret };
}

export type EndpointChange = {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly entityIds?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
  /** When switched on: go on from the last event looked at (unless said otherwise), or from now. */
  readonly resume?: 'last' | 'now' | undefined;
};

/** Changes an endpoint; only what is given changes. */
export async function changeEndpoint(tx: Transaction, id: string, change: EndpointChange, by: Changing): Promise<void> {
  const before = await lockEndpoint(tx, id);
  if (change.url !== undefined && change.url !== before.url) checkUrl(change.url, by.allow);
  if (change.kinds !== undefined) checkKinds(change.kinds);
  if (change.entityIds !== undefined) await checkEntities(tx, change.entityIds);
  const { resume, ...wanted } = change;
  const after = { ...before, ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) };
  if (isDeepStrictEqual(before, after)) return;
  const [off, on] = [before.enabled && !after.enabled, !before.enabled && after.enabled];
  // Another address, or switched on again: what failed before says nothing any more.
  const fresh = on || after.url !== before.url;
  await tx.run(sql`
    update webhooks.endpoint
    set url = ${after.url}, description = ${after.description}, kinds = ${[...after.kinds]}, entity_ids = ${[...after.entityIds]}::uuid[],
      enabled = ${after.enabled},
      disabled_reason = case when ${after.enabled} then null when ${off} then 'by-hand' else disabled_reason end,
      disabled_at = case when ${after.enabled} then null when ${off} then ${by.now.toString()}::timestamptz else disabled_at end,
      position = case when ${on && resume === 'now'} then ${await lastEventNumber(tx)} else position end,
      failing_since = case when ${fresh} then null else failing_since end,
      failures = case when ${fresh} then 0 else failures end,
      rest_until = case when ${fresh} then null else rest_until end
    where id = ${id}
  `);
  await recordEvent(tx, { kind: 'webhooks.changed', actor: by.actor, subjectId: id, details: differences(before, after) });
  await askForDelivery(tx);
}

/** Removes an endpoint with its deliveries; what is on its way may still arrive. */
export async function removeEndpoint(tx: Transaction, id: string, actor: Actor): Promise<void> {
  const { url } = await lockEndpoint(tx, id);
  await tx.run(sql`delete from webhooks.endpoint where id = ${id}`);
  await recordEvent(tx, { kind: 'webhooks.removed', actor, subjectId: id, details: { host: hostOf(url) } });
}

/** Gives an endpoint a new secret, shown this once; the former one signs beside it for 24 hours, so that a receiver changes over without a gap. */
export async function rollSecret(tx: Transaction, id: string, by: Changing): Promise<string> {
  await lockEndpoint(tx, id);
  const secret = newSecret();
  await tx.run(sql`
    update webhooks.endpoint
    set former_secret = secret, former_secret_until = ${by.now.add({ hours: secretOverlapHours }).toString()}, secret = ${sealSecret(by.keyring, secret)}
    where id = ${id}
  `);
  await recordEvent(tx, { kind: 'webhooks.secret-rolled', actor: by.actor, subjectId: id });
  return secret;
}

function checkUrl(url: string, allow: OutsideAllowance): void {
  const read = readOutsideUrl(url, allow);
  if (read.kind === 'bad')
    throw refuse(read.problem === 'address-not-public' ? 'webhook.address-not-public' : `webhook.${read.problem}`);
}

function checkKinds(kinds: readonly string[]): void {
  const unknown = kinds.find((pattern) => !Object.keys(eventKinds).some((kind) => takesKind(pattern, kind)));
  if (unknown !== undefined) throw refuse('webhook.kind-unknown', { kind: unknown });
}

async function checkEntities(db: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { known } = await db.one<{ known: number }>(sql`
    select count(*)::int as known from identity.entity where id = any(${[...ids]}::uuid[])
  `);
  if (known !== new Set(ids).size) throw refuse('webhook.entity-unknown');
}

type Endpoint = Awaited<ReturnType<typeof lockEndpoint>>;

// The path of a URL is often a secret of the receiver: events hold its host alone.
function differences(before: Endpoint, after: Endpoint): Record<'before' | 'after', Record<string, unknown>> {
  const names = (['url', 'description', 'kinds', 'entityIds', 'enabled'] as const).filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  const said = (endpoint: Endpoint): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, name === 'url' ? hostOf(endpoint.url) : endpoint[name]]));
  return { before: said(before), after: said(after) };
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}
