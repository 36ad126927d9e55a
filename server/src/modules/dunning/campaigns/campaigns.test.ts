import { expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { recallMessage } from '../../messages/index.ts';
import { agedBalance, allocate } from '../../receivables/index.ts';
import { givenItems } from '../../receivables/ledger.fixture.ts';
import { confirmAll, freshTenant, givenDebtor, givenScenario, morningOf, run, settle, tester } from '../dunning.fixture.ts';
import { reminderHooks } from '../messages/outbox-hooks.ts';
import { campaignRow } from './campaign-store.ts';
import { beginCampaign, cancelCampaign } from './change-campaign.ts';
import { confirmCampaign } from './confirm-campaign.ts';
import { by, campaignMails, changed, confirmed, deliver, givenCampaign, looked, mailServer } from './campaigns.fixture.ts';

const db = testDatabase();
const day = '2026-03-03';

async function contact({ tenantDb, tenantId }: TestTenant, customerId: string, columns: Record<string, unknown>): Promise<void> {
  const row = Object.entries({ id: uuidv7(), customer_id: customerId, ...columns });
  await tenantDb.run(sql`
    insert into customers.contact (tenant_id, ${sql.join(row.map(([name]) => sql.ref(name)))})
    values (${tenantId}, ${sql.join(row.map(([, value]) => sql`${value}`))})
  `);
}

test('a statement goes once to each customer with something open, one a currency, in their language, with its table and its PDF', async () => {
  const tenant = await freshTenant(db);
  const french = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-01', amount: 1000_00n },
    { number: 'F-2', due: '2026-04-01', amount: 250_00n },
    { number: 'U-1', due: '2026-04-01', amount: 80_00n, currency: 'USD' },
  ]);
  await givenItems(tenant, [
    { customerId: french.customerId, amount: -50_00n, bookedOn: '2026-02-10', columns: { number: 'A-9' } },
  ]);
  const english = await givenDebtor(tenant, [{ number: 'F-3', due: '2026-03-20', amount: 30_00n }], { language: 'en' });
  const id = await givenCampaign(tenant, 'statement', day);
  const seen = await looked(tenant, id, day);
  expect(seen).toMatchObject({
    messages: 3,
    customers: 2,
    languages: [
      { language: 'fr', messages: 2 },
      { language: 'en', messages: 1 },
    ],
    totals: [
      { currency: 'EUR', amount: '1230.00', messages: 2 },
      { currency: 'USD', amount: '80.00', messages: 1 },
    ],
    leftOut: [],
  });
  expect(seen.previews).toHaveLength(3);
  expect(seen.previews[0]?.attachments).toEqual([expect.stringMatching(/^Relevé .*\.pdf$/)]);

  expect(await confirmed(tenant, id, day)).toBe(3);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 3, failed: 0 });
  const mails = await campaignMails(tenant);
  const of = (customerId: string, currency: string) =>
    mails.find((mail) => mail.customerId === customerId && mail.currency === currency);
  const euros = of(french.customerId, 'EUR');
  expect(euros).toMatchObject({ state: 'sent', amountMinor: 1200_00n, language: 'fr' });
  expect(euros?.subject).toMatch(/^Relevé de compte au 3 mars 2026/);
  const text = (euros?.text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(text).toContain('Son solde est de 1 200,00 €');
  expect(text).toContain('Dont échu : 1 000,00 €');
  expect(text).toMatch(/A-9 · [-−]50,00 €/);
  expect(of(french.customerId, 'USD')).toMatchObject({ amountMinor: 80_00n });
  expect(of(english.customerId, 'EUR')?.subject).toMatch(/^Statement of account at 3 March 2026/);
  const attached = await tenant.tenantDb.rows(sql`select kind from messages.attachment`);
  expect(attached).toHaveLength(3);
  expect(await campaignRow(tenant.tenantDb, id)).toMatchObject({
    state: 'done',
    messages: 3,
    progress: { waiting: 0, sent: 3, rehearsed: 3, failed: 0 },
    allowedActions: [],
  });
});

test('a campaign asks for nothing: its statement says how to pay only where its text wants it', async () => {
  const tenant = await freshTenant(db);
  await tenant.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 1000_00n }]);
  const id = await givenCampaign(tenant, 'statement', day);
  expect((await looked(tenant, id, day)).previews[0]?.text).not.toMatch(/FR76|pour régler/i);
  await changed(tenant, id, day, { bodyFr: 'Voici.\n\n{{ statement }}\n\n{{ payment }}' });
  expect((await looked(tenant, id, day)).previews[0]?.text).toContain('FR76 3000 6000 0112 3456 7890 189');
});

