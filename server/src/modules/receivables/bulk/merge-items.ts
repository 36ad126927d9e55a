import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { refreshItems } from '../balances.ts';
import { historyColumns, itemColumns, itemColumnsOf } from '../item-columns.ts';
import { dueInferred, dueOn, optionalColumns, statedColumns, unsent } from './mark-changes.ts';

export type ItemMerge = {
  readonly entityId: string;
  readonly importId: string;
  readonly author: string;
};
export type ItemMergeCounts = {
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly allocated: number;
};

// What no file says of an item: its place in the tenant, what is open of it, who brought it when, and when it was sent; of whether it was it says what counts until then.
const ours: readonly string[] = [
  'tenant_id',
  'id',
  'entity_id',
  'open_minor',
  'awaiting_minor',
  'settled_on',
  'first_allocated_on',
  'last_allocated_on',
  'settled_by_inference',
  'in_ledger',
  'unsent',
  'import_id',
  'recorded_from',
  'sent_on',
];
const copied = itemColumns.filter((name) => !ours.includes(name));

/**
 * Writes a load into the ledger: superseded versions to the history, changed and new items, and the pairs of `allocation_load`. New items
 * are written with what they have open at once, so that no row is touched twice. To be followed by `refreshBalances`.
 */
export async function mergeItems(tx: Transaction, merge: ItemMerge): Promise<ItemMergeCounts> {
  const removed = await removeItems(tx, merge, sql`select item_id from item_removal`);
  const updated = await replaceChanged(tx, merge);
  const created = await insertNew(tx, merge);
  const allocated = await insertAllocations(tx, merge);
  const { known } = await tx.one<{ known: boolean }>(sql`select exists (select from item_load where known) as known`);
  if (known) await followKnown(tx);
  return { created, updated, removed, allocated };
}

/** Letters of items known before, and what is open of those the load touches. */
async function followKnown(tx: Transaction): Promise<void> {
  await tx.run(sql`
    update receivables.item set letter = load.letter
    from item_load as load
    where load.known and not load.carried and item.tenant_id = ${tx.tenantId} and item.id = load.item_id and item.letter is distinct from load.letter
  `);
  await refreshItems(
    tx,
    sql`
      select load.item_id from item_load as load
      where load.known and (
        load.changed
        or load.item_id in (select credit_item_id from allocation_load)
        or load.item_id in (select debit_item_id from allocation_load)
      )
    `,
  );
}

/** Takes items out of the ledger: they stay in the history, marked as removed. Their allocations must have been reversed. */
export async function removeItems(tx: Transaction, merge: ItemMerge, items: Sql): Promise<number> {
  await keepVersion(tx, merge, items, true);
  return tx.run(sql`delete from receivables.item where item.tenant_id = ${tx.tenantId} and item.id in (${items})`);
}

async function keepVersion(tx: Transaction, merge: ItemMerge, items: Sql, removed: boolean): Promise<void> {
  await tx.run(sql`
    insert into receivables.item_history (${historyColumns})
    select ${itemColumnsOf('item')}, uuidv7(), now(), ${merge.importId}::uuid, ${removed}
    from receivables.item
    where item.tenant_id = ${tx.tenantId} and item.id in (${items})
  `);
}

async function replaceChanged(tx: Transaction, merge: ItemMerge): Promise<number> {
  await keepVersion(tx, merge, sql`select item_id from item_load where changed`, false);
  const stated = statedColumns.map((name) => sql`${sql.ref(name)} = ${sql.ref(`load.${name}`)}`);
  const optional = optionalColumns.map(
    (name) => sql`${sql.ref(name)} = coalesce(${sql.ref(`load.${name}`)}, ${sql.ref(`item.${name}`)})`,
  );
  return tx.run(sql`
    update receivables.item set ${sql.join([...stated, ...optional])},
      due_on = ${dueOn}, due_inferred = ${dueInferred}, unsent = ${unsent},
      custom = coalesce(item.custom, '{}') || coalesce(load.custom, '{}'),
      -- What stays allocated is counted again right after; until then the row must hold by itself.
      open_minor = load.amount_minor, settled_on = 'infinity',
      recorded_from = now()
    from item_load as load
    where load.changed and item.tenant_id = ${tx.tenantId} and item.id = load.item_id
  `);
}

function insertNew(tx: Transaction, merge: ItemMerge): Promise<number> {
  const columns = sql.join(copied.map((name) => sql.ref(name)));
  return tx.run(sql`
    with allocated as (
      select side.item_id, sum(side.amount_minor) as amount_minor, min(side.effective_on) as first_on, max(side.effective_on) as last_on
      from (
        select credit_item_id as item_id, amount_minor, effective_on from allocation_load
        union all
        select debit_item_id, amount_minor, effective_on from allocation_load
      ) as side
      group by side.item_id
    )
    insert into receivables.item (tenant_id, id, entity_id, ${columns}, unsent, open_minor, settled_on, first_allocated_on, last_allocated_on, import_id, recorded_from)
    select ${tx.tenantId}, load.item_id, ${merge.entityId}, ${sql.join(copied.map((name) => sql.ref(`load.${name}`)))}, coalesce(load.unsent, false),
      load.amount_minor - sign(load.amount_minor)::bigint * coalesce(allocated.amount_minor, 0)::bigint,
      case when allocated.amount_minor = abs(load.amount_minor) then allocated.last_on else 'infinity' end,
      coalesce(allocated.first_on, 'infinity'), coalesce(allocated.last_on, '-infinity'),
      ${merge.importId}, now()
    from item_load as load
    left join allocated on allocated.item_id = load.item_id
    where not load.known
  `);
}

function insertAllocations(tx: Transaction, merge: ItemMerge): Promise<number> {
  return tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor,
      effective_on, code, source, import_id, recorded_at, recorded_by)
    select ${tx.tenantId}, uuidv7(), ${merge.entityId}, customer_id, credit_item_id, debit_item_id, currency, amount_minor,
      effective_on, code, 'import', ${merge.importId}, now(), ${merge.author}
    from allocation_load
  `);
}
