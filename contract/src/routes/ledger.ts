import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import {
  AmountText,
  ById,
  CurrencyCode,
  DayText,
  Id,
  InstantText,
  LanguageCode,
  Nullable,
  OneOf,
  CursorQuery,
  NextCursor,
  ReasonText,
  WindowQuery,
} from '../schemas.ts';

// Customers, their contacts, groups and terms; items, their lettering; the aged balance at any date, known at any instant.

export const itemKinds = [
  'invoice',
  'credit-note',
  'payment',
  'down-payment-request',
  'debit',
  'credit',
  'draft',
  'late-interest',
  'indemnity',
  'fee',
  'write-off',
  'clearing',
  'opening',
] as const;
export const ledgerClasses = ['receivable', 'draft', 'doubtful', 'not-invoiced', 'advance'] as const;
/** The one word of an item: the first that holds, in this order. */
export const situations = [
  'settled',
  'awaiting-ledger',
  'insolvency',
  'litigation',
  'disputed',
  'planned',
  'promised',
  'held',
  'in-default',
  'late',
  'late-expected',
  'current',
] as const;
export const paymentProfiles = ['prompt', 'irregular', 'slow', 'defaulting', 'unknown'] as const;
export const customerKinds = ['business', 'public', 'consumer', 'unknown'] as const;
export const contactRoles = ['accounts-payable', 'approver', 'buyer', 'cfo', 'site', 'guardian', 'legal', 'escalation'] as const;
export const agedDimensions = [
  'customer',
  'debtor',
  'group',
  'collector',
  'segment',
  'entity',
  'country',
  'region',
  'kind',
  'sales-rep',
  'agency',
  'ledger-class',
  'currency',
] as const;

const Text = Type.String({ maxLength: 500 });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Email = Type.String({ maxLength: 254 });
const Custom = Type.Record(Type.String(), Type.Unknown());

/** Amounts of one currency. `total = notDue + overdue + unallocated`, to the cent. */
export const AgedAmounts = Type.Object({
  currency: CurrencyCode,
  notDue: AmountText,
  /** One per label of `buckets`, from the least late. */
  buckets: Type.Array(AmountText),
  overdue: AmountText,
  /** Open credits, negative. */
  unallocated: AmountText,
  total: AmountText,
  /** What Quitus has received or allocated and the ledger does not show yet: `total - awaiting` is what is still claimed. */
  awaiting: AmountText,
  items: Type.Integer(),
});
export type AgedAmounts = Static<typeof AgedAmounts>;

export const AgedRow = Type.Intersect([
  Type.Object({ key: Type.String(), id: Nullable(Type.String()), name: Type.String() }),
  AgedAmounts,
]);

const AgedQuery = {
  asOf: Type.Optional(DayText),
  /** As it was known at this instant; without it, as it is known now. */
  knownAt: Type.Optional(InstantText),
  by: Type.Optional(OneOf(agedDimensions)),
  basis: Type.Optional(OneOf(['due', 'issue'])),
  /** Upper bounds of the buckets in days late, such as `30,60,90`; the tenant's own when absent. */
  bounds: Type.Optional(Type.String({ pattern: '^\\d{1,4}(,\\d{1,4}){0,11}$' })),
  entityId: Type.Optional(Id),
  currency: Type.Optional(CurrencyCode),
  /** Account families, such as `receivable,draft`; `receivable` alone when absent, which is the 411 control total. */
  classes: Type.Optional(Type.String({ maxLength: 100 })),
  /** Converts every amount into this currency at the last known rate on or before `asOf`; refused when one is missing. */
  in: Type.Optional(CurrencyCode),
};

export const Behaviour = Type.Object({
  profile: OneOf(paymentProfiles),
  /** Average of (settlement − due date) over invoices settled in the last six months, in days; null below three of them. */
  averageDelayDays: Nullable(Type.Number()),
  settledItems: Type.Integer(),
  /** Of these, settled by inference: their day is only an upper bound. */
  inferredItems: Type.Integer(),
});

