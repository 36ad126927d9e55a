import * as fc from 'fast-check';
import { DatabaseError } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { copyLine, type Database, openDatabase, sql } from './index.ts';
import { makeNotes } from './notes.fixture.ts';

const db = testDatabase();

beforeAll(() => makeNotes(db.ownerUrl));

function note(id: number, words: string, tenantId: number): ReturnType<typeof sql> {
  return sql`insert into probe.note (tenant_id, id, words) values (${tenantId}, ${id}, ${words})`;
}

let lastTenant = 1000;
const freshTenant = (): number => (lastTenant += 1);

describe('tenants', () => {
  test('what one tenant writes, another neither reads nor changes', async () => {
    const [ours, theirs] = [freshTenant(), freshTenant()];
    await db.database.tenant(ours).run(note(1, 'ours', ours));
    expect(await db.database.tenant(ours).rows(sql`select words from probe.note`)).toEqual([{ words: 'ours' }]);
    expect(await db.database.tenant(theirs).rows(sql`select words from probe.note`)).toEqual([]);
    expect(await db.database.tenant(theirs).run(sql`update probe.note set words = 'theirs'`)).toBe(0);
    expect(await db.database.tenant(theirs).run(sql`delete from probe.note`)).toBe(0);
  });

  test('nobody writes a row for another tenant', async () => {
    const [ours, theirs] = [freshTenant(), freshTenant()];
    await expect(db.database.tenant(ours).run(note(1, 'planted', theirs))).rejects.toThrow('row-level security');
  });

  test('without a tenant no row of a tenant shows, before as after a transaction on the same connection', async () => {
    const ours = freshTenant();
    const single = openDatabase(db.appUrl, { max: 1 });
    await single.tenant(ours).run(note(1, 'ours', ours));
    expect(await single.system.rows(sql`select words from probe.note`)).toEqual([]);
    expect(await single.system.transaction((tx) => tx.rows(sql`select words from probe.note`))).toEqual([]);
    await single.close();
  });

  test('a number that cannot be a tenant is refused before anything is sent', () => {
    for (const wrong of [0, -1, 1.5, 2 ** 31, Number.NaN])
      expect(() => db.database.tenant(wrong)).toThrow("not a tenant's number");
  });
});

