import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { documentBytes } from '../../platform/documents/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { sendQueue } from '../messages/index.ts';
import { goLive, mailServer, startOfTest, testDelivery } from '../messages/outbox.fixture.ts';
import { attachmentFile } from '../messages/message-files.ts';
import { smtpTransport } from '../messages/transports/smtp.ts';
import { markItemsSent } from '../receivables/index.ts';
import { startWorker } from '../../platform/jobs/index.ts';
import { forgetBytesJob } from './forget-bytes.ts';
import { documentsToAttach, invoicesOf } from './invoices-of.ts';
import {
  addDocument,
  documentFile,
  documentsOfCustomer,
  documentsOfItems,
  readDocument,
  removeDocument,
} from './item-documents.ts';
import { matchFile, possibleNumbers } from './match-file.ts';
import { mediaTypeOf } from './media-type.ts';
import { composeInvoice, invoiceHooks, sendInvoice } from './send-invoice.ts';

const db = testDatabase();
const clerk = systemActor('test');
const pdf = (words = ''): Buffer => Buffer.from(`%PDF-1.7\n${words}\n%%EOF`);

async function setUp() {
  const { tenantDb, tenantId, entityId } = await db.newTenant();
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer({ email: 'factures@val.example', language: 'fr' });
  return { tenantDb, tenantId, entityId, ledger, customerId };
}
const add = (
  tenantDb: TenantDatabase,
  itemIds: string[],
  bytes = pdf(),
  name = 'F1.pdf',
  kind: 'invoice' | 'proof' = 'invoice',
) => tenantDb.transaction((tx) => addDocument(tx, itemIds, { name, mediaType: 'application/pdf', bytes, kind }, clerk));
async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}
async function bytesOf(tenantDb: TenantDatabase, id: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(tenantDb, id)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
const upload = (bytes: Buffer, name = 'F1.pdf') =>
  readDocument({
    name,
    mediaType: 'application/octet-stream',
    fields: {},
    stream: (async function* () {
      yield bytes;
    })(),
  });

test.each([
  ['%PDF-1.4 …', 'application/pdf'],
  ['garbage before\n%PDF-1.7', 'application/pdf'],
  ['\uFEFF<?xml version="1.0"?><Invoice/>', 'application/xml'],
  ['<?xml version="1.0"?><svg onload="alert(1)"/>', undefined],
  ['<!doctype html><script>alert(1)</script>', undefined],
  ['MZ\u0090\u0000', undefined],
  ['just words', undefined],
])('a file that begins “%s” is read as %s, whatever its name says', (beginning, expected) => {
  expect(mediaTypeOf(Buffer.from(beginning))).toBe(expected);
});

test('pictures are known by their first bytes', () => {
  expect(mediaTypeOf(Buffer.from('89504e470d0a1a0a00', 'hex'))).toBe('image/png');
  expect(mediaTypeOf(Buffer.from('ffd8ffe000104a46', 'hex'))).toBe('image/jpeg');
});

test.each([
  ['nothing in it', Buffer.alloc(0), 'document.empty'],
  ['a program', Buffer.from('MZ a program'), 'document.bad-type'],
  ['more than twenty megabytes', Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-'), 'document.too-large'],
])('a file with %s is refused', async (_, bytes, code) => {
  expect(await refusalOf(upload(bytes))).toBe(code);
});

test('an uploaded name loses its folders and control characters', async () => {
  expect((await upload(pdf(), '../../etc/F\u00001\r\n.pdf')).name).toBe('F1.pdf');
});

test.each([
  ['FA-2026-0142.pdf', 'FA-2026-0142'],
  ['Facture FA-2026-0142 Menuiserie du Val.pdf', 'FA-2026-0142'],
  ['facture_fa-2026-0142.PDF', 'FA-2026-0142'],
  ['FA_2026_0142.pdf', 'FA/2026/0142'],
  ['Invoice 2026.0142 (copy).pdf', '20260142'],
])('the name “%s” leads to the invoice %s', async (name, number) => {
  const { tenantDb, ledger, customerId } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n, number });
  await ledger.item(customerId, { minor: 50_00n, number: '2026' });
  expect(await matchFile(tenantDb, name)).toEqual({ kind: 'matched', itemIds: [itemId] });
});

