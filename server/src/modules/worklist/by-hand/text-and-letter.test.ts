import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { reminderHooks, unpostReminders } from '../../dunning/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import { markPosted, sendQueue, unpost } from '../../messages/index.ts';
import { goLive, testDelivery } from '../../messages/outbox.fixture.ts';
import type { Parcel, Transport } from '../../messages/transports/transport.ts';
import { composeByHand, previewByHand } from './compose-by-hand.ts';
import { messageDraft } from './message-draft.ts';
import { type ByHand, sendByHand } from './send-by-hand.ts';

const db = testDatabase();
const clerk = systemActor('Camille');
// A Monday, ten in the morning in Paris.
const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
const today = '2026-03-02';

async function setUp() {
  const { tenantDb, entityId } = await db.newTenant();
  await goLive(tenantDb);
  await tenantDb.run(sql`
    update identity.entity set legal_name = 'Atelier Sorbier', email = 'compta@sorbier.example', iban = 'FR7630006000011234567890189', city = 'Lyon'
    where id = ${entityId}
  `);
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer({ name: 'Menuiserie du Val' });
  await tenantDb.run(sql`
    update customers.customer set kind = 'business', phone = '04 72 00 00 00', address_lines = '{3 rue du Val}', postcode = '69001', city = 'Lyon'
    where id = ${customerId}
  `);
  const contact = async (name: string, phone: string, refused: readonly string[] = []): Promise<string> => {
    const id = uuidv7();
    await tenantDb.run(sql`
      insert into customers.contact (tenant_id, id, customer_id, name, role, phone, validity, opted_out_of)
      values (${tenantDb.tenantId}, ${id}, ${customerId}, ${name}, 'accounts-payable', ${phone}, 'valid', ${[...refused]})
    `);
    return id;
  };
  const write = (itemIds: string[], changes: Partial<ByHand> = {}, at = now) =>
    tenantDb.transaction((tx) =>
      sendByHand(
        tx,
        {
          customerId,
          channel: 'sms',
          template: 'reminder',
          to: '06 12 34 56 78',
          language: 'fr',
          subject: 'Vos factures',
          text: 'Bonjour, restent dus [relevé]. Merci.',
          itemIds,
          ...changes,
        },
        { now: at, recallMinutes: 0 },
        clerk,
      ),
    );
  const carried: Parcel[] = [];
  const carrier =
    (name: 'sms' | 'print', outcome: 'sent' | 'handed'): (() => Promise<Transport>) =>
    () =>
      Promise.resolve({
        name,
        deliver: (parcel) => Promise.resolve((carried.push(parcel), { outcome, reference: 'R-1' })),
        close: () => Promise.resolve(),
      });
  const leave = (at = now) =>
    sendQueue(
      tenantDb,
      testDelivery({
        composers: { reminder: composeByHand, byHand: composeByHand },
        hooks: reminderHooks,
        carriers: { sms: carrier('sms', 'sent'), letter: carrier('print', 'handed') },
        makePdf: () => Promise.resolve(new Uint8Array([1])),
        now: () => at,
      }),
    );
  const contacts = () =>
    tenantDb.rows<{ itemId: string; level: number; channel: string; outcome: string; on: string }>(sql`
      select item_id as "itemId", level, channel, outcome, done_on::text as on from dunning.step_done order by item_id
    `);
  return { tenantDb, customerId, ledger, contact, write, carried, leave, contacts };
}
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );

