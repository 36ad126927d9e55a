import { type Sql, sql } from '../../../platform/database/index.ts';

/** Over `message`: whether everything it lists is still owed as much as it says. */
export const stillClaimed: Sql = sql`not exists (
  select from messages.message_item
  join receivables.item on item.tenant_id = message_item.tenant_id and item.id = message_item.item_id
  where message_item.tenant_id = message.tenant_id and message_item.message_id = message.id and item.open_minor < message_item.open_minor
)`;

/** Over `message`: what is open today of what it lists; null when it lists nothing. */
export const openNow: Sql = sql`(
  select sum(least(item.open_minor, message_item.open_minor))::bigint
  from messages.message_item
  join receivables.item on item.tenant_id = message_item.tenant_id and item.id = message_item.item_id
  where message_item.tenant_id = message.tenant_id and message_item.message_id = message.id
)`;