describe('transactions', () => {
  test('all of the work is kept, or none of it', async () => {
    const ours = freshTenant();
    const tenant = db.database.tenant(ours);
    const failing = tenant.transaction(async (tx) => {
      await tx.run(note(1, 'half', ours));
      throw new Error('the other half failed');
    });
    await expect(failing).rejects.toThrow('the other half failed');
    expect(await tenant.rows(sql`select id from probe.note`)).toEqual([]);
  });

  test('a failed statement that the work passes over does not let the rest pass for done', async () => {
    const ours = freshTenant();
    const swallowed = db.database.tenant(ours).transaction(async (tx) => {
      await tx.run(note(1, 'first', ours));
      await tx.run(sql`select 1 / 0`).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
    expect(await db.database.tenant(ours).rows(sql`select id from probe.note`)).toEqual([]);
  });

  test('two that lock the same rows crosswise both come through, one of them at its second try', async () => {
    const ours = freshTenant();
    const tenant = db.database.tenant(ours);
    await tenant.run(sql`insert into probe.note (tenant_id, id, words) values (${ours}, 1, ''), (${ours}, 2, '')`);
    let tries = 0;
    const bothHold = meeting(2);
    const lock = (first: number, second: number): Promise<void> =>
      tenant.transaction(async (tx) => {
        tries += 1;
        const again = tries > 2;
        await tx.run(sql`update probe.note set words = words || ${String(first)} where id = ${first}`);
        if (!again) await bothHold();
        await tx.run(sql`update probe.note set words = words || ${String(first)} where id = ${second}`);
      });
    await Promise.all([lock(1, 2), lock(2, 1)]);
    expect(tries).toBe(3);
    const rows = await tenant.rows<{ words: string }>(sql`select words from probe.note order by id`);
    expect(rows.map(({ words }) => words.split('').sort().join(''))).toEqual(['12', '12']);
  });

  test('two serializable sums that write what they have read do not both believe the old total', async () => {
    const ours = freshTenant();
    const tenant = db.database.tenant(ours);
    await tenant.run(note(0, 'x', ours));
    let tries = 0;
    const bothRead = meeting(2);
    const add = (id: number): Promise<void> =>
      tenant.transaction(
        async (tx) => {
          tries += 1;
          const again = tries > 2;
          const { total } = await tx.one<{ total: bigint }>(sql`select count(*) as total from probe.note`);
          if (!again) await bothRead();
          await tx.run(note(id, `${total}`, ours));
        },
        { isolation: 'serializable' },
      );
    await Promise.all([add(1), add(2)]);
    expect(await tenant.rows(sql`select words from probe.note where id > 0 order by words`)).toEqual([
      { words: '1' },
      { words: '2' },
    ]);
    expect(tries).toBe(3);
  });

  test('after three retries the failure is told', async () => {
    let tries = 0;
    const hopeless = db.database.tenant(freshTenant()).transaction(async (tx) => {
      tries += 1;
      await tx.run(sql`do $$ begin raise exception using errcode = '40001', message = 'again'; end $$`);
    });
    await expect(hopeless).rejects.toThrow('again');
    expect(tries).toBe(4);
  });

  test('what is meant for after the commit happens once, after it, and not at all without one', async () => {
    const ours = freshTenant();
    const tenant = db.database.tenant(ours);
    const seen: string[] = [];
    await tenant.transaction(async (tx) => {
      tx.afterCommit(async () => void seen.push(`committed ${(await tenant.rows(sql`select from probe.note`)).length}`));
      await tx.run(note(1, 'news', ours));
      seen.push('worked');
    });
    const failing = tenant.transaction((tx) => {
      tx.afterCommit(() => void seen.push('never'));
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(seen).toEqual(['worked', 'committed 1']);
  });

  test('work that fails after the commit is logged, and the commit stands', async () => {
    const logged: string[] = [];
    const ours = freshTenant();
    const own = openDatabase(db.appUrl, { log: (message, error) => logged.push(`${message}: ${error.message}`) });
    await own.tenant(ours).transaction(async (tx) => {
      tx.afterCommit(() => Promise.reject(new Error('nobody listened')));
      await tx.run(note(1, 'kept', ours));
    });
    expect(logged).toEqual(['work after a commit failed: nobody listened']);
    expect(await own.tenant(ours).rows(sql`select from probe.note`)).toHaveLength(1);
    await own.close();
  });

  test('a transaction that is over takes no more statements', async () => {
    let leaked: { rows: (statement: ReturnType<typeof sql>) => Promise<unknown[]> } | undefined;
    await db.database.tenant(freshTenant()).transaction(async (tx) => {
      leaked = tx;
      await tx.rows(sql`select 1`);
    });
    await expect(leaked?.rows(sql`select 1`)).rejects.toThrow('this transaction is over');
  });

  test('a read-only transaction writes nothing', async () => {
    const ours = freshTenant();
    const writing = db.database.tenant(ours).transaction((tx) => tx.run(note(1, 'no', ours)), { readOnly: true });
    await expect(writing).rejects.toThrow('read-only transaction');
  });

  test('statements sent at once are answered each with its own rows', async () => {
    const answers = await db.database
      .tenant(freshTenant())
      .transaction((tx) =>
        Promise.all(Array.from({ length: 200 }, (_, index) => tx.one<{ it: number }>(sql`select ${index}::int as it`))),
      );
    expect(answers.map(({ it }) => it)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });
});

describe('values', () => {
  test('amounts are exact, days stay days, instants are instants', async () => {
    const row = await db.database.tenant(1).one<{ sent_at: Temporal.Instant }>(sql`
      select 9007199254740993::bigint as minor, 0.10::numeric as rate, '2026-03-29'::date as due_on, 'infinity'::date as settled_on,
        '2026-03-29 02:30:00+01'::timestamptz as sent_at, 12::int as days_late, '{"a": ["b"]}'::jsonb as details,
        array[1, null]::bigint[] as minors, array['2026-02-28', null]::date[] as days, array['a,"b', null] as words
    `);
    expect(row.sent_at).toBeInstanceOf(Temporal.Instant);
    expect({ ...row, sent_at: String(row.sent_at) }).toEqual({
      minor: 9007199254740993n,
      rate: '0.10',
      due_on: '2026-03-29',
      settled_on: 'infinity',
      sent_at: '2026-03-29T01:30:00Z',
      days_late: 12,
      details: { a: ['b'] },
      minors: [1n, null],
      days: ['2026-02-28', null],
      words: ['a,"b', null],
    });
  });

  test('whatever is sent comes back the same', async () => {
    const tenant = db.database.tenant(1);
    const instants = fc
      .bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n })
      .map((microseconds) => Temporal.Instant.fromEpochNanoseconds(microseconds * 1000n).toString());
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
        instants,
        fc.array(fc.option(fc.bigInt({ min: -1000n, max: 1000n }))),
        async (minor, words, at, minors) => {
          const row = await tenant.one<{ at: Temporal.Instant; ats: Temporal.Instant[] }>(sql`
            select ${minor}::bigint as minor, ${words}::text as words, ${Temporal.Instant.from(at)}::timestamptz as at,
              ${[Temporal.Instant.from(at)]}::timestamptz[] as ats, ${minors}::bigint[] as minors
          `);
          expect({ ...row, at: String(row.at), ats: row.ats.map(String) }).toEqual({ minor, words, at, ats: [at], minors });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('`one` wants exactly one row, `maybe` one at most', async () => {
    const tenant = db.database.tenant(1);
    await expect(tenant.one(sql`select 1 where false`)).rejects.toThrow('expected one row, got 0');
    await expect(tenant.one(sql`select generate_series(1, 2)`)).rejects.toThrow('expected one row, got 2');
    await expect(tenant.maybe(sql`select generate_series(1, 2)`)).rejects.toThrow('expected one row at most, got 2');
    expect(await tenant.maybe(sql`select 1 where false`)).toBeUndefined();
  });
});

describe('bulk loads', () => {
  test('every text comes through a COPY as it was', async () => {
    const nasty = fc.array(
      fc.record({
        words: fc.option(
          fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\\N', '\\.', '\\', '\t\n\r', '', '\\\\n', '"', '\u2028')),
        ),
        minor: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        paid: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(nasty, async (lines) => {
        const back = await db.database.tenant(1).transaction(async (tx) => {
          await tx.run(sql`create temporary table line_load (nr integer, words text, minor bigint, paid boolean) on commit drop`);
          const source = lines.map((line, index) => copyLine([index, line.words, line.minor, line.paid]));
          expect(await tx.copyIn('line_load (nr, words, minor, paid)', source)).toBe(lines.length);
          return tx.rows(sql`select words, minor, paid from line_load order by nr`);
        });
        // PostgreSQL holds no NUL in a text.
        expect(back).toEqual(lines.map((line) => ({ ...line, words: line.words?.replaceAll('\0', '\uFFFD') ?? null })));
      }),
      { numRuns: 60 },
    );
  });

  test('a source that breaks in the middle loads nothing, and its own error is told', async () => {
    async function* breaking(): AsyncGenerator<string> {
      yield copyLine(['first']);
      throw new Error('the disk went away');
    }
    const tenant = db.database.tenant(1);
    const load = tenant.transaction(async (tx) => {
      await tx.run(sql`create temporary table line_load (words text) on commit drop`);
      return tx.copyIn('line_load', breaking());
    });
    await expect(load).rejects.toThrow('the disk went away');
    expect(await tenant.one(sql`select 1 as alive`)).toEqual({ alive: 1 });
  });

  test('a line the table cannot take fails the load, without its value in the error', async () => {
    const load = db.database.tenant(1).transaction(async (tx) => {
      await tx.run(sql`create temporary table line_load (minor bigint) on commit drop`);
      return tx.copyIn('line_load', [copyLine(['FR76 3000 6000 0112'])]);
    });
    const error = await load.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: '22P02', statement: 'copy line_load' });
    expect(JSON.stringify(error) + String(error)).not.toContain('FR76');
  });

  test('a statement of any size is read in batches, and may be left early', async () => {
    const single = openDatabase(db.appUrl, { max: 1 });
    const sizes: number[] = [];
    for await (const rows of single.tenant(1).stream(sql`select generate_series(1, 2500) as it`, 1000)) sizes.push(rows.length);
    expect(sizes).toEqual([1000, 1000, 500]);
    for await (const [row] of single.tenant(1).stream<{ it: number }>(sql`select generate_series(1, 2500) as it`, 10)) {
      expect(row?.it).toBe(1);
      break;
    }
    // The pool's only connection is free again, and pipelined as before.
    expect(await single.tenant(1).one(sql`select 1 as free`)).toEqual({ free: 1 });
    await expect(
      Array.fromAsync(single.tenant(1).stream(sql`select 1 / (2 - it) from generate_series(1, 3) as it`, 1)),
    ).rejects.toThrow('division');
    expect(await single.tenant(1).one(sql`select 1 as free`)).toEqual({ free: 1 });
    await single.close();
  });
});

describe('errors', () => {
  test('an error tells the statement and the constraint, never a value', async () => {
    const ours = freshTenant();
    await db.database.tenant(ours).run(note(1, 'Camille Sorbier', ours));
    const error = await db.database
      .tenant(ours)
      .run(note(1, 'Camille Sorbier', ours))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({
      code: '23505',
      constraint: 'note_pkey',
      statement: expect.stringContaining('insert into probe.note'),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('Sorbier');
  });

  test('a connection cut in the middle fails its caller, and the pool serves the next', async () => {
    const cut = db.database.tenant(1).transaction(async (tx) => {
      const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await asSuperuser((root) => root.system.run(sql`select pg_terminate_backend(${pid})`));
      await tx.rows(sql`select pg_sleep(5)`);
    });
    await expect(cut).rejects.toThrow();
    expect(await db.database.tenant(1).one(sql`select 1 as alive`)).toEqual({ alive: 1 });
  });

  test('connections cut while idle are replaced', async () => {
    const logged: string[] = [];
    const own = openDatabase(db.appUrl, { name: 'cut-while-idle', log: (message) => logged.push(message) });
    await Promise.all([own.tenant(1).rows(sql`select 1`), own.tenant(1).rows(sql`select 2`)]);
    await asSuperuser((root) =>
      root.system.run(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut-while-idle'`),
    );
    await expect.poll(() => logged).toEqual(Array.from({ length: 2 }, () => 'an idle database connection was lost'));
    expect(await own.tenant(1).one(sql`select 1 as alive`)).toEqual({ alive: 1 });
    await own.close();
  });
});

test('each statement of a caller counts once, whatever travels around it', async () => {
  const own = openDatabase(db.appUrl);
  await own.tenant(1).rows(sql`select 1`);
  await own.tenant(1).transaction(async (tx) => {
    await tx.rows(sql`select 2`);
    await tx.rows(sql`select 3`);
  });
  expect(own.statements()).toBe(3);
  await own.close();
});

async function asSuperuser(work: (root: Database) => Promise<unknown>): Promise<void> {
  const root = openDatabase(db.superuserUrl);
  await work(root);
  await root.close();
}

/** Lets nobody through before all `count` have come. */
function meeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let here = 0;
  return () => {
    here += 1;
    if (here === count) resolve();
    return promise;
  };
}
