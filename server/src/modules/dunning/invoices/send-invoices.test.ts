import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { changeCustomer } from '../../customers/index.ts';
import { resolveMessage, sendAgain } from '../../messages/index.ts';
import { markItemsSent } from '../../receivables/index.ts';
import { confirmActions } from '../agenda/confirm-actions.ts';
import { completeAction, recallAction, skipAction } from '../agenda/decide-actions.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { givenScenario, morningOf, settle, tester } from '../dunning.fixture.ts';
import { sendInvoices } from './send-invoices.ts';
import {
  givenUnsent,
  hooks,
  openSendings,
  postOffice,
  runs,
  sends,
  sendings,
  sendingTenant,
  sentDays,
  sets,
  withDocument,
} from './invoices.fixture.ts';

const databases = testDatabase();
const monday = '2026-03-02';
const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const by = (on: string) => ({ actor: tester, now: morningOf(on) });
const atHome = { address_lines: ['4 rue Haute'], postcode: '38000', city: 'Grenoble' };

async function confirmEverything({ tenantDb }: TestTenant, on: string): Promise<number> {
  return (await confirmActions(tenantDb, { all: true }, by(on))).confirmed;
}

test('a customer’s unsent invoices leave in one mail with all their documents, and count as sent that day', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }, { number: 'FA-2', due: '2026-04-20' }]);
  const post = await postOffice(tenant);
  expect(await post.runs(monday)).toMatchObject({ messages: 1, toConfirm: 0, tasks: 0 });
  expect(await post.sends(monday)).toMatchObject({ sent: 1 });
  const mail = await PostalMime.parse(post.mails[0]?.raw ?? '');
  expect(mail.subject).toBe('2\u00a0factures – Atelier Sorbier');
  expect(mail.attachments.map((file) => file.filename)).toEqual(['FA-1.pdf', 'FA-2.pdf']);
  expect(mail.text).toContain('– FA-1 du 11/03/2026, 100,00\u00a0€, à échéance du 10/04/2026');
  expect(await sentDays(tenant)).toEqual({ 'FA-1': monday, 'FA-2': monday });
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail done FA-1+FA-2']);
  await post.close();
});

test('the usual setting asks first; the same day again, and the next, ask nothing twice', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  const { customerId } = await givenUnsent(tenant, [{ number: 'FA-1' }]);
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, toConfirm: 1, tasks: 0 });
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
  expect(await runs(tenant, tuesday)).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
  // A new invoice joins what waits for the same yes.
  const [itemId = ''] = Object.values((await givenUnsent(tenant, [{ number: 'FA-2' }])).items);
  await tenant.tenantDb.run(sql`update receivables.item set customer_id = ${customerId} where id = ${itemId}`);
  expect(await runs(tenant, wednesday)).toMatchObject({ toConfirm: 0 });
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail to-confirm FA-1+FA-2']);
  expect(await confirmEverything(tenant, wednesday)).toBe(1);
  expect(await sends(tenant, wednesday)).toMatchObject({ sent: 1 });
});

test('nobody is chased for an invoice within five days of its being sent, however late it is; then its reminder comes', async () => {
  const tenant = await sendingTenant(databases);
  await givenScenario(tenant, [{ name: 'Relance', level: 1, after: 3, automation: 'automatic' }]);
  await givenUnsent(tenant, [{ number: 'FA-1', due: '2026-01-15' }]);
  const post = await postOffice(tenant);
  await post.runs(monday);
  await post.sends(monday);
  const subjects: string[] = [];
  for (const day of [tuesday, wednesday, '2026-03-05', '2026-03-06', '2026-03-07']) {
    await post.runs(day);
    await post.sends(day);
    const last = await PostalMime.parse(post.mails.at(-1)?.raw ?? '');
    subjects.push(`${day} ${last.subject}`);
  }
  expect(subjects).toEqual([
    '2026-03-03 Facture FA-1 – Atelier Sorbier',
    '2026-03-04 Facture FA-1 – Atelier Sorbier',
    '2026-03-05 Facture FA-1 – Atelier Sorbier',
    '2026-03-06 Facture FA-1 – Atelier Sorbier',
    '2026-03-07 Relance',
  ]);
  await post.close();
});

