import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { JournalClass } from './journal-nature.ts';

/** Keeps what the journals of a file are taken for; what a person confirmed stays. Fills `fec_journal` with what holds. */
export async function storeJournals(tx: Transaction, entityId: string, journals: readonly JournalClass[]): Promise<void> {
  await tx.run(sql`
    insert into intake.journal as kept (tenant_id, entity_id, code, label, nature, evidence)
    select ${tx.tenantId}, ${entityId}, code, label, nature, evidence
    from jsonb_to_recordset(${JSON.stringify(journals)}::jsonb) as journal (code text, label text, nature text, evidence text)
    on conflict (tenant_id, entity_id, code) do update set label = excluded.label, nature = excluded.nature, evidence = excluded.evidence
    where not kept.confirmed and (kept.label, kept.nature, kept.evidence) is distinct from (excluded.label, excluded.nature, excluded.evidence)
  `);
  await tx.run(sql`
    create temporary table fec_journal on commit drop as
    select code, nature from intake.journal where journal.tenant_id = ${tx.tenantId} and journal.entity_id = ${entityId}
  `);
}
