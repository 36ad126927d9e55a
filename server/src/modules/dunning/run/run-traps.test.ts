import { Client } from 'pg';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { openDatabase, sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { createEntity } from '../../identity/index.ts';
import { allocate } from '../../receivables/index.ts';
import { givenItems } from '../../receivables/ledger.fixture.ts';
import {
  confirmAll,
  givenDebtor,
  givenScenario,
  madeActions,
  morningOf,
  run,
  send,
  sentMails,
  tester,
  wholeDay,
  withoutDelays,
} from '../dunning.fixture.ts';
import { runDaily } from './run-daily.ts';

const installation = testDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  for (const close of closing) await close();
});

async function tenantIn(timeZone = 'Europe/Paris'): Promise<TestTenant> {
  const tenant = await installation.newTenant({ timeZone });
  await withoutDelays(tenant);
  return tenant;
}
const invoice = { number: 'F-1', due: '2026-03-01', amount: 100_00n } as const;

test.each([
  // At 23:30 and at 00:30 where the creditor lives, in winter and in summer; in New York it is the day before in Paris.
  { zone: 'Europe/Paris', due: '2026-01-14', last: '2026-01-14T22:30:00Z', first: '2026-01-14T23:30:00Z' },
  { zone: 'Europe/Paris', due: '2026-07-14', last: '2026-07-14T21:30:00Z', first: '2026-07-14T22:30:00Z' },
  { zone: 'America/New_York', due: '2026-01-14', last: '2026-01-15T04:30:00Z', first: '2026-01-15T05:30:00Z' },
  { zone: 'America/New_York', due: '2026-07-14', last: '2026-07-15T03:30:00Z', first: '2026-07-15T04:30:00Z' },
])('T17: what is due on $due in $zone is late from the next midnight there, whatever hour it is for the server', async (day) => {
  for (const server of ['UTC', 'Pacific/Auckland']) {
    vi.stubEnv('TZ', server);
    const tenant = await tenantIn(day.zone);
    await givenScenario(tenant, [{ name: 'Un', level: 1, after: 1 }]);
    await givenDebtor(tenant, [{ ...invoice, due: day.due }]);
    const at = (instant: string) => runDaily(tenant.tenantDb, { actor: tester, now: Temporal.Instant.from(instant) });
    expect(await at(day.last)).toMatchObject({ date: day.due, toConfirm: 0 });
    expect(await at(day.first)).toMatchObject({ toConfirm: 1 });
    const [action] = await madeActions(tenant);
    expect(action?.on).toBe(Temporal.PlainDate.from(day.due).add({ days: 1 }).toString());
  }
});

test.each(['before the run', 'during the run', 'after the run', 'after the yes'])(
  'T27: a payment that was being written and becomes visible %s is reminded of by nothing',
  async (moment) => {
    const tenant = await tenantIn();
    const { customerId, items } = await givenDebtor(tenant, [invoice]);
    const [payment = ''] = await givenItems(tenant, [{ customerId, amount: -100_00n, bookedOn: '2026-03-03' }]);
    const written = Promise.withResolvers<void>();
    const commits = Promise.withResolvers<void>();
    const paying = tenant.tenantDb.transaction(async (tx) => {
      await allocate(
        tx,
        { creditItemId: payment, debitItemId: items['F-1'] ?? '', provisional: false, source: 'manual' },
        tester,
      );
      written.resolve();
      await commits.promise;
    });
    await written.promise;
    const visible = async (): Promise<void> => {
      commits.resolve();
      await paying;
    };
    if (moment === 'before the run') await visible();
    const running = run(tenant, '2026-03-05');
    if (moment === 'during the run') await visible();
    await running;
    if (moment === 'after the run') await visible();
    await confirmAll(tenant, '2026-03-05');
    if (moment === 'after the yes') await visible();
    expect(await send(tenant, '2026-03-05')).toMatchObject({ sent: 0 });
    expect(await tenant.tenantDb.rows(sql`select from dunning.step_done`)).toEqual([]);
    expect(await run(tenant, '2026-03-06')).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
    const open = (await madeActions(tenant)).filter((action) => ['to-confirm', 'queued', 'to-do'].includes(action.state));
    expect(open).toEqual([]);
  },
);

