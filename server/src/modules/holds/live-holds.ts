import type { Day } from '../../kernel/days.ts';
import { type Sql, sql } from '../../platform/database/index.ts';

/** A boolean expression over `hold`: whether it holds on a day, given as an expression. */
export function holdsOn(day: Sql): Sql {
  return sql`hold.released_at is null and hold.from_on <= ${day} and (hold.until_on is null or hold.until_on >= ${day})`;
}

/** Arrays of uuids, as expressions: the items and customers one asks about. */
type AskedAbout = { readonly items: Sql; readonly customers: Sql };

/**
 * Every hold that holds on a day, as a select to join: the run, why/why-not and the lists all read this one. Mind `scope`: an item's hold names
 * its customer too. Asked about a few, those on them as items or customers and those on an entity, by their indexes: never all that hold.
 */
export function liveHolds(on: Day, about?: AskedAbout): Sql {
  const live = holdsOn(sql`${on}::date`);
  const columns = sql`hold.tenant_id, hold.id, hold.scope, hold.entity_id, hold.customer_id, hold.item_id, hold.part_minor, hold.reason,
      hold.source, hold.source_id, hold.from_on, hold.until_on, hold.note, hold.author`;
  if (!about)
    return sql`
    select ${columns}
    from holds.hold
    where ${live}
  `;
  return sql`
    select ${columns} from holds.hold where ${live} and hold.scope = 'item' and hold.item_id = any(${about.items})
    union all
    select ${columns} from holds.hold where ${live} and hold.scope = 'customer' and hold.customer_id = any(${about.customers})
    union all
    select ${columns} from holds.hold where ${live} and hold.scope = 'entity'
  `;
}
