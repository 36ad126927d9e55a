import type { Actor } from '../../../kernel/actor.ts';
import { type Database, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { lockLedger, refreshBalances, takeBackImport, tellLedgerChanged } from '../../receivables/index.ts';
import { forgetImport } from '../../customers/index.ts';
import { settleBoundariesAfterUndo } from '../fec/after-undo.ts';
import { importById, type ImportRow } from '../import-record.ts';
import { markUnlettered } from '../lettering/mark-unlettered.ts';
import { proposeLettering } from '../lettering/propose-lettering.ts';
import { refuse } from '../refusals.ts';
import { obstacleToUndo } from './obstacles.ts';

/**
 * Takes an applied import back: what it made leaves for the history, what it replaced returns, its letters are undone and those it undid
 * stand again. Refused, with the reason, once something was built on it.
 */
export async function undoImport(database: Database, tenantId: number, importId: string, by: Actor): Promise<void> {
  await database.tenant(tenantId).transaction(async (tx) => {
    const row = await importById(tx, importId);
    if (row.state !== 'applied') throw refuse('import.not-undoable');
    await lockLedger(tx, row.entityId);
    const obstacle = await obstacleToUndo(tx, row);
    if (obstacle) throw refuse(obstacle.code, obstacle.values);
    await takeBack(tx, row, by);
    await tx.run(sql`
      update intake.import set state = 'undone', undone_at = now(), undone_by = ${by.name} where tenant_id = ${tx.tenantId} and id = ${importId}
    `);
    await tellLedgerChanged(tx);
    await recordEvent(tx, {
      kind: 'intake.undone',
      actor: by,
      entityId: row.entityId,
      subjectId: importId,
      details: { file: row.fileName, created: row.created, updated: row.updated },
    });
  });
}

async function takeBack(tx: Transaction, row: ImportRow, by: Actor): Promise<void> {
  const undo = { entityId: row.entityId, importId: row.id, author: by.name };
  await takeBackImport(tx, undo);
  if (row.type === 'fec')
    await settleBoundariesAfterUndo(tx, {
      entityId: row.entityId,
      currency: row.currency,
      importId: row.id,
      actor: by,
      now: Temporal.Now.instant(),
    });
  await forgetImport(tx, row.id);
  await markUnlettered(tx, row.entityId);
  await refreshBalances(tx, { entityId: row.entityId, customers: 'all' });
  await proposeLettering(tx, { entityId: row.entityId, importId: null });
}
