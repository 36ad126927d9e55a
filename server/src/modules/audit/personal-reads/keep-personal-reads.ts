import { businessDate } from '../../../kernel/days.ts';
import { type Database, jsonb, sql } from '../../../platform/database/index.ts';
import type { Caller, PersonalDataRead } from '../../../platform/http/index.ts';

type Row = {
  readonly day: string;
  readonly reader_id: string;
  readonly subject: string;
  readonly customer_id: string | null;
  readonly reader_kind: 'person' | 'key';
  readonly reader_name: string;
  readonly routes: string[];
  readonly first_at: string;
  last_at: string;
  times: number;
};

const writeEveryMs = 1000;
// A database that is away for long must not fill the memory; what goes beyond is told to the log.
const rowsAtMost = 50_000;

/**
 * Keeps who read whose personal data: noted in memory at once, written each second and at the end, one row a day, reader and customer or list.
 * A process killed outright loses the last second of it.
 */
export function keepPersonalReads(
  database: Database,
  now: () => Temporal.Instant,
  log: (message: string, error?: unknown) => void,
): { note(caller: Caller, read: PersonalDataRead): void; stop(): Promise<void> } {
  const noted = new Map<number, Map<string, Row>>();
  let size = 0;
  let writing: Promise<void> = Promise.resolve();

  const writeNow = async (): Promise<void> => {
    const taken = new Map(noted);
    noted.clear();
    size = 0;
    for (const [tenantId, rows] of taken) {
      await write(database, tenantId, [...rows.values()]).catch((error: unknown) => {
        log('who read personal data cannot be kept', error);
        for (const row of rows.values()) add(tenantId, row);
      });
    }
  };
  const add = (tenantId: number, row: Row): void => {
    const rows = noted.get(tenantId) ?? new Map<string, Row>();
    noted.set(tenantId, rows);
    const key = `${row.day}/${row.reader_id}/${row.subject}`;
    const known = rows.get(key);
    if (known) {
      known.times += row.times;
      if (row.last_at > known.last_at) known.last_at = row.last_at;
      for (const route of row.routes) if (!known.routes.includes(route)) known.routes.push(route);
    } else if (size < rowsAtMost) {
      rows.set(key, row);
      size += 1;
    } else log('more reads of personal data than can be kept while the database is away');
  };
  const timer = setInterval(() => (writing = writing.then(writeNow)), writeEveryMs);
  timer.unref();
  return {
    note: (caller, read) => add(caller.tenantId, rowOf(caller, read, now())),
    stop: async () => {
      clearInterval(timer);
      await writing;
      await writeNow();
    },
  };
}

function rowOf(caller: Caller, { customerId, route }: PersonalDataRead, at: Temporal.Instant): Row {
  return {
    day: businessDate(at, 'Europe/Paris'),
    reader_id: caller.personId,
    subject: customerId ?? route,
    customer_id: customerId ?? null,
    reader_kind: caller.kind,
    reader_name: caller.name,
    routes: [route],
    // All of one length, so that the later one is the greater text.
    first_at: at.toString({ fractionalSecondDigits: 6 }),
    last_at: at.toString({ fractionalSecondDigits: 6 }),
    times: 1,
  };
}

async function write(database: Database, tenantId: number, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  // In one order everywhere, so that two processes that write the same rows wait instead of deadlocking.
  const ordered = rows.toSorted((left, right) =>
    left.day + left.reader_id + left.subject < right.day + right.reader_id + right.subject ? -1 : 1,
  );
  await database.tenant(tenantId).run(sql`
    insert into audit.personal_read (tenant_id, day, reader_id, subject, customer_id, reader_kind, reader_name, routes, first_at, last_at, times)
    select ${tenantId}, read.day, read.reader_id, read.subject, read.customer_id, read.reader_kind, read.reader_name, read.routes, read.first_at, read.last_at, read.times
    from jsonb_to_recordset(${jsonb(ordered)}) as read (day date, reader_id uuid, subject text, customer_id uuid, reader_kind text,
      reader_name text, routes text[], first_at timestamptz, last_at timestamptz, times integer)
    on conflict (tenant_id, day, reader_id, subject) do update set
      reader_name = excluded.reader_name,
      routes = (select array_agg(distinct one order by one) from unnest(personal_read.routes || excluded.routes) as one),
      first_at = least(personal_read.first_at, excluded.first_at),
      last_at = greatest(personal_read.last_at, excluded.last_at),
      times = personal_read.times + excluded.times
  `);
}