test('a name without a known number, or with one of two invoices, finds none; the due lines of one invoice are all found', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  expect(await matchFile(tenantDb, 'scan.pdf')).toEqual({ kind: 'not-found' });
  expect(await matchFile(tenantDb, 'FA-1.pdf')).toEqual({ kind: 'not-found' });
  const first = await ledger.item(customerId, { minor: 100_00n, number: 'FA-1', dueOn: '2026-02-10' });
  const second = await ledger.item(customerId, { minor: 100_00n, number: 'FA-1', dueOn: '2026-03-10' });
  expect(await matchFile(tenantDb, 'FA-1.pdf')).toEqual({ kind: 'several' });
  await tenantDb.run(sql`update receivables.item set document_id = ${first} where id = ${second}`);
  expect(await matchFile(tenantDb, 'FA-1.pdf')).toEqual({ kind: 'matched', itemIds: [first, second] });
  // What a name may hold stays bounded, whoever wrote it.
  expect(possibleNumbers('1 '.repeat(500)).length).toBeLessThan(600);
});

test('the same file of the same item is one document; taken away, its bytes go', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const [first] = await add(tenantDb, [itemId]);
  const [again] = await add(tenantDb, [itemId], pdf(), 'copie.pdf');
  expect(again?.id).toBe(first?.id);
  await add(tenantDb, [itemId], pdf('proof'), 'bl.pdf', 'proof');
  expect(await documentsOfCustomer(tenantDb, customerId, {})).toMatchObject({
    total: 2,
    openInvoices: 1,
    openInvoicesWithDocument: 1,
  });
  const stored = () => tenantDb.one<{ count: number }>(sql`select count(*)::int as count from platform.document`);
  expect(await stored()).toEqual({ count: 2 });
  await tenantDb.transaction((tx) => removeDocument(tx, first?.id ?? '', clerk));
  expect((await documentsOfItems(tenantDb, [itemId])).map((one) => one.name)).toEqual(['bl.pdf']);
  expect(await stored()).toEqual({ count: 1 });
  expect(await refusalOf(tenantDb.transaction((tx) => removeDocument(tx, first?.id ?? '', clerk)))).toBe('document.not-found');
});

test('what a step attaches: the invoices, oldest first, each once, no proofs', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  const younger = await ledger.item(customerId, { minor: 1_00n, number: 'B', bookedOn: '2026-02-01' });
  const older = await ledger.item(customerId, { minor: 1_00n, number: 'A', bookedOn: '2026-01-01' });
  const bare = await ledger.item(customerId, { minor: 1_00n, number: 'C' });
  await add(tenantDb, [younger, older], pdf('both'), 'AB.pdf');
  await add(tenantDb, [younger], pdf('b'), 'B.pdf');
  await add(tenantDb, [older], pdf('bl'), 'bl.pdf', 'proof');
  expect((await invoicesOf(tenantDb, [younger, older, bare])).map((one) => [one.itemId, one.name])).toEqual([
    [older, 'AB.pdf'],
    [younger, 'AB.pdf'],
    [younger, 'B.pdf'],
  ]);
  expect((await documentsToAttach(tenantDb, [bare, younger, older])).map((one) => one.name)).toEqual(['AB.pdf', 'B.pdf']);
});

