import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import type { BooksContext } from './fec-context.ts';
import type { FecReading } from './read-fec-load.ts';
import { numberOf } from './stage-movements.ts';

/**
 * A later export in which a line was corrected: lines not known by their key are matched with items of the same entry that the file no
 * longer holds, closest first, and what is left of such an entry leaves the ledger. An entry cut by the file's edge concludes nothing.
 */
export async function matchChanged(tx: Transaction, context: BooksContext, reading: FecReading): Promise<void> {
  await tx.run(sql`
    create temporary table gone_item on commit drop as
    with span as (select min(entry_on) as first_on, max(entry_on) as last_on from fec_line where not opening)
    select item.id as item_id, regexp_replace(item.source_key, '[|][^|]*$', '') as entry_key, item.customer_id, item.ledger_class,
      item.number, item.amount_minor, item.booked_on,
      split_part(item.source_key, '|', 1) || '|' || split_part(item.source_key, '|', 2) as entry
    from span
    join receivables.item on item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.source = 'fec'
      and item.booked_on between span.first_on and span.last_on
    where not exists (select from fec_line where fec_line.item_id = item.id)
  `);
  await tx.run(sql`analyze gone_item`);
  const { gone } = await tx.one<{ gone: boolean }>(sql`select exists (select from gone_item) as gone`);
  if (!gone) return;

  const entry = sql`(replace(line.journal, '|', '/') || '|' || replace(line.entry, '|', '/'))`;
  const whole = sql`line.numbered and not ${entry} = any(${[...reading.cutEntries]}::text[])`;
  const account = sql`line.customer_id || line.ledger_class`;
  const goneAccount = sql`gone.customer_id || gone.ledger_class`;
  // From what can only be the same line to what must be, since an entry has one customer line more often than not.
  await pair(
    tx,
    sql`line.entry_key || ${account} || ${numberOf}`,
    sql`gone.entry_key || ${goneAccount} || gone.number`,
    sql`true`,
  );
  await pair(tx, sql`line.entry_key || ${account}`, sql`gone.entry_key || ${goneAccount}`, whole);
  await pair(tx, sql`line.entry_key || line.amount`, sql`gone.entry_key || gone.amount_minor`, whole);
  await pair(
    tx,
    sql`${entry} || ${account} || line.amount`,
    sql`gone.entry || ${goneAccount} || gone.amount_minor`,
    sql`line.numbered`,
  );
  if (reading.customerLineRejected) return;
  await tx.run(sql`
    insert into item_removal
    select gone.item_id from gone_item as gone
    where exists (select from fec_line as line where line.entry_key = gone.entry_key and ${whole})
  `);
}

/** Pairs lines and gone items of one key, smallest amounts first, one to one. */
async function pair(tx: Transaction, lineKey: Sql, goneKey: Sql, condition: Sql): Promise<void> {
  await tx.run(sql`
    with wanting as (
      select line.line, ${lineKey} as key, row_number() over (partition by ${lineKey} order by line.amount, line.line) as place
      from fec_line as line
      where line.item_id is null and not line.opening and ${condition}
        and split_part(line.entry_key, '|', 1) || '|' || split_part(line.entry_key, '|', 2) in (select gone_item.entry from gone_item)
    ),
    offered as (
      select gone.item_id, ${goneKey} as key, row_number() over (partition by ${goneKey} order by gone.amount_minor, gone.item_id) as place
      from gone_item as gone
    )
    update fec_line set item_id = offered.item_id
    from wanting
    join offered on offered.key = wanting.key and offered.place = wanting.place
    where fec_line.line = wanting.line
  `);
  await tx.run(sql`delete from gone_item using fec_line where fec_line.item_id = gone_item.item_id`);
}
