import type { Actor } from '../../kernel/actor.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Database, sql, type TenantDatabase, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { ensureDefaultTerms } from './default-terms.ts';
import { importFec } from './fec/import-fec.ts';
import type { ImportOutcome } from './import-outcome.ts';
import { fileOf, importById, type ImportRow, type ImportSummary, recordOutcome } from './import-record.ts';
import { ledgerArrived } from '../identity/index.ts';
import { tellLedgerChanged } from '../receivables/index.ts';
import { refuse } from './refusals.ts';
import { firstIssues, keepIssues, type KeptIssue } from './rejections.ts';
import { basisOf, knownOutcome, sameFile } from './same-again.ts';
import { readStoredFile } from './stored-file.ts';
import { importTable } from './tables/import-table.ts';

export type RunOptions = {
  readonly importId: string;
  readonly actor: Actor;
  readonly now: Temporal.Instant;
  /** Applies a stock file that would otherwise wait for a person. */
  readonly confirm: boolean;
  /** The file itself, when it is at hand: else it is read from where it was stored. */
  readonly source?: (() => AsyncIterable<Uint8Array>) | undefined;
};

// Beyond this a rolled-back import keeps the first of its issues only.
const longestKeptList = 20_000;

/** Carries an outcome out of a transaction that must leave nothing behind. */
class NotKept extends Error {
  readonly outcome: ImportOutcome;
  readonly issues: KeptIssue[];
  constructor(outcome: ImportOutcome, issues: KeptIssue[]) {
    super('rolled back on purpose');
    this.outcome = outcome;
    this.issues = issues;
  }
}

/**
 * Reads a recorded import into the books: one transaction for everything it writes there, so that a crash at any moment leaves nothing.
 * A dry run, a held stock file and a file refused whole are rolled back, their figures kept.
 */
export async function runImport(database: Database, tenantId: number, options: RunOptions): Promise<void> {
  const db = database.tenant(tenantId);
  await failAbandoned(db);
  const started = await importById(db, options.importId);
  if (!['uploaded', 'mapping', 'reading', 'previewed', 'held', 'failed', 'refused'].includes(started.state))
    throw refuse('import.already-over');
  await ensureDefaultTerms(db, started.entityId, options.actor);
  await db.run(sql`
    update intake.import set state = 'reading', started_at = now(), progress_bytes = 0, failure = null where id = ${options.importId}
  `);
  await db.run(sql`delete from intake.rejected_line where import_id = ${options.importId}`);
  const sameAs = await sameFile(db, started);
  const summary: ImportSummary = sameAs ? { sameAs } : {};
  const known = await knownOutcome(db, started, sameAs);
  if (known && !(started.options.atomic && known.rejected > 0)) {
    await repeatImport(db, started, known, { ...summary, basis: await basisOf(db, started.entityId) }, options);
    return;
  }
  try {
    await db.transaction((tx) => readAndApply(tx, db, started, options, summary));
  } catch (error) {
    if (!(error instanceof NotKept)) {
      await db.run(sql`
        update intake.import set state = 'failed', failure = ${error instanceof Error ? error.message.slice(0, 500) : 'unknown'}, finished_at = now()
        where id = ${options.importId}
      `);
      throw error;
    }
    await keepNotes(db, started, error, summary);
  }
}

async function readAndApply(
  tx: Transaction,
  db: TenantDatabase,
  row: ImportRow,
  options: RunOptions,
  summary: ImportSummary,
): Promise<void> {
  // Held until the end: whoever finds it free knows that nobody is reading any more.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`intake.import ${row.id}`}, 0))`);
  await tx.run(sql`set local work_mem = '96MB'`);
  const context = { entityId: row.entityId, currency: row.currency, importId: row.id, actor: options.actor, now: options.now };
  const stored = (): AsyncIterable<Uint8Array> => readStoredFile(db, fileOf(row));
  const source = withProgress(db, row.id, (options.source ?? stored)());
  const outcome =
    row.type === 'fec'
      ? await importFec(tx, context, { name: row.fileName, source })
      : await importTable(tx, context, {
          name: row.fileName,
          source,
          type: row.type,
          mode: row.mode,
          mapping: row.mapping ?? undefined,
        });
  const broken = row.options.atomic === true && outcome.rejected > 0;
  if (broken && !row.options.dryRun)
    throw new NotKept(
      { ...outcome, refusedWhole: true, created: 0, updated: 0, unchanged: 0, customers: 0 },
      await firstIssues(tx, longestKeptList),
    );
  if (outcome.refusedWhole || (outcome.held && !options.confirm) || row.options.dryRun)
    throw new NotKept(outcome, await firstIssues(tx, longestKeptList));
  await keepIssues(tx, row.id);
  await recordOutcome(tx, row.id, 'applied', outcome, { ...summary, basis: await basisOf(tx, row.entityId) });
  await tellApplied(tx, row, outcome, options);
}

