import { type Language, textsIn } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import { addDays, type Day } from '../../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { holdItems, liveHolds, noLongerSo, releaseHoldsOnItems } from '../../holds/index.ts';
import { type AfterSetting, businessToday, type Entity, listEntities, readSettings } from '../../identity/index.ts';
import { timeBarredItems } from '../../law/index.ts';
import { refreshStatistics } from '../refresh-statistics.ts';

/** The source of what waits to be qualified. */
export const goLiveSource = 'go-live';
const limitationSource = 'limitation';

const daysLateAtGoLive = 120;
// As far as the plan looks: it foresees nothing for what will be barred by then.
const barredAheadDays = 92;

/** What the run holds back by rule before it decides: what is very late since before going live, and what consumers owe no more in law. */
export async function placeOwnHolds(tx: Transaction, entity: Entity, on: Day, by: Actor): Promise<void> {
  const barred = await holdTimeBarred(tx, entity, on, by);
  const toQualify = await holdToQualify(tx, entity, on, by);
  await refreshStatistics(tx, barred + toQualify);
}

/** The moment sending goes live, or its day changes: what was made in test mode must not leave before a person has looked. */
export const afterSetting: AfterSetting = async (tx, key, now, by) => {
  if (key !== 'sending.mode' && key !== 'golive.on') return;
  let placed = 0;
  for (const entity of await listEntities(tx)) placed += await holdToQualify(tx, entity, businessToday(entity, now), by);
  await refreshStatistics(tx, placed);
};

/** Holds each item due more than 120 days before going live and never reminded of, once in its life. Answers how many. */
async function holdToQualify(tx: Transaction, entity: Entity, on: Day, by: Actor): Promise<number> {
  const { 'sending.mode': mode, 'golive.on': goLiveOn } = await readSettings(tx);
  if (mode !== 'live' || goLiveOn === '') return 0;
  const note = textsIn(languageIn(entity)).dunning.ownHolds.toQualify;
  const held = sql`(select * from (${liveHolds(on)}) as hold where hold.part_minor is null) as held`;
  const placed = await holdItems(
    tx,
    { reason: 'to-qualify', source: goLiveSource, note, once: 'item' },
    sql`
      select item.id as item_id, item.customer_id, ${on}::date as from_on
      from receivables.item
      join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
      where item.entity_id = ${entity.id}::uuid and item.open_minor > item.awaiting_minor and item.open_minor > 0 and item.settled_on = 'infinity'
        and item.due_on < ${addDays(goLiveOn, -daysLateAtGoLive)}::date
        and item.ledger_class = 'receivable' and not item.retention and coalesce(item.last_reminder_level, 0) = 0
        and not customer.intercompany and customer.merged_into is null
        -- Held by something else it waits already; it is looked at when that ends.
        and not exists (select from ${held} where held.scope = 'item' and held.item_id = item.id)
        and not exists (
          select from ${held}
          where held.scope = 'customer' and held.customer_id = item.customer_id
            and (held.reason <> 'insolvency' or item.issue_on is null or item.issue_on < held.from_on)
        )
        -- What was only rehearsed reminded nobody.
        and not exists (select from dunning.step_done as done where done.tenant_id = item.tenant_id and done.item_id = item.id and not done.rehearsed)
    `,
    by,
  );
  await tell(tx, entity, { reason: 'to-qualify', count: placed }, by);
  return placed;
}

/** Holds what is time-barred, or will be in three months, from the day it is so; ends those that are so no longer, their payment or due date having changed. Answers how many were placed. */
async function holdTimeBarred(tx: Transaction, entity: Entity, on: Day, by: Actor): Promise<number> {
  if (entity.country !== 'FR') return 0;
  const barred = timeBarredItems(entity.id, addDays(on, barredAheadDays), acknowledged);
  await releaseHoldsOnItems(
    tx,
    {
      source: limitationSource,
      items: sql`
        select hold.item_id
        from holds.hold
        join receivables.item on item.tenant_id = hold.tenant_id and item.id = hold.item_id
        where hold.source = ${limitationSource} and hold.released_at is null and item.entity_id = ${entity.id}::uuid and item.open_minor <> 0
          and not exists (select from (${barred}) as still where still.item_id = hold.item_id and still.from_on = hold.from_on)
      `,
    },
    noLongerSo,
    by,
  );
  const note = textsIn(languageIn(entity)).dunning.ownHolds.timeBarred;
  const held = await holdItems(
    tx,
    { reason: 'time-barred', source: limitationSource, note, once: 'day' },
    sql`
    select barred.item_id, barred.customer_id, barred.from_on
    from (${barred}) as barred
    -- What is before a court, or declared in insolvency proceedings, no longer runs; what a person said is barred needs no second word.
    where not exists (
      select from holds.hold
      where hold.released_at is null and (hold.reason in ('litigation', 'insolvency') or (hold.reason = 'time-barred' and hold.source <> ${limitationSource}))
        and (hold.item_id = barred.item_id or (hold.scope = 'customer' and hold.customer_id = barred.customer_id))
    )
  `,
    by,
  );
  await tell(tx, entity, { reason: 'time-barred', count: held }, by);
  return held;
}

// Whoever promises to pay owns to the debt; what was taken back, or only proposed, says nothing.
const acknowledged: Sql = sql`
  select promise_item.item_id, promise.promised_on as day
  from promises.promise
  join promises.promise_item on promise_item.tenant_id = promise.tenant_id and promise_item.promise_id = promise.id
  where promise.state in ('expected', 'kept', 'partly-kept', 'broken', 'superseded')
`;

// A note is kept as it was written: in the language of the entity's country.
const languageIn = ({ country }: Entity): Language => (country === 'FR' ? 'fr' : 'en');

async function tell(
  tx: Transaction,
  entity: Entity,
  { reason, count }: { reason: string; count: number },
  by: Actor,
): Promise<void> {
  if (count > 0) await recordEvent(tx, { kind: 'holds.placed', actor: by, entityId: entity.id, details: { reason, count } });
}
