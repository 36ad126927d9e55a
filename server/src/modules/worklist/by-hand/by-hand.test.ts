import { expect, test } from 'vitest';
import { type Actor, systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import { placeHold } from '../../holds/index.ts';
import { sendQueue } from '../../messages/index.ts';
import { givenColleague, givenSender } from '../../messages/senders/senders.fixture.ts';
import { composeByHand } from './compose-by-hand.ts';
import { messageDraft } from './message-draft.ts';
import { type ByHand, sendByHand } from './send-by-hand.ts';
import { bodiesOf, statementBlocks } from './statement.ts';

const db = testDatabase();
const clerk = systemActor('Camille');
const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
const today = '2026-03-02';
const delivery = { composers: { reminder: composeByHand, byHand: composeByHand }, hooks: {}, now: () => now };

async function setUp() {
  const { tenantDb, entityId } = await db.newTenant();
  await tenantDb.run(sql`
    update identity.entity set email = 'compta@sorbier.example', iban = 'FR7630006000011234567890189', account_holder = 'Atelier Sorbier SAS' where id = ${entityId}
  `);
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer({ name: 'Menuiserie <du Val>', email: 'accueil@val.example' });
  const { tenantId } = tenantDb;
  const contact = async (role: string, email: string, validity = 'valid'): Promise<string> => {
    const id = uuidv7();
    await tenantDb.run(sql`
      insert into customers.contact (tenant_id, id, customer_id, name, role, email, validity) values (${tenantId}, ${id}, ${customerId}, ${role}, ${role}, ${email}, ${validity})
    `);
    return id;
  };
  const write = (itemIds: string[], changes: Partial<ByHand> = {}, by: Actor = clerk) =>
    tenantDb.transaction((tx) =>
      sendByHand(
        tx,
        {
          customerId,
          template: 'reminder',
          to: 'compta@val.example',
          language: 'fr',
          subject: 'Vos factures',
          text: 'Bonjour,\n\n[statement]\n\nMerci.',
          itemIds,
          ...changes,
        },
        { now, recallMinutes: 0 },
        by,
      ),
    );
  const sent = (id: string) =>
    tenantDb.one<{ state: string; text: string; html: string; amount: bigint | null; items: number; reason: string | null }>(sql`
      select state, body_text as text, body_html as html, amount_minor as amount, cancelled_reason as reason,
        (select count(*)::int from messages.message_item where message_id = message.id) as items
      from messages.message where id = ${id}
    `);
  return { tenantDb, entityId, ledger, customerId, contact, write, sent };
}
async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}

test('a reminder by hand proposes what is late and not paused, less every open credit, to who is written to about payment (T3, T66)', async () => {
  const { tenantDb, ledger, customerId, contact } = await setUp();
  const late = await ledger.item(customerId, { minor: 100_00n, dueOn: '2026-02-01' });
  await ledger.item(customerId, { minor: 40_00n, dueOn: '2026-04-01' });
  const held = await ledger.item(customerId, { minor: 70_00n, dueOn: '2026-02-01' });
  const credit = await ledger.item(customerId, { minor: -30_00n, kind: 'credit-note' });
  await ledger.item(customerId, { minor: 999_00n, currency: 'CHF', dueOn: '2026-02-01' });
  await tenantDb.transaction((tx) =>
    placeHold(tx, { scope: 'item', customerId, itemId: held, reason: 'disputed', source: 'manual', fromOn: today }, clerk),
  );
  await contact('buyer', 'achats@val.example');
  await contact('cfo', 'daf@val.example', 'bounced');
  const payables = await contact('accounts-payable', 'compta@val.example');
  const draft = await messageDraft(tenantDb, { customerId, template: 'reminder' }, today);
  expect(
    draft.items
      .filter((item) => item.listed)
      .map((item) => item.itemId)
      .toSorted(),
  ).toEqual([late, credit].toSorted());
  expect(draft).toMatchObject({
    currency: 'EUR',
    debits: '100.00',
    credits: '-30.00',
    net: '70.00',
    to: 'compta@val.example',
    contactId: payables,
    language: 'fr',
  });
  expect(draft.recipients.map((one) => [one.address, one.usable])).toEqual([
    ['compta@val.example', true],
    ['daf@val.example', false],
    ['achats@val.example', true],
    ['accueil@val.example', true],
  ]);
});

