export { standardTerms } from './default-terms.ts';
export { dueDateUnder } from './due-dates.ts';
export { mergeContacts, openContactLoad, strayContacts } from './merge-contacts.ts';
export { mergeCustomers, openCustomerLoad } from './merge-customers.ts';
export type { CustomerMerge } from './merge-customers.ts';
export { mergeSales, openSalesLoad } from './merge-sales.ts';
export { setLettered } from './set-lettered.ts';
export { forgetImport } from './forget-import.ts';
export { addContacts } from './add-contacts.ts';
