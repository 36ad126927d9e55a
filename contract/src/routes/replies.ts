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
  ReasonText,
  WindowQuery,
} from '../schemas.ts';
import { contactRoles } from './ledger.ts';

/** What sort of mail came in; only `human` counts as a reply. */
export const mailKinds = [
  'human',
  'auto-reply',
  'acknowledgement',
  'challenge',
  'read-receipt',
  'newsletter',
  'bounce',
  'complaint',
] as const;
/** What a reply says. */
export const replyLabels = [
  'says-paid',
  'promise',
  'dispute',
  'asks-document',
  'wrong-contact',
  'insolvency',
  'asks-delay',
  'refuses',
  'hostile',
  'thanks',
  'other',
] as const;
/** triage: whose it is is not known · to-treat: waits for a person · treated · noted: nothing to do · dismissed: set aside by a person, with a reason. */
export const mailStates = ['triage', 'to-treat', 'treated', 'noted', 'dismissed'] as const;
/** How the customer was found. */
export const threadedBy = ['message', 'token', 'sender', 'domain', 'invoice', 'person'] as const;
export const proposalKinds = ['promise', 'says-paid', 'dispute', 'send-document', 'contact', 'insolvency'] as const;
export const proposalStates = ['proposed', 'accepted', 'refused'] as const;
export const answerSnippets = [
  'blank',
  'thanks-promise',
  'paid-checking',
  'document',
  'dispute-noted',
  'plan',
  'identity',
] as const;
export const mailboxTestOutcomes = [
  'ok',
  'unreachable',
  'address-not-allowed',
  'sign-in-refused',
  'folder-unknown',
  'timeout',
  'failed',
] as const;
export const modelTestOutcomes = ['ok', 'unreachable', 'address-not-allowed', 'rejected', 'timeout', 'answer-unusable'] as const;

/** A stretch of the mail's `text` that made a rule speak: offsets count UTF-16 units. */
const Evidence = Type.Object({ quote: Type.String(), offset: Type.Integer(), length: Type.Integer() });

const ProposalItem = Type.Object({
  itemId: Id,
  number: Type.String(),
  amount: AmountText,
  open: AmountText,
  currency: CurrencyCode,
  dueOn: Nullable(DayText),
});

export const ReplyProposal = Type.Object({
  place: Type.Integer(),
  kind: OneOf(proposalKinds),
  state: OneOf(proposalStates),
  /** False: something a person must fill in first. */
  complete: Type.Boolean(),
  confidence: Type.Integer(),
  /** Who found it: the rules, or the language model. */
  foundBy: OneOf(['rules', 'model']),
  evidence: Type.Array(Evidence),
  items: Type.Array(ProposalItem),
  /** The day of the promise, or the day it was paid on. */
  day: Nullable(DayText),
  means: Nullable(Type.String()),
  /** The reason of a dispute. */
  disputeType: Nullable(Type.String()),
  document: Nullable(OneOf(['invoice', 'statement', 'bank-details', 'proof-of-delivery', 'order'])),
  contact: Nullable(Type.Object({ name: Type.String(), email: Nullable(Type.String()) })),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(InstantText),
  /** Decided by a rule of the settings, not by a person. */
  automatic: Type.Boolean(),
  /** Whether what was accepted can still be undone. */
  reversible: Type.Boolean(),
});

export const ReceivedMailRow = Type.Object({
  id: Id,
  kind: OneOf(mailKinds),
  state: OneOf(mailStates),
  /** What it says first; null when nobody wrote it. */
  label: Nullable(OneOf(replyLabels)),
  labels: Type.Array(OneOf(replyLabels)),
  receivedAt: InstantText,
  fromName: Type.String(),
  fromAddress: Type.String(),
  subject: Type.String(),
  /** The first words of what was newly written. */
  excerpt: Type.String(),
  customerId: Nullable(Id),
  customerCode: Nullable(Type.String()),
  customerName: Nullable(Type.String()),
  /** Of a mail nobody sorted yet: whose it probably is, as it names their invoice. Nothing of theirs is paused. */
  probablyName: Nullable(Type.String()),
  collector: Nullable(Type.String()),
  overdue: Type.Array(Type.Object({ currency: CurrencyCode, amount: AmountText })),
  attachments: Type.Integer(),
  proposals: Type.Integer(),
  /** By when a person is to have treated it. */
  dueOn: DayText,
  overdueReply: Type.Boolean(),
});

