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
} from '../schemas.ts';

export const importTypes = ['fec', 'items', 'cleared-items', 'customers', 'contacts', 'sales'] as const;
export const importStates = [
  'uploaded',
  'mapping',
  'reading',
  'previewed',
  'held',
  'applied',
  'refused',
  'failed',
  'undone',
  'discarded',
] as const;
export const importActions = ['map', 'apply', 'confirm', 'discard', 'undo'] as const;
export const journalNatures = ['sales', 'bank', 'opening', 'purchases', 'miscellaneous'] as const;

export const ImportType = OneOf(importTypes);
export const ImportMode = OneOf(['stock', 'delta']);

/** Sum of the file = sum taken + sum rejected, to the cent, per currency. */
export const ControlTotal = Type.Object({
  currency: CurrencyCode,
  file: AmountText,
  taken: AmountText,
  rejected: AmountText,
});

/** Which column of the file is which field; a field without column takes its constant. */
export const ColumnMapping = Type.Object({
  columns: Type.Record(Type.String(), Type.String()),
  constants: Type.Optional(Type.Record(Type.String(), Type.String())),
  decimalMark: Type.Optional(OneOf([',', '.'])),
  dayOrder: Type.Optional(OneOf(['dmy', 'mdy', 'ymd'])),
  /** A stock file: what an item gone from it becomes. */
  gone: Type.Optional(OneOf(['settled', 'to-check'])),
});
export type ColumnMapping = Static<typeof ColumnMapping>;

export const ImportView = Type.Object({
  id: Id,
  entityId: Id,
  entity: Type.String(),
  fileName: Type.String(),
  fileBytes: Type.Integer(),
  type: ImportType,
  mode: ImportMode,
  state: OneOf(importStates),
  dryRun: Type.Boolean(),
  mappingName: Nullable(Type.String()),
  mapping: Nullable(ColumnMapping),
  author: Type.String(),
  createdAt: InstantText,
  startedAt: Nullable(InstantText),
  finishedAt: Nullable(InstantText),
  undoneAt: Nullable(InstantText),
  undoneBy: Nullable(Type.String()),
  /** 0 to 1, by bytes of the file read. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  counts: Type.Object({
    read: Type.Integer(),
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer(),
    rejected: Type.Integer(),
    warnings: Type.Integer(),
    settled: Type.Integer(),
    allocations: Type.Integer(),
    customers: Type.Integer(),
  }),
  controls: Type.Array(ControlTotal),
  /** The earlier import of the very same file, if there is one. */
  sameAs: Nullable(Type.Object({ id: Id, createdAt: InstantText })),
  /** Why it waits for a yes, and the figures to judge by. */
  held: Nullable(
    Type.Object({
      reason: OneOf(['settles-too-much', 'total-changes-too-much']),
      sentence: Type.String(),
      figures: Type.Array(
        Type.Object({
          currency: CurrencyCode,
          openBefore: AmountText,
          openAfter: AmountText,
          settledAmount: AmountText,
          settledItems: Type.Integer(),
        }),
      ),
    }),
  ),
  /** Why the file was refused whole, or what failed. */
  failure: Nullable(Type.String()),
  /** What a person should know of this import, as sentences in order of weight. `count` opens `quality` when it names a check. */
  notes: Type.Array(
    Type.Object({ code: Type.String(), sentence: Type.String(), count: Type.Integer(), quality: Nullable(Type.String()) }),
  ),
  allowedActions: Type.Array(OneOf(importActions)),
  /** Why undo is not offered, when something was built on this import. */
  undoRefusal: Nullable(Type.String()),
});
export type ImportView = Static<typeof ImportView>;

export const RejectedLine = Type.Object({
  line: Type.Integer(),
  column: Type.String(),
  value: Type.String(),
  code: Type.String(),
  reason: Type.String(),
  severity: OneOf(['error', 'warning']),
  raw: Type.String(),
});

export const ImportField = Type.Object({
  name: Type.String(),
  label: Type.String(),
  help: Type.String(),
  required: Type.Boolean(),
  kind: OneOf(['text', 'amount', 'day', 'month', 'integer', 'currency', 'choice', 'email', 'phone']),
});