test('who is left out is told before anybody confirms, each with the reason', async () => {
  const tenant = await freshTenant(db);
  const invoice = { number: 'F', due: '2026-02-01', amount: 10_00n };
  await givenDebtor(tenant, [invoice]);
  await givenDebtor(tenant, []);
  await givenDebtor(tenant, [invoice], { email: null });
  const quiet = await givenDebtor(tenant, [invoice], { email: null });
  await contact(tenant, quiet.customerId, { email: 'non@saule.example', opted_out_of: ['e-mail'] });
  const doubted = await givenDebtor(tenant, [invoice], { email: 'retour@saule.example' });
  await contact(tenant, doubted.customerId, { email: 'retour@saule.example', validity: 'bounced' });
  await givenDebtor(tenant, [invoice], { email: 'compta chez saule' });
  const id = await givenCampaign(tenant, 'statement', day);
  const seen = await looked(tenant, id, day);
  expect(seen.messages).toBe(1);
  expect(seen.leftOut.map(({ reason, customers }) => [reason, customers])).toEqual([
    ['bad-address', 1],
    ['doubted-address', 1],
    ['no-address', 1],
    ['nothing-open', 1],
    ['opted-out', 1],
  ]);
  // What states no account goes to who owes nothing, too.
  const free = await givenCampaign(tenant, 'free', day, { subjectFr: 'Fermeture', bodyFr: 'Nous fermons en août.' });
  expect((await looked(tenant, free, day)).messages).toBe(2);
});

test('only the audience gets it, by the roles asked for', async () => {
  const tenant = await freshTenant(db);
  const invoice = { number: 'F', due: '2026-02-01', amount: 10_00n };
  const chosen = await givenDebtor(tenant, [invoice], { segment: 'grands' });
  await contact(tenant, chosen.customerId, { email: 'daf@saule.example', role: 'cfo' });
  await givenDebtor(tenant, [invoice], { segment: 'petits' });
  await givenDebtor(tenant, [invoice], { segment: 'grands' });
  const id = await givenCampaign(tenant, 'free', day, {
    subjectFr: 'Bonjour',
    bodyFr: 'Bonjour {{ customer.name }},',
    criteria: { field: 'segment', is: 'is', value: 'grands' },
    recipientRoles: ['cfo'],
  });
  const seen = await looked(tenant, id, day);
  expect(seen).toMatchObject({ messages: 1, leftOut: [{ reason: 'no-address', customers: 1 }] });
  expect(seen.previews.map((preview) => preview.recipient.address)).toEqual(['daf@saule.example']);
});

test('another number than the one that was seen is refused, and so is what somebody has rewritten since', async () => {
  const tenant = await freshTenant(db);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 10_00n }]);
  const id = await givenCampaign(tenant, 'statement', day);
  const { revision, messages } = await looked(tenant, id, day);
  await givenDebtor(tenant, [{ number: 'F-2', due: '2026-02-01', amount: 10_00n }]);
  const confirm = (seen: { revision: number; messages: number }) => confirmCampaign(tenant.tenantDb, id, seen, by(day));
  await expect(confirm({ revision, messages })).rejects.toMatchObject({
    code: 'campaign.other-number',
    values: { seen: '1', now: '2' },
  });
  await changed(tenant, id, day, { subjectFr: 'Autrement' });
  await expect(confirm({ revision, messages: 2 })).rejects.toThrow('campaign.changed-meanwhile');
  expect(await campaignMails(tenant)).toEqual([]);
  await confirm({ revision: revision + 1, messages: 2 });
  expect(await campaignMails(tenant)).toHaveLength(2);
});

test('confirmed twice, also at the same moment, a campaign sends each message once', async () => {
  const tenant = await freshTenant(db);
  for (const number of ['F-1', 'F-2', 'F-3']) await givenDebtor(tenant, [{ number, due: '2026-02-01', amount: 10_00n }]);
  const id = await givenCampaign(tenant, 'statement', day);
  const { revision, messages } = await looked(tenant, id, day);
  const confirm = () => confirmCampaign(tenant.tenantDb, id, { revision, messages }, by(day));
  const both = await Promise.all([confirm(), confirm()]);
  expect(both.filter((until) => until === null)).toHaveLength(1);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 3 });
  expect(await confirm()).toBeNull();
  expect(await deliver(tenant, day)).toMatchObject({ sent: 0 });
  expect(await campaignMails(tenant)).toHaveLength(3);
  await expect(changed(tenant, id, day, { name: 'Trop tard' })).rejects.toThrow('campaign.not-draft');
});

