import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { BooksContext } from './fec-context.ts';

/**
 * Makes every year begin with what its opening lines say, in order of years, so that nothing counts twice whatever the order of files.
 * Per customer: O = opening lines, L = what earlier files sum to. L unknown: an item a line. O = L: nothing, all is counted already.
 * Otherwise the lines with detail that repeat no earlier item are made, and one balance item carries O − L − those.
 */
export async function settleBoundaries(tx: Transaction, context: BooksContext, ofFile: Day | undefined): Promise<void> {
  const boundaries = await tx.rows<{ on: Day }>(sql`
    select distinct opening.boundary_on as on from intake.opening_line as opening
    where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId}
    order by 1
  `);
  for (const { on } of boundaries) {
    await sumBoundary(tx, context, on);
    await dropNeedless(tx, context, on);
    await makeItems(tx, context, on);
    await balance(tx, context, on);
    await tx.run(sql`drop table boundary_sum`);
  }
  if (ofFile !== undefined) await carryLines(tx, context, ofFile);
}

async function sumBoundary(tx: Transaction, context: BooksContext, on: Day): Promise<void> {
  await tx.run(sql`
    create temporary table boundary_sum on commit drop as
    with earlier as (
      select item.customer_id, item.ledger_class, item.currency, item.amount_minor
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.booked_on < ${on}
        and item.source in ('fec', 'fec-opening', 'fec-balance')
        and not exists (select from item_load as load where load.known and load.item_id = item.id)
        and not exists (select from item_removal where item_removal.item_id = item.id)
      union all
      select customer_id, ledger_class, currency, amount_minor from item_load where booked_on < ${on}
    ),
    summed as (
      select customer_id, ledger_class, currency, sum(amount_minor) as minor, count(*) as items from earlier group by customer_id, ledger_class, currency
    ),
    opened as (
      select opening.customer_id, opening.ledger_class, opening.currency, sum(opening.amount_minor) as minor, min(opening.booked_on) as booked_on
      from intake.opening_line as opening
      where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.boundary_on = ${on}
      group by opening.customer_id, opening.ledger_class, opening.currency
    )
    select customer_id, ledger_class, currency, coalesce(opened.booked_on, ${on}) as booked_on,
      coalesce(opened.minor, 0)::bigint as opening_minor, coalesce(summed.minor, 0)::bigint as earlier_minor, coalesce(summed.items, 0) > 0 as has_earlier,
      coalesce(opened.minor, 0) = coalesce(summed.minor, 0) as agrees
    from opened
    full join summed using (customer_id, ledger_class, currency)
  `);
  await tx.run(sql`analyze boundary_sum`);
}

/** Items made from opening lines leave once the earlier files themselves say as much. */
async function dropNeedless(tx: Transaction, context: BooksContext, on: Day): Promise<void> {
  await tx.run(sql`
    with needless as (
      update intake.opening_line as opening set item_id = null
      from boundary_sum, receivables.item
      where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.boundary_on = ${on}
        and (boundary_sum.customer_id, boundary_sum.ledger_class, boundary_sum.currency) = (opening.customer_id, opening.ledger_class, opening.currency)
        and boundary_sum.has_earlier and (boundary_sum.agrees or not opening.detailed)
        and item.tenant_id = opening.tenant_id and item.id = opening.item_id and item.source = 'fec-opening' and item.booked_on = opening.booked_on
        and not exists (select from item_load as load where load.item_id = item.id and load.source = 'fec')
      returning old.item_id
    )
    insert into item_removal select item_id from needless on conflict do nothing
  `);
}

async function makeItems(tx: Transaction, context: BooksContext, on: Day): Promise<void> {
  await tx.run(sql`
    with made as (
      update intake.opening_line as opening set item_id = uuidv7()
      from boundary_sum
      where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.boundary_on = ${on} and opening.item_id is null
        and (boundary_sum.customer_id, boundary_sum.ledger_class, boundary_sum.currency) = (opening.customer_id, opening.ledger_class, opening.currency)
        and (not boundary_sum.has_earlier or (opening.detailed and not boundary_sum.agrees))
      returning opening.*
    )
    insert into item_load (item_id, known, customer_id, document_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on, due_inferred,
      booked_on, currency, amount_minor, opening_without_detail, letter)
    select made.item_id, false, made.customer_id,
      md5(made.boundary_on || made.customer_id::text || made.number || made.issue_on)::uuid,
      'fec-opening', made.boundary_on || '|' || made.source_key,
      case when not made.detailed then 'opening' when made.amount_minor > 0 then 'invoice' else 'credit' end,
      made.ledger_class, made.number, made.label, made.issue_on, made.due_on, made.due_inferred, made.booked_on, made.currency, made.amount_minor,
      not made.detailed, made.letter
    from made
  `);
}

