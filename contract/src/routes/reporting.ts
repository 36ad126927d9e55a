import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { AmountText, type Criteria, CurrencyCode, DayText, Id, InstantText, Nullable, OneOf } from '../schemas.ts';

/** Where a figure opens: the screen that lists what it is made of, and the criteria of that list (null: all of it). */
export const Drill = Type.Object({
  screen: OneOf(['items', 'customers', 'actions', 'messages', 'promises', 'disputes', 'replies', 'imports']),
  filter: Nullable(Type.Unsafe<Criteria>(Type.Object({}, { additionalProperties: true }))),
});

/** How many, how much, and where the list is. */
export const Counter = Type.Object({
  count: Type.Integer(),
  amounts: Type.Array(Type.Object({ currency: CurrencyCode, amount: AmountText })),
  drill: Nullable(Drill),
});

export const OverviewBucket = Type.Object({
  /** `not-due`, `late-1-30` … `late-over-90`: the words follow the tenant's own bounds. */
  key: Type.String(),
  label: Type.String(),
  /** Days late of the part, both included; `from` null: not due, `until` null: no end. */
  from: Nullable(Type.Integer()),
  until: Nullable(Type.Integer()),
  amount: AmountText,
  /** Customers whose oldest open invoice stands in this part: over the parts, each debtor counts once. */
  customers: Type.Integer(),
  drill: Drill,
});

export const MonthPoint = Type.Object({ month: DayText, value: Nullable(Type.Number()) });

export const Dso = Type.Object({
  /** Days, one decimal; null when it cannot be known, and `because` says why in the reader's language. */
  value: Nullable(Type.Number()),
  because: Nullable(Type.String()),
  target: Nullable(Type.Number()),
  formula: Type.String(),
  /** The last 24 month ends before `asOf`, oldest first, then `asOf` itself. `month` is the day of the reading. */
  trend: Type.Array(MonthPoint),
});

export const OverviewCurrency = Type.Object({
  currency: CurrencyCode,
  /** notDue + Σ late buckets + unallocated, without customers of the group. */
  total: AmountText,
  overdue: AmountText,
  /** overdue ÷ (notDue + overdue), between 0 and 1; null when nothing is open. */
  overdueRate: Nullable(Type.Number()),
  notDue: AmountText,
  /** Credits not allocated yet: zero or negative. */
  unallocated: AmountText,
  /** Of the total, what Quitus has allocated and the ledger has not confirmed. */
  awaiting: AmountText,
  /** Open on customers of the group, left out of all the above: with it the total is the ledger's. */
  intercompany: AmountText,
  buckets: Type.Array(OverviewBucket),
  dso: Dso,
  oldest: Nullable(
    Type.Object({
      itemId: Id,
      number: Type.String(),
      dueOn: DayText,
      daysLate: Type.Integer(),
      open: AmountText,
      customerId: Id,
      customerName: Type.String(),
    }),
  ),
  drills: Type.Object({ total: Drill, overdue: Drill, notDue: Drill, unallocated: Drill, awaiting: Drill }),
});

export const OverviewChanges = Type.Object({
  /** The first day counted: the working day before `asOf`, so that a Monday tells the week-end too. */
  since: DayText,
  received: Type.Array(
    Type.Object({ currency: CurrencyCode, amount: AmountText, payments: Type.Integer(), allocated: AmountText, drill: Drill }),
  ),
  newlyOverdue: Type.Array(
    Type.Object({
      currency: CurrencyCode,
      amount: AmountText,
      items: Type.Integer(),
      customers: Type.Integer(),
      /** The fewest customers that make 80 % of it, largest first (ten at most are named; `makersCount` counts them all). */
      makers: Type.Array(Type.Object({ customerId: Id, code: Type.String(), name: Type.String(), amount: AmountText })),
      makersCount: Type.Integer(),
      drill: Drill,
    }),
  ),
  promisesBroken: Counter,
  imports: Type.Array(
    Type.Object({
      id: Id,
      fileName: Type.String(),
      type: Type.String(),
      state: Type.String(),
      created: Type.Integer(),
      updated: Type.Integer(),
      settled: Type.Integer(),
      rejected: Type.Integer(),
      at: InstantText,
    }),
  ),
});