test('an account with a credit and nothing late has nothing to be reminded of', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  await ledger.item(customerId, { minor: -30_00n, kind: 'credit-note' });
  await ledger.item(customerId, { minor: 40_00n, dueOn: '2026-04-01' });
  const { items } = await messageDraft(tenantDb, { customerId, template: 'reminder' }, today);
  expect(items.filter((item) => item.listed)).toEqual([]);
});

test('it leaves with the items, the net amount and how to pay, and each item is on record as reminded', async () => {
  const { tenantDb, ledger, customerId, write, sent } = await setUp();
  const items = [
    await ledger.item(customerId, { minor: 1234_50n, number: 'F<7>' }),
    await ledger.item(customerId, { minor: -234_50n, kind: 'credit-note' }),
  ];
  const { id, amount } = await write(items);
  expect(amount).toBe('1000.00');
  expect(await sendQueue(tenantDb, delivery)).toMatchObject({ sent: 1 });
  const message = await sent(id);
  expect(message).toMatchObject({ state: 'sent', amount: 1000_00n, items: 2 });
  expect(message.text).toContain('FR76 3000 6000 0112 3456 7890 189');
  expect(message.text.replaceAll(/\s/g, ' ')).toContain('1 000,00 €');
  expect(message.html).toContain('F&lt;7&gt;');
});

test('written by hand too, a mail says at its foot who writes, in law, below the signature of its mailbox (C. com. R123-237)', async () => {
  const { tenantDb, ledger, customerId, write, sent } = await setUp();
  const item = await ledger.item(customerId, { minor: 100_00n });
  await tenantDb.run(sql`
    update identity.entity set legal_name = 'Atelier Sorbier', legal_form = 'SARL', capital_minor = 1000000, capital_currency = 'EUR', legal_id = '552100554',
      register_city = 'Nantes'
  `);
  const { id } = await write([item]);
  await sendQueue(tenantDb, delivery);
  const message = await sent(id);
  const foot = 'Atelier Sorbier, SARL au capital de 10\u202f000\u00a0€ – RCS\u00a0Nantes\u00a0552\u00a0100\u00a0554';
  expect(message.text).toContain(`\n\n-- \n${foot}`);
  expect(message.html).toContain(`<!-- signature --><p`);
  expect(message.html).toContain(foot);
});

test('what is paid before it leaves is no longer claimed; when nothing is left it is cancelled (T1)', async () => {
  const { tenantDb, ledger, customerId, write, sent } = await setUp();
  const [one, two] = [await ledger.item(customerId, { minor: 100_00n }), await ledger.item(customerId, { minor: 50_00n })];
  const [partly, nothing] = [await write([one, two]), await write([one])];
  await ledger.pay(customerId, one, { minor: 100_00n, on: today });
  expect(await sendQueue(tenantDb, delivery)).toMatchObject({ sent: 1, cancelled: 1 });
  expect(await sent(partly.id)).toMatchObject({ state: 'sent', amount: 50_00n, items: 1 });
  expect(await sent(nothing.id)).toMatchObject({ state: 'cancelled', reason: 'settled-before-send' });
});

test.each([
  ['no item', 'by-hand.no-items'],
  ['credits above debits', 'by-hand.nothing-owed'],
  ['two currencies', 'by-hand.mixed-currencies'],
  ['an item of another customer', 'worklist.item-unknown'],
  ['an address that is none', 'by-hand.bad-address'],
])('a reminder with %s is refused', async (what, code) => {
  const { ledger, customerId, write } = await setUp();
  const invoice = await ledger.item(customerId, { minor: 100_00n });
  const items: Record<string, () => Promise<string[]>> = {
    'no item': async () => [],
    'credits above debits': async () => [invoice, await ledger.item(customerId, { minor: -100_00n, kind: 'payment' })],
    'two currencies': async () => [invoice, await ledger.item(customerId, { minor: 1n, currency: 'CHF' })],
    'an item of another customer': async () => [await ledger.item(await ledger.customer(), { minor: 1n })],
  };
  const itemIds = (await items[what]?.()) ?? [invoice];
  expect(await refusalOf(write(itemIds, what === 'an address that is none' ? { to: 'compta at val' } : {}))).toBe(code);
});

