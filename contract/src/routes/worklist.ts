import { Type } from 'typebox';
import { routes } from '../route.ts';
import {
  AmountText,
  ById,
  CurrencyCode,
  CursorQuery,
  DayText,
  Id,
  InstantText,
  NextCursor,
  Nullable,
  OneOf,
  WindowQuery,
} from '../schemas.ts';
import { SmsView } from './templates.ts';

export const callOutcomes = [
  'reached',
  'not-reached',
  'left-message',
  'wrong-number',
  'will-check',
  'call-back',
  'promise',
  'dispute',
  'says-paid',
  'refuses',
] as const;
export const promiseStates = ['proposed', 'expected', 'kept', 'partly-kept', 'broken', 'cancelled', 'superseded'] as const;
export const promiseMeans = ['transfer', 'card', 'cheque', 'direct-debit', 'draft', 'cash', 'other'] as const;
export const promiseActions = ['cancel', 'move'] as const;
export const disputeTypes = [
  'administrative',
  'price',
  'quality',
  'quantity',
  'delivery',
  'contract',
  'duplicate',
  'not-ordered',
  'not-received',
  'other',
] as const;
export const disputeStates = [
  'open',
  'waiting-internal',
  'waiting-customer',
  'accepted',
  'rejected',
  'withdrawn',
  'closed',
] as const;
export const disputeActions = ['ask-resolver', 'ask-customer', 'accept', 'reject', 'withdraw', 'close', 'reopen'] as const;
export const holdReasons = [
  'disputed',
  'promised',
  'planned',
  'direct-debit',
  'factored',
  'litigation',
  'insolvency',
  'time-barred',
  'stop',
  'says-paid',
  'reply',
  'e-invoice',
  'specific-action',
  'unmatched-payment',
  'to-qualify',
  'not-received',
  'to-check',
] as const;
/**
 * What a person may record as a pause: about ticked items, the whole account, or either; with a last day by nature, or none; and whether its first day
 * is a fact to be given (a judgment). The rest of `holdReasons` is written by a case or a rule.
 */
export const holdsByHand = {
  stop: { about: 'either', end: 'optional', start: 'optional' },
  'to-check': { about: 'either', end: 'optional', start: 'optional' },
  'not-received': { about: 'either', end: 'optional', start: 'optional' },
  reply: { about: 'either', end: 'optional', start: 'optional' },
  'direct-debit': { about: 'either', end: 'required', start: 'optional' },
  'unmatched-payment': { about: 'either', end: 'required', start: 'optional' },
  factored: { about: 'either', end: 'optional', start: 'optional' },
  'e-invoice': { about: 'items', end: 'optional', start: 'optional' },
  litigation: { about: 'either', end: 'none', start: 'optional' },
  insolvency: { about: 'account', end: 'none', start: 'required' },
  'time-barred': { about: 'items', end: 'none', start: 'optional' },
} as const satisfies Partial<
  Record<
    (typeof holdReasons)[number],
    { about: 'items' | 'account' | 'either'; end: 'required' | 'optional' | 'none'; start: 'required' | 'optional' }
  >
>;
export type HoldByHand = keyof typeof holdsByHand;
// The cast: Object.keys forgets what the table above states.
const handReasons = Object.keys(holdsByHand) as HoldByHand[];

export const timelineKinds = [
  'message',
  'call',
  'note',
  'says-paid',
  'reply',
  'meeting',
  'promise',
  'dispute',
  'payment',
  'hold',
  'event',
] as const;

const Comment = Type.String({ maxLength: 4000, default: '' });
const PartOfItem = Type.Object({ itemId: Id, amount: AmountText });
const ItemPart = Type.Object({
  itemId: Id,
  number: Type.String(),
  dueOn: Nullable(DayText),
  amount: AmountText,
  /** What is still open on the item now. */
  open: AmountText,
});

