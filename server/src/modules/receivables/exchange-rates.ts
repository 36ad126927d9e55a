import type { Actor } from '../../kernel/actor.ts';
import { isDay } from '../../kernel/days.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { refuse } from './refusals.ts';

export type ExchangeRate = {
  readonly currency: string;
  readonly quoteCurrency: string;
  readonly onDay: string;
  readonly rate: string;
  readonly source: string;
};

const columns = sql`exchange_rate.currency, exchange_rate.quote_currency as "quoteCurrency", exchange_rate.on_day as "onDay", exchange_rate.rate, exchange_rate.source`;

/** The rates known, latest first. */
export function listRates(db: Queryable, currency: string | undefined): Promise<ExchangeRate[]> {
  return db.rows<ExchangeRate>(sql`
    select ${columns}
    from receivables.exchange_rate
    where ${currency === undefined ? sql`true` : sql`exchange_rate.currency = ${currency}`}
    order by exchange_rate.on_day desc, exchange_rate.currency, exchange_rate.quote_currency
    limit 1000
  `);
}

/** States the rate of a day: one unit of `currency` is `rate` units of `quoteCurrency`. A rate stated again replaces the first. */
export async function stateRate(tx: Transaction, rate: Omit<ExchangeRate, 'source'>, by: Actor): Promise<ExchangeRate> {
  if (rate.currency === rate.quoteCurrency || !isDay(rate.onDay) || !/[1-9]/.test(rate.rate))
    throw refuse('exchange-rate.invalid');
  const stated = await tx.one<ExchangeRate>(sql`
    insert into receivables.exchange_rate (tenant_id, currency, quote_currency, on_day, rate)
    values (${tx.tenantId}, ${rate.currency}, ${rate.quoteCurrency}, ${rate.onDay}, ${rate.rate})
    on conflict (tenant_id, currency, quote_currency, on_day) do update set rate = excluded.rate, source = excluded.source
    returning ${columns}
  `);
  await recordEvent(tx, { kind: 'exchange-rates.stated', actor: by, details: { ...rate } });
  return stated;
}
