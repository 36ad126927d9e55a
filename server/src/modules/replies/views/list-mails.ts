import type { Output, ReceivedMailRow, repliesRoutes } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { overdueOn } from '../../receivables/index.ts';
import type { MailKind, MailState } from '../mail-store.ts';

export type MailFilter = {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  readonly q?: string | undefined;
  readonly state?: MailState | undefined;
  readonly kind?: MailKind | undefined;
  readonly label?: string | undefined;
  readonly customerId?: string | undefined;
  readonly late?: boolean | undefined;
  readonly sort?: string | undefined;
  /** Portfolios; absent: everyone's. */
  readonly collectorIds?: readonly string[] | undefined;
};
type Counters = Output<(typeof repliesRoutes)['GET /received-mails/counters']>;

const orders: Readonly<Record<string, Sql>> = {
  receivedAt: sql`mail.received_at, mail.id`,
  '-receivedAt': sql`mail.received_at desc, mail.id desc`,
  dueOn: sql`mail.due_on, mail.id`,
  '-dueOn': sql`mail.due_on desc, mail.id desc`,
  customerName: sql`customer.sort_key nulls last, mail.id`,
  '-customerName': sql`customer.sort_key desc nulls last, mail.id desc`,
};
const excerptLength = 240;

type Raw = Omit<ReceivedMailRow, 'receivedAt' | 'overdue' | 'label' | 'excerpt'> & {
  receivedAt: Temporal.Instant;
  text: string;
  pieces: { offset: number; length: number }[];
  late: { currency: string; minor: string }[] | null;
};

const from = sql`
  replies.mail
  left join customers.customer on customer.tenant_id = mail.tenant_id and customer.id = mail.customer_id
`;

/** The columns of a row of the list, over `mail`, `customer` and `person`. */
function rowColumns(today: Day): Sql {
  const late = overdueOn(today, 'balance');
  return sql`
    mail.id, mail.kind, mail.state, mail.labels, mail.received_at as "receivedAt", mail.from_name as "fromName", mail.from_address as "fromAddress",
    mail.subject, left(mail.text, 4000) as text, mail.reading->'newPieces' as pieces, mail.customer_id as "customerId",
    customer.code as "customerCode", customer.name as "customerName", person.name as collector,
    (
      select probable.name from customers.customer as probable
      where mail.state = 'triage' and probable.tenant_id = mail.tenant_id and probable.id = (mail.reading->>'probably')::uuid
    ) as "probablyName", mail.due_on as "dueOn",
    mail.state in ('triage', 'to-treat') and mail.due_on < ${today}::date as "overdueReply",
    (select count(*)::int from replies.file where file.tenant_id = mail.tenant_id and file.mail_id = mail.id) as attachments,
    (select count(*)::int from replies.proposal where proposal.tenant_id = mail.tenant_id and proposal.mail_id = mail.id and proposal.state = 'proposed')
      as proposals,
    (
      select jsonb_agg(jsonb_build_object('currency', balance.currency, 'minor', ${late}::text) order by balance.currency)
      from receivables.customer_balance as balance
      where balance.tenant_id = mail.tenant_id and balance.customer_id = mail.customer_id and ${late} > 0
    ) as late
  `;
}

/** A window of the mails that came in, and how many there are. */
export async function listMails(
  db: Queryable,
  filter: MailFilter,
  today: Day,
): Promise<{ rows: ReceivedMailRow[]; total: number }> {
  const where = sql.join(conditions(filter, today), sql` and `);
  const order = orders[filter.sort ?? '-receivedAt'] ?? sql`mail.received_at desc, mail.id desc`;
  const [rows, { total }] = await Promise.all([
    db.rows<Raw>(sql`
      select ${rowColumns(today)}
      from ${from}
      left join identity.person on person.id = customer.collector_id
      where ${where}
      order by ${order}
      offset ${filter.offset ?? 0} limit ${filter.limit ?? 100}
    `),
    db.one<{ total: number }>(sql`select count(*)::int as total from ${from} where ${where}`),
  ]);
  return { rows: rows.map(asRow), total };
}

/** One mail as a row of the list. */
export async function mailRow(db: Queryable, id: string, today: Day): Promise<ReceivedMailRow> {
  const row = await db.one<Raw>(sql`
    select ${rowColumns(today)}
    from ${from}
    left join identity.person on person.id = customer.collector_id
    where mail.id = ${id}
  `);
  return asRow(row);
}

/** Of `mail`: a person must look at it. */
export const waits: Sql = sql`mail.state in ('triage', 'to-treat')`;

/** How many wait, by what they say. */
export async function mailCounters(
  db: Queryable,
  on: { readonly today: Day; readonly collectorIds?: readonly string[] | undefined },
): Promise<Counters> {
  const mine = on.collectorIds ? sql`customer.collector_id = any(${[...on.collectorIds]}::uuid[])` : sql`true`;
  const [counts, labels] = await Promise.all([
    db.one<Omit<Counters, 'labels'>>(sql`
      select (count(*) filter (where mail.state = 'to-treat' and (mail.customer_id is null or ${mine})))::int as "toTreat", (count(*) filter (where mail.state = 'triage'))::int as triage,
        (count(*) filter (where mail.state = 'noted' and ${mine}))::int as noted,
        (count(*) filter (where ${waits} and mail.due_on < ${on.today}::date and (mail.customer_id is null or ${mine})))::int as overdue
      from ${from}
    `),
    db.rows<Counters['labels'][number]>(sql`
      select mail.labels[1] as label, count(*)::int as count
      from ${from}
      where mail.state = 'to-treat' and mail.labels <> '{}' and ${mine}
      group by 1
      order by 2 desc, 1
    `),
  ]);
  return { ...counts, labels };
}

function conditions(filter: MailFilter, today: Day): Sql[] {
  const words = filter.q?.trim();
  const like = `%${(words ?? '').toLowerCase().replace(/[%_\\]/g, '\\$&')}%`;
  return [
    filter.state === undefined ? (filter.customerId === undefined ? waits : sql`true`) : sql`mail.state = ${filter.state}`,
    ...(filter.late === true ? [sql`${waits} and mail.due_on < ${today}::date`] : []),
    ...(filter.kind === undefined ? [] : [sql`mail.kind = ${filter.kind}`]),
    ...(filter.label === undefined ? [] : [sql`mail.labels[1] = ${filter.label}`]),
    ...(filter.customerId === undefined ? [] : [sql`mail.customer_id = ${filter.customerId}`]),
    ...(filter.collectorIds === undefined
      ? []
      : [sql`(mail.customer_id is null or customer.collector_id = any(${[...filter.collectorIds]}::uuid[]))`]),
    ...(words
      ? [
          sql`(lower(mail.subject) like ${like} or lower(mail.from_name) like ${like} or mail.from_address like ${like} or lower(customer.name) like ${like}
            or lower(customer.code) like ${like} or lower(left(mail.text, 4000)) like ${like})`,
        ]
      : []),
  ];
}

function asRow({ text, pieces, late, receivedAt, ...row }: Raw): ReceivedMailRow {
  const written = pieces.map(({ offset, length }) => text.slice(offset, offset + length)).join(' ');
  const excerpt = (written || text).replace(/\s+/g, ' ').trim().slice(0, excerptLength);
  return {
    ...row,
    label: row.labels[0] ?? null,
    receivedAt: receivedAt.toString(),
    excerpt,
    overdue: (late ?? []).map(({ currency, minor }) => ({ currency, amount: toDecimal(BigInt(minor), currency) })),
  };
}
