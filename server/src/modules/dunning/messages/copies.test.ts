import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import PostalMime from 'postal-mime';
import { afterAll, expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { documentBytes } from '../../../platform/documents/index.ts';
import { openPdfMaker } from '../../../platform/pdf/index.ts';
import { pdfTexts } from '../../../platform/pdf/pdf-text.fixture.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { copyFile } from '../../documents/copy-file.ts';
import { documentsOfItems } from '../../documents/item-documents.ts';
import { givenDebtor, givenScenario } from '../dunning.fixture.ts';
import { givenUnsent, postOffice, sendingTenant, sets, withDocument } from '../invoices/invoices.fixture.ts';

const databases = testDatabase();
const papers = openPdfMaker({ presses: 1 });
afterAll(() => papers.close());

const monday = '2026-03-02';
const atHome = { address_lines: ['4 rue Haute'], postcode: '38000', city: 'Grenoble' };

async function invoicePdf(number: string, pages = 1): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1)
    document.addPage().drawText(`Facture ${number} page ${page}`, { x: 50, y: 400, font });
  return document.save();
}

async function chasing(channel: 'e-mail' | 'letter' = 'e-mail'): Promise<TestTenant> {
  const tenant = await sendingTenant(databases);
  await givenScenario(tenant, [{ name: 'Relance', level: 1, after: 3, automation: 'automatic', channel }]);
  await tenant.tenantDb.run(sql`update dunning.step set attachments = array['invoices']`);
  return tenant;
}

async function lateInvoice(
  tenant: TestTenant,
  pdf: Uint8Array,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { items } = await givenDebtor(tenant, [{ number: 'FA-1', due: '2026-01-15', amount: 100_00n }], columns);
  await withDocument(tenant, items['FA-1'] ?? '', 'FA-1.pdf', pdf);
  return items['FA-1'] ?? '';
}

async function leaves(tenant: TestTenant) {
  const post = await postOffice(tenant, undefined, papers.make);
  await post.runs(monday);
  const outcome = await post.sends(monday);
  const mails = await Promise.all(post.mails.map((mail) => PostalMime.parse(mail.raw)));
  await post.close();
  return {
    outcome,
    letters: post.letters,
    files: mails.flatMap((mail) => mail.attachments.map((file) => bytesIn(file.content))),
  };
}
const bytesIn = (content: unknown): Uint8Array => new Uint8Array(content as ArrayBuffer);

const marks = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ name: string; mark: string | null; made: boolean }>(
    sql`select name, copy_mark as mark, made from messages.attachment where kind = 'invoice' order by message_id, place`,
  );

async function stored({ tenantDb }: TestTenant): Promise<Buffer> {
  const { id } = await tenantDb.one<{ id: string }>(sql`select document_id as id from documents.item_document`);
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(tenantDb, id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('an invoice goes along with a reminder as it is kept, unless copies are to be marked', async () => {
  const tenant = await chasing();
  const pdf = await invoicePdf('FA-1');
  await lateInvoice(tenant, pdf);
  const { files } = await leaves(tenant);
  expect(files.map((file) => Buffer.from(file).equals(pdf))).toEqual([true]);
  expect(await marks(tenant)).toEqual([{ name: 'FA-1.pdf', mark: null, made: false }]);
});

test.each([
  ['fr', 'DUPLICATA'],
  ['en', 'DUPLICATE'],
])(
  'marked, a copy to a customer of the language “%s” says %s on every page, and what is kept does not',
  async (language, word) => {
    const tenant = await chasing();
    await sets(tenant, 'invoices.copyMark', 'on');
    const pdf = await invoicePdf('FA-1', 2);
    await lateInvoice(tenant, pdf, { language });
    const { files } = await leaves(tenant);
    expect(files).toHaveLength(1);
    const texts = await pdfTexts(files[0] ?? new Uint8Array());
    expect(texts.map((text) => [text.includes(word), /page \d/.exec(text)?.[0]])).toEqual([
      [true, 'page 1'],
      [true, 'page 2'],
    ]);
    expect((await stored(tenant)).equals(pdf)).toBe(true);
    expect(await marks(tenant)).toEqual([{ name: 'FA-1.pdf', mark: 'marked', made: true }]);
  },
);

test('in the envelope of a letter too the copy is marked', async () => {
  const tenant = await chasing('letter');
  await sets(tenant, 'invoices.copyMark', 'on');
  await lateInvoice(tenant, await invoicePdf('FA-1'), atHome);
  const { letters } = await leaves(tenant);
  expect(letters).toHaveLength(1);
  const [enclosed] = letters[0]?.enclosures ?? [];
  expect((await pdfTexts(enclosed?.bytes ?? new Uint8Array()))[0]).toContain('DUPLICATA');
});

test('a file that cannot be marked goes along as it is, and the message says so', async () => {
  const tenant = await chasing();
  await sets(tenant, 'invoices.copyMark', 'on');
  const broken = Buffer.from('%PDF-1.7\nnothing a reader would open\n%%EOF');
  await lateInvoice(tenant, broken);
  const { outcome, files } = await leaves(tenant);
  expect(outcome).toMatchObject({ sent: 1 });
  expect(files.map((file) => Buffer.from(file).equals(broken))).toEqual([true]);
  expect(await marks(tenant)).toEqual([{ name: 'FA-1.pdf', mark: 'unmarked', made: false }]);
});

test('the first sending of an invoice is no copy', async () => {
  const tenant = await sendingTenant(databases);
  await sets(tenant, 'invoices.copyMark', 'on');
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1', document: false }]);
  const pdf = await invoicePdf('FA-1');
  await withDocument(tenant, items['FA-1'] ?? '', 'FA-1.pdf', pdf);
  const { outcome, files } = await leaves(tenant);
  expect(outcome).toMatchObject({ sent: 1 });
  expect(files.map((file) => Buffer.from(file).equals(pdf))).toEqual([true]);
  expect(await marks(tenant)).toEqual([{ name: 'FA-1.pdf', mark: null, made: false }]);
});

test('a copy taken by hand is marked and named as one, in the customer’s language', async () => {
  const tenant = await chasing();
  const itemId = await lateInvoice(tenant, await invoicePdf('FA-1'), { language: 'en' });
  const [kept] = await documentsOfItems(tenant.tenantDb, [itemId]);
  const { file, name } = await copyFile(tenant.tenantDb, kept?.id ?? '', { makePdf: papers.make, language: 'fr' });
  const pieces: Uint8Array[] = [];
  for await (const piece of file) pieces.push(piece);
  expect(name).toBe('DUPLICATE FA-1.pdf');
  expect((await pdfTexts(Buffer.concat(pieces)))[0]).toContain('DUPLICATE');
});
