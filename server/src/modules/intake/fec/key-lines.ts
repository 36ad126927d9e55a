import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { BooksContext } from './fec-context.ts';

/**
 * Makes `fec_line`: each customer line with its customer, its nature, and the key by which it is known again.
 * The key is the entry (journal, EcritureNum, day), a digest of account, auxiliary, piece and amount, and an occurrence number among lines
 * alike in all of these: it holds where EcritureNum is 0 everywhere, in any order of export, and keeps lines that are rightly identical.
 */
export async function keyLines(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    create temporary table fec_line on commit drop as
    with keyed as (
      select load.line, load.journal, load.entry, load.entry_on, load.account, load.aux, load.piece, load.piece_on, load.label, load.amount,
        load.letter, load.lettered_on, load.foreign_minor, load.foreign_currency, load.due_on, load.custom,
        fec_account.customer_id, fec_account.ledger_class, fec_account.retention, coalesce(fec_journal.nature, 'miscellaneous') as nature,
        replace(load.journal, '|', '/') || '|' || replace(load.entry, '|', '/') || '|' || load.entry_on as entry_key,
        left(md5(load.account || E'\x1f' || load.aux || E'\x1f' || load.piece || E'\x1f' || load.amount), 16) as content
      from fec_load as load
      join fec_account on fec_account.account = load.account and fec_account.aux = load.aux
      left join fec_journal on fec_journal.code = load.journal
      where load.issue is null and load.amount <> 0
    ),
    counted as (
      -- Lettered lines first: a letter that comes later must not move the number of an identical line.
      select keyed.*, row_number() over (partition by entry_key, content order by label, piece_on, letter = '', letter, line) as occurrence
      from keyed
    ),
    keyed_line as (
      select counted.*, entry_key || '|' || content || case occurrence when 1 then '' else '#' || occurrence end as source_key,
        -- Whether the number names one entry: 0 or nothing names all of a day's.
        entry !~ '^0*$' as numbered,
        case when letter <> '' then md5(account || E'\x1f' || aux || E'\x1f' || letter)::uuid end as group_key,
        false as opening
      from counted
    )
    select keyed_line.*, item.id as item_id
    from keyed_line
    left join receivables.item on item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.source = 'fec'
      and item.source_key = keyed_line.source_key
  `);
  await tx.run(sql`analyze fec_line`);
}

/**
 * A letter used twice in one year for the same account: when the group does not cancel out but each of its lettering days does, the days are
 * the groups. The key of a group is (CompteNum, CompAuxNum, EcritureLet), never the letter alone.
 */
export async function splitReusedLetters(tx: Transaction): Promise<void> {
  await tx.run(sql`
    with by_day as (
      select group_key, lettered_on, sum(amount) as balance
      from fec_line
      where group_key is not null and lettered_on is not null
      group by group_key, lettered_on
    ),
    reused as (
      select group_key from by_day group by group_key
      having count(*) > 1 and bool_and(balance = 0)
    )
    update fec_line set group_key = md5(fec_line.group_key || '|' || fec_line.lettered_on)::uuid
    from reused
    where fec_line.group_key = reused.group_key and fec_line.lettered_on is not null
  `);
}
