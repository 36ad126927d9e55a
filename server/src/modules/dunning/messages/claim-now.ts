import { businessDate, type Day, addDays } from '../../../kernel/days.ts';
import { prepared, type Queryable, sql } from '../../../platform/database/index.ts';
import { entityById } from '../../identity/index.ts';
import { choice } from '../decision/choice.ts';
import { ladderOf, standing } from '../decision/standing.ts';
import { type DecisionTerms, decisionTerms, displacement } from '../decision/terms.ts';
import type { StatedItem } from './reminder-fields.ts';

/** An action as it was decided, with the day its entity lives now. */
export type DecidedAction = {
  readonly id: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly scenarioId: string | null;
  readonly stepId: string | null;
  readonly channel: string;
  readonly state: string;
  readonly leaderItemId: string | null;
  /** What of the customer it is about: the account, a level, an item. */
  readonly unitId: string | null;
  readonly on: Day;
  /** Days by which `on` is ahead of the calendar: 0 except after a run asked for another date. */
  readonly ahead: number;
  readonly timeZone: string;
};

/** What an action would claim this second: a message, or the reason there is none. */
export type ClaimNow =
  | {
      readonly kind: 'claim';
      readonly stepId: string;
      readonly version: number;
      readonly scenarioId: string;
      readonly grave: boolean;
      readonly prudence: number;
      readonly items: readonly StatedItem[];
      readonly creditsMinor: bigint;
      readonly netMinor: bigint;
    }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string; readonly on: Day };

type ActionRow = Omit<DecidedAction, 'on' | 'ahead'> & {
  readonly runOn: Day | null;
  readonly startedAt: Temporal.Instant | null;
};

/** Reads actions with their business day: today where their entity lives, displaced as the run that made them was. */
export async function decidedActions(db: Queryable, ids: readonly string[], now: Temporal.Instant): Promise<DecidedAction[]> {
  const rows = await db.rows<ActionRow>(sql`
    select action.id, action.entity_id as "entityId", action.customer_id as "customerId", action.currency, action.scenario_id as "scenarioId",
      action.step_id as "stepId", action.channel, action.state, action.leader_item_id as "leaderItemId", coalesce(action.unit_id, action.customer_id) as "unitId", entity.time_zone as "timeZone",
      run.run_on as "runOn", run.started_at as "startedAt"
    from dunning.action
    join identity.entity on entity.id = action.entity_id
    left join dunning.run on run.id = action.run_id
    where action.id = any(${[...ids]}::uuid[])
  `);
  return rows.map(({ runOn, startedAt, ...action }) => {
    const ahead = runOn === null || startedAt === null ? 0 : displacement(runOn, businessDate(startedAt, action.timeZone));
    return { ...action, ahead, on: addDays(businessDate(now, action.timeZone), ahead) };
  });
}

type UnitRow = {
  readonly actionId: string;
  readonly stepId: string | null;
  readonly version: number;
  readonly scenarioId: string;
  readonly leaderItemId: string;
  readonly grave: boolean;
  readonly prudence: number;
  readonly readyOn: Day;
  readonly creditsMinor: bigint;
  readonly netMinor: bigint;
  readonly verdict: string | null;
  readonly level: number;
  readonly leaderDueOn: Day;
  readonly channel: string;
  /** Reminders the customer got today in this currency, and others on their way this second. */
  readonly contacts: number;
  readonly leaderReason: string | null;
  readonly items: readonly {
    id: string;
    number: string;
    label: string;
    issuedOn: Day;
    dueOn: Day;
    daysLate: number;
    amount: string;
    open: string;
    claimed: string;
    customerCode: string;
    customerName: string;
  }[];
};

/** Takes the decision again for these actions, from the data of this second: one statement for each entity and day among them. */
export async function claimsNow(
  db: Queryable,
  actions: readonly DecidedAction[],
  now: Temporal.Instant,
): Promise<Map<string, ClaimNow>> {
  const claims = new Map<string, ClaimNow>();
  for (const group of Map.groupBy(actions, (action) => `${action.entityId}/${action.on}`).values()) {
    const [first] = group;
    if (!first) continue;
    const terms = {
      ...(await decisionTerms(db, await entityById(db, first.entityId), first.on, now)),
      leaving: true,
      nearOnly: true,
    };
    const customerIds = [...new Set(group.map((action) => action.customerId))];
    // Planned once for a connection: anew for the values of each batch, planning costs a third of it.
    await db.run(sql`set local plan_cache_mode = force_generic_plan`);
    const units = await unitsNow(db, { ...terms, customerIds }, group, now);
    await db.run(sql`set local plan_cache_mode = auto`);
    const byAction = new Map(units.map((row) => [row.actionId, row]));
    for (const action of group) claims.set(action.id, claimOf(action, byAction.get(action.id)));
    keepWithinDay(claims, group, byAction, terms);
  }
  return claims;
}

