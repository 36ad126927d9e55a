import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { unpost } from '../../messages/index.ts';
import { freshTenant, givenDebtor, morningOf, tester, wholeDay } from '../dunning.fixture.ts';
import { completeActionIn } from '../agenda/decide-actions.ts';
import { unpostReminders } from './unpost-reminders.ts';

const databases = testDatabase();

/** A first reminder, left on 1 June as a letter somebody said was posted. */
async function posted(): Promise<{ tenant: TestTenant; messageId: string }> {
  const tenant = await freshTenant(databases);
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-05-20', amount: 500_00n },
    { number: 'F-2', due: '2026-05-30', amount: 300_00n },
  ]);
  expect((await wholeDay(tenant, '2026-06-01')).sent).toBe(1);
  const message = await tenant.tenantDb.one<{ id: string }>(sql`
    update messages.message set transport = 'print', finished_at = now() + interval '1 second' returning id
  `);
  return { tenant, messageId: message.id };
}
const history = ({ tenantDb }: TestTenant) => tenantDb.rows(sql`select item_id, outcome from dunning.step_done order by item_id`);
const undo = ({ tenantDb }: TestTenant, messageId: string) =>
  tenantDb.transaction(async (tx) => {
    await unpostReminders(tx, [messageId]);
    await unpost(tx, [messageId], 'Oubliée sur le bureau', tester);
  });

test('a letter that was not posted after all leaves no step done, and its action waits for its posting', async () => {
  const { tenant, messageId } = await posted();
  expect(await history(tenant)).toHaveLength(2);
  await undo(tenant, messageId);
  expect(await history(tenant)).toEqual([]);
  expect(await tenant.tenantDb.rows(sql`select state, done_at from dunning.action`)).toEqual([
    { state: 'confirmed', done_at: null },
  ]);
  // Nobody is reminded beside the letter in the pile.
  expect(await wholeDay(tenant, '2026-06-20')).toMatchObject({ sent: 0 });
});

test('once something was decided or done about its items, the posting stays, and the reason names one', async () => {
  const { tenant, messageId } = await posted();
  await tenant.tenantDb.run(sql`
    insert into dunning.action (tenant_id, id, once_key, entity_id, customer_id, scenario_id, step_id, level, channel, automation, state, planned_on, currency, amount_minor)
    select tenant_id, uuidv7(), 'later', entity_id, customer_id, scenario_id, uuidv7(), 2, 'call', 'manual', 'to-do', planned_on, currency, amount_minor from dunning.action
  `);
  await tenant.tenantDb.run(sql`
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, open_minor, days_late)
    select later.tenant_id, later.id, item.id, false, 1, 1
    from dunning.action as later, receivables.item
    where later.once_key = 'later' and item.number = 'F-2'
  `);
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from dunning.action where once_key = 'later'`);
  // One that was there before, and of which nothing came, does not hinder.
  await tenant.tenantDb.run(sql`update dunning.action set created_at = now() - interval '1 day' where id = ${id}`);
  await tenant.tenantDb.transaction((tx) => completeActionIn(tx, id, undefined, { actor: tester, now: morningOf('2030-01-01') }));
  await expect(undo(tenant, messageId)).rejects.toMatchObject({ code: 'action.unpost-history', values: { number: 'F-2' } });
  expect(await history(tenant)).not.toEqual([]);
});

test('a letter of a one-off is no step of a scenario: its posting stays', async () => {
  const { tenant, messageId } = await posted();
  await tenant.tenantDb.run(sql`update messages.message set kind = 'specific'`);
  await expect(undo(tenant, messageId)).rejects.toMatchObject({ code: 'action.unpost-not-reminder' });
});
