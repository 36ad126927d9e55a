import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { releaseHolds } from '../holds/index.ts';
import { type DisputeAction, type DisputeState, holdingStates, nextDisputeState } from './dispute.ts';
import { holdDisputedParts } from './hold-disputed-parts.ts';
import { refuse } from './refusals.ts';

/** Takes a dispute to its next state; its pauses end as soon as the disputed part is owed again, and come back when it is reopened. */
export async function changeDispute(
  tx: Transaction,
  id: string,
  change: { readonly action: DisputeAction; readonly comment?: string | undefined; readonly today: Day },
  by: Actor,
): Promise<DisputeState> {
  const before = await lock(tx, id);
  const state = nextDisputeState(before.state, change.action);
  await tx.run(sql`
    update disputes.dispute
    set state = ${state}, closed_at = case when ${state} = 'closed' then now() end,
      outcome = case
        when ${state} in ('accepted', 'rejected', 'withdrawn') then ${state}
        when ${state} = 'closed' then dispute.outcome
      end
    where dispute.id = ${id}
  `);
  const [held, holds] = [holdingStates.includes(before.state), holdingStates.includes(state)];
  if (held && !holds) await releaseHolds(tx, { source: 'disputes', sourceId: id }, `dispute ${state}`, by);
  if (holds && !held) await holdDisputedParts(tx, id, change.today, by);
  await recordEvent(tx, {
    kind: `disputes.${state}`,
    actor: by,
    customerId: before.customerId,
    subjectId: id,
    details: { from: before.state, action: change.action, comment: change.comment ?? '' },
  });
  return state;
}

/** Gives a dispute to someone else, another date or other words; tells what changed. */
export async function editDispute(
  tx: Transaction,
  id: string,
  edit: {
    readonly resolver?: string | null | undefined;
    readonly dueOn?: Day | undefined;
    readonly comment?: string | undefined;
  },
  by: Actor,
): Promise<void> {
  const before = await lock(tx, id);
  if (before.state === 'closed') throw refuse('dispute.not-allowed', { state: before.state, action: 'edit' });
  await tx.run(sql`
    update disputes.dispute
    set resolver = ${edit.resolver === undefined ? before.resolver : edit.resolver || null}, due_on = ${edit.dueOn ?? before.dueOn},
      comment = ${edit.comment ?? before.comment}
    where dispute.id = ${id}
  `);
  await recordEvent(tx, {
    kind: 'disputes.edited',
    actor: by,
    customerId: before.customerId,
    subjectId: id,
    details: { before: { resolver: before.resolver, dueOn: before.dueOn, comment: before.comment }, after: edit },
  });
}

type Standing = { customerId: string; state: DisputeState; resolver: string | null; dueOn: Day; comment: string };

async function lock(tx: Transaction, id: string): Promise<Standing> {
  const found = await tx.maybe<Standing>(sql`
    select customer_id as "customerId", state, resolver, due_on as "dueOn", comment from disputes.dispute where id = ${id} for update
  `);
  if (!found) throw refuse('dispute.not-found');
  return found;
}
