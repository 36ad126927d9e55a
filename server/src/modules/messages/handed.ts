import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvents } from '../../platform/events.ts';
import { letterEnds } from './letter-fates.ts';
import { type EndedMessage, type OutboxHooks, tellHooks, type ToldDelivery } from './outbox/composer.ts';
import { sentTogether } from './sent-together.ts';

type Handed = EndedMessage & { readonly customerId: string };

/** Printed messages were posted: `handed` becomes `sent`, on that day where the entity lives, and their steps are done. Others among them are left alone; answers those posted. */
export async function markPosted(
  tx: Transaction,
  ids: readonly string[],
  by: Actor,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant; readonly on?: Day | undefined },
): Promise<string[]> {
  const now = more.now.toString();
  const ended = await tx.rows<Handed>(sql`
    with posting as (
      select message.id,
        -- Of another day we know no hour: noon is that day everywhere.
        case when ${more.on ?? null}::date is null or ${more.on ?? null}::date = (${now}::timestamptz at time zone entity.time_zone)::date
          then ${now}::timestamptz
          -- Nothing leaves in days to come: it would keep the account from being reminded until then.
          else least((${more.on ?? null}::date + time '12:00') at time zone entity.time_zone, ${now}::timestamptz) end as posted_at
      from messages.message
      join identity.entity on entity.id = message.entity_id
      where message.id = any(${[...ids]}::uuid[]) and message.state = 'handed'
      for update of message
    )
    update messages.message
    set state = 'sent', sent_at = posting.posted_at, finished_at = ${now}::timestamptz
    from posting
    where message.id = posting.id
    returning message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
      message.state, null as reason, message.sent_at as "endedAt"
  `);
  await tellHooks(tx, more.hooks, ended);
  await tell(tx, 'messages.posted', ended, by);
  return ended.map((message) => message.id);
}

/** Printed messages are taken out of the pile: `handed` becomes `cancelled`. Answers those taken out. */
export async function takeOut(
  tx: Transaction,
  ids: readonly string[],
  by: Actor,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant },
): Promise<string[]> {
  const ended = await tx.rows<Handed>(sql`
    update messages.message
    set state = 'cancelled', cancelled_reason = 'taken-out', finished_at = ${more.now.toString()}::timestamptz
    where message.id = any(${[...ids]}::uuid[]) and message.state = 'handed'
    returning message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
      message.state, message.cancelled_reason as reason, message.finished_at as "endedAt"
  `);
  await tellHooks(tx, more.hooks, ended);
  await tell(tx, 'messages.taken-out', ended, by);
  return ended.map((message) => message.id);
}

/** Letters said to be posted were not: `sent` becomes `handed` again, as before somebody said so. Only printed ones; answers those. */
export async function unpost(tx: Transaction, ids: readonly string[], reason: string, by: Actor): Promise<string[]> {
  const back = await tx.rows<Handed>(sql`
    update messages.message
    set state = 'handed', sent_at = null, finished_at = null
    where message.id = any(${[...ids]}::uuid[]) and message.state = 'sent' and message.transport = 'print'
    returning message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
      message.state, null as reason, now() as "endedAt"
  `);
  await tell(tx, 'messages.unposted', back, by, { reason });
  return back.map((message) => message.id);
}

export type NewDelivery = {
  readonly messageId: string;
  /** delivered, bounced, complained, deposited, accepted, refused, unclaimed, returned… */
  readonly state: string;
  readonly at: Temporal.Instant;
  readonly detail?: string | undefined;
  /** The proof, where there is one. */
  readonly documentId?: string | undefined;
  /** The person who wrote it down; absent: told by whoever carried the message. */
  readonly saidBy?: string | undefined;
};

const lettersThatEnd = sql`message.channel in ('letter', 'registered-letter', 'registered-e-letter')`;
const isEnd = (state: Sql): Sql => sql`${state} = any(${[...letterEnds]}::text[])`;

/**
 * Writes down what the other side said of messages after they left, each once however often it is told. The latest is the one shown; of a letter, how it ended:
 * what contradicts that is written down beside it and changes nothing.
 */
export async function recordDelivery(
  tx: Transaction,
  told: NewDelivery | readonly NewDelivery[],
  hooks: OutboxHooks = {},
): Promise<void> {
  const named = Array.isArray(told) ? (told as readonly NewDelivery[]) : [told as NewDelivery];
  if (named.length === 0) return;
  const others = Map.groupBy(
    await sentTogether(
      tx,
      named.map((one) => one.messageId),
    ),
    (other) => other.of,
  );
  // What is said of a mail is said of every message it carried.
  const all = named.flatMap((one) => [one, ...(others.get(one.messageId) ?? []).map(({ messageId }) => ({ ...one, messageId }))]);
  const rows = all.map((one) => ({
    id: uuidv7(),
    message_id: one.messageId,
    happened_at: one.at.toString(),
    state: one.state,
    detail: one.detail ?? '',
    document_id: one.documentId ?? null,
    said_by: one.saidBy ?? null,
  }));
  const news = await tx.rows<ToldDelivery>(sql`
    with told as (
      select distinct on (message_id, state, happened_at) *
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, message_id uuid, happened_at timestamptz, state text, detail text, document_id uuid, said_by text)
    ),
    recorded as (
      insert into messages.delivery_event (tenant_id, id, message_id, happened_at, state, detail, document_id, said_by)
      select ${tx.tenantId}, told.id, told.message_id, told.happened_at, told.state, told.detail, told.document_id, told.said_by
      from told
      join messages.message on message.id = told.message_id
      where not exists (
        select from messages.delivery_event as known
        where known.message_id = told.message_id and known.state = told.state and known.happened_at = told.happened_at
          -- A person may say again what was taken back; who carries it only repeats itself.
          and (known.withdrawn_at is null or told.said_by is null)
      )
      returning *
    ),
    latest as (
      select distinct on (recorded.message_id) recorded.message_id, recorded.state, recorded.happened_at,
        ${lettersThatEnd} and ${isEnd(sql`recorded.state`)} as ends
      from recorded
      join messages.message on message.id = recorded.message_id
      order by recorded.message_id, ends desc, case when ${lettersThatEnd} and ${isEnd(sql`recorded.state`)} then recorded.happened_at end, recorded.happened_at desc
    ),
    shown as (
      update messages.message
      set delivery_state = latest.state, delivery_at = latest.happened_at
      from latest
      where message.id = latest.message_id and (message.delivery_at is null or message.delivery_at <= latest.happened_at or latest.ends)
        and not coalesce(${lettersThatEnd} and ${isEnd(sql`message.delivery_state`)}, false)
    )
    select recorded.message_id as "messageId", message.kind, message.channel, message.entity_id as "entityId", message.customer_id as "customerId",
      message.action_id as "actionId", message.contact_id as "contactId", message.recipient_address as "recipientAddress", recorded.state,
      recorded.happened_at as at, recorded.detail
    from recorded
    join messages.message on message.id = recorded.message_id
    order by recorded.happened_at, recorded.id
  `);
  if (news.length > 0) await hooks.onDelivery?.(tx, news);
}

function tell(
  tx: Transaction,
  kind: `messages.${string}`,
  ended: readonly Handed[],
  by: Actor,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return recordEvents(
    tx,
    ended.map((message) => ({
      kind,
      actor: by,
      customerId: message.customerId,
      entityId: message.entityId,
      subjectId: message.id,
      details,
    })),
  );
}
