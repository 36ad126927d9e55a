import { Type } from 'typebox';
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
  WindowQuery,
} from '../schemas.ts';

export const messageStates = ['waiting', 'claimed', 'calling', 'handed', 'sent', 'cancelled', 'failed', 'uncertain'] as const;
export const messageKinds = [
  'reminder',
  'reply',
  'thank-you',
  'notice',
  'test',
  'internal',
  'invoice',
  'specific',
  'campaign',
] as const;
export const messageChannels = ['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter'] as const;
export const messageTransports = ['smtp', 'local', 'sms', 'print', 'post', 'registered'] as const;
export const messageActions = ['recall', 'resolve', 'send-again', 'post', 'take-out'] as const;
export const attachmentKinds = ['invoice', 'statement', 'payment-code', 'interest-note', 'letter', 'proof', 'file'] as const;

/** A message of the outbox as the Messages screen lists it. */
export const MessageRow = Type.Object({
  id: Id,
  kind: OneOf(messageKinds),
  channel: OneOf(messageChannels),
  state: OneOf(messageStates),
  entityId: Id,
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  /** The action of the scenario it carries out; null when written by hand. */
  actionId: Nullable(Id),
  subject: Type.String(),
  recipientName: Nullable(Type.String()),
  recipientAddress: Nullable(Type.String()),
  currency: Nullable(CurrencyCode),
  amount: Nullable(AmountText),
  items: Type.Integer(),
  createdAt: InstantText,
  /** It leaves from this instant on; until then it can be taken back. */
  notBefore: InstantText,
  sentAt: Nullable(InstantText),
  finishedAt: Nullable(InstantText),
  attempts: Type.Integer(),
  /** Where it went: a mail server, a provider, the printer, or the local mailbox of test mode. Null before it left. */
  transport: Nullable(OneOf(messageTransports)),
  /** What the other side said afterwards (texts.messages.deliveryStates); null while it said nothing. */
  deliveryState: Nullable(Type.String()),
  /** Why it was cancelled or failed: a code with a sentence in texts.messages.reasons. */
  reason: Nullable(Type.String()),
  /** That reason as a sentence, in the reader's language: why it did not leave, or waits for a person. */
  why: Nullable(Type.String()),
  /** The mail server's own words, for the person who looks into it. */
  detail: Nullable(Type.String()),
  author: Type.String(),
  allowedActions: Type.Array(OneOf(messageActions)),
});

const MessageItem = Type.Object({
  itemId: Id,
  number: Type.String(),
  dueOn: Nullable(DayText),
  open: AmountText,
  currency: CurrencyCode,
  daysLate: Type.Integer(),
});

const MessageAttempt = Type.Object({
  attempt: Type.Integer(),
  startedAt: InstantText,
  outcome: OneOf([
    'sent',
    'handed',
    'temporary',
    'permanent',
    'uncertain',
    'fault',
    'undeliverable',
    'resolved-sent',
    'resolved-not-sent',
  ]),
  detail: Type.String(),
});

const MessageAttachment = Type.Object({
  /** Its number in `GET /messages/{id}/attachments/{place}`. */
  place: Type.Integer(),
  kind: OneOf(attachmentKinds),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Nullable(Type.Integer()),
  /** Whether it can be opened. */
  kept: Type.Boolean(),
  /** Of an invoice that went along as a copy: whether it is marked as one. `unmarked`: the file is protected, signed or no PDF, and went along as it is. */
  copyMark: Nullable(OneOf(['marked', 'unmarked'])),
});

const DeliveryEvent = Type.Object({
  id: Id,
  happenedAt: InstantText,
  state: Type.String(),
  detail: Type.String(),
  /** A proof came with it: `GET /messages/{id}/deliveries/{eventId}/proof`. */
  proof: Type.Boolean(),
});

/** One message whole: what it said, to whom, what it listed, how it went. */
export const MessageView = Type.Object({
  ...MessageRow.properties,
  language: Type.String({ pattern: '^[a-z]{2}$' }),
  senderName: Nullable(Type.String()),
  senderAddress: Nullable(Type.String()),
  copies: Type.Array(Type.String()),
  replyTo: Nullable(Type.String()),
  inReplyTo: Nullable(Type.String()),
  messageIdHeader: Type.String(),
  /** False while nothing is written yet: a reminder is written from the data of the second it leaves. */
  composed: Type.Boolean(),
  text: Type.String(),
  html: Nullable(Type.String()),
  listed: Type.Array(MessageItem),
  history: Type.Array(MessageAttempt),
  attachments: Type.Array(MessageAttachment),
  deliveries: Type.Array(DeliveryEvent),
  /** The message whose mail carried it: itself, unless several left in one. */
  mailMessageId: Id,
  /** Other messages that left in the same mail, to the same debtor for other companies. */
  together: Type.Array(
    Type.Object({
      messageId: Id,
      customerId: Id,
      customerCode: Type.String(),
      customerName: Type.String(),
      entityName: Type.String(),
    }),
  ),
});

/** What one delivery of the queue did, and where everything stands since the start. */
export const SendOutcome = Type.Object({
  sent: Type.Integer(),
  /** Printed: they have left once somebody says they were posted. */
  handed: Type.Integer(),
  cancelled: Type.Integer(),
  failed: Type.Integer(),
  uncertain: Type.Integer(),
  /** Left for later: a mail server that was busy, a window that was closed. */
  postponed: Type.Integer(),
  mode: OneOf(['test', 'pilot', 'live']),
  /** In live mode with unmet conditions nothing leaves: these are their codes (texts.messages.golive). */
  unmet: Type.Array(Type.String()),
  queue: Type.Object({
    waiting: Type.Integer(),
    calling: Type.Integer(),
    handed: Type.Integer(),
    sent: Type.Integer(),
    cancelled: Type.Integer(),
    failed: Type.Integer(),
    uncertain: Type.Integer(),
  }),
});

