const headBytes = 2000;

/** How many pages a PDF has; a file that is no PDF throws. Our own papers say it in their first object, others are read whole. */
export async function pageCount(pdf: Uint8Array): Promise<number> {
  const head = Buffer.from(pdf.buffer, pdf.byteOffset, Math.min(pdf.byteLength, headBytes)).toString('latin1');
  const said = /\/Type \/Pages\s+\/Count (\d+)\s+\/Kids/.exec(head);
  if (said?.[1] !== undefined && head.indexOf('/Parent') === -1) return Number(said[1]);
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  return (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount();
}
