import type { messagesRoutes, Output } from '@quitus/contract';
import { type Language, textsIn, withMarkIn } from '@quitus/texts';
import { toDecimal } from '../../kernel/money.ts';
import { after, type Order, pageOf, type SortKey, windowOf } from '../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { attachmentsOf } from './message-files.ts';
import { allowedMessageActions, type MessageChannel, type MessageState } from './message.ts';
import { refuse } from './refusals.ts';
import { safeHtml } from './safe-html.ts';
import { sentTogether } from './sent-together.ts';

type MessageRow = Output<(typeof messagesRoutes)['GET /messages']>['rows'][number];
type MessageView = Output<(typeof messagesRoutes)['GET /messages/{id}']>;

export type MessageFilter = {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  readonly q?: string | undefined;
  readonly state?: MessageState | undefined;
  readonly show?: 'to-look-at' | 'to-come' | 'gone' | 'all' | undefined;
  readonly kind?: string | undefined;
  readonly channel?: MessageChannel | undefined;
  readonly customerId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
};

const shown = {
  'to-look-at': sql`message.state in ('failed', 'uncertain')`,
  'to-come': sql`message.state in ('waiting', 'claimed', 'calling', 'handed')`,
  gone: sql`message.state in ('sent', 'cancelled')`,
  all: sql`true`,
};
const id: SortKey = { sql: sql`message.id`, type: 'uuid' };
const createdAt: SortKey = { sql: sql`message.created_at`, type: 'timestamptz' };
const orders: Readonly<Record<string, Order>> = {
  // What a person must look into, then what is still to come, then the newest.
  attention: {
    descending: true,
    keys: [
      {
        sql: sql`case when message.state in ('failed', 'uncertain') then 2 when message.state in ('waiting', 'claimed', 'calling', 'handed') then 1 else 0 end`,
        type: 'number',
      },
      createdAt,
      id,
    ],
  },
  '-createdAt': { descending: true, keys: [createdAt, id] },
  createdAt: { descending: false, keys: [createdAt, id] },
  '-sentAt': { descending: true, keys: [{ sql: sql`message.sent_at`, type: 'timestamptz', optional: true }, id] },
  notBefore: { descending: false, keys: [{ sql: sql`message.not_before`, type: 'timestamptz' }, id] },
  customerName: {
    descending: false,
    keys: [
      { sql: sql`customer.sort_key`, type: 'text' },
      { sql: sql`-extract(epoch from message.created_at)`, type: 'number' },
      id,
    ],
  },
  '-amount': { descending: true, keys: [{ sql: sql`message.amount_minor`, type: 'number', optional: true }, id] },
};
type Raw = Omit<MessageRow, 'amount' | 'why' | 'createdAt' | 'notBefore' | 'sentAt' | 'finishedAt' | 'allowedActions'> & {
  amountMinor: bigint | null;
  createdAt: Temporal.Instant;
  notBefore: Temporal.Instant;
  sentAt: Temporal.Instant | null;
  finishedAt: Temporal.Instant | null;
};

const columns = sql`
  message.id, message.kind, message.channel, message.state, message.entity_id as "entityId", message.customer_id as "customerId",
  customer.code as "customerCode", customer.name as "customerName", message.action_id as "actionId", message.subject,
  message.recipient_name as "recipientName", message.recipient_address as "recipientAddress", message.currency, message.amount_minor as "amountMinor",
  (select count(*)::int from messages.message_item where message_item.tenant_id = message.tenant_id and message_item.message_id = message.id) as items,
  message.created_at as "createdAt", message.not_before as "notBefore", message.sent_at as "sentAt", message.finished_at as "finishedAt",
  message.attempts, message.transport, message.delivery_state as "deliveryState", coalesce(message.cancelled_reason, message.failure_code) as reason, message.last_error as detail, message.author
`;
const source = sql`
  messages.message
  join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
`;

/** A window of the tenant's messages with their count by state. */
export async function listMessages(
  db: Queryable,
  filter: MessageFilter,
  language: Language,
): Promise<{ rows: MessageRow[]; nextCursor: string | null; total: number; totals: Record<string, number> }> {
  const where = conditions(filter);
  const sort = filter.sort ?? 'attention';
  const order = orders[sort] ?? { descending: true, keys: [createdAt, id] };
  const asked = { list: 'messages', ...filter, sort };
  const limit = filter.limit ?? 100;
  const page = { order, limit, offset: filter.offset, after: after(filter.cursor, asked, order) };
  const [found, byState] = await Promise.all([
    db.rows<Raw & { keys: (string | null)[] }>(sql`
      with window_of as (${windowOf({ columns: sql`message.id`, from: source, where, ...page })})
      select ${columns}, window_of.keys
      from window_of
      join ${source} on message.id = window_of.id
      order by window_of.place
    `),
    db.rows<{ state: string; count: number }>(sql`
      select message.state, count(*)::int as count from ${source} where ${where} group by message.state order by message.state
    `),
  ]);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  return {
    rows: rows.map((row) => asRow(row, language)),
    nextCursor,
    total: byState.reduce((sum, one) => sum + one.count, 0),
    totals: Object.fromEntries(byState.map((one) => [one.state, one.count])),
  };
}

