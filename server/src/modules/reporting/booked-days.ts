import type { Day } from '../../kernel/days.ts';
import { type Queryable, type Sql, sql, type TenantDatabase } from '../../platform/database/index.ts';
import { inEntity, type Scope } from './scope.ts';

/** Brings the booked days of every entity up to its last import; nothing to do when none came since, nor for who sees only some customers. */
export async function refreshBookedDays(db: TenantDatabase): Promise<void> {
  const { whole } = await db.one<{ whole: boolean }>(sql`select platform.sees_whole_entities() as whole`);
  if (!whole) return;
  const stale = await db.rows<{ entityId: string; stamp: string }>(sql`
    with current as (
      select entity.id as entity_id, coalesce((
        select count(*) || ':' || coalesce(max(import.finished_at), '-infinity') || ':' || coalesce(max(import.undone_at), '-infinity')
        from intake.import
        where import.tenant_id = entity.tenant_id and import.entity_id = entity.id and import.state in ('applied', 'undone')
      ), '') || ':' || (select count(*) from customers.customer where customer.tenant_id = entity.tenant_id and customer.entity_id = entity.id and customer.intercompany) as stamp
      from identity.entity
      where entity.tenant_id = ${db.tenantId}
    )
    select current.entity_id as "entityId", current.stamp
    from current
    left join reporting.booked_day_stamp as counted on counted.tenant_id = ${db.tenantId} and counted.entity_id = current.entity_id
    where counted.stamp is distinct from current.stamp
  `);
  for (const { entityId, stamp } of stale) await countBookedDays(db, entityId, stamp);
}

// One entity at a time, and one reader: two that come together wait for each other instead of counting twice.
async function countBookedDays(db: TenantDatabase, entityId: string, stamp: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`reporting/${db.tenantId}/${entityId}`}, 0))`);
    const counted = await tx.maybe(sql`
      select from reporting.booked_day_stamp where tenant_id = ${db.tenantId} and entity_id = ${entityId} and stamp = ${stamp}
    `);
    if (counted) return;
    await tx.run(sql`delete from reporting.booked_day where tenant_id = ${db.tenantId} and entity_id = ${entityId}`);
    await tx.run(sql`
      insert into reporting.booked_day (tenant_id, entity_id, currency, booked_on, sales_minor, received_minor, payments, net_minor, invoices)
      select ${db.tenantId}, counted.* from (${countedDays(db.tenantId, sql`item.entity_id = ${entityId}`)}) as counted
    `);
    await tx.run(sql`
      insert into reporting.booked_day_stamp (tenant_id, entity_id, stamp) values (${db.tenantId}, ${entityId}, ${stamp})
      on conflict (tenant_id, entity_id) do update set stamp = excluded.stamp, counted_at = now()
    `);
  });
}

function countedDays(tenantId: number, which: Sql): Sql {
  return sql`
    select item.entity_id, item.currency, item.booked_on,
      coalesce(sum(item.amount_minor) filter (where item.kind in ('invoice', 'credit-note')), 0) as sales_minor,
      coalesce(-sum(item.amount_minor) filter (where item.kind = 'payment'), 0) as received_minor,
      count(*) filter (where item.kind = 'payment') as payments,
      sum(item.amount_minor) as net_minor,
      count(*) filter (where item.kind = 'invoice') as invoices
    from receivables.item
    where item.tenant_id = ${tenantId} and ${which} and item.in_ledger and item.ledger_class = 'receivable'
      and item.customer_id <> all (array(select customer.id from customers.customer where customer.tenant_id = ${tenantId} and customer.intercompany))
    group by item.entity_id, item.currency, item.booked_on
  `;
}

/** What was booked by day, as a subquery: the kept days, or for a caller who sees only some customers a count of what they see. */
export function bookedDays({ tenantId }: Scope): Sql {
  // The condition is one value for the whole statement: of the two halves only one is run.
  return sql`(
    select day.entity_id, day.currency, day.booked_on, day.sales_minor, day.received_minor, day.payments, day.net_minor, day.invoices
    from reporting.booked_day as day
    where day.tenant_id = ${tenantId}
    union all
    ${countedDays(tenantId, sql`not (select platform.sees_whole_entities())`)}
  )`;
}

/** Sales of one calendar month up to `asOf`, incl. tax, and the net balance at the close of the month (or of `asOf`). */
export type SalesMonth = {
  readonly currency: string;
  readonly month: Day;
  readonly salesMinor: bigint | null;
  readonly closingMinor: bigint;
};

/**
 * The months up to `asOf`, oldest first. Sales come from the ledger where it holds all invoices (a FEC was imported), else from the
 * monthly sales brought in for it, else they are unknown (null): a file of open items alone misses what was paid.
 */
export function salesMonths(db: Queryable, scope: Scope, months: number): Promise<SalesMonth[]> {
  const { tenantId, asOf } = scope;
  return db.rows<SalesMonth>(sql`
    with whole_ledger as (
      select entity_id from intake.whole_ledger_entities()
    ),
    told as (
      select sales.currency, sales.month, sum(sales.amount_minor) as minor
      from customers.monthly_sales as sales
      where sales.tenant_id = ${tenantId} and ${inEntity(scope, sql`sales.entity_id`)} and sales.month <= ${asOf}::date
        and sales.entity_id not in (select whole_ledger.entity_id from whole_ledger)
        and sales.customer_id <> all (array(select customer.id from customers.customer where customer.tenant_id = ${tenantId} and customer.intercompany))
      group by sales.currency, sales.month
    ),
    booked as (
      select day.currency, date_trunc('month', day.booked_on)::date as month, sum(day.net_minor) as net_minor,
        sum(day.sales_minor) filter (where day.entity_id in (select whole_ledger.entity_id from whole_ledger)) as sales_minor
      from ${bookedDays(scope)} as day
      where ${inEntity(scope, sql`day.entity_id`)} and day.booked_on <= ${asOf}
      group by day.currency, date_trunc('month', day.booked_on)
    ),
    calendar as (
      select currency.currency, month::date as month
      from (select currency from booked union select currency from told) as currency,
        generate_series(date_trunc('month', ${asOf}::date) - make_interval(months => ${months}), date_trunc('month', ${asOf}::date), interval '1 month') as month
    ),
    running as (
      select booked.currency, booked.month, booked.sales_minor, sum(booked.net_minor) over (partition by booked.currency order by booked.month) as closing_minor
      from booked
    )
    select calendar.currency, calendar.month,
      case when running.sales_minor is null and told.minor is null then null else (coalesce(running.sales_minor, 0) + coalesce(told.minor, 0))::bigint end as "salesMinor",
      coalesce((
        select earlier.closing_minor from running as earlier
        where earlier.currency = calendar.currency and earlier.month <= calendar.month order by earlier.month desc limit 1
      ), 0)::bigint as "closingMinor"
    from calendar
    left join running on running.currency = calendar.currency and running.month = calendar.month
    left join told on told.currency = calendar.currency and told.month = calendar.month
    order by calendar.currency, calendar.month
  `);
}
