import { sql, type Transaction } from '../../../platform/database/index.ts';
import { readSetting } from '../../identity/index.ts';
import type { BooksContext } from '../fec/fec-context.ts';
import type { HeldFigure, ImportOutcome } from '../import-outcome.ts';

/**
 * Finds what a stock file no longer holds: fills `gone_from_stock` with the entity's open items that no row stands for, those apart whose row
 * could not be read. To be called before the load is merged.
 */
export async function findGone(tx: Transaction, context: BooksContext): Promise<void> {
  await tx.run(sql`
    create temporary table gone_from_stock on commit drop as
    select item.id as item_id, item.currency, item.open_minor, item.number, item.customer_id
    from receivables.item
    where item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.open_minor <> 0 and item.in_ledger and item.kind <> 'clearing'
      and not exists (select from item_load as load where load.item_id = item.id)
      and not exists (
        select from item_row
        join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${context.entityId} and customer.code = item_row.code
        where item_row.rejected and customer.id = item.customer_id and lower(item_row.number) = lower(item.number)
      )
  `);
}

/**
 * Whether a stock file changes so much that a person should look first: it would settle more than the allowed share of what is open, or bring
 * the total past the allowed factor. Never an entity's first import.
 */
export async function anomalyOf(tx: Transaction, context: BooksContext): Promise<ImportOutcome['held']> {
  const figures = await tx.rows<HeldFigure & { openAbsoluteMinor: bigint }>(sql`
    with before as (
      select item.currency, sum(item.open_minor) as open_minor, sum(abs(item.open_minor)) as absolute_minor
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${context.entityId} and item.open_minor <> 0 and item.in_ledger
      group by item.currency
    ),
    gone as (
      select currency, sum(open_minor) as open_minor, sum(abs(open_minor)) as absolute_minor, count(*) as items from gone_from_stock group by currency
    ),
    change as (
      select moved.currency, sum(moved.minor) as minor
      from item_load as load
      left join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = load.item_id
      -- An item that comes back in another currency leaves the total of its own.
      cross join lateral (values (load.currency, load.amount_minor), (item.currency, -item.open_minor)) as moved (currency, minor)
      group by moved.currency
    )
    select before.currency, before.open_minor::bigint as "openBeforeMinor", before.absolute_minor::bigint as "openAbsoluteMinor",
      (before.open_minor + coalesce(change.minor, 0) - coalesce(gone.open_minor, 0))::bigint as "openAfterMinor",
      coalesce(gone.absolute_minor, 0)::bigint as "settledMinor", coalesce(gone.items, 0)::int as "settledItems"
    from before
    left join gone on gone.currency = before.currency
    left join change on change.currency = before.currency
    order by before.currency
  `);
  const [share, factor] = [await readSetting(tx, 'stock.maxSettledShare'), await readSetting(tx, 'stock.maxChange')];
  // Settings are decimal numbers; in thousandths, the comparison with amounts stays in whole numbers.
  const [shareThousandths, factorThousandths] = [BigInt(Math.round(share * 1000)), BigInt(Math.round(factor * 1000))];
  const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
  if (figures.some((one) => one.settledMinor * 1000n > one.openAbsoluteMinor * shareThousandths))
    return { reason: 'settles-too-much', figures };
  const jumps = (one: HeldFigure): boolean =>
    size(one.openAfterMinor) * 1000n > size(one.openBeforeMinor) * factorThousandths ||
    size(one.openBeforeMinor) * 1000n > size(one.openAfterMinor) * factorThousandths;
  return figures.some(jumps) ? { reason: 'total-changes-too-much', figures } : undefined;
}
