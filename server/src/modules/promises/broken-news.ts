import type { Day } from '../../kernel/days.ts';
import { type Sql, sql } from '../../platform/database/index.ts';

// A broken promise is news for so long; then it is history, on the customer's page.
const brokenNewsDays = 30;

/** Of `promises.promise`: broken lately, and something of what was promised is still open. */
export function brokenNews(today: Day): Sql {
  return sql`(promise.state = 'broken' and promise.due_on >= ${today}::date - ${brokenNewsDays}::int
    and exists (
      select from promises.promise_item
      join receivables.item on item.tenant_id = promise_item.tenant_id and item.id = promise_item.item_id
      where promise_item.tenant_id = promise.tenant_id and promise_item.promise_id = promise.id and item.open_minor - item.awaiting_minor > 0
    ))`;
}
