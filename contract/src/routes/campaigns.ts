import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import {
  AmountText,
  ById,
  CriteriaObject,
  CurrencyCode,
  CursorQuery,
  DayText,
  Id,
  InstantText,
  LanguageCode,
  NameText,
  NextCursor,
  Nullable,
  OneOf,
  WindowQuery,
} from '../schemas.ts';
import { contactRoles } from './ledger.ts';
import { StepText } from './scenarios.ts';

// Campaigns: one message to every customer of an audience, written once, that is no reminder.

export const campaignKinds = ['statement', 'bank-details', 'balance-confirmation', 'free'] as const;
/** `done`: nothing of it is still to come. */
export const campaignStates = ['draft', 'confirmed', 'done', 'cancelled'] as const;
/** Why a customer of the audience gets nothing. */
export const campaignLeftOut = ['nothing-open', 'opted-out', 'doubted-address', 'bad-address', 'no-address'] as const;

const Count = Type.Integer({ minimum: 0 });
const Name = NameText(120);
const Text = Nullable(Type.String({ maxLength: 20_000 }));

/** What of a campaign is written until it is confirmed. */
const written = {
  name: Name,
  /** Criteria over the customer; null: everybody of the entity. */
  criteria: Nullable(CriteriaObject),
  /** Contacts by role, in this order; empty: whoever is usually written to. */
  recipientRoles: Type.Array(OneOf(contactRoles), { maxItems: contactRoles.length }),
  /** Of a balance confirmation: the day whose close the balance is of. Null for the others. */
  asOf: Nullable(DayText),
  /** Of a statement or a balance confirmation: the statement goes along as a PDF. */
  attachStatement: Type.Boolean(),
  /** Liquid over a small Markdown, as the words of a step. */
  subjectFr: Text,
  bodyFr: Text,
  subjectEn: Text,
  bodyEn: Text,
  /** Other languages, other words for some customers: the first that fits is said. */
  texts: Type.Array(StepText, { maxItems: 99 }),
};

const LeftOutCount = Type.Object({ reason: OneOf(campaignLeftOut), words: Type.String(), customers: Count });

export const CampaignRow = Type.Object({
  id: Id,
  entityId: Id,
  entityName: Type.String(),
  name: Name,
  kind: OneOf(campaignKinds),
  asOf: Nullable(DayText),
  state: OneOf(campaignStates),
  author: Type.String(),
  createdAt: InstantText,
  changedAt: InstantText,
  confirmedAt: Nullable(InstantText),
  confirmedBy: Nullable(Type.String()),
  cancelledAt: Nullable(InstantText),
  cancelledBy: Nullable(Type.String()),
  /** How many messages were confirmed; null before. */
  messages: Nullable(Count),
  /** Where they stand. */
  progress: Type.Object({
    waiting: Count,
    sent: Count,
    /** Of those: they stayed in the local mailbox. */
    rehearsed: Count,
    failed: Count,
    uncertain: Count,
    cancelled: Count,
  }),
  allowedActions: Type.Array(OneOf(['change', 'confirm', 'cancel'])),
});
export type CampaignRow = Static<typeof CampaignRow>;

export const CampaignView = Type.Object({
  ...CampaignRow.properties,
  ...written,
  /** Grows with each change: `confirm` names the one that was looked at. */
  revision: Type.Integer({ minimum: 1 }),
  /** Who was left out when it was confirmed. */
  leftOut: Type.Array(LeftOutCount),
  /** What keeps it from being confirmed, in the reader's language. */
  problems: Type.Array(Type.Object({ code: Type.String(), words: Type.String() })),
});
export type CampaignView = Static<typeof CampaignView>;

const CampaignPreviewMessage = Type.Object({
  customerId: Id,
  customer: Type.String(),
  language: LanguageCode,
  recipient: Type.Object({ name: Type.String(), address: Type.String() }),
  currency: Nullable(CurrencyCode),
  amount: Nullable(AmountText),
  items: Count,
  subject: Type.String(),
  text: Type.String(),
  html: Nullable(Type.String()),
  attachments: Type.Array(Type.String()),
  /** What would keep it from leaving, in the reader's language. */
  warnings: Type.Array(Type.Object({ code: Type.String(), words: Type.String() })),
});
export type CampaignPreviewMessage = Static<typeof CampaignPreviewMessage>;

export const campaignsRoutes = routes({
  'GET /campaigns': {
    summary: 'The campaigns, the newest first, with where their messages stand',
    tag: 'Messages',
    permission: 'read',
    query: Type.Object({ offset: WindowQuery.offset, limit: WindowQuery.limit, ...CursorQuery }),
    ok: Type.Object({ rows: Type.Array(CampaignRow), nextCursor: NextCursor, total: Count }),
  },
  'POST /campaigns': {
    summary: 'Begin a campaign with the ready words of its kind; nothing is sent',
    tag: 'Messages',
    permission: 'manage',
    status: 201,
    body: Type.Object({ kind: OneOf(campaignKinds), entityId: Type.Optional(Id), name: Type.Optional(Name) }),
    ok: CampaignView,
  },
  'GET /campaigns/{id}': {
    summary: 'One campaign: its audience, its words, where its messages stand',
    tag: 'Messages',
    permission: 'read',
    params: ById,
    ok: CampaignView,
  },
  'PUT /campaigns/{id}': {
    summary: 'Change a campaign that is not confirmed yet; refused when somebody changed it meanwhile',
    tag: 'Messages',
    permission: 'manage',
    params: ById,
    body: Type.Object({ revision: Type.Integer({ minimum: 1 }), ...written }),
    ok: CampaignView,
  },
  'GET /campaigns/{id}/preview': {
    summary: 'Whom it would reach today, who is left out and why, and the message of up to ten customers; nothing is sent',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    ok: Type.Object({
      revision: Type.Integer({ minimum: 1 }),
      /** What `confirm` is asked with. */
      messages: Count,
      customers: Count,
      languages: Type.Array(Type.Object({ language: LanguageCode, messages: Count })),
      /** What the accounts it states come to, a currency each. */
      totals: Type.Array(Type.Object({ currency: CurrencyCode, amount: AmountText, messages: Count })),
      leftOut: Type.Array(LeftOutCount),
      previews: Type.Array(CampaignPreviewMessage),
    }),
  },
  'GET /campaigns/{id}/left-out': {
    summary: 'The customers of the audience who would get nothing today, by name, each with the reason',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    query: Type.Object({
      offset: WindowQuery.offset,
      limit: WindowQuery.limit,
      reason: Type.Optional(OneOf(campaignLeftOut)),
    }),
    ok: Type.Object({
      rows: Type.Array(
        Type.Object({
          customerId: Id,
          code: Type.String(),
          name: Type.String(),
          reason: OneOf(campaignLeftOut),
          words: Type.String(),
        }),
      ),
      total: Count,
    }),
  },
  'POST /campaigns/{id}/confirm': {
    summary: 'Send a campaign: so many messages as were seen, and no other number. Again, it answers what was confirmed',
    tag: 'Messages',
    permission: 'manage',
    params: ById,
    body: Type.Object({ revision: Type.Integer({ minimum: 1 }), messages: Count }),
    ok: Type.Object({ campaign: CampaignView, recallUntil: Nullable(InstantText) }),
  },
  'POST /campaigns/{id}/cancel': {
    summary: 'Call a campaign off: what has not left does not leave',
    tag: 'Messages',
    permission: 'manage',
    params: ById,
    ok: CampaignView,
  },
});