/** One row for each customer and currency, so that no two currencies are ever added. */
export const CustomerRow = Type.Object({
  id: Id,
  entityId: Id,
  code: Type.String(),
  name: Type.String(),
  kind: OneOf(customerKinds),
  country: Type.String(),
  segment: Nullable(Type.String()),
  collectorId: Nullable(Id),
  collector: Nullable(Type.String()),
  scenario: Nullable(Type.String()),
  creditStatus: OneOf(['open', 'watch', 'blocked']),
  currency: CurrencyCode,
  total: AmountText,
  overdue: AmountText,
  notDue: AmountText,
  unallocated: AmountText,
  awaiting: AmountText,
  openItems: Type.Integer(),
  oldestDueOn: Nullable(DayText),
  daysLate: Type.Integer(),
  lastPaymentOn: Nullable(DayText),
  hasEmail: Type.Boolean(),
  profile: OneOf(paymentProfiles),
  promises: Type.Integer(),
  disputes: Type.Integer(),
  holds: Type.Integer(),
});
export type CustomerRow = Static<typeof CustomerRow>;

const CustomerTotals = Type.Object({
  currency: CurrencyCode,
  rows: Type.Integer(),
  total: AmountText,
  overdue: AmountText,
  notDue: AmountText,
  unallocated: AmountText,
  awaiting: AmountText,
  openItems: Type.Integer(),
});

export const invoiceRoutes = ['e-mail', 'letter', 'portal'] as const;
export const invoiceReferences = ['purchase-order', 'reference'] as const;

const customerFields = {
  name: Name,
  kind: OneOf(customerKinds),
  intercompany: Type.Boolean(),
  catchAll: Type.Boolean(),
  lettered: Type.Boolean(),
  creditStatus: OneOf(['open', 'watch', 'blocked']),
  creditStatusReason: Nullable(Text),
  creditStatusUntil: Nullable(DayText),
  legalId: Nullable(Text),
  vatNumber: Nullable(Text),
  addressLines: Type.Array(Text, { maxItems: 6 }),
  postcode: Nullable(Text),
  city: Nullable(Text),
  region: Nullable(Text),
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  /** ISO 639-1. Written to in it where a text exists in it, else in English; the machine’s own words are French and English. */
  language: Nullable(LanguageCode),
  timeZone: Nullable(Text),
  currency: Nullable(CurrencyCode),
  email: Nullable(Email),
  phone: Nullable(Text),
  paymentMeans: Nullable(Text),
  salesRep: Nullable(Text),
  agency: Nullable(Text),
  collectorId: Nullable(Id),
  segment: Nullable(Text),
  payerId: Nullable(Id),
  parentId: Nullable(Id),
  payableProcedure: Nullable(Type.String({ maxLength: 4000 })),
  /** How its invoices are sent to it; a portal by its name (Chorus Pro…), where a person deposits them. */
  invoiceRoute: OneOf(invoiceRoutes),
  invoicePortal: Nullable(Text),
  /** What an invoice must carry before it is sent: the customer’s order (or commitment) number, its reference. */
  invoiceReferences: Type.Array(OneOf(invoiceReferences), { uniqueItems: true, maxItems: 2 }),
  warningNote: Nullable(Type.String({ maxLength: 2000 })),
  externalId: Nullable(Text),
  custom: Custom,
};

const contactFields = {
  name: Type.String({ maxLength: 200 }),
  role: OneOf(contactRoles),
  email: Nullable(Email),
  phone: Nullable(Text),
  /** ISO 639-1. Written to in it where a text exists in it, else in English; the machine’s own words are French and English. */
  language: Nullable(LanguageCode),
  validity: OneOf(['unchecked', 'valid', 'bounced', 'wrong-person']),
  optedOutOf: Type.Array(OneOf(['e-mail', 'sms', 'letter', 'call'])),
  externalId: Nullable(Text),
  /** May be told in one mail what is owed to all our companies: on each of the debtor’s accounts. */
  groupMessages: Type.Boolean(),
};
export const ContactView = Type.Object({ id: Id, customerId: Id, ...contactFields, source: Type.String() });
export type ContactView = Static<typeof ContactView>;
const NewContact = Type.Intersect([
  Type.Partial(Type.Object(contactFields)),
  Type.Object({ email: Type.Optional(Nullable(Email)) }),
]);

