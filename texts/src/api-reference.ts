/** What parameters of a query and fields of an upload's form mean, by their name: each means the same everywhere. */
export const apiParameters: Readonly<Record<string, string>> = {
  asOf: 'The day looked at; today in the entity’s time zone when absent.',
  knownAt: 'As it was known at this instant; as it is known now when absent.',
  by: 'What a row stands for.',
  basis: 'Days counted from the due date or from the issue date; `due` when absent.',
  bounds: 'Upper bounds of the buckets in days, such as `30,60,90`; the organisation’s own when absent.',
  classes: 'Account families, such as `receivable,draft`; `receivable` when absent.',
  in: 'Converts every amount into this currency at the last known rate on or before the day; refused when a rate is missing.',
  entityId: 'Of this entity alone (`GET /entities`).',
  entity: 'The entity’s name or id; may be left out when there is one only.',
  customerId: 'Of this customer alone.',
  limit: 'Rows of one answer.',
  offset: 'Rows to pass over. For screens; a program goes on with `cursor`.',
  cursor: 'Where to go on: `nextCursor` of the page before, with the same filter and sort.',
  sort: 'The field to sort by, with `-` in front for the largest first.',
  filter: 'JSON: `{"all":[{"field":"open","is":"at-least","value":"1000"}]}`; fields and operators: `GET /fields`.',
  q: 'Words to look for.',
  dryRun: 'Only says what would happen.',
  review: '`true` stops before reading, in state `mapping`, so that the columns are looked at first.',
  confirm: '`true` applies even what would be held for a look.',
  mapping: 'The name of a saved mapping, or a mapping as JSON.',
};

/** Who may call an operation, from the permission it asks for and whether keys may at all. */
export function apiNeeds(permission: string, keys: boolean): string {
  if (permission === 'public') return 'Open to all.';
  return keys ? `Needs the permission \`${permission}\`.` : 'For people who are signed in, not for keys.';
}

/** What cannot be said of a parameter by its name alone. */
export const apiModes = {
  bulk: '`atomic` (when absent): one line refused refuses all. `partial`: the good ones are taken.',
  file: '`delta` (when absent) adds and updates; `stock` says the file is everything open: what it lacks is taken as settled.',
} as const;

/** The fields a line of each bulk operation may have. A test holds them to what the reader takes. */
export const apiLineFields: Readonly<Record<'items' | 'customers' | 'contacts', Readonly<Record<string, string>>>> = {
  items: {
    externalId: '**required**: your id of the item; sent again it updates',
    customerCode: 'the customer’s account code; this or another name of the customer',
    customerExternalId: 'the customer by your own id',
    customerName: 'the name a new customer gets',
    number: 'the number printed on the document',
    type: '`invoice`, `credit-note`, `payment`…; without it the sign decides',
    issueOn: 'day of issue, `YYYY-MM-DD`',
    dueOn: 'due date; without it the terms of payment decide',
    amount: '**text**, such as `"1200.00"`: positive when owed to you',
    openAmount: 'what is still open of it; wins over `amount`',
    currency: 'ISO 4217; the entity’s when absent',
    customerKind: 'business, public body or consumer',
    legalId: 'SIREN or SIRET of a new customer',
    vatNumber: 'VAT number of a new customer',
    email: 'of a new customer',
    phone: 'of a new customer',
    language: 'of a new customer: `fr` or `en`',
    salesRep: 'sales rep of a new customer',
    reference: 'what the payer is asked to quote',
    purchaseOrder: 'the buyer’s order number',
    terms: 'such as “30 days end of month”, when there is no due date',
    lastReminderLevel: 'level of the last reminder sent before Quitus',
    lastReminderOn: 'its day',
    unsent: '`true` when the customer has not had it yet: it is sent, and nobody is chased before',
  },
  customers: {
    externalId: 'your id; this or `customerCode` is required',
    customerCode: 'the account code (`code` is good too)',
    name: 'the name',
    kind: 'business, public body or consumer',
    legalId: 'SIREN or SIRET',
    vatNumber: 'VAT number',
    address1: 'address',
    address2: 'its second line',
    postcode: 'postcode',
    city: 'city',
    country: 'ISO 3166, such as `FR`',
    language: '`fr` or `en`',
    email: 'where reminders go',
    phone: 'phone number',
    terms: 'such as “30 days end of month”',
    paymentMeans: 'how it pays',
    salesRep: 'sales rep',
    segment: 'segment',
    groups: 'groups',
    currency: 'ISO 4217',
    parentCode: 'the parent company’s account code',
    payerCode: 'the account code of who pays',
    invoiceRoute: 'how its invoices are sent: `e-mail`, `letter` or `portal`',
    invoicePortal: 'the name of the portal',
    invoiceReferences: 'what an invoice must carry before it is sent: `purchase-order`, `reference` or both',
  },
  contacts: {
    externalId: 'your id of the contact',
    customerCode: 'the customer’s account code',
    customerExternalId: 'the customer by your own id',
    customerName: 'the customer by its name',
    name: 'the person',
    role: 'the role',
    email: 'this or `phone` is required',
    phone: 'phone number',
    language: '`fr` or `en`',
  },
};