export const HoldView = Type.Object({
  id: Id,
  scope: OneOf(['entity', 'customer', 'item']),
  reason: OneOf(holdReasons),
  customerId: Nullable(Id),
  itemId: Nullable(Id),
  itemNumber: Nullable(Type.String()),
  /** Null: the whole of it is held. */
  part: Nullable(AmountText),
  currency: Nullable(CurrencyCode),
  source: Type.String(),
  sourceId: Nullable(Id),
  fromOn: DayText,
  /** The last day it holds; null until someone releases it. */
  untilOn: Nullable(DayText),
  note: Nullable(Type.String()),
  author: Type.String(),
  createdAt: InstantText,
  releasedAt: Nullable(InstantText),
  releasedBy: Nullable(Type.String()),
  releaseReason: Nullable(Type.String()),
  state: OneOf(['scheduled', 'live', 'ended', 'released']),
  /** Only what a person placed is released here; the others end with their case. */
  allowedActions: Type.Array(OneOf(['release'])),
});

export const PromiseView = Type.Object({
  id: Id,
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  promisedOn: DayText,
  dueOn: DayText,
  graceUntil: DayText,
  currency: CurrencyCode,
  amount: AmountText,
  /** What came of it so far, dated from the promise on. */
  received: AmountText,
  means: Nullable(Type.String()),
  source: OneOf(['call', 'mail', 'portal', 'model', 'import']),
  comment: Type.String(),
  state: OneOf(promiseStates),
  /** Kept, but seen only because the items left the ledger. */
  inferred: Type.Boolean(),
  author: Type.String(),
  createdAt: InstantText,
  closedAt: Nullable(InstantText),
  items: Type.Array(ItemPart),
  allowedActions: Type.Array(OneOf(promiseActions)),
});

export const DisputeView = Type.Object({
  id: Id,
  number: Type.Integer(),
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  type: OneOf(disputeTypes),
  currency: CurrencyCode,
  amount: AmountText,
  state: OneOf(disputeStates),
  openedOn: DayText,
  dueOn: DayText,
  overdue: Type.Boolean(),
  resolver: Nullable(Type.String()),
  comment: Type.String(),
  outcome: Nullable(Type.String()),
  author: Type.String(),
  createdAt: InstantText,
  closedAt: Nullable(InstantText),
  items: Type.Array(ItemPart),
  allowedActions: Type.Array(OneOf(disputeActions)),
});

export const InteractionView = Type.Object({
  id: Id,
  customerId: Id,
  contactId: Nullable(Id),
  kind: OneOf(['call', 'note', 'says-paid', 'reply', 'meeting']),
  outcome: Nullable(OneOf(callOutcomes)),
  comment: Type.String(),
  callBackOn: Nullable(DayText),
  pinned: Type.Boolean(),
  actionId: Nullable(Id),
  itemIds: Type.Array(Id),
  happenedAt: InstantText,
  author: Type.String(),
});

/** A customer that answered, whose reminders wait until a person has read the answer. */
export const ReplyView = Type.Object({
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  collector: Nullable(Type.String()),
  /** When it answered last. */
  at: InstantText,
  /** The last answer in its own words; empty when only the pause was written down. */
  words: Type.String(),
  /** What pauses its reminders until the answer is treated: of the account, or of an item. */
  holds: Type.Array(Type.Object({ id: Id, itemId: Nullable(Id), untilOn: Nullable(DayText), note: Nullable(Type.String()) })),
  /** Past its due date over the whole account, by currency. */
  overdue: Type.Array(Type.Object({ currency: CurrencyCode, amount: AmountText })),
});

/** One line of a customer's time line. `details` depends on the kind: see texts.customer.timeline. */
export const TimelineEntry = Type.Object({
  /** Unique in the time line. */
  key: Type.String(),
  at: InstantText,
  kind: OneOf(timelineKinds),
  /** What happened, as a code: sent, expected, kept, reached, recorded… or the kind of the event. */
  code: Type.String(),
  /** The row behind it: message, promise, dispute, payment item… */
  subjectId: Nullable(Id),
  author: Type.String(),
  text: Type.String(),
  amount: Nullable(AmountText),
  currency: Nullable(CurrencyCode),
  pinned: Type.Boolean(),
  details: Type.Record(Type.String(), Type.Unknown()),
});

/** What a person writes on; a letter goes to the print of its day. */
const byHandChannels = ['e-mail', 'sms', 'letter'] as const;

