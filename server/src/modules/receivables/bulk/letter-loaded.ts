import type { Actor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { refreshItems } from '../balances.ts';

/**
 * Takes back what an earlier import lettered and this file does not letter any more: pairs whose two items are both in the file and no
 * longer share a group, and pairs of an item whose amount, account or currency changed. Answers how many.
 */
export async function reverseOutdated(tx: Transaction, importId: string, by: Actor, now: Temporal.Instant): Promise<number> {
  await tx.run(sql`
    create temporary table outdated_allocation on commit drop as
    select allocation.id, allocation.credit_item_id, allocation.debit_item_id
    from receivables.allocation
    join item_load as credit on credit.item_id = allocation.credit_item_id and credit.known
    join item_load as debit on debit.item_id = allocation.debit_item_id and debit.known
    where allocation.tenant_id = ${tx.tenantId} and allocation.reversed_at is null and allocation.source = 'import'
      and not credit.carried and not debit.carried
      and (credit.group_key is null or debit.group_key is null or credit.group_key <> debit.group_key)
    union
    select allocation.id, allocation.credit_item_id, allocation.debit_item_id
    from receivables.item
    join (
      select item_id, customer_id, currency, amount_minor from item_load where changed
      union all
      select item_removal.item_id, null, null, null from item_removal
    ) as change on change.item_id = item.id
    join receivables.allocation on allocation.tenant_id = item.tenant_id and item.id in (allocation.credit_item_id, allocation.debit_item_id)
    where item.tenant_id = ${tx.tenantId} and allocation.reversed_at is null
      and (change.customer_id, change.currency, change.amount_minor) is distinct from (item.customer_id, item.currency, item.amount_minor)
  `);
  const reversed = await tx.run(sql`
    update receivables.allocation set
      reversed_at = ${now}, reversed_by = ${by.name}, reversed_by_import = ${importId}, reversal_reason = 'ledger-changed'
    from outdated_allocation
    where allocation.tenant_id = ${tx.tenantId} and allocation.id = outdated_allocation.id
  `);
  if (reversed > 0) {
    await refreshItems(
      tx,
      sql`select credit_item_id from outdated_allocation union select debit_item_id from outdated_allocation`,
    );
  }
  return reversed;
}

/**
 * Splits each group of `item_load` into pairs of one credit and one debit, first due first, up to the smaller side; what exceeds it stays
 * open. The pairs are the overlaps of the cumulated amounts of both sides. Fills `allocation_load`, answers how many pairs.
 */
export async function letterLoaded(tx: Transaction): Promise<number> {
  await tx.run(sql`
    create temporary table letter_member on commit drop as
    select load.group_key, load.item_id, load.customer_id, load.currency, load.booked_on, load.letter, load.line,
      coalesce(load.due_on, load.issue_on) as first_on,
      case when load.known and not load.changed then item.open_minor
        when load.known and sign(item.open_minor) = sign(load.amount_minor) then load.amount_minor - (item.amount_minor - item.open_minor)
        else load.amount_minor end as open_minor
    from item_load as load
    left join receivables.item on load.known and item.tenant_id = ${tx.tenantId} and item.id = load.item_id
    where load.group_key is not null
  `);
  await tx.run(sql`analyze letter_member`);
  return tx.run(sql`
    with side as (
      select group_key, item_id, customer_id, currency, booked_on, letter, open_minor,
        sum(abs(open_minor)) over (
          partition by group_key, customer_id, currency, sign(open_minor) order by first_on, booked_on, line, item_id rows unbounded preceding
        ) as until_minor
      from letter_member
      where open_minor <> 0
    )
    insert into allocation_load (credit_item_id, debit_item_id, customer_id, currency, amount_minor, effective_on, code)
    select credit.item_id, debit.item_id, debit.customer_id, debit.currency,
      least(debit.until_minor, credit.until_minor) - greatest(debit.until_minor - debit.open_minor, credit.until_minor + credit.open_minor),
      greatest(debit.booked_on, credit.booked_on), debit.letter
    from side as debit
    join side as credit on credit.group_key = debit.group_key and credit.customer_id = debit.customer_id and credit.currency = debit.currency
      and credit.open_minor < 0
      and credit.until_minor + credit.open_minor < debit.until_minor
      and debit.until_minor - debit.open_minor < credit.until_minor
    where debit.open_minor > 0
  `);
}
