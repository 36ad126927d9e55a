import { type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { importById, type ImportType } from './import-record.ts';

/** What `quitus import` prints. `held`: a stock file waits for `--confirm`, nothing of it was applied. */
export type ImportResult = {
  readonly import: string;
  readonly type: ImportType;
  readonly state: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly settled: number;
  readonly rejected: readonly { readonly line: number; readonly column: string; readonly reason: string }[];
  readonly rejectedCount: number;
  readonly warnings: readonly { readonly line: number; readonly column: string; readonly reason: string }[];
  /** Of the entity's currency when the file has it, else of the largest total. */
  readonly control: { readonly file: string; readonly taken: string; readonly rejected: string; readonly currency: string };
  readonly controls: readonly {
    readonly file: string;
    readonly taken: string;
    readonly rejected: string;
    readonly currency: string;
  }[];
  readonly held: boolean;
  readonly heldReason: string | null;
  readonly heldFigures: readonly Readonly<Record<string, string | number>>[];
  readonly sameAs: { readonly id: string; readonly createdAt: string } | null;
  readonly notes: readonly string[];
};

// A screenful of a hundred pages: the rest is in the import, downloadable.
const longestPrintedList = 50_000;

/** A rejected value and its line as a sentence in the reader's language. */
export function reasonOf(language: Language, code: string, value: string): string {
  const reasons: Readonly<Record<string, string | ((value: string) => string)>> = textsIn(language).imports.reasons;
  const sentence = reasons[code];
  if (sentence === undefined) return code;
  return typeof sentence === 'string' ? sentence : sentence(value);
}

/** The notes of an import as sentences, in order of weight; a count of zero says nothing. */
export function notesOf(
  language: Language,
  notes: Readonly<Record<string, number>>,
): { code: string; sentence: string; count: number }[] {
  const sentences: Readonly<Record<string, (count: number) => string>> = textsIn(language).imports.notes;
  return Object.entries(sentences).flatMap(([code, sentence]) => {
    const count = notes[code] ?? 0;
    return count > 0 ? [{ code, sentence: sentence(count), count }] : [];
  });
}

function largest<C extends { readonly file: string }>(controls: readonly C[]): C | undefined {
  // Decimal strings of different currencies: only which is the bigger number matters, to pick one to print.
  return controls.toSorted((left, right) => Math.abs(Number(right.file)) - Math.abs(Number(left.file)))[0];
}

/** What became of an import, as the command line and scripts read it. */
export async function importResult(db: Queryable, importId: string, language: Language): Promise<ImportResult> {
  const row = await importById(db, importId);
  const issues = await db.rows<{ line: number; column: string; value: string; code: string; severity: 'error' | 'warning' }>(sql`
    select line::int as line, field as column, value, code, severity from intake.rejected_line
    where import_id = ${importId}
    order by severity, line, position
    limit ${longestPrintedList}
  `);
  const listed = (severity: 'error' | 'warning') =>
    issues
      .filter((issue) => issue.severity === severity)
      .map((issue) => ({ line: issue.line, column: issue.column, reason: reasonOf(language, issue.code, issue.value) }));
  const controls = row.control.map((one) => ({
    file: toDecimal(BigInt(one.file), one.currency),
    taken: toDecimal(BigInt(one.taken), one.currency),
    rejected: toDecimal(BigInt(one.rejected), one.currency),
    currency: one.currency,
  }));
  const nothing = toDecimal(0n, row.currency);
  return {
    import: row.id,
    type: row.type,
    state: row.state,
    read: row.read,
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    settled: row.settled,
    rejected: listed('error'),
    rejectedCount: row.rejected,
    warnings: listed('warning'),
    control: controls.find((one) => one.currency === row.currency) ??
      largest(controls) ?? { file: nothing, taken: nothing, rejected: nothing, currency: row.currency },
    controls,
    held: row.state === 'held',
    heldReason: row.heldReason,
    heldFigures: (row.heldFigures ?? []).map((one) => ({
      currency: one.currency,
      openBefore: toDecimal(BigInt(one.before), one.currency),
      openAfter: toDecimal(BigInt(one.after), one.currency),
      settledAmount: toDecimal(BigInt(one.settled), one.currency),
      settledItems: one.items,
    })),
    sameAs: row.summary.sameAs ?? null,
    notes: notesOf(language, row.summary.notes ?? {}).map((note) => note.sentence),
  };
}
