import type { Output, worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { brokenNews } from '../promises/index.ts';
import { bouncedOfDebtor, callBackDue, doubtedOfDebtor } from './alerts.ts';
import { toQualify } from './qualify-items.ts';
import { awaitsReading } from './reply-list.ts';

type Counters = Output<(typeof worklistRoutes)['GET /agenda/counters']>;

/** The figures on the agenda tabs: of everyone, or of some people's portfolios. */
export async function agendaCounters(
  db: Queryable,
  on: { readonly today: Day; readonly collectorIds?: readonly string[] | undefined },
): Promise<Counters> {
  const mine = (customerId: string) =>
    on.collectorIds
      ? sql`exists (
          select from customers.customer
          where customer.id = ${sql.ref(customerId)} and customer.collector_id = any(${on.collectorIds}::uuid[])
        )`
      : sql`true`;
  const own = on.collectorIds ? sql`customer.collector_id = any(${on.collectorIds}::uuid[])` : sql`true`;
  const counts = await db.one<Omit<Counters, 'today' | 'alerts'>>(sql`
    select
      (select count(*)::int from dunning.action
        where action.state = 'to-do' and action.planned_on <= ${on.today}::date and ${mine('action.customer_id')}) as "toDo",
      (select count(*)::int from dunning.action where action.state = 'to-confirm' and ${mine('action.customer_id')}) as "toConfirm",
      (select count(distinct hold.customer_id)::int from holds.hold
        where ${awaitsReading(on.today)} and ${mine('hold.customer_id')})
        + (select count(*)::int from replies.mail
          where mail.state in ('to-treat', 'triage') and (mail.customer_id is null or ${mine('mail.customer_id')})) as replies,
      (select count(*)::int from replies.mail
        where mail.state in ('to-treat', 'triage') and mail.due_on < ${on.today}::date and (mail.customer_id is null or ${mine('mail.customer_id')}))
        as "repliesOverdue",
      (select count(*)::int from promises.promise
        where ${brokenNews(on.today)} and ${mine('promise.customer_id')}) as "brokenPromises",
      (select count(*)::int from messages.message where message.state = 'failed' and ${mine('message.customer_id')}) as "failedMessages",
      (select count(*)::int from messages.message where message.state = 'uncertain' and ${mine('message.customer_id')}) as "uncertainMessages",
      (select count(*)::int from customers.contact
        where ${bouncedOfDebtor} and ${mine('contact.customer_id')}) as "bouncedContacts",
      (select count(*)::int from customers.customer
        where ${doubtedOfDebtor} and ${own}) as "doubtedAddresses",
      (select count(*)::int from worklist.interaction
        where ${callBackDue(on.today)} and ${mine('interaction.customer_id')}) as "callBacksDue",
      (select count(*)::int from ${toQualify(own)}) as "toQualify",
      (select count(*)::int from disputes.dispute
        where dispute.closed_at is null and dispute.due_on < ${on.today}::date and ${mine('dispute.customer_id')}) as "disputesOverdue"
  `);
  const alerts =
    counts.brokenPromises +
    counts.failedMessages +
    counts.uncertainMessages +
    counts.bouncedContacts +
    counts.doubtedAddresses +
    counts.callBacksDue +
    counts.repliesOverdue +
    counts.disputesOverdue +
    Math.min(counts.toQualify, 1);
  return { today: on.today, ...counts, alerts };
}
