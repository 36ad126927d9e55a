import { type Static, Type } from 'typebox';
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
  ReasonText,
  WindowQuery,
} from '../schemas.ts';
import { messageStates } from './messages.ts';

export const letterChannels = ['letter', 'registered-letter', 'registered-e-letter'] as const;
/** What a person may write down of a letter that nobody tells us about. */
export const saidOfLetters = ['delivered', 'received', 'refused', 'unclaimed', 'returned'] as const;
/** What a person keeps with a letter: its slip of deposit, its signed receipt, the envelope that came back. */
export const proofKinds = ['deposit', 'receipt', 'returned', 'other'] as const;
export const letterViews = ['waiting', 'changed', 'registered', 'all'] as const;

/** Letters of one entity printed together. Letters go on being added until it is printed. */
export const PrintBatch = Type.Object({
  id: Id,
  entityId: Id,
  entityName: Type.String(),
  day: DayText,
  /** From 1, among the batches of that entity and day. */
  number: Type.Integer(),
  /** Since when nothing is added: it was printed. */
  printedAt: Nullable(InstantText),
  printedBy: Nullable(Type.String()),
  letters: Type.Integer(),
  registered: Type.Integer(),
  pages: Type.Integer(),
  /** Printed and not posted as far as anybody said. */
  waiting: Type.Integer(),
  posted: Type.Integer(),
  takenOut: Type.Integer(),
  /** Waiting, and something they claim was paid since: better taken out. */
  changed: Type.Integer(),
});
export type PrintBatch = Static<typeof PrintBatch>;

export const PrintedLetter = Type.Object({
  /** Of the message it is. */
  id: Id,
  /** Its place in the print, from 1. */
  place: Type.Integer(),
  channel: OneOf(letterChannels),
  state: OneOf(messageStates),
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  recipient: Type.Array(Type.String()),
  subject: Type.String(),
  currency: Nullable(CurrencyCode),
  amount: Nullable(AmountText),
  /** What is still open today of what it lists. */
  openNow: Nullable(AmountText),
  pages: Type.Integer(),
  /** Enclosures that are no PDF: to be added by hand. */
  notPrintable: Type.Array(Type.String()),
  trackingNumber: Nullable(Type.String()),
  postedAt: Nullable(InstantText),
  deliveryState: Nullable(Type.String()),
  deliveryAt: Nullable(InstantText),
});
export type PrintedLetter = Static<typeof PrintedLetter>;

/** A registered letter and what is known of it since it left. */
export const RegisteredLetter = Type.Object({
  id: Id,
  channel: OneOf(letterChannels),
  transport: Nullable(Type.String()),
  state: OneOf(messageStates),
  customerId: Id,
  customerCode: Type.String(),
  customerName: Type.String(),
  recipientName: Nullable(Type.String()),
  subject: Type.String(),
  currency: Nullable(CurrencyCode),
  amount: Nullable(AmountText),
  sentAt: Nullable(InstantText),
  trackingNumber: Nullable(Type.String()),
  deliveryState: Nullable(Type.String()),
  deliveryAt: Nullable(InstantText),
  formalNotice: Type.Boolean(),
  /** Everything said of it, oldest first; a proof is read at GET /messages/{id}/deliveries/{eventId}/proof. */
  events: Type.Array(
    Type.Object({
      id: Id,
      state: Type.String(),
      at: InstantText,
      detail: Type.String(),
      proof: Type.Boolean(),
      /** The person who wrote it down; null: told by whoever carried it. */
      saidBy: Nullable(Type.String()),
      /** It was wrong: who took it back, and why. */
      withdrawn: Nullable(Type.Object({ at: InstantText, by: Type.String(), reason: Type.String() })),
    }),
  ),
  /** What people keep with it, oldest first. */
  proofs: Type.Array(
    Type.Object({
      id: Id,
      kind: OneOf(proofKinds),
      name: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      /** In hexadecimal, to compare the file with years later. */
      sha256: Type.String(),
      addedAt: InstantText,
      addedBy: Type.String(),
    }),
  ),
});
export type RegisteredLetter = Static<typeof RegisteredLetter>;

const Letters = Type.Object({ letterIds: Type.Array(Id, { minItems: 1, maxItems: 1000 }) });

