import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { AmountText, CriteriaObject, CurrencyCode, Id, InstantText, LanguageCode, Nullable, OneOf } from '../schemas.ts';
import { previewReasons } from './templates.ts';

// The words of the papers that go along with reminders.

export const paperKinds = ['statement', 'interest-note'] as const;
/** The references of an item a paper's table may show. */
export const paperColumns = ['purchase-order', 'reference', 'business-unit'] as const;

const Text = Nullable(Type.String({ maxLength: 20_000 }));
const Columns = Type.Array(OneOf(paperColumns), { maxItems: paperColumns.length, uniqueItems: true });
const ByKind = Type.Object({ kind: OneOf(paperKinds) });

/** What a paper says around its table: Liquid, the opening and the closing over a small Markdown. Null: as every paper does. */
export const PaperWords = Type.Object({ title: Text, opening: Text, closing: Text });
export type PaperWords = Static<typeof PaperWords>;

/** Another language, or other words and columns for some customers: the first that fits is said. */
export const PaperVariant = Type.Object({
  language: Type.String({ pattern: '^[a-z]{2}$' }),
  label: Type.String({ maxLength: 100 }),
  /** Criteria over the customer; null: everybody of that language. */
  criteria: Nullable(CriteriaObject),
  ...PaperWords.properties,
  columns: Columns,
});
export type PaperVariant = Static<typeof PaperVariant>;

const written = {
  /** What the table shows of each item beside its number; a column nothing stands in is left out. */
  columns: Columns,
  fr: PaperWords,
  en: PaperWords,
  variants: Type.Array(PaperVariant, { maxItems: 20 }),
  /** Grows with each change; 0: nothing was ever written. */
  revision: Type.Integer({ minimum: 0 }),
};

export const PaperTemplateView = Type.Object({
  kind: OneOf(paperKinds),
  ...written,
  changedAt: Nullable(InstantText),
  changedBy: Nullable(Type.String()),
});
export type PaperTemplateView = Static<typeof PaperTemplateView>;

export const papersRoutes = routes({
  'GET /paper-templates': {
    summary: 'The words of the papers that go along with reminders',
    tag: 'Dunning',
    permission: 'read',
    ok: Type.Object({ papers: Type.Array(PaperTemplateView) }),
  },
  'PUT /paper-templates/{kind}': {
    summary:
      'Write a paper’s words anew; refused when `revision` is no longer the current one, and with anything that cannot be read or has no value',
    tag: 'Dunning',
    permission: 'manage',
    params: ByKind,
    body: Type.Object(written),
    ok: PaperTemplateView,
  },
  'GET /paper-templates/customers': {
    summary: 'Ten customers who differ most, to try a paper on',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'list',
    ok: Type.Object({
      customers: Type.Array(
        Type.Object({
          customerId: Id,
          customer: Type.String(),
          why: Type.Array(OneOf(previewReasons)),
          currency: CurrencyCode,
          /** What they would be asked for today. */
          amount: AmountText,
        }),
      ),
    }),
  },
  'POST /paper-templates/{kind}/preview': {
    summary: 'A paper as one customer would get it today with the words given, as a PDF; nothing is kept',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'list',
    params: ByKind,
    body: Type.Object({ ...PaperWords.properties, columns: Columns, language: LanguageCode, customerId: Id }),
    file: 'application/pdf',
    ok: Type.Null(),
  },
});
