import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { dueDateUnder, mergeCustomers, openCustomerLoad } from '../../customers/index.ts';
import type { BooksContext } from '../fec/fec-context.ts';

/** Makes or completes the customers that `item_row` names; a name without a code finds the account of that name, else is its own code. Answers how many are new. */
export async function customersOfRows(
  tx: Transaction,
  context: BooksContext,
  table: 'item_row' | 'sales_row',
  defaultKind: 'business' | 'public' | 'consumer' | 'unknown',
): Promise<number> {
  const rows = sql.ref(table);
  await tx.run(sql`
    update ${rows} as load set code = coalesce(
      (select min(customer.code) from customers.customer
        where customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${context.entityId} and customer.sort_key = platform.folded(load.name)),
      left(load.name, 100))
    where load.code is null and load.name is not null
  `);
  await openCustomerLoad(tx);
  const attributes: Sql =
    table === 'item_row'
      ? sql`max(customer_kind), max(legal_id), max(vat_number), max(email), max(phone), max(terms), max(sales_rep), max(language), max(customer_external_id)`
      : sql`null, null, null, null, null, null, null, null, null`;
  await tx.run(sql`
    insert into customer_load (line, code, name, kind, legal_id, vat_number, email, phone, terms, sales_rep, language, external_id)
    select min(line), code, max(name), ${attributes}
    from ${rows}
    where not rejected
    group by code
  `);
  const { created } = await mergeCustomers(tx, {
    ...context,
    source: 'file',
    defaultKind,
    update: table === 'item_row' ? 'blanks' : 'nothing',
  });
  await tx.run(
    sql`update ${rows} as load set customer_id = customer_load.customer_id from customer_load where customer_load.code = load.code`,
  );
  return created;
}

const year = (table: string): Sql => sql`extract(year from ${sql.ref(`${table}.issue_on`)})::int`;
const identity = (table: string): Sql =>
  sql`${sql.ref(`${table}.customer_id`)} || '|' || lower(${sql.ref(`${table}.number`)}) || '|' || ${year(table)} || '|' || sign(${sql.ref(`${table}.amount_minor`)})`;

/** Fills in what rows leave out: the issue day from the due day, the number of a cleared item from its days, the due day from terms. */
export async function completeRows(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    update item_row as load set
      issue_on = coalesce(load.issue_on, least(load.due_on, load.settled_on)),
      number = coalesce(load.number, '≈ ' || coalesce(load.due_on, load.issue_on) || case when load.settled_on is null then '' else ' → ' || load.settled_on end)
    where not load.rejected
  `);
  await tx.run(sql`
    update item_row as load set due_on = coalesce(${dueDateUnder(sql`load.issue_on`)}, load.issue_on + 30), issue = 'due-inferred'
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    left join customers.payment_terms as terms on terms.tenant_id = customer.tenant_id and terms.id = coalesce(customer.terms_id, entity.default_terms_id)
    where load.due_on is null and not load.rejected and load.amount_minor > 0 and customer.tenant_id = ${tx.tenantId} and customer.id = load.customer_id
      and entity.id = ${context.entityId}
  `);
  await tx.run(sql`delete from item_row where not rejected and amount_minor = 0`);
}

/**
 * Finds the items that rows stand for: by external id; else by customer, number, year of issue and side, with the same due day, or the
 * same amount on another day. Several due lines of one invoice are told apart by their due days, like ones by their order.
 */
export async function matchRows(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    update item_row as load set item_id = item.id
    from receivables.item
    where load.external_id is not null and not load.rejected and item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId}
      and item.external_id = load.external_id
  `);
  await tx.run(sql`
    create temporary table candidate on commit drop as
    select item.id, item.customer_id, item.number, item.issue_on, item.due_on, item.amount_minor, item.currency
    from (select distinct customer_id, lower(number) as number from item_row where not rejected and item_id is null) as wanted
    join receivables.item on item.tenant_id = ${tx.tenantId} and item.customer_id = wanted.customer_id and lower(item.number) = wanted.number
    where item.in_ledger and item.kind not in ('clearing') and item.external_id is null and item.amount_minor <> 0
      and item.source <> 'file-settlement'
      and not exists (select from item_row as taken where taken.item_id = item.id)
  `);
  await tx.run(sql`analyze candidate`);
  await pair(tx, (table) => sql`${identity(table)} || '|' || coalesce(${sql.ref(`${table}.due_on`)}::text, '')`);
  await pair(tx, (table) => sql`${identity(table)} || '|' || ${sql.ref(`${table}.amount_minor`)}`);
}

