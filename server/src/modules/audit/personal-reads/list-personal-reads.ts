import type { PersonalRead } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import type { AuditNeighbours } from '../neighbours.ts';
import { pageAfter, readPageEnd } from '../page-end.ts';

type Query = {
  readonly customerId?: string | undefined;
  readonly personId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
};
type Row = {
  day: string;
  readerId: string;
  readerKind: 'person' | 'key';
  readerName: string;
  subject: string;
  customerId: string | null;
  routes: string[];
  firstAt: Temporal.Instant;
  lastAt: Temporal.Instant;
  times: number;
};

/** One page of who read whose personal data, the latest first. */
export async function personalReads(
  db: Queryable,
  query: Query,
  language: Language,
  neighbours: AuditNeighbours,
): Promise<{ rows: PersonalRead[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const end = readPageEnd(query.after);
  const rows = await db.rows<Row>(sql`
    select personal_read.day, personal_read.reader_id as "readerId", personal_read.reader_kind as "readerKind", personal_read.reader_name as "readerName",
      personal_read.subject, personal_read.customer_id as "customerId", personal_read.routes, personal_read.first_at as "firstAt",
      personal_read.last_at as "lastAt", personal_read.times
    from audit.personal_read
    where true
      ${query.customerId === undefined ? sql`` : sql`and personal_read.customer_id = ${query.customerId}::uuid`}
      ${query.personId === undefined ? sql`` : sql`and personal_read.reader_id = ${query.personId}::uuid`}
      ${query.from === undefined ? sql`` : sql`and personal_read.day >= ${query.from}::date`}
      ${query.to === undefined ? sql`` : sql`and personal_read.day <= ${query.to}::date`}
      ${end ? sql`and (personal_read.last_at, personal_read.reader_id || '/' || personal_read.subject) < (${end.at}::timestamptz, ${end.id})` : sql``}
    order by personal_read.last_at desc, personal_read.reader_id || '/' || personal_read.subject desc
    limit ${limit}
  `);
  const names = await neighbours.namesOfCustomers(db, [...new Set(rows.flatMap((row) => row.customerId ?? []))]);
  const words: Readonly<Record<string, string>> = textsIn(language).audit.reads;
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map((row) => ({
      day: row.day,
      kind: row.customerId === null ? 'list' : 'customer',
      reader: { kind: row.readerKind, id: row.readerId, name: row.readerName },
      customer: (row.customerId !== null && names.get(row.customerId)) || null,
      what: row.routes.map((route) => words[route] ?? route),
      firstAt: row.firstAt.toString(),
      lastAt: row.lastAt.toString(),
      times: row.times,
    })),
    next: last ? pageAfter(last.lastAt, `${last.readerId}/${last.subject}`) : null,
  };
}
