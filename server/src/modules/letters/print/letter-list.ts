import type { letterViews, PrintedLetter } from '@quitus/contract';
import { toDecimal } from '../../../kernel/money.ts';
import { after, type Order, pageOf, windowOf } from '../../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';
import { openNow, stillClaimed } from './still-claimed.ts';

type Row = Omit<PrintedLetter, 'place' | 'amount' | 'openNow' | 'postedAt' | 'deliveryAt' | 'recipient'> & {
  onPile: number;
  recipient: string | null;
  amountMinor: bigint | null;
  openMinor: bigint | null;
  postedAt: Temporal.Instant | null;
  deliveryAt: Temporal.Instant | null;
};
type View = (typeof letterViews)[number];

const shown: Readonly<Record<View, Sql>> = {
  waiting: sql`message.state = 'handed'`,
  changed: sql`message.state = 'handed' and not ${stillClaimed}`,
  registered: sql`letter.registered`,
  all: sql`true`,
};
const source = sql`letters.letter join messages.message on message.tenant_id = letter.tenant_id and message.id = letter.message_id`;
// As they are printed: registered ones first, each kind as it came.
const order: Order = {
  descending: false,
  keys: [
    { sql: sql`(not letter.registered)::int`, type: 'number' },
    { sql: sql`letter.message_id`, type: 'uuid' },
  ],
};
const columns = sql`
  letter.message_id as id, message.channel, message.state, message.customer_id as "customerId", customer.code as "customerCode", customer.name as "customerName",
  message.recipient_address as recipient, message.subject, message.currency, message.amount_minor as "amountMinor", ${openNow} as "openMinor", letter.pages,
  array(
    select attachment.name from messages.attachment
    where attachment.tenant_id = message.tenant_id and attachment.message_id = message.id and attachment.kind <> 'letter' and attachment.media_type <> 'application/pdf'
    order by attachment.place
  ) as "notPrintable",
  letter.tracking_number as "trackingNumber", case when message.state = 'sent' then message.sent_at end as "postedAt",
  message.delivery_state as "deliveryState", message.delivery_at as "deliveryAt"
`;
// Its place on the whole pile, whatever is looked at.
const onPile = sql`(
  select count(*)::int from letters.letter as earlier
  where earlier.batch_id = letter.batch_id
    and ((not earlier.registered)::int, earlier.message_id) <= ((not letter.registered)::int, letter.message_id)
)`;
const withCustomer = sql`join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id`;

/** The letters of a batch as they lie on the pile. */
export async function listLetters(
  db: Queryable,
  batchId: string,
  query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly show?: View | undefined },
): Promise<{ rows: PrintedLetter[]; nextCursor: string | null; total: number }> {
  const { limit = 200, show = 'all' } = query;
  const where = sql`letter.batch_id = ${batchId} and ${shown[show]}`;
  const asked = { list: 'letters', batchId, show };
  const window = windowOf({
    columns: sql`letter.message_id as id`,
    from: source,
    where,
    order,
    limit,
    after: after(query.cursor, asked, order),
  });
  const [found, { total }] = await Promise.all([
    db.rows<Row & { keys: (string | null)[] }>(sql`
      with window_of as (${window})
      select ${columns}, ${onPile} as "onPile", window_of.keys
      from window_of
      join ${source} on letter.message_id = window_of.id
      ${withCustomer}
      order by window_of.place
    `),
    db.one<{ total: number }>(sql`select count(*)::int as total from ${source} where ${where}`),
  ]);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  return { rows: rows.map(asLetter), nextCursor, total };
}

/** One printed letter; refuses an unknown one. */
export async function letterView(db: Queryable, id: string): Promise<PrintedLetter> {
  const found = await db.maybe<Row>(sql`
    select ${columns}, ${onPile} as "onPile"
    from ${source} ${withCustomer}
    where letter.message_id = ${id}
  `);
  if (!found) throw refuse('letter.not-found');
  return asLetter(found);
}

function asLetter(row: Row): PrintedLetter {
  const { onPile: place, recipient, amountMinor, openMinor, postedAt, deliveryAt, ...plain } = row;
  const decimal = (minor: bigint | null): string | null =>
    minor === null || plain.currency === null ? null : toDecimal(minor, plain.currency);
  return {
    ...plain,
    place,
    recipient: recipient === null ? [] : recipient.split('\n'),
    amount: decimal(amountMinor),
    openNow: decimal(openMinor),
    postedAt: postedAt?.toString() ?? null,
    deliveryAt: deliveryAt?.toString() ?? null,
  };
}
