import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import {
  AmountText,
  ById,
  CurrencyCode,
  DayText,
  Id,
  InstantText,
  Nullable,
  OneOf,
  CursorQuery,
  NextCursor,
  ReasonText,
  WindowQuery,
} from '../schemas.ts';
import { paymentProfiles } from './ledger.ts';
import { stepAutomations, stepChannels } from './scenarios.ts';

/** `step`: of the scenario; the others stand beside it. `invoice` sends what was never sent, and chases nobody. */
export const actionKinds = ['step', 'thanks', 'promise', 'specific', 'by-hand', 'invoice'] as const;
export const actionStates = ['to-confirm', 'confirmed', 'to-do', 'done', 'skipped', 'cancelled', 'expired'] as const;
const Count = Type.Integer({ minimum: 0 });
const AmountIn = Type.Object({ currency: CurrencyCode, amount: AmountText });
/** A reason code with its sentence in the reader's language. */
const Reason = Type.Object({ code: Type.String(), words: Type.String() });

const stepOfAction = {
  scenario: Nullable(Type.String()),
  step: Nullable(Type.String()),
  level: Nullable(Type.Integer()),
  channel: OneOf(stepChannels),
  automation: OneOf(stepAutomations),
  grave: Type.Boolean(),
};
const leaderItem = Nullable(Type.Object({ id: Id, number: Type.String(), dueOn: Nullable(DayText), daysLate: Type.Integer() }));

/** A row of the agenda: what and why now, the debtor's figures, the last contact, what comes next. */
export const ActionRow = Type.Object({
  id: Id,
  kind: OneOf(actionKinds),
  /** The specific action it is a send of. */
  specificId: Nullable(Id),
  state: OneOf(actionStates),
  entityId: Id,
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  /** How the customer usually pays. */
  profile: OneOf(paymentProfiles),
  collector: Nullable(Type.String()),
  collectorId: Nullable(Id),
  ...stepOfAction,
  scenarioId: Nullable(Id),
  stepId: Nullable(Id),
  /** Why this is here, in words: step, leader, days late. */
  why: Type.Array(Reason),
  /** Why it waits for a person although its step is automatic, or what to look at before saying yes. */
  cautions: Type.Array(Reason),
  leader: leaderItem,
  plannedOn: DayText,
  /** Due or past today. */
  due: Type.Boolean(),
  currency: CurrencyCode,
  /** What the message claims: listed debits less credits and held parts. */
  amount: AmountText,
  credits: AmountText,
  items: Count,
  oldestDaysLate: Nullable(Type.Integer()),
  /** Of the whole account in this currency. */
  overdue: AmountText,
  total: AmountText,
  promised: Type.Boolean(),
  disputed: Type.Boolean(),
  lastContact: Nullable(Type.Object({ at: InstantText, channel: Type.String(), outcome: Nullable(Type.String()) })),
  nextStep: Nullable(Type.Object({ step: Type.String(), on: DayText, channel: OneOf(stepChannels) })),
  /** Where it would go: the address of the contact for collection, none yet when null. */
  recipient: Nullable(Type.Object({ name: Type.String(), email: Nullable(Type.String()), phone: Nullable(Type.String()) })),
  /** Place in the order asked for, what puts it there in the agenda's own (broken promises, then replies due, then overdue amount × days late), and that reason in words. */
  rank: Type.Integer(),
  rankKind: OneOf(['broken-promise', 'reply-due', 'overdue']),
  rankReason: Type.String(),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(InstantText),
  note: Nullable(Type.String()),
  /** The message that carries it out, once confirmed. */
  message: Nullable(Type.Object({ id: Id, state: Type.String(), notBefore: InstantText })),
  allowedActions: Type.Array(OneOf(['confirm', 'skip', 'move', 'done', 'preview', 'recall'])),
});
export type ActionRow = Static<typeof ActionRow>;

export const ActionItem = Type.Object({
  id: Id,
  number: Type.String(),
  issuedOn: DayText,
  dueOn: Nullable(DayText),
  daysLate: Type.Integer(),
  open: AmountText,
  claimed: AmountText,
  /** Whether the step counts for this item, or it is only listed beside the leader. */
  stepped: Type.Boolean(),
});
export type ActionItem = Static<typeof ActionItem>;

export const MessagePreview = Type.Object({
  outcome: OneOf(['send', 'cancel', 'postpone', 'no-message']),
  /** Why it would not leave, in words. */
  reason: Nullable(Reason),
  until: Nullable(InstantText),
  /** Of the message. */
  language: Type.String({ pattern: '^[a-z]{2}$' }),
  recipient: Nullable(Type.Object({ name: Type.String(), address: Type.String() })),
  sender: Type.Object({ name: Type.String(), address: Nullable(Type.String()) }),
  subject: Nullable(Type.String()),
  text: Nullable(Type.String()),
  html: Nullable(Type.String()),
  /** For a call: what to say. */
  script: Nullable(Type.String()),
  currency: CurrencyCode,
  amount: AmountText,
  credits: AmountText,
  items: Type.Array(ActionItem),
  warnings: Type.Array(Reason),
  /** What it is written from, before its values: `own` when a person wrote it for this message alone. Null where nothing is written. */
  words: Nullable(Type.Object({ subject: Nullable(Type.String()), body: Nullable(Type.String()), own: Type.Boolean() })),
});
export type MessagePreview = Static<typeof MessagePreview>;