test('T36: a run that meets an error is no success in part: nothing of that entity is kept, what the others did is, and the next run does the rest', async () => {
  const tenant = await tenantIn();
  const { tenantDb } = tenant;
  await run(tenant, '2026-03-01');
  const other = await tenantDb.transaction((tx) =>
    createEntity(tx, { name: 'Sorbier Sud', currency: 'EUR', country: 'FR' }, tester),
  );
  const southern = { ...tenant, entityId: other };
  await givenDebtor(tenant, [{ ...invoice, number: 'NORD-1' }]);
  await givenDebtor(southern, [{ ...invoice, number: 'SUD-1' }]);
  await givenDebtor(southern, [{ ...invoice, number: 'SUD-2' }]);
  const owner = openDatabase(installation.ownerUrl, { max: 1 });
  closing.push(() => owner.close());
  // The database refuses the second of its actions: a full disk, a rule, a fault of ours.
  await owner.system.run(sql`
    create function dunning.fails_for_a_test() returns trigger language plpgsql as $$
    begin
      if (select count(*) from dunning.action_item join receivables.item on item.id = action_item.item_id where item.number like 'SUD%') > 1
      then raise exception 'the disk is full'; end if;
      return null;
    end $$
  `);
  await owner.system.run(sql`
    create trigger fails_for_a_test after insert on dunning.action_item for each statement execute function dunning.fails_for_a_test()
  `);
  await expect(runDaily(tenantDb, { date: '2026-03-05', actor: tester, now: morningOf('2026-03-05') })).rejects.toThrow(
    'the disk is full',
  );
  const runs = () =>
    tenantDb.rows(sql`
      select entity.name, run.state, run.evaluated::int as evaluated, (run.messages + run.to_confirm + run.tasks)::int as made,
        (select count(*)::int from dunning.action where action.run_id = run.id) as actions,
        (select coalesce(sum(skip.value::int), 0)::int from jsonb_each_text(run.skipped) as skip) as skipped,
        (select count(*)::int from dunning.action join dunning.action_item on action_item.action_id = action.id where action.run_id = run.id) as listed
      from dunning.run join identity.entity on entity.id = run.entity_id where run_on = '2026-03-05' order by entity.name
    `);
  const north = { name: expect.any(String), state: 'done', evaluated: 1, made: 1, actions: 1, skipped: 0, listed: 1 };
  expect(await runs()).toEqual([north]);
  expect((await madeActions(tenant)).map((action) => action.items)).toEqual([['NORD-1']]);

  await owner.system.run(sql`drop trigger fails_for_a_test on dunning.action_item`);
  expect(await run(tenant, '2026-03-05')).toMatchObject({ toConfirm: 2 });
  expect(await runs()).toEqual([north, { ...north, name: 'Sorbier Sud', evaluated: 2, made: 2, actions: 2, listed: 2 }]);
  expect((await madeActions(tenant)).flatMap((action) => action.items).toSorted()).toEqual(['NORD-1', 'SUD-1', 'SUD-2']);
});

test('T73: a database that writes its dates another way, day before month, decides and says the same days', async () => {
  const owner = openDatabase(installation.superuserUrl, { max: 1 });
  closing.push(() => owner.close());
  const { name } = await owner.system.one<{ name: string }>(sql`select current_database() as name`);
  const written = async (): Promise<unknown> => {
    const pool = openDatabase(installation.appUrl, { max: 2, asApp: true });
    try {
      const made = await tenantIn();
      const tenant: TestTenant = { ...made, tenantDb: pool.tenant(made.tenantId) };
      // The fourth of May, which another order reads as the fifth of April.
      await givenDebtor(tenant, [{ ...invoice, due: '2026-05-04' }]);
      for (const day of ['2026-05-04', '2026-05-06', '2026-05-07']) await wholeDay(tenant, day);
      const done = await tenant.tenantDb.rows(sql`select level, done_on as "on" from dunning.step_done`);
      const [mail] = await sentMails(tenant);
      expect(mail?.text).toContain('04/05/2026');
      return { done, days: (await madeActions(tenant)).map((action) => action.on), text: mail?.text.replaceAll(/C-?\d+/g, '') };
    } finally {
      await pool.close();
    }
  };
  const usual = await written();
  await owner.system.run(sql`alter database ${sql.ref(name)} set datestyle = 'German, DMY'`);
  await owner.system.run(sql`alter database ${sql.ref(name)} set timezone = 'Pacific/Auckland'`);
  const plain = new Client({ connectionString: installation.appUrl });
  await plain.connect();
  const { rows } = await plain.query('show datestyle');
  await plain.end();
  expect(rows).toEqual([{ DateStyle: 'German, DMY' }]);
  expect(await written()).toEqual(usual);
  expect(usual).toMatchObject({ done: [{ level: 1, on: '2026-05-07' }], days: ['2026-05-07'] });
});
