import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { openPdfMaker } from '../../../platform/pdf/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { type EndedMessage, sendQueue } from '../../messages/index.ts';
import { attachmentFile } from '../../messages/message-files.ts';
import { messageView } from '../../messages/message-list.ts';
import { startOfTest } from '../../messages/outbox.fixture.ts';
import { letterCompany, letterDelivery, stateOf } from '../letters.fixture.ts';
import { sayWhatBecame, writeTracking } from '../say-by-hand.ts';
import { listRegistered } from '../registered-list.ts';
import { batchPdf, type ToPrint } from './batch-pdf.ts';
import { batchView, listBatches, markPrinted } from './batch-list.ts';
import { letterView, listLetters } from './letter-list.ts';
import { postLetters, takeOutLetters, unpostLetters } from './post-letters.ts';

const db = testDatabase();
const maker = openPdfMaker();
afterAll(() => maker.close());
const clerk = systemActor('Jeanne');
const more = { hooks: {}, now: startOfTest };
const today = '2026-03-02';

async function setUp() {
  const { tenantDb, tenantId, entityId } = await db.newTenant();
  return { tenantDb, tenantId, entityId, ...(await letterCompany(tenantDb, entityId)) };
}
async function onlyBatch(tenantDb: Awaited<ReturnType<typeof setUp>>['tenantDb']) {
  const { rows } = await listBatches(tenantDb, {});
  expect(rows).toHaveLength(1);
  const [batch] = rows;
  if (!batch) throw new Error('there is a batch');
  return batch;
}
async function pagesOf(
  tenantDb: Awaited<ReturnType<typeof setUp>>['tenantDb'],
  batchId: string,
  print: ToPrint = {},
): Promise<number> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await batchPdf(tenantDb, batchId, print, { makePdf: maker.make, language: 'fr' })).file)
    pieces.push(piece);
  return (await PDFDocument.load(Buffer.concat(pieces), { updateMetadata: false })).getPageCount();
}

test('letters without a provider gather in the batch of their day, registered ones first, and none is sent by that', async () => {
  const { tenantDb, queue } = await setUp();
  const plain = await queue('letter');
  const registered = await queue('registered-letter');
  const sent: EndedMessage[] = [];
  const hooks = { onSent: async (_: unknown, messages: readonly EndedMessage[]) => void sent.push(...messages) };
  await sendQueue(tenantDb, letterDelivery(maker, { hooks }));
  expect(await stateOf(tenantDb, plain.id)).toMatchObject({ state: 'handed', transport: 'print', sentAt: null });
  expect(sent).toEqual([]);
  const batch = await onlyBatch(tenantDb);
  expect(batch).toMatchObject({
    day: today,
    number: 1,
    letters: 2,
    registered: 1,
    waiting: 2,
    posted: 0,
    changed: 0,
    pages: 2,
    printedAt: null,
  });
  const { rows } = await listLetters(tenantDb, batch.id, {});
  expect(rows.map((row) => [row.place, row.id, row.amount, row.openNow])).toEqual([
    [1, registered.id, '100.00', '100.00'],
    [2, plain.id, '100.00', '100.00'],
  ]);
});

