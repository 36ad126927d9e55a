import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { changeCustomer, customerById, doubtAddresses } from '../../customers/index.ts';
import { givenNotice } from '../../law/interest/notice.fixture.ts';
import { type MessageChannel, recordDelivery, withdrawDelivery } from '../../messages/index.ts';
import { completeAction } from '../agenda/decide-actions.ts';
import { listActions } from '../agenda/list-actions.ts';
import { givenDebtor, morningOf, run, tester } from '../dunning.fixture.ts';
import { reminderHooks } from '../messages/outbox-hooks.ts';
import type { NewStep } from '../scenarios/scenario.ts';
import { by, givenScenario, morning, reminderStep } from './beside.fixture.ts';

const databases = testDatabase();
const today = '2026-05-04';
const address = { addressLines: ['4 rue Haute'], postcode: '38000', city: 'Grenoble' };
const handOver: NewStep = {
  ...reminderStep,
  nameFr: 'Remise au contentieux',
  nameEn: 'Hand-over',
  subjectFr: null,
  subjectEn: null,
  bodyFr: null,
  bodyEn: null,
  channel: 'hand-over',
  automation: 'manual',
  grave: true,
  level: 2,
  offsetDays: 20,
};

/** A debtor about to be handed over, to whom a formal notice went. */
async function chased(channel: MessageChannel = 'registered-letter') {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, [reminderStep, handOver]);
  const { customerId, items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 600_00n }], {
    address_lines: address.addressLines,
    postcode: address.postcode,
    city: address.city,
  });
  const { tenantDb } = tenant;
  // Nothing grave before somebody was reminded.
  await morning(tenant, '2026-03-05');
  const itemIds = Object.values(items);
  const notice = async (): Promise<string> => {
    const id = await givenNotice(tenant, { customerId, itemIds, channel });
    await tenantDb.run(sql`
      update messages.message set recipient_address = ${'Aubépine\n4 rue Haute\n38000 Grenoble'}, sent_at = created_at where id = ${id}
    `);
    return id;
  };
  const messageId = await notice();
  const told = (state: string, on = '2026-04-10', id = messageId) =>
    tenantDb.transaction((tx) =>
      recordDelivery(tx, { messageId: id, state, at: morningOf(on), detail: 'NPAI', saidBy: 'Jeanne' }, reminderHooks),
    );
  const withdraw = () =>
    tenantDb.transaction((tx) =>
      withdrawDelivery(tx, messageId, 'Autre courrier', tester, { hooks: reminderHooks, now: morningOf(today) }),
    );
  const listed = async () => (await listActions(tenantDb, { today, language: 'fr', states: ['to-do'] })).rows;
  const tasks = async () => (await listed()).filter((row) => row.channel === 'task');
  const doubted = async () => (await customerById(tenantDb, customerId)).addressDoubted;
  const cautions = async () => (await listed()).find((row) => row.channel === 'hand-over')?.cautions.map((one) => one.code);
  await run(tenant, today);
  return { tenant, tenantDb, customerId, notice, told, withdraw, tasks, doubted, cautions };
}

test('a notice that came back makes one task to check the address, which is doubted, and warns whoever hands over', async () => {
  const { tenant, told, tasks, doubted, cautions } = await chased();
  expect(await cautions()).toEqual(['grave']);
  await told('returned');
  await told('returned', '2026-04-12');
  await run(tenant, '2026-05-05');
  expect(await tasks()).toMatchObject([
    {
      step: 'Adresse à vérifier\u00a0: un courrier est revenu',
      kind: 'by-hand',
      cautions: [{ code: 'letter-returned' }],
      note: 'NPAI',
    },
  ]);
  expect(await doubted()).toBe(true);
  expect(await cautions()).toEqual(['notice-never-had', 'grave']);
  const marked = await listActions(tenant.tenantDb, { today, language: 'fr', states: ['to-do'], caution: true });
  expect(marked.rows.map((row) => row.channel).toSorted()).toEqual(['hand-over', 'task']);
});

test.each(['refused', 'unclaimed', 'received', 'delivered'])(
  'a notice %s was presented: nobody has anything to do, and the address stands',
  async (state) => {
    const { told, tasks, doubted, cautions } = await chased();
    await told(state);
    expect(await tasks()).toEqual([]);
    expect(await doubted()).toBe(false);
    expect(await cautions()).toEqual(['grave']);
  },
);

