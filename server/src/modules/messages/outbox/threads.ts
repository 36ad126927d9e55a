import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import type { Call } from './write-messages.ts';

// What a long conversation keeps: its first message and the latest ones. RFC 5322 sets no limit; header lines do.
const kept = 10;

/**
 * The earlier mails to the same address about some of the same items, oldest first, by message: a new one continues their conversation. One that `leaves`,
 * an expression over `message`, continues none that the debtor never got. What everybody gets is a conversation of its own.
 */
export async function threadsOf(
  db: Queryable,
  asking: readonly Pick<Call, 'message' | 'composed'>[],
  leaves: Sql,
): Promise<Map<string, string[]>> {
  const rows = asking.flatMap(({ message, composed }) =>
    message.channel === 'e-mail' && message.kind !== 'campaign' && composed.items.length > 0
      ? [
          {
            id: message.id,
            customer_id: message.customerId,
            address: composed.recipient.address.toLowerCase(),
            items: composed.items.map((item) => item.itemId),
          },
        ]
      : [],
  );
  if (rows.length === 0) return new Map();
  const found = await db.rows<{ id: string; headers: string[] }>(sql`
    select wanted.id, array_agg(coalesce(carrier.message_id_header, earlier.message_id_header) order by earlier.sent_at, earlier.id) as headers
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted (id uuid, customer_id uuid, address text, items uuid[])
    join messages.message on message.id = wanted.id
    join messages.message as earlier on earlier.customer_id = wanted.customer_id and earlier.state = 'sent' and earlier.channel = 'e-mail'
      and earlier.kind not in ('internal', 'campaign') and lower(earlier.recipient_address) = wanted.address and earlier.id <> wanted.id
      and (earlier.transport is distinct from 'local' or not ${leaves})
    left join messages.message as carrier on carrier.tenant_id = earlier.tenant_id and carrier.id = earlier.sent_with
    where exists (
      select from messages.message_item
      where message_item.message_id = earlier.id and message_item.item_id = any(wanted.items)
    )
    group by wanted.id
  `);
  return new Map(found.map(({ id, headers }) => [id, shortened(headers)]));
}

function shortened(headers: string[]): string[] {
  return headers.length <= kept ? headers : [...headers.slice(0, 1), ...headers.slice(1 - kept)];
}
