import { addDays, type Day } from '../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import type { ClaimNow, DecidedAction } from '../messages/claim-now.ts';
import type { StepShape } from '../messages/step-shapes.ts';
import type { Occasion, StatedItem } from '../messages/reminder-fields.ts';
import { claimedByHand } from './remind-now.ts';
import { onlyPromised, promised, speaks } from './promise-steps.ts';
import { forbidding, heldBack } from './specific/held-back.ts';
import { type SpecificShape, stepShapeOf } from './specific/specific-shape.ts';
import { thankable } from './thanks.ts';

/** What an action beside the ladder would say this second. */
export type BesideClaim = {
  readonly claimNow: ClaimNow;
  /** It asks for a payment: a contact of the day like a reminder. */
  readonly chases: boolean;
  readonly occasion: Occasion;
  /** How a specific action is sent and what it says; a step's own otherwise. */
  readonly shape: StepShape | undefined;
};

type BesideKind = 'thanks' | 'promise' | 'specific' | 'by-hand';
type Asked = DecidedAction & { readonly kind: BesideKind };
type Basis = {
  readonly actionId: string;
  readonly kind: BesideKind;
  readonly chases: boolean;
  readonly version: number | null;
  readonly shape: SpecificShape | null;
  readonly heldBy: string | null;
};
type Stated = Omit<StatedItem, 'amountMinor' | 'openMinor' | 'claimedMinor'> & {
  readonly actionId: string;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly claimedMinor: bigint;
  /** The day of the payment, of the promise. */
  readonly saidOn: Day | null;
  /** Broken, and its items were written about today already. */
  readonly today: boolean;
  /** Credits of the account that a reminder made by hand deducts. */
  readonly creditsMinor?: bigint;
  readonly grave?: boolean;
  /** Why all of it is left out of a specific action: nothing is claimed of it. */
  readonly leftOut?: string | null;
};

/**
 * Looks again, the second they are to leave, at messages that stand beside the ladder: thanks for a payment that still stands,
 * words about a promise that still is what they say, a specific action on what is still open. A few statements for all of them.
 */
export async function claimsBeside(
  db: Queryable,
  actions: readonly DecidedAction[],
  now: Temporal.Instant,
): Promise<Map<string, BesideClaim>> {
  const bases = await basesOf(db, actions);
  const asked = actions.flatMap((action): Asked[] => {
    const basis = bases.get(action.id);
    return basis ? [{ ...action, kind: basis.kind }] : [];
  });
  const claims = new Map<string, BesideClaim>();
  for (const group of Map.groupBy(asked, (action) => `${action.kind}/${action.entityId}/${action.on}`).values()) {
    const [first] = group;
    if (!first) continue;
    const ids = group.map((action) => action.id);
    const stated = Map.groupBy(await statedBy[first.kind](db, first, { ids, now }), (item) => item.actionId);
    for (const action of group) {
      const basis = bases.get(action.id);
      if (basis) claims.set(action.id, claimOf(action, basis, stated.get(action.id) ?? []));
    }
  }
  return claims;
}

async function basesOf(db: Queryable, actions: readonly DecidedAction[]): Promise<Map<string, Basis>> {
  const asked = actions.map(({ id, on }) => ({ id, on_day: on }));
  const day = sql`asked.on_day`;
  const rows = await db.rows<Basis>(sql`
    select action.id as "actionId", action.kind, action.scenario_version as version, action.shape,
      coalesce(action.kind in ('specific', 'by-hand') or action.reason ->> 'code' = 'promise-broken', false) as chases,
      (
        select hold.reason from holds.hold
        where ${holdsOn(day)}
          and ((hold.scope = 'customer' and hold.customer_id = action.customer_id) or (hold.scope = 'entity' and hold.entity_id = action.entity_id))
          -- What a person planned by name is stopped only by what forbids it.
          and (action.kind <> 'specific' or hold.reason in ${forbidding})
        order by hold.reason
        limit 1
      ) as "heldBy"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (id uuid, on_day date)
    join dunning.action on action.id = asked.id and (action.kind in ('thanks', 'promise', 'specific') or (action.kind = 'by-hand' and action.step_id is not null))
  `);
  return new Map(rows.map((basis) => [basis.actionId, basis]));
}

const nothingSaid: Readonly<Record<BesideKind, string>> = {
  thanks: 'thanks-void',
  promise: 'promise-closed',
  specific: 'settled-before-send',
  'by-hand': 'settled-before-send',
};

function claimOf(action: Asked, basis: Basis, stated: readonly Stated[]): BesideClaim {
  const { chases } = basis;
  const none = (reason: string): BesideClaim => ({ claimNow: { kind: 'none', reason }, chases, occasion: {}, shape: undefined });
  if (basis.heldBy !== null) return none(basis.heldBy);
  const items = stated.filter((item) => !item.leftOut);
  const [first] = items;
  if (!first) return none(stated[0]?.leftOut ?? nothingSaid[action.kind]);
  if (first.today)
    return {
      claimNow: { kind: 'later', reason: 'contacted-today', on: addDays(action.on, 1) },
      chases,
      occasion: {},
      shape: undefined,
    };
  const creditsMinor = first.creditsMinor ?? 0n;
  const netMinor = items.reduce((sum, item) => sum + item.claimedMinor, 0n) + creditsMinor;
  if (netMinor <= 0n) return none('covered-by-credits');
  const said = first.saidOn === null ? undefined : { on: first.saidOn, amountMinor: netMinor };
  return {
    claimNow: {
      kind: 'claim',
      stepId: action.stepId ?? '',
      version: basis.version ?? 0,
      scenarioId: action.scenarioId ?? '',
      grave: first.grave ?? false,
      prudence: 0,
      creditsMinor,
      netMinor,
      items: items.map(
        ({
          actionId: _action,
          saidOn: _said,
          today: _today,
          creditsMinor: _credits,
          grave: _grave,
          leftOut: _leftOut,
          ...item
        }) => item,
      ),
    },
    chases,
    occasion: said === undefined ? {} : action.kind === 'thanks' ? { payment: said } : { promise: said },
    shape: basis.shape ? stepShapeOf(action, basis.shape) : undefined,
  };
}

