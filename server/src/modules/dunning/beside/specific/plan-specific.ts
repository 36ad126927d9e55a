import type { Actor } from '../../../../kernel/actor.ts';
import type { Day } from '../../../../kernel/days.ts';
import { uuidv7 } from '../../../../kernel/ids.ts';
import { jsonb, sql, type TenantDatabase, type Transaction } from '../../../../platform/database/index.ts';
import { recordEvent } from '../../../../platform/events.ts';
import { placeHolds } from '../../../holds/index.ts';
import { recipientsOf } from '../../collection-contact.ts';
import { queueReminders } from '../../messages/queue-reminders.ts';
import { textFault } from '../../messages/check-template.ts';
import { faultValues } from '../../messages/template-fault.ts';
import type { MessageWords } from '../../messages/write-message.ts';
import { refuse } from '../../refusals.ts';
import type { StepAttachment } from '../../scenarios/scenario.ts';
import { forbidding, heldBack } from './held-back.ts';
import { isDoneByPerson, type SpecificChannel, type SpecificShape } from './specific-shape.ts';

/** A specific action as a person plans it. */
export type NewSpecific = {
  readonly customerId: string;
  readonly itemIds: readonly string[];
  readonly title: string;
  readonly channel: SpecificChannel;
  readonly automation: 'automatic' | 'to-confirm' | 'manual';
  /** The days of its sends. */
  readonly on: readonly Day[];
  readonly until?: Day | undefined;
  readonly note?: string | undefined;
  readonly words?: MessageWords | undefined;
  /** What the words are written in; French when left out. */
  readonly language?: string | undefined;
  readonly attachments?: readonly StepAttachment[] | undefined;
  /** Why what is disputed, promised or paused is to be claimed all the same; it is left out otherwise. */
  readonly despite?: string | undefined;
};
type By = { readonly actor: Actor; readonly now: Temporal.Instant; readonly today: Day };
type Chosen = {
  readonly id: string;
  readonly number: string;
  readonly entityId: string;
  readonly currency: string;
  /** Open, and held back by nothing. */
  readonly claimMinor: bigint;
  readonly daysLate: number;
  readonly collectorId: string | null;
};

/** Plans a one-off on chosen items, which leave their scenario until it is done; what is held of them is not claimed, unless a reason is given. Answers its id. */
export function planSpecific(db: TenantDatabase, wanted: NewSpecific, by: By): Promise<string> {
  return db.transaction(async (tx) => {
    const days = [...new Set(wanted.on)].toSorted();
    refuseBadInput(wanted, days, by.today);
    const despite = await decidedDespite(tx, wanted, by.today);
    const items = await chosenItems(tx, wanted, despite, by.today);
    if (!isDoneByPerson(wanted.channel)) await refuseUnreachable(tx, wanted);
    const of = uuidv7();
    const shape = {
      of,
      title: wanted.title.trim(),
      times: days.length,
      until: wanted.until ?? null,
      note: wanted.note?.trim() ?? '',
      words: wanted.words ?? null,
      language: wanted.language ?? 'fr',
      attachments: wanted.attachments ?? [],
      despite,
    };
    await insertSends(
      tx,
      { wanted, shape, items },
      days.map((on, index) => ({ on, place: index + 1 })),
      by,
    );
    await placeHolds(
      tx,
      items.map((item) => ({
        scope: 'item',
        customerId: wanted.customerId,
        itemId: item.id,
        reason: 'specific-action',
        source: 'dunning',
        sourceId: of,
        fromOn: by.today,
        ...(wanted.until === undefined ? {} : { untilOn: wanted.until }),
        note: shape.title,
      })),
      by.actor,
    );
    await recordEvent(tx, {
      kind: 'specific-actions.planned',
      actor: by.actor,
      customerId: wanted.customerId,
      entityId: items[0]?.entityId,
      subjectId: of,
      details: {
        title: shape.title,
        channel: wanted.channel,
        on: days,
        until: shape.until,
        items: items.map((item) => item.number),
        ...(despite === null ? {} : { despite: despite.reason }),
      },
    });
    return of;
  });
}

