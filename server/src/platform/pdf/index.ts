export { openPdfMaker, PdfFailure } from './pdf-maker.ts';
export type { PdfMaker, PdfMakerOptions } from './pdf-maker.ts';
