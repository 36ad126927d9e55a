import { decodePDFRawStream, PDFDocument, PDFRawStream } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { shortPdf } from './short-pdf.ts';

async function drawnIn(pdf: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  expect(document.getPageCount()).toBe(1);
  const contents = document.getPage(0).node.Contents();
  if (!(contents instanceof PDFRawStream)) throw new Error('its page has one stream');
  return Buffer.from(decodePDFRawStream(contents).decode()).toString('latin1');
}

test('a short paper is one page that opens, with every line on it', async () => {
  const drawn = await drawnIn(shortPdf(['Facture FA-1', 'Échéance : 3 août (à réception)', '', 'Total : 1\u202f200,00\u00a0€']));
  expect(drawn).toContain('(Facture FA-1) Tj');
  expect(drawn).toContain('(Échéance : 3 août \\(à réception\\)) Tj');
  expect(drawn).toContain('(Total : 1 200,00 \u0080) Tj');
});

test('a line longer than the page is broken between words, and what its fonts lack is shown as lacking', async () => {
  const drawn = await drawnIn(shortPdf(['x', 'mot '.repeat(60).trim(), '株']));
  expect(drawn.match(/ Tj T\*/g)).toHaveLength(4);
  expect(drawn).toContain('(?) Tj');
});
