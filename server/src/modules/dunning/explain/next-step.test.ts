import { expect, test } from 'vitest';
import { addDays, type Day } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { completeAction } from '../agenda/decide-actions.ts';
import { freshTenant, givenDebtor, morningOf, run, tester, wholeDay } from '../dunning.fixture.ts';
import { withPlan } from '../plan/plan.ts';
import { nextWorkingDay } from '../working-days.ts';
import { explainCustomer, explainEntity } from './explain-item.ts';

const databases = testDatabase();

// Wednesday 4 March 2026, and five weeks of runs: time enough beside other work.
const from = '2026-03-04';
const days = 36;
const longMs = 120_000;

async function portfolio(): Promise<TestTenant> {
  const tenant = await freshTenant(databases, 'business');
  // The first run makes the standard scenario.
  await run(tenant, '2026-01-02');
  // F-2's courtesy notice was due on 28 February, behind the older F-1.
  await givenDebtor(
    tenant,
    [
      { number: 'F-1', due: '2026-02-20', amount: 100_00n },
      { number: 'F-2', due: '2026-03-05', amount: 80_00n },
      { number: 'F-3', due: '2026-03-31', amount: 60_00n },
    ],
    { code: 'ALISIER' },
  );
  await givenDebtor(
    tenant,
    [{ number: 'F-4', due: '2026-01-10', amount: 300_00n, columns: { last_reminder_level: 1, last_reminder_on: '2026-03-02' } }],
    { code: 'BOULEAU' },
  );
  // Due on a Saturday; below the floor; not late for a long time.
  await givenDebtor(tenant, [{ number: 'F-5', due: '2026-03-07', amount: 45_00n }], { code: 'CORMIER' });
  await givenDebtor(tenant, [{ number: 'F-6', due: '2026-02-20', amount: 5_00n }], { code: 'EGLANTIER' });
  await givenDebtor(tenant, [{ number: 'F-7', due: '2026-12-31', amount: 500_00n }], { code: 'FUSAIN' });
  return tenant;
}

async function customers({ tenantDb }: TestTenant): Promise<string[]> {
  return (await tenantDb.rows<{ id: string }>(sql`select id from customers.customer order by code`)).map(({ id }) => id);
}

async function nextSteps(tenant: TestTenant, day: Day) {
  const positions = [];
  for (const id of await customers(tenant))
    positions.push(...(await explainCustomer(tenant.tenantDb, id, { now: morningOf(day), on: day, language: 'fr' })));
  return positions;
}

test('the day `why` gives for what comes next is the day on which it is then done', { timeout: longMs }, async () => {
  const tenant = await portfolio();
  const foretold = await nextSteps(tenant, from);
  for (let day: Day = from; day < addDays(from, days); day = addDays(day, 1)) {
    if (nextWorkingDay(day, 'FR') === day) await wholeDay(tenant, day);
    else await run(tenant, day);
    const calls = await tenant.tenantDb.rows<{ id: string }>(
      sql`select id from dunning.action where state = 'to-do' and channel = 'call'`,
    );
    for (const { id } of calls)
      await completeAction(tenant.tenantDb, id, undefined, { actor: tester, now: morningOf(nextWorkingDay(day, 'FR')) });
  }
  const done = await tenant.tenantDb.rows<{ number: string; step: string; on: Day }>(sql`
    select distinct on (item.number) item.number, step.name_fr as step, step_done.done_on as "on"
    from dunning.step_done
    join receivables.item on item.id = step_done.item_id
    join dunning.step on step.step_id = step_done.step_id and step.scenario_id = step_done.scenario_id
    where step_done.outcome = 'done' and step_done.done_on >= ${from}::date
    order by item.number, step_done.done_on
  `);
  expect(done.length).toBeGreaterThanOrEqual(5);
  expect(
    foretold.filter(({ number }) => done.some((one) => one.number === number)).map(({ number, next }) => ({ number, ...next })),
  ).toEqual(done);
});