/** What a send of a specific action is written from. */
export type SendsOf = {
  readonly wanted: Pick<NewSpecific, 'customerId' | 'channel' | 'automation'>;
  readonly shape: Omit<SpecificShape, 'place'>;
  readonly items: readonly Chosen[];
};

/** Writes sends as actions of the agenda: by itself they leave on their day, else they await a yes, or a person. */
export async function insertSends(
  tx: Transaction,
  { wanted, shape, items }: SendsOf,
  sends: readonly { readonly on: Day; readonly place: number }[],
  by: By,
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const state =
    isDoneByPerson(wanted.channel) || wanted.automation === 'manual'
      ? 'to-do'
      : wanted.automation === 'automatic'
        ? 'confirmed'
        : 'to-confirm';
  const oldest = items.reduce((worst, item) => (item.daysLate > worst.daysLate ? item : worst), first);
  const rows = sends.map(({ on, place }) => ({
    id: uuidv7(),
    once_key: `specific/${shape.of}/${place}/1`,
    planned_on: on,
    shape: { ...shape, place } satisfies SpecificShape,
  }));
  await tx.run(sql`
    insert into dunning.action (tenant_id, id, once_key, kind, unit, entity_id, customer_id, channel, automation, state, planned_on, currency, amount_minor,
      oldest_due_on, leader_item_id, reason, shape, assignee_id, decided_at, decided_by)
    select ${tx.tenantId}, row.id, row.once_key, 'specific', 'item', ${first.entityId}, ${wanted.customerId}, ${wanted.channel}, ${wanted.automation}, ${state},
      row.planned_on, ${first.currency}, ${items.reduce((sum, item) => sum + item.claimMinor, 0n)}, 
      (select min(item.due_on) from receivables.item where item.id = any(${items.map((item) => item.id)}::uuid[])), ${oldest.id},
      jsonb_build_object('code', 'specific'), row.shape,
      coalesce(${first.collectorId}::uuid, (select person_id from identity.membership where role = 'owner' order by created_at limit 1)),
      ${by.now.toString()}::timestamptz, ${by.actor.name}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, once_key text, planned_on date, shape jsonb)
  `);
  const listed = JSON.stringify(
    items.map((item) => ({ id: item.id, open_minor: item.claimMinor.toString(), days_late: item.daysLate })),
  );
  await tx.run(sql`
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, open_minor, days_late)
    select ${tx.tenantId}, send.id, item.id, false, item.open_minor, item.days_late
    from unnest(${rows.map((row) => row.id)}::uuid[]) as send (id)
    cross join jsonb_to_recordset(${listed}::jsonb) as item (id uuid, open_minor bigint, days_late integer)
  `);
  if (state === 'confirmed') {
    const ids = rows.map((row) => row.id);
    await queueReminders(tx, { actions: sql`action.id = any(${ids}::uuid[])`, count: ids.length }, by.now, by.actor);
  }
}

function refuseBadInput(wanted: NewSpecific, days: readonly Day[], today: Day): void {
  const passed = days.find((day) => day < today);
  if (passed !== undefined) throw refuse('action.move-to-past', { to: passed });
  const last = days.at(-1);
  if (last === undefined) throw refuse('action.nothing-chosen');
  if (wanted.until !== undefined && wanted.until < last) throw refuse('specific.ends-before-last', { until: wanted.until, last });
  if (isDoneByPerson(wanted.channel)) return;
  assertWords(wanted.channel, wanted.words);
}

/** Refuses words that cannot be sent on a channel: none, or a template that names nothing. */
export function assertWords(channel: SpecificChannel, words: MessageWords | undefined): void {
  const needsSubject = channel !== 'sms';
  if (!words?.body?.trim() || (needsSubject && !words.subject?.trim())) throw refuse('specific.words-missing');
  for (const text of [words.subject, words.body]) {
    const fault = text ? textFault(text) : undefined;
    if (fault) throw refuse('specific.template-invalid', faultValues(fault));
  }
}

