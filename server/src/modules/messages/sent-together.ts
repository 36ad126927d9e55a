import { type Queryable, sql } from '../../platform/database/index.ts';

/** A message that left in the mail of another, or whose mail carried others. */
export type SentTogether = { readonly of: string; readonly messageId: string; readonly customerId: string };

/** The other messages of the mails these left in, those they were about to leave in included. None for what left by itself. */
export function sentTogether(db: Queryable, messageIds: readonly string[]): Promise<SentTogether[]> {
  return db.rows<SentTogether>(sql`
    with mail as (
      select message.id as of, coalesce(message.sent_with, message.id) as leader
      from messages.message
      where message.id = any(${[...messageIds]}::uuid[]) and message.together_key is not null
    )
    select mail.of, message.id as "messageId", message.customer_id as "customerId"
    from mail
    join messages.message on message.sent_with = mail.leader and message.id <> mail.of
    union all
    select mail.of, message.id, message.customer_id
    from mail
    join messages.message on message.id = mail.leader and message.id <> mail.of
    order by 1, 2
  `);
}
