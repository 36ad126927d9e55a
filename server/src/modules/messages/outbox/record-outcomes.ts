import { prepared, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import type { Delivery } from '../transports/transport.ts';
import { type EndedMessage, type OutboxHooks, tellHooks } from './composer.ts';

/** How one try ended; a `fault` is ours (the message could not be written). */
export type Outcome = { readonly messageId: string; readonly startedAt: Temporal.Instant } & (
  | Delivery
  | { readonly outcome: 'fault'; readonly detail: string }
);
/** Where the message stands after it. */
export type Recorded = 'sent' | 'handed' | 'waiting' | 'failed' | 'uncertain' | 'lost';

export type Recording = {
  readonly db: TenantDatabase;
  readonly sessionId: string;
  readonly hooks: OutboxHooks;
  readonly now: () => Temporal.Instant;
};

type TriedMessage = EndedMessage | (Omit<EndedMessage, 'state'> & { readonly state: 'waiting' | 'handed' });

// Minutes before each next try: eight tries over about nine hours, then it has failed for good (T37).
const backoffMinutes = [1, 5, 15, 30, 60, 120, 300];

/** Records how tries ended, with what the hooks make of it, in one transaction; one whose hook fails does not hinder the others. */
export async function recordOutcomes(recording: Recording, outcomes: readonly Outcome[]): Promise<Recorded[]> {
  try {
    return await recording.db.transaction((tx) => outcomesIn(recording, tx, outcomes));
  } catch (error) {
    // It stays `calling` and becomes uncertain: a person will see it, and nothing is sent twice.
    if (outcomes.length === 1) throw error;
    const settled = await Promise.allSettled(outcomes.map((outcome) => recordOutcomes(recording, [outcome])));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  }
}

/** The same within a transaction at hand. */
export async function outcomesIn(
  { sessionId, hooks, now: clock }: Recording,
  tx: Transaction,
  outcomes: readonly Outcome[],
): Promise<Recorded[]> {
  const now = clock();
  const rows = outcomes.map((one) => ({
    id: one.messageId,
    outcome: one.outcome,
    started_at: one.startedAt.toString(),
    code: one.outcome === 'permanent' ? one.code : one.outcome === 'fault' ? 'not-written' : 'server-busy',
    detail: 'reference' in one ? one.reference : one.detail,
  }));
  const updated = await tx.rows<TriedMessage>(
    prepared(sql`
    with outcome as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, outcome text, started_at timestamptz, code text, detail text)
    ),
    ending as (
      select outcome.*, message.attempts + 1 as attempt, message.attempts + 1 - message.tries_from as try,
        case
          when outcome.outcome in ('sent', 'handed') then outcome.outcome
          when outcome.outcome = 'uncertain' then 'uncertain'
          when outcome.outcome = 'permanent' or message.attempts - message.tries_from >= ${backoffMinutes.length} then 'failed'
          else 'waiting'
        end as state
      from outcome
      join messages.message on message.id = outcome.id
      -- Someone may have believed us gone and called it uncertain: we know better.
      where message.claimed_by = ${sessionId} and message.state in ('claimed', 'calling', 'uncertain')
      for update of message
    ),
    tried as (
      insert into messages.attempt (tenant_id, message_id, attempt, started_at, outcome, detail)
      select ${tx.tenantId}, id, attempt, started_at, outcome, detail from ending
    )
    update messages.message
    set state = ending.state, attempts = ending.attempt, lease_until = null,
      claimed_by = case when ending.state = 'waiting' then null else message.claimed_by end,
      not_before = case
        when ending.state = 'waiting' then ${now.toString()}::timestamptz + make_interval(mins => (${backoffMinutes}::int[])[ending.try])
        else message.not_before
      end,
      sent_at = case when ending.state = 'sent' then ${now.toString()}::timestamptz end,
      finished_at = case when ending.state not in ('waiting', 'handed') then ${now.toString()}::timestamptz end,
      provider_reference = case when ending.state in ('sent', 'handed') then nullif(ending.detail, '') end,
      failure_code = case when ending.state = 'failed' then ending.code when ending.state = 'uncertain' then 'outcome-unknown' end,
      last_error = case when ending.state not in ('sent', 'handed') then ending.detail end
    from ending
    where message.id = ending.id
    returning message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
      message.state, message.failure_code as reason, ${now.toString()}::timestamptz as "endedAt"
  `),
  );
  await tellHooks(
    tx,
    hooks,
    updated.filter((message): message is EndedMessage => message.state !== 'waiting' && message.state !== 'handed'),
  );
  // A message that just ran its course is never cancelled here.
  const byId = new Map<string, Recorded>(
    updated.map((message) => [message.id, message.state === 'cancelled' ? 'lost' : message.state]),
  );
  return outcomes.map((one) => byId.get(one.messageId) ?? 'lost');
}