/** One item a customer for what the opening lines say beyond all that is known: in balance with every file loaded, to the cent. */
async function balance(tx: Transaction, context: BooksContext, on: Day): Promise<void> {
  await tx.run(sql`
    create temporary table boundary_balance on commit drop as
    with made as (
      select opening.customer_id, opening.ledger_class, opening.currency, sum(opening.amount_minor) as minor
      from intake.opening_line as opening
      where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.boundary_on = ${on} and opening.item_id is not null
        and not exists (
          select from receivables.item
          where item.tenant_id = opening.tenant_id and item.id = opening.item_id and item.booked_on < ${on}
            and not exists (select from item_load as load where load.known and load.item_id = item.id)
        )
        and not exists (select from item_load as load where load.item_id = opening.item_id and load.booked_on < ${on})
      group by opening.customer_id, opening.ledger_class, opening.currency
    )
    select boundary_sum.*, on_day.source_key,
      case when agrees then 0 else opening_minor - earlier_minor - coalesce(made.minor, 0) end::bigint as amount_minor,
      item.id as item_id, item.amount_minor as before_minor
    from boundary_sum
    left join made using (customer_id, ledger_class, currency)
    cross join lateral (select ${on} || '|' || customer_id || '|' || ledger_class || '|' || currency as source_key) as on_day
    left join receivables.item on item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.source = 'fec-balance'
      and item.source_key = on_day.source_key
  `);
  await tx.run(sql`
    insert into item_removal select item_id from boundary_balance where item_id is not null and amount_minor = 0 on conflict do nothing
  `);
  await tx.run(sql`
    insert into item_load (item_id, known, customer_id, document_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on, due_inferred,
      booked_on, currency, amount_minor, opening_without_detail)
    select coalesce(item_id, uuidv7()), item_id is not null, customer_id, md5(source_key)::uuid, 'fec-balance', source_key, 'opening', ledger_class,
      'AN ' || to_char(${on}::date, 'DD/MM/YYYY'), '', ${on}, ${on}, amount_minor > 0, booked_on, currency, amount_minor, true
    from boundary_balance
    where amount_minor <> 0
  `);
  await tx.run(sql`drop table boundary_balance`);
}

/** The file's own opening lines as rows of the load, so that their letters count: those made from them, and the earlier items they stand for. */
async function carryLines(tx: Transaction, context: BooksContext, on: Day): Promise<void> {
  const ofFile = sql`opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.boundary_on = ${on}`;
  await tx.run(sql`
    update item_load as load set line = line.line, group_key = line.group_key
    from intake.opening_line as opening
    join fec_line as line on line.opening and line.source_key = opening.source_key
    where ${ofFile} and load.item_id = opening.item_id and load.source = 'fec-opening'
  `);
  await tx.run(sql`
    insert into item_load (line, item_id, known, carried, customer_id, document_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on,
      due_inferred, booked_on, currency, amount_minor, opening_without_detail, letter, group_key)
    select line.line, item.id, true, item.source <> 'fec-opening' or item.booked_on <> opening.booked_on, item.customer_id, item.document_id, item.source, item.source_key, item.kind, item.ledger_class,
      case when item.source = 'fec-opening' then opening.number else item.number end, case when item.source = 'fec-opening' then opening.label else item.label end,
      item.issue_on, item.due_on, item.due_inferred, item.booked_on, item.currency, item.amount_minor, item.opening_without_detail,
      opening.letter, line.group_key
    from intake.opening_line as opening
    join fec_line as line on line.opening and line.source_key = opening.source_key
    join receivables.item on item.tenant_id = opening.tenant_id and item.id = opening.item_id
    where ${ofFile} and not exists (select from item_load as load where load.item_id = opening.item_id)
  `);
  await carryBalances(tx, context, on);
}

/** A lettered opening balance stands for all that was open that day, when it is just that: its letter closes those items. */
async function carryBalances(tx: Transaction, context: BooksContext, on: Day): Promise<void> {
  await tx.run(sql`
    with balance as (
      select opening.customer_id, opening.ledger_class, opening.currency, sum(opening.amount_minor) as minor, (array_agg(line.group_key))[1] as group_key
      from intake.opening_line as opening
      join fec_line as line on line.opening and line.source_key = opening.source_key
      where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.boundary_on = ${on} and opening.item_id is null
      group by opening.customer_id, opening.ledger_class, opening.currency
      having count(*) = count(line.group_key) and count(distinct line.group_key) = 1
    ),
    open_item as (
      select item.*, sum(item.open_minor) over (partition by item.customer_id, item.ledger_class, item.currency) as account_minor, balance.minor, balance.group_key
      from balance
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.customer_id = balance.customer_id and item.ledger_class = balance.ledger_class
        and item.currency = balance.currency and item.booked_on < ${on} and item.open_minor <> 0 and item.source like 'fec%'
    )
    insert into item_load (item_id, known, carried, customer_id, document_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on,
      due_inferred, booked_on, currency, amount_minor, group_key)
    select id, true, true, customer_id, document_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on, due_inferred, booked_on,
      currency, amount_minor, group_key
    from open_item
    where account_minor = minor and not exists (select from item_load as load where load.item_id = open_item.id)
  `);
}