test('another organisation’s documents are found by nobody else', async () => {
  const [mine, theirs] = [await setUp(), await setUp()];
  const itemId = await theirs.ledger.item(theirs.customerId, { minor: 1_00n, number: 'FA-9' });
  await add(theirs.tenantDb, [itemId]);
  expect(await invoicesOf(mine.tenantDb, [itemId])).toEqual([]);
  expect(await matchFile(mine.tenantDb, 'FA-9.pdf')).toEqual({ kind: 'not-found' });
  expect(await add(mine.tenantDb, [itemId])).toEqual([]);
});

const sentState = (tenantDb: TenantDatabase, id: string) =>
  tenantDb.one<{ unsent: boolean; sentOn: string | null }>(
    sql`select unsent, sent_on as "sentOn" from receivables.item where id = ${id}`,
  );

async function unsentInvoice() {
  const made = await setUp();
  const itemId = await made.ledger.item(made.customerId, { minor: 100_00n, number: 'FA-7' });
  await made.tenantDb.run(sql`update receivables.item set unsent = true where id = ${itemId}`);
  const queue = (mail = {}) =>
    made.tenantDb.transaction((tx) => sendInvoice(tx, itemId, mail, { now: startOfTest, recallMinutes: 0 }, clerk));
  return { ...made, itemId, queue };
}

test('an invoice sent by e-mail carries its document, and counts as sent the day the mail server took it, not before', async () => {
  const { tenantDb, itemId, queue } = await unsentInvoice();
  await goLive(tenantDb);
  await add(tenantDb, [itemId], pdf('the invoice'), 'FA-7.pdf');
  const answers = [{ code: 450 }];
  const server = await mailServer(() => answers.pop());
  const smtp = smtpTransport(server.url);
  const delivery = { smtp, hooks: invoiceHooks, compose: composeInvoice };
  const { id, to } = await queue();
  expect(to).toBe('factures@val.example');
  expect(await sendQueue(tenantDb, testDelivery(delivery))).toMatchObject({ postponed: 1 });
  expect(await sentState(tenantDb, itemId)).toEqual({ unsent: true, sentOn: null });
  // 23:30 in UTC is the next day in Paris.
  const late = Temporal.Instant.from('2026-03-02T23:30:00Z');
  expect(await sendQueue(tenantDb, testDelivery({ ...delivery, now: () => late }))).toMatchObject({ sent: 1 });
  expect(await sentState(tenantDb, itemId)).toEqual({ unsent: false, sentOn: '2026-03-03' });
  const mail = await PostalMime.parse(server.taken[0]?.raw ?? '');
  expect(mail).toMatchObject({ subject: 'Facture FA-7 – Atelier Sorbier' });
  expect(mail.attachments.map((file) => [file.filename, file.mimeType])).toEqual([['FA-7.pdf', 'application/pdf']]);
  expect(await bytesOf(tenantDb, (await attachmentFile(tenantDb, id, 1, 'fr')).documentId)).toContain('the invoice');
  // Taken away from the item, it stays with the message.
  const [document] = await documentsOfItems(tenantDb, [itemId]);
  await tenantDb.transaction((tx) => removeDocument(tx, document?.id ?? '', clerk));
  expect(await bytesOf(tenantDb, (await attachmentFile(tenantDb, id, 1, 'fr')).documentId)).toContain('the invoice');
  await smtp.close();
  await server.close();
});

test('under a narrow scope a shared file is taken away from one’s own item alone: the others keep it, bytes and all', async () => {
  const { tenantDb, tenantId, ledger, customerId } = await setUp();
  const other = await ledger.customer({ email: 'factures@lac.example', language: 'fr' });
  const mine = await ledger.item(customerId, { minor: 10_00n });
  const theirs = await ledger.item(other, { minor: 10_00n });
  const documents = await add(tenantDb, [mine, theirs]);
  const idOf = (itemId: string) => documents.find((one) => one.itemId === itemId)?.id ?? '';
  const collectorId = uuidv7();
  await tenantDb.run(sql`update customers.customer set collector_id = ${collectorId} where id = ${customerId}`);
  const narrow = db.database.tenant(tenantId, { collectors: [collectorId] });
  const remove = (id: string) => narrow.transaction((tx) => removeDocument(tx, id, clerk));
  expect(await refusalOf(remove(idOf(theirs)))).toBe('document.not-found');
  expect(await refusalOf(remove(idOf(mine)))).toBe('accepted');
  expect(await documentsOfItems(tenantDb, [mine])).toEqual([]);
  const [kept] = await documentsOfItems(tenantDb, [theirs]);
  expect(await bytesOf(tenantDb, (await documentFile(tenantDb, kept?.id ?? '')).documentId)).toContain('%PDF');
});

