import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { entityById } from '../../identity/index.ts';
import { recipientsOf } from '../collection-contact.ts';
import { choice, nextRung, stepDay } from '../decision/choice.ts';
import { ladderOf, standing } from '../decision/standing.ts';
import { type DecisionTerms, decisionTerms, floorIn } from '../decision/terms.ts';
import { queueReminders } from '../messages/queue-reminders.ts';
import { refuse } from '../refusals.ts';

/** A late item that nothing excludes, with the step of its scenario that comes next for it. */
type Late = {
  readonly itemId: string;
  readonly currency: string;
  readonly chasedMinor: bigint;
  readonly daysLate: number;
  readonly restedOn: Day | null;
  readonly lastOn: Day | null;
  readonly stepId: string | null;
  readonly cycle: number | null;
  readonly level: number | null;
  readonly channel: string | null;
  readonly automation: string | null;
  readonly grave: boolean | null;
  readonly scenarioId: string | null;
  readonly version: number | null;
  readonly creditsMinor: bigint;
  readonly floorMinor: bigint;
  readonly collectorId: string | null;
};

/** What is to be known before reminding now: the last contact is too near, or was today. */
export type RemindWarning = 'min-interval' | 'contacted-today';
export type RemindedNow =
  | { readonly outcome: 'ask'; readonly warnings: readonly RemindWarning[]; readonly lastOn: Day | null }
  | { readonly outcome: 'made'; readonly actionId: string; readonly recallUntil: Temporal.Instant | null };

export type RemindNow = {
  readonly customerId: string;
  readonly currency?: string | undefined;
  /** The person has seen the warnings. */
  readonly despite: boolean;
};

/** The items a reminder made now would list, the oldest first: late, owed, held by nothing. */
async function lateItems(db: Queryable, terms: DecisionTerms, customerId: string): Promise<Late[]> {
  const day = sql`${terms.on}::date`;
  return db.rows<Late>(sql`
    with ${ladderOf(terms.overlay)}, ${standing(terms)}, ${choice(terms)}
    select fact.item_id as "itemId", fact.currency, fact.chased_minor as "chasedMinor", ${day} - fact.due_on as "daysLate", fact.rested_on as "restedOn",
      fact.last_on as "lastOn", ladder.step_id as "stepId", ladder.cycle, ladder.level, ladder.channel, ladder.automation, ladder.grave,
      ladder.scenario_id as "scenarioId", ladder.version, coalesce(credit.minor, 0)::bigint as "creditsMinor",
      greatest(${floorIn(sql`coalesce(fact.floor_minor, ${terms.floorMinor}::bigint)`, sql`fact.currency`)}, coalesce(ladder.minimum_minor, 0))::bigint as "floorMinor",
      customer.collector_id as "collectorId", ${stepDay(sql`fact`)} as "stepOn"
    from fact
    join customers.customer on customer.id = fact.customer_id
    left join lateral (${nextRung(sql`fact`, day)}) as next on true
    left join ladder on ladder.scenario_id = fact.scenario_id and ladder.rung = next.rung
    left join credit on credit.customer_id = fact.customer_id and credit.currency = fact.currency
    where fact.customer_id = ${customerId}::uuid and fact.open and fact.chased_minor > 0 and fact.due_on < ${day}
    order by fact.due_on, fact.chased_minor desc, fact.item_id
  `);
}

/**
 * Makes the next step of a customer's scenario at once, over all that is late and held by nothing. It counts as that step for the
 * items whose next step it is; others are listed. Holds, the floor and credits stand; a contact too near is asked about first.
 */
