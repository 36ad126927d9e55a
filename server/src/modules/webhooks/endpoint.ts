import { type Language, textsIn } from '@quitus/texts';
import type { WebhookView } from '@quitus/contract';
import { type Queryable, type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { refuse } from './refusals.ts';

export type DisabledReason = 'by-hand' | 'failing' | 'gone';

type EndpointRow = {
  id: string;
  url: string;
  description: string;
  kinds: string[];
  entityIds: string[];
  enabled: boolean;
  disabledReason: DisabledReason | null;
  disabledAt: Temporal.Instant | null;
  failingSince: Temporal.Instant | null;
  position: bigint;
  waiting: number;
  failed: number;
  lastDeliveredAt: Temporal.Instant | null;
  formerSecretUntil: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  createdBy: string;
};

/** The endpoints of the tenant as a person sees them, the oldest first. */
export async function listEndpoints(db: Queryable, language: Language, now: Temporal.Instant): Promise<WebhookView[]> {
  return (await rowsOf(db, sql`true`)).map((row) => viewOf(row, language, now));
}

/** One endpoint as a person sees it. */
export async function endpointView(db: Queryable, id: string, language: Language, now: Temporal.Instant): Promise<WebhookView> {
  const [row] = await rowsOf(db, sql`endpoint.id = ${id}::uuid`);
  if (!row) throw refuse('webhook.unknown');
  return viewOf(row, language, now);
}

/** What needs a person: the sentence of each endpoint that fails or was switched off by itself. */
export async function webhookAlerts(db: Queryable, language: Language): Promise<{ id: string; alert: string }[]> {
  return (await rowsOf(db, sql`endpoint.failing_since is not null or endpoint.disabled_reason in ('failing', 'gone')`)).flatMap(
    (row) => {
      const alert = alertOf(row, language);
      return alert === null ? [] : [{ id: row.id, alert }];
    },
  );
}

export type LockedEndpoint = {
  id: string;
  url: string;
  description: string;
  kinds: string[];
  entityIds: string[];
  enabled: boolean;
};

/** The endpoint, held until the transaction ends. */
export async function lockEndpoint(tx: Transaction, id: string): Promise<LockedEndpoint> {
  const found = await tx.maybe<LockedEndpoint>(sql`
    select id, url, description, kinds, entity_ids as "entityIds", enabled from webhooks.endpoint where id = ${id}::uuid for update
  `);
  if (!found) throw refuse('webhook.unknown');
  return found;
}

function rowsOf(db: Queryable, which: Sql): Promise<EndpointRow[]> {
  return db.rows<EndpointRow>(sql`
    select endpoint.id, endpoint.url, endpoint.description, endpoint.kinds, endpoint.entity_ids as "entityIds", endpoint.enabled,
      endpoint.disabled_reason as "disabledReason", endpoint.disabled_at as "disabledAt", endpoint.failing_since as "failingSince", endpoint.position,
      (select count(*)::int from webhooks.delivery where delivery.tenant_id = endpoint.tenant_id and delivery.endpoint_id = endpoint.id and delivery.state = 'waiting') as waiting,
      (select count(*)::int from webhooks.delivery where delivery.tenant_id = endpoint.tenant_id and delivery.endpoint_id = endpoint.id and delivery.state = 'failed') as failed,
      endpoint.last_delivered_at as "lastDeliveredAt", endpoint.former_secret_until as "formerSecretUntil", endpoint.created_at as "createdAt",
      endpoint.created_by as "createdBy"
    from webhooks.endpoint
    where ${which}
    order by endpoint.created_at, endpoint.id
  `);
}

function viewOf(row: EndpointRow, language: Language, now: Temporal.Instant): WebhookView {
  const overlaps = row.formerSecretUntil !== null && Temporal.Instant.compare(now, row.formerSecretUntil) < 0;
  return {
    ...row,
    position: Number(row.position),
    disabledAt: row.disabledAt?.toString() ?? null,
    failingSince: row.failingSince?.toString() ?? null,
    alert: alertOf(row, language),
    lastDeliveredAt: row.lastDeliveredAt?.toString() ?? null,
    formerSecretUntil: overlaps ? (row.formerSecretUntil?.toString() ?? null) : null,
    createdAt: row.createdAt.toString(),
  };
}

function alertOf(row: EndpointRow, language: Language): string | null {
  const { alerts } = textsIn(language).webhooks;
  const host = URL.parse(row.url)?.host ?? row.url;
  if (row.disabledReason === 'failing') return alerts.failing({ host });
  if (row.disabledReason === 'gone') return alerts.gone({ host });
  if (row.enabled && row.failingSince !== null) return alerts.trying({ host, waiting: row.waiting });
  return null;
}