export const RunView = Type.Object({
  id: Id,
  entityId: Id,
  entity: Type.String(),
  date: DayText,
  state: OneOf(['running', 'done', 'done-with-errors', 'failed']),
  evaluated: Count,
  messages: Count,
  toConfirm: Count,
  tasks: Count,
  skipped: Type.Record(Type.String(), Count),
  held: Type.Boolean(),
  heldReason: Nullable(Reason),
  durationMs: Nullable(Type.Integer()),
  startedAt: InstantText,
  author: Type.String(),
  /** Made in test mode: it binds no real run. */
  rehearsed: Type.Boolean(),
});
export type RunView = Static<typeof RunView>;

/** The position of one item: where it stands in its scenario and why it is, or is not, chased. */
export const ItemPosition = Type.Object({
  id: Id,
  number: Type.String(),
  customer: Type.String(),
  due: Nullable(DayText),
  open: AmountText,
  currency: CurrencyCode,
  daysLate: Nullable(Type.Integer()),
  /** `chased`: in a message or task of today; `waiting`: its step's day has not come; `skipped`: excluded; `settled`. */
  status: OneOf(['chased', 'waiting', 'skipped', 'settled']),
  step: Nullable(Type.String()),
  why: Type.Array(Type.String()),
  /** What comes next, on the working day it leaves, as the plan foresees it; never a day past. */
  next: Nullable(Type.Object({ step: Type.String(), on: DayText })),
  /** The last step done, whatever it waits for now. */
  last: Nullable(Type.Object({ step: Type.String(), on: DayText })),
  /** It carries the reminder of its account, or of its level. */
  leads: Type.Boolean(),
  /** The reminder level taken over from the accounting system. */
  importedLevel: Nullable(Type.Integer()),
  /** What pauses it whole, and its last day; null: until somebody ends it. */
  pause: Nullable(Type.Object({ reason: Type.String(), until: Nullable(DayText) })),
});
export type ItemPosition = Static<typeof ItemPosition>;

export const NextAction = Type.Object({
  /** Present when the action exists already; a future one has none. */
  actionId: Nullable(Id),
  state: OneOf(['to-confirm', 'confirmed', 'to-do', 'planned']),
  on: DayText,
  step: Type.String(),
  channel: OneOf(stepChannels),
  automation: OneOf(stepAutomations),
  grave: Type.Boolean(),
  currency: CurrencyCode,
  amount: AmountText,
  items: Count,
  allowedActions: Type.Array(OneOf(['confirm', 'skip', 'move', 'done', 'preview', 'recall'])),
});
export type NextAction = Static<typeof NextAction>;

