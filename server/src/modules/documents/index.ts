export { forgetBytesJob } from './forget-bytes.ts';
export { addDocument, readDocument } from './item-documents.ts';
export type { ReadFile } from './item-documents.ts';
export { asCopy, copiesOf, documentsToAttach, invoicesOf } from './invoices-of.ts';
export type { CopyMarking, ItemInvoice } from './invoices-of.ts';
export { composeInvoice, invoiceHooks, plainMailHtml } from './send-invoice.ts';
export { documentsHandlers } from './routes.ts';
