import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { AmountText, ById, CurrencyCode, Id, Nullable, OneOf } from '../schemas.ts';
import { campaignKinds } from './campaigns.ts';
import { stepAttachments, stepChannels, stepReferences } from './scenarios.ts';

// The texts of steps: the fields they may name, what could go wrong with them, how they read for real customers.

export const templateFieldTypes = ['text', 'amount', 'date', 'count', 'list', 'marker'] as const;
export const templateFieldGroups = ['customer', 'entity', 'claim', 'interest', 'blocks', 'items', 'promise', 'payment'] as const;
/** Why a customer was chosen for the preview: they are taken to differ as much as they can. */
export const previewReasons = [
  'oldest',
  'largest',
  'consumer',
  'public',
  'foreign',
  'credits',
  'promise',
  'currency',
  'accounts',
  'many',
  'usual',
] as const;

const LanguageOfText = Type.String({ pattern: '^[a-z]{2}$' });
const Text = Nullable(Type.String({ maxLength: 20_000 }));

/** A text as somebody writes it, with what its step is. Liquid; the body over a small Markdown. */
const template = {
  channel: OneOf(stepChannels),
  reference: Type.Optional(OneOf(stepReferences)),
  grave: Type.Optional(Type.Boolean()),
  level: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
  showInterest: Type.Optional(Type.Boolean()),
  /** What the step takes along; absent: nothing. */
  attachments: Type.Optional(Type.Array(OneOf(stepAttachments), { maxItems: stepAttachments.length })),
  subject: Text,
  body: Text,
  script: Text,
};

const Finding = Type.Object({
  code: Type.String(),
  /** Where it is. */
  at: OneOf(['subject', 'body', 'script']),
  /** In the reader's language. */
  words: Type.String(),
});

export const TemplateFieldView = Type.Object({
  /** As it is written between braces; `items.number` is a field of each item. */
  name: Type.String(),
  label: Type.String(),
  type: OneOf(templateFieldTypes),
  group: OneOf(templateFieldGroups),
  /** On an invented debtor; null of a table. */
  example: Nullable(Type.String()),
  /** The channels it may be used on; null: all. */
  channels: Nullable(Type.Array(OneOf(stepChannels))),
  /** The references of the steps it may be used in; null: all; empty: a campaign's alone. */
  references: Nullable(Type.Array(OneOf(stepReferences))),
  /** The kinds of campaigns it may be used in. */
  campaigns: Type.Array(OneOf(campaignKinds)),
});
export type TemplateFieldView = Static<typeof TemplateFieldView>;

/** How a text message goes over the air: 160 characters of the GSM alphabet, 153 each when there are several; with another letter 70, and 67. */
export const SmsView = Type.Object({
  encoding: OneOf(['gsm-7', 'ucs-2']),
  units: Type.Integer(),
  segments: Type.Integer(),
  /** Units still free in the last segment. */
  free: Type.Integer(),
  /** What forces sixteen bits, each once. */
  forcing: Type.Array(Type.String()),
});

export const TemplatePreview = Type.Object({
  customerId: Id,
  customer: Type.String(),
  why: Type.Array(OneOf(previewReasons)),
  /** Of the text it reads; the customer's own, or what stands in for it. */
  language: LanguageOfText,
  recipient: Nullable(Type.Object({ name: Type.String(), address: Nullable(Type.String()) })),
  currency: CurrencyCode,
  amount: AmountText,
  items: Type.Integer(),
  subject: Nullable(Type.String()),
  text: Nullable(Type.String()),
  /** Of a mail; a letter is asked for as a PDF. */
  html: Nullable(Type.String()),
  script: Nullable(Type.String()),
  /** Of a text message: the messages it is paid as. */
  segments: Nullable(Type.Integer()),
  sms: Nullable(SmsView),
  /** What would keep it from leaving, or is to be looked at, in the reader's language. */
  warnings: Type.Array(Type.Object({ code: Type.String(), words: Type.String() })),
});
export type TemplatePreview = Static<typeof TemplatePreview>;

export const templatesRoutes = routes({
  'GET /template-fields': {
    summary: 'The fields a text may name, with an example of each',
    tag: 'Dunning',
    permission: 'read',
    query: Type.Object({ language: Type.Optional(LanguageOfText) }),
    ok: Type.Object({ fields: Type.Array(TemplateFieldView) }),
  },
  'POST /template-check': {
    summary: 'What is wrong with a text, and what to look at, before it is published',
    tag: 'Dunning',
    permission: 'read',
    body: Type.Object({
      ...template,
      language: LanguageOfText,
      /** It is no step's: the kind of the campaign it is of. */
      campaign: Type.Optional(OneOf(campaignKinds)),
      /** It is the title, the opening and the closing (`script`) of a paper. */
      paper: Type.Optional(Type.Boolean()),
    }),
    ok: Type.Object({
      /** Nothing with one of these is published. */
      problems: Type.Array(Finding),
      warnings: Type.Array(Finding),
      unknownFields: Type.Array(Type.String()),
      /** Characters, as it would read. */
      length: Type.Integer(),
      /** Of a text message: the messages it is paid as. */
      segments: Nullable(Type.Integer()),
      sms: Nullable(SmsView),
    }),
  },
  'POST /scenarios/{id}/previews': {
    summary:
      'A step’s text on ten customers of the scenario who differ most, as it would read today, with what is wrong for each',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    body: Type.Object({
      ...template,
      /** Of the text; customers written to in another language are warned of. Absent: each in their own, by the texts of the step. */
      language: LanguageOfText,
      customerId: Type.Optional(Id),
    }),
    ok: Type.Object({ previews: Type.Array(TemplatePreview) }),
  },
  'POST /scenarios/{id}/preview-letter': {
    summary: 'A step’s text as the letter one customer would get, as a PDF',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    body: Type.Object({ ...template, language: LanguageOfText, customerId: Id }),
    file: 'application/pdf',
    ok: Type.Null(),
  },
});
