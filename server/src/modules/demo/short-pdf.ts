/** One page of A4 with a heading and lines under it: the smallest paper that opens anywhere. Its library is read with the first one: a start without a demonstration does not wait for it. */
export async function shortPdf([heading = '', ...lines]: readonly string[]): Promise<Uint8Array> {
  const { PDFDocument, StandardFonts } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.create();
  const [bold, plain] = [await pdf.embedFont(StandardFonts.HelveticaBold), await pdf.embedFont(StandardFonts.Helvetica)];
  const page = pdf.addPage([595, 842]);
  page.drawText(printable(heading), { x: 56, y: 770, size: 16, font: bold });
  for (const [index, line] of lines.entries())
    page.drawText(printable(line), { x: 56, y: 730 - index * 18, size: 10, font: plain, maxWidth: 480, lineHeight: 14 });
  return pdf.save();
}

// The fonts every reader has know Western letters and no narrow space.
function printable(text: string): string {
  return text.replace(/[\u202f\u2009\u00a0]/g, ' ');
}