test('what lacks its document or a reference the customer asks for does not leave: one task says so, and closes itself once nothing lacks', async () => {
  const tenant = await sendingTenant(databases);
  const { items } = await givenUnsent(
    tenant,
    [
      { number: 'FA-1', document: false, columns: { purchase_order: 'BC-7' } },
      { number: 'FA-2', columns: { purchase_order: ' ' } },
      { number: 'FA-3', columns: { purchase_order: 'BC-9' } },
    ],
    { invoice_references: ['purchase-order'] },
  );
  const post = await postOffice(tenant);
  expect(await post.runs(monday)).toMatchObject({ messages: 1, tasks: 1 });
  await post.sends(monday);
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail done FA-3', 'invoice-lacks task to-do FA-1+FA-2']);
  const mail = await PostalMime.parse(post.mails[0]?.raw ?? '');
  expect(mail.text).toContain('votre commande BC-9');
  const reason = () =>
    tenant.tenantDb.one<{ lacks: unknown }>(
      sql`select reason -> 'lacks' as lacks from dunning.action where reason ->> 'code' = 'invoice-lacks' order by created_at desc limit 1`,
    );
  expect(await reason()).toEqual({
    lacks: [
      { what: 'document', count: 1, numbers: ['FA-1'] },
      { what: 'purchase-order', count: 1, numbers: ['FA-2'] },
    ],
  });
  await withDocument(tenant, items['FA-1'] ?? '', 'FA-1.pdf');
  expect(await post.runs(tuesday)).toMatchObject({ messages: 1, tasks: 0 });
  expect(await reason()).toEqual({ lacks: [{ what: 'purchase-order', count: 1, numbers: ['FA-2'] }] });
  await tenant.tenantDb.run(sql`update receivables.item set purchase_order = 'BC-8' where number = 'FA-2'`);
  expect(await post.runs(wednesday)).toMatchObject({ messages: 1, tasks: 0 });
  expect(await sendings(tenant)).toContain('invoice-lacks task cancelled (invoice-complete)');
  await post.sends(wednesday);
  expect(await sentDays(tenant)).toEqual({ 'FA-1': wednesday, 'FA-2': wednesday, 'FA-3': monday });
  await post.close();
});

test('what a person leaves lacking is not asked for again', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1', document: false }]);
  await runs(tenant, monday);
  const [task = ''] = await openSendings(tenant, 'invoice-lacks');
  await skipAction(tenant.tenantDb, task, 'sent on paper', by(monday));
  expect(await runs(tenant, tuesday)).toMatchObject({ tasks: 0 });
  expect(await sendings(tenant)).toEqual(['invoice-lacks task skipped (sent on paper) FA-1']);
});

test('a customer without an address is a task, not a message', async () => {
  const tenant = await sendingTenant(databases);
  const { customerId } = await givenUnsent(tenant, [{ number: 'FA-1' }], { email: null });
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, tasks: 1 });
  await tenant.tenantDb.transaction((tx) => changeCustomer(tx, customerId, { email: 'factures@aubepine.example' }, tester));
  expect(await runs(tenant, tuesday)).toMatchObject({ messages: 1, tasks: 0 });
});

