import { type Queryable, sql } from '../../platform/database/index.ts';
import type { DunningNeighbours, LastContact } from '../dunning/index.ts';

/** The last contact of each customer: what was logged with it, what was sent to it, or an action finished without either. A note is no contact. */
async function lastContacts(db: Queryable, customerIds: readonly string[]): Promise<Map<string, LastContact>> {
  const rows = await db.rows<LastContact & { customerId: string }>(sql`
    select asked.customer_id as "customerId", last.at, last.channel, last.outcome
    from unnest(${[...customerIds]}::uuid[]) as asked (customer_id)
    cross join lateral (
      (
        select interaction.happened_at as at, interaction.kind as channel, interaction.outcome
        from worklist.interaction
        where interaction.customer_id = asked.customer_id and interaction.kind <> 'note'
        order by interaction.happened_at desc
        limit 1
      )
      union all
      (
        select message.sent_at, message.channel, null
        from messages.message
        where message.customer_id = asked.customer_id and message.state = 'sent'
          -- What stayed in the local mailbox reached nobody.
          and message.transport is distinct from 'local'
        order by message.sent_at desc
        limit 1
      )
      union all
      (
        select action.done_at, action.channel, null
        from dunning.action
        where action.customer_id = asked.customer_id and action.done_at is not null
          -- A logged call closes its action a moment later: the call says more.
          and not exists (
            select from worklist.interaction as logged
            where logged.customer_id = action.customer_id and logged.action_id = action.id
          )
          and not exists (
            select from messages.message as rehearsed
            where rehearsed.action_id = action.id and rehearsed.state = 'sent' and rehearsed.transport = 'local'
          )
        order by action.done_at desc
        limit 1
      )
      order by at desc
      limit 1
    ) as last
  `);
  return new Map(rows.map(({ customerId, ...contact }) => [customerId, contact]));
}

/** What the agenda shows of the modules above dunning. */
export const dunningNeighbours: DunningNeighbours = { lastContacts };
