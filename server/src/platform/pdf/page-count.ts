const headBytes = 2000;
// The tree of all pages as the first object, as Typst writes it: a branch of it would name its parent.
const allPages = /^%PDF-1\.\d\s+%[^\n]*\s+1 0 obj\s+<<\s+\/Type \/Pages\s+\/Count (\d+)\s+\/Kids \[[^\]]*\]\s+>>/;

/** How many pages a PDF has; a file that is no PDF throws. Our own papers say it in their first object, others are read whole. */
export async function pageCount(pdf: Uint8Array): Promise<number> {
  const head = Buffer.from(pdf.buffer, pdf.byteOffset, Math.min(pdf.byteLength, headBytes)).toString('latin1');
  const [, said] = allPages.exec(head) ?? [];
  if (said !== undefined) return Number(said);
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  return (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount();
}
