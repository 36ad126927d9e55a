import { systemActor } from '../../../kernel/actor.ts';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { askForDelivery } from '../wake.ts';
import type { Claimed } from './claim.ts';
import { disableAfterHours, nextTry, type Outcome, restUntil } from './schedule.ts';

/** How a try ended. */
export type Try = {
  readonly outcome: Outcome;
  readonly statusCode: number | undefined;
  readonly durationMs: number;
  /** The first bytes of the answer, or what went wrong. */
  readonly answer: string;
  readonly retryAfter: Temporal.Instant | undefined;
  readonly now: Temporal.Instant;
  /** In [0, 1): spreads the next try. */
  readonly random: number;
};

/**
 * Writes down how a try ended and what follows for its delivery and its endpoint, in one transaction. False when the delivery is no longer in
 * this caller's hands: the lease ran out and another one tries, so that what we know counts for nothing but the receiver's own memory.
 */
export function recordTry(db: TenantDatabase, claimed: Claimed, done: Try): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await endTry(tx, claimed, done))) return false;
    if (claimed.test || done.outcome === 'lost') return true;
    if (done.outcome === 'delivered') await noteSuccess(tx, claimed.endpointId, done.now);
    else await noteFailure(tx, claimed.endpointId, done);
    return true;
  });
}

async function endTry(tx: Transaction, claimed: Claimed, done: Try): Promise<boolean> {
  const now = done.now.toString();
  const { failures } = (await tx.maybe<{ failures: number }>(sql`
    select failures + ${done.outcome === 'delivered' || done.outcome === 'lost' ? 0 : 1}::int as failures
    from webhooks.delivery
    where id = ${claimed.id} and claim_id = ${claimed.claimId}
    for update
  `)) ?? { failures: -1 };
  if (failures < 0) return false;
  const again = nextTryOf(claimed, done, failures);
  await tx.run(sql`
    with tried as (
      update webhooks.attempt
      set outcome = ${done.outcome}, status_code = ${done.statusCode ?? null}, duration_ms = ${done.durationMs}, answer = ${done.answer}
      where delivery_id = ${claimed.id} and attempt = ${claimed.attempt}
    )
    update webhooks.delivery
    set state = ${done.outcome === 'delivered' ? 'delivered' : again ? 'waiting' : 'failed'}, failures = ${failures}, claim_id = null, lease_until = null,
      outcome = ${done.outcome}, status_code = ${done.statusCode ?? null}, duration_ms = ${done.durationMs},
      next_try_at = coalesce(${again?.toString() ?? null}::timestamptz, next_try_at),
      finished_at = case when ${again === undefined} then ${now}::timestamptz end
    where id = ${claimed.id}
  `);
  if (again) await askForDelivery(tx, again);
  return true;
}

function nextTryOf(claimed: Claimed, done: Try, failures: number): Temporal.Instant | undefined {
  if (done.outcome === 'delivered' || done.outcome === 'gone' || claimed.test) return undefined;
  // Cut short by our own stop: it costs the receiver no try.
  if (done.outcome === 'lost') return done.now;
  const scheduled = nextTry(failures, done.now, done.random);
  if (!scheduled || !done.retryAfter) return scheduled;
  return Temporal.Instant.compare(done.retryAfter, scheduled) > 0
    ? (restUntil(0, done.retryAfter, done.now) ?? scheduled)
    : scheduled;
}

// The endpoint's row is written seldom: every success of every lane would wait for it.
function noteSuccess(tx: Transaction, endpointId: string, now: Temporal.Instant): Promise<number> {
  const at = now.toString();
  return tx.run(sql`
    update webhooks.endpoint
    set failing_since = null, failures = 0, rest_until = null, last_delivered_at = ${at}::timestamptz
    where id = ${endpointId} and (failures > 0 or failing_since is not null or last_delivered_at is null or last_delivered_at < ${at}::timestamptz - interval '10 seconds')
  `);
}

async function noteFailure(tx: Transaction, endpointId: string, done: Try): Promise<void> {
  const { failures, failingSince, enabled } = await tx.one<{
    failures: number;
    failingSince: Temporal.Instant;
    enabled: boolean;
  }>(sql`
    update webhooks.endpoint
    set failures = failures + 1, failing_since = coalesce(failing_since, ${done.now.toString()}::timestamptz)
    where id = ${endpointId}
    returning failures, failing_since as "failingSince", enabled
  `);
  const rest = restUntil(failures, done.retryAfter, done.now);
  if (rest)
    await tx.run(sql`
      update webhooks.endpoint set rest_until = greatest(rest_until, ${rest.toString()}::timestamptz) where id = ${endpointId}
    `);
  const tooLong = Temporal.Instant.compare(failingSince.add({ hours: disableAfterHours }), done.now) <= 0;
  if (enabled && (done.outcome === 'gone' || tooLong)) await switchOff(tx, endpointId, done, failures);
}

/** Switched off by itself: told as an event, and shown as an alert until a person switches it on again. */
async function switchOff(tx: Transaction, endpointId: string, done: Try, failures: number): Promise<void> {
  const reason = done.outcome === 'gone' ? 'gone' : 'failing';
  await tx.run(sql`
    update webhooks.endpoint
    set enabled = false, disabled_reason = ${reason}, disabled_at = ${done.now.toString()}::timestamptz
    where id = ${endpointId}
  `);
  await recordEvent(tx, {
    kind: 'webhooks.disabled',
    actor: systemActor('webhooks'),
    subjectId: endpointId,
    details: { reason, failures },
  });
}
