export { addInvoicePapers } from './add-invoice-papers.ts';
export { confirmSome, dateBack } from './earlier-work.ts';
export { demo } from './demo.ts';
export type { DemoOptions, DemoOutcome } from './demo.ts';
export { receiveMails } from './receive-mails.ts';