test('taken away under a narrow scope, the bytes go once the machine saw that nobody holds them', async () => {
  const { tenantDb, tenantId, ledger, customerId } = await setUp();
  const other = await ledger.customer({ email: 'factures@lac.example', language: 'fr' });
  const mine = await ledger.item(customerId, { minor: 10_00n });
  const theirs = await ledger.item(other, { minor: 10_00n });
  const shared = await add(tenantDb, [mine, theirs]);
  const [alone] = await add(tenantDb, [mine], pdf('seul'), 'seul.pdf');
  const collectorId = uuidv7();
  await tenantDb.run(sql`update customers.customer set collector_id = ${collectorId} where id = ${customerId}`);
  const narrow = db.database.tenant(tenantId, { collectors: [collectorId] });
  const stored = () =>
    tenantDb.rows<{ name: string }>(sql`select name from platform.document where exists (
      select from platform.document_piece where document_piece.document_id = document.id) order by name`);
  for (const id of [alone?.id, shared.find((one) => one.itemId === mine)?.id])
    await narrow.transaction((tx) => removeDocument(tx, id ?? '', clerk));
  expect(await stored()).toHaveLength(2);
  const worker = startWorker({
    database: db.database,
    jobs: [forgetBytesJob],
    now: () => Temporal.Now.instant(),
    concurrency: 0,
  });
  await worker.idle();
  await worker.stop();
  expect(await stored()).toEqual([{ name: shared[0]?.name }]);
  const [told] = await tenantDb.rows<{ details: { name: string; sha256: string } }>(
    sql`select details from platform.event where kind = 'documents.removed' and details ->> 'name' = 'seul.pdf'`,
  );
  expect(told?.details.sha256).toBe(createHash('sha256').update(pdf('seul')).digest('hex'));
});

test('without a document, an address or an invoice nothing is queued; taken away meanwhile, the mail does not leave without it', async () => {
  const { tenantDb, itemId, queue, ledger, customerId } = await unsentInvoice();
  expect(await refusalOf(queue())).toBe('document.no-invoice');
  const [document] = await add(tenantDb, [itemId]);
  expect(await refusalOf(queue({ to: 'not an address' }))).toBe('document.no-address');
  const payment = await ledger.item(customerId, { minor: -5_00n, kind: 'payment' });
  expect(
    await refusalOf(tenantDb.transaction((tx) => sendInvoice(tx, payment, {}, { now: startOfTest, recallMinutes: 0 }, clerk))),
  ).toBe('document.not-an-invoice');
  await queue();
  await tenantDb.transaction((tx) => removeDocument(tx, document?.id ?? '', clerk));
  expect(await sendQueue(tenantDb, testDelivery({ hooks: invoiceHooks, compose: composeInvoice }))).toMatchObject({
    sent: 0,
    failed: 1,
  });
  expect(await sentState(tenantDb, itemId)).toEqual({ unsent: true, sentOn: null });
});

test('a day said by hand is kept, and the last word counts', async () => {
  const { tenantDb, itemId } = await unsentInvoice();
  for (const on of ['2026-01-12', '2026-01-14']) await tenantDb.transaction((tx) => markItemsSent(tx, [{ itemId, on }]));
  expect(await sentState(tenantDb, itemId)).toEqual({ unsent: false, sentOn: '2026-01-14' });
});
