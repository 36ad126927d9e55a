import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, type Sql, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { SealedSecrets } from '../signing.ts';

/** Everything one call outside may take. */
export const callTimeoutMs = 15_000;
// Longer than a call can take: whoever still holds a delivery then is gone.
const leaseSeconds = 60;

/** A delivery in this caller's hands: under way from now on, whatever becomes of the caller. */
export type Claimed = SealedSecrets & {
  readonly id: string;
  readonly claimId: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly body: string;
  readonly test: boolean;
  /** The number of this try. */
  readonly attempt: number;
  readonly startedAt: Temporal.Instant;
  readonly url: string;
};

/** Takes the next delivery due to an endpoint that is on and not resting, with its try written down. Others at work skip it; undefined when there is none. */
export function claimNext(db: TenantDatabase, endpointId: string, now: Temporal.Instant): Promise<Claimed | undefined> {
  return claim(
    db,
    now,
    sql`
    select delivery.tenant_id, delivery.id
    from webhooks.endpoint
    join webhooks.delivery on delivery.tenant_id = endpoint.tenant_id and delivery.endpoint_id = endpoint.id
    where endpoint.id = ${endpointId} and endpoint.enabled and (endpoint.rest_until is null or endpoint.rest_until <= ${now.toString()}::timestamptz)
      and delivery.state = 'waiting' and delivery.next_try_at <= ${now.toString()}::timestamptz
    order by delivery.next_try_at, delivery.id
    limit 1
    for update of delivery skip locked`,
  );
}

/** Takes one certain delivery, whether its endpoint is on or not: a person's test. */
export function claimOne(db: Queryable, deliveryId: string, now: Temporal.Instant): Promise<Claimed | undefined> {
  return claim(
    db,
    now,
    sql`select tenant_id, id from webhooks.delivery where id = ${deliveryId} and state = 'waiting' for update skip locked`,
  );
}

function claim(db: Queryable, now: Temporal.Instant, which: Sql): Promise<Claimed | undefined> {
  const at = now.toString();
  return db.maybe<Claimed>(sql`
    with next_delivery as (
      ${which}
    ),
    claimed as (
      update webhooks.delivery
      set state = 'calling', claim_id = ${uuidv7()}, lease_until = ${now.add({ seconds: leaseSeconds }).toString()}::timestamptz, attempts = delivery.attempts + 1
      from next_delivery
      where delivery.tenant_id = next_delivery.tenant_id and delivery.id = next_delivery.id
      returning delivery.*
    ),
    begun as (
      insert into webhooks.attempt (tenant_id, delivery_id, attempt, started_at, outcome)
      select tenant_id, id, attempts, ${at}::timestamptz, 'calling' from claimed
    )
    select claimed.id, claimed.claim_id as "claimId", claimed.endpoint_id as "endpointId", claimed.message_id as "messageId", claimed.body, claimed.test,
      claimed.attempts as attempt, ${at}::timestamptz as "startedAt", endpoint.url, endpoint.secret, endpoint.former_secret as "formerSecret",
      endpoint.former_secret_until as "formerSecretUntil"
    from claimed
    join webhooks.endpoint on endpoint.tenant_id = claimed.tenant_id and endpoint.id = claimed.endpoint_id
  `);
}

/** What callers that are gone left under way is due again at once, under the same webhook-id: it may have arrived, and a receiver knows by it. Answers how many. */
export function recoverLost(db: TenantDatabase, now: Temporal.Instant): Promise<number> {
  const at = now.toString();
  return db.run(sql`
    with abandoned as (
      select tenant_id, id, attempts from webhooks.delivery where state = 'calling' and lease_until <= ${at}::timestamptz for update skip locked
    ),
    tried as (
      update webhooks.attempt
      set outcome = 'lost'
      from abandoned
      where attempt.tenant_id = abandoned.tenant_id and attempt.delivery_id = abandoned.id and attempt.attempt = abandoned.attempts
    )
    update webhooks.delivery
    set state = case when delivery.test then 'failed' else 'waiting' end, finished_at = case when delivery.test then ${at}::timestamptz end,
      claim_id = null, lease_until = null, outcome = 'lost', next_try_at = ${at}::timestamptz
    from abandoned
    where delivery.tenant_id = abandoned.tenant_id and delivery.id = abandoned.id
  `);
}
