import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';

/**
 * What the ledger holds beside what the last file that tells a whole balance said: the 411 total of an FEC, the sum of a stock of items.
 * A difference means files are missing, or something was changed by hand.
 */
export async function controlDifferences(db: Queryable, entityId: string | undefined) {
  const rows = await db.rows<{
    entityId: string;
    entity: string;
    currency: string;
    ledger: bigint;
    control: bigint;
    importId: string;
  }>(sql`
    with last_import as (
      select distinct on (import.entity_id) import.id, import.entity_id, import.control
      from intake.import
      where import.state = 'applied' and (import.type = 'fec' or (import.type = 'items' and import.mode = 'stock'))
        and (${entityId ?? null}::uuid is null or import.entity_id = ${entityId ?? null}::uuid)
      order by import.entity_id, import.finished_at desc
    ),
    told as (
      select last_import.id, last_import.entity_id, total.currency, total.taken::bigint as control
      from last_import
      cross join jsonb_to_recordset(last_import.control) as total (currency text, taken text)
    )
    select told.entity_id as "entityId", entity.name as entity, told.currency, told.control, told.id as "importId",
      coalesce((
        select sum(item.open_minor) from receivables.item
        where item.tenant_id = entity.tenant_id and item.entity_id = told.entity_id and item.currency = told.currency and item.open_minor <> 0
          and item.in_ledger and item.ledger_class = 'receivable'
      ), 0)::bigint as ledger
    from told
    join identity.entity on entity.id = told.entity_id
    order by entity.name, told.currency
  `);
  return rows.map((row) => ({
    entityId: row.entityId,
    entity: row.entity,
    currency: row.currency,
    ledger: toDecimal(row.ledger, row.currency),
    control: toDecimal(row.control, row.currency),
    difference: toDecimal(row.ledger - row.control, row.currency),
    importId: row.importId,
  }));
}
