import type { Actor } from '../../../../kernel/actor.ts';
import type { Day } from '../../../../kernel/days.ts';
import { jsonb, sql, type TenantDatabase, type Transaction } from '../../../../platform/database/index.ts';
import { recordEvent } from '../../../../platform/events.ts';
import { extendHolds, releaseHolds } from '../../../holds/index.ts';
import { cancelMessagesOf } from '../../../messages/index.ts';
import type { MessageWords } from '../../messages/write-message.ts';
import { refuse } from '../../refusals.ts';
import { heldBack } from './held-back.ts';
import { assertWords, insertSends } from './plan-specific.ts';
import { closeSends } from './settle-specific.ts';
import { isDoneByPerson, type SpecificChannel, type SpecificShape } from './specific-shape.ts';

type By = { readonly actor: Actor; readonly now: Temporal.Instant; readonly today: Day };
type Send = {
  readonly id: string;
  readonly customerId: string;
  readonly entityId: string;
  readonly currency: string;
  readonly channel: SpecificChannel;
  readonly automation: 'automatic' | 'to-confirm' | 'manual';
  readonly state: string;
  readonly on: Day;
  readonly collectorId: string | null;
  readonly shape: SpecificShape;
};
const openStates = ['to-confirm', 'to-do', 'confirmed'];

/** What of a specific action can still change: its words, its end, and the days of sends that have not left. */
export type SpecificChange = {
  readonly title?: string | undefined;
  readonly words?: MessageWords | undefined;
  readonly until?: Day | undefined;
  /** The days of the sends still to come, all of them; what is not among them is called off. */
  readonly on?: readonly Day[] | undefined;
};

/** Changes a specific action that has not ended. Sends that left keep what they said. */
export function changeSpecific(db: TenantDatabase, of: string, change: SpecificChange, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const sends = await lockSends(tx, of);
    const [first] = sends;
    const waiting = sends.filter((send) => openStates.includes(send.state));
    if (!first || waiting.length === 0) throw refuse('specific.ended');
    if (change.words && !isDoneByPerson(first.channel)) assertWords(first.channel, change.words);
    const shape = {
      ...first.shape,
      ...(change.title === undefined ? {} : { title: change.title.trim() }),
      ...(change.words === undefined ? {} : { words: change.words }),
      ...(change.until === undefined ? {} : { until: change.until }),
    };
    const days = change.on === undefined ? waiting.map((send) => send.on) : [...new Set(change.on)].toSorted();
    const last = days.at(-1);
    const passed = change.on === undefined ? undefined : days.find((day) => day < by.today);
    if (passed !== undefined) throw refuse('action.move-to-past', { to: passed });
    if (last === undefined) throw refuse('action.nothing-chosen');
    if (shape.until !== null && shape.until < last) throw refuse('specific.ends-before-last', { until: shape.until, last });
    await tx.run(sql`
      update dunning.action
      set shape = shape || ${jsonb({ title: shape.title, words: shape.words, until: shape.until })}
      where kind = 'specific' and customer_id = ${first.customerId}::uuid and shape ->> 'of' = ${of}
    `);
    if (change.on !== undefined) await redate(tx, { sends, waiting, days, shape }, by);
    if (change.until !== undefined) await extendHolds(tx, { source: 'dunning', sourceId: of }, change.until);
    await tell(tx, 'specific-actions.changed', first, by, { title: shape.title, until: shape.until, on: days });
  });
}

/** Ends a specific action: what has not left is called off, and its items go back to their scenario. */
export function endSpecific(db: TenantDatabase, of: string, reason: string, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const sends = await lockSends(tx, of);
    const [first] = sends;
    if (!first) throw refuse('specific.not-found');
    const ids = sends.map((send) => send.id);
    await cancelMessagesOf(tx, sql`select unnest(${ids}::uuid[])`, 'recalled', by.now);
    const closed = await closeSends(tx, sql`action.id = any(${ids}::uuid[])`, { note: reason, by: by.actor.name, now: by.now });
    const released = await releaseHolds(tx, { source: 'dunning', sourceId: of }, reason, by.actor);
    if (closed === 0 && released === 0) throw refuse('specific.ended');
    await tell(tx, 'specific-actions.ended', first, by, { title: first.shape.title, reason });
  });
}

async function lockSends(tx: Transaction, of: string): Promise<Send[]> {
  const sends = await tx.rows<Send>(sql`
    select action.id, action.customer_id as "customerId", action.entity_id as "entityId", action.currency, action.channel, action.automation, action.state,
      action.planned_on as "on", action.assignee_id as "collectorId", action.shape
    from dunning.action
    where action.kind = 'specific' and action.shape ->> 'of' = ${of}
    order by (action.shape ->> 'place')::int
    for update
  `);
  if (sends.length === 0) throw refuse('specific.not-found');
  return sends;
}

type Redated = {
  readonly sends: readonly Send[];
  readonly waiting: readonly Send[];
  readonly days: readonly Day[];
  readonly shape: SpecificShape;
};

/** Sends that keep their day stay as they are; the others are called off and planned anew. */
async function redate(tx: Transaction, { sends, waiting, days, shape }: Redated, by: By): Promise<void> {
  const [first] = sends;
  if (!first) return;
  const dropped = waiting.filter((send) => !days.includes(send.on));
  const added = days.filter((day) => !waiting.some((send) => send.on === day));
  const ids = dropped.map((send) => send.id);
  if (ids.length > 0) {
    await cancelMessagesOf(tx, sql`select unnest(${ids}::uuid[])`, 'recalled', by.now);
    await closeSends(tx, sql`action.id = any(${ids}::uuid[])`, { note: 'recalled', by: by.actor.name, now: by.now });
  }
  if (added.length === 0) return;
  const items = await tx.rows<{ id: string; number: string; claimMinor: bigint; daysLate: number }>(sql`
    select item.id, item.number, item.open_minor - item.awaiting_minor - held.minor as "claimMinor", coalesce(${by.today}::date - item.due_on, 0) as "daysLate"
    from dunning.action_item
    join dunning.action on action.tenant_id = action_item.tenant_id and action.id = action_item.action_id
    join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
    cross join lateral (
      ${heldBack({ item: sql`item`, channel: sql`action.channel`, despite: sql`action.shape -> 'despite'` }, by.today)}
    ) as held
    where action_item.action_id = ${first.id}::uuid
  `);
  const place = sends.reduce((most, send) => Math.max(most, send.shape.place), 0);
  await insertSends(
    tx,
    {
      wanted: first,
      shape: { ...shape, times: place + added.length },
      items: items.map((item) => ({
        ...item,
        entityId: first.entityId,
        currency: first.currency,
        collectorId: first.collectorId,
      })),
    },
    added.map((on, index) => ({ on, place: place + index + 1 })),
    by,
  );
}

function tell(
  tx: Transaction,
  kind: `specific-actions.${string}`,
  send: Send,
  by: By,
  details: Record<string, unknown>,
): Promise<void> {
  return recordEvent(tx, {
    kind,
    actor: by.actor,
    customerId: send.customerId,
    entityId: send.entityId,
    subjectId: send.shape.of,
    details,
  });
}