test('a confirmation that fails half-way leaves a draft and not one message', async () => {
  const tenant = await freshTenant(db);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 10_00n }]);
  const id = await givenCampaign(tenant, 'statement', day);
  const { revision, messages } = await looked(tenant, id, day);
  const cut = tenant.tenantDb.transaction(async (tx) => {
    // The database the command is given is this transaction, which ends as if the program had been killed.
    const within = Object.assign(Object.create(tenant.tenantDb), {
      transaction: (work: (inner: typeof tx) => Promise<unknown>) => work(tx),
    });
    await confirmCampaign(within, id, { revision, messages }, by(day));
    expect((await tx.rows(sql`select 1 from messages.message where kind = 'campaign'`)).length).toBe(1);
    throw new Error('killed');
  });
  await expect(cut).rejects.toThrow('killed');
  expect(await campaignMails(tenant)).toEqual([]);
  expect(await campaignRow(tenant.tenantDb, id)).toMatchObject({ state: 'draft', messages: null });
  expect(await confirmed(tenant, id, day)).toBe(1);
});

test('the balance to confirm is the one of the aged balance of its day, whatever was paid since, to the last item', async () => {
  const tenant = await freshTenant(db);
  const one = await givenDebtor(tenant, [
    { number: 'F-1', due: '2025-11-30', amount: 700_00n, columns: { booked_on: '2025-11-01' } },
    { number: 'F-2', due: '2025-12-31', amount: 120_00n, columns: { booked_on: '2025-12-15' } },
    { number: 'F-3', due: '2026-02-28', amount: 999_00n, columns: { booked_on: '2026-01-20' } },
  ]);
  const [payment = '', early = ''] = await givenItems(tenant, [
    { customerId: one.customerId, amount: -700_00n, bookedOn: '2026-01-15', columns: { number: 'R-1' } },
    { customerId: one.customerId, amount: -20_00n, bookedOn: '2025-12-20', columns: { number: 'R-2' } },
  ]);
  await tenant.tenantDb.transaction(async (tx) => {
    await allocate(
      tx,
      { creditItemId: payment, debitItemId: one.items['F-1'] ?? '', provisional: false, source: 'manual' },
      tester,
    );
    await allocate(
      tx,
      { creditItemId: early, debitItemId: one.items['F-2'] ?? '', provisional: false, source: 'manual' },
      tester,
    );
  });
  const paidAll = await givenDebtor(tenant, [
    { number: 'F-9', due: '2025-12-01', amount: 55_00n, columns: { booked_on: '2025-11-01' } },
  ]);
  // A duplicate's debt is stated with the account it was merged into.
  const twin = await givenDebtor(
    tenant,
    [{ number: 'F-7', due: '2025-12-01', amount: 5_00n, columns: { booked_on: '2025-11-01' } }],
    {
      merged_into: one.customerId,
    },
  );
  const asOf = '2025-12-31';
  const id = await givenCampaign(tenant, 'balance-confirmation', day, { asOf });
  const aged = await agedBalance(
    tenant.tenantDb,
    { asOf, by: 'customer', basis: 'due', bounds: [30], classes: ['receivable'] },
    { offset: 0, limit: 100, sort: { by: 'key', descending: false } },
  );
  expect(await confirmed(tenant, id, day)).toBe(2);
  // Paid between the confirmation and the sending: the day's figures stay.
  await settle(tenant, paidAll.items['F-9'] ?? '', '2026-03-02');
  await tenant.tenantDb.run(sql`
    update receivables.item set first_allocated_on = '2026-03-02', last_allocated_on = '2026-03-02' where id = ${paidAll.items['F-9'] ?? ''}
  `);
  await deliver(tenant, day);
  const mails = await campaignMails(tenant);
  expect(mails.map((mail) => mail.amountMinor).toSorted()).toEqual(aged.rows.map((row) => row.totalMinor).toSorted());
  const stated = mails.find((mail) => mail.customerId === one.customerId);
  expect(stated).toMatchObject({ state: 'sent', amountMinor: 805_00n });
  expect(stated?.subject).toContain('31 décembre 2025');
  expect(stated?.text).toContain('F-7');
  expect(stated?.text).not.toContain('F-3');
  expect(mails.some((mail) => mail.customerId === twin.customerId)).toBe(false);
});