const termsFields = {
  name: Name,
  kind: OneOf(['net', 'end-of-month', 'net-then-end-of-month', 'end-of-month-then-net', 'by-decade']),
  days: Type.Integer({ minimum: 0, maximum: 400 }),
  /** "End of month the 15th": the first such day after the computed one. */
  dayOfMonth: Nullable(Type.Integer({ minimum: 1, maximum: 31 })),
  workingDayShift: OneOf(['none', 'next', 'previous']),
};
export const TermsView = Type.Object({
  id: Id,
  ...termsFields,
  /** The rule in words, in the reader's language. */
  words: Type.String(),
  examples: Type.Array(Type.Object({ issueOn: DayText, dueOn: DayText, days: Type.Integer(), aboveCeiling: Type.Boolean() })),
  customers: Type.Integer(),
});
export type TermsView = Static<typeof TermsView>;

export const CustomerView = Type.Object({
  id: Id,
  entityId: Id,
  entity: Type.String(),
  code: Type.String(),
  ...customerFields,
  creditStatusBy: Nullable(Type.String()),
  termsId: Nullable(Id),
  termsConfirmed: Type.Boolean(),
  /** What due dates are computed from when a source gives none, and whose choice that is. */
  terms: Nullable(Type.Object({ id: Id, name: Type.String(), words: Type.String(), from: OneOf(['customer', 'entity']) })),
  collector: Nullable(Type.String()),
  payer: Nullable(Type.Object({ id: Id, code: Type.String(), name: Type.String() })),
  parent: Nullable(Type.Object({ id: Id, code: Type.String(), name: Type.String() })),
  debtor: Nullable(
    Type.Object({
      id: Id,
      legalId: Type.String(),
      name: Type.String(),
      accounts: Type.Array(Type.Object({ id: Id, code: Type.String(), name: Type.String() })),
    }),
  ),
  groups: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  contacts: Type.Array(ContactView),
  balances: Type.Array(AgedAmounts),
  bucketLabels: Type.Array(Type.String()),
  behaviour: Behaviour,
  /** Sales including tax of the last twelve whole months, by currency. */
  sales: Type.Array(Type.Object({ currency: CurrencyCode, amount: AmountText })),
  lastPaymentOn: Nullable(DayText),
  mergedInto: Nullable(Id),
  /** A letter came back from the postal address it has, and nobody has looked into it since. */
  addressDoubted: Type.Boolean(),
  createdAt: InstantText,
});
export type CustomerView = Static<typeof CustomerView>;

/** A part of an item that something holds: shown beside its one word. */
export const ItemBadge = Type.Object({
  reason: Type.String(),
  /** Null: all of the item. */
  amount: Nullable(AmountText),
  untilOn: Nullable(DayText),
});
export const ItemRow = Type.Object({
  id: Id,
  documentId: Id,
  entityId: Id,
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  kind: OneOf(itemKinds),
  ledgerClass: OneOf(ledgerClasses),
  number: Type.String(),
  label: Type.String(),
  issueOn: DayText,
  dueOn: Nullable(DayText),
  dueInferred: Type.Boolean(),
  bookedOn: DayText,
  currency: CurrencyCode,
  amount: AmountText,
  open: AmountText,
  awaiting: AmountText,
  /** Days after the due date; negative before it, null without one. */
  daysLate: Nullable(Type.Integer()),
  settledOn: Nullable(DayText),
  settledByInference: Type.Boolean(),
  inLedger: Type.Boolean(),
  retention: Type.Boolean(),
  openingWithoutDetail: Type.Boolean(),
  letter: Nullable(Type.String()),
  purchaseOrder: Nullable(Type.String()),
  reference: Nullable(Type.String()),
  situation: OneOf(situations),
  badges: Type.Array(ItemBadge),
});
export type ItemRow = Static<typeof ItemRow>;

