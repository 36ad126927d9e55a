import type { Output, worklistRoutes } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { noteCall } from '../dunning/index.ts';
import { accountOf, itemsOf } from './account.ts';
import { refuse } from './refusals.ts';

type InteractionView = Output<(typeof worklistRoutes)['POST /customers/{id}/calls']>;

export type NewInteraction = {
  readonly customerId: string;
  readonly kind: InteractionView['kind'];
  readonly outcome?: InteractionView['outcome'] | undefined;
  readonly comment?: string | undefined;
  readonly contactId?: string | undefined;
  readonly callBackOn?: Day | undefined;
  readonly pinned?: boolean | undefined;
  readonly actionId?: string | undefined;
  readonly itemIds?: readonly string[] | undefined;
  readonly happenedAt: Temporal.Instant;
};

/** Writes down what was said or done with a customer. Answers its id. */
export async function recordInteraction(tx: Transaction, interaction: NewInteraction, by: Actor): Promise<string> {
  await accountOf(tx, interaction.customerId);
  const itemIds = interaction.itemIds ?? [];
  await itemsOf(tx, interaction.customerId, itemIds);
  await assertContact(tx, interaction.customerId, interaction.contactId);
  const id = uuidv7();
  await tx.run(sql`
    insert into worklist.interaction (tenant_id, id, customer_id, contact_id, kind, outcome, comment, call_back_on, pinned, action_id, item_ids,
      happened_at, author_id, author)
    values (${tx.tenantId}, ${id}, ${interaction.customerId}, ${interaction.contactId ?? null}, ${interaction.kind}, ${interaction.outcome ?? null},
      ${interaction.comment ?? ''}, ${interaction.callBackOn ?? null}, ${interaction.pinned ?? false}, ${interaction.actionId ?? null},
      ${[...itemIds]}::uuid[], ${interaction.happenedAt.toString()}::timestamptz, ${by.kind === 'user' ? by.id : null}, ${by.name})
  `);
  return id;
}

async function assertContact(tx: Transaction, customerId: string, contactId: string | undefined): Promise<void> {
  if (contactId === undefined) return;
  const known = await tx.maybe(sql`select from customers.contact where id = ${contactId} and customer_id = ${customerId}`);
  if (!known) throw refuse('worklist.contact-unknown');
}

/** What ends an action of the agenda: given by main, for actions are dunning's. */
export type CloseAction = (tx: Transaction, actionId: string, note: string, by: Actor) => Promise<void>;

// Nobody was spoken to: a reminder may follow at once.
const unspoken: readonly InteractionView['outcome'][] = ['not-reached', 'left-message', 'wrong-number'];

/** Logs a call; the action it was made for is done. One made for none, in which somebody was spoken to, is a contact all the same. Answers its id. */
export async function logCall(
  tx: Transaction,
  call: Omit<NewInteraction, 'kind'> & { readonly outcome: NonNullable<InteractionView['outcome']> },
  today: Day,
  by: Actor,
  closeAction: CloseAction,
): Promise<string> {
  if (call.callBackOn !== undefined && call.callBackOn < today)
    throw refuse('worklist.call-back-passed', { day: call.callBackOn });
  const id = await recordInteraction(tx, { ...call, kind: 'call' }, by);
  if (call.actionId !== undefined) await closeAction(tx, call.actionId, call.comment ?? '', by);
  else if (!unspoken.includes(call.outcome))
    await noteCall(tx, { id, customerId: call.customerId, itemIds: call.itemIds ?? [], on: today });
  return id;
}

/** Pins or unpins a note; refuses an unknown one. */
export async function pinNote(tx: Transaction, id: string, pinned: boolean): Promise<void> {
  const changed = await tx.run(sql`update worklist.interaction set pinned = ${pinned} where id = ${id} and kind = 'note'`);
  if (changed === 0) throw refuse('worklist.note-not-found');
}

/** One interaction as the API answers it. */
export async function interactionView(db: Queryable, id: string): Promise<InteractionView> {
  const { happenedAt, ...view } = await db.one<Omit<InteractionView, 'happenedAt'> & { happenedAt: Temporal.Instant }>(sql`
    select id, customer_id as "customerId", contact_id as "contactId", kind, outcome, comment, call_back_on as "callBackOn", pinned,
      action_id as "actionId", item_ids as "itemIds", happened_at as "happenedAt", author
    from worklist.interaction where id = ${id}
  `);
  return { ...view, happenedAt: happenedAt.toString() };
}
