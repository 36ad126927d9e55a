import { expect, test } from 'vitest';
import { addDays, type Day } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { completeAction } from '../agenda/decide-actions.ts';
import { freshTenant, givenDebtor, morningOf, run, tester, wholeDay } from '../dunning.fixture.ts';
import { nextActions } from './next-actions.ts';
import { nextWorkingDay } from '../working-days.ts';
import { withPlan } from './plan.ts';
import { scenarioReach } from './reach.ts';

const databases = testDatabase();

async function portfolio(): Promise<TestTenant> {
  const tenant = await freshTenant(databases, 'business');
  await givenDebtor(
    tenant,
    [
      { number: 'F-1', due: '2026-03-01', amount: 100_00n },
      { number: 'F-2', due: '2026-03-12', amount: 80_00n },
    ],
    { code: 'ALISIER' },
  );
  await givenDebtor(
    tenant,
    [{ number: 'F-3', due: '2026-01-10', amount: 300_00n, columns: { last_reminder_level: 1, last_reminder_on: '2026-02-20' } }],
    { code: 'BOULEAU' },
  );
  await givenDebtor(tenant, [{ number: 'F-4', due: '2026-03-20', amount: 45_00n }], { code: 'CORMIER' });
  const held = await givenDebtor(tenant, [{ number: 'F-5', due: '2026-02-20', amount: 45_00n }], { code: 'EGLANTIER' });
  await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, until_on, author)
    values (${tenant.tenantId}, uuidv7(), 'item', ${held.customerId}, ${held.items['F-5'] ?? ''}, 'promised', 'test', '2026-03-01', '2026-03-10', 'test')
  `);
  return tenant;
}

type Line = { date: Day; customer: string; step: string; items: number; amount: bigint };

async function foreseen(tenant: TestTenant, from: Day, days: number): Promise<Line[]> {
  const rows = await withPlan(tenant.tenantDb, { from, days, now: morningOf(from) }, (plan) => plan.rows());
  return rows.map((row) => ({
    date: row.on,
    customer: row.customerCode,
    step: row.stepFr,
    items: row.items,
    amount: row.amountMinor,
  }));
}

test('what the plan foresees is what the runs then do, day after day, when nothing changes', async () => {
  const tenant = await portfolio();
  const from = '2026-03-03';
  const days = 45;
  const plan = await foreseen(tenant, from, days);
  const done: Line[] = [];
  for (let day = from; day < addDays(from, days); day = addDays(day, 1)) {
    await wholeDayOnOpenDays(tenant, day);
    const made = await tenant.tenantDb.rows<{
      customer: string;
      step: string;
      items: number;
      amount: bigint;
      id: string;
      channel: string;
    }>(sql`
      select customer.code as customer, step.name_fr as step, action.amount_minor as amount, action.id, action.channel,
        (select count(*)::int from dunning.action_item where action_item.action_id = action.id) as items
      from dunning.action
      join customers.customer on customer.id = action.customer_id
      join dunning.step on step.step_id = action.step_id
      join dunning.run on run.id = action.run_id
      where run.run_on = ${day}::date
      order by customer.code
    `);
    for (const { id, channel, ...line } of made) {
      done.push({ date: nextWorkingDay(day, 'FR'), ...line });
      if (channel === 'call')
        await completeAction(tenant.tenantDb, id, undefined, { actor: tester, now: morningOf(nextWorkingDay(day, 'FR')) });
    }
  }
  const inOrder = (lines: Line[]): Line[] =>
    lines.toSorted((left, right) => `${left.date} ${left.customer}`.localeCompare(`${right.date} ${right.customer}`));
  expect(inOrder(done)).toEqual(inOrder(plan));
  expect(plan.map((line) => line.step)).toContain('Mise en demeure');
});

// The messages of a closed day leave on the next open one, as the contact window has it.
async function wholeDayOnOpenDays(tenant: TestTenant, day: Day): Promise<void> {
  if (nextWorkingDay(day, 'FR') === day) await wholeDay(tenant, day);
  else await run(tenant, day);
}

test('the plan writes nothing', async () => {
  const tenant = await portfolio();
  await foreseen(tenant, '2026-03-03', 30);
  expect(
    await tenant.tenantDb.rows(
      sql`select 1 from dunning.action union all select 1 from dunning.step_done union all select 1 from dunning.run`,
    ),
  ).toEqual([]);
});

test('the plan says what its first day leaves out, and why', async () => {
  const tenant = await portfolio();
  const skipped = await withPlan(tenant.tenantDb, { from: '2026-03-05', days: 1, now: morningOf('2026-03-05') }, (plan) =>
    plan.skipped(),
  );
  expect(skipped).toEqual([{ customer: 'EGLANTIER', item: 'F-5', reason: 'promised' }]);
});

test('the next three actions of a customer are those made already, then those foreseen', async () => {
  const tenant = await portfolio();
  await run(tenant, '2026-03-05');
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from customers.customer where code = 'ALISIER'`);
  const next = await nextActions(tenant.tenantDb, id, { today: '2026-03-05', now: morningOf('2026-03-05'), language: 'fr' });
  expect(next.actions.map((action) => [action.state, action.on, action.step, action.items])).toEqual([
    ['to-confirm', '2026-03-05', 'Première relance', 1],
    ['planned', '2026-03-11', 'Deuxième relance', 1],
    ['planned', '2026-03-23', 'Appel téléphonique', 2],
  ]);
});

test('where nobody can be written to, what comes next is that an address is found, said once; not the step the task stands for', async () => {
  const tenant = await portfolio();
  await tenant.tenantDb.run(sql`update customers.customer set email = null where code = 'ALISIER'`);
  await tenant.tenantDb.run(
    sql`delete from customers.contact where customer_id = (select id from customers.customer where code = 'ALISIER')`,
  );
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from customers.customer where code = 'ALISIER'`);
  const asked = { today: '2026-03-05', now: morningOf('2026-03-05'), language: 'fr' } as const;
  const told = async () =>
    (await nextActions(tenant.tenantDb, id, asked)).actions.map(({ state, step, channel }) => [state, step, channel]);
  expect((await told())[0]).toEqual(['planned', 'Trouver une adresse', 'task']);
  await run(tenant, '2026-03-05');
  const [made, ...later] = await told();
  expect(made).toEqual(['to-do', 'Trouver une adresse', 'task']);
  expect(later.filter(([, , channel]) => channel === 'task')).toEqual([]);
});

test('a scenario’s reach counts whom it touches today and within seven days', async () => {
  const tenant = await portfolio();
  await run(tenant, '2026-03-02');
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  const reach = await scenarioReach(tenant.tenantDb, id, morningOf('2026-03-04'));
  expect(reach).toMatchObject({ customers: 4, openItems: 5, today: { toConfirm: 2, customers: 2 } });
});