test('another notice that went out since, or one that had arrived, takes the warning away; one that comes back too does not', async () => {
  const { notice, told, cautions } = await chased();
  await told('returned');
  const second = await notice();
  expect(await cautions()).toEqual(['grave']);
  await told('returned', '2026-04-20', second);
  expect(await cautions()).toEqual(['notice-never-had', 'grave']);
});

test('the task done, the address was checked; changed, it is another one and nobody doubts it', async () => {
  const { tenantDb, customerId, told, tasks, doubted } = await chased();
  await told('returned');
  await tenantDb.transaction((tx) => changeCustomer(tx, customerId, { addressLines: ['9 rue Basse'] }, tester));
  expect(await doubted()).toBe(false);
  await tenantDb.transaction((tx) => changeCustomer(tx, customerId, { addressLines: address.addressLines }, tester));
  expect(await doubted()).toBe(true);
  const [task] = await tasks();
  await completeAction(tenantDb, task?.id ?? '', 'Il y est bien', by(today));
  expect(await doubted()).toBe(false);
  expect(await tasks()).toEqual([]);
});

test('a letter that went to the address of before makes the new one doubtful to nobody', async () => {
  const { tenantDb, customerId, told, tasks, doubted } = await chased();
  await tenantDb.transaction((tx) => changeCustomer(tx, customerId, { addressLines: ['9 rue Basse'] }, tester));
  await told('returned');
  expect(await doubted()).toBe(false);
  expect(await tasks()).toHaveLength(1);
});

test('said of the wrong letter, the task and the doubt go with it; said again, they come back', async () => {
  const { told, withdraw, tasks, doubted, cautions } = await chased();
  await told('returned');
  await withdraw();
  expect(await tasks()).toEqual([]);
  expect(await doubted()).toBe(false);
  expect(await cautions()).toEqual(['grave']);
  await told('returned');
  expect(await tasks()).toHaveLength(1);
  expect(await doubted()).toBe(true);
});

test('registered e-mail that its provider says came back ends mail to that contact, asks for another way and warns whoever hands over', async () => {
  const { tenantDb, customerId, told, tasks, doubted, cautions } = await chased('registered-e-letter');
  const contactId = '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d71';
  await tenantDb.run(sql`
    insert into customers.contact (tenant_id, id, customer_id, name, email) values (${tenantDb.tenantId}, ${contactId}, ${customerId}, 'Ana', 'ana@aubepine.example')
  `);
  await tenantDb.run(sql`update messages.message set contact_id = ${contactId} where channel = 'registered-e-letter'`);
  await told('undelivered');
  expect(await tasks()).toMatchObject([{ step: 'Trouver une autre voie\u00a0: un courrier n’est pas arrivé' }]);
  expect(await tenantDb.one(sql`select validity from customers.contact where id = ${contactId}`)).toEqual({
    validity: 'bounced',
  });
  expect(await doubted()).toBe(false);
  expect(await cautions()).toEqual(['notice-never-had', 'grave']);
});

test('a letter to a doubted address does not leave by itself: it waits for a yes with its caution, until the address is another one', async () => {
  const tenant = await databases.newTenant();
  const { tenantDb } = tenant;
  await givenScenario(tenant, [{ ...reminderStep, channel: 'letter', automation: 'automatic' }]);
  const owing = (code: string) =>
    givenDebtor(tenant, [{ number: `F-${code}`, due: '2026-03-01', amount: 600_00n }], {
      code,
      address_lines: address.addressLines,
      postcode: address.postcode,
      city: address.city,
    });
  const { customerId } = await owing('AUBEPINE');
  await owing('BRUYERE');
  const moved = await owing('CHARME');
  const cameBack = [customerId, moved.customerId].map((id) => ({ customerId: id, to: 'Aubépine\n4 rue Haute\n38000 Grenoble' }));
  await tenantDb.transaction((tx) => doubtAddresses(tx, cameBack));
  await tenantDb.transaction((tx) => changeCustomer(tx, moved.customerId, { addressLines: ['7 rue Basse'] }, tester));
  expect(await run(tenant, '2026-03-05')).toMatchObject({ messages: 2, toConfirm: 1 });
  const { rows } = await listActions(tenantDb, {
    today: '2026-03-05',
    language: 'fr',
    states: ['to-confirm', 'confirmed'],
    sort: 'code',
  });
  expect(rows.map((row) => [row.customerCode, row.state, row.cautions.map((one) => one.code)])).toEqual([
    ['AUBEPINE', 'to-confirm', ['address-doubted']],
    ['BRUYERE', 'confirmed', []],
    ['CHARME', 'confirmed', []],
  ]);
});
