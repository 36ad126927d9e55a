import type { Context, Upload } from '../../platform/http/index.ts';
import { sql } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { receiveFile } from './import-file.ts';
import { importModes, importTypes } from './import-record.ts';
import { refuse } from './refusals.ts';
import { storeFile } from './stored-file.ts';
import { runImport } from './run-import.ts';

// What a person can wait for with the page open; beyond it a worker reads and the screen shows how far.
const readAtOnceBytes = 4 * 1024 * 1024;

/** Takes an uploaded file: small ones are read at once, large ones by a worker, tables whose columns are not clear wait for a mapping. */
export async function receiveUpload(upload: Upload, context: Context): Promise<string> {
  // Stored first: the fields that stand behind the file in the form are known only then.
  const file = await storeFile(context.db, { name: upload.name, source: upload.stream });
  const { fields } = upload;
  const type = importTypes.find((one) => one === fields['type']);
  if (fields['type'] && !type) throw refuse('import.type-unknown', { type: fields['type'] });
  const { importId, complete, columns, bytes } = await receiveFile(context.db, {
    name: upload.name,
    documentId: file.documentId,
    type,
    mode: importModes.find((one) => one === fields['mode']),
    mapping: fields['mapping'] || undefined,
    entity: fields['entityId'] || undefined,
    dryRun: fields['dryRun'] === 'true',
    actor: context.actor,
    now: context.now(),
    language: context.language,
  });
  const wantsReview = fields['review'] === 'true' && columns;
  if (!complete || wantsReview) await context.db.run(sql`update intake.import set state = 'mapping' where id = ${importId}`);
  else await readNowOrLater(context, importId, bytes, fields['confirm'] === 'true');
  return importId;
}

/** Reads a recorded import at once when it is small, else leaves it to a worker. */
export async function readNowOrLater(context: Context, importId: string, bytes: number, confirm: boolean): Promise<void> {
  if (bytes <= readAtOnceBytes) {
    await runImport(context.database, context.tenantId, { importId, actor: context.actor, now: context.now(), confirm });
    return;
  }
  await context.db.transaction(async (tx) => {
    await tx.run(sql`
      update intake.import set state = 'reading', started_at = now(), progress_bytes = 0, options = options || ${JSON.stringify({ confirm })}::jsonb
      where id = ${importId}
    `);
    await enqueue(tx, 'intake.read', importId);
  });
}