async function tellApplied(tx: Transaction, row: ImportRow, outcome: ImportOutcome, options: RunOptions): Promise<void> {
  // Names and addresses do not make the books fresh.
  if (['fec', 'items', 'cleared-items'].includes(row.type)) await ledgerArrived(tx, row.entityId, options.now);
  await tellLedgerChanged(tx);
  await recordEvent(tx, {
    kind: 'intake.applied',
    actor: options.actor,
    entityId: row.entityId,
    subjectId: row.id,
    details: {
      file: row.fileName,
      type: row.type,
      read: outcome.read,
      created: outcome.created,
      updated: outcome.updated,
      rejected: outcome.rejected,
      settled: outcome.settled,
      control: outcome.controls.map((one) => ({ currency: one.currency, taken: toDecimal(one.takenMinor, one.currency) })),
    },
  });
}

async function keepNotes(
  db: TenantDatabase,
  row: ImportRow,
  { outcome, issues }: NotKept,
  summary: ImportSummary,
): Promise<void> {
  const state = outcome.refusedWhole ? 'refused' : row.options.dryRun ? 'previewed' : 'held';
  await db.transaction(async (tx) => {
    await recordOutcome(tx, row.id, state, outcome, summary);
    await tx.run(sql`
      insert into intake.rejected_line (tenant_id, import_id, line, position, field, value, code, severity, raw)
      select ${tx.tenantId}, ${row.id}, line, row_number() over (partition by line order by severity, field, code), field, value, code, severity, raw
      from jsonb_to_recordset(${JSON.stringify(issues)}::jsonb) as issue (line bigint, field text, value text, code text, severity text, raw text)
    `);
  });
}

/** Imports whose reader died: their transaction is gone and with it all they wrote; only the record said otherwise. */
async function failAbandoned(db: TenantDatabase): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      update intake.import set state = 'failed', failure = 'interrupted', finished_at = now()
      where import.state = 'reading' and import.started_at < now() - interval '5 seconds'
        and pg_try_advisory_xact_lock(hashtextextended('intake.import ' || import.id, 0))
    `);
  });
}

/** The very same file, when nothing has changed since: its answer without reading it, its rejected lines with it. */
async function repeatImport(
  db: TenantDatabase,
  row: ImportRow,
  outcome: ImportOutcome,
  summary: ImportSummary,
  options: RunOptions,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into intake.rejected_line (tenant_id, import_id, line, position, field, value, code, parameters, severity, raw)
      select tenant_id, ${row.id}, line, position, field, value, code, parameters, severity, raw
      from intake.rejected_line
      where import_id = ${summary.sameAs?.id ?? null}::uuid
    `);
    await recordOutcome(tx, row.id, row.options.dryRun ? 'previewed' : 'applied', outcome, summary);
    if (!row.options.dryRun) await tellApplied(tx, row, outcome, options);
  });
}

/** Tells how far the file was read, from a connection of its own: the books' transaction shows nothing until it ends. */
async function* withProgress(
  db: TenantDatabase,
  importId: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let toldAt = performance.now();
  let telling: Promise<unknown> | undefined;
  for await (const chunk of source) {
    yield chunk;
    bytes += chunk.length;
    if (telling || performance.now() - toldAt < 500) continue;
    toldAt = performance.now();
    // Progress is a courtesy: reading goes on whatever becomes of it.
    telling = db
      .run(sql`update intake.import set progress_bytes = ${bytes} where id = ${importId} and state = 'reading'`)
      .catch(() => undefined)
      .finally(() => {
        telling = undefined;
      });
  }
  await telling;
}
