import { createHash } from 'node:crypto';
import { degrees, PDFDocument, type PDFPage, StandardFonts } from '@cantoo/pdf-lib';
import { afterAll, expect, test } from 'vitest';
import { openPdfMaker } from './index.ts';
import { letterSample } from './letter-sample.fixture.ts';
import { pdfTexts } from './pdf-text.fixture.ts';

const maker = openPdfMaker({ presses: 1 });
afterAll(() => maker.close());

const marked = (pdf: Uint8Array, language = 'fr'): Promise<Uint8Array> => maker.make('copy', { pdf, language });
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function invoice(pages: readonly ((page: PDFPage) => void)[]): Promise<{ pdf: Uint8Array; document: PDFDocument }> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  pages.forEach((turn, at) => {
    const page = document.addPage();
    page.drawText(`Facture FA-1, page ${at + 1}`, { x: 50, y: 400, size: 12, font });
    turn(page);
  });
  return { pdf: await document.save(), document };
}

test('a copy says DUPLICATA at the head of every page, in the language of its message, and says all the invoice said', async () => {
  const { pdf } = await invoice([() => {}, () => {}, () => {}]);
  const before = hashOf(pdf);
  for (const [language, word] of [
    ['fr', 'DUPLICATA'],
    ['en', 'DUPLICATE'],
    ['de', 'DUPLICATE'],
  ] as const) {
    const texts = await pdfTexts(await marked(pdf, language));
    expect(texts).toHaveLength(3);
    texts.forEach((text, at) => {
      expect(text).toContain(word);
      expect(text).toContain(`Facture FA-1, page ${at + 1}`);
    });
  }
  expect(hashOf(pdf)).toBe(before);
});

test('pages keep their size and their turn, and the mark stays on them', { timeout: 60_000 }, async () => {
  const { pdf } = await invoice([
    () => {},
    (page) => page.setSize(841.89, 595.28),
    (page) => page.setSize(226, 600),
    (page) => page.setSize(1200, 90),
    ...[90, 180, 270].map((angle) => (page: PDFPage) => page.setRotation(degrees(angle))),
    (page) => {
      page.setMediaBox(-100, -50, 700, 900);
      page.setCropBox(0, 20, 500, 700);
    },
  ]);
  const [first, copy] = await Promise.all([PDFDocument.load(pdf), PDFDocument.load(await marked(pdf))]);
  const shape = (page: PDFPage) => [page.getMediaBox(), page.getCropBox(), page.getRotation().angle];
  expect(copy.getPages().map(shape)).toEqual(first.getPages().map(shape));
  const texts = await pdfTexts(await copy.save(), 'places');
  texts.forEach((text, at) => {
    const box = first.getPage(at).getCropBox();
    const [, x = Number.NaN, y = Number.NaN] = (/([\d.e-]+) ([\d.e-]+) Tm DUPLICATA/.exec(text) ?? []).map(Number);
    expect(x, text).toBeGreaterThan(box.x);
    expect(x, text).toBeLessThan(box.x + box.width);
    expect(y, text).toBeGreaterThan(box.y);
    expect(y, text).toBeLessThan(box.y + box.height);
  });
});

test('the same invoice is marked to the same bytes, and neither data nor the claim of an archive comes along', async () => {
  const { document } = await invoice([() => {}]);
  await document.attach(Buffer.from('<CrossIndustryInvoice/>'), 'factur-x.xml', { mimeType: 'text/xml' });
  const pdf = await document.save();
  expect((await PDFDocument.load(pdf)).getAttachments()).toHaveLength(1);
  const copy = await marked(pdf);
  expect((await PDFDocument.load(copy)).getAttachments()).toEqual([]);
  expect(hashOf(await marked(pdf))).toBe(hashOf(copy));
  const objects = (await PDFDocument.load(copy)).context.enumerateIndirectObjects().map(([, object]) => object.toString());
  expect(objects.filter((object) => /\/Type \/(EmbeddedFile|Metadata)\b/.test(object))).toEqual([]);
  const ours = await maker.make('letter', letterSample({ items: 30 }));
  expect(Buffer.from(ours).includes('pdfaid')).toBe(true);
  const copied = await marked(ours);
  expect(Buffer.from(copied).includes('pdfaid')).toBe(false);
  for (const text of await pdfTexts(copied)) expect(text).toContain('DUPLICATA');
});

test('what is encrypted, signed, broken or no PDF is not marked: it fails, for good', async () => {
  const { pdf, document } = await invoice([() => {}]);
  document.encrypt({ userPassword: '', ownerPassword: 'chef', permissions: {} });
  const encrypted = await document.save();
  const signed = Buffer.concat([pdf, Buffer.from('\n99 0 obj << /Type /Sig /ByteRange [0 10 20 30] >> endobj\n')]);
  const texts = ['%PDF-1.7\nnothing more', '<xml/>', ''].map((text) => Buffer.from(text));
  for (const each of [encrypted, signed, pdf.subarray(0, 200), ...texts])
    await expect(marked(each)).rejects.toMatchObject({ template: 'copy', passing: false });
  await expect(marked(pdf)).resolves.toBeInstanceOf(Uint8Array);
});
