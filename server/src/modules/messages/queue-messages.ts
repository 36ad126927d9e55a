import type { Actor } from '../../kernel/actor.ts';
import { derivedId } from '../../kernel/ids.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import type { ListedItem, MessageChannel, MessageKind } from './message.ts';

export type NewMessage = {
  /** What makes it one message for ever: tenant apart, the unit, the step, the cycle. The same key again queues nothing. */
  readonly onceKey: string;
  readonly kind: MessageKind;
  readonly entityId: string;
  readonly customerId: string;
  readonly actionId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly channel: MessageChannel;
  /** Two letters of ISO 639; the machine's own words exist in French and English. */
  readonly language: string;
  /** It can be taken back until then. */
  readonly notBefore: Temporal.Instant;
  /** Written by hand: subject, text, recipient and items are known already. */
  readonly recipient?: { readonly name?: string | undefined; readonly address: string } | undefined;
  readonly copies?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  readonly draftText?: string | undefined;
  readonly inReplyTo?: string | undefined;
  /** The mailbox a person chose for it; absent: whoever would send it. */
  readonly senderId?: string | undefined;
  readonly currency?: string | undefined;
  readonly amountMinor?: bigint | undefined;
  readonly items?: readonly ListedItem[] | undefined;
  /** It puts whoever owes in default: the law counts from it what a consumer owes. */
  readonly formalNotice?: boolean | undefined;
  /** Those that share it and are due at once may leave in one mail. */
  readonly togetherKey?: string | undefined;
};
export type QueuedMessage = { readonly id: string; readonly created: boolean };

/** The job that delivers a tenant's queue. */
export const sendJobKind = 'messages.send';

/** Puts one message in the outbox; the same once-key again answers the message it made the first time. */
export async function queueMessage(tx: Transaction, message: NewMessage, by: Actor): Promise<QueuedMessage> {
  const [queued] = await queueMessages(tx, [message], by);
  if (!queued) throw new Error('one message makes one answer');
  return queued;
}

/** Puts many messages in the outbox in as many statements as one. Answers in the order given. */
export async function queueMessages(tx: Transaction, messages: readonly NewMessage[], by: Actor): Promise<QueuedMessage[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((message) => ({ id: messageIdOf(tx.tenantId, message.onceKey), ...asRow(message) }));
  const created = await tx.rows<{ id: string }>(sql`
    insert into messages.message (tenant_id, id, once_key, kind, entity_id, customer_id, action_id, contact_id, channel, language, not_before,
      recipient_name, recipient_address, copies, subject, body_text, draft_text, in_reply_to, sender_id, currency, amount_minor, formal_notice, together_key,
      message_id_header, author)
    select ${tx.tenantId}, row.id, row.once_key, row.kind, row.entity_id, row.customer_id, row.action_id, row.contact_id, row.channel, row.language,
      row.not_before, row.recipient_name, row.recipient_address, row.copies, row.subject, '', row.draft_text, row.in_reply_to, row.sender_id, row.currency,
      row.amount_minor, row.formal_notice, row.together_key,
      -- The Message-ID follows from the key, so that a mail server or a reader can tell a second copy.
      '<' || row.id || '@' || coalesce(nullif(split_part(entity.email, '@', 2), ''), 'quitus.invalid') || '>', ${by.name}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, once_key text, kind text, entity_id uuid, customer_id uuid, action_id uuid,
      contact_id uuid, channel text, language text, not_before timestamptz, recipient_name text, recipient_address text, copies text[], subject text,
      draft_text text, in_reply_to text, sender_id uuid, currency text, amount_minor bigint, formal_notice boolean, together_key text)
    join identity.entity on entity.id = row.entity_id
    -- The id follows from the key too: naming one index alone, two that come at the same instant could meet in the other, which is a fault.
    on conflict do nothing
    returning id
  `);
  const made = new Set(created.map((row) => row.id));
  const listed = messages.flatMap((message, index) => {
    const id = rows[index]?.id;
    return id !== undefined && made.has(id) ? (message.items ?? []).map((item) => ({ messageId: id, ...item })) : [];
  });
  await listItems(tx, listed);
  await waitForEachOther(tx, messages);
  if (made.size > 0) await enqueue(tx, sendJobKind, '', earliest(messages));
  return rows.map((row) => ({ id: row.id, created: made.has(row.id) }));
}

// One company's run, or its confirmation, comes minutes after another's: what is ready first waits that long, and no longer.
const mostMinutesApart = 60;

async function waitForEachOther(tx: Transaction, messages: readonly NewMessage[]): Promise<void> {
  const rows = messages.flatMap(({ togetherKey, notBefore }) =>
    togetherKey === undefined ? [] : [{ key: togetherKey, at: notBefore.toString() }],
  );
  if (rows.length === 0) return;
  await tx.run(sql`
    with queued as (
      select row.key, max(row.at) as at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (key text, at timestamptz) group by row.key
    ),
    near as (
      select message.id, max(message.not_before) over (partition by message.together_key) as at
      from queued
      join messages.message on message.together_key = queued.key and message.state = 'waiting'
        and message.not_before between queued.at - make_interval(mins => ${mostMinutesApart}) and queued.at + make_interval(mins => ${mostMinutesApart})
    )
    update messages.message set not_before = near.at from near where message.id = near.id and message.not_before < near.at
  `);
}

/** Writes which items messages list, in one statement. */
export async function listItems(tx: Transaction, items: readonly (ListedItem & { readonly messageId: string })[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    message_id: item.messageId,
    item_id: item.itemId,
    open_minor: item.openMinor.toString(),
    days_late: item.daysLate,
  }));
  await tx.run(sql`
    insert into messages.message_item (tenant_id, message_id, item_id, open_minor, days_late)
    select ${tx.tenantId}, message_id, item_id, open_minor, days_late
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (message_id uuid, item_id uuid, open_minor bigint, days_late integer)
  `);
}

/** A message's id follows from its key: a retry finds what the first try made. */
export function messageIdOf(tenantId: number, onceKey: string): string {
  return derivedId('message', String(tenantId), onceKey);
}

function asRow(message: NewMessage) {
  return {
    once_key: message.onceKey,
    kind: message.kind,
    entity_id: message.entityId,
    customer_id: message.customerId,
    action_id: message.actionId ?? null,
    contact_id: message.contactId ?? null,
    channel: message.channel,
    language: message.language,
    not_before: message.notBefore.toString(),
    recipient_name: message.recipient?.name ?? null,
    recipient_address: message.recipient?.address ?? null,
    copies: message.copies ?? [],
    subject: message.subject ?? '',
    draft_text: message.draftText ?? null,
    in_reply_to: message.inReplyTo ?? null,
    sender_id: message.senderId ?? null,
    currency: message.currency ?? null,
    amount_minor: message.amountMinor?.toString() ?? null,
    formal_notice: message.formalNotice ?? false,
    together_key: message.togetherKey ?? null,
  };
}

function earliest(messages: readonly NewMessage[]): Temporal.Instant | undefined {
  return messages.map((message) => message.notBefore).toSorted(Temporal.Instant.compare)[0];
}
