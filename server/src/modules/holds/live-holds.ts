import type { Day } from '../../kernel/days.ts';
import { type Sql, sql } from '../../platform/database/index.ts';

/** Every hold that holds on a day, as a select to join: the run, why/why-not and the lists all read this one. Mind `scope`: an item's hold names its customer too. */
export function liveHolds(on: Day): Sql {
  return sql`
    select hold.tenant_id, hold.id, hold.scope, hold.entity_id, hold.customer_id, hold.item_id, hold.part_minor, hold.reason,
      hold.source, hold.source_id, hold.from_on, hold.until_on, hold.note, hold.author
    from holds.hold
    where hold.released_at is null and hold.from_on <= ${on}::date and (hold.until_on is null or hold.until_on >= ${on}::date)
  `;
}
