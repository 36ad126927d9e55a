import { PDFArray, PDFDocument, PDFName, PDFRawStream, rgb, decodePDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, expect, test } from 'vitest';
import { mergePdfs, openPdfMaker, pageCount, type ToMerge } from './index.ts';
import { letterSample } from './letter-sample.fixture.ts';

const maker = openPdfMaker();
afterAll(() => maker.close());
const letter = (items: number) => maker.make('letter', letterSample({ items }));

async function merged(documents: readonly ToMerge[]): Promise<PDFDocument> {
  const pieces: Uint8Array[] = [];
  for await (const piece of mergePdfs(documents)) pieces.push(piece);
  return PDFDocument.load(Buffer.concat(pieces), { updateMetadata: false });
}

/** What is drawn on each page, as its drawing orders say it. */
function drawn(document: PDFDocument): string[] {
  return document.getPages().map((page) => {
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => document.context.lookup(ref)) : [contents];
    return streams
      .map((stream) =>
        stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '',
      )
      .join('');
  });
}

test('PDFs behind each other keep what is drawn on each of their pages, and their fonts', async () => {
  const [one, many] = [await letter(1), await letter(120)];
  const all = await merged([{ pdf: one }, { pdf: many }, { pdf: one }]);
  const [ofOne, ofMany] = [await PDFDocument.load(one), await PDFDocument.load(many)];
  expect(drawn(all)).toEqual([...drawn(ofOne), ...drawn(ofMany), ...drawn(ofOne)]);
  expect(drawn(all)[0]?.length).toBeGreaterThan(1000);
  const fonts = all.getPages().map((page) => page.node.Resources()?.lookup(PDFName.of('Font'))?.toString() ?? '');
  expect(fonts.every((font) => font.includes('R'))).toBe(true);
  expect(all.getPages().every((page) => Math.round(page.getWidth()) === 595)).toBe(true);
});

test('on two sides a document begins on a new sheet: a blank page is put before it', async () => {
  const one = await letter(1);
  const all = await merged([{ pdf: one, onNewSheet: true }, { pdf: one, onNewSheet: true }, { pdf: one }]);
  expect(drawn(all).map((orders) => orders.length > 0)).toEqual([true, false, true, true]);
});

test('a PDF of somebody else, whose pages inherit from their tree, is taken whole', async () => {
  const other = await PDFDocument.create();
  other.addPage([300, 500]).drawRectangle({ x: 10, y: 10, width: 50, height: 50, color: rgb(1, 0, 0) });
  const tree = other.catalog.Pages();
  const [page] = other.getPages();
  if (!page) throw new Error('it has a page');
  tree.set(PDFName.of('MediaBox'), page.node.MediaBox());
  page.node.delete(PDFName.of('MediaBox'));
  const all = await merged([{ pdf: await letter(1) }, { pdf: await other.save() }]);
  expect(all.getPages().map((one) => Math.round(one.getWidth()))).toEqual([595, 300]);
  expect(await pageCount(await other.save())).toBe(1);
});

test('ten times the letters take no more memory: each is written before the next is read (T86)', async () => {
  const pdf = await letter(1);
  const held = async (count: number): Promise<number> => {
    let [read, written, most] = [0, 0, 0];
    async function* source(): AsyncGenerator<ToMerge> {
      for (; read < count; read += 1) {
        most = Math.max(most, read - written);
        yield { pdf };
      }
    }
    for await (const piece of mergePdfs(source())) {
      const ends =
        Buffer.from(piece)
          .toString('latin1')
          .match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
      written += ends;
    }
    expect(written).toBe(count);
    return most;
  };
  const few = await held(5);
  expect(await held(50)).toBe(few);
});

test('how many pages a letter has is known without reading it', async () => {
  const head = (pdf: Uint8Array): Uint8Array => pdf.subarray(0, 1000);
  expect(await pageCount(head(await letter(1)))).toBe(1);
  const long = await letter(200);
  expect(await pageCount(head(long))).toBe((await PDFDocument.load(long)).getPageCount());
  await expect(pageCount(Buffer.from('not a PDF'))).rejects.toThrow();
});
