import type { Table } from '@quitus/formats';
import { businessDate } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { entityById, readSetting } from '../../identity/index.ts';
import {
  letterKnown,
  letterLoaded,
  lockLedger,
  markChanges,
  mergeItems,
  openItemLoad,
  refreshBalances,
  reopenInferred,
  reverseOutdated,
  settleByInference,
} from '../../receivables/index.ts';
import type { BooksContext } from '../fec/fec-context.ts';
import type { ImportOutcome } from '../import-outcome.ts';
import { markUnlettered } from '../lettering/mark-unlettered.ts';
import { proposeLettering } from '../lettering/propose-lettering.ts';
import { refreshStatistics } from '../statistics.ts';
import { addIssuesFound } from '../rejections.ts';
import { codesByExternalId, customersOfItems, itemsByExternalId } from '../upsert/external-ids.ts';
import { controlsOf } from './controls.ts';
import type { ImportMapping } from './mapping.ts';
import { readItemRows } from './read-item-rows.ts';
import { completeRows, customersOfRows, matchRows, stageRows, stageSettlements } from './stage-items.ts';
import { anomalyOf, findGone } from './stock.ts';

export type TableFile = {
  readonly table: Table;
  readonly mapping: ImportMapping;
  readonly kind: 'items' | 'cleared-items';
  readonly mode: 'stock' | 'delta';
};

/** Brings open or cleared items into the books. In stock mode what the file no longer holds is settled by inference, unless that would change too much. */
export async function importItems(tx: Transaction, context: BooksContext, file: TableFile): Promise<ImportOutcome> {
  const read = await readItemRows(tx, file.table, file.mapping, file.kind, context.currency);
  await lockLedger(tx, context.entityId);
  const { first } = await tx.one<{ first: boolean }>(sql`
    select not exists (select from receivables.item where item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId}) as first
  `);
  await codesByExternalId(tx, context, read, customersOfItems);
  await itemsByExternalId(tx, context, read);
  const customers = await customersOfRows(tx, context, 'item_row', await readSetting(tx, 'customers.defaultKind'));
  await completeRows(tx, context);
  await matchRows(tx, context);
  await openItemLoad(tx);
  await stageRows(tx, context);
  if (file.kind === 'cleared-items') await stageSettlements(tx, context);
  await tx.run(sql`analyze item_load`);
  await markChanges(tx);
  const stock = file.mode === 'stock' && file.kind === 'items';
  if (stock) await findGone(tx, context);
  const held = stock && !first ? await anomalyOf(tx, context) : undefined;

  const counts = await tx.one<{ created: number; updated: number; seenAgain: number }>(sql`
    select count(*) filter (where not load.known and load.line is not null)::int as created,
      -- A line whose invoice was known but whose payment is new tells something, even if the invoice itself stands as it was.
      count(*) filter (where load.line is not null and (load.changed or load.known and payment.item_id is not null))::int as updated,
      count(*) filter (where item.settled_by_inference and not load.changed)::int as "seenAgain"
    from item_load as load
    left join receivables.item on load.known and item.tenant_id = ${tx.tenantId} and item.id = load.item_id
    left join item_load as payment on payment.group_key = load.group_key and payment.line is null and not payment.known and load.line is not null
  `);
  const merge = { entityId: context.entityId, importId: context.importId, author: context.actor.name };
  await reopenInferred(tx, merge, sql`select item_id from item_load where known`);
  await reverseOutdated(tx, context.importId, context.actor);
  await letterLoaded(tx);
  const merged = await mergeItems(tx, merge);
  await refreshStatistics(tx, merged.created + merged.allocated);
  const lettered = await letterKnown(tx, { ...merge, by: merge.author });
  const settled = stock ? await settleGone(tx, context, file.mapping) : 0;
  await markUnlettered(tx, context.entityId);
  await refreshBalances(tx, { entityId: context.entityId, customers: 'all' });
  const proposals = await proposeLettering(tx, context);
  const updated = counts.updated + counts.seenAgain;
  return {
    read: read.rows,
    created: counts.created,
    updated,
    unchanged: read.rows - read.rejected - counts.created - updated,
    rejected: read.rejected,
    warnings: read.warnings,
    settled,
    allocations: merged.allocated + lettered,
    customers,
    controls: controlsOf(read),
    refusedWhole: false,
    held,
    notes: {
      ...(await tx.one<Record<string, number>>(
        sql`select count(*) filter (where due_inferred)::int as "due-inferred" from item_load`,
      )),
      proposals,
      'seen-again': counts.seenAgain,
    },
  };
}

async function settleGone(tx: Transaction, context: BooksContext, mapping: ImportMapping): Promise<number> {
  if (mapping.gone === 'to-check') {
    await addIssuesFound(
      tx,
      sql`select 0, '', number, 'item.gone-to-check', 'warning', '' from gone_from_stock order by number limit 20000`,
    );
    return 0;
  }
  const entity = await entityById(tx, context.entityId);
  return settleByInference(
    tx,
    { entityId: context.entityId, importId: context.importId, author: context.actor.name },
    sql`select item_id from gone_from_stock`,
    businessDate(context.now, entity.timeZone),
  );
}