async function unitsNow(
  db: Queryable,
  terms: DecisionTerms,
  actions: readonly DecidedAction[],
  now: Temporal.Instant,
): Promise<UnitRow[]> {
  const asked = actions.map((action) => ({
    action_id: action.id,
    customer_id: action.customerId,
    unit_id: action.unitId,
    currency: action.currency,
    leader_item_id: action.leaderItemId,
  }));
  return db.rows<UnitRow>(
    prepared(sql`
    with ${ladderOf(terms.overlay)}, ${standing(terms)}, ${choice(terms)},
    asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked (action_id uuid, customer_id uuid, unit_id uuid, currency text, leader_item_id uuid)
    ),
    leaving as materialized (
      select message.action_id, message.customer_id, message.currency
      from messages.message
      where message.kind in ('reminder', 'specific') and message.state = 'calling'
      union all
      -- Nobody knows yet whether it left: as long as the day lasts, it may have.
      select message.action_id, message.customer_id, message.currency
      from messages.message
      where message.kind in ('reminder', 'specific') and message.state = 'uncertain' and message.finished_at > ${now.subtract({ hours: 24 }).toString()}::timestamptz
    ),
    -- Once for all units, not again for each action asked about.
    listed as (
      select listing.unit_id, listing.currency,
        jsonb_agg(jsonb_build_object('id', item.id, 'number', item.number, 'label', item.label, 'issuedOn', item.issue_on, 'dueOn', item.due_on,
          'daysLate', ${terms.on}::date - item.due_on, 'amount', item.amount_minor::text, 'open', (item.open_minor - item.awaiting_minor)::text,
          'claimed', listing.chased_minor::text, 'customerCode', account.code, 'customerName', account.name) order by item.due_on, item.number, item.id) as items
      from listing
      join receivables.item on item.id = listing.item_id
      join customers.customer as account on account.id = item.customer_id
      where listing.listed
      group by listing.unit_id, listing.currency
    )
    select asked.action_id as "actionId", unit_decision.step_id as "stepId", unit_decision.version, unit_decision.scenario_id as "scenarioId",
      unit_decision.leader_item_id as "leaderItemId", unit_decision.grave, unit_decision.prudence, unit_decision.ready_on as "readyOn",
      unit_decision.credits_minor as "creditsMinor", unit_decision.net_minor as "netMinor", unit_decision.verdict, unit_decision.level,
      unit_decision.leader_due_on as "leaderDueOn", unit_decision.channel, ${contactsSoFar} as contacts,
      case when coalesce(leader.open_minor, 0) = 0 then 'settled-before-send' else fact.skip end as "leaderReason",
      coalesce(listed.items, '[]') as items
    from asked
    left join unit_decision on unit_decision.unit_id = asked.unit_id and unit_decision.currency = asked.currency
    left join listed on listed.unit_id = asked.unit_id and listed.currency = asked.currency
    left join fact on fact.item_id = asked.leader_item_id
    left join receivables.item as leader on leader.id = asked.leader_item_id
  `),
  );
}

// What was sent today the decision knows; what is on its way this second, of whatever kind that asks for money, it does not.
const contactsSoFar = sql`unit_decision.contacts + (
  select count(*)::int from leaving
  where leaving.customer_id = asked.customer_id and leaving.currency = asked.currency and leaving.action_id <> asked.action_id
)`;

/** Of several messages about to leave for one customer, as many leave as a day may have, the highest level and oldest first; the others go tomorrow (T62). */
function keepWithinDay(
  claims: Map<string, ClaimNow>,
  actions: readonly DecidedAction[],
  units: ReadonlyMap<string, UnitRow>,
  terms: DecisionTerms,
): void {
  const leaving = actions.flatMap((action) => {
    const unit = units.get(action.id);
    return unit && unit.channel !== 'internal' && claims.get(action.id)?.kind === 'claim' ? [{ action, unit }] : [];
  });
  for (const group of Map.groupBy(leaving, ({ action }) => `${action.customerId}/${action.currency}`).values()) {
    const urgent = group.toSorted(
      ({ unit: left }, { unit: right }) =>
        right.level - left.level ||
        left.leaderDueOn.localeCompare(right.leaderDueOn) ||
        left.leaderItemId.localeCompare(right.leaderItemId),
    );
    urgent.forEach(({ action, unit }, place) => {
      if (unit.contacts + place >= terms.perDay)
        claims.set(action.id, { kind: 'later', reason: 'daily-cap', on: addDays(action.on, 1) });
    });
  }
}

function claimOf(action: DecidedAction, unit: UnitRow | undefined): ClaimNow {
  if (!unit || unit.verdict === null) {
    const reason = unit?.leaderReason ?? 'no-longer-due';
    return { kind: 'none', reason: reason === 'awaiting-ledger' ? 'settled-before-send' : reason };
  }
  if (unit.verdict === 'min-interval') return { kind: 'later', reason: unit.verdict, on: unit.readyOn };
  if (unit.verdict === 'contacted-today') return { kind: 'later', reason: unit.verdict, on: addDays(action.on, 1) };
  if (unit.verdict === 'covered-by-credits' || unit.verdict === 'below-floor') return { kind: 'none', reason: unit.verdict };
  // The leader was settled or held meanwhile: the next one leads, and may have another step than the one somebody said yes to.
  const same = unit.stepId === action.stepId;
  if (unit.verdict !== 'act' || unit.stepId === null || !same)
    return { kind: 'none', reason: unit.leaderReason ?? 'no-longer-due' };
  return {
    kind: 'claim',
    stepId: unit.stepId,
    version: unit.version,
    scenarioId: unit.scenarioId,
    grave: unit.grave,
    prudence: unit.prudence,
    creditsMinor: unit.creditsMinor,
    netMinor: unit.netMinor,
    items: unit.items.map((item) => ({
      itemId: item.id,
      number: item.number,
      label: item.label,
      issuedOn: item.issuedOn,
      dueOn: item.dueOn,
      daysLate: item.daysLate,
      amountMinor: BigInt(item.amount),
      openMinor: BigInt(item.open),
      claimedMinor: BigInt(item.claimed),
      customerCode: item.customerCode,
      customerName: item.customerName,
    })),
  };
}
