import type { Actor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { letterGroups } from '../allocations/letter-groups.ts';
import { redateAllocations } from '../allocations/redate-allocations.ts';
import { replaceProvisional } from '../allocations/replace-provisional.ts';
import { reverseAllocations } from '../allocations/reverse-allocation.ts';

/**
 * Takes back what an earlier import lettered and this file does not letter any more: pairs whose two items are both in the file and no
 * longer share a group, and pairs of an item that leaves or whose amount, account or currency changed. Answers how many.
 */
export async function reverseOutdated(tx: Transaction, importId: string, by: Actor): Promise<number> {
  await tx.run(sql`
    create temporary table moved_item on commit drop as
    select item.id as item_id
    from item_load as load
    join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = load.item_id
    where load.changed and (load.customer_id, load.currency, load.amount_minor) is distinct from (item.customer_id, item.currency, item.amount_minor)
    union
    select item_id from item_removal
  `);
  return reverseAllocations(
    tx,
    sql`
      select allocation.id
      from receivables.allocation
      join item_load as credit on credit.item_id = allocation.credit_item_id and credit.known
      join item_load as debit on debit.item_id = allocation.debit_item_id and debit.known
      where allocation.tenant_id = ${tx.tenantId} and allocation.reversed_at is null and allocation.source = 'import'
        and not credit.carried and not debit.carried
        and (credit.group_key is null or debit.group_key is null or credit.group_key <> debit.group_key)
      union
      select allocation.id
      from moved_item
      join receivables.allocation on allocation.tenant_id = ${tx.tenantId} and allocation.credit_item_id = moved_item.item_id and allocation.reversed_at is null
      union
      select allocation.id
      from moved_item
      join receivables.allocation on allocation.tenant_id = ${tx.tenantId} and allocation.debit_item_id = moved_item.item_id and allocation.reversed_at is null
    `,
    { reason: 'ledger-changed', importId, by: by.name },
  );
}

/**
 * Splits the groups of `item_load` that hold new items alone into pairs of one credit and one debit, first due first, up to the smaller
 * side; what exceeds it stays open. Fills `allocation_load`, so that new items are written with what is open of them. Both sides' amounts are
 * laid end to end; their ends cut the line into segments, each under one credit and one debit (n + m rows, never n × m).
 */
export function letterLoaded(tx: Transaction): Promise<number> {
  return tx.run(sql`
    with all_new as (
      select group_key from item_load where group_key is not null group by group_key having count(*) > 1 and not bool_or(known)
    ),
    lettered as (
      select load.group_key, load.customer_id, load.currency, load.item_id, load.booked_on, load.letter,
        load.amount_minor > 0 as debit,
        row_number() over side as place,
        sum(abs(load.amount_minor)) over (side rows unbounded preceding) as reaches
      from item_load as load
      join all_new on all_new.group_key = load.group_key
      window side as (partition by load.group_key, load.customer_id, load.currency, load.amount_minor > 0
        order by load.retention, load.due_on nulls last, load.booked_on, load.line)
    ),
    cut as (
      select group_key, customer_id, currency, reaches,
        count(*) filter (where debit) as debit_ends,
        count(*) filter (where not debit) as credit_ends
      from lettered
      group by group_key, customer_id, currency, reaches
    ),
    segment as (
      select group_key, customer_id, currency,
        reaches - coalesce(lag(reaches) over line, 0) as minor,
        coalesce(sum(debit_ends) over (line rows between unbounded preceding and 1 preceding), 0) + 1 as debit_place,
        coalesce(sum(credit_ends) over (line rows between unbounded preceding and 1 preceding), 0) + 1 as credit_place
      from cut
      window line as (partition by group_key, customer_id, currency order by reaches)
    )
    insert into allocation_load (credit_item_id, debit_item_id, customer_id, currency, amount_minor, effective_on, code)
    select credit.item_id, debit.item_id, debit.customer_id, debit.currency, segment.minor, greatest(debit.booked_on, credit.booked_on),
      coalesce(debit.letter, credit.letter)
    from segment
    join lettered as debit on debit.debit and debit.group_key = segment.group_key and debit.customer_id = segment.customer_id
      and debit.currency = segment.currency and debit.place = segment.debit_place
    join lettered as credit on not credit.debit and credit.group_key = segment.group_key and credit.customer_id = segment.customer_id
      and credit.currency = segment.currency and credit.place = segment.credit_place
  `);
}

/**
 * After `mergeItems`: letters the groups that reach items known before, where both sides still have something open; new credits take the
 * place of the provisional ones that announced them. Answers how many pairs were made.
 */
export async function letterKnown(
  tx: Transaction,
  lettering: { entityId: string; importId: string; by: string },
): Promise<number> {
  await replaceProvisional(tx, sql`select item_id from item_load where not known and amount_minor < 0`, lettering);
  await redateAllocations(tx, sql`select item_id from item_load where changed`, lettering);
  const { known } = await tx.one<{ known: boolean }>(
    sql`select exists (select from item_load where known and group_key is not null) as known`,
  );
  if (!known) return 0;
  await tx.run(sql`
    create temporary table group_to_letter on commit drop as
    select load.group_key
    from item_load as load
    join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = load.item_id
    where load.group_key is not null and item.open_minor <> 0
    group by load.group_key, item.customer_id, item.currency
    having bool_or(item.open_minor > 0) and bool_or(item.open_minor < 0)
  `);
  const { any } = await tx.one<{ any: boolean }>(sql`select exists (select from group_to_letter) as any`);
  if (!any) return 0;
  return letterGroups(
    tx,
    sql`select load.item_id, load.group_key from item_load as load where load.group_key in (select group_key from group_to_letter)`,
    { ...lettering, source: 'import' },
  );
}