test('an answer keeps its thread and its subject, and needs no item', async () => {
  const { tenantDb, ledger, customerId, write } = await setUp();
  const first = await write([await ledger.item(customerId, { minor: 100_00n })]);
  const draft = await messageDraft(tenantDb, { customerId, template: 'reply', inReplyTo: first.id }, today);
  expect(draft).toMatchObject({ subject: 'Re: Vos factures', to: 'compta@val.example', inReplyTo: first.id });
  const reply = await write([], { template: 'reply', inReplyTo: first.id, text: 'Bonjour, voici.' });
  expect(await sendQueue(tenantDb, delivery)).toMatchObject({ sent: 2 });
  const threads = await tenantDb.one<{ asked: string; answers: string | null }>(sql`
    select (select message_id_header from messages.message where id = ${first.id}) as asked, in_reply_to as answers from messages.message where id = ${reply.id}
  `);
  expect(threads.answers).toBe(threads.asked);
});

test('the words of a person are shown as written, never read as HTML', () => {
  const { html, text } = bodiesOf('en', 'Hello <b>you</b> & co\n\nSee [statement]', { text: 'TABLE', html: '<table></table>' });
  expect(html).toContain('<p>Hello &lt;b&gt;you&lt;/b&gt; &amp; co</p><p>See</p><table></table>');
  expect(text).toBe('Hello <b>you</b> & co\n\nSee TABLE');
});

test('the table goes where its mark stands in either language, and at the end without one', () => {
  const table = { text: 'TABLE', html: '<table></table>' };
  expect(bodiesOf('fr', 'Bonjour\n\n[relevé]\n\nMerci', table).text).toBe('Bonjour\n\nTABLE\n\nMerci');
  expect(bodiesOf('fr', 'Bonjour', table).text).toBe('Bonjour\n\nTABLE');
});

test('without a bank account the message says whom to ask, and names none (T63)', () => {
  const item = {
    itemId: '1',
    number: 'F1',
    kind: 'invoice',
    issueOn: today,
    dueOn: today,
    daysLate: 0,
    amountMinor: 100n,
    openMinor: 100n,
    currency: 'EUR',
    held: false,
  };
  const { text } = statementBlocks('en', [item], 'EUR', {
    accountHolder: 'Atelier Sorbier',
    iban: null,
    bic: null,
    contact: 'compta@sorbier.example',
  });
  expect(text).not.toContain('IBAN');
  expect(text).toContain('compta@sorbier.example');
});

test('who writes by hand chooses the mailbox: their own first once it was tried, a shared one, never a colleague’s', async () => {
  const { tenantDb, entityId, ledger, customerId, write } = await setUp();
  const item = await ledger.item(customerId, { minor: 100_00n, dueOn: '2026-02-01' });
  const [camille, paul] = [
    await givenColleague(tenantDb, db.database.system, 'Camille'),
    await givenColleague(tenantDb, db.database.system, 'Paul'),
  ];
  const shared = await givenSender(tenantDb, { address: 'recouvrement@sorbier.example', isDefault: true });
  const desk = await givenSender(tenantDb, { address: 'comptoir@sorbier.example', name: 'Comptoir', entityId });
  const own = await givenSender(tenantDb, { address: 'camille@sorbier.example', name: 'Camille', personId: camille });
  const his = await givenSender(tenantDb, { address: 'paul@sorbier.example', name: 'Paul', personId: paul });
  const draft = () => messageDraft(tenantDb, { customerId, template: 'reminder', personId: camille }, today);
  const untried = await draft();
  expect(untried).toMatchObject({ senderId: shared, senderAddress: 'recouvrement@sorbier.example' });
  expect(untried.senders.map((one) => one.address)).not.toContain('paul@sorbier.example');
  await tenantDb.run(sql`update messages.sender set tested_at = now() where id = ${own}`);
  const tried = await draft();
  expect(tried).toMatchObject({ senderId: own, senderName: 'Camille' });
  expect(tried.senders[0]).toMatchObject({ id: own, own: true, tested: true });

  const person = { kind: 'user', id: camille, name: 'Camille' } as const;
  expect(await refusalOf(write([item], { senderId: his }, person))).toBe('by-hand.sender-unknown');
  const from = async (senderId?: string) => {
    const { id } = await write([item], senderId === undefined ? {} : { senderId }, person);
    expect(await sendQueue(tenantDb, delivery)).toMatchObject({ sent: 1 });
    return tenantDb.one<{ name: string; address: string }>(
      sql`select sender_name as name, sender_address as address from messages.message where id = ${id}`,
    );
  };
  expect(await from(own)).toEqual({ name: 'Camille', address: 'camille@sorbier.example' });
  expect(await from(desk)).toMatchObject({ address: 'comptoir@sorbier.example' });
  expect(await from()).toMatchObject({ address: 'recouvrement@sorbier.example' });
});
