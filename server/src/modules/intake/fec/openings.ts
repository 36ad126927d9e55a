import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { BooksContext } from './fec-context.ts';
import type { FecReading } from './read-fec-load.ts';
import { dueOf, numberOf, termsJoin } from './stage-movements.ts';

/**
 * Marks the opening lines of `fec_line` and answers the day the year began, if the file has any. Openings stand in a journal of that nature,
 * not after the year's first other entry; later years of a file that holds several begin 11 months on at the earliest.
 */
export async function markOpenings(tx: Transaction, reading: FecReading): Promise<Day | undefined> {
  const movements = await tx.rows<{ code: string }>(sql`select code from fec_journal where nature <> 'opening'`);
  const codes = new Set(movements.map((journal) => journal.code));
  const yearStartsOn = reading.journals
    .filter((journal) => codes.has(journal.code))
    .map((journal) => journal.firstOn)
    .toSorted()[0];
  const { opening_on: openingOn } = await tx.one<{ opening_on: Day | null }>(sql`
    select coalesce(max(entry_on) filter (where entry_on <= ${yearStartsOn ?? null}::date), min(entry_on)) as opening_on
    from fec_line where nature = 'opening'
  `);
  if (openingOn === null) return undefined;
  await tx.run(sql`update fec_line set opening = true where nature = 'opening' and entry_on <= ${openingOn}`);
  return yearStartsOn !== undefined && yearStartsOn < openingOn ? yearStartsOn : openingOn;
}

/**
 * Keeps the file's opening lines as the ones of its year: they replace those of an earlier export. A line has detail when it repeats the
 * number and the day of its invoice.
 */
export async function storeOpenings(tx: Transaction, context: BooksContext, boundaryOn: Day, continued: boolean): Promise<void> {
  const issueOn = sql`coalesce(line.piece_on, line.entry_on)`;
  const due = dueOf(issueOn);
  await tx.run(sql`
    create temporary table opening_load on commit drop as
    with shared as (
      -- A reference several customers share is the entry's own ("RAN"), not an invoice's.
      select piece from fec_line where opening group by piece having count(distinct customer_id) > 1
    )
    -- Some openings keep each line's own day: these books know it from the boundary on.
    select line.line, line.source_key, greatest(line.entry_on, ${boundaryOn}) as booked_on, line.customer_id, line.ledger_class, line.account, ${numberOf} as number, line.label,
      ${issueOn} as issue_on, ${due.on} as due_on, ${due.inferred} as due_inferred, line.amount as amount_minor,
      line.piece <> '' and ${issueOn} < ${boundaryOn} and shared.piece is null as detailed,
      nullif(line.letter, '') as letter
    from fec_line as line
    ${termsJoin(tx, context.entityId)}
    left join shared on shared.piece = line.piece
    where line.opening
  `);
  const ofBoundary = sql`kept.tenant_id = ${tx.tenantId} and kept.entity_id = ${context.entityId} and kept.boundary_on = ${boundaryOn}`;
  if (!continued) {
    await tx.run(sql`
      create temporary table opening_gone on commit drop as
      select kept.source_key, kept.item_id from intake.opening_line as kept
      where ${ofBoundary} and not exists (select from opening_load as load where load.source_key = kept.source_key)
    `);
    // What was made from a line that is no longer there leaves with it; an earlier year's item stays.
    await tx.run(sql`
      insert into item_removal
      select item.id from opening_gone as gone
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = gone.item_id and item.source = 'fec-opening'
      on conflict do nothing
    `);
    await tx.run(
      sql`delete from intake.opening_line as kept using opening_gone as gone where ${ofBoundary} and kept.source_key = gone.source_key`,
    );
  }
  await tx.run(sql`
    insert into intake.opening_line as kept (tenant_id, entity_id, boundary_on, source_key, booked_on, customer_id, ledger_class, currency, account, number,
      label, issue_on, due_on, due_inferred, amount_minor, detailed, letter, import_id)
    select ${tx.tenantId}, ${context.entityId}, ${boundaryOn}, source_key, booked_on, customer_id, ledger_class, ${context.currency}, account, number,
      label, issue_on, due_on, due_inferred, amount_minor, detailed, letter, ${context.importId}
    from opening_load
    on conflict (tenant_id, entity_id, boundary_on, source_key) do update set
      customer_id = excluded.customer_id, label = excluded.label, number = excluded.number, issue_on = excluded.issue_on, due_on = excluded.due_on,
      due_inferred = excluded.due_inferred, detailed = excluded.detailed, letter = excluded.letter
    where (kept.customer_id, kept.label, kept.number, kept.issue_on, kept.due_on, kept.due_inferred, kept.detailed, kept.letter)
      is distinct from (excluded.customer_id, excluded.label, excluded.number, excluded.issue_on, excluded.due_on, excluded.due_inferred, excluded.detailed, excluded.letter)
  `);
}
