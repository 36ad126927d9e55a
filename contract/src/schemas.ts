import { type Static, type TSchema, Type } from 'typebox';

/** An identifier of ours. */
export const Id = Type.String({ format: 'uuid', examples: ['019a0b6c-4c1e-7a52-9d3f-2b7c5e8f1a04'] });
/** A civil day, ISO, of the years 1900 to 2999: no ledger holds others, and calendars end. */
export const DayText = Type.String({ format: 'date', pattern: '^(19|2\\d)', examples: ['2026-03-31'] });
/** An instant, ISO with zone. */
export const InstantText = Type.String({ format: 'date-time', examples: ['2026-03-31T09:30:00Z'] });
/** An amount as a decimal string with its currency's own decimals: "1234.50". */
export const AmountText = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$', examples: ['1234.50'] });
/** A language by ISO 639-1: `de`. */
export const LanguageCode = Type.String({ pattern: '^[a-z]{2}$' });
export const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$', examples: ['EUR'] });
/** A name of at most so many characters: blanks are none. */
export const NameText = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
/** Why somebody does it, in their own words: blanks are none. */
export const ReasonText = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
export const ById = Type.Object({ id: Id });
export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
/** One of these texts. */
export const OneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: values });

/** A window of a server-side grid: rows from `offset`, sorted by a field of the catalogue. `filter` is criteria as JSON text. */
export const WindowQuery = {
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  sort: Type.Optional(Type.String({ pattern: '^-?[a-zA-Z][a-zA-Z.]*$' })),
  filter: Type.Optional(Type.String({ maxLength: 8000 })),
  q: Type.Optional(Type.String({ maxLength: 200 })),
};

/** Where a list goes on: the `nextCursor` of the page before, with the same filter and sort. */
export const CursorQuery = { cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })) };
/** The cursor of the next page; null on the last. */
export const NextCursor = Nullable(Type.String());

/** RFC 9457: what an error answers. `errors` names each field at fault. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  requestId: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
});
export type Problem = Static<typeof Problem>;

/** One criterion: a field of the catalogue, an operator, values. Groups nest with all/any. */
export type Criteria =
  | { readonly all: readonly Criteria[] }
  | { readonly any: readonly Criteria[] }
  | { readonly not: Criteria }
  | { readonly field: string; readonly is: string; readonly value?: string | number | boolean | readonly (string | number)[] };

/** Criteria as a body carries them; their shape is checked against a catalogue of fields. */
export const CriteriaObject = Type.Unsafe<Criteria>(Type.Object({}, { additionalProperties: true }));