test('for a portal a person deposits the invoices: said to be done, they were sent that day, with the proof noted', async () => {
  const tenant = await sendingTenant(databases);
  const { customerId } = await givenUnsent(tenant, [{ number: 'FA-1' }, { number: 'FA-2' }], {
    invoice_route: 'portal',
    invoice_portal: 'Chorus Pro',
  });
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, toConfirm: 0, tasks: 1 });
  const [task = ''] = await openSendings(tenant, 'invoice-portal');
  await completeAction(tenant.tenantDb, task, 'Dépôt 4711', by(tuesday));
  expect(await sentDays(tenant)).toEqual({ 'FA-1': tuesday, 'FA-2': tuesday });
  expect(await runs(tenant, wednesday)).toMatchObject({ tasks: 0 });
  const told = await tenant.tenantDb.rows<{ kind: string; details: unknown }>(
    sql`select kind, details from platform.event where customer_id = ${customerId} and kind in ('actions.done', 'documents.said-sent') order by kind, details ->> 'number'`,
  );
  expect(told).toEqual([
    { kind: 'actions.done', details: { note: 'Dépôt 4711' } },
    { kind: 'documents.said-sent', details: { number: 'FA-1', on: tuesday, portal: 'Chorus Pro' } },
    { kind: 'documents.said-sent', details: { number: 'FA-2', on: tuesday, portal: 'Chorus Pro' } },
  ]);
});

test('on paper the invoices lie behind a letter that names them, and count as sent on the day somebody posted it', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }, { number: 'FA-2' }], { invoice_route: 'letter', ...atHome });
  const post = await postOffice(tenant);
  expect(await post.runs(monday)).toMatchObject({ messages: 1 });
  expect(await post.sends(monday)).toMatchObject({ handed: 1 });
  expect(post.letters[0]?.enclosures.map((file) => file.name)).toEqual(['FA-1.pdf', 'FA-2.pdf']);
  expect(post.letters[0]?.to.lines).toEqual(['Menuiserie Aubépine', '4 rue Haute', '38000 Grenoble']);
  expect(JSON.stringify(post.letters[0]?.letter.blocks)).toContain('FA-2 du');
  // Printed is not posted: nothing is printed again, and nothing counts as sent.
  expect(await post.runs(tuesday)).toMatchObject({ messages: 0 });
  expect(await sentDays(tenant)).toEqual({ 'FA-1': 'unsent', 'FA-2': 'unsent' });
  await post.posts(tuesday);
  expect(await sentDays(tenant)).toEqual({ 'FA-1': tuesday, 'FA-2': tuesday });
  await post.close();
});

test('a letter to an address from which one came back waits for a person', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }], {
    invoice_route: 'letter',
    ...atHome,
    returned_address: '4 rue Haute 38000 Grenoble FR',
  });
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, toConfirm: 1 });
});

test('what was sent otherwise meanwhile is taken off the list, also in the second the message leaves', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1' }, { number: 'FA-2' }, { number: 'FA-3' }]);
  const post = await postOffice(tenant);
  await post.runs(monday);
  const said = (number: string) =>
    tenant.tenantDb.transaction((tx) => markItemsSent(tx, [{ itemId: items[number] ?? '', on: monday }]));
  await said('FA-1');
  await post.runs(tuesday);
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail to-confirm FA-2+FA-3']);
  await confirmEverything(tenant, tuesday);
  await said('FA-2');
  await post.sends(tuesday);
  expect((await PostalMime.parse(post.mails[0]?.raw ?? '')).attachments.map((file) => file.filename)).toEqual(['FA-3.pdf']);
  await post.close();
});

test('when everything was sent or settled meanwhile the question is called off, and a message on its way as well', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1' }]);
  await runs(tenant, monday);
  await settle(tenant, items['FA-1'] ?? '', monday);
  await runs(tenant, tuesday);
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail cancelled (invoice-sent)']);
  const other = await givenUnsent(tenant, [{ number: 'FA-2' }]);
  await runs(tenant, wednesday);
  await confirmEverything(tenant, wednesday);
  await settle(tenant, other.items['FA-2'] ?? '', wednesday);
  expect(await sends(tenant, wednesday)).toMatchObject({ sent: 0, cancelled: 1 });
});

