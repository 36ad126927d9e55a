import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { ById, DayText, Id, InstantText, Nullable, OneOf } from '../schemas.ts';

// Who did what, whether the record of it is whole, and who read whose personal data.

const Text = Type.String({ maxLength: 200 });
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }));
/** Where the page before ended, as its `next` said. */
const After = Type.Optional(Type.String({ maxLength: 200 }));

const EventFilter = {
  /** One kind, such as `promises.made`. */
  kind: Type.Optional(Type.String({ maxLength: 100 })),
  /** All kinds that begin with it, such as `promises`. */
  area: Type.Optional(Type.String({ maxLength: 50, pattern: '^[a-z-]+$' })),
  /** A person or a key. */
  actorId: Type.Optional(Id),
  customerId: Type.Optional(Id),
  entityId: Type.Optional(Id),
  /** What it happened to: a promise, a scenario, a member… */
  subjectId: Type.Optional(Id),
  /** Days of the tenant, both included. */
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
  /** Words that stand in who, in the kind or in what is told; each must be found. */
  q: Type.Optional(Text),
};

/** One value that an event tells: what it was and what it became, as texts; null where there was or is none. */
export const ChangedField = Type.Object({
  field: Type.String(),
  label: Type.String(),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
});
export const AuditEvent = Type.Object({
  id: Id,
  /** Its place in the chain; null until it is sealed, seconds after it happened. */
  number: Nullable(Type.Integer()),
  sealed: Type.Boolean(),
  at: InstantText,
  kind: Type.String(),
  area: Type.String(),
  /** The kind as a sentence in the reader's language. */
  words: Type.String(),
  actor: Type.Object({ kind: OneOf(['user', 'key', 'system']), id: Nullable(Id), name: Type.String() }),
  /** From where it was asked; null for jobs and the command line. */
  origin: Nullable(Type.Object({ address: Type.String(), userAgent: Nullable(Type.String()) })),
  entity: Nullable(Type.Object({ id: Id, name: Type.String() })),
  customer: Nullable(Type.Object({ id: Id, code: Type.String(), name: Type.String() })),
  subjectId: Nullable(Id),
  changes: Type.Array(ChangedField),
  /** Its personal values were erased then. */
  erasedAt: Nullable(InstantText),
});
export type AuditEvent = Static<typeof AuditEvent>;

/** One thing wrong with the record. `words` says it in the reader's language. */
export const AuditFault = Type.Object({
  kind: Type.String(),
  words: Type.String(),
  number: Nullable(Type.Integer()),
  batch: Nullable(Type.Integer()),
  eventId: Nullable(Id),
  eventKind: Nullable(Type.String()),
  at: Nullable(InstantText),
});
export type AuditFault = Static<typeof AuditFault>;

export const AuditVerification = Type.Object({
  ok: Type.Boolean(),
  checkedAt: InstantText,
  /** Sealed events looked at, and how many of them were erased. */
  events: Type.Integer(),
  erased: Type.Integer(),
  batches: Type.Integer(),
  /** The end of the chain: noted outside Quitus and given later as `head`, it proves that nothing before it was cut off or made anew. */
  head: Nullable(Type.String()),
  /** How many faults there are; `faults` names the first of them. */
  faultCount: Type.Integer(),
  faults: Type.Array(AuditFault),
});
export type AuditVerification = Static<typeof AuditVerification>;

export const PersonalRead = Type.Object({
  day: DayText,
  kind: OneOf(['customer', 'list']),
  reader: Type.Object({ kind: OneOf(['person', 'key']), id: Id, name: Type.String() }),
  /** Null for a list, which shows many. */
  customer: Nullable(Type.Object({ id: Id, code: Type.String(), name: Type.String() })),
  /** What was opened, in the reader's language. */
  what: Type.Array(Type.String()),
  firstAt: InstantText,
  lastAt: InstantText,
  times: Type.Integer(),
});
export type PersonalRead = Static<typeof PersonalRead>;

export const auditRoutes = routes({
  'GET /audit/events': {
    summary: 'Who did what, newest first',
    tag: 'Audit',
    permission: 'audit',
    query: Type.Object({ ...EventFilter, limit: Limit, after: After }),
    ok: Type.Object({ events: Type.Array(AuditEvent), next: Nullable(Type.String()) }),
  },
  'GET /audit/events/{id}': {
    summary: 'One event, with its seal and all it tells',
    tag: 'Audit',
    permission: 'audit',
    params: ById,
    ok: Type.Intersect([
      AuditEvent,
      Type.Object({
        /** As recorded. */
        details: Type.Record(Type.String(), Type.Unknown()),
        seal: Nullable(Type.Object({ batch: Type.Integer(), sealedAt: InstantText, digest: Type.String() })),
      }),
    ]),
  },
  'GET /audit/kinds': {
    summary: 'What can happen: each kind of event, for a filter',
    tag: 'Audit',
    permission: 'audit',
    ok: Type.Object({ kinds: Type.Array(Type.Object({ kind: Type.String(), area: Type.String(), words: Type.String() })) }),
  },
  'GET /audit/export': {
    summary: 'The events of a filter as a file, oldest first; the export is itself an event',
    tag: 'Audit',
    permission: 'audit',
    query: Type.Object({ ...EventFilter, format: Type.Optional(OneOf(['csv', 'ndjson'])) }),
    file: 'text/csv',
    ok: Type.Null(),
  },
  'GET /audit/verification': {
    summary: 'Whether the record is whole: every event, seal and batch is recomputed',
    tag: 'Audit',
    permission: 'audit',
    query: Type.Object({
      /** An end of the chain noted earlier: it must still stand in it. */
      head: Type.Optional(Type.String({ maxLength: 120, pattern: '^\\d{1,18}:[0-9a-f]{64}$' })),
    }),
    ok: AuditVerification,
  },
  'GET /audit/personal-reads': {
    summary: 'Who read whose personal data, the latest first',
    tag: 'Audit',
    permission: 'audit',
    query: Type.Object({
      customerId: Type.Optional(Id),
      /** Who read: a person or a key. */
      personId: Type.Optional(Id),
      from: Type.Optional(DayText),
      to: Type.Optional(DayText),
      limit: Limit,
      after: After,
    }),
    ok: Type.Object({ rows: Type.Array(PersonalRead), next: Nullable(Type.String()) }),
  },
});