test('a letter is sent, and its step done, on the day somebody says it was posted; never on a day to come', async () => {
  const { tenantDb, queue } = await setUp();
  const { id } = await queue('letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const batch = await onlyBatch(tenantDb);
  const done: EndedMessage[] = [];
  const hooks = { onSent: async (_: unknown, messages: readonly EndedMessage[]) => void done.push(...messages) };
  const post = (on: string) =>
    tenantDb.transaction((tx) => postLetters(tx, batch.id, { on }, clerk, { hooks, now: startOfTest }));
  await expect(post('2026-03-03')).rejects.toMatchObject({ code: 'letter.not-yet-day' });
  expect(done).toEqual([]);
  expect(await post('2026-02-27')).toBe(1);
  expect(done.map((message) => message.id)).toEqual([id]);
  expect((await stateOf(tenantDb, id)).sentAt?.toString()).toMatch(/^2026-02-27T/);
  expect(await post(today)).toBe(0);
  expect(await batchView(tenantDb, batch.id)).toMatchObject({ waiting: 0, posted: 1 });
});

test('who sees a portfolio prints and posts its letters, and closes the batch for nobody else', async () => {
  const { tenantDb, tenantId, queue, ledger, customerId } = await setUp();
  const mine = await queue('letter');
  const other = await ledger.customer({ name: 'Scierie du Lac' });
  const theirs = await queue('letter');
  await tenantDb.run(sql`update receivables.item set customer_id = ${other} where id = ${theirs.itemId}`);
  await tenantDb.run(sql`update messages.message set customer_id = ${other} where id = ${theirs.id}`);
  await sendQueue(tenantDb, letterDelivery(maker));
  const batch = await onlyBatch(tenantDb);
  const collectorId = uuidv7();
  await tenantDb.run(sql`update customers.customer set collector_id = ${collectorId} where id = ${customerId}`);
  const narrow = db.database.tenant(tenantId, { collectors: [collectorId] });
  expect(await batchView(narrow, batch.id)).toMatchObject({ letters: 1, waiting: 1 });
  await expect(narrow.transaction((tx) => markPrinted(tx, batch.id, clerk, startOfTest))).rejects.toMatchObject({
    code: 'letter.batch-of-others',
  });
  await expect(narrow.transaction((tx) => markPrinted(tx, uuidv7(), clerk, startOfTest))).rejects.toMatchObject({
    code: 'letter.batch-not-found',
  });
  const post = (letterIds?: string[]) =>
    narrow.transaction((tx) => postLetters(tx, batch.id, { on: today, ...(letterIds ? { letterIds } : {}) }, clerk, more));
  expect(await post([theirs.id])).toBe(0);
  expect(await post()).toBe(1);
  expect([(await stateOf(tenantDb, mine.id)).state, (await stateOf(tenantDb, theirs.id)).state]).toEqual(['sent', 'handed']);
  expect(await batchView(tenantDb, batch.id)).toMatchObject({ printedAt: null, waiting: 1, posted: 1 });
});

test('what was said to be posted and was not waits again, with the reason in the audit; posted anew it leaves once', async () => {
  const { tenantDb, queue } = await setUp();
  const first = await queue('letter');
  const second = await queue('letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const batch = await onlyBatch(tenantDb);
  const at = (minutes: number) => startOfTest.add({ minutes });
  const post = (letterIds: string[] | undefined, minutes: number) =>
    tenantDb.transaction((tx) => postLetters(tx, batch.id, { on: today, letterIds }, clerk, { hooks: {}, now: at(minutes) }));
  const undone: string[][] = [];
  const unposted = (_: unknown, ids: readonly string[]) => Promise.resolve(void undone.push([...ids]));
  const unpost = (letterIds?: string[]) =>
    tenantDb.transaction((tx) =>
      unpostLetters(tx, batch.id, { reason: 'Machine en panne', letterIds }, clerk, { now: at(30), unposted }),
    );
  await expect(unpost()).rejects.toMatchObject({ code: 'letter.nothing-posted' });
  await post([first.id], 1);
  await post([second.id], 5);
  // Unnamed, those of the last time.
  expect(await unpost()).toBe(1);
  expect(undone).toEqual([[second.id]]);
  expect(await stateOf(tenantDb, second.id)).toMatchObject({ state: 'handed', sentAt: null });
  expect((await stateOf(tenantDb, first.id)).state).toBe('sent');
  const told = await tenantDb.rows<{ details: unknown; subject: string }>(
    sql`select details, subject_id as subject from platform.event where kind = 'messages.unposted'`,
  );
  expect(told).toEqual([{ details: { reason: 'Machine en panne' }, subject: second.id }]);
  expect(await post(undefined, 40)).toBe(1);
  await tenantDb.transaction((tx) =>
    sayWhatBecame(tx, first.id, { state: 'returned', on: today }, clerk, { hooks: {}, now: at(50) }),
  );
  await expect(unpost([first.id])).rejects.toMatchObject({ code: 'letter.said-since' });
});

test('what was paid since it was printed is proposed to be taken out; taken out it is neither printed nor posted', async () => {
  const { tenantDb, queue, ledger, customerId } = await setUp();
  const paid = await queue('letter');
  const owed = await queue('letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const batch = await onlyBatch(tenantDb);
  await ledger.pay(customerId, paid.itemId, { minor: 40_00n, on: today });
  expect(await batchView(tenantDb, batch.id)).toMatchObject({ changed: 1 });
  const { rows } = await listLetters(tenantDb, batch.id, { show: 'changed' });
  expect(rows).toMatchObject([{ id: paid.id, amount: '100.00', openNow: '60.00' }]);
  const notSent: EndedMessage[] = [];
  const hooks = { onNotSent: async (_: unknown, messages: readonly EndedMessage[]) => void notSent.push(...messages) };
  const takeOut = () => tenantDb.transaction((tx) => takeOutLetters(tx, batch.id, [paid.id], clerk, { hooks, now: startOfTest }));
  expect(await takeOut()).toBe(1);
  expect(await takeOut()).toBe(0);
  expect(notSent).toMatchObject([{ id: paid.id, reason: 'taken-out' }]);
  expect(await pagesOf(tenantDb, batch.id)).toBe(1);
  await tenantDb.transaction((tx) => postLetters(tx, batch.id, { on: today }, clerk, more));
  expect([(await stateOf(tenantDb, paid.id)).state, (await stateOf(tenantDb, owed.id)).state]).toEqual(['cancelled', 'sent']);
});

test('once a batch is printed, what comes later on that day goes to the next one', async () => {
  const { tenantDb, queue } = await setUp();
  await queue('letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const first = await onlyBatch(tenantDb);
  await tenantDb.transaction((tx) => markPrinted(tx, first.id, clerk, startOfTest));
  await queue('letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const { rows } = await listBatches(tenantDb, {});
  expect(rows.map((batch) => [batch.number, batch.letters, batch.printedBy])).toEqual([
    [2, 1, null],
    [1, 1, 'Jeanne'],
  ]);
});

test('many letters at once open one batch', async () => {
  const { tenantDb, queue } = await setUp();
  for (let made = 0; made < 12; made += 1) await queue('letter');
  await sendQueue(tenantDb, letterDelivery(maker), { connections: 6 });
  expect(await onlyBatch(tenantDb)).toMatchObject({ letters: 12, waiting: 12 });
});

test('a letter, its file and the file of its day have names a person understands', async () => {
  const { tenantDb, queue } = await setUp();
  const { id } = await queue('registered-letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const { code } = await tenantDb.one<{ code: string }>(sql`select code from customers.customer`);
  const name = `${code} ${today} Lettre recommandée Mise en demeure.pdf`;
  expect((await messageView(tenantDb, id, 'fr')).attachments.map((file) => file.name)).toEqual([name]);
  expect(await attachmentFile(tenantDb, id, 1, 'fr')).toMatchObject({ name, mediaType: 'application/pdf' });
  const batch = await onlyBatch(tenantDb);
  const print = await batchPdf(tenantDb, batch.id, {}, { makePdf: maker.make, language: 'fr' });
  expect(print.name).toBe(`Courriers ${batch.entityName} ${today}.pdf`);
});

test('the print has a cover where one is wanted, and each letter begins on a sheet of its own on two sides', async () => {
  const { tenantDb, queue } = await setUp();
  await queue('letter');
  await queue('registered-letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const batch = await onlyBatch(tenantDb);
  expect(await pagesOf(tenantDb, batch.id)).toBe(2);
  expect(await pagesOf(tenantDb, batch.id, { only: 'registered' })).toBe(1);
  expect(await pagesOf(tenantDb, batch.id, { cover: 'yes' })).toBe(3);
  // Cover, its back, letter, its back, letter.
  expect(await pagesOf(tenantDb, batch.id, { cover: 'yes', sides: 'two' })).toBe(5);
});

test('a registered letter on paper has the number of its slip, and a person writes down what became of it', async () => {
  const { tenantDb, queue } = await setUp();
  const { id } = await queue('registered-letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  const batch = await onlyBatch(tenantDb);
  await tenantDb.transaction((tx) => writeTracking(tx, id, ' 1A 234 567 8901 2 ', clerk));
  expect((await letterView(tenantDb, id)).trackingNumber).toBe('1A 234 567 8901 2');
  const say = (on: string) =>
    tenantDb.transaction((tx) =>
      sayWhatBecame(tx, id, { state: 'refused', on, detail: 'Pli refusé' }, clerk, {
        ...more,
        now: startOfTest.add({ hours: 72 }),
      }),
    );
  await expect(say(today)).rejects.toMatchObject({ code: 'letter.not-left' });
  await tenantDb.transaction((tx) => postLetters(tx, batch.id, { on: today }, clerk, more));
  await expect(say('2026-03-09')).rejects.toMatchObject({ code: 'letter.not-yet-day' });
  await say('2026-03-04');
  const { rows } = await listRegistered(tenantDb, { show: 'ended' });
  expect(rows).toMatchObject([
    {
      id,
      deliveryState: 'refused',
      trackingNumber: '1A 234 567 8901 2',
      events: [{ state: 'refused', saidBy: 'Jeanne', detail: 'Pli refusé', proof: false }],
    },
  ]);
});

test('registered e-mail that nobody carries does not leave, and says so', async () => {
  const { tenantDb, queue } = await setUp();
  const { id } = await queue('registered-e-letter');
  await sendQueue(tenantDb, letterDelivery(maker));
  expect(await stateOf(tenantDb, id)).toMatchObject({ state: 'failed', reason: 'no-provider' });
});