test('a text message proposes the mobile numbers one may write to, and says what is owed in short as it leaves (T1)', async () => {
  const { tenantDb, ledger, customerId, contact, write, carried, leave } = await setUp();
  const [one, two] = [
    await ledger.item(customerId, { minor: 100_00n, number: 'F-1', dueOn: '2026-02-01' }),
    await ledger.item(customerId, { minor: 50_00n, number: 'F-2', dueOn: '2026-02-01' }),
  ];
  const refuses = await contact('Paul', '06 98 76 54 32', ['sms']);
  const payables = await contact('Anne', '06 12 34 56 78');
  await contact('Standard', '04 72 11 11 11');
  const draft = await messageDraft(tenantDb, { customerId, channel: 'sms', template: 'reminder' }, today);
  expect(draft.recipients.map(({ contactId, address, usable }) => [contactId, address, usable])).toEqual([
    [refuses, '+33698765432', false],
    [payables, '+33612345678', true],
  ]);
  expect(draft).toMatchObject({ channel: 'sms', to: '+33612345678', contactId: payables, senders: [] });
  expect(draft.text).toContain('[statement]');
  const { id } = await write([one, two]);
  await ledger.pay(customerId, two, { minor: 50_00n, on: today });
  expect(await leave()).toMatchObject({ sent: 1 });
  expect(carried).toMatchObject([{ channel: 'sms', to: '+33612345678' }]);
  const said = await tenantDb.one<{ text: string; contact: string }>(
    sql`select body_text as text, contact_id as contact from messages.message where id = ${id}`,
  );
  expect(said.text.replaceAll(/\s/g, ' ')).toBe('Bonjour, restent dus F-1 pour 100,00 €. Merci.');
  expect(said.contact).toBe(payables);
});

test('its length is counted as it goes over the air: a typographer’s mark costs nothing, a letter outside GSM-7 more than halves the room', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  const item = await ledger.item(customerId, { minor: 100_00n, number: 'F-1', dueOn: '2026-02-01' });
  const preview = (text: string, itemIds: string[] = []) =>
    previewByHand(tenantDb, { customerId, channel: 'sms', language: 'fr', text, itemIds }, today);
  const said = await preview('C’est à payer\u00a0: [relevé]', [item]);
  expect(said).toMatchObject({ text: "C'est à payer : F-1 pour 100,00 €", sms: { encoding: 'gsm-7', units: 34, segments: 1 } });
  expect((await preview('é'.repeat(160))).sms).toMatchObject({ encoding: 'gsm-7', segments: 1, free: 0 });
  expect((await preview('ê'.repeat(71))).sms).toMatchObject({ encoding: 'ucs-2', segments: 2, forcing: ['ê'] });
});

test('who asked not to be texted is not, nor is a landline; who asks before it leaves gets nothing either', async () => {
  const { tenantDb, ledger, customerId, contact, write, leave, carried } = await setUp();
  const item = await ledger.item(customerId, { minor: 100_00n, dueOn: '2026-02-01' });
  await contact('Paul', '06 98 76 54 32', ['sms']);
  expect(await refusalOf(write([item], { to: '06.98.76.54.32' }))).toBe('by-hand.opted-out');
  expect(await refusalOf(write([item], { to: '04 72 00 00 00' }))).toBe('by-hand.bad-number');
  expect(await refusalOf(write([item], { to: 'compta@val.example' }))).toBe('by-hand.bad-number');
  const anne = await contact('Anne', '06 12 34 56 78');
  await write([item]);
  await tenantDb.run(sql`update customers.contact set opted_out_of = '{sms}' where id = ${anne}`);
  expect(await leave()).toMatchObject({ sent: 0, failed: 1 });
  expect(carried).toEqual([]);
});

test('a text message written in the evening rings in the morning', async () => {
  const { tenantDb, ledger, customerId, write, leave } = await setUp();
  await tenantDb.transaction((tx) => changeSetting(tx, 'contact.window', 'business', clerk));
  const item = await ledger.item(customerId, { minor: 100_00n, dueOn: '2026-02-01' });
  const night = Temporal.Instant.from('2026-03-02T21:30:00Z');
  const { notBefore } = await write([item], {}, night);
  expect(Temporal.Instant.from(notBefore).toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()).toBe('2026-03-03');
  await tenantDb.run(sql`update messages.message set not_before = ${night.toString()}`);
  expect(await leave(night)).toMatchObject({ sent: 0, failed: 0 });
  expect(await leave(Temporal.Instant.from('2026-03-03T09:00:00Z'))).toMatchObject({ sent: 1 });
});

