import { decodeLines } from '@quitus/formats';
import type { Language } from '@quitus/texts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { ImportRow } from '../import-record.ts';
import { reasonOf } from '../import-result.ts';
import { readStoredFile } from '../stored-file.ts';

type Fault = { line: number; field: string; value: string; code: string };

/** Every refused line of a bulk call as it was sent, with its reasons, one JSON object a line. Both lists are read once, side by side. */
export async function* rejectedNdjson(db: TenantDatabase, row: ImportRow, language: Language): AsyncGenerator<string> {
  const faults = faultsInOrder(db, row.id);
  let next = await faults.next();
  for await (const lines of decodeLines(readStoredFile(db, row.documentId ?? ''), { encoding: 'utf-8' })) {
    let text = '';
    for (const { number, text: sent } of lines) {
      const reasons = [];
      for (; !next.done && next.value.line <= number; next = await faults.next()) {
        const { field, code, value } = next.value;
        reasons.push({ field, code, reason: reasonOf(language, code, value) });
      }
      if (reasons.length > 0) text += `${JSON.stringify({ line: number, reasons, sent })}\n`;
    }
    if (text !== '') yield text;
    if (next.done) return;
  }
}

async function* faultsInOrder(db: TenantDatabase, importId: string): AsyncGenerator<Fault> {
  const batches = db.stream<Fault>(sql`
    select line::int as line, field, value, code
    from intake.rejected_line
    where tenant_id = ${db.tenantId} and import_id = ${importId} and severity = 'error'
    order by line, position
  `);
  for await (const batch of batches) yield* batch;
}
