import { prepared, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { MessageChannel, OutboxMessage } from '../message.ts';

// Longer than a batch can take; a session's death is noticed at once by its lock, the lease is for the rest.
export const leaseMinutes = 15;

const outboxColumns = sql`
  message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
  message.contact_id as "contactId", message.channel, message.language, message.recipient_name as "recipientName",
  message.recipient_address as "recipientAddress", message.copies, message.subject, message.draft_text as "draftText", message.currency,
  message.attempts, message.author, message.body_text <> '' as written, message.together_key as "togetherKey"
`;

/** Takes the next messages due at the instant the run began, oldest first, for this session alone. Others at work skip them; what is put off meanwhile does not come back in the same run. */
export function claimMessages(
  db: TenantDatabase,
  claim: {
    readonly sessionId: string;
    readonly limit: number;
    /** Channels left alone. */
    readonly except?: readonly MessageChannel[] | undefined;
    readonly dueAt: Temporal.Instant;
    readonly now: Temporal.Instant;
  },
): Promise<OutboxMessage[]> {
  const lease = claim.now.add({ minutes: leaseMinutes });
  return db.rows<OutboxMessage>(
    prepared(sql`
    with next_message as (
      select id, together_key from messages.message
      where state = 'waiting' and not_before <= ${claim.dueAt.toString()}::timestamptz and channel <> all(${[...(claim.except ?? [])]}::text[])
      order by not_before, id
      limit ${claim.limit}
      for update skip locked
    ),
    -- What may leave in the same mail is taken along.
    fellow as (
      select message.id from messages.message
      -- Said, so that its own small index serves.
      where message.state = 'waiting' and message.together_key is not null and message.not_before <= ${claim.dueAt.toString()}::timestamptz
        and message.together_key in (select next_message.together_key from next_message where next_message.together_key is not null)
        and message.id not in (select next_message.id from next_message)
      for update of message skip locked
    ),
    claimed as (
      update messages.message
      set state = 'claimed', claimed_by = ${claim.sessionId}, lease_until = ${lease.toString()}::timestamptz
      from (select next_message.id from next_message union all select fellow.id from fellow) as taken
      where message.id = taken.id
      returning message.*
    )
    select ${outboxColumns} from claimed as message order by message.not_before, message.id
  `),
  );
}

/** Gives back what was claimed and not begun. */
export function giveBack(db: TenantDatabase, sessionId: string, ids: readonly string[]): Promise<number> {
  return db.run(sql`
    update messages.message set state = 'waiting', claimed_by = null, lease_until = null
    where id = any(${[...ids]}::uuid[]) and state = 'claimed' and claimed_by = ${sessionId}
  `);
}