async function pair(tx: Transaction, key: (table: string) => Sql): Promise<void> {
  await tx.run(sql`
    with wanting as (
      select load.line, ${key('load')} as key, row_number() over (partition by ${key('load')} order by load.amount_minor, load.line) as place
      from item_row as load
      where load.item_id is null and not load.rejected
    ),
    offered as (
      select candidate.id, ${key('candidate')} as key, row_number() over (partition by ${key('candidate')} order by candidate.amount_minor, candidate.id) as place
      from candidate
    )
    update item_row as load set item_id = offered.id
    from wanting
    join offered on offered.key = wanting.key and offered.place = wanting.place
    where load.line = wanting.line
  `);
  await tx.run(sql`delete from candidate using item_row where item_row.item_id = candidate.id`);
}

/** Turns the rows into `item_load`; a known item keeps its source, its label and its accounting day. */
export async function stageRows(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    with keyed as (
      select load.*, row_number() over (partition by ${identity('load')}, load.due_on order by load.amount_minor, load.line) as occurrence
      from item_row as load
      where not load.rejected
    )
    insert into item_load (line, item_id, known, customer_id, document_id, source, source_key, external_id, kind, ledger_class, number, label, issue_on, due_on,
      due_inferred, booked_on, currency, amount_minor, opening_without_detail, retention, reference, purchase_order, payment_means, last_reminder_level,
      last_reminder_on, custom, letter, unsent)
    select keyed.line, coalesce(item.id, uuidv7()), item.id is not null, keyed.customer_id,
      md5(${context.entityId} || keyed.customer_id || '|' || lower(keyed.number) || '|' || extract(year from keyed.issue_on))::uuid,
      coalesce(item.source, 'file'),
      coalesce(item.source_key, md5(${identity('keyed')} || '|' || coalesce(keyed.due_on::text, '') || '|' || coalesce(keyed.external_id, '')) || case keyed.occurrence when 1 then '' else '#' || keyed.occurrence end),
      keyed.external_id, case when item.kind is null or sign(item.amount_minor) <> sign(keyed.amount_minor) then keyed.kind else item.kind end,
      coalesce(item.ledger_class, 'receivable'), keyed.number, coalesce(item.label, ''), keyed.issue_on, keyed.due_on,
      coalesce(keyed.issue = 'due-inferred', false), coalesce(item.booked_on, keyed.issue_on), keyed.currency, keyed.amount_minor,
      coalesce(item.opening_without_detail, false), coalesce(item.retention, false), keyed.reference, keyed.purchase_order, keyed.payment_means,
      keyed.last_reminder_level, keyed.last_reminder_on,
      case when keyed.original_minor is null then null else jsonb_build_object('originalAmountMinor', keyed.original_minor::text) end,
      item.letter, keyed.unsent
    from keyed
    left join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = keyed.item_id
  `);
}

/** The payment of each cleared row, in one group with its invoice: so the delay of each is known. */
export async function stageSettlements(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    create temporary table settlement on commit drop as
    select load.line, load.item_id, load.customer_id, load.document_id, load.number, load.currency, load.amount_minor, load.ledger_class, item_row.settled_on,
      md5(load.source || '|' || load.source_key || '|' || item_row.settled_on) as source_key, uuidv7() as group_key
    from item_load as load
    join item_row on item_row.line = load.line
    where not item_row.rejected and item_row.settled_on is not null
  `);
  await tx.run(sql`
    update item_load as load set group_key = settlement.group_key from settlement where settlement.line = load.line
  `);
  await tx.run(sql`
    insert into item_load (item_id, known, customer_id, document_id, source, source_key, kind, ledger_class, number, issue_on, due_on, booked_on, currency,
      amount_minor, group_key)
    select coalesce(item.id, uuidv7()), item.id is not null, settlement.customer_id, uuidv7(), 'file-settlement', settlement.source_key,
      case when settlement.amount_minor > 0 then 'payment' else 'debit' end, settlement.ledger_class, settlement.number, settlement.settled_on,
      settlement.settled_on, settlement.settled_on, settlement.currency, -settlement.amount_minor, settlement.group_key
    from settlement
    left join receivables.item on item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.source = 'file-settlement'
      and item.source_key = settlement.source_key
  `);
}
