import { minorUnits } from '../../../platform/criteria/index.ts';
import { type Queryable, sql, type Sql } from '../../../platform/database/index.ts';
import type { AgedQuestion, RateUsed } from './question.ts';

/** The last rate of every currency into the asked one, on or before the day: stated with the figures it made. */
export async function ratesOn(db: Queryable, { asOf, convertTo }: Pick<AgedQuestion, 'asOf' | 'convertTo'>): Promise<RateUsed[]> {
  if (convertTo === undefined) return [];
  const known = await db.rows<RateUsed>(sql`
    select distinct on (exchange_rate.currency) exchange_rate.currency, exchange_rate.quote_currency as "quoteCurrency",
      exchange_rate.rate, exchange_rate.on_day as "onDay"
    from receivables.exchange_rate
    where exchange_rate.quote_currency = ${convertTo} and exchange_rate.on_day <= ${asOf} and exchange_rate.currency <> ${convertTo}
    order by exchange_rate.currency, exchange_rate.on_day desc
  `);
  return [{ currency: convertTo, quoteCurrency: convertTo, rate: '1', onDay: asOf }, ...known];
}

/**
 * The sums per account, in their own currency or converted. Each cell is rounded once, half a cent away from zero, and overdue is the sum
 * of its cells, so that what is printed adds up. `converted` is false where no rate is known.
 */
export function convertedAccounts(
  tenantId: number,
  { asOf, convertTo }: AgedQuestion,
  converting: boolean,
  late: readonly string[],
): Sql {
  const overdue = sql`(${sql.join(
    late.map((name) => sql.ref(`cell.${name}`)),
    sql` + `,
  )})::bigint as overdue`;
  if (!converting) return sql`select ${tenantId}::int as tenant_id, cell.*, ${overdue}, true as converted from booked as cell`;
  const factor = sql`(rate.rate * ${minorUnits(sql`${convertTo}::text`)} / ${minorUnits(sql`booked.currency`)})`;
  const amounts = ['not_due', ...late, 'unallocated', 'awaiting'].map(
    (name) => sql`coalesce(round(${sql.ref(`booked.${name}`)} * ${factor}), 0)::bigint as ${sql.ref(name)}`,
  );
  return sql`
    select ${tenantId}::int as tenant_id, cell.*, ${overdue}
    from (
      select booked.customer_id, booked.entity_id, booked.ledger_class, booked.items, ${sql.join(amounts)},
        case when rate.rate is null then booked.currency else ${convertTo} end as currency, rate.rate is not null as converted
      from booked
      left join (
        select distinct on (exchange_rate.currency) exchange_rate.currency, exchange_rate.rate
        from (
          select currency, on_day, rate from receivables.exchange_rate
          where quote_currency = ${convertTo} and on_day <= ${asOf} and currency <> ${convertTo}
          union all
          select ${convertTo}::text, ${asOf}::date, 1::numeric
        ) as exchange_rate
        order by exchange_rate.currency, exchange_rate.on_day desc
      ) as rate on rate.currency = booked.currency
    ) as cell
  `;
}
