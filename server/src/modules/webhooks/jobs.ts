import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import { recoverLost } from './delivery/claim.ts';
import type { Courier } from './delivery/courier.ts';
import { removeOld } from './delivery/retention.ts';
import { fanOut } from './fan-out.ts';
import { continueReplays } from './replay.ts';
import { resealSecrets } from './reseal.ts';
import { deliverKind, wakeDelivery } from './wake.ts';

// News wakes the job; this only finds what a lost process or a full courier left.
const lookAgainSeconds = 60;
const stillDueSeconds = 5;

/** Queues what was numbered since, starts the calls that are due, removes what is old, and says when it is needed next. Calls run on in the courier. */
export function deliverJob(courier: Courier, keyring: () => Promise<Keyring>): Job {
  return defineJob(deliverKind, async ({ db, now }) => {
    await recoverLost(db, now());
    await fanOut(db, now());
    await continueReplays(db, now());
    await courier.dispatch(db);
    await removeOld(db, now());
    await resealSecrets(db, await keyring());
    const again = await neededNext(db, now());
    return again ? { again } : undefined;
  });
}

/** A job after which events may have new numbers: once it is done, the sending is woken. */
export function wakingDelivery(job: Job): Job {
  return defineJob(job.kind, async (call) => {
    const outcome = await job.handler(call);
    await wakeDelivery(call.db, call.tenantId);
    return outcome;
  });
}

/** When something of the tenant becomes due; undefined when it has no endpoint. */
async function neededNext(db: TenantDatabase, now: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  const at = now.toString();
  const { next } = await db.one<{ next: Temporal.Instant | null }>(sql`
    select least(
      (
        select case when bool_or(enabled) then ${now.add({ seconds: lookAgainSeconds }).toString()}::timestamptz else ${now.add({ hours: 24 }).toString()}::timestamptz end
        from webhooks.endpoint having count(*) > 0
      ),
      (select min(lease_until) from webhooks.delivery where state = 'calling'),
      (
        select min(greatest(first.next_try_at, endpoint.rest_until, ${at}::timestamptz + make_interval(secs => ${stillDueSeconds})))
        from webhooks.endpoint
        cross join lateral (
          select next_try_at from webhooks.delivery
          where delivery.tenant_id = endpoint.tenant_id and delivery.endpoint_id = endpoint.id and delivery.state = 'waiting'
          order by next_try_at
          limit 1
        ) as first
        where endpoint.enabled
      )
    ) as next
  `);
  return next ?? undefined;
}