export const StatementLine = Type.Intersect([
  ItemRow,
  /** The account's balance after this line, in its currency, oldest first. */
  Type.Object({ balance: AmountText }),
]);

export const AllocationView = Type.Object({
  id: Id,
  creditItemId: Id,
  creditNumber: Type.String(),
  debitItemId: Id,
  debitNumber: Type.String(),
  currency: CurrencyCode,
  amount: AmountText,
  effectiveOn: DayText,
  code: Nullable(Type.String()),
  source: OneOf(['import', 'bank', 'manual', 'inference', 'portal']),
  provisional: Type.Boolean(),
  recordedAt: InstantText,
  recordedBy: Type.String(),
  reversedAt: Nullable(InstantText),
  reversedBy: Nullable(Type.String()),
  reversalReason: Nullable(Type.String()),
});
export type AllocationView = Static<typeof AllocationView>;

export const ItemView = Type.Intersect([
  ItemRow,
  Type.Object({
    source: Type.String(),
    externalId: Nullable(Type.String()),
    tax: Nullable(AmountText),
    documentCurrency: Nullable(Type.String()),
    documentAmount: Nullable(AmountText),
    paymentMeans: Nullable(Type.String()),
    paymentReference: Nullable(Type.String()),
    businessUnit: Nullable(Type.String()),
    journal: Nullable(Type.String()),
    unsent: Type.Boolean(),
    /** When its invoice was sent, as far as anybody said. */
    sentOn: Nullable(DayText),
    importId: Nullable(Id),
    recordedFrom: InstantText,
    custom: Custom,
    allocations: Type.Array(AllocationView),
    /** The other due lines of the same invoice. */
    siblings: Type.Array(
      Type.Object({
        id: Id,
        number: Type.String(),
        dueOn: Nullable(DayText),
        amount: AmountText,
        open: AmountText,
        retention: Type.Boolean(),
      }),
    ),
    /** Earlier versions, latest first: what was believed between two instants. */
    versions: Type.Array(
      Type.Object({
        recordedFrom: InstantText,
        recordedUntil: InstantText,
        removed: Type.Boolean(),
        number: Type.String(),
        issueOn: DayText,
        dueOn: Nullable(DayText),
        bookedOn: DayText,
        amount: AmountText,
        importId: Nullable(Id),
        supersededByImport: Nullable(Id),
      }),
    ),
  }),
]);
export type ItemView = Static<typeof ItemView>;

export const GroupView = Type.Object({ id: Id, name: Type.String(), customers: Type.Integer() });
export const fieldTypes = ['text', 'choice', 'day', 'money', 'number', 'flag'] as const;
export const fieldOperators = ['is', 'is-not', 'contains', 'at-least', 'at-most', 'between', 'empty', 'not-empty'] as const;
export const FieldView = Type.Object({
  name: Type.String(),
  label: Type.String(),
  type: OneOf(fieldTypes),
  operators: Type.Array(OneOf(fieldOperators)),
  sortable: Type.Boolean(),
  choices: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: Type.String() }))),
});
export type FieldView = Static<typeof FieldView>;

export const SavedView = Type.Object({
  id: Id,
  screen: Type.String(),
  name: Type.String(),
  shared: Type.Boolean(),
  mine: Type.Boolean(),
  /** Criteria, sort, columns: whatever the screen keeps. */
  view: Custom,
});
export type SavedView = Static<typeof SavedView>;

export const SearchResult = Type.Object({
  kind: OneOf(['customer', 'item', 'action']),
  id: Type.String(),
  title: Type.String(),
  detail: Type.String(),
  amount: Type.Optional(AmountText),
  currency: Type.Optional(CurrencyCode),
});

const ChangedDueDates = Type.Object({
  /** Items whose due date moved. */
  moved: Type.Integer(),
  /** Items whose due date stopped being inferred, moved or not. */
  confirmed: Type.Integer(),
  examples: Type.Array(Type.Object({ itemId: Id, number: Type.String(), before: Nullable(DayText), after: DayText })),
});

