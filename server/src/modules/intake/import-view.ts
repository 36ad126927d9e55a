import type { intakeRoutes, Output } from '@quitus/contract';
import { formatInstant, formatPercent, type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../kernel/money.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { sentenceOf } from '../../platform/http/index.ts';
import { notesOf } from './import-result.ts';
import type { ImportRow, ImportState } from './import-record.ts';
import { obstacleToUndo } from './undo/obstacles.ts';

type ImportView = Output<(typeof intakeRoutes)['GET /imports/{id}']>;
type Action = ImportView['allowedActions'][number];

// Every state and what a person may do in it.
const actions: Record<ImportState, readonly Action[]> = {
  uploaded: ['map', 'discard'],
  mapping: ['map', 'discard'],
  reading: [],
  previewed: ['apply', 'map', 'discard'],
  held: ['confirm', 'map', 'discard'],
  applied: ['undo'],
  refused: ['map'],
  failed: ['apply', 'discard'],
  undone: [],
  discarded: [],
};

// Which check of the data-quality cockpit shows the lines behind a note.
const checkBehind: Readonly<Record<string, string>> = {
  'due-inferred': 'due-inferred',
  'opening-without-detail': 'opening-without-detail',
  'catch-all': 'catch-all',
  'unlettered-customers': 'unlettered',
  proposals: 'credits-unallocated',
};

/** One import as its screen shows it. Whether it can be undone is asked only when `whole` is. */
export async function importView(db: Queryable, row: ImportRow, language: Language, whole: boolean): Promise<ImportView> {
  const obstacle = whole && row.state === 'applied' ? await obstacleToUndo(db, row) : undefined;
  const allowed = actions[row.state].filter(
    (action) => !(action === 'undo' && obstacle) && !(action === 'map' && row.type === 'fec'),
  );
  const words = textsIn(language).imports;
  const notes = notesOf(language, row.summary.notes ?? {}).map((note) => ({ ...note, quality: checkBehind[note.code] ?? null }));
  const same = row.summary.sameAs;
  return {
    id: row.id,
    entityId: row.entityId,
    entity: row.entity,
    fileName: row.fileName,
    fileBytes: Number(row.fileBytes),
    type: row.type,
    mode: row.mode,
    state: row.state,
    dryRun: row.options.dryRun,
    mappingName: row.mappingName,
    mapping: row.mapping && mappingView(row.mapping),
    author: row.author,
    createdAt: row.createdAt.toString(),
    startedAt: row.startedAt?.toString() ?? null,
    finishedAt: row.finishedAt?.toString() ?? null,
    undoneAt: row.undoneAt?.toString() ?? null,
    undoneBy: row.undoneBy,
    progress: row.fileBytes === 0n ? 1 : Math.min(1, Number(row.progressBytes) / Number(row.fileBytes)),
    counts: {
      read: row.read,
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      rejected: row.rejected,
      warnings: row.summary.warnings ?? 0,
      settled: row.settled,
      allocations: row.allocations,
      customers: row.summary.customers ?? 0,
    },
    controls: row.control.map((one) => ({
      currency: one.currency,
      file: toDecimal(BigInt(one.file), one.currency),
      taken: toDecimal(BigInt(one.taken), one.currency),
      rejected: toDecimal(BigInt(one.rejected), one.currency),
    })),
    sameAs: same ?? null,
    held: heldView(row, language),
    failure: failureOf(row, language),
    notes: same
      ? [
          {
            code: 'same-file',
            sentence: words.sameFile(formatInstant(language, same.createdAt, 'Europe/Paris')),
            count: 1,
            quality: null,
          },
          ...notes,
        ]
      : notes,
    allowedActions: [...allowed],
    undoRefusal: obstacle ? sentenceOf(language, obstacle.code, obstacle.values) : null,
  };
}

/** A mapping as the wire has it: no undefined in it. */
export function mappingView(mapping: NonNullable<ImportRow['mapping']>): NonNullable<ImportView['mapping']> {
  return {
    columns: { ...mapping.columns },
    ...(mapping.constants ? { constants: { ...mapping.constants } } : {}),
    ...(mapping.decimalMark ? { decimalMark: mapping.decimalMark } : {}),
    ...(mapping.dayOrder ? { dayOrder: mapping.dayOrder } : {}),
    ...(mapping.gone ? { gone: mapping.gone } : {}),
  };
}

function heldView(row: ImportRow, language: Language): ImportView['held'] {
  if (row.state !== 'held' || !row.heldReason) return null;
  const figures = row.heldFigures ?? [];
  // A share for the sentence only; the amounts beside it are exact.
  const share = Math.max(0, ...figures.map((one) => Number(one.settled) / Math.max(1, Math.abs(Number(one.before)))));
  return {
    reason: row.heldReason,
    sentence: textsIn(language).imports.held[row.heldReason](formatPercent(language, Math.min(share, 1))),
    figures: figures.map((one) => ({
      currency: one.currency,
      openBefore: toDecimal(BigInt(one.before), one.currency),
      openAfter: toDecimal(BigInt(one.after), one.currency),
      settledAmount: toDecimal(BigInt(one.settled), one.currency),
      settledItems: one.items,
    })),
  };
}

function failureOf(row: ImportRow, language: Language): string | null {
  if (row.failure === null) return null;
  const { failure } = textsIn(language).imports;
  return row.failure === 'interrupted' ? failure.interrupted : failure.fault;
}