test('`why` and the plan give the same day, on any day, and never one that has passed', { timeout: longMs }, async () => {
  const tenant = await portfolio();
  for (const day of ['2026-03-04', '2026-03-05', '2026-03-07', '2026-03-20', '2026-04-03']) {
    for (const id of await customers(tenant)) {
      const positions = await explainCustomer(tenant.tenantDb, id, { now: morningOf(day), on: day, language: 'fr' });
      const planned = await withPlan(tenant.tenantDb, { from: day, days: 90, now: morningOf(day), customerIds: [id] }, (plan) =>
        plan.rows(),
      );
      const told = positions.flatMap(({ next }) => next ?? []);
      for (const next of told)
        expect(next.on >= day && next.on === nextWorkingDay(next.on, 'FR'), `${day} ${next.on}`).toBe(true);
      const [first] = planned;
      if (first) expect(told.map((next) => next.on).toSorted()[0], `${day} ${first.customerCode}`).toBe(first.on);
    }
  }
});

test(
  'asked of the whole entity, every item has the day its own customer’s page and the plan give',
  { timeout: longMs },
  async () => {
    const tenant = await portfolio();
    // Chased at its payer, whose code comes after its own.
    const { customerId: payer } = await givenDebtor(tenant, [{ number: 'F-8', due: '2026-02-25', amount: 70_00n }], {
      code: 'GENET',
    });
    await givenDebtor(tenant, [{ number: 'F-9', due: '2026-02-10', amount: 90_00n }], { code: 'FRENE', payer_id: payer });
    // Held until a day: it comes once that is over.
    const { items } = await givenDebtor(tenant, [{ number: 'F-11', due: '2026-02-12', amount: 110_00n }], { code: 'IF' });
    await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, until_on, author)
    select tenant_id, uuidv7(), 'item', customer_id, id, 'promised', 'test', '2026-03-02', '2026-03-26', 'test' from receivables.item where id = ${items['F-11']}::uuid
  `);
    // Nobody to write to.
    await givenDebtor(tenant, [{ number: 'F-10', due: '2026-02-01', amount: 400_00n }], { code: 'HOUX', email: null });
    for (const day of ['2026-03-04', '2026-03-20']) {
      const asked = { now: morningOf(day), on: day, language: 'fr' } as const;
      const whole = (await Array.fromAsync(explainEntity(tenant.tenantDb, tenant.entityId, asked))).flat();
      const each = await nextSteps(tenant, day);
      expect(whole).toEqual(each);
      const planned = await withPlan(tenant.tenantDb, { from: day, days: 90, now: morningOf(day) }, (plan) => plan.rows());
      const firstOf = (rows: readonly { readonly customer: string; readonly on: string }[], customer: string) =>
        rows
          .filter((row) => row.customer === customer)
          .map(({ on }) => on)
          .toSorted()[0];
      const told = whole.flatMap(({ customer, next }) => (next ? [{ customer, on: next.on }] : []));
      for (const { customerCode } of planned)
        if (customerCode !== 'GENET')
          expect(firstOf(told, customerCode), `${day} ${customerCode}`).toBe(
            firstOf(
              planned.map((row) => ({ customer: row.customerCode, on: row.on })),
              customerCode,
            ),
          );
      expect(whole.find(({ number }) => number === 'F-11')).toMatchObject({ code: 'promised', next: { on: '2026-03-27' } });
      expect(told.length).toBeGreaterThanOrEqual(9);
      await wholeDay(tenant, day);
    }
  },
);

test(
  'a courtesy notice whose day has passed behind an older invoice is not foretold for the past: the first reminder comes',
  { timeout: longMs },
  async () => {
    const tenant = await portfolio();
    const of = new Map((await nextSteps(tenant, from)).map((position) => [position.number, position]));
    expect(of.get('F-2')).toMatchObject({ next: { step: 'Première relance' } });
    expect(of.get('F-2')?.why.join(' ')).not.toContain('28/02/2026');
    // What is due since and cannot leave says since when, and foretells nothing.
    expect(of.get('F-6')).toMatchObject({ code: 'below-floor', next: null });
    expect(of.get('F-6')?.why.join(' ')).toContain('est due depuis le');
    // Far ahead: its own day, put to a working day.
    expect(of.get('F-7')?.next?.on).toBe(nextWorkingDay('2026-12-26', 'FR'));
  },
);
