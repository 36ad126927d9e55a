import { expect, test } from 'vitest';
import type { Day } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { sendQueue, type Transport } from '../../messages/index.ts';
import { goLive } from '../../messages/outbox.fixture.ts';
import { planOneOff } from '../beside/one-off.fixture.ts';
import { confirmAll, freshTenant, givenDebtor, morningOf, run, sentMails } from '../dunning.fixture.ts';
import { composeReminder } from './compose-reminder.ts';
import { reminderHooks } from './outbox-hooks.ts';

const databases = testDatabase();
const day: Day = '2026-03-10';

/** Three debtors whose reminders are confirmed and written together; the lane that sends them is told of what happens while the first is handed over. */
async function threeReminders() {
  const tenant = await freshTenant(databases);
  await goLive(tenant.tenantDb);
  const debtors = [];
  for (const number of ['F-1', 'F-2', 'F-3'])
    debtors.push(await givenDebtor(tenant, [{ number, due: '2026-03-01', amount: 100_00n }], { code: `C-${number}` }));
  await run(tenant, day);
  await confirmAll(tenant, day);
  // In the order of the invoices.
  await tenant.tenantDb.run(sql`
    update messages.message set not_before = message.not_before + make_interval(secs => right(customer.code, 1)::int - 9)
    from customers.customer where customer.id = message.customer_id
  `);
  return { tenant, debtors };
}

/** Sends by one lane; `meanwhile` is done once the first message has begun to leave. Answers the addresses of what left, in order, and how many were written. */
async function sendWhile(
  tenant: TestTenant,
  meanwhile: () => Promise<unknown>,
): Promise<{ readonly left: string[]; readonly written: number }> {
  const left: string[] = [];
  let written = 0;
  const smtp: Transport = {
    name: 'smtp',
    deliver: async (parcel) => {
      if (parcel.channel !== 'e-mail') throw new Error('not a mail');
      left.push(parcel.mail.to.address);
      if (left.length === 1) await meanwhile();
      return { outcome: 'sent', reference: `taken ${left.length}` };
    },
    close: async () => undefined,
  };
  await sendQueue(
    tenant.tenantDb,
    {
      smtp,
      composers: {
        reminder: (tx, message, now) => {
          written += 1;
          return composeReminder(tx, message, now);
        },
        byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }),
      },
      hooks: reminderHooks,
      now: () => morningOf(day).add({ minutes: 30 }),
    },
    { connections: 1 },
  );
  return { left, written };
}

const becameOf = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ number: string; state: string; reason: string | null; minor: bigint | null }>(sql`
    select item.number, message.state, message.cancelled_reason as reason, message.amount_minor as minor
    from messages.message
    join dunning.action_item on action_item.action_id = message.action_id
    join receivables.item on item.id = action_item.item_id
    order by item.number
  `);

test('a payment that comes between the writing and the leaving of a reminder: it does not leave (T1)', async () => {
  const { tenant } = await threeReminders();
  const { left } = await sendWhile(tenant, () =>
    tenant.tenantDb.run(sql`update receivables.item set open_minor = 0, settled_on = ${day}::date where number = 'F-2'`),
  );
  expect(left).toHaveLength(2);
  expect(await becameOf(tenant)).toMatchObject([
    { number: 'F-1', state: 'sent' },
    { number: 'F-2', state: 'cancelled', reason: 'settled-before-send' },
    { number: 'F-3', state: 'sent', minor: 100_00n },
  ]);
});

test('a part payment at that instant: the reminder leaves with what is still owed', async () => {
  const { tenant } = await threeReminders();
  await sendWhile(tenant, () => tenant.tenantDb.run(sql`update receivables.item set open_minor = 4000 where number = 'F-3'`));
  expect(await becameOf(tenant)).toMatchObject([
    { minor: 100_00n },
    { minor: 100_00n },
    { number: 'F-3', state: 'sent', minor: 40_00n },
  ]);
});

test('a credit on the account at that instant is deducted', async () => {
  const { tenant, debtors } = await threeReminders();
  await sendWhile(tenant, () =>
    tenant.tenantDb.run(sql`
      insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, number, issue_on, due_on, booked_on, currency, amount_minor, open_minor)
      select tenant_id, uuidv7(), entity_id, customer_id, uuidv7(), source, 'avoir', 'credit-note', 'AV-1', issue_on, due_on, booked_on, currency, -3000, -3000
      from receivables.item where customer_id = ${debtors[1]?.customerId ?? null}
    `),
  );
  expect((await becameOf(tenant)).map(({ number, minor }) => [number, minor])).toEqual([
    ['F-1', 100_00n],
    ['F-2', 70_00n],
    ['F-3', 100_00n],
  ]);
});

test.each([
  ['of the account', sql`'customer', item.customer_id, null`],
  ['of the invoice', sql`'item', item.customer_id, item.id`],
  ['of the invoice, under no account', sql`'item', null, item.id`],
])('a stop %s at that instant: the reminder does not leave', async (_what, target) => {
  const { tenant } = await threeReminders();
  await sendWhile(tenant, () =>
    tenant.tenantDb.run(sql`
      insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, author)
      select item.tenant_id, uuidv7(), ${target}, 'stop', 'test', ${day}::date, 'test'
      from receivables.item where item.number = 'F-2'
    `),
  );
  expect(await becameOf(tenant)).toMatchObject([{ state: 'sent' }, { state: 'cancelled', reason: 'stop' }, { state: 'sent' }]);
});

test('a new address at that instant is the one written to', async () => {
  const { tenant, debtors } = await threeReminders();
  const { left } = await sendWhile(tenant, () =>
    tenant.tenantDb.run(
      sql`update customers.customer set email = 'nouvelle@aubepine.example' where id = ${debtors[2]?.customerId ?? null}`,
    ),
  );
  expect(left).toEqual(['comptabilite@aubepine.example', 'comptabilite@aubepine.example', 'nouvelle@aubepine.example']);
});

test('another program’s message to the same customer at that instant: the reminder waits for tomorrow (T62)', async () => {
  const { tenant, debtors } = await threeReminders();
  const { customerId = '', items = {} } = debtors[1] ?? {};
  const { left } = await sendWhile(tenant, async () => {
    await planOneOff(tenant, { customerId, itemId: items['F-2'] ?? '', on: day });
    await run(tenant, day);
    await sendWhile(tenant, async () => undefined);
  });
  expect(left).toHaveLength(2);
  expect((await sentMails(tenant)).filter((mail) => mail.customerId === customerId).map((mail) => mail.subject)).toEqual([
    'Votre facture',
  ]);
});

test('what changed elsewhere, or was there before, has nothing written again', async () => {
  const { tenant, debtors } = await threeReminders();
  const { left, written } = await sendWhile(tenant, async () => {
    await givenDebtor(tenant, [{ number: 'F-9', due: '2026-03-01', amount: 100_00n }]);
    await tenant.tenantDb.run(
      sql`update receivables.item set label = 'déjà parti' where customer_id = ${debtors[0]?.customerId ?? null}`,
    );
  });
  expect(left).toHaveLength(3);
  expect(written).toBe(3);
});