test('who paid all between the confirmation and the sending gets no statement, and who paid a part gets the new balance', async () => {
  const tenant = await freshTenant(db);
  const gone = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 10_00n }]);
  const part = await givenDebtor(tenant, [
    { number: 'F-2', due: '2026-02-01', amount: 20_00n },
    { number: 'F-3', due: '2026-02-01', amount: 30_00n },
  ]);
  const id = await givenCampaign(tenant, 'statement', day);
  await confirmed(tenant, id, day);
  await settle(tenant, gone.items['F-1'] ?? '', '2026-03-02');
  await settle(tenant, part.items['F-2'] ?? '', '2026-03-02');
  expect(await deliver(tenant, day)).toMatchObject({ sent: 1, cancelled: 1 });
  const mails = await campaignMails(tenant);
  expect(mails.find((mail) => mail.customerId === gone.customerId)).toMatchObject({
    state: 'cancelled',
    reason: 'nothing-to-state',
  });
  expect(mails.find((mail) => mail.customerId === part.customerId)).toMatchObject({ state: 'sent', amountMinor: 30_00n });
});

test('an account merged away before its message left gets none: the account it went into states its debt', async () => {
  const tenant = await freshTenant(db);
  const kept = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 10_00n }]);
  const twin = await givenDebtor(tenant, [{ number: 'F-2', due: '2026-02-01', amount: 5_00n }]);
  await confirmed(tenant, await givenCampaign(tenant, 'statement', day), day);
  await tenant.tenantDb.run(sql`update customers.customer set merged_into = ${kept.customerId} where id = ${twin.customerId}`);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 1, cancelled: 1 });
  const mails = await campaignMails(tenant);
  expect(mails.find((mail) => mail.customerId === twin.customerId)).toMatchObject({ state: 'cancelled', reason: 'merged' });
  expect(mails.find((mail) => mail.customerId === kept.customerId)).toMatchObject({ state: 'sent', amountMinor: 15_00n });
});

test('a campaign starts no interval and takes no room in the day: the reminder leaves as if it had not been', async () => {
  const tenant = await freshTenant(db);
  await givenScenario(tenant, [{ name: 'Relance', level: 1, after: 5 }], { minDays: 10 });
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-26', amount: 500_00n }]);
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.perDay', 1, tester));
  await confirmed(tenant, await givenCampaign(tenant, 'statement', day), day);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 1 });
  expect(await tenant.tenantDb.rows(sql`select 1 from dunning.step_done`)).toEqual([]);
  await run(tenant, day);
  expect(await confirmAll(tenant, day)).toBe(1);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 1 });
  // And a campaign after a reminder of the same day leaves as well, in a conversation of its own.
  await confirmed(tenant, await givenCampaign(tenant, 'statement', day), day);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 1 });
  const threads = await tenant.tenantDb.rows(sql`select kind, in_reply_to as "inReplyTo" from messages.message order by kind`);
  expect(threads).toEqual(['campaign', 'campaign', 'reminder'].map((kind) => ({ kind, inReplyTo: null })));
});

test('until it has left a message is taken back alone, or all of them with their campaign', async () => {
  const tenant = await freshTenant(db);
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'recall.minutes', 60, tester));
  for (const number of ['F-1', 'F-2', 'F-3']) await givenDebtor(tenant, [{ number, due: '2026-02-01', amount: 10_00n }]);
  const id = await givenCampaign(tenant, 'statement', day);
  await confirmed(tenant, id, day);
  // Within the hour nothing leaves.
  expect(await deliver(tenant, day)).toMatchObject({ sent: 0 });
  const [first] = await tenant.tenantDb.rows<{ id: string }>(sql`select id from messages.message order by id limit 1`);
  await tenant.tenantDb.transaction((tx) =>
    recallMessage(tx, first?.id ?? '', tester, { hooks: reminderHooks, now: morningOf(day) }),
  );
  await cancelCampaign(tenant.tenantDb, id, by(day));
  expect(await deliver(tenant, '2026-03-04')).toMatchObject({ sent: 0 });
  expect((await campaignMails(tenant)).map(({ state, reason }) => `${state} ${reason}`).toSorted()).toEqual([
    'cancelled campaign-cancelled',
    'cancelled campaign-cancelled',
    'cancelled recalled',
  ]);
  expect(await campaignRow(tenant.tenantDb, id)).toMatchObject({ state: 'cancelled', progress: { cancelled: 3 } });
  await expect(cancelCampaign(tenant.tenantDb, id, by(day))).rejects.toThrow('campaign.nothing-to-cancel');
});

