import {
  degrees,
  PDFDict,
  PDFDocument,
  type PDFFont,
  PDFName,
  type PDFPage,
  PDFStream,
  rgb,
  StandardFonts,
} from '@cantoo/pdf-lib';

/** What the template `copy` reads. */
export type CopyData = { readonly pdf: Uint8Array; readonly language: string };

/** A file that cannot be marked without harm; the original serves. */
export class Unmarkable extends Error {}

const red = rgb(0.72, 0.11, 0.11);
// Over whatever stands at the head of somebody else's page: read through, and not overlooked.
const opacity = 0.6;

/**
 * A PDF with a word across the head of each page; its pages, their sizes and what they say stay. What machines read of it is left behind: an invoice embedded
 * as data (Factur-X) would be booked a second time, and the claim of an archive (PDF/A) holds no more. The same file is marked to the same bytes.
 * Throws `Unmarkable` for what is no PDF, is encrypted, or is signed: a mark would break the signature.
 */
export async function markCopy(pdf: Uint8Array, word: string): Promise<Uint8Array> {
  // What a signature covers is written in the clear, or it could not be filled in afterwards.
  if (Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes('/ByteRange')) throw new Unmarkable('it is signed');
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false, ignoreEncryption: false, throwOnInvalidObject: true });
    const font = await document.embedFont(StandardFonts.HelveticaBold);
    const pages = document.getPages();
    if (pages.length === 0) throw new Unmarkable('it has no page');
    for (const page of pages) stamp(page, word, font);
    leaveData(document);
    return await document.save({ updateFieldAppearances: false });
  } catch (error) {
    throw error instanceof Unmarkable ? error : new Unmarkable(error instanceof Error ? error.message : String(error));
  }
}

/** Writes the word where a reader sees the top of the page, however the page is turned. */
function stamp(page: PDFPage, word: string, font: PDFFont): void {
  const box = page.getCropBox();
  const turned = ((page.getRotation().angle % 360) + 360) % 360;
  const sideways = turned === 90 || turned === 270;
  const [width, height] = sideways ? [box.height, box.width] : [box.width, box.height];
  // Of an A4 sheet what stands in its upper margin: above most letterheads, below where printers cannot print.
  const size = Math.min((width * 0.4) / font.widthOfTextAtSize(word, 1), height * 0.035);
  const [across, up] = [(width - font.widthOfTextAtSize(word, size)) / 2, height - size * 1.2];
  const [x, y] =
    turned === 90
      ? [box.width - up, across]
      : turned === 180
        ? [box.width - across, box.height - up]
        : turned === 270
          ? [up, box.height - across]
          : [across, up];
  page.drawText(word, { x: box.x + x, y: box.y + y, size, font, color: red, opacity, rotate: degrees(turned) });
}

function leaveData({ catalog, context }: PDFDocument): void {
  for (const entry of ['AF', 'Metadata', 'OutputIntents']) catalog.delete(PDFName.of(entry));
  catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.delete(PDFName.of('EmbeddedFiles'));
  const left = [PDFName.of('EmbeddedFile'), PDFName.of('Metadata')];
  for (const [ref, object] of context.enumerateIndirectObjects())
    if (object instanceof PDFStream && left.some((type) => object.dict.get(PDFName.of('Type')) === type)) context.delete(ref);
}