export const ledgerRoutes = routes({
  'GET /aged-balance': {
    summary: 'What is owed by days late, at any date, as known at any instant',
    tag: 'Ledger',
    permission: 'read',
    query: Type.Object({ ...AgedQuery, ...WindowQuery }),
    ok: Type.Object({
      asOf: DayText,
      knownAt: Nullable(InstantText),
      by: OneOf(agedDimensions),
      basis: OneOf(['due', 'issue']),
      bounds: Type.Array(Type.Integer()),
      /** Labels of the late buckets: `1-30`, `31-60`, `61-90`, `91+`. */
      buckets: Type.Array(Type.String()),
      rows: Type.Array(AgedRow),
      total: Type.Integer(),
      totals: Type.Array(AgedAmounts),
      /** The rates used, when `in` asked for a conversion. */
      rates: Type.Array(
        Type.Object({ currency: CurrencyCode, quoteCurrency: CurrencyCode, rate: Type.String(), onDay: DayText }),
      ),
    }),
  },

  'GET /customers': {
    summary: 'Customers with what they owe: a window of a filtered, sorted list',
    tag: 'Customers',
    permission: 'read',
    query: Type.Object({ ...WindowQuery, ...CursorQuery, entityId: Type.Optional(Id) }),
    ok: Type.Object({
      today: DayText,
      rows: Type.Array(CustomerRow),
      total: Type.Integer(),
      totals: Type.Array(CustomerTotals),
      nextCursor: NextCursor,
    }),
  },
  'POST /customers': {
    summary: 'Create a customer',
    tag: 'Customers',
    permission: 'work',
    status: 201,
    body: Type.Intersect([
      Type.Object({ entityId: Id, code: Type.String({ minLength: 1, maxLength: 60 }), name: Name }),
      Type.Partial(Type.Object(customerFields)),
    ]),
    ok: CustomerView,
  },
  'GET /customers/{id}': {
    summary: 'One customer',
    tag: 'Customers',
    permission: 'read',
    personalDataOf: 'id',
    params: ById,
    ok: CustomerView,
  },
  'PATCH /customers/{id}': {
    summary: 'Change a customer',
    tag: 'Customers',
    permission: 'work',
    params: ById,
    body: Type.Partial(Type.Object(customerFields)),
    ok: CustomerView,
  },
  'POST /customers/{id}/merge': {
    summary: 'Declare a customer the duplicate of another; its items stay where they are',
    tag: 'Customers',
    permission: 'manage',
    params: ById,
    body: Type.Object({ into: Id }),
    ok: CustomerView,
  },
  'POST /customers/{id}/terms': {
    summary: 'Choose or confirm payment terms; inferred due dates are computed again',
    tag: 'Customers',
    permission: 'work',
    params: ById,
    body: Type.Object({ termsId: Nullable(Id), confirmed: Type.Boolean() }),
    ok: ChangedDueDates,
  },
  'GET /customers/{id}/statement': {
    summary: 'The items of one account at a date, oldest first, with their situation',
    tag: 'Customers',
    permission: 'read',
    params: ById,
    query: Type.Object({
      asOf: Type.Optional(DayText),
      closed: Type.Optional(Type.Boolean()),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    }),
    ok: Type.Object({
      asOf: DayText,
      rows: Type.Array(StatementLine),
      total: Type.Integer(),
      balances: Type.Array(AgedAmounts),
      bucketLabels: Type.Array(Type.String()),
    }),
  },
  'GET /customers/{id}/monthly-sales': {
    summary: 'Sales including tax by month, and where they come from',
    tag: 'Customers',
    permission: 'read',
    params: ById,
    query: Type.Object({ months: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })) }),
    ok: Type.Object({
      source: OneOf(['stated', 'ledger', 'none']),
      rows: Type.Array(Type.Object({ month: DayText, currency: CurrencyCode, amount: AmountText })),
    }),
  },

  'GET /customers/{id}/contacts': {
    summary: 'The contacts of a customer',
    tag: 'Customers',
    permission: 'read',
    personalDataOf: 'id',
    params: ById,
    ok: Type.Object({ contacts: Type.Array(ContactView) }),
  },
  'POST /customers/{id}/contacts': {
    summary: 'Add a contact',
    tag: 'Customers',
    permission: 'work',
    status: 201,
    params: ById,
    body: NewContact,
    ok: ContactView,
  },
  'PATCH /contacts/{id}': {
    summary: 'Change a contact',
    tag: 'Customers',
    permission: 'work',
    params: ById,
    body: Type.Partial(Type.Object(contactFields)),
    ok: ContactView,
  },
  'DELETE /contacts/{id}': {
    summary: 'Remove a contact',
    tag: 'Customers',
    permission: 'work',
    status: 204,
    params: ById,
    ok: Type.Null(),
  },
  'POST /contacts/bulk': {
    summary: 'Give many customers their e-mail at once; the lines at fault are named, the others taken',
    tag: 'Customers',
    permission: 'work',
    body: Type.Object({
      lines: Type.Array(
        Type.Object({
          customerId: Type.Optional(Id),
          /** Or the accounting code, with `entityId` when several entities use it. */
          code: Type.Optional(Type.String({ maxLength: 60 })),
          entityId: Type.Optional(Id),
          email: Type.String({ maxLength: 1000 }),
          name: Type.Optional(Type.String({ maxLength: 200 })),
          role: Type.Optional(OneOf(contactRoles)),
        }),
        { maxItems: 5000 },
      ),
    }),
    ok: Type.Object({
      created: Type.Integer(),
      unchanged: Type.Integer(),
      rejected: Type.Array(
        Type.Object({ position: Type.Integer(), value: Type.String(), code: Type.String(), message: Type.String() }),
      ),
    }),
  },

  'GET /customer-groups': {
    summary: 'Groups of customers',
    tag: 'Customers',
    permission: 'read',
    ok: Type.Object({ groups: Type.Array(GroupView) }),
  },
  'POST /customer-groups': {
    summary: 'Create a group',
    tag: 'Customers',
    permission: 'work',
    status: 201,
    body: Type.Object({ name: Name }),
    ok: GroupView,
  },
  'PATCH /customer-groups/{id}': {
    summary: 'Rename a group, add and remove customers',
    tag: 'Customers',
    permission: 'work',
    params: ById,
    body: Type.Object({
      name: Type.Optional(Name),
      add: Type.Optional(Type.Array(Id, { maxItems: 5000 })),
      remove: Type.Optional(Type.Array(Id, { maxItems: 5000 })),
    }),
    ok: GroupView,
  },
  'DELETE /customer-groups/{id}': {
    summary: 'Remove a group; its customers stay',
    tag: 'Customers',
    permission: 'manage',
    status: 204,
    params: ById,
    ok: Type.Null(),
  },

  'GET /payment-terms': {
    summary: 'Payment terms, with worked examples',
    tag: 'Customers',
    permission: 'read',
    ok: Type.Object({ terms: Type.Array(TermsView) }),
  },
  'POST /payment-terms': {
    summary: 'Create payment terms',
    tag: 'Customers',
    permission: 'manage',
    status: 201,
    body: Type.Intersect([Type.Object({ name: Name, kind: termsFields.kind }), Type.Partial(Type.Object(termsFields))]),
    ok: TermsView,
  },
  'PATCH /payment-terms/{id}': {
    summary: 'Change payment terms; inferred due dates are computed again',
    tag: 'Customers',
    permission: 'manage',
    params: ById,
    body: Type.Partial(Type.Object(termsFields)),
    ok: Type.Object({ terms: TermsView, changed: ChangedDueDates }),
  },

  'GET /items': {
    summary: 'Items of the ledger: a window of a filtered, sorted list',
    tag: 'Ledger',
    permission: 'read',
    query: Type.Object({
      ...WindowQuery,
      ...CursorQuery,
      entityId: Type.Optional(Id),
      customerId: Type.Optional(Id),
      /** Open items alone when absent. */
      state: Type.Optional(OneOf(['open', 'settled', 'all'])),
    }),
    ok: Type.Object({
      today: DayText,
      rows: Type.Array(ItemRow),
      nextCursor: NextCursor,
      total: Type.Integer(),
      totals: Type.Array(
        Type.Object({
          currency: CurrencyCode,
          items: Type.Integer(),
          open: AmountText,
          overdue: AmountText,
          awaiting: AmountText,
        }),
      ),
    }),
  },
  'GET /items/{id}': {
    summary: 'One item: its lettering, its versions, its invoice',
    tag: 'Ledger',
    permission: 'read',
    params: ById,
    ok: ItemView,
  },

  'POST /allocations': {
    summary: 'Allocate a credit to a debit; it awaits the ledger until an import confirms it',
    tag: 'Ledger',
    permission: 'work',
    status: 201,
    body: Type.Object({
      creditItemId: Id,
      debitItemId: Id,
      amount: Type.Optional(AmountText),
      code: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    ok: AllocationView,
  },
  'POST /allocations/{id}/reversal': {
    summary: 'Undo an allocation; both sides are open again',
    tag: 'Ledger',
    permission: 'work',
    params: ById,
    body: Type.Object({ reason: ReasonText }),
    ok: AllocationView,
  },

  'GET /exchange-rates': {
    summary: 'Exchange rates known',
    tag: 'Ledger',
    permission: 'read',
    query: Type.Object({ currency: Type.Optional(CurrencyCode) }),
    ok: Type.Object({
      rates: Type.Array(
        Type.Object({
          currency: CurrencyCode,
          quoteCurrency: CurrencyCode,
          onDay: DayText,
          rate: Type.String(),
          source: Type.String(),
        }),
      ),
    }),
  },
  'PUT /exchange-rates': {
    summary: 'State the rate of a day: one unit of currency is this many of quoteCurrency',
    tag: 'Ledger',
    permission: 'manage',
    body: Type.Object({
      currency: CurrencyCode,
      quoteCurrency: CurrencyCode,
      onDay: DayText,
      rate: Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,12})?$' }),
    }),
    ok: Type.Object({
      currency: CurrencyCode,
      quoteCurrency: CurrencyCode,
      onDay: DayText,
      rate: Type.String(),
      source: Type.String(),
    }),
  },

  'GET /fields': {
    summary: 'What one can filter and sort by',
    tag: 'Lists',
    permission: 'read',
    /** `customer`: of a customer's account, with its figures; `party`: of the customer alone, for what holds whatever is owed (rules, conditions of a step). */
    query: Type.Object({ object: OneOf(['customer', 'item', 'party']) }),
    ok: Type.Object({ fields: Type.Array(FieldView) }),
  },
  'GET /search': {
    summary: 'Customers by any part of their name or code, items by number or exact amount',
    tag: 'Lists',
    permission: 'read',
    query: Type.Object({ q: Type.String({ maxLength: 100 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) }),
    ok: Type.Object({ results: Type.Array(SearchResult) }),
  },
  'GET /saved-views': {
    summary: 'Saved views of a screen: mine and the shared ones',
    tag: 'Lists',
    permission: 'read',
    query: Type.Object({ screen: Type.String({ maxLength: 50 }) }),
    ok: Type.Object({ views: Type.Array(SavedView) }),
  },
  'POST /saved-views': {
    summary: 'Save a view',
    tag: 'Lists',
    permission: 'read',
    status: 201,
    body: Type.Object({
      screen: Type.String({ minLength: 1, maxLength: 50 }),
      name: Name,
      shared: Type.Optional(Type.Boolean()),
      view: Custom,
    }),
    ok: SavedView,
  },
  'PATCH /saved-views/{id}': {
    summary: 'Change a saved view',
    tag: 'Lists',
    permission: 'read',
    params: ById,
    body: Type.Object({ name: Type.Optional(Name), shared: Type.Optional(Type.Boolean()), view: Type.Optional(Custom) }),
    ok: SavedView,
  },
  'DELETE /saved-views/{id}': {
    summary: 'Remove a saved view',
    tag: 'Lists',
    permission: 'read',
    status: 204,
    params: ById,
    ok: Type.Null(),
  },
});