/** What each group of operations is about. */
export const apiTags: Readonly<Record<string, string>> = {
  'API keys': 'Keys by which programs call: rights, scope, networks, rotation. Made and seen by owners, never by a key.',
  Audit: 'Who did what, and who read whose data.',
  Bulk: 'Many customers, items or contacts in one call, one JSON object a line, by your own ids.',
  Channels: 'Who carries text messages and letters.',
  Customers: 'Accounts, their contacts, groups and payment terms.',
  Disputes: 'What a customer contests, and what became of it.',
  Documents: 'Invoices and proofs behind items, and the sending of an invoice.',
  Dunning: 'Scenarios, the agenda of actions, the plan, and why an item is or is not chased.',
  Holds: 'Pauses of a chase.',
  Imports: 'Files of accounting systems, their rejected lines, mappings, undo.',
  Law: 'Late interest and fixed indemnities.',
  Ledger: 'Items, allocations, the aged balance, exchange rates.',
  Letters: 'What is printed and posted, and registered letters until their end is known.',
  Lists: 'What lists can be filtered and sorted by, search, saved views.',
  Messages: 'What was and will be sent.',
  'My account': 'How a person signs in. For people, not for keys.',
  People: 'Members, their roles and scopes, delegations.',
  Promises: 'What customers promised to pay, and whether they did.',
  Quality: 'What the data lacks.',
  Reporting: 'Key figures with their formulas.',
  Replies: 'Mails that came in, what they lead to, how they are answered, and where they are read.',
  Senders: 'The mailboxes that messages leave from, and the keys that sign their mail.',
  Session: 'Signing in and out. For people, not for keys.',
  Settings: 'Entities and settings.',
  Webhooks: 'Events told to your own servers.',
  Worklist: 'What needs a person today, notes and calls.',
};

/** What a status means, for the document. */
export const apiProblems = {
  unchanged: 'It still reads as the ETag says',
  byStatus: {
    401: 'No key or session, or one that is not good',
    403: 'Not within the caller’s rights',
    404: 'Not there, or not to be seen by this caller',
    409: 'Not possible in this state, or the same Idempotency-Key is still running',
    412: 'It was changed since the ETag given in If-Match',
    413: 'The body is too large',
    415: 'The body is of a kind this operation does not take',
    422: 'The request says something that cannot be; errors name the fields',
    429: 'Too many requests in this minute',
    500: 'Something went wrong on our side',
  },
} as const;

/** Examples the document shows. */
export const apiExamples: {
  readonly lines: string;
  readonly mail: string;
  readonly ndjson: string;
  readonly requestId: string;
  readonly fault: { readonly said: string; readonly error: { readonly field: string; readonly message: string } };
  readonly problemCodes: Readonly<Record<string, string>>;
} = {
  lines: 'One JSON object a line. Unknown fields refuse the line, so that a misspelt one is not lost in silence.',
  mail: 'A mail as it came, whole: headers and body by RFC 5322.',
  ndjson:
    '{"externalId":"inv-1001","customerCode":"C-100","customerName":"Atelier Brume","number":"F-1001","issueOn":"2026-01-15","dueOn":"2026-02-14","amount":"1200.00","currency":"EUR"}\n',
  requestId: '6d3196d1-5922-4a66-9c2a-28293bcc6fe3',
  fault: {
    said: 'querystring/asOf must be a day such as 2026-03-31',
    error: { field: 'querystring/asOf', message: 'must be a day such as 2026-03-31' },
  },
  problemCodes: {
    401: 'session.required',
    403: 'session.not-allowed',
    404: 'import.unknown',
    409: 'idempotency.still-running',
    412: 'http.changed-since',
    413: 'http.too-large',
    415: 'http.415',
    422: 'http.invalid-request',
    429: 'http.too-many',
  },
};
