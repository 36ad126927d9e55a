import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { AmountText, ById, CurrencyCode, DayText, Id, Nullable, OneOf } from '../schemas.ts';

// What the law adds to a late debt: interest and fixed indemnities, line by line, at any past date.

/** Why a late item bears no interest. */
export const noInterestReasons = [
  'debtor-kind-unknown',
  'country-not-covered',
  'no-formal-notice',
  'insolvency',
  'rate-unknown',
  'below-minimum',
] as const;
/** What to look at before a figure is claimed. */
export const interestNotes = ['due-day-inferred', 'settlement-inferred', 'account-not-lettered', 'public-term-too-long'] as const;

/** One printed line: `principal × rate × days ÷ 365`, rounded to the cent. */
export const InterestLineView = Type.Object({
  principal: AmountText,
  /** Both days included. */
  from: DayText,
  to: DayText,
  /** Per cent a year: "12.40". */
  rate: Type.String(),
  days: Type.Integer(),
  amount: AmountText,
  /** The article it rests on. */
  basis: Type.String(),
  /** The half-year's own rate is not known yet: the last one stands for it. */
  provisional: Type.Boolean(),
});
export type InterestLineView = Static<typeof InterestLineView>;

export const InterestClaim = Type.Object({
  itemId: Id,
  number: Type.String(),
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  entityId: Id,
  currency: CurrencyCode,
  dueOn: DayText,
  /** What was unpaid, VAT included, on the first late day. */
  principal: AmountText,
  from: DayText,
  to: DayText,
  /** Whose law and what debtor: `fr-business`. */
  regime: Nullable(Type.String()),
  segments: Type.Array(InterestLineView),
  /** The sum of the segments. */
  interest: AmountText,
  /** Once an invoice, in `indemnityCurrency`: on its first late due line. */
  indemnity: AmountText,
  indemnityCurrency: Nullable(CurrencyCode),
  indemnityBasis: Nullable(Type.String()),
  /** On what is disputed: owed only if the dispute is lost, never chased. */
  conditional: Nullable(Type.Object({ segments: Type.Array(InterestLineView), interest: AmountText, indemnity: AmountText })),
  because: Nullable(OneOf(noInterestReasons)),
  notes: Type.Array(OneOf(interestNotes)),
});
export type InterestClaim = Static<typeof InterestClaim>;

export const InterestTotals = Type.Object({
  currency: CurrencyCode,
  items: Type.Integer(),
  interest: AmountText,
  indemnity: AmountText,
  conditionalInterest: AmountText,
  conditionalIndemnity: AmountText,
});
export type InterestTotals = Static<typeof InterestTotals>;

const InterestQuery = {
  asOf: Type.Optional(DayText),
  /** Goes on with the last known rate where the next is not known yet; refused otherwise. */
  provisional: Type.Optional(Type.Boolean()),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
};
const InterestAnswer = Type.Object({
  asOf: DayText,
  items: Type.Array(InterestClaim),
  /** How many items in all. */
  total: Type.Integer(),
  /** Of all of them, one a currency. */
  totals: Type.Array(InterestTotals),
});

export const lawRoutes = routes({
  'GET /interest': {
    summary: 'Late interest and indemnities of every customer at a date, line by line',
    tag: 'Law',
    permission: 'read',
    query: Type.Object({ entityId: Type.Optional(Id), ...InterestQuery }),
    ok: InterestAnswer,
  },
  'GET /customers/{id}/interest': {
    summary: 'Late interest and indemnities of one customer at a date, line by line',
    tag: 'Law',
    permission: 'read',
    params: ById,
    query: Type.Object(InterestQuery),
    ok: InterestAnswer,
  },
});