export const lettersRoutes = routes({
  'GET /letters/batches': {
    summary: 'What was printed, the newest first',
    tag: 'Letters',
    permission: 'read',
    query: Type.Object({ limit: WindowQuery.limit, ...CursorQuery, entityId: Type.Optional(Id) }),
    ok: Type.Object({ rows: Type.Array(PrintBatch), nextCursor: NextCursor, total: Type.Integer() }),
  },
  'GET /letters/batches/{id}': {
    summary: 'One batch',
    tag: 'Letters',
    permission: 'read',
    params: ById,
    ok: PrintBatch,
  },
  'GET /letters/batches/{id}/letters': {
    summary: 'The letters of a batch, in the order they are printed',
    tag: 'Letters',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    query: Type.Object({ limit: WindowQuery.limit, ...CursorQuery, show: Type.Optional(OneOf(letterViews)) }),
    ok: Type.Object({ rows: Type.Array(PrintedLetter), nextCursor: NextCursor, total: Type.Integer() }),
  },
  'GET /letters/batches/{id}/pdf': {
    summary: 'A batch as one PDF to print; letters taken out are left out',
    tag: 'Letters',
    permission: 'work',
    personalDataOf: 'list',
    params: ById,
    query: Type.Object({
      /** Registered letters come first; or print only one kind. */
      only: Type.Optional(OneOf(['registered', 'ordinary'])),
      cover: Type.Optional(OneOf(['yes', 'no'])),
      /** On two sides, each letter begins on a sheet of its own. */
      sides: Type.Optional(OneOf(['one', 'two'])),
    }),
    file: 'application/pdf',
    ok: Type.Null(),
  },
  'POST /letters/batches/{id}/print': {
    summary: 'Say that a batch is being printed: letters to come go to the next one',
    tag: 'Letters',
    permission: 'work',
    params: ById,
    ok: PrintBatch,
  },
  'POST /letters/batches/{id}/post': {
    summary: 'Say on which day letters of a batch were posted: all that wait, or those named',
    tag: 'Letters',
    permission: 'work',
    params: ById,
    body: Type.Object({ on: DayText, letterIds: Type.Optional(Letters.properties.letterIds) }),
    ok: Type.Object({ posted: Type.Integer(), batch: PrintBatch }),
  },
  'POST /letters/batches/{id}/unpost': {
    summary:
      'Letters were not posted after all: the last ones said to be, or those named; refused once a history is built on them',
    tag: 'Letters',
    permission: 'work',
    params: ById,
    body: Type.Object({
      reason: ReasonText,
      letterIds: Type.Optional(Letters.properties.letterIds),
    }),
    ok: Type.Object({ unposted: Type.Integer(), batch: PrintBatch }),
  },
  'POST /letters/batches/{id}/take-out': {
    summary: 'Take letters out of the pile: they do not leave, and their steps are not done',
    tag: 'Letters',
    permission: 'work',
    params: ById,
    body: Letters,
    ok: Type.Object({ takenOut: Type.Integer(), batch: PrintBatch }),
  },
  'PUT /letters/{id}/tracking': {
    summary: 'Write down the number on the slip of a registered letter',
    tag: 'Letters',
    permission: 'work',
    personalDataOf: 'customerId',
    params: ById,
    body: Type.Object({ number: Type.String({ maxLength: 40 }) }),
    ok: PrintedLetter,
  },
  'POST /letters/{id}/delivery': {
    summary:
      'Write down what became of a letter: delivered, received and signed for, refused, unclaimed, returned; or correct it',
    tag: 'Letters',
    permission: 'work',
    params: ById,
    body: Type.Object({
      /** `nothing`, in a correction only: what was written down is of another letter. */
      state: OneOf([...saidOfLetters, 'nothing'] as const),
      on: DayText,
      detail: Type.Optional(Type.String({ maxLength: 500 })),
      /** Why what was said before is wrong. Without it, what contradicts how the letter ended is refused. */
      correcting: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    }),
    ok: RegisteredLetter,
  },
  'POST /letters/{id}/proofs': {
    summary: 'Keep a proof with a letter: PDF, PNG or JPEG, twenty megabytes at most; multipart, the file in `file`',
    tag: 'Letters',
    permission: 'work',
    params: ById,
    upload: true,
    status: 201,
    /** Fields of the form beside the file. */
    body: Type.Object({ kind: Type.Optional(OneOf(proofKinds)) }),
    ok: RegisteredLetter,
  },
  'GET /letters/{id}/proofs/{proofId}': {
    summary: 'A proof that was kept with a letter, as a file',
    tag: 'Letters',
    permission: 'read',
    personalDataOf: 'list',
    params: Type.Object({ id: Id, proofId: Id }),
    file: 'application/octet-stream',
    ok: Type.Null(),
  },
  'DELETE /letters/{id}/proofs/{proofId}': {
    summary: 'Take a proof away from a letter; its name and fingerprint stay in the audit',
    tag: 'Letters',
    permission: 'work',
    params: Type.Object({ id: Id, proofId: Id }),
    ok: RegisteredLetter,
  },
  'GET /letters/{id}': {
    summary: 'One letter with everything known of it since it left',
    tag: 'Letters',
    permission: 'read',
    personalDataOf: 'customerId',
    params: ById,
    ok: RegisteredLetter,
  },
  'GET /letters/registered': {
    summary: 'Registered letters, on paper and electronic, with what is known of each',
    tag: 'Letters',
    permission: 'read',
    personalDataOf: 'customerId',
    query: Type.Object({
      limit: WindowQuery.limit,
      ...CursorQuery,
      customerId: Type.Optional(Id),
      show: Type.Optional(OneOf(['open', 'ended', 'all'])),
    }),
    ok: Type.Object({ rows: Type.Array(RegisteredLetter), nextCursor: NextCursor, total: Type.Integer() }),
  },
});