test('a letter carries the person’s words around the table and how to pay, waits in the print of its day, and is sent once posted', async () => {
  const { tenantDb, ledger, customerId, write, leave, carried, contacts } = await setUp();
  const item = await ledger.item(customerId, { minor: 100_00n, number: 'F-1', dueOn: '2026-02-01' });
  const draft = await messageDraft(tenantDb, { customerId, channel: 'letter', template: 'reminder' }, today);
  expect(draft.to).toBe('Menuiserie du Val\n3 rue du Val\n69001 Lyon');
  const { id } = await write([item], {
    channel: 'letter',
    to: undefined,
    text: 'Bonjour,\n\n[relevé]\n\nMerci de régler.\n\nCamille',
  });
  expect(await leave()).toMatchObject({ failed: 0 });
  const [letter] = carried;
  if (letter?.channel !== 'letter') throw new Error('a letter was carried');
  expect(letter.to.lines).toEqual(['Menuiserie du Val', '3 rue du Val', '69001 Lyon']);
  expect(letter.letter.blocks).toEqual([
    { kind: 'paragraph', runs: [{ text: 'Bonjour,' }] },
    { kind: 'statement' },
    { kind: 'payment' },
    { kind: 'paragraph', runs: [{ text: 'Merci de régler.' }] },
    { kind: 'paragraph', runs: [{ text: 'Camille' }] },
  ]);
  expect(letter.letter.statement.groups[0]?.rows[0]?.[0]).toBe('F-1');
  expect(letter.letter).toMatchObject({ signature: [], sender: { name: 'Atelier Sorbier' } });
  expect(letter.letter.payment.rows.flat()).toContain('FR76 3000 6000 0112 3456 7890 189');
  // In the pile it has reached nobody.
  expect(await contacts()).toEqual([]);
  await tenantDb.transaction((tx) => markPosted(tx, [id], clerk, { hooks: reminderHooks, now, on: today }));
  expect(await contacts()).toEqual([{ itemId: item, level: 0, channel: 'letter', outcome: 'listed', on: today }]);
  // Said by mistake: it waits again, and had no contact.
  await tenantDb.transaction(async (tx) => {
    await unpostReminders(tx, [id]);
    await unpost(tx, [id], 'Machine en panne', clerk);
  });
  expect(await contacts()).toEqual([]);
});

test('without a street and a town no letter is written', async () => {
  const { tenantDb, ledger, customerId, write } = await setUp();
  const item = await ledger.item(customerId, { minor: 100_00n, dueOn: '2026-02-01' });
  await tenantDb.run(sql`update customers.customer set address_lines = '{}' where id = ${customerId}`);
  const draft = await messageDraft(tenantDb, { customerId, channel: 'letter', template: 'reminder' }, today);
  expect(draft).toMatchObject({ recipients: [], to: null });
  expect(await refusalOf(write([item], { channel: 'letter' }))).toBe('by-hand.no-postal-address');
});

test('what asks for payment and lists items starts their minimum interval; a statement and an answer start none', async () => {
  const { ledger, customerId, write, leave, contacts } = await setUp();
  const [late, other] = [
    await ledger.item(customerId, { minor: 100_00n, dueOn: '2026-02-01' }),
    await ledger.item(customerId, { minor: 50_00n, dueOn: '2026-02-01' }),
  ];
  await write([other], { template: 'statement' });
  await write([], { template: 'reply', text: 'Bonjour, bien reçu.' });
  expect(await leave()).toMatchObject({ sent: 2 });
  expect(await contacts()).toEqual([]);
  await write([late]);
  expect(await leave()).toMatchObject({ sent: 1 });
  expect(await contacts()).toEqual([{ itemId: late, level: 0, channel: 'sms', outcome: 'listed', on: today }]);
});