export const MappingPreview = Type.Object({
  type: ImportType,
  /** How sure the guess is; below 0.6 a person should look. */
  confidence: Type.Number(),
  columns: Type.Array(
    Type.Object({
      name: Type.String(),
      samples: Type.Array(Type.String()),
      field: Nullable(Type.String()),
      confidence: Type.Number(),
      /** Each sample as this mapping reads it (ISO day, decimal amount, text), or why it cannot; empty for a column left out. */
      readings: Type.Array(Type.Object({ value: Nullable(Type.String()), reason: Nullable(Type.String()) })),
    }),
  ),
  fields: Type.Array(ImportField),
  missing: Type.Array(Type.String()),
  mapping: ColumnMapping,
  mappingName: Nullable(Type.String()),
  separator: Nullable(Type.String()),
  encoding: Nullable(Type.String()),
});

export const Journal = Type.Object({
  entityId: Id,
  code: Type.String(),
  label: Type.String(),
  nature: OneOf(journalNatures),
  confirmed: Type.Boolean(),
  evidence: Type.String(),
});

const ItemBrief = Type.Object({
  id: Id,
  number: Type.String(),
  kind: Type.String(),
  issueOn: DayText,
  dueOn: Nullable(DayText),
  amount: AmountText,
  open: AmountText,
  label: Type.String(),
});

export const LetteringProposal = Type.Object({
  id: Id,
  credit: ItemBrief,
  debit: ItemBrief,
  amount: AmountText,
  currency: CurrencyCode,
  strategy: OneOf(['number', 'exact-amount', 'sum', 'oldest-first']),
  confidence: Type.Number(),
  reason: Type.String(),
});

const CashBlocked = Type.Object({ currency: CurrencyCode, overdue: AmountText });

export const QualityCheck = Type.Object({
  code: Type.String(),
  title: Type.String(),
  explanation: Type.String(),
  /** What repairs it: a field to fill, proposals to accept, an item to look at, terms to accept. */
  repair: OneOf(['customer', 'contact', 'item', 'lettering', 'terms', 'merge', 'none']),
  /** The field of PATCH /customers/{id} that repairs it in place. */
  field: Nullable(Type.String()),
  severity: OneOf(['blocking', 'important', 'minor']),
  count: Type.Integer(),
  customers: Type.Integer(),
  blocks: Type.Array(CashBlocked),
});

export const QualityRow = Type.Object({
  customerId: Id,
  code: Type.String(),
  name: Type.String(),
  entityId: Id,
  itemId: Nullable(Id),
  number: Nullable(Type.String()),
  /** What is wrong, with its value, in words. */
  detail: Type.String(),
  value: Nullable(Type.String()),
  /** The other account of a pair of duplicates. */
  otherCustomerId: Nullable(Id),
  otherName: Nullable(Type.String()),
  currency: CurrencyCode,
  overdue: AmountText,
  open: AmountText,
});

export const QualityCustomer = Type.Object({
  customerId: Id,
  code: Type.String(),
  name: Type.String(),
  /** 0 to 100. */
  score: Type.Integer(),
  problems: Type.Array(Type.Object({ code: Type.String(), title: Type.String() })),
  currency: CurrencyCode,
  overdue: AmountText,
  open: AmountText,
});

const GridQuery = {
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
};
const ByCode = Type.Object({ code: Type.String() });

