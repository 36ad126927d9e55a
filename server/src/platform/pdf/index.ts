export { openPdfMaker, PdfFailure } from './pdf-maker.ts';
export type { PdfMaker, PdfMakerOptions } from './pdf-maker.ts';
export type { CopyData } from './mark-copy.ts';
export { mergePdfs } from './merge-when-asked.ts';
export type { ToMerge } from './merge-pdfs.ts';
export { pageCount } from './page-count.ts';