/** What a person decides to claim although it is held: the holds of today, by name. Later ones count as everywhere. */
async function decidedDespite(
  tx: Transaction,
  wanted: NewSpecific,
  today: Day,
): Promise<NonNullable<SpecificShape['despite']> | null> {
  const reason = wanted.despite?.trim();
  if (!reason) return null;
  const holds = await tx.rows<{ id: string }>(sql`
    select hold.id
    from holds.hold
    where hold.scope = 'item' and hold.item_id = any(${[...wanted.itemIds]}::uuid[]) and hold.reason not in ${forbidding}
      and hold.reason <> 'specific-action' and hold.released_at is null and (hold.until_on is null or hold.until_on >= ${today}::date)
    order by hold.id
  `);
  return { reason, holds: holds.map((hold) => hold.id) };
}

/** The chosen items, locked so that two people do not plan for one item at once; refuses what is not open, or of two currencies, and a choice of which nothing may be claimed. */
async function chosenItems(
  tx: Transaction,
  wanted: NewSpecific,
  despite: SpecificShape['despite'],
  today: Day,
): Promise<Chosen[]> {
  const ids = [...new Set(wanted.itemIds)];
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`specific/${tx.tenantId}/${wanted.customerId}`}, 0))`);
  const held = heldBack(
    { item: sql`item`, channel: sql`${wanted.channel}::text`, despite: sql`${despite ? jsonb(despite) : null}::jsonb` },
    today,
  );
  const items = await tx.rows<Chosen & { already: boolean; openMinor: bigint; heldFor: string | null }>(sql`
    select item.id, item.number, item.entity_id as "entityId", item.currency, item.open_minor - item.awaiting_minor as "openMinor",
      item.open_minor - item.awaiting_minor - held.minor as "claimMinor", held.reason as "heldFor",
      coalesce(${today}::date - item.due_on, 0) as "daysLate", customer.collector_id as "collectorId",
      exists (
        select from holds.hold
        where hold.item_id = item.id and hold.scope = 'item' and hold.reason = 'specific-action' and hold.released_at is null
          and (hold.until_on is null or hold.until_on >= ${today}::date)
      ) as already
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    cross join lateral (${held}) as held
    where item.customer_id = ${wanted.customerId}::uuid and item.id = any(${ids}::uuid[])
    order by item.id
  `);
  if (items.length < ids.length || ids.length === 0) throw refuse('item.not-found');
  const closed = items.find((item) => item.openMinor <= 0n);
  if (closed) throw refuse('specific.item-not-open', { number: closed.number });
  if (new Set(items.map((item) => item.currency)).size > 1) throw refuse('specific.mixed-currencies');
  const twice = items.find((item) => item.already);
  if (twice) throw refuse('specific.item-taken', { number: twice.number });
  const [first] = items;
  if (first && items.every((item) => item.claimMinor <= 0n))
    throw refuse(despite ? 'specific.barred' : 'specific.all-held', { number: first.number, reason: first.heldFor ?? '' });
  return items;
}

async function refuseUnreachable(tx: Transaction, wanted: NewSpecific): Promise<void> {
  const reached = await tx.maybe<{ problem: string | null }>(sql`
    select recipient.problem
    from (${recipientsOf(sql`
      select 'one'::text as key, ${wanted.customerId}::uuid as customer_id, ${wanted.channel}::text as channel, '{}'::text[] as recipient_roles,
        '{}'::text[] as copy_roles, '{}'::text[] as copy_people
    `)}) as recipient
  `);
  if (!reached) throw refuse('customer.not-found');
  if (reached.problem === 'no-consent') throw refuse('specific.no-consent');
  if (reached.problem !== null) throw refuse('specific.no-address', { channel: wanted.channel });
}
