import type { Actor } from '../../../kernel/actor.ts';
import { addDays, type Day } from '../../../kernel/days.ts';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { placeHolds, releaseHolds } from '../../holds/index.ts';
import { refuse } from '../refusals.ts';
import { invoicesDeposited } from '../invoices/invoices-done.ts';
import { addressChecked } from './not-arrived.ts';
import { noteContact, returnItems } from './specific/settle-specific.ts';

type By = { readonly actor: Actor };
type Done = {
  readonly kind: string;
  readonly channel: string;
  readonly customerId: string;
  readonly entityId: string;
  readonly state: string;
};

/** What follows, in the same transaction, from a person having done an action: a file handed over is in litigation; a specific action had its contact and gives its items back. */
export async function afterDone(
  tx: Transaction,
  id: string,
  when: { readonly on: Day; readonly ahead: number },
  by: By,
): Promise<void> {
  const action = await read(tx, id);
  if (action?.channel === 'hand-over') await handOver(tx, id, action, when.on, by);
  if (action?.channel === 'task') await addressChecked(tx, id);
  // That somebody deposited them is a fact of the calendar, whatever day a rehearsal plays.
  if (action?.kind === 'invoice') await invoicesDeposited(tx, id, addDays(when.on, -when.ahead), by.actor);
  if (action?.kind === 'specific') {
    if (action.channel !== 'task')
      await noteContact(tx, sql`action.id = ${id}::uuid`, { on: when.on, rehearsed: when.ahead > 0 });
    await returnItems(tx, sql`action.id = ${id}::uuid`);
  }
}

/** What follows from an action having been passed over: a specific action without any send left gives its items back. */
export async function afterSkipped(tx: Transaction, id: string): Promise<void> {
  await returnItems(tx, sql`action.id = ${id}::uuid`);
}

function read(tx: Transaction, id: string): Promise<Done | undefined> {
  return tx.maybe<Done>(sql`
    select kind, channel, customer_id as "customerId", entity_id as "entityId", state from dunning.action where id = ${id}::uuid
  `);
}

async function handOver(tx: Transaction, id: string, action: Done, on: Day, { actor }: By): Promise<void> {
  const items = await tx.rows<{ id: string; customerId: string; number: string }>(sql`
    select item.id, item.customer_id as "customerId", item.number
    from dunning.action_item
    join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
    where action_item.action_id = ${id}::uuid and action_item.stepped and item.open_minor - item.awaiting_minor > 0
    order by item.due_on, item.id
  `);
  await placeHolds(
    tx,
    items.map((item) => ({
      scope: 'item',
      customerId: item.customerId,
      itemId: item.id,
      reason: 'litigation',
      source: 'dunning',
      sourceId: id,
      fromOn: on,
    })),
    actor,
  );
  await recordEvent(tx, {
    kind: 'litigation.handed-over',
    actor,
    customerId: action.customerId,
    entityId: action.entityId,
    subjectId: id,
    details: { items: items.length },
  });
}

/** Takes a file back from litigation: its items are chased again by their scenario, from where they stood. */
export function undoHandOver(db: TenantDatabase, id: string, reason: string, { actor }: By): Promise<void> {
  return db.transaction(async (tx) => {
    const action = await tx.maybe<Done>(sql`
      select kind, channel, customer_id as "customerId", entity_id as "entityId", state from dunning.action where id = ${id}::uuid for update
    `);
    if (!action) throw refuse('action.not-found');
    const released =
      action.channel === 'hand-over' ? await releaseHolds(tx, { source: 'dunning', sourceId: id }, reason, actor) : 0;
    if (released === 0) throw refuse('action.not-allowed', { state: action.state, verb: 'undo-hand-over' });
    await recordEvent(tx, {
      kind: 'litigation.taken-back',
      actor,
      customerId: action.customerId,
      entityId: action.entityId,
      subjectId: id,
      details: { items: released, reason },
    });
  });
}