export const ReceivedMail = Type.Object({
  ...ReceivedMailRow.properties,
  sentAt: Nullable(InstantText),
  to: Type.Array(Type.String()),
  language: OneOf(['fr', 'en']),
  threadedBy: Nullable(OneOf(threadedBy)),
  /** Our message it answers. */
  answeredMessage: Nullable(
    Type.Object({ id: Id, subject: Type.String(), sentAt: Nullable(InstantText), text: Type.String(), kind: Type.String() }),
  ),
  /** The whole text; evidence counts in it. */
  text: Type.String(),
  /** Which stretches of `text` were newly written: the rest is history and signature. */
  newPieces: Type.Array(Type.Object({ offset: Type.Integer(), length: Type.Integer() })),
  /** The mail's HTML as it may be shown; null when it has none. */
  html: Nullable(Type.String()),
  /** What could not be taken as it stands: too large, cut, repaired. */
  problems: Type.Array(Type.String()),
  readBy: OneOf(['rules', 'model']),
  /** Why the language model was asked in vain; null when it was not, or answered. */
  modelFailure: Nullable(Type.String()),
  findings: Type.Array(Type.Object({ label: OneOf(replyLabels), confidence: Type.Integer(), evidence: Type.Array(Evidence) })),
  mentions: Type.Array(
    Type.Object({ itemId: Nullable(Id), number: Type.String(), offset: Type.Integer(), length: Type.Integer() }),
  ),
  proposalList: Type.Array(ReplyProposal),
  files: Type.Array(
    Type.Object({
      place: Type.Integer(),
      name: Type.String(),
      mediaType: Type.String(),
      sizeBytes: Type.Integer(),
      /** A kind of file that can run, or hides what it holds: opened with care. */
      risky: Type.Boolean(),
    }),
  ),
  /** Whose it may be, likeliest first; for the triage. */
  suggestions: Type.Array(
    Type.Object({
      customerId: Id,
      customerCode: Type.String(),
      customerName: Type.String(),
      because: OneOf(['sender', 'invoice', 'domain', 'name']),
      /** The contact's address, the number the mail names, the customer's address of the same domain; empty of a name. */
      evidence: Type.String(),
    }),
  ),
  /** When the person who is away is back, as far as they say. */
  absentUntil: Nullable(DayText),
  deputies: Type.Array(Type.String()),
  bounced: Type.Array(
    Type.Object({ address: Type.String(), hard: Type.Boolean(), reason: Type.String(), contactId: Nullable(Id) }),
  ),
  treatedBy: Nullable(Type.String()),
  treatedAt: Nullable(InstantText),
  /** Why it was set aside, or how it was treated. */
  note: Nullable(Type.String()),
  /** Ids of messages that answered it. */
  answers: Type.Array(
    Type.Object({ id: Id, subject: Type.String(), state: Type.String(), text: Type.String(), at: InstantText }),
  ),
});

export const AnswerDraft = Type.Object({
  to: Type.String(),
  contactId: Nullable(Id),
  subject: Type.String(),
  language: OneOf(['fr', 'en']),
  text: Type.String(),
  /** Open items of the customer; ticked: those the mail or our message names. */
  items: Type.Array(Type.Object({ ...ProposalItem.properties, listed: Type.Boolean(), hasDocument: Type.Boolean() })),
});

export const ReplyMailboxView = Type.Object({
  /** Whose account is read: the organisation's own, the installation's (QUITUS_IMAP_URL), or none. */
  account: OneOf(['own', 'installation', 'none']),
  /** user@host:port, never the password. */
  address: Nullable(Type.String()),
  enabled: Type.Boolean(),
  folder: Type.String(),
  afterReading: OneOf(['nothing', 'seen', 'move']),
  moveTo: Nullable(Type.String()),
  lastReadAt: Nullable(InstantText),
  /** A code with a sentence in texts.replies.mailbox.outcomes; null when the last try went well. */
  lastFailure: Nullable(OneOf(mailboxTestOutcomes)),
  failingSince: Nullable(InstantText),
  received: Type.Integer(),
  hook: Type.Boolean(),
  hookMadeAt: Nullable(InstantText),
  model: Type.Object({
    enabled: Type.Boolean(),
    url: Type.String(),
    name: Type.String(),
    hasKey: Type.Boolean(),
    lastFailure: Nullable(Type.String()),
  }),
});

const Parts = Type.Array(Type.Object({ itemId: Id, amount: AmountText }), { maxItems: 500 });
const ByProposal = Type.Object({ id: Id, place: Type.Integer({ minimum: 1, maximum: 100 }) });

