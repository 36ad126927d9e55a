import { sql, type Transaction } from '../../../platform/database/index.ts';
import { markChanges, mergeItems, openItemLoad, reverseOutdated } from '../../receivables/index.ts';
import type { BooksContext } from './fec-context.ts';
import { settleBoundaries } from './settle-boundaries.ts';

/** After an FEC was undone: its opening lines are forgotten, the other years begin with what their own say again. */
export async function settleBoundariesAfterUndo(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    delete from intake.opening_line where tenant_id = ${tx.tenantId} and entity_id = ${context.entityId} and import_id = ${context.importId}
  `);
  await tx.run(sql`
    update intake.opening_line as opening set item_id = null
    where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId}
      and not exists (select from receivables.item where item.tenant_id = opening.tenant_id and item.id = opening.item_id)
  `);
  await openItemLoad(tx);
  await settleBoundaries(tx, context, undefined);
  await markChanges(tx);
  await reverseOutdated(tx, context.importId, context.actor);
  await mergeItems(tx, { entityId: context.entityId, importId: context.importId, author: context.actor.name });
}
