import type { RegisteredLetter } from '@quitus/contract';
import { toDecimal } from '../../kernel/money.ts';
import { after, type Order, pageOf, windowOf } from '../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { letterEnds } from '../messages/index.ts';
import { refuse } from './refusals.ts';

type Row = Omit<RegisteredLetter, 'amount' | 'sentAt' | 'deliveryAt'> & {
  amountMinor: bigint | null;
  sentAt: Temporal.Instant | null;
  deliveryAt: Temporal.Instant | null;
};

/** After these nothing more is heard of a letter. */
export const lastWords = [...letterEnds, 'delivered'] as const;

const shown = {
  // What stayed in the local mailbox is under way nowhere.
  open: sql`message.state in ('handed', 'sent', 'uncertain') and message.transport is distinct from 'local' and (message.delivery_state is null or message.delivery_state <> all(${[...lastWords]}::text[]))`,
  ended: sql`message.delivery_state = any(${[...lastWords]}::text[])`,
  all: sql`message.state in ('handed', 'sent', 'uncertain', 'failed')`,
};
const order: Order = {
  descending: true,
  keys: [
    { sql: sql`coalesce(message.sent_at, message.created_at)`, type: 'timestamptz' },
    { sql: sql`message.id`, type: 'uuid' },
  ],
};
const source = sql`messages.message`;
// As the contract has an instant.
const utc = (at: Sql): Sql => sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const columns = sql`
  message.id, message.channel, message.transport, message.state, message.customer_id as "customerId", customer.code as "customerCode", customer.name as "customerName",
  message.recipient_name as "recipientName", message.subject, message.currency, message.amount_minor as "amountMinor", message.sent_at as "sentAt",
  coalesce(letter.tracking_number, case when message.transport in ('post', 'registered') then message.provider_reference end) as "trackingNumber",
  message.delivery_state as "deliveryState", message.delivery_at as "deliveryAt", message.formal_notice as "formalNotice",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', event.id, 'state', event.state, 'at', ${utc(sql`event.happened_at`)}, 'detail', event.detail,
        'proof', event.document_id is not null, 'saidBy', event.said_by,
        'withdrawn', case when event.withdrawn_at is not null then
          jsonb_build_object('at', ${utc(sql`event.withdrawn_at`)}, 'by', event.withdrawn_by, 'reason', event.withdrawn_reason) end)
      order by event.happened_at, event.id)
    from messages.delivery_event as event
    where event.tenant_id = message.tenant_id and event.message_id = message.id
  ), '[]') as events,
  coalesce((
    select jsonb_agg(jsonb_build_object('id', proof.id, 'kind', proof.kind, 'name', proof.name, 'mediaType', proof.media_type, 'bytes', proof.size_bytes,
        'sha256', encode(proof.sha256, 'hex'), 'addedAt', ${utc(sql`proof.added_at`)}, 'addedBy', proof.added_by)
      order by proof.added_at, proof.id)
    from letters.proof
    where proof.tenant_id = message.tenant_id and proof.message_id = message.id
  ), '[]') as proofs
`;
const joined = sql`
  join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
  left join letters.letter on letter.tenant_id = message.tenant_id and letter.message_id = message.id
`;

/** Registered letters, the newest first, with everything said of each since it left. */
export async function listRegistered(
  db: Queryable,
  query: {
    readonly limit?: number | undefined;
    readonly cursor?: string | undefined;
    readonly customerId?: string | undefined;
    readonly show?: keyof typeof shown | undefined;
  },
): Promise<{ rows: RegisteredLetter[]; nextCursor: string | null; total: number }> {
  const { limit = 100, show = 'all' } = query;
  const ofCustomer = query.customerId === undefined ? sql`true` : sql`message.customer_id = ${query.customerId}`;
  const where = sql`message.channel in ('registered-letter', 'registered-e-letter') and ${shown[show]} and ${ofCustomer}`;
  const asked = { list: 'letters/registered', show, customerId: query.customerId };
  const window = windowOf({
    columns: sql`message.id`,
    from: source,
    where,
    order,
    limit,
    after: after(query.cursor, asked, order),
  });
  const [found, { total }] = await Promise.all([
    db.rows<Row & { keys: (string | null)[] }>(sql`
      with window_of as (${window})
      select ${columns}, window_of.keys from window_of join ${source} on message.id = window_of.id ${joined} order by window_of.place
    `),
    db.one<{ total: number }>(sql`select count(*)::int as total from ${source} where ${where}`),
  ]);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  return { rows: rows.map(asView), nextCursor, total };
}

/** One letter with what was said of it; refuses an unknown one, and a message that is no letter. */
export async function registeredView(db: Queryable, id: string): Promise<RegisteredLetter> {
  const found = await db.maybe<Row>(sql`
    select ${columns} from ${source} ${joined}
    where message.id = ${id} and message.channel in ('letter', 'registered-letter', 'registered-e-letter')
  `);
  if (!found) throw refuse('letter.not-found');
  return asView(found);
}

function asView({ amountMinor, sentAt, deliveryAt, ...plain }: Row): RegisteredLetter {
  return {
    ...plain,
    amount: amountMinor === null || plain.currency === null ? null : toDecimal(amountMinor, plain.currency),
    sentAt: sentAt?.toString() ?? null,
    deliveryAt: deliveryAt?.toString() ?? null,
  };
}
