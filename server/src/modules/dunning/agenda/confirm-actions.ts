import type { Actor } from '../../../kernel/actor.ts';
import { type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { recipientsOfActions } from '../collection-contact.ts';
import { queueReminders } from '../messages/queue-reminders.ts';
import { overSets } from '../over-sets.ts';
import { refreshStatistics } from '../refresh-statistics.ts';
import { refuse } from '../refusals.ts';

/** Which actions are meant: some, all of a step, a customer's, a collector's, or all that await a yes. */
export type Confirmation = {
  readonly ids?: readonly string[] | undefined;
  readonly all?: boolean | undefined;
  readonly stepId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Only what these people look after. */ readonly collectorIds?: readonly string[] | undefined;
  /** How many the person saw: another number is refused, nothing is confirmed. */
  readonly expectedCount?: number | undefined;
};
export type Confirmed = {
  readonly confirmed: number;
  /** Left waiting, by reason. */
  readonly left: readonly { readonly code: string; readonly count: number }[];
  readonly recallUntil: Temporal.Instant | null;
};

/** Confirms actions that await a yes: their messages are queued, to leave when their recall time has passed. Two confirmations at once send one message. */
export async function confirmActions(
  db: TenantDatabase,
  which: Confirmation,
  more: { readonly actor: Actor; readonly now: Temporal.Instant },
): Promise<Confirmed> {
  const done = await db.transaction((tx) => confirmIn(tx, which, more));
  await refreshStatistics(db, done.confirmed);
  return done;
}

async function confirmIn(
  tx: Transaction,
  which: Confirmation,
  { actor, now }: { actor: Actor; now: Temporal.Instant },
): Promise<Confirmed> {
  const chosen = condition(which);
  const { waiting } = await tx.one<{ waiting: number }>(sql`
    select count(*)::int as waiting
    from (select action.id from dunning.action where action.state = 'to-confirm' and ${chosen} order by action.id for update) as locked
  `);
  if (which.expectedCount !== undefined && waiting !== which.expectedCount) {
    throw refuse('action.count-differs', { expected: which.expectedCount, found: waiting });
  }
  const confirmed = await overSets(tx, waiting, () =>
    tx.rows<{ id: string }>(sql`
    with contact as (${recipientsOfActions(sql`action.state = 'to-confirm' and ${chosen}`)})
    update dunning.action
    set state = 'confirmed', decided_at = ${now.toString()}::timestamptz, decided_by = ${actor.name}
    where action.state = 'to-confirm' and ${chosen} and exists (select from contact where contact.key = action.id::text and contact.problem is null)
    returning action.id
  `),
  );
  const left = waiting - confirmed.length;
  const leftWords = left === 0 ? [] : await whyLeft(tx, chosen, waiting);
  if (confirmed.length === 0) return { confirmed: 0, left: leftWords, recallUntil: null };
  const ids = confirmed.map((action) => action.id);
  const recallUntil = await queueReminders(tx, { actions: sql`action.id = any(${ids}::uuid[])`, count: ids.length }, now, actor);
  await recordEvent(tx, {
    kind: 'actions.confirmed',
    actor,
    customerId: which.customerId,
    details: { confirmed: ids.length, left, ...(which.stepId === undefined ? {} : { stepId: which.stepId }) },
  });
  return { confirmed: ids.length, left: leftWords, recallUntil };
}

function whyLeft(tx: Transaction, chosen: Sql, waiting: number): Promise<{ code: string; count: number }[]> {
  return overSets(tx, waiting, () =>
    tx.rows(sql`
    select contact.problem as code, count(*)::int as count
    from (${recipientsOfActions(sql`action.state = 'to-confirm' and ${chosen}`)}) as contact
    where contact.problem is not null
    group by contact.problem order by contact.problem
  `),
  );
}

function condition(which: Confirmation): Sql {
  const parts: Sql[] = [];
  if (which.ids) parts.push(sql`action.id = any(${[...which.ids]}::uuid[])`);
  if (which.stepId !== undefined) parts.push(sql`action.step_id = ${which.stepId}::uuid`);
  if (which.customerId !== undefined) parts.push(sql`action.customer_id = ${which.customerId}::uuid`);
  if (which.collectorIds) parts.push(sql`action.assignee_id = any(${which.collectorIds}::uuid[])`);
  if (parts.length === 0 && !which.all) throw refuse('action.nothing-chosen');
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}
