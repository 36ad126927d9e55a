export { forgetBytesJob } from './forget-bytes.ts';
export { addDocument, readDocument } from './item-documents.ts';
export type { ReadFile } from './item-documents.ts';
export { documentsToAttach, invoicesOf } from './invoices-of.ts';
export type { ItemInvoice } from './invoices-of.ts';
export { composeInvoice, invoiceHooks, plainMailHtml } from './send-invoice.ts';
export { documentsHandlers } from './routes.ts';