export const dunningRoutes = routes({
  'POST /runs': {
    summary: 'The daily run; running it again the same day creates nothing',
    tag: 'Dunning',
    permission: 'manage',
    status: 201,
    body: Type.Object({ date: Type.Optional(DayText), entityId: Type.Optional(Id) }),
    ok: Type.Object({
      date: DayText,
      evaluated: Count,
      messages: Count,
      toConfirm: Count,
      tasks: Count,
      skipped: Type.Record(Type.String(), Count),
      held: Type.Boolean(),
      durationMs: Type.Integer(),
      runs: Type.Array(RunView),
    }),
  },
  'GET /runs': {
    summary: 'Past runs, newest first',
    tag: 'Dunning',
    permission: 'read',
    query: Type.Object({ offset: WindowQuery.offset, limit: WindowQuery.limit, entityId: Type.Optional(Id) }),
    ok: Type.Object({ rows: Type.Array(RunView), total: Count }),
  },
  'GET /plan': {
    summary: 'What will be done in the coming days if nothing changes',
    tag: 'Dunning',
    permission: 'read',
    query: Type.Object({
      from: Type.Optional(DayText),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 60 })),
      customerId: Type.Optional(Id),
      /** Only what leaves as a message: no calls, no tasks, no files handed over. */
      messages: Type.Optional(Type.Boolean()),
      offset: WindowQuery.offset,
      limit: WindowQuery.limit,
    }),
    ok: Type.Object({
      from: DayText,
      days: Type.Integer(),
      byDay: Type.Array(
        Type.Object({
          date: DayText,
          step: Type.String(),
          channel: OneOf(stepChannels),
          automation: OneOf(stepAutomations),
          count: Count,
        }),
      ),
      rows: Type.Array(
        Type.Object({
          date: DayText,
          customerId: Id,
          customerCode: Type.String(),
          customer: Type.String(),
          scenario: Type.String(),
          step: Type.String(),
          channel: OneOf(stepChannels),
          automation: OneOf(stepAutomations),
          grave: Type.Boolean(),
          items: Count,
          currency: CurrencyCode,
          amount: AmountText,
        }),
      ),
      total: Count,
      totals: Type.Array(AmountIn),
      skipped: Type.Record(Type.String(), Count),
    }),
  },
  'GET /actions': {
    summary: 'The agenda: actions to do, to confirm, confirmed…',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'customerId',
    query: Type.Object({
      ...WindowQuery,
      ...CursorQuery,
      /** One state, or several separated by commas; open ones when left out. */
      state: Type.Optional(Type.String({ pattern: '^[a-z-]+(,[a-z-]+)*$' })),
      entityId: Type.Optional(Id),
      customerId: Type.Optional(Id),
      stepId: Type.Optional(Id),
      collectorId: Type.Optional(Id),
      channel: Type.Optional(OneOf(stepChannels)),
      /** Only those planned on or before today. */
      due: Type.Optional(Type.Boolean()),
      /** Only those with a caution. */
      caution: Type.Optional(Type.Boolean()),
    }),
    ok: Type.Object({
      rows: Type.Array(ActionRow),
      nextCursor: NextCursor,
      total: Count,
      totals: Type.Array(AmountIn),
      steps: Type.Array(
        Type.Object({
          stepId: Id,
          scenario: Type.String(),
          step: Type.String(),
          channel: OneOf(stepChannels),
          grave: Type.Boolean(),
          count: Count,
        }),
      ),
    }),
  },
  'GET /actions/counters': {
    summary: 'The counters of the agenda’s tabs: due now and scheduled later',
    tag: 'Dunning',
    permission: 'read',
    query: Type.Object({ collectorId: Type.Optional(Id), entityId: Type.Optional(Id) }),
    ok: Type.Object({
      toConfirm: Type.Object({ due: Count, scheduled: Count }),
      toDo: Type.Object({ due: Count, scheduled: Count }),
      confirmed: Type.Object({ due: Count, scheduled: Count }),
    }),
  },
  'GET /actions/{id}': {
    summary: 'One action with the items it lists',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'customerId',
    params: ById,
    ok: Type.Object({ action: ActionRow, listed: Type.Array(ActionItem) }),
  },
  'POST /actions/confirm': {
    summary:
      'Confirm actions that await a yes: some, all of a step, a customer’s, or all; refused when their number is not `expectedCount`',
    tag: 'Dunning',
    permission: 'work',
    body: Type.Object({
      ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10_000 })),
      all: Type.Optional(Type.Boolean()),
      stepId: Type.Optional(Id),
      customerId: Type.Optional(Id),
      collectorId: Type.Optional(Id),
      expectedCount: Type.Optional(Count),
    }),
    ok: Type.Object({
      confirmed: Count,
      /** Still waiting because no message could be queued, by reason (no address…). */
      left: Type.Array(Type.Object({ code: Type.String(), words: Type.String(), count: Count })),
      /** Until when they can be taken back. */
      recallUntil: Nullable(InstantText),
    }),
  },
  'POST /actions/{id}/recall': {
    summary: 'Take back a confirmed action whose message has not left',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    ok: Type.Object({ action: ActionRow }),
  },
  'POST /actions/{id}/skip': {
    summary: 'Skip an action, with the reason: its step then counts as passed over for the items it carries',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ reason: ReasonText }),
    ok: Type.Object({ action: ActionRow }),
  },
  'POST /actions/{id}/done': {
    summary: 'A call, task or letter is done: its step counts for its items',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 2000 })) }),
    ok: Type.Object({ action: ActionRow }),
  },
  'POST /actions/{id}/move': {
    summary: 'Move an action to another day',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ to: DayText }),
    ok: Type.Object({ action: ActionRow }),
  },
  'GET /actions/{id}/preview': {
    summary: 'The message as it would leave now, rebuilt from the data of this second',
    tag: 'Dunning',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    ok: MessagePreview,
  },
  'GET /items/{id}/why': {
    summary: 'Why an item is, or is not, chased: its step, the rule, the dates, the exclusions, in words',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: ItemPosition,
  },
  'GET /customers/{id}/positions': {
    summary: 'The position of each open item of a customer, and why',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: Type.Object({ items: Type.Array(ItemPosition) }),
  },
  'GET /customers/{id}/next': {
    summary: 'The next three actions for a customer, made already or foreseen',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: Type.Object({ scenarioId: Id, scenario: Type.String(), actions: Type.Array(NextAction), why: Type.Array(Type.String()) }),
  },
});