export const MessageDraft = Type.Object({
  channel: OneOf(byHandChannels),
  template: OneOf(['reminder', 'reply', 'statement']),
  entityId: Id,
  language: OneOf(['fr', 'en']),
  senderName: Type.String(),
  senderAddress: Type.String(),
  /** The mailboxes whoever asks may write from: their own, the shared ones. */
  senders: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      address: Type.String(),
      own: Type.Boolean(),
      /** Somebody tried it and it works. */
      tested: Type.Boolean(),
    }),
  ),
  /** The one proposed; null: the entity's own address. */
  senderId: Nullable(Id),
  recipients: Type.Array(
    Type.Object({
      contactId: Nullable(Id),
      name: Type.String(),
      /** By the channel: an e-mail address, a number in E.164, the lines of the envelope. */
      address: Type.String(),
      role: Nullable(Type.String()),
      /** False: it bounced, belongs to someone else, or they asked not to be written to on this channel. */
      usable: Type.Boolean(),
    }),
  ),
  to: Nullable(Type.String()),
  contactId: Nullable(Id),
  subject: Type.String(),
  /** Plain text; the line `[statement]` is where the table of items goes. */
  text: Type.String(),
  inReplyTo: Nullable(Id),
  items: Type.Array(
    Type.Object({
      itemId: Id,
      number: Type.String(),
      kind: Type.String(),
      issueOn: DayText,
      dueOn: Nullable(DayText),
      daysLate: Type.Integer(),
      amount: AmountText,
      open: AmountText,
      currency: CurrencyCode,
      /** Ticked in the draft. */
      listed: Type.Boolean(),
    }),
  ),
  currency: CurrencyCode,
  /** Debits listed, credits listed (negative), and their sum. */
  debits: AmountText,
  credits: AmountText,
  net: AmountText,
});

const windowOfCases = { offset: WindowQuery.offset, limit: WindowQuery.limit, q: WindowQuery.q, customerId: Type.Optional(Id) };
const totalsByCurrency = Type.Array(Type.Object({ currency: CurrencyCode, amount: AmountText, count: Type.Integer() }));