export const LocalMailRow = Type.Object({
  id: Id,
  channel: OneOf(messageChannels),
  mediaType: Type.String(),
  messageId: Nullable(Id),
  receivedAt: InstantText,
  from: Type.String(),
  to: Type.String(),
  subject: Type.String(),
  read: Type.Boolean(),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
});

export const LocalMailView = Type.Object({
  ...LocalMailRow.properties,
  headers: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  text: Nullable(Type.String()),
  html: Nullable(Type.String()),
  attachments: Type.Array(Type.Object({ name: Type.String(), mediaType: Type.String(), bytes: Type.Integer() })),
});

export const messagesRoutes = routes({
  'GET /messages': {
    summary: 'Messages past and to come: what failed or is uncertain first, then the newest',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'customerId',
    query: Type.Object({
      offset: WindowQuery.offset,
      limit: WindowQuery.limit,
      q: WindowQuery.q,
      ...CursorQuery,
      state: Type.Optional(OneOf(messageStates)),
      /** Several states at once. */
      show: Type.Optional(OneOf(['to-look-at', 'to-come', 'gone', 'all'])),
      kind: Type.Optional(OneOf(messageKinds)),
      channel: Type.Optional(OneOf(messageChannels)),
      customerId: Type.Optional(Id),
      /** Those of one campaign. */
      campaignId: Type.Optional(Id),
      sort: Type.Optional(OneOf(['attention', '-createdAt', 'createdAt', '-sentAt', 'notBefore', 'customerName', '-amount'])),
    }),
    ok: Type.Object({
      rows: Type.Array(MessageRow),
      nextCursor: NextCursor,
      total: Type.Integer(),
      /** Of everything the filter keeps, by state. */
      totals: Type.Record(Type.String(), Type.Integer()),
    }),
  },
  'GET /messages/{id}': {
    summary: 'One message: text, items listed, every attempt',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'customerId',
    params: ById,
    ok: MessageView,
  },
  'GET /messages/{id}/attachments/{place}': {
    summary: 'A file that went along with a message',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'list',
    params: Type.Object({ id: Id, place: Type.Integer({ minimum: 1, maximum: 1000 }) }),
    file: 'application/octet-stream',
    ok: Type.Null(),
  },
  'GET /messages/{id}/deliveries/{eventId}/proof': {
    summary: 'The proof that came with what the other side said of a message',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'list',
    params: Type.Object({ id: Id, eventId: Id }),
    file: 'application/octet-stream',
    ok: Type.Null(),
  },
  'POST /messages/{id}/post': {
    summary: 'Say that a printed message was posted',
    tag: 'Messages',
    permission: 'work',
    params: ById,
    body: Type.Object({ on: Type.Optional(DayText) }),
    ok: MessageView,
  },
  'POST /messages/{id}/take-out': {
    summary: 'Take a printed message out of the pile: it does not leave',
    tag: 'Messages',
    permission: 'work',
    params: ById,
    ok: MessageView,
  },
  'POST /messages/{id}/recall': {
    summary: 'Take back a message that has not left',
    tag: 'Messages',
    permission: 'work',
    params: ById,
    body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }),
    ok: MessageView,
  },
  'POST /messages/{id}/resolve': {
    summary: 'Say whether an uncertain message left',
    tag: 'Messages',
    permission: 'work',
    params: ById,
    body: Type.Object({
      left: Type.Boolean(),
      /** Only when it did not leave: put it back in the queue. */
      sendAgain: Type.Optional(Type.Boolean()),
      comment: Type.Optional(Type.String({ maxLength: 500 })),
    }),
    ok: MessageView,
  },
  'POST /messages/{id}/send-again': {
    summary: 'Try a failed message again',
    tag: 'Messages',
    permission: 'work',
    params: ById,
    ok: MessageView,
  },
  'POST /send': {
    summary: 'Deliver the queue now',
    tag: 'Messages',
    permission: 'work',
    body: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000_000_000 })),
      connections: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    ok: SendOutcome,
  },
  'GET /go-live': {
    summary: 'How messages leave today, and what must be done before they may leave for every customer',
    tag: 'Messages',
    permission: 'read',
    ok: Type.Object({
      mode: OneOf(['test', 'pilot', 'live']),
      /** Whether any mail server is known; without one every mail stays in the local mailbox. */
      mailServer: Type.Boolean(),
      /** Their codes are sentences of texts.messages.golive. */
      conditions: Type.Array(Type.Object({ code: Type.String(), met: Type.Boolean() })),
    }),
  },
  'GET /mailbox': {
    summary: 'The local mailbox: mail kept as it would have left',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'customerId',
    query: Type.Object({ offset: WindowQuery.offset, limit: WindowQuery.limit, q: WindowQuery.q, customerId: Type.Optional(Id) }),
    ok: Type.Object({ rows: Type.Array(LocalMailRow), total: Type.Integer(), totals: Type.Object({ unread: Type.Integer() }) }),
  },
  'GET /mailbox/{id}': {
    summary: 'One mail of the local mailbox, opened',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'customerId',
    params: ById,
    ok: LocalMailView,
  },
  'GET /mailbox/{id}/raw': {
    summary: 'One message of the local mailbox as a file: a mail, the words of a text message, the PDF of a letter',
    tag: 'Messages',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    file: 'application/octet-stream',
    ok: Type.Null(),
  },
});