export const intakeRoutes = routes({
  'POST /imports': {
    summary: 'Bring in a file: FEC, items, cleared items, customers, contacts or sales; multipart, the file in `file`',
    tag: 'Imports',
    permission: 'import',
    status: 201,
    upload: true,
    /** Fields of the form beside the file. */
    body: Type.Object({
      entityId: Type.Optional(Id),
      type: Type.Optional(ImportType),
      mode: Type.Optional(ImportMode),
      /** The name of a saved mapping, or a mapping as JSON text. */
      mapping: Type.Optional(Type.String({ maxLength: 20000 })),
      dryRun: Type.Optional(OneOf(['true', 'false'])),
      confirm: Type.Optional(OneOf(['true', 'false'])),
      /** `true` stops a table before reading, in state `mapping`, so that its columns are shown first. */
      review: Type.Optional(OneOf(['true', 'false'])),
    }),
    ok: ImportView,
  },
  'GET /imports': {
    summary: 'Imports, newest first',
    tag: 'Imports',
    permission: 'read',
    query: Type.Object({
      ...GridQuery,
      ...CursorQuery,
      entityId: Type.Optional(Id),
      type: Type.Optional(ImportType),
      state: Type.Optional(OneOf(importStates)),
    }),
    ok: Type.Object({ rows: Type.Array(ImportView), nextCursor: NextCursor, total: Type.Integer() }),
  },
  'GET /imports/{id}': { summary: 'One import', tag: 'Imports', permission: 'read', params: ById, ok: ImportView },
  'GET /imports/{id}/preview': {
    summary: 'The columns of a table, what each is guessed to be, and the first values',
    tag: 'Imports',
    permission: 'read',
    params: ById,
    query: Type.Object({
      type: Type.Optional(ImportType),
      /** The mapping to try, as JSON text; without it the one of the import, else a guess. */
      mapping: Type.Optional(Type.String({ maxLength: 20000 })),
    }),
    ok: MappingPreview,
  },
  'POST /imports/{id}/read': {
    summary: 'Read the file with this mapping (state `mapping`), or read it again after a preview, for good',
    tag: 'Imports',
    permission: 'import',
    params: ById,
    body: Type.Object({
      type: Type.Optional(ImportType),
      mode: Type.Optional(ImportMode),
      mapping: Type.Optional(ColumnMapping),
      /** Keeps the mapping under this name; files with the same columns find it by themselves. */
      saveAs: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      dryRun: Type.Optional(Type.Boolean()),
    }),
    ok: ImportView,
  },
  'POST /imports/{id}/confirm': {
    summary: 'Apply a held import all the same',
    tag: 'Imports',
    permission: 'import',
    params: ById,
    ok: ImportView,
  },
  'POST /imports/{id}/discard': {
    summary: 'Give up an import that was not applied',
    tag: 'Imports',
    permission: 'import',
    params: ById,
    ok: ImportView,
  },
  'POST /imports/{id}/undo': {
    summary: 'Take an applied import back, as long as nothing was built on it',
    tag: 'Imports',
    permission: 'import',
    params: ById,
    ok: ImportView,
  },
  'GET /imports/{id}/rejected-lines': {
    summary: 'Lines that were not taken, or taken with a warning',
    tag: 'Imports',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    query: Type.Object({ ...GridQuery, severity: Type.Optional(OneOf(['error', 'warning'])) }),
    ok: Type.Object({ rows: Type.Array(RejectedLine), total: Type.Integer() }),
  },
  'GET /imports/{id}/rejected-lines.csv': {
    summary: 'The rejected lines as they came with their reason, to correct and bring in again',
    tag: 'Imports',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    file: 'text/csv',
    ok: Type.Unknown(),
  },
  'GET /imports/{id}/file': {
    summary: 'The file as it came',
    tag: 'Imports',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    file: 'application/octet-stream',
    ok: Type.Unknown(),
  },
  'GET /import-fields': {
    summary: 'What a column of each kind of file can be',
    tag: 'Imports',
    permission: 'read',
    query: Type.Object({ type: ImportType }),
    ok: Type.Object({ fields: Type.Array(ImportField) }),
  },
  'GET /import-mappings': {
    summary: 'Saved mappings',
    tag: 'Imports',
    permission: 'read',
    ok: Type.Object({
      mappings: Type.Array(
        Type.Object({ name: Type.String(), type: ImportType, mapping: ColumnMapping, lastUsedAt: InstantText }),
      ),
    }),
  },
  'DELETE /import-mappings/{name}': {
    summary: 'Forget a saved mapping',
    tag: 'Imports',
    permission: 'import',
    params: Type.Object({ name: Type.String() }),
    status: 204,
    ok: Type.Null(),
  },
  'GET /journals': {
    summary: 'Journals met in FECs, what each is taken for and why',
    tag: 'Imports',
    permission: 'read',
    query: Type.Object({ entityId: Type.Optional(Id) }),
    ok: Type.Object({ journals: Type.Array(Journal) }),
  },
  'PUT /journals/{code}': {
    summary: 'Confirm or correct what a journal is; the next import follows it',
    tag: 'Imports',
    permission: 'import',
    params: ByCode,
    body: Type.Object({ entityId: Id, nature: OneOf(journalNatures) }),
    ok: Journal,
  },
  'GET /lettering-proposals': {
    summary: 'Which payment would close which invoice, customers with most at stake first',
    tag: 'Imports',
    permission: 'read',
    query: Type.Object({
      ...GridQuery,
      customerId: Type.Optional(Id),
      minimumConfidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    }),
    ok: Type.Object({
      rows: Type.Array(
        Type.Object({
          customerId: Id,
          code: Type.String(),
          name: Type.String(),
          currency: CurrencyCode,
          /** Open debits and credits today, and what would stay open of each. */
          openDebits: AmountText,
          openCredits: AmountText,
          remainingDebits: AmountText,
          remainingCredits: AmountText,
          proposals: Type.Array(LetteringProposal),
        }),
      ),
      total: Type.Integer(),
      proposals: Type.Integer(),
    }),
  },
  'POST /lettering-proposals/decisions': {
    summary: 'Accept or refuse proposals: by id, of a customer, or all above a confidence',
    tag: 'Imports',
    permission: 'work',
    body: Type.Object({
      decision: OneOf(['accept', 'refuse']),
      ids: Type.Optional(Type.Array(Id, { maxItems: 10000 })),
      customerId: Type.Optional(Id),
      minimumConfidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    }),
    ok: Type.Object({ accepted: Type.Integer(), refused: Type.Integer(), outdated: Type.Integer() }),
  },
  'GET /quality': {
    summary: 'The data-quality cockpit: each check, how many lines fail it, and the overdue it blocks',
    tag: 'Quality',
    permission: 'read',
    query: Type.Object({ entityId: Type.Optional(Id) }),
    ok: Type.Object({
      asOf: DayText,
      /** 0 to 100, weighted by the overdue of each customer. */
      score: Type.Integer(),
      customers: Type.Integer(),
      checks: Type.Array(QualityCheck),
      controls: Type.Array(
        Type.Object({
          entityId: Id,
          entity: Type.String(),
          currency: CurrencyCode,
          ledger: AmountText,
          control: AmountText,
          difference: AmountText,
          importId: Nullable(Id),
        }),
      ),
    }),
  },
  'GET /quality/checks/{code}': {
    summary: 'The lines that fail one check, those that block most cash first',
    tag: 'Quality',
    permission: 'read',
    params: ByCode,
    query: Type.Object({ ...GridQuery, entityId: Type.Optional(Id) }),
    ok: Type.Object({ rows: Type.Array(QualityRow), total: Type.Integer() }),
  },
  'GET /quality/customers': {
    summary: 'Customers by the cash their data blocks, with a score and what is missing',
    tag: 'Quality',
    permission: 'read',
    query: Type.Object({ ...GridQuery, entityId: Type.Optional(Id), customerId: Type.Optional(Id) }),
    ok: Type.Object({ rows: Type.Array(QualityCustomer), total: Type.Integer() }),
  },
  'POST /quality/emails': {
    summary: 'Give customers their e-mail, many at once; each line answers for itself',
    tag: 'Quality',
    permission: 'work',
    body: Type.Object({
      emails: Type.Array(
        Type.Object({
          customerId: Id,
          email: Type.String({ maxLength: 320 }),
          name: Type.Optional(Type.String({ maxLength: 200 })),
        }),
        { maxItems: 1000 },
      ),
    }),
    ok: Type.Object({
      taken: Type.Integer(),
      refused: Type.Array(Type.Object({ customerId: Id, email: Type.String(), reason: Type.String() })),
    }),
  },
  'GET /first-hour': {
    summary: 'The customers that make 80 % of the overdue (20 at most), with or without an e-mail',
    tag: 'Quality',
    permission: 'read',
    query: Type.Object({ entityId: Type.Optional(Id) }),
    ok: Type.Object({
      currency: CurrencyCode,
      overdue: AmountText,
      /** Share of the overdue these customers make, 0 to 1. */
      share: Type.Number(),
      /** Share of the overdue that can be written to today. */
      reachable: Type.Number(),
      customers: Type.Array(
        Type.Object({
          customerId: Id,
          code: Type.String(),
          name: Type.String(),
          overdue: AmountText,
          share: Type.Number(),
          email: Nullable(Type.String()),
        }),
      ),
    }),
  },
});
