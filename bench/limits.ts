import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { sql } from '../server/src/platform/database/index.ts';
import type { Ground } from './ground.ts';
import { timed } from './measure.ts';

// The machine's own limits, measured by the owner role: no policies, no program of ours in the way.

/** A raw COPY of a tenant's items into a table with the same columns, checks and indexes. */
export function rawCopyOfItems(ground: Ground, tenantId: number, path: string): Promise<number> {
  return asOwner(ground, async (client) => {
    await client.query('drop table if exists public.bench_item');
    await client.query('create table public.bench_item (like receivables.item including all)');
    const out = client.query(copyTo(`copy (select * from receivables.item where tenant_id = ${Number(tenantId)}) to stdout`));
    await pipeline(out, createWriteStream(path));
    return copyFile(client, 'public.bench_item', path);
  });
}

/** A raw COPY of a FEC's lines, as text, into a table indexed as often as the items are. */
export function rawCopyOfFec(ground: Ground, path: string): Promise<number> {
  return asOwner(ground, async (client) => {
    const columns = Array.from({ length: 18 }, (_, index) => `c${index} text`);
    await client.query('drop table if exists public.bench_fec');
    await client.query(`create table public.bench_fec (${columns.join(', ')})`);
    for (const key of ['c6, c3', 'c8', 'c0, c2, c3', 'c13', 'c4, c3', 'c2', 'c3, c6', 'c9'])
      await client.query(`create index on public.bench_fec (${key})`);
    return copyFile(client, 'public.bench_fec', path);
  });
}

async function asOwner<T>({ server }: Ground, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function copyFile(client: pg.Client, table: string, path: string): Promise<number> {
  const { ms } = await timed(() => pipeline(createReadStream(path), client.query(copyFrom(`copy ${table} from stdin`))));
  await client.query(`drop table ${table}`);
  return ms;
}

/** A bare scan of what is open now, grouped as the aged balance groups it. */
export async function bareScanOfOpen({ owner }: Ground, tenantId: number): Promise<number> {
  const scan = () =>
    owner.system.rows(sql`
      select count(*) from (
        select customer_id, currency, sum(open_minor) filter (where due_on >= '2026-11-20') as not_due, sum(open_minor) filter (where due_on < '2026-11-20') as late
        from receivables.item where tenant_id = ${tenantId} and open_minor <> 0 group by customer_id, currency
      ) as grouped
    `);
  await scan();
  return (await timed(scan)).ms;
}

/** A bare scan of all items and all allocations. */
export async function bareScanOfHistory({ owner }: Ground, tenantId: number): Promise<number> {
  const scan = () =>
    Promise.resolve()
      .then(() =>
        owner.system.rows(
          sql`select count(*), sum(amount_minor), max(due_on) from receivables.item where tenant_id = ${tenantId}`,
        ),
      )
      .then(() =>
        owner.system.rows(
          sql`select count(*), sum(amount_minor), max(effective_on) from receivables.allocation where tenant_id = ${tenantId}`,
        ),
      );
  await scan();
  return (await timed(scan)).ms;
}
