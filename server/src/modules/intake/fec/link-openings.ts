import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import type { BooksContext } from './fec-context.ts';

/**
 * Links opening lines to the earlier items they repeat, open at that day: same customer and amount, then number and day, number alone, day
 * alone. Movements of an earlier year that come in after their opening take over the item made from it, so that it keeps its identity.
 */
export async function linkOpenings(tx: Transaction, context: BooksContext): Promise<void> {
  const account = (table: string): Sql =>
    sql`${sql.ref(`${table}.customer_id`)} || ${sql.ref(`${table}.ledger_class`)} || ${sql.ref(`${table}.amount_minor`)}`;
  const number = (table: string): Sql => sql`'|' || ${sql.ref(`${table}.number`)}`;
  const day = (table: string): Sql => sql`'|' || ${sql.ref(`${table}.issue_on`)}`;
  await pair(tx, context, (table) => sql`${account(table)} || ${number(table)} || ${day(table)}`, sql`true`);
  await pair(tx, context, (table) => sql`${account(table)} || ${number(table)}`, sql`true`);
  await pair(tx, context, (table) => sql`${account(table)} || ${day(table)}`, sql`opening.detailed`);
  await takeOverMadeItems(tx, context);
}

/** Pairs unlinked opening lines and earlier items of one key, one to one in each year. */
async function pair(tx: Transaction, context: BooksContext, key: (table: string) => Sql, condition: Sql): Promise<void> {
  const unlinked = sql`opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.item_id is null`;
  await tx.run(sql`
    with wanting as (
      select opening.boundary_on, opening.source_key, ${key('opening')} as key,
        row_number() over (partition by opening.boundary_on, ${key('opening')} order by opening.source_key) as place
      from intake.opening_line as opening
      where ${unlinked} and ${condition}
    ),
    offered as (
      select boundary.boundary_on, item.id as item_id, ${key('item')} as key,
        row_number() over (partition by boundary.boundary_on, ${key('item')} order by item.id) as place
      from (select distinct wanting.boundary_on from wanting) as boundary
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId}
        and item.booked_on < boundary.boundary_on and item.settled_on >= boundary.boundary_on and item.source in ('fec', 'fec-opening')
      where not exists (
        select from intake.opening_line as other
        where other.tenant_id = item.tenant_id and other.item_id = item.id and other.boundary_on = boundary.boundary_on
      )
    )
    update intake.opening_line as opening set item_id = offered.item_id
    from wanting
    join offered on offered.boundary_on = wanting.boundary_on and offered.key = wanting.key and offered.place = wanting.place
    where ${unlinked} and opening.boundary_on = wanting.boundary_on and opening.source_key = wanting.source_key
  `);
}

/** A movement that comes in after the opening that repeats it is the same item: it takes the identity of the one made from the opening. */
async function takeOverMadeItems(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    with pair as (
      select load.line, made.id as item_id,
        dense_rank() over (partition by load.customer_id, load.amount_minor, load.number, load.issue_on order by load.line) as line_place,
        dense_rank() over (partition by load.customer_id, load.amount_minor, load.number, load.issue_on order by made.id) as item_place
      from intake.opening_line as opening
      join receivables.item as made on made.tenant_id = opening.tenant_id and made.id = opening.item_id and made.source = 'fec-opening'
      join item_load as load on not load.known and load.customer_id = made.customer_id and load.ledger_class = made.ledger_class
        and load.amount_minor = made.amount_minor and load.number = made.number and load.issue_on = made.issue_on
        and load.booked_on < opening.boundary_on
      where opening.tenant_id = ${tx.tenantId} and opening.entity_id = ${context.entityId} and opening.booked_on = made.booked_on
        and made.id not in (select item_removal.item_id from item_removal)
    )
    update item_load as load set item_id = pair.item_id, known = true
    from pair
    where load.line = pair.line and pair.line_place = pair.item_place
  `);
}
