import { readTable, type TableKind } from '@quitus/formats';
import { jsonb, sql } from '../../platform/database/index.ts';
import type { Context } from '../../platform/http/index.ts';
import { fileOf, importById } from './import-record.ts';
import { refuse } from './refusals.ts';
import { readNowOrLater } from './receive-upload.ts';
import { readStoredFile } from './stored-file.ts';
import { checkMapping, saveMapping } from './tables/mapping.ts';

export type ReadAgain = {
  readonly type?: TableKind | 'fec' | undefined;
  readonly mode?: 'stock' | 'delta' | undefined;
  readonly mapping?: unknown;
  readonly saveAs?: string | undefined;
  readonly dryRun?: boolean | undefined;
};

/** Reads a stored file with the mapping a person chose, keeping it under a name when asked; or for good after a preview. */
export async function readAgain(context: Context, importId: string, wish: ReadAgain): Promise<void> {
  const { db } = context;
  const row = await importById(db, importId);
  if (!['uploaded', 'mapping', 'previewed', 'refused', 'failed', 'held'].includes(row.state)) throw refuse('import.already-over');
  const type = wish.type ?? row.type;
  const mapping = wish.mapping === undefined || type === 'fec' ? row.mapping : checkMapping(wish.mapping, type);
  if (wish.saveAs !== undefined && mapping && type !== 'fec') {
    const reading = await readTable(readStoredFile(db, fileOf(row)), { name: row.fileName });
    if (!reading.ok) throw refuse('import.not-readable-again');
    await reading.table.rows().return(undefined);
    await saveMapping(db, { name: wish.saveAs, type, columns: reading.table.columns, mapping });
  }
  await db.run(sql`
    update intake.import set type = ${type}, mode = ${wish.mode ?? row.mode}, mapping = ${mapping ? jsonb(mapping) : null},
      mapping_name = ${wish.saveAs ?? row.mappingName}, options = ${jsonb({ ...row.options, dryRun: wish.dryRun ?? false })}
    where id = ${importId}
  `);
  await readNowOrLater(context, importId, Number(row.fileBytes), false);
}
