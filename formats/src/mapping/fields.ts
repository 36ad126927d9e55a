/** What a table can be a list of. */
export type TableKind = 'items' | 'cleared-items' | 'customers' | 'contacts' | 'sales';

export type Field =
  | 'customerCode'
  | 'customerName'
  | 'customerExternalId'
  | 'number'
  | 'type'
  | 'issueOn'
  | 'dueOn'
  | 'amount'
  | 'openAmount'
  | 'amountDebit'
  | 'amountCredit'
  | 'amountSign'
  | 'currency'
  | 'customerKind'
  | 'legalId'
  | 'vatNumber'
  | 'email'
  | 'phone'
  | 'reference'
  | 'purchaseOrder'
  | 'terms'
  | 'lastReminderLevel'
  | 'lastReminderOn'
  | 'settledOn'
  | 'externalId'
  | 'salesRep'
  | 'collector'
  | 'language'
  | 'name'
  | 'kind'
  | 'address1'
  | 'address2'
  | 'postcode'
  | 'city'
  | 'country'
  | 'paymentMeans'
  | 'segment'
  | 'groups'
  | 'parentCode'
  | 'payerCode'
  | 'role'
  | 'month'
  | 'unsent'
  | 'invoiceRoute'
  | 'invoicePortal'
  | 'invoiceReferences';

/** What the cells of a field must look like; 'text' is anything. */
export type Content =
  | 'day'
  | 'amount'
  | 'email'
  | 'phone'
  | 'currency'
  | 'legal-id'
  | 'vat'
  | 'side'
  | 'level'
  | 'month'
  | 'text';

const itemFields: readonly Field[] = [
  'customerCode',
  'customerName',
  'number',
  'type',
  'issueOn',
  'dueOn',
  'amount',
  'openAmount',
  'amountDebit',
  'amountCredit',
  'amountSign',
  'currency',
  'customerKind',
  'legalId',
  'email',
  'phone',
  'reference',
  'purchaseOrder',
  'terms',
  'lastReminderLevel',
  'lastReminderOn',
  'settledOn',
  'externalId',
  'salesRep',
  'collector',
  'language',
  'unsent',
];

/** The fields each kind of table can fill. */
export const fieldsOf: Readonly<Record<TableKind, readonly Field[]>> = {
  items: itemFields,
  'cleared-items': itemFields,
  customers: [
    'customerCode',
    'name',
    'kind',
    'legalId',
    'vatNumber',
    'address1',
    'address2',
    'postcode',
    'city',
    'country',
    'language',
    'email',
    'phone',
    'terms',
    'paymentMeans',
    'salesRep',
    'collector',
    'segment',
    'groups',
    'currency',
    'parentCode',
    'payerCode',
    'invoiceRoute',
    'invoicePortal',
    'invoiceReferences',
    'externalId',
  ],
  contacts: ['customerCode', 'customerName', 'name', 'role', 'email', 'phone', 'language', 'externalId'],
  sales: ['customerCode', 'customerName', 'month', 'amount', 'currency'],
};

/** What a table of this kind cannot do without: of each group, one field at least (a debit goes with its credit). */
export const requiredOf: Readonly<Record<TableKind, readonly (readonly Field[])[]>> = {
  items: [
    ['customerCode', 'customerName'],
    ['number', 'externalId', 'reference'],
    ['dueOn', 'issueOn'],
    ['openAmount', 'amount', 'amountDebit'],
  ],
  'cleared-items': [
    ['customerCode', 'customerName'],
    ['number', 'externalId', 'reference'],
    ['dueOn', 'issueOn'],
    ['amount', 'amountDebit', 'openAmount'],
    ['settledOn'],
  ],
  customers: [['customerCode'], ['name']],
  contacts: [
    ['customerCode', 'customerName'],
    ['email', 'phone'],
  ],
  sales: [['customerCode', 'customerName'], ['month'], ['amount']],
};

const contents: Partial<Record<Field, Content>> = {
  issueOn: 'day',
  dueOn: 'day',
  settledOn: 'day',
  lastReminderOn: 'day',
  month: 'month',
  amount: 'amount',
  openAmount: 'amount',
  amountDebit: 'amount',
  amountCredit: 'amount',
  amountSign: 'side',
  currency: 'currency',
  legalId: 'legal-id',
  vatNumber: 'vat',
  email: 'email',
  phone: 'phone',
  lastReminderLevel: 'level',
};

/** What the cells of a field must look like. */
export function contentOf(field: Field): Content {
  return contents[field] ?? 'text';
}
