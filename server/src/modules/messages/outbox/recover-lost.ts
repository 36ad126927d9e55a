import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { type EndedMessage, type OutboxHooks, tellHooks } from './composer.ts';
import { goneSessions } from './session.ts';

export type Recovered = { readonly requeued: number; readonly sent: number; readonly uncertain: number };

type LeftMessage = { readonly attempt: number; readonly byHand: boolean } & (
  | EndedMessage
  | (Omit<EndedMessage, 'state'> & { readonly state: 'waiting' })
);

/** What sessions that are gone left behind: claimed goes back to the queue; calling is looked up where that can be (the local mailbox), else it is uncertain and never sent again by itself. */
export async function recoverLost(db: TenantDatabase, now: Temporal.Instant, hooks: OutboxHooks): Promise<Recovered> {
  return db.transaction(async (tx) => {
    const gone = await tx.rows<{ id: string }>(goneSessions(now));
    if (gone.length === 0) return { requeued: 0, sent: 0, uncertain: 0 };
    const ids = gone.map((session) => session.id);
    const left = await tx.rows<LeftMessage>(sql`
      with abandoned as (
        select message.id, message.state as left_in,
          case
            when message.state = 'claimed' then 'waiting'
            when message.transport = 'local' and exists (
              select from messages.local_mail
              where local_mail.tenant_id = message.tenant_id and local_mail.message_id = coalesce(message.sent_with, message.id)
            ) then 'sent'
            -- Neither the local mailbox nor our own printing has it out of the machine: it may be written again.
            when message.transport in ('local', 'print') then 'waiting'
            else 'uncertain'
          end as state
        from messages.message
        where message.claimed_by = any(${ids}::uuid[]) and message.state in ('claimed', 'calling')
        for update of message
      )
      update messages.message
      set state = abandoned.state, lease_until = null,
        attempts = message.attempts + case when abandoned.state = 'waiting' then 0 else 1 end,
        -- Kept on an uncertain one: should its session be alive after all, it may still say how it ended.
        claimed_by = case when abandoned.state = 'waiting' then null else message.claimed_by end,
        sent_at = case when abandoned.state = 'sent' then ${now.toString()}::timestamptz end,
        finished_at = case when abandoned.state <> 'waiting' then ${now.toString()}::timestamptz end,
        failure_code = case when abandoned.state = 'uncertain' then 'outcome-unknown' end
      from abandoned
      where message.id = abandoned.id
      returning message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
        message.state, message.failure_code as reason, ${now.toString()}::timestamptz as "endedAt", message.attempts as attempt, message.draft_text is not null as "byHand"
    `);
    // It is written anew, with what is owed by then.
    await tx.run(sql`
      delete from messages.message_item
      where message_id = any(${left.filter((message) => message.state === 'waiting' && !message.byHand).map((message) => message.id)}::uuid[])
    `);
    const ended = left.filter((message): message is LeftMessage & EndedMessage => message.state !== 'waiting');
    if (ended.length > 0) {
      await tx.run(sql`
        insert into messages.attempt (tenant_id, message_id, attempt, started_at, outcome, detail)
        select ${tx.tenantId}, row.id, row.attempt, ${now.toString()}, row.state, 'the sending program stopped'
        from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as row (id uuid, attempt integer, state text)
      `);
      await tellHooks(tx, hooks, ended);
    }
    const count = (state: string): number => left.filter((message) => message.state === state).length;
    return { requeued: count('waiting'), sent: count('sent'), uncertain: count('uncertain') };
  });
}