export function remindNow(
  db: TenantDatabase,
  wanted: RemindNow,
  by: { readonly actor: Actor; readonly now: Temporal.Instant; readonly today: Day },
): Promise<RemindedNow> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`remind-now/${tx.tenantId}/${wanted.customerId}`}, 0))`);
    const customer = await tx.maybe<{ entityId: string }>(
      sql`select entity_id as "entityId" from customers.customer where id = ${wanted.customerId}::uuid`,
    );
    if (!customer) throw refuse('customer.not-found');
    const terms = await decisionTerms(tx, await entityById(tx, customer.entityId), by.today, by.now, [wanted.customerId]);
    const all = await lateItems(tx, terms, wanted.customerId);
    const currency = wanted.currency ?? all[0]?.currency;
    const late = all.filter((item) => item.currency === currency);
    const leader = late.find((item) => item.stepId !== null);
    if (late.length === 0) throw refuse('remind.nothing-late');
    if (!leader) throw refuse('remind.no-step');
    await refuseInTheWay(tx, wanted.customerId, leader, late);
    const warnings = warningsOf(late, by.today);
    if (warnings.length > 0 && !wanted.despite)
      return {
        outcome: 'ask',
        warnings,
        lastOn:
          late
            .flatMap((item) => item.lastOn ?? [])
            .toSorted()
            .at(-1) ?? null,
      };
    return make(tx, { ...wanted, entityId: customer.entityId }, { leader, late }, by);
  });
}

function warningsOf(late: readonly Late[], today: Day): RemindWarning[] {
  if (late.some((item) => item.lastOn !== null && item.lastOn >= today)) return ['contacted-today'];
  return late.some((item) => item.restedOn !== null && item.restedOn > today) ? ['min-interval'] : [];
}

async function refuseInTheWay(tx: Transaction, customerId: string, leader: Late, late: readonly Late[]): Promise<void> {
  const net = late.reduce((sum, item) => sum + item.chasedMinor, 0n) + leader.creditsMinor;
  if (net <= 0n) throw refuse('remind.covered');
  if (net < leader.floorMinor) throw refuse('remind.below-floor');
  const waiting = await tx.maybe(sql`
    select from dunning.action
    where customer_id = ${customerId}::uuid and currency = ${leader.currency} and kind in ('step', 'by-hand') and step_id is not null
      and state in ('to-confirm', 'confirmed', 'to-do')
    limit 1
  `);
  if (waiting) throw refuse('remind.already-waiting');
  const reached = await tx.maybe<{ problem: string | null }>(sql`
    select recipient.problem from (${recipientsOf(sql`
      select 'one'::text as key, ${customerId}::uuid as customer_id, step.channel, step.recipient_roles, step.copy_roles, step.copy_people
      from dunning.step
      where step.scenario_id = ${leader.scenarioId}::uuid and step.version = ${leader.version} and step.step_id = ${leader.stepId}::uuid
    `)}) as recipient
  `);
  if (reached?.problem === 'no-consent') throw refuse('specific.no-consent');
  if (reached?.problem) throw refuse('specific.no-address', { channel: leader.channel ?? '' });
}

type Wanted = RemindNow & { readonly entityId: string };

async function make(
  tx: Transaction,
  wanted: Wanted,
  { leader, late }: { readonly leader: Late; readonly late: readonly Late[] },
  by: { readonly actor: Actor; readonly now: Temporal.Instant; readonly today: Day },
): Promise<RemindedNow> {
  const id = uuidv7();
  const byPerson = ['call', 'task', 'hand-over'].includes(leader.channel ?? '') || leader.automation === 'manual';
  // Who asks for it now has said yes; a grave step is looked at once more.
  const state = byPerson ? 'to-do' : leader.grave ? 'to-confirm' : 'confirmed';
  const listed = late.filter((item) => !leader.grave || item.stepId === leader.stepId);
  await tx.run(sql`
    insert into dunning.action (tenant_id, id, once_key, kind, unit, unit_id, entity_id, customer_id, scenario_id, scenario_version, step_id, level, channel,
      automation, grave, state, planned_on, currency, amount_minor, credits_minor, oldest_due_on, leader_item_id, reason, assignee_id, decided_at, decided_by)
    values (${tx.tenantId}, ${id}, ${`now/${id}/1`}, 'by-hand', 'account', ${wanted.customerId}, ${wanted.entityId}, ${wanted.customerId}, ${leader.scenarioId},
      ${leader.version}, ${leader.stepId}, ${leader.level}, ${leader.channel}, ${leader.automation}, ${leader.grave}, ${state}, ${by.today}, ${leader.currency},
      ${listed.reduce((sum, item) => sum + item.chasedMinor, 0n) + leader.creditsMinor}, ${leader.creditsMinor},
      ${by.today}::date - ${listed.reduce((most, item) => Math.max(most, item.daysLate), 0)}::int, ${leader.itemId}, jsonb_build_object('code', 'by-hand'),
      coalesce(${leader.collectorId}::uuid, (select person_id from identity.membership where role = 'owner' order by created_at limit 1)),
      ${by.now.toString()}::timestamptz, ${by.actor.name})
  `);
  const rows = listed.map((item) => ({
    id: item.itemId,
    own: item.stepId === leader.stepId,
    cycle: (item.stepId === leader.stepId ? item.cycle : leader.cycle) ?? 1,
    open_minor: item.chasedMinor.toString(),
    days_late: item.daysLate,
  }));
  await tx.run(sql`
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, step_id, level, cycle, open_minor, days_late)
    select ${tx.tenantId}, ${id}, item.id, item.own, case when item.own then ${leader.stepId}::uuid end, case when item.own then ${leader.level}::int end, item.cycle,
      item.open_minor, item.days_late
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as item (id uuid, own boolean, cycle integer, open_minor bigint, days_late integer)
  `);
  const recallUntil =
    state === 'confirmed'
      ? await queueReminders(tx, { actions: sql`action.id = ${id}::uuid`, count: 1 }, by.now, by.actor)
      : null;
  await recordEvent(tx, {
    kind: 'actions.reminded-now',
    actor: by.actor,
    customerId: wanted.customerId,
    entityId: wanted.entityId,
    subjectId: id,
    details: { level: leader.level, channel: leader.channel, items: listed.length, despite: wanted.despite },
  });
  return { outcome: 'made', actionId: id, recallUntil };
}

/** What a reminder made by hand may still claim of its items this second; no interval stands in its way any more, holds and payments do. */
export async function claimedByHand(
  db: Queryable,
  of: { readonly entityId: string; readonly on: Day; readonly now: Temporal.Instant; readonly customerIds: readonly string[] },
): Promise<Map<string, { readonly chasedMinor: bigint; readonly creditsMinor: bigint }>> {
  const terms = await decisionTerms(db, await entityById(db, of.entityId), of.on, of.now, of.customerIds);
  const rows = await db.rows<{ itemId: string; chasedMinor: bigint; creditsMinor: bigint }>(sql`
    with ${ladderOf(terms.overlay)}, ${standing(terms)}, ${choice(terms)}
    select fact.item_id as "itemId", fact.chased_minor as "chasedMinor", coalesce(credit.minor, 0)::bigint as "creditsMinor"
    from fact
    left join credit on credit.customer_id = fact.customer_id and credit.currency = fact.currency
    where fact.open and fact.chased_minor > 0
  `);
  return new Map(rows.map(({ itemId, ...claim }) => [itemId, claim]));
}