test('in pilot mode a campaign leaves for the pilot group, and stays in the local mailbox for everybody else', async () => {
  const tenant = await freshTenant(db);
  const invoice = { number: 'F', due: '2026-02-01', amount: 10_00n };
  const pilot = await givenDebtor(tenant, [invoice]);
  await givenDebtor(tenant, [invoice]);
  const group = uuidv7();
  await tenant.tenantDb.transaction(async (tx) => {
    await tx.run(sql`insert into customers.customer_group (tenant_id, id, name) values (${tx.tenantId}, ${group}, 'Pilotes')`);
    await tx.run(
      sql`insert into customers.group_member (tenant_id, group_id, customer_id) values (${tx.tenantId}, ${group}, ${pilot.customerId})`,
    );
    await changeSetting(tx, 'sending.mode', 'pilot', tester);
    await changeSetting(tx, 'sending.pilotGroup', 'Pilotes', tester);
  });
  const id = await givenCampaign(tenant, 'statement', day);
  await confirmed(tenant, id, day);
  await deliver(tenant, day, mailServer);
  expect(await tenant.tenantDb.rows(sql`select customer_id as id from messages.message where transport = 'smtp'`)).toEqual([
    { id: pilot.customerId },
  ]);
  expect((await campaignRow(tenant.tenantDb, id)).progress).toMatchObject({ sent: 2, rehearsed: 1 });
});

test('outside the hours one writes at, a campaign waits for them', async () => {
  const tenant = await freshTenant(db, 'business');
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 10_00n }]);
  // A Sunday.
  const id = await givenCampaign(tenant, 'statement', '2026-03-01');
  await confirmed(tenant, id, '2026-03-01');
  expect(await deliver(tenant, '2026-03-01')).toMatchObject({ sent: 0 });
  expect(await deliver(tenant, '2026-03-02')).toMatchObject({ sent: 1 });
});

test('new bank details are shown in part, and only when there are some', async () => {
  const tenant = await freshTenant(db);
  await givenDebtor(tenant, []);
  const id = await givenCampaign(tenant, 'bank-details', day);
  const { revision, messages } = await looked(tenant, id, day);
  await expect(confirmCampaign(tenant.tenantDb, id, { revision, messages }, by(day))).rejects.toThrow('campaign.incomplete');
  await tenant.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  const [preview] = (await looked(tenant, id, day)).previews;
  expect(preview?.text).toContain('FR76 3000 •••• •••• •••• •••0 189');
  expect(preview?.text).not.toContain('6000 0112');
  expect(preview?.text).toMatch(/téléphone/);
  expect(preview).toMatchObject({ currency: null, amount: null, attachments: [] });
  await confirmed(tenant, id, day);
  expect(await deliver(tenant, day)).toMatchObject({ sent: 1 });
});

test('what a campaign of its kind cannot say, or cannot hold, is refused', async () => {
  const tenant = await freshTenant(db);
  await givenDebtor(tenant, []);
  const free = await givenCampaign(tenant, 'free', day);
  const confirm = async (id: string) => confirmed(tenant, id, day);
  await expect(confirm(free)).rejects.toThrow('campaign.incomplete');
  await changed(tenant, free, day, { subjectFr: 'Bonjour', bodyFr: 'Vous devez {{ balance }}.' });
  await expect(confirm(free)).rejects.toThrow('campaign.incomplete');
  await expect(changed(tenant, free, day, { asOf: '2025-12-31' })).rejects.toThrow('campaign.day-misplaced');
  await expect(changed(tenant, free, day, { attachStatement: true })).rejects.toThrow('campaign.states-nothing');
  await expect(changed(tenant, free, day, { criteria: { field: 'nothing', is: 'is', value: 'x' } })).rejects.toThrow(
    'campaign.criteria-invalid',
  );
  const balance = await givenCampaign(tenant, 'balance-confirmation', day);
  await expect(changed(tenant, balance, day, { asOf: '2026-03-04' })).rejects.toThrow('campaign.day-to-come');
  await expect(confirm(balance)).rejects.toThrow('campaign.nobody');
  await expect(beginCampaign(tenant.tenantDb, { kind: 'free', entityId: uuidv7() }, by(day))).rejects.toThrow(
    'campaign.entity-unknown',
  );
});
