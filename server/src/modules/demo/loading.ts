import { setImmediate as breathe } from 'node:timers/promises';
import { copyLine, sql, type Transaction } from '../../platform/database/index.ts';
import { filled, type FilledTable } from './tables.ts';

/** What one column of a row can be. */
export type Value = Parameters<typeof copyLine>[0][number];

// Lines held before they are sent: the next batch is made up while PostgreSQL takes this one in.
const batchLines = 40_000;
const partLength = 64 * 1024;
const linesPerBreath = 400;
const tables = Object.keys(filled) as FilledTable[];

/** Where rows go: batches travel by COPY into temporary tables (COPY cannot write under a policy) and from there in one insert each. */
export type Loading = {
  /** Adds a row, its values in the order of `filled`. */
  add(table: FilledTable, values: readonly Value[]): void;
  /** Sends what is held when there is enough of it, and waits for the batch before. */
  pace(): Promise<void>;
  /** Sends the rest. */
  finish(): Promise<void>;
};

/** Opens the temporary tables of one transaction. */
export async function openLoading(tx: Transaction): Promise<Loading> {
  for (const table of tables) {
    await tx.run(
      sql`create temporary table ${sql.id(temporary(table))} on commit drop as select ${columnsOf(table)} from ${sql.table(table)} limit 0`,
    );
  }
  let held = emptyBatch();
  let count = 0;
  let breathedAt = 0;
  let sending: Promise<void> = Promise.resolve();
  const send = async (): Promise<void> => {
    await sending;
    const batch = held;
    held = emptyBatch();
    count = 0;
    breathedAt = 0;
    sending = load(tx, batch);
    // A failure is thrown by whoever waits next, never lost in between.
    sending.catch(() => undefined);
  };
  return {
    add: (table, values) => {
      const part = held[table];
      part.text += copyLine(values);
      if (part.text.length > partLength) pack(part);
      count += 1;
    },
    pace: async () => {
      if (count >= batchLines) return send();
      if (count < breathedAt + linesPerBreath) return;
      // Making lines up never waits for anything, so without this the batch under way would get no turn on the event loop.
      breathedAt = count;
      await breathe();
    },
    finish: async () => {
      await send();
      await sending;
    },
  };
}

/** Rows of one table: packed ones as bytes, so that a batch is not a hundred thousand small strings that live long enough to be costly. */
type Part = { text: string; readonly packed: Buffer[] };
type Batch = Record<FilledTable, Part>;

function emptyBatch(): Batch {
  return Object.fromEntries(tables.map((table): [FilledTable, Part] => [table, { text: '', packed: [] }])) as Batch; // each table has its key: `tables` lists them all
}

function pack(part: Part): void {
  if (part.text === '') return;
  part.packed.push(Buffer.from(part.text));
  part.text = '';
}

async function load(tx: Transaction, batch: Batch): Promise<void> {
  for (const table of tables) {
    pack(batch[table]);
    if (batch[table].packed.length === 0) continue;
    const staging = temporary(table);
    await tx.copyIn(`${staging} (${filled[table].join(', ')})`, batch[table].packed);
    await tx.run(
      sql`insert into ${sql.table(table)} (tenant_id, ${columnsOf(table)}) select ${tx.tenantId}, ${columnsOf(table)} from ${sql.id(staging)}`,
    );
    await tx.run(sql`truncate ${sql.id(staging)}`);
  }
}

function temporary(table: FilledTable): string {
  return `demo_${table.replace('.', '_')}`;
}

function columnsOf(table: FilledTable) {
  return sql.join(filled[table].map((column) => sql.id(column)));
}
