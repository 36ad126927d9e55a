import type { Actor } from '../../kernel/actor.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { type MessageAction, type MessageState, nextMessageState } from './message.ts';
import { type EndedMessage, type OutboxHooks, tellHooks } from './outbox/composer.ts';
import { sendJobKind } from './queue-messages.ts';
import { refuse } from './refusals.ts';

const endedColumns = sql`
  message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId", message.state,
  coalesce(message.cancelled_reason, message.failure_code) as reason, message.finished_at as "endedAt"
`;

/** Takes back a message that has not left. Refuses one that has, or may have. */
export async function recallMessage(
  tx: Transaction,
  id: string,
  by: Actor,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant; readonly reason?: string | undefined },
): Promise<void> {
  const before = await lock(tx, id);
  nextMessageState(before.state, 'recall');
  const ended = await tx.rows<EndedMessage>(sql`
    update messages.message
    set state = 'cancelled', cancelled_reason = 'recalled', last_error = ${more.reason ?? null}, finished_at = ${more.now.toString()}::timestamptz, lease_until = null
    where message.id = ${id}
    returning ${endedColumns}
  `);
  await tellHooks(tx, more.hooks, ended);
  await tell(tx, 'messages.recalled', id, before.customerId, by, { reason: more.reason ?? '' });
}

/** Cancels the waiting messages of the actions a select names, with a code for the reason; those already leaving go on. Answers how many. */
export function cancelMessagesOf(tx: Transaction, actions: Sql, reason: string, now: Temporal.Instant): Promise<number> {
  return cancelWaiting(tx, sql`message.action_id in (${actions})`, reason, now);
}

/** The same of the messages a select names. */
export function cancelMessages(tx: Transaction, ids: Sql, reason: string, now: Temporal.Instant): Promise<number> {
  return cancelWaiting(tx, sql`message.id in (${ids})`, reason, now);
}

function cancelWaiting(tx: Transaction, which: Sql, reason: string, now: Temporal.Instant): Promise<number> {
  return tx.run(sql`
    update messages.message
    set state = 'cancelled', cancelled_reason = ${reason}, finished_at = ${now.toString()}::timestamptz, lease_until = null
    where ${which} and message.state in ('waiting', 'claimed')
  `);
}

/** A person says what became of an uncertain message: it left, or it did not (and is sent again only if that person asks). */
export async function resolveMessage(
  tx: Transaction,
  id: string,
  answer: {
    readonly left: boolean;
    readonly sendAgain?: boolean | undefined;
    readonly comment?: string | undefined;
    /** What the provider knows it by, where it was the provider who said so. */
    readonly reference?: string | undefined;
  },
  by: Actor,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant },
): Promise<void> {
  const before = await lock(tx, id);
  const action: MessageAction = answer.left ? 'confirm-left' : 'confirm-not-left';
  const state = nextMessageState(before.state, action);
  const words = `${by.name}${answer.comment ? `: ${answer.comment}` : ''}`;
  const ended = await tx.rows<EndedMessage>(sql`
    with said as (
      insert into messages.attempt (tenant_id, message_id, attempt, started_at, outcome, detail)
      select message.tenant_id, message.id, message.attempts + 1, ${more.now.toString()}, ${answer.left ? 'resolved-sent' : 'resolved-not-sent'}, ${words}
      from messages.message where message.id = ${id}
    )
    update messages.message
    set state = ${state}, attempts = message.attempts + 1, finished_at = ${more.now.toString()}::timestamptz, claimed_by = null,
      -- It left when it was tried, not when someone said so.
      sent_at = case when ${state} = 'sent' then message.finished_at end,
      provider_reference = coalesce(${answer.reference ?? null}, message.provider_reference),
      failure_code = case when ${state} = 'failed' then 'said-not-left' end
    where message.id = ${id}
    returning ${endedColumns}
  `);
  await tellHooks(tx, more.hooks, ended);
  await tell(tx, 'messages.resolved', id, before.customerId, by, { left: answer.left, comment: answer.comment ?? '' });
  if (!answer.left && answer.sendAgain) await sendAgain(tx, id, by, more.now);
}

/** Puts a failed message back in the queue, with as many tries as a new one. A person asks, never the machine. */
export async function sendAgain(tx: Transaction, id: string, by: Actor, now: Temporal.Instant): Promise<void> {
  const before = await lock(tx, id);
  const state = nextMessageState(before.state, 'send-again');
  await tx.run(sql`
    update messages.message
    set state = ${state}, not_before = ${now.toString()}::timestamptz, finished_at = null, failure_code = null, claimed_by = null, tries_from = attempts
    where message.id = ${id}
  `);
  await enqueue(tx, sendJobKind, '', now);
  await tell(tx, 'messages.sent-again', id, before.customerId, by, {});
}

async function lock(tx: Transaction, id: string): Promise<{ state: MessageState; customerId: string }> {
  const found = await tx.maybe<{ state: MessageState; customerId: string }>(sql`
    select state, customer_id as "customerId" from messages.message where id = ${id} for update
  `);
  if (!found) throw refuse('message.not-found');
  return found;
}

function tell(
  tx: Transaction,
  kind: `messages.${string}`,
  id: string,
  customerId: string,
  by: Actor,
  details: Record<string, unknown>,
): Promise<void> {
  return recordEvent(tx, { kind, actor: by, customerId, subjectId: id, details });
}
