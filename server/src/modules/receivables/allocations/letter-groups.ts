import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { refreshItems } from '../kept-items.ts';
import { lockLedger } from '../ledger-locks.ts';
import { undoReplaced } from './undo-replaced.ts';

export type Lettering = {
  readonly entityId: string;
  readonly source: 'import' | 'inference';
  readonly importId?: string | undefined;
  readonly by?: string | undefined;
};

/**
 * Letters groups of items (a select of `item_id, group_key`): within a group, account and currency, what is open of the credits is put
 * against what is open of the debits, first due first, retention last (C. civ. 1342-10). What does not balance stays open.
 * Provisional allocations that the lettering confirms or contradicts are undone: it replaces them. Answers how many pairs were made.
 * Its items are brought up to date; the import ends with `refreshBalances`.
 */
export async function letterGroups(tx: Transaction, groups: Sql, lettering: Lettering): Promise<number> {
  await lockLedger(tx, lettering.entityId);
  await tx.run(
    sql`create temporary table if not exists lettered_now (item_id uuid not null, group_key text not null) on commit drop`,
  );
  await tx.run(sql`truncate pg_temp.lettered_now`);
  await tx.run(
    sql`insert into pg_temp.lettered_now (item_id, group_key) select named.item_id, named.group_key::text from (${groups}) as named (item_id, group_key)`,
  );
  // Without statistics the planner would take a nested loop over a million rows.
  await tx.run(sql`analyze pg_temp.lettered_now`);
  const made = await tx.run(pairs(tx, lettering));
  if (made > 0) {
    const items = sql`select lettered.item_id from pg_temp.lettered_now as lettered`;
    await refreshItems(tx, items);
    await undoReplaced(tx, items, { importId: lettering.importId, by: lettering.by ?? 'import' });
  }
  return made;
}

/**
 * Each side's open amounts laid end to end; the ends of both sides cut the line into segments, and each segment lies under exactly one
 * credit and one debit. That is n + m rows for n credits and m debits, where comparing all intervals would be n × m.
 */
function pairs(tx: Transaction, { source, importId, by = 'import' }: Lettering): Sql {
  return sql`
    with lettered as (
      select lettered.group_key, item.customer_id, item.currency, item.id, item.entity_id, item.booked_on, item.letter,
        item.open_minor > 0 as debit,
        abs(item.open_minor) as minor,
        row_number() over side as place,
        sum(abs(item.open_minor)) over (side rows unbounded preceding) as reaches
      from pg_temp.lettered_now as lettered
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = lettered.item_id
      where item.open_minor <> 0
      window side as (partition by lettered.group_key, item.customer_id, item.currency, item.open_minor > 0
        order by item.retention, item.due_on nulls last, item.booked_on, item.id)
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
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on,
      code, source, provisional, import_id, recorded_by)
    select ${tx.tenantId}, uuidv7(), debit.entity_id, debit.customer_id, credit.id, debit.id, debit.currency, segment.minor,
      greatest(debit.booked_on, credit.booked_on), coalesce(debit.letter, credit.letter), ${source}, false, ${importId ?? null}, ${by}
    from segment
    join lettered as debit on debit.debit and debit.group_key = segment.group_key and debit.customer_id = segment.customer_id
      and debit.currency = segment.currency and debit.place = segment.debit_place
    join lettered as credit on not credit.debit and credit.group_key = segment.group_key and credit.customer_id = segment.customer_id
      and credit.currency = segment.currency and credit.place = segment.credit_place
  `;
}