export const worklistRoutes = routes({
  'POST /customers/{id}/calls': {
    summary: 'Log a call and its outcome',
    tag: 'Worklist',
    permission: 'work',
    status: 201,
    params: ById,
    body: Type.Object({
      outcome: OneOf(callOutcomes),
      comment: Comment,
      contactId: Type.Optional(Id),
      callBackOn: Type.Optional(DayText),
      itemIds: Type.Optional(Type.Array(Id, { maxItems: 1000 })),
      actionId: Type.Optional(Id),
    }),
    ok: InteractionView,
  },
  'POST /customers/{id}/notes': {
    summary: 'Write a note, pinned or not',
    tag: 'Worklist',
    permission: 'comment',
    status: 201,
    params: ById,
    body: Type.Object({ comment: Type.String({ minLength: 1, maxLength: 4000 }), pinned: Type.Optional(Type.Boolean()) }),
    ok: InteractionView,
  },
  'PATCH /notes/{id}': {
    summary: 'Pin or unpin a note',
    tag: 'Worklist',
    permission: 'comment',
    params: ById,
    body: Type.Object({ pinned: Type.Boolean() }),
    ok: InteractionView,
  },
  'POST /customers/{id}/promises': {
    summary: 'Record a promise to pay; pauses exactly the promised part',
    tag: 'Promises',
    permission: 'work',
    status: 201,
    params: ById,
    body: Type.Object({
      items: Type.Array(PartOfItem, { minItems: 1, maxItems: 1000 }),
      dueOn: DayText,
      means: Type.Optional(OneOf(promiseMeans)),
      source: Type.Optional(OneOf(['call', 'mail'])),
      comment: Type.Optional(Comment),
      /** The call of the agenda it was made in: done with it. */
      actionId: Type.Optional(Id),
    }),
    ok: PromiseView,
  },
  'GET /promises': {
    summary: 'Promises, the nearest date first',
    tag: 'Promises',
    permission: 'read',
    query: Type.Object({
      ...windowOfCases,
      ...CursorQuery,
      state: Type.Optional(OneOf(promiseStates)),
      /** `open` expected, `due` expected and its date reached, `alert` broken lately and not paid since: what the agenda counts. */
      show: Type.Optional(OneOf(['open', 'due', 'alert', 'all'])),
      mine: Type.Optional(Type.Boolean()),
      dueFrom: Type.Optional(DayText),
      dueUntil: Type.Optional(DayText),
      sort: Type.Optional(OneOf(['dueOn', '-dueOn', '-amount', 'customerName', '-createdAt'])),
    }),
    ok: Type.Object({ rows: Type.Array(PromiseView), nextCursor: NextCursor, total: Type.Integer(), totals: totalsByCurrency }),
  },
  'GET /promises/{id}': { summary: 'One promise', tag: 'Promises', permission: 'read', params: ById, ok: PromiseView },
  'POST /promises/{id}/cancel': {
    summary: 'Cancel a promise: its items are chased again',
    tag: 'Promises',
    permission: 'work',
    params: ById,
    body: Type.Object({
      comment: Type.Optional(Comment),
      /** It was never made: the promise it replaced, if any, stands again with its pause. */
      undo: Type.Optional(Type.Boolean()),
    }),
    ok: PromiseView,
  },
  'POST /promises/{id}/move': {
    summary: 'Move a promise before its date: it is superseded by a new one',
    tag: 'Promises',
    permission: 'work',
    status: 201,
    params: ById,
    body: Type.Object({ dueOn: DayText, comment: Type.Optional(Comment) }),
    ok: PromiseView,
  },
  'POST /customers/{id}/disputes': {
    summary: 'Open a dispute; the part not disputed stays chased',
    tag: 'Disputes',
    permission: 'resolve',
    status: 201,
    params: ById,
    body: Type.Object({
      type: OneOf(disputeTypes),
      items: Type.Array(PartOfItem, { minItems: 1, maxItems: 1000 }),
      comment: Type.Optional(Comment),
      resolver: Type.Optional(Type.String({ maxLength: 200 })),
      dueOn: Type.Optional(DayText),
    }),
    ok: DisputeView,
  },
  'GET /disputes': {
    summary: 'Disputes, the most urgent first',
    tag: 'Disputes',
    permission: 'read',
    query: Type.Object({
      ...windowOfCases,
      ...CursorQuery,
      state: Type.Optional(OneOf(disputeStates)),
      type: Type.Optional(OneOf(disputeTypes)),
      resolver: Type.Optional(Type.String({ maxLength: 200 })),
      show: Type.Optional(OneOf(['live', 'overdue', 'all'])),
      mine: Type.Optional(Type.Boolean()),
      sort: Type.Optional(OneOf(['dueOn', '-dueOn', '-amount', 'customerName', '-number'])),
    }),
    ok: Type.Object({ rows: Type.Array(DisputeView), nextCursor: NextCursor, total: Type.Integer(), totals: totalsByCurrency }),
  },
  'GET /disputes/{id}': { summary: 'One dispute', tag: 'Disputes', permission: 'read', params: ById, ok: DisputeView },
  'PATCH /disputes/{id}': {
    summary: 'Give a dispute to someone else, or another date',
    tag: 'Disputes',
    permission: 'resolve',
    params: ById,
    body: Type.Object({
      resolver: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
      dueOn: Type.Optional(DayText),
      comment: Type.Optional(Comment),
    }),
    ok: DisputeView,
  },
  'POST /disputes/{id}/{action}': {
    summary: 'Take a dispute to its next state: one of its allowedActions',
    tag: 'Disputes',
    permission: 'resolve',
    params: Type.Object({ id: Id, action: OneOf(disputeActions) }),
    body: Type.Object({ comment: Type.Optional(Comment) }),
    ok: DisputeView,
  },
  'POST /customers/{id}/says-paid': {
    summary: 'The customer says it is paid: a pause of some days, once per item',
    tag: 'Worklist',
    permission: 'work',
    status: 201,
    params: ById,
    body: Type.Object({
      itemIds: Type.Array(Id, { minItems: 1, maxItems: 1000 }),
      paidOn: Type.Optional(DayText),
      means: Type.Optional(OneOf(promiseMeans)),
      comment: Type.Optional(Comment),
    }),
    ok: Type.Object({
      interaction: InteractionView,
      /** Null when nothing could be paused: every item had been said paid before. */
      holdUntil: Nullable(DayText),
      /** Said paid a second time: not paused again, a person checks today. */
      saidBefore: Type.Array(Type.Object({ itemId: Id, number: Type.String() })),
    }),
  },
  'GET /customers/{id}/holds': {
    summary: 'Everything that pauses a customer or one of its items',
    tag: 'Holds',
    permission: 'read',
    params: ById,
    query: Type.Object({ show: Type.Optional(OneOf(['live', 'all'])) }),
    ok: Type.Object({ holds: Type.Array(HoldView) }),
  },
  'POST /holds': {
    summary:
      'Stop chasing a customer, or some of its items, for a reason a person knows. `direct-debit` and `unmatched-payment` need their last day; `insolvency` is of the whole account, from the day of the judgment, and stops what was invoiced before it; `e-invoice` and `time-barred` name items; `litigation`, `insolvency` and `time-barred` have no end but a release.',
    tag: 'Holds',
    permission: 'work',
    status: 201,
    body: Type.Object({
      customerId: Id,
      /** Absent or empty: the whole account. */
      itemIds: Type.Optional(Type.Array(Id, { maxItems: 1000 })),
      /** `stop` when absent. */
      reason: Type.Optional(OneOf(handReasons)),
      /** Today when absent. */
      fromOn: Type.Optional(DayText),
      /** The last day it holds. */
      untilOn: Type.Optional(DayText),
      /** What it rests on: the file’s number, the court, who said so. */
      note: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
    }),
    ok: Type.Object({ holds: Type.Array(HoldView) }),
  },
  'POST /items/qualify': {
    summary:
      'Decide on items that wait to be qualified since sending went live: `follow` their scenario, or `leave` them alone (a stop)',
    tag: 'Holds',
    permission: 'work',
    body: Type.Object({
      itemIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000 })),
      /** Instead of ids: all of them that `GET /items` lists with the same words, however many. */
      matching: Type.Optional(
        Type.Object({
          filter: WindowQuery.filter,
          q: WindowQuery.q,
          entityId: Type.Optional(Id),
          customerId: Type.Optional(Id),
          state: Type.Optional(OneOf(['open', 'settled', 'all'])),
          /** How many wait as far as whoever decides knows; refused when it is another number by now. */
          count: Type.Integer({ minimum: 1 }),
        }),
      ),
      decision: OneOf(['follow', 'leave']),
      note: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
    }),
    /** How many were waiting and are decided now; the others are left as they are. */
    ok: Type.Object({ qualified: Type.Integer() }),
  },
  'POST /holds/{id}/release': {
    summary: 'End a pause now; a time-barred debt asks for the reason (a judgment, say)',
    tag: 'Holds',
    permission: 'work',
    params: ById,
    body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }),
    ok: HoldView,
  },
  'GET /customers/{id}/timeline': {
    summary: 'What happened with a customer, newest first',
    tag: 'Worklist',
    permission: 'read',
    personalDataOf: 'id',
    params: ById,
    query: Type.Object({
      limit: WindowQuery.limit,
      /** What the page before answered as `next`. */
      after: Type.Optional(Type.String({ maxLength: 200 })),
      /** Kinds wanted, separated by commas; all when absent. */
      kinds: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    ok: Type.Object({
      /** Pinned notes, on the first page only. */
      pinned: Type.Array(TimelineEntry),
      entries: Type.Array(TimelineEntry),
      next: Nullable(Type.String()),
    }),
  },
  'GET /replies': {
    summary: 'Customers whose answer, noted by hand, waits to be read, the latest first',
    tag: 'Worklist',
    permission: 'read',
    personalDataOf: 'list',
    query: Type.Object({
      ...windowOfCases,
      mine: Type.Optional(Type.Boolean()),
      sort: Type.Optional(OneOf(['at', '-at', 'customerName', '-customerName'])),
    }),
    /** `total` is what the counter of the tab counts. */
    ok: Type.Object({ rows: Type.Array(ReplyView), total: Type.Integer(), totals: totalsByCurrency }),
  },
  'GET /agenda/alerts': {
    summary: 'The calls to make again by now and the contacts whose address no longer works',
    tag: 'Worklist',
    permission: 'read',
    personalDataOf: 'list',
    query: Type.Object({ limit: WindowQuery.limit, mine: Type.Optional(Type.Boolean()) }),
    /** Each `total` is the figure of the counters. */
    ok: Type.Object({
      callBacks: Type.Object({
        rows: Type.Array(
          Type.Object({
            id: Id,
            customerId: Id,
            customerName: Type.String(),
            callBackOn: DayText,
            outcome: Nullable(OneOf(callOutcomes)),
            comment: Type.String(),
          }),
        ),
        total: Type.Integer(),
      }),
      bouncedContacts: Type.Object({
        rows: Type.Array(
          Type.Object({
            id: Id,
            customerId: Id,
            customerName: Type.String(),
            name: Type.String(),
            email: Nullable(Type.String()),
          }),
        ),
        total: Type.Integer(),
      }),
      /** Items very late when sending went live, which a person looks at first. */
      toQualify: Type.Object({
        total: Type.Integer(),
        totals: totalsByCurrency,
      }),
      /** Customers with something open, from whose address a letter came back. */
      doubtedAddresses: Type.Object({
        rows: Type.Array(Type.Object({ customerId: Id, customerName: Type.String(), address: Type.String() })),
        total: Type.Integer(),
      }),
    }),
  },
  'GET /agenda/counters': {
    summary: 'The figures on the agenda tabs',
    tag: 'Worklist',
    permission: 'read',
    query: Type.Object({ mine: Type.Optional(Type.Boolean()) }),
    ok: Type.Object({
      today: DayText,
      toDo: Type.Integer(),
      toConfirm: Type.Integer(),
      replies: Type.Integer(),
      /** The sum of the lines below. */
      alerts: Type.Integer(),
      brokenPromises: Type.Integer(),
      failedMessages: Type.Integer(),
      uncertainMessages: Type.Integer(),
      bouncedContacts: Type.Integer(),
      doubtedAddresses: Type.Integer(),
      /** Items that wait to be qualified; among the alerts they are one. */
      toQualify: Type.Integer(),
      callBacksDue: Type.Integer(),
      /** Replies nobody has treated in time. */
      repliesOverdue: Type.Integer(),
      disputesOverdue: Type.Integer(),
    }),
  },
  'GET /customers/{id}/message-draft': {
    summary: 'A message to finish by hand: recipient, subject, text, items',
    tag: 'Messages',
    permission: 'work',
    personalDataOf: 'id',
    params: ById,
    query: Type.Object({
      channel: Type.Optional(OneOf(byHandChannels)),
      template: OneOf(['reminder', 'reply', 'statement']),
      /** Separated by commas; absent: the late items (reminder) or all open ones (statement). */
      itemIds: Type.Optional(Type.String({ maxLength: 40_000 })),
      currency: Type.Optional(CurrencyCode),
      language: Type.Optional(OneOf(['fr', 'en'])),
      /** The message answered, for the thread. */
      inReplyTo: Type.Optional(Id),
    }),
    ok: MessageDraft,
  },
  'POST /customers/{id}/messages/preview': {
    summary: 'A message written by hand as it would read; nothing is sent',
    tag: 'Messages',
    permission: 'work',
    personalDataOf: 'id',
    params: ById,
    body: Type.Object({
      channel: OneOf(byHandChannels),
      language: OneOf(['fr', 'en']),
      text: Type.String({ maxLength: 20_000 }),
      itemIds: Type.Array(Id, { maxItems: 1000 }),
    }),
    ok: Type.Object({
      text: Type.String(),
      /** How a text message goes over the air; null on other channels. */
      sms: Nullable(SmsView),
    }),
  },
  'POST /customers/{id}/messages': {
    summary: 'Send a message written by hand: an e-mail, a text message, or a letter, which waits in the print of its day',
    tag: 'Messages',
    permission: 'work',
    status: 201,
    params: ById,
    body: Type.Object({
      channel: Type.Optional(OneOf(byHandChannels)),
      template: OneOf(['reminder', 'reply', 'statement']),
      /** An e-mail address, or a mobile number; a letter goes to the customer's postal address. */
      to: Type.Optional(Type.String({ maxLength: 320 })),
      contactId: Type.Optional(Id),
      /** Of an e-mail. */
      copies: Type.Optional(Type.Array(Type.String({ format: 'email', maxLength: 320 }), { maxItems: 20 })),
      language: OneOf(['fr', 'en']),
      subject: Type.String({ minLength: 1, maxLength: 300 }),
      text: Type.String({ minLength: 1, maxLength: 20_000 }),
      itemIds: Type.Array(Id, { maxItems: 1000 }),
      inReplyTo: Type.Optional(Id),
      /** The mailbox an e-mail leaves from, one of the draft's; absent: the shared one. */
      senderId: Type.Optional(Id),
    }),
    ok: Type.Object({
      id: Id,
      state: Type.String(),
      notBefore: InstantText,
      amount: Nullable(AmountText),
      currency: Nullable(CurrencyCode),
    }),
  },
});