test('a mail the server refused is a task, its invoices stay unsent and are not tried again by themselves; sent again, they are sent', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  const answers: ({ code: number } | undefined)[] = [{ code: 550 }];
  const post = await postOffice(tenant, () => answers.pop());
  await post.runs(monday);
  expect(await post.sends(monday)).toMatchObject({ failed: 1 });
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail to-do (refused-by-server) FA-1']);
  expect(await post.runs(tuesday)).toMatchObject({ messages: 0, tasks: 0 });
  expect(await sentDays(tenant)).toEqual({ 'FA-1': 'unsent' });
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from messages.message`);
  await tenant.tenantDb.transaction((tx) => sendAgain(tx, id, tester, morningOf(tuesday)));
  await post.sends(tuesday);
  expect(await sentDays(tenant)).toEqual({ 'FA-1': tuesday });
  expect(post.mails).toHaveLength(1);
  await post.close();
});

test('said to be dealt with, a mail that failed is made anew for what is still unsent', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  const answers: ({ code: number } | undefined)[] = [{ code: 550 }];
  const post = await postOffice(tenant, () => answers.pop());
  await post.runs(monday);
  await post.sends(monday);
  const [task = ''] = await openSendings(tenant, 'invoice-send');
  await completeAction(tenant.tenantDb, task, 'address corrected', by(monday));
  expect(await sentDays(tenant)).toEqual({ 'FA-1': 'unsent' });
  expect(await post.runs(tuesday)).toMatchObject({ messages: 1 });
  await post.sends(tuesday);
  expect(post.mails).toHaveLength(1);
  await post.close();
});

test('a rehearsal sends nothing to the customer and is not repeated each morning; once messages leave, the invoices do', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  expect(await runs(tenant, monday)).toMatchObject({ messages: 1 });
  expect(await sends(tenant, monday)).toMatchObject({ sent: 1 });
  expect(await sentDays(tenant)).toEqual({ 'FA-1': 'unsent' });
  expect(await runs(tenant, tuesday)).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
  const post = await postOffice(tenant);
  expect(await post.runs(wednesday)).toMatchObject({ messages: 1 });
  await post.sends(wednesday);
  expect(post.mails).toHaveLength(1);
  expect(await sentDays(tenant)).toEqual({ 'FA-1': wednesday });
  await post.close();
});

test('passed over by a person, invoices are not proposed again; taken back, they wait for a yes and make another message', async () => {
  const tenant = await sendingTenant(databases);
  await sets(tenant, 'recall.minutes', 10);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  await runs(tenant, monday);
  const [action = ''] = await openSendings(tenant, 'invoice-send');
  await recallAction(tenant.tenantDb, action, by(monday));
  expect(await runs(tenant, tuesday)).toMatchObject({ messages: 0, toConfirm: 0 });
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail to-confirm FA-1']);
  await confirmEverything(tenant, tuesday);
  expect(await tenant.tenantDb.rows(sql`select state from messages.message order by state`)).toEqual([
    { state: 'cancelled' },
    { state: 'waiting' },
  ]);
  await skipAction(tenant.tenantDb, action, 'sent by the sales rep', by(tuesday));
  expect(await runs(tenant, wednesday)).toMatchObject({ messages: 0, toConfirm: 0 });
});

test('a customer who changes to another way: what waited is replaced', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  const { customerId } = await givenUnsent(tenant, [{ number: 'FA-1' }]);
  await runs(tenant, monday);
  await tenant.tenantDb.transaction((tx) =>
    changeCustomer(tx, customerId, { invoiceRoute: 'portal', invoicePortal: 'Chorus Pro' }, tester),
  );
  expect(await runs(tenant, tuesday)).toMatchObject({ toConfirm: 0, tasks: 1 });
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail cancelled (superseded)', 'invoice-portal task to-do FA-1']);
});

test('more messages at once than a day may send all wait for a person', async () => {
  const tenant = await sendingTenant(databases);
  await sets(tenant, 'run.maxMessages', 1);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  await givenUnsent(tenant, [{ number: 'FA-2' }]);
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, toConfirm: 2 });
  expect((await sendings(tenant)).toSorted()).toEqual([
    'invoice-send e-mail to-confirm (breaker) FA-1',
    'invoice-send e-mail to-confirm (breaker) FA-2',
  ]);
});

test('switched off, nothing leaves and what waited is called off, the message in its recall time too', async () => {
  const tenant = await sendingTenant(databases, 'off');
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  expect(await runs(tenant, monday)).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
  await sets(tenant, 'invoices.send', 'to-confirm');
  await runs(tenant, tuesday);
  await confirmEverything(tenant, tuesday);
  await givenUnsent(tenant, [{ number: 'FA-2', document: false }]);
  await sets(tenant, 'invoices.send', 'off');
  expect(await sends(tenant, tuesday)).toMatchObject({ sent: 0, cancelled: 1 });
  await runs(tenant, wednesday);
  expect(await sendings(tenant)).toEqual(['invoice-send e-mail cancelled (invoices-off) FA-1']);
});

test('credits, payments, what is not invoiced yet and what was sent are left alone; two currencies make two messages', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [
    { number: 'FA-1' },
    { number: 'FA-2', currency: 'USD' },
    { number: 'AV-1', columns: { kind: 'credit-note', amount_minor: -50_00n, open_minor: -50_00n } },
    { number: 'FAE-1', columns: { ledger_class: 'not-invoiced' } },
    { number: 'FA-3', columns: { unsent: false } },
  ]);
  expect(await runs(tenant, monday)).toMatchObject({ messages: 2, tasks: 0 });
  expect((await sendings(tenant)).toSorted()).toEqual([
    'invoice-send e-mail confirmed FA-1',
    'invoice-send e-mail confirmed FA-2',
  ]);
});

test('the mail server took the mail and never said so: nothing is sent a second time, and a person’s word settles it', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  const post = await postOffice(tenant, (_, stage) => (stage === 'data' ? 'hang-up' : undefined));
  await post.runs(monday);
  // Two programs at the same queue.
  await Promise.all([post.sends(monday), post.sends(monday)]);
  for (const day of [tuesday, wednesday]) {
    expect(await post.runs(day)).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
    await post.sends(day);
  }
  expect(post.mails).toHaveLength(1);
  expect(await sentDays(tenant)).toEqual({ 'FA-1': 'unsent' });
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from messages.message where state = 'uncertain'`);
  const more = { hooks, now: morningOf(wednesday) };
  await tenant.tenantDb.transaction((tx) => resolveMessage(tx, id, { left: true }, tester, more));
  expect(Object.values(await sentDays(tenant))).not.toContain('unsent');
  await post.close();
});

test('a run that dies before it ends leaves nothing behind, and the next one makes each message once', async () => {
  const tenant = await sendingTenant(databases);
  await givenUnsent(tenant, [{ number: 'FA-1' }]);
  const died = tenant.tenantDb.transaction(async (tx) => {
    const run = {
      runId: uuidv7(),
      entityId: tenant.entityId,
      on: monday,
      held: false,
      stale: false,
      now: morningOf(monday),
      mailServer: true,
    };
    expect(await sendInvoices(tx, run)).toMatchObject({ messages: 1 });
    throw new Error('killed');
  });
  await expect(died).rejects.toThrow('killed');
  const keys = () => tenant.tenantDb.rows<{ key: string }>(sql`select once_key as key from messages.message`);
  expect(await runs(tenant, monday)).toMatchObject({ messages: 1 });
  const made = await keys();
  expect(made).toHaveLength(1);
  expect(made[0]?.key).toMatch(/^reminder\/invoice-send\/.*\/e-mail\/.*\/1$/);
  await runs(tenant, tuesday);
  expect(await keys()).toEqual(made);
});
