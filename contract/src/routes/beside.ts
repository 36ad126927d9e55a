import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { AmountText, ById, CurrencyCode, DayText, Id, InstantText, NameText, Nullable, OneOf, ReasonText } from '../schemas.ts';
import { ActionRow, actionStates } from './dunning.ts';
import { stepAttachments, stepAutomations } from './scenarios.ts';
import { holdReasons } from './worklist.ts';

// Actions beside the scenario: one-offs on chosen items, the words of one message, a reminder made at once.

export const specificChannels = ['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter', 'call', 'task'] as const;
export const specificStates = ['open', 'done', 'ended'] as const;

const Text = Type.String({ maxLength: 20_000 });
const Title = NameText(120);
const Days = Type.Array(DayText, { minItems: 1, maxItems: 6 });
const words = {
  /** Liquid over a small Markdown, as the words of a step. */
  subject: Type.Optional(Text),
  body: Type.Optional(Text),
  /** For a call: what to say. */
  script: Type.Optional(Text),
};

/** A one-off on chosen items, which stay out of their scenario until it is done. */
export const SpecificAction = Type.Object({
  id: Id,
  customerId: Id,
  title: Type.String(),
  note: Type.String(),
  channel: OneOf(specificChannels),
  automation: OneOf(stepAutomations),
  state: OneOf(specificStates),
  /** The last day its items stay out; null: until its last send is done. */
  until: Nullable(DayText),
  language: Type.String(),
  subject: Nullable(Type.String()),
  body: Nullable(Type.String()),
  script: Nullable(Type.String()),
  attachments: Type.Array(OneOf(stepAttachments)),
  currency: CurrencyCode,
  /** Open today on its items. */
  amount: AmountText,
  items: Type.Array(
    Type.Object({
      id: Id,
      number: Type.String(),
      open: AmountText,
      /** What of it is not claimed today: disputed, promised or paused. */
      leftOut: AmountText,
      heldFor: Nullable(OneOf(holdReasons)),
    }),
  ),
  /** Why what was held when it was planned is claimed all the same. */
  despite: Nullable(Type.String()),
  sends: Type.Array(Type.Object({ actionId: Id, on: DayText, state: OneOf(actionStates) })),
  author: Type.String(),
  createdAt: InstantText,
  allowedActions: Type.Array(OneOf(['change', 'end'])),
});
export type SpecificAction = Static<typeof SpecificAction>;

export const besideRoutes = routes({
  'GET /customers/{id}/specific-actions': {
    summary: 'The specific actions of a customer, the newest first',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'id',
    params: ById,
    query: Type.Object({ show: Type.Optional(OneOf(['open', 'all'])) }),
    ok: Type.Object({ rows: Type.Array(SpecificAction) }),
  },
  'POST /customers/{id}/specific-actions': {
    summary: 'Plan a one-off on chosen items: they leave their scenario until it is done',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    status: 201,
    body: Type.Object({
      itemIds: Type.Array(Id, { minItems: 1, maxItems: 500 }),
      title: Title,
      channel: OneOf(specificChannels),
      automation: OneOf(stepAutomations),
      /** The days of its sends. */
      on: Days,
      until: Type.Optional(DayText),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
      /** What the words are written in. */
      language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$' })),
      ...words,
      attachments: Type.Optional(Type.Array(OneOf(stepAttachments), { maxItems: stepAttachments.length })),
      /** Why what is disputed, promised or paused is to be claimed all the same; absent: it is left out. */
      despite: Type.Optional(ReasonText),
    }),
    ok: SpecificAction,
  },
  'PATCH /specific-actions/{id}': {
    summary: 'Change the words, the end or the days of what has not left yet',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ title: Type.Optional(Title), ...words, until: Type.Optional(DayText), on: Type.Optional(Days) }),
    ok: SpecificAction,
  },
  'POST /specific-actions/{id}/end': {
    summary: 'End a specific action: what has not left is called off, its items go back to their scenario',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ reason: ReasonText }),
    ok: SpecificAction,
  },
  'POST /customers/{id}/remind-now': {
    summary: 'Make the next step of the scenario at once; without `despite`, a contact too near is asked about first',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ currency: Type.Optional(CurrencyCode), despite: Type.Optional(Type.Boolean()) }),
    ok: Type.Object({
      outcome: OneOf(['made', 'ask']),
      /** What is to be known before: the last contact is near, or was today. */
      warnings: Type.Array(Type.Object({ code: Type.String(), words: Type.String() })),
      lastContactOn: Nullable(DayText),
      action: Nullable(ActionRow),
      /** Until when it can be taken back. */
      recallUntil: Nullable(InstantText),
    }),
  },
  'POST /actions/{id}/undo-hand-over': {
    summary: 'Take a file handed over back from litigation: its items are chased again from where they stood',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    body: Type.Object({ reason: ReasonText }),
    ok: Type.Object({ action: ActionRow }),
  },
  'PUT /actions/{id}/words': {
    summary: 'Write one message otherwise than its template, before it leaves; null gives the template’s words back',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ subject: Nullable(Text), body: Nullable(Text) }),
    ok: Type.Object({ action: ActionRow }),
  },
});