/** One message whole; refuses an unknown one. */
export async function messageView(db: Queryable, id: string, language: Language): Promise<MessageView> {
  const found = await db.maybe<
    Raw & Omit<MessageView, keyof MessageRow | 'listed' | 'history' | 'attachments' | 'deliveries' | 'together'>
  >(sql`
    select ${columns}, message.language, message.sender_name as "senderName", message.sender_address as "senderAddress", message.copies,
      message.reply_to as "replyTo", message.in_reply_to as "inReplyTo", message.message_id_header as "messageIdHeader",
      coalesce(message.sent_with, message.id) as "mailMessageId", message.body_text <> '' as composed,
      coalesce(nullif(message.body_text, ''), message.draft_text, '') as text, message.body_html as html
    from ${source}
    where message.id = ${id}
  `);
  if (!found) throw refuse('message.not-found');
  const [listed, history, attachments, deliveries, together] = await Promise.all([
    db.rows<{ itemId: string; number: string; dueOn: string | null; openMinor: bigint; currency: string; daysLate: number }>(sql`
      select message_item.item_id as "itemId", item.number, item.due_on as "dueOn", message_item.open_minor as "openMinor", item.currency,
        message_item.days_late as "daysLate"
      from messages.message_item
      join receivables.item on item.tenant_id = message_item.tenant_id and item.id = message_item.item_id
      where message_item.message_id = ${id}
      order by item.due_on, item.number, item.id
    `),
    db.rows<Omit<MessageView['history'][number], 'startedAt'> & { startedAt: Temporal.Instant }>(sql`
      select attempt, started_at as "startedAt", outcome, detail from messages.attempt where message_id = ${id} order by attempt
    `),
    attachmentsOf(db, id, language),
    db.rows<Omit<MessageView['deliveries'][number], 'happenedAt'> & { happenedAt: Temporal.Instant }>(sql`
      select id, happened_at as "happenedAt", state, concat_ws(': ', said_by, nullif(detail, '')) as detail, document_id is not null as proof
      from messages.delivery_event where message_id = ${id} and withdrawn_at is null order by happened_at, id
    `),
    togetherWith(db, id),
  ]);
  const {
    language: written,
    senderName,
    senderAddress,
    copies,
    replyTo,
    inReplyTo,
    messageIdHeader,
    mailMessageId,
    composed,
    text,
    html,
    ...raw
  } = found;
  return {
    ...asRow(raw, language),
    language: written,
    senderName,
    senderAddress,
    copies,
    replyTo,
    inReplyTo,
    messageIdHeader,
    mailMessageId,
    composed,
    text: composed ? text : withMarkIn(language, text),
    html: html === null ? null : safeHtml(html),
    listed: listed.map(({ openMinor, ...item }) => ({ ...item, open: toDecimal(openMinor, item.currency) })),
    history: history.map((one) => ({ ...one, startedAt: one.startedAt.toString() })),
    attachments,
    deliveries: deliveries.map((one) => ({ ...one, happenedAt: one.happenedAt.toString() })),
    together,
  };
}

async function togetherWith(db: Queryable, id: string): Promise<MessageView['together']> {
  const others = await sentTogether(db, [id]);
  if (others.length === 0) return [];
  return db.rows<MessageView['together'][number]>(sql`
    select message.id as "messageId", customer.id as "customerId", customer.code as "customerCode", customer.name as "customerName",
      entity.name as "entityName"
    from ${source}
    join identity.entity on entity.id = message.entity_id
    where message.id = any(${others.map((other) => other.messageId)}::uuid[])
    order by entity.name, message.id
  `);
}

function conditions(filter: MessageFilter): Sql {
  const all = [shown[filter.show ?? 'all']];
  if (filter.state !== undefined) all.push(sql`message.state = ${filter.state}`);
  if (filter.kind !== undefined) all.push(sql`message.kind = ${filter.kind}`);
  if (filter.channel !== undefined) all.push(sql`message.channel = ${filter.channel}`);
  if (filter.customerId !== undefined) all.push(sql`message.customer_id = ${filter.customerId}`);
  // Its messages' keys begin with it; their kind finds them in an index that serves any collation.
  if (filter.campaignId !== undefined)
    all.push(sql`message.kind = 'campaign' and message.once_key ^@ ${`campaign/${filter.campaignId}/`}`);
  if (filter.q?.trim()) {
    const words = `%${filter.q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    all.push(
      sql`(message.subject ilike ${words} or message.recipient_address ilike ${words} or customer.name ilike ${words} or customer.code ilike ${words})`,
    );
  }
  return sql.join(all, sql` and `);
}

/** Why a message did not leave or waits for a person, as a sentence; codes of what composes it are the decision's own. */
function whyOf(reason: string | null, language: Language): string | null {
  if (reason === null) return null;
  const texts = textsIn(language);
  const outbox: Readonly<Record<string, string>> = texts.messages.reasons;
  const engine: Readonly<Record<string, string>> = texts.dunning.reasons;
  return outbox[reason] ?? engine[reason] ?? reason;
}

function asRow({ amountMinor, ...row }: Raw, language: Language): MessageRow {
  return {
    ...row,
    why: whyOf(row.reason, language),
    amount: amountMinor === null || row.currency === null ? null : toDecimal(amountMinor, row.currency),
    createdAt: row.createdAt.toString(),
    notBefore: row.notBefore.toString(),
    sentAt: row.sentAt?.toString() ?? null,
    finishedAt: row.finishedAt?.toString() ?? null,
    allowedActions: allowedMessageActions(row.state),
  };
}