export const NeedsYou = Type.Object({
  toConfirm: Counter,
  toDo: Counter,
  /** Replies, alerts and failed messages as on the agenda's tabs: of the whole tenant. */
  replies: Counter,
  alerts: Counter,
  importsLate: Counter,
  importsHeld: Counter,
  /** Messages that failed or whose outcome is not known. */
  messagesFailed: Counter,
});

export const TopOverdue = Type.Object({
  customerId: Id,
  code: Type.String(),
  name: Type.String(),
  currency: CurrencyCode,
  overdue: AmountText,
  total: AmountText,
  oldestDaysLate: Type.Integer(),
  collectorName: Nullable(Type.String()),
});

export const Freshness = Type.Object({
  entityId: Id,
  entityName: Type.String(),
  lastLedgerAt: Nullable(InstantText),
  /** By the rhythm declared for the entity's ledger, else `freshness.hours`; null when that is off. */
  limitHours: Nullable(Type.Number()),
  late: Type.Boolean(),
});

export const Overview = Type.Object({
  asOf: DayText,
  currencies: Type.Array(OverviewCurrency),
  changes: OverviewChanges,
  needsYou: NeedsYou,
  topOverdue: Type.Array(TopOverdue),
  freshness: Type.Array(Freshness),
});
export type Overview = Static<typeof Overview>;
export type Drill = Static<typeof Drill>;
export type Counter = Static<typeof Counter>;
export type Dso = Static<typeof Dso>;
export type OverviewBucket = Static<typeof OverviewBucket>;
export type OverviewCurrency = Static<typeof OverviewCurrency>;
export type OverviewChanges = Static<typeof OverviewChanges>;
export type NeedsYou = Static<typeof NeedsYou>;
export type TopOverdue = Static<typeof TopOverdue>;
export type Freshness = Static<typeof Freshness>;

export const kpiGroupings = ['none', 'customer', 'collector', 'segment', 'agency', 'country', 'entity', 'sales-rep'] as const;

export const Kpi = Type.Object({
  /** Stable: `dso-count-back`, `overdue-rate` … */
  name: Type.String(),
  label: Type.String(),
  /** Which slice of `by`; null for the whole. */
  key: Nullable(Type.String()),
  keyName: Nullable(Type.String()),
  currency: Nullable(CurrencyCode),
  /** Amounts in the currency's decimals, days with one decimal, rates in per cent with two; null when unknown. */
  value: Nullable(Type.String()),
  unit: OneOf(['amount', 'days', 'percent', 'count']),
  /** In words of the reader's language. */
  formula: Type.String(),
  /** Each figure of the formula as it was used. */
  inputs: Type.Record(Type.String(), Nullable(Type.String())),
  because: Nullable(Type.String()),
  drill: Nullable(Drill),
});
export type Kpi = Static<typeof Kpi>;

export const reportingRoutes = routes({
  'GET /overview': {
    summary: 'What is owed, how late, what changed and what waits for someone',
    tag: 'Reporting',
    permission: 'read',
    query: Type.Object({ entityId: Type.Optional(Id), asOf: Type.Optional(DayText) }),
    ok: Overview,
  },
  'GET /kpis': {
    summary: 'Every indicator with its formula and the figures it was made of',
    tag: 'Reporting',
    permission: 'read',
    query: Type.Object({ entityId: Type.Optional(Id), asOf: Type.Optional(DayText), by: Type.Optional(OneOf(kpiGroupings)) }),
    ok: Type.Object({ asOf: DayText, kpis: Type.Array(Kpi) }),
  },
});
