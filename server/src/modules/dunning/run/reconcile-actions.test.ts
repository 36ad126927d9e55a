import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { confirmAll, freshTenant, givenDebtor, run, send } from '../dunning.fixture.ts';

const databases = testDatabase();
const notes = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ state: string; note: string | null }>(sql`
    select action.state, action.decision_note as note from dunning.action where action.step_id is not null order by action.created_at, action.state
  `);
const late = [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }] as const;

test('an action that is no longer due is not said to be replaced when nothing replaces it', async () => {
  const tenant = await freshTenant(databases);
  const { items } = await givenDebtor(tenant, late);
  await run(tenant, '2026-03-04');
  await tenant.tenantDb.run(sql`update receivables.item set due_on = '2026-04-30' where id = ${items['F-1'] ?? ''}`);
  await run(tenant, '2026-03-05');
  expect(await notes(tenant)).toEqual([{ state: 'cancelled', note: 'no-longer-due' }]);
});

test('an action is said to be replaced when the run makes another one for the account', async () => {
  const tenant = await freshTenant(databases);
  await givenDebtor(tenant, late, { code: 'ALISIER' });
  await run(tenant, '2026-03-04');
  const { customer_id: customerId, entity_id: entityId } = await tenant.tenantDb.one<{ customer_id: string; entity_id: string }>(
    sql`select customer_id, entity_id from receivables.item`,
  );
  // An older invoice turns up: it leads now, with its own step.
  await tenant.tenantDb.run(sql`
    insert into receivables.item (tenant_id, id, document_id, entity_id, customer_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on, booked_on, currency,
      amount_minor, open_minor, in_ledger)
    select tenant_id, uuidv7(), uuidv7(), ${entityId}, ${customerId}, source, 'older', kind, ledger_class, 'F-0', 'plus ancienne', '2026-01-01', '2026-02-01', '2026-01-01', currency,
      90000, 90000, in_ledger
    from receivables.item limit 1
  `);
  await run(tenant, '2026-03-05');
  expect((await notes(tenant)).toSorted((one, other) => one.state.localeCompare(other.state))).toEqual([
    { state: 'cancelled', note: 'superseded' },
    { state: 'to-confirm', note: null },
  ]);
});

test('a message confirmed and no longer due when it is to leave says so, not that something replaces it', async () => {
  const tenant = await freshTenant(databases);
  const { items } = await givenDebtor(tenant, late);
  await run(tenant, '2026-03-04');
  await confirmAll(tenant, '2026-03-04');
  await tenant.tenantDb.run(sql`update receivables.item set due_on = '2026-04-30' where id = ${items['F-1'] ?? ''}`);
  await send(tenant, '2026-03-04');
  expect(await tenant.tenantDb.rows(sql`select state, cancelled_reason as reason from messages.message`)).toEqual([
    { state: 'cancelled', reason: 'no-longer-due' },
  ]);
});