const itemColumns: Sql = sql`
  item.id as "itemId", item.number, item.label, item.issue_on as "issuedOn", coalesce(item.due_on, item.issue_on) as "dueOn", item.amount_minor as "amountMinor"
`;
const inOrder: Sql = sql`order by item.due_on, item.number, item.id`;

type StatedBy = (
  db: Queryable,
  of: Asked,
  which: { readonly ids: readonly string[]; readonly now: Temporal.Instant },
) => Promise<Stated[]>;

const statedBy: Readonly<Record<BesideKind, StatedBy>> = {
  thanks: (db, of, { ids }) =>
    db.rows<Stated>(sql`
      with listed as (
        select action_item.action_id, action_item.item_id from dunning.action_item where action_item.action_id = any(${[...ids]}::uuid[])
      ),
      ${thankable({ entityId: of.entityId, on: of.on }, sql`item.id in (select listed.item_id from listed)`)}
      select listed.action_id as "actionId", ${itemColumns}, greatest(paid_item.paid_on - item.due_on, 0) as "daysLate", paid_item.minor as "openMinor",
        paid_item.minor as "claimedMinor", thankable.paid_on as "saidOn", false as today
      from listed
      join paid_item on paid_item.item_id = listed.item_id
      join thankable on thankable.customer_id = paid_item.customer_id and thankable.currency = paid_item.currency
      join receivables.item on item.id = listed.item_id
      ${inOrder}
    `),
  promise: (db, of, { ids }) =>
    db.rows<Stated>(sql`
      with spoken as (
        select action.id as action_id, (action.reason ->> 'promise')::uuid as promise_id,
          case action.reason ->> 'code' when 'promise-ahead' then -1 else 0 end as offset_days
        from dunning.action
        where action.id = any(${[...ids]}::uuid[])
      ),
      ${promised({ on: of.on }, sql`promise.id = any(array(select spoken.promise_id from spoken))`)}
      select spoken.action_id as "actionId", ${itemColumns}, coalesce(${of.on}::date - item.due_on, 0) as "daysLate",
        item.open_minor - item.awaiting_minor as "openMinor", least(promise_item.amount_minor, item.open_minor - item.awaiting_minor) as "claimedMinor",
        promised.due_on as "saidOn",
        spoken.offset_days = 0 and exists (
          select from dunning.step_done
          where step_done.item_id = item.id and step_done.outcome in ('done', 'listed') and step_done.done_on >= ${of.on}::date
        ) as today
      from spoken
      join promised on promised.id = spoken.promise_id
      join promises.promise_item on promise_item.promise_id = promised.id
      join receivables.item on item.tenant_id = promise_item.tenant_id and item.id = promise_item.item_id
      where ${speaks(sql`spoken`, sql`promised`, { on: of.on })} and item.open_minor - item.awaiting_minor > 0 and ${onlyPromised(sql`item`, sql`${of.on}::date`)}
      ${inOrder}
    `),
  specific: (db, of, { ids }) =>
    db.rows<Stated>(sql`
      select action_item.action_id as "actionId", ${itemColumns}, coalesce(${of.on}::date - item.due_on, 0) as "daysLate",
        item.open_minor - item.awaiting_minor as "openMinor", item.open_minor - item.awaiting_minor - held.minor as "claimedMinor", null as "saidOn",
        false as today, case when item.open_minor - item.awaiting_minor <= held.minor then held.reason end as "leftOut"
      from dunning.action_item
      join dunning.action on action.tenant_id = action_item.tenant_id and action.id = action_item.action_id
      join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
      cross join lateral (${heldBack({ item: sql`item`, channel: sql`action.channel`, despite: sql`action.shape -> 'despite'` }, of.on)}) as held
      where action_item.action_id = any(${[...ids]}::uuid[]) and item.open_minor - item.awaiting_minor > 0
      ${inOrder}
    `),
  'by-hand': async (db, of, { ids, now }) => {
    const rows = await db.rows<Stated & { customerId: string; grave: boolean }>(sql`
      select action_item.action_id as "actionId", ${itemColumns}, coalesce(${of.on}::date - item.due_on, 0) as "daysLate",
        item.open_minor - item.awaiting_minor as "openMinor", 0::bigint as "claimedMinor", null as "saidOn", false as today, action.customer_id as "customerId", action.grave
      from dunning.action
      join dunning.action_item on action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
      join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
      where action.id = any(${[...ids]}::uuid[]) and item.open_minor - item.awaiting_minor > 0
      ${inOrder}
    `);
    const customerIds = [...new Set(rows.map((row) => row.customerId))];
    const claims = await claimedByHand(db, { entityId: of.entityId, on: of.on, now, customerIds });
    return rows.flatMap(({ customerId: _customer, ...row }) => {
      const claim = claims.get(row.itemId);
      return claim ? [{ ...row, claimedMinor: claim.chasedMinor, creditsMinor: claim.creditsMinor }] : [];
    });
  },
};