export const repliesRoutes = routes({
  'GET /received-mails': {
    summary: 'Mails that came in, the newest first',
    tag: 'Replies',
    permission: 'read',
    personalDataOf: 'list',
    query: Type.Object({
      offset: WindowQuery.offset,
      limit: WindowQuery.limit,
      q: WindowQuery.q,
      /** Those a person must look at unless said otherwise. */
      state: Type.Optional(OneOf(mailStates)),
      kind: Type.Optional(OneOf(mailKinds)),
      label: Type.Optional(OneOf(replyLabels)),
      customerId: Type.Optional(Id),
      /** Those nobody has treated in time. */
      late: Type.Optional(Type.Boolean()),
      mine: Type.Optional(Type.Boolean()),
      sort: Type.Optional(OneOf(['receivedAt', '-receivedAt', 'dueOn', '-dueOn', 'customerName', '-customerName'])),
    }),
    ok: Type.Object({ rows: Type.Array(ReceivedMailRow), total: Type.Integer() }),
  },
  'GET /received-mails/counters': {
    summary: 'How many mails wait, by what they say, and how many are to be sorted',
    tag: 'Replies',
    permission: 'read',
    query: Type.Object({ mine: Type.Optional(Type.Boolean()) }),
    ok: Type.Object({
      toTreat: Type.Integer(),
      triage: Type.Integer(),
      noted: Type.Integer(),
      overdue: Type.Integer(),
      labels: Type.Array(Type.Object({ label: OneOf(replyLabels), count: Type.Integer() })),
    }),
  },
  'GET /received-mails/{id}': {
    summary: 'One mail: what is new in it, what it says, what it may lead to',
    tag: 'Replies',
    permission: 'read',
    personalDataOf: 'customerId',
    params: ById,
    ok: ReceivedMail,
  },
  'GET /received-mails/{id}/raw': {
    summary: 'The mail as it came, byte for byte',
    tag: 'Replies',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    file: 'message/rfc822',
    ok: Type.String(),
  },
  'GET /received-mails/{id}/files/{place}': {
    summary: 'A file that came with the mail',
    tag: 'Replies',
    permission: 'read',
    personalDataOf: 'list',
    params: Type.Object({ id: Id, place: Type.Integer({ minimum: 0, maximum: 1000 }) }),
    file: 'application/octet-stream',
    ok: Type.String(),
  },
  'PUT /received-mails/{id}/customer': {
    summary: 'Say whose mail it is; its reminders pause from now on',
    tag: 'Replies',
    permission: 'work',
    params: ById,
    body: Type.Object({
      customerId: Id,
      /** Keep the sender as a contact of this customer, so that the next mail finds its way. */
      remember: Type.Optional(Type.Object({ role: OneOf(contactRoles) })),
    }),
    ok: ReceivedMail,
  },
  'PUT /received-mails/{id}/dismissal': {
    summary: 'Set a mail aside that is no reply, with the reason; it stays readable',
    tag: 'Replies',
    permission: 'work',
    params: ById,
    body: Type.Object({ reason: ReasonText }),
    ok: ReceivedMail,
  },
  'DELETE /received-mails/{id}/dismissal': {
    summary: 'Take a mail back that was set aside',
    tag: 'Replies',
    permission: 'work',
    params: ById,
    ok: ReceivedMail,
  },
  'PUT /received-mails/{id}/treatment': {
    summary: 'The mail is treated: its pause ends, reminders resume',
    tag: 'Replies',
    permission: 'work',
    params: ById,
    body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),
    ok: ReceivedMail,
  },
  'DELETE /received-mails/{id}/treatment': {
    summary: 'The mail waits again, and so do the reminders',
    tag: 'Replies',
    permission: 'work',
    params: ById,
    ok: ReceivedMail,
  },
  'PUT /received-mails/{id}/proposals/{place}/acceptance': {
    summary: 'Do what the reply leads to, as proposed or as edited',
    tag: 'Replies',
    permission: 'work',
    params: ByProposal,
    body: Type.Object({
      items: Type.Optional(Parts),
      day: Type.Optional(DayText),
      means: Type.Optional(Type.String({ maxLength: 60 })),
      disputeType: Type.Optional(
        OneOf([
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
        ]),
      ),
      contactName: Type.Optional(Type.String({ maxLength: 200 })),
      contactEmail: Type.Optional(Type.String({ maxLength: 320 })),
      comment: Type.Optional(Type.String({ maxLength: 2000 })),
      /** The mail is treated with it. */
      treat: Type.Optional(Type.Boolean()),
    }),
    ok: ReceivedMail,
  },
  'PUT /received-mails/{id}/proposals/{place}/refusal': {
    summary: 'A proposal that does not hold',
    tag: 'Replies',
    permission: 'work',
    params: ByProposal,
    ok: ReceivedMail,
  },
  'DELETE /received-mails/{id}/proposals/{place}/decision': {
    summary: 'Take a decision on a proposal back, with what it did',
    tag: 'Replies',
    permission: 'work',
    params: ByProposal,
    ok: ReceivedMail,
  },
  'GET /received-mails/{id}/answer-draft': {
    summary: 'An answer to finish by hand',
    tag: 'Replies',
    permission: 'work',
    personalDataOf: 'list',
    params: ById,
    query: Type.Object({ snippet: Type.Optional(OneOf(answerSnippets)), language: Type.Optional(OneOf(['fr', 'en'])) }),
    ok: AnswerDraft,
  },
  'POST /received-mails/{id}/answers': {
    summary: 'Answer the mail in its thread',
    tag: 'Replies',
    permission: 'work',
    status: 201,
    params: ById,
    body: Type.Object({
      to: Type.String({ format: 'email', maxLength: 320 }),
      copies: Type.Optional(Type.Array(Type.String({ format: 'email', maxLength: 320 }), { maxItems: 20 })),
      language: OneOf(['fr', 'en']),
      subject: Type.String({ minLength: 1, maxLength: 300 }),
      /** The line `[statement]` is where the table of the listed items goes. */
      text: Type.String({ minLength: 1, maxLength: 20_000 }),
      itemIds: Type.Array(Id, { maxItems: 1000 }),
      /** Attach the invoices of the listed items, as far as they are kept. */
      invoices: Type.Optional(Type.Boolean()),
      treat: Type.Optional(Type.Boolean()),
    }),
    ok: Type.Object({ id: Id, notBefore: InstantText, attached: Type.Integer() }),
  },
  'GET /reply-mailbox': {
    summary: 'Where replies are read, and how that is going',
    tag: 'Replies',
    permission: 'administer',
    ok: ReplyMailboxView,
  },
  'PUT /reply-mailbox': {
    summary: 'Choose the mailbox replies are read from',
    tag: 'Replies',
    permission: 'administer',
    body: Type.Object({
      /** imaps://user:password@host:993; absent: unchanged. Never answered. */
      url: Type.Optional(Type.String({ minLength: 8, maxLength: 1000 })),
      enabled: Type.Boolean(),
      folder: Type.String({ minLength: 1, maxLength: 200 }),
      afterReading: OneOf(['nothing', 'seen', 'move']),
      moveTo: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    }),
    ok: ReplyMailboxView,
  },
  'DELETE /reply-mailbox': {
    summary: 'Forget the organisation’s own mailbox',
    tag: 'Replies',
    permission: 'administer',
    ok: ReplyMailboxView,
  },
  'POST /reply-mailbox/test': {
    summary: 'Sign in to the mailbox now and look into its folder',
    tag: 'Replies',
    permission: 'administer',
    ok: Type.Object({
      outcome: OneOf(mailboxTestOutcomes),
      messages: Nullable(Type.Integer()),
      folders: Type.Array(Type.String()),
    }),
  },
  'POST /reply-mailbox/hook': {
    summary: 'A new address where a mail server may hand mails over; the former one ends',
    tag: 'Replies',
    permission: 'administer',
    secret: true,
    ok: Type.Object({ mailbox: ReplyMailboxView, url: Type.String() }),
  },
  'DELETE /reply-mailbox/hook': {
    summary: 'No mail is handed over any more',
    tag: 'Replies',
    permission: 'administer',
    ok: ReplyMailboxView,
  },
  'PUT /reply-mailbox/model': {
    summary: 'Let a language model read replies too, or no longer',
    tag: 'Replies',
    permission: 'administer',
    body: Type.Object({
      enabled: Type.Boolean(),
      /** The base of an OpenAI-compatible API, up to `/v1`. */
      url: Type.String({ maxLength: 1000 }),
      name: Type.String({ maxLength: 200 }),
      /** Absent: unchanged; empty: none. Never answered. */
      key: Type.Optional(Type.String({ maxLength: 1000 })),
    }),
    ok: ReplyMailboxView,
  },
  'POST /reply-mailbox/model/test': {
    summary: 'Let the model read a made-up reply',
    tag: 'Replies',
    permission: 'administer',
    ok: Type.Object({ outcome: OneOf(modelTestOutcomes), seconds: Type.Number() }),
  },
  'POST /inbound/mail/{token}': {
    summary: 'Hand a mail over as it came (RFC 822); the token is the address made in the settings',
    tag: 'Replies',
    permission: 'public',
    params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }),
    upload: true,
    stream: 'message/rfc822',
    status: 202,
    ok: Type.Object({ received: Type.Boolean() }),
  },
});

export type ReceivedMailRow = Static<typeof ReceivedMailRow>;
export type ReceivedMail = Static<typeof ReceivedMail>;
export type ReplyProposal = Static<typeof ReplyProposal>;
export type ReplyMailboxView = Static<typeof ReplyMailboxView>;
export type AnswerDraft = Static<typeof AnswerDraft>;
