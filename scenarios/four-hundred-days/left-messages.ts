import type { Day } from '../../server/src/kernel/days.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import type { World } from './world.ts';

export type ClaimedItem = {
  readonly id: string;
  readonly number: string;
  readonly claimed: bigint;
  /** What is open of it, by its allocations. */
  readonly open: bigint;
  /** What of it is held, by holds live on the day that are not of this message's own action. */
  readonly heldPart: bigint;
  readonly heldWhole: string | null;
  /** The item itself is held whole, not just its account. */
  readonly heldItself: boolean;
  /** Why nobody may ask for it, whatever its scenario. */
  readonly barred: string | null;
  readonly dueOn: Day | null;
  readonly currency: string;
  /** Where its account is chased. */
  readonly chasedAt: string;
  readonly stepped: boolean;
  readonly level: number | null;
};
export type LeftMessage = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly channel: string;
  readonly transport: string;
  readonly customerId: string;
  readonly customerKind: string;
  readonly country: string;
  readonly timeZone: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly at: Temporal.Instant;
  readonly sentOn: Day | null;
  readonly header: string;
  readonly subject: string;
  readonly body: string;
  readonly action: {
    readonly id: string;
    readonly kind: string;
    readonly scenarioId: string | null;
    readonly version: number | null;
    readonly stepId: string | null;
    readonly level: number | null;
    readonly grave: boolean;
    readonly unit: string;
    readonly leader: string | null;
    readonly reason: { readonly code?: string };
    readonly decidedBy: string | null;
  } | null;
  readonly credits: bigint;
  readonly items: readonly ClaimedItem[];
};

/** Messages that are on their way or have left and were not looked at in this state yet, each with what it claims and what was true of that by the ledger and the holds. */
export async function leftMessages({ db, told, clock }: World): Promise<LeftMessage[]> {
  const rows = await db.rows<{ id: string; state: string }>(
    sql`select id, state from messages.message where state in ('calling', 'handed', 'uncertain', 'sent')`,
  );
  const ids = rows.filter((row) => told.messages.get(row.id)?.state !== row.state).map((row) => row.id);
  if (ids.length === 0) return [];
  const found = await db.rows<Raw>(sql`
    ${within(ids, clock.day)}
    select message.id, message.kind, message.state, message.channel, message.transport, message.customer_id as "customerId", customer.kind as "customerKind",
      customer.country, customer.time_zone as "timeZone", message.currency, message.amount_minor as "amountMinor", coalesce(message.sent_at, ${clock.now.toString()}::timestamptz) as at,
      (message.sent_at at time zone 'Europe/Paris')::date as "sentOn", message.message_id_header as header, message.subject, message.body_text as body,
      case when action.id is not null then jsonb_build_object('id', action.id, 'kind', action.kind, 'scenarioId', action.scenario_id, 'version', action.scenario_version,
        'stepId', action.step_id, 'level', action.level, 'grave', action.grave, 'unit', action.unit, 'leader', action.leader_item_id, 'reason', action.reason,
        'decidedBy', action.decided_by) end as action,
      coalesce((
        select sum(item.open_minor - item.awaiting_minor) from receivables.item
        join account on account.id = item.customer_id
        where account.chased_at = message.customer_id and not account.intercompany and item.currency = message.currency and item.open_minor < 0
          and item.ledger_class = 'receivable'
      ), 0)::bigint as credits,
      coalesce((select jsonb_agg(claim order by claim.number) from claim where claim.message_id = message.id), '[]') as items
    from messages.message
    join customers.customer on customer.id = message.customer_id
    left join dunning.action on action.id = message.action_id
    where message.id = any(${ids}::uuid[])
    order by message.sent_at, message.id
  `);
  return found.map((row) => ({
    ...row,
    items: row.items.map((item) => ({
      ...item,
      claimed: BigInt(item.claimed),
      open: BigInt(item.open),
      heldPart: BigInt(item.heldPart),
    })),
  }));
}

type Raw = Omit<LeftMessage, 'items'> & {
  readonly items: readonly (Omit<ClaimedItem, 'claimed' | 'open' | 'heldPart'> & {
    claimed: string;
    open: string;
    heldPart: string;
  })[];
};

// What is open is summed from the allocations alone, and holds are read one by one: the run's own columns and statements are what is judged.
function within(ids: readonly string[], day: Day) {
  return sql`
    with account as (
      select customer.id, customer.intercompany, customer.merged_into is not null as merged, coalesce(payer.id, customer.id) as chased_at
      from customers.customer
      left join customers.customer as payer on payer.id = customer.payer_id and payer.id <> customer.id and payer.merged_into is null and not payer.intercompany
    ),
    live as (
      select hold.* from holds.hold
      where hold.released_at is null and ${day}::date between hold.from_on and coalesce(hold.until_on, 'infinity')
    ),
    claim as (
      select message_item.message_id, item.id, item.number, message_item.open_minor::text as claimed, item.due_on as "dueOn", item.currency,
        account.chased_at as "chasedAt", coalesce(action_item.stepped, false) as stepped, action_item.level,
        (item.amount_minor - coalesce((
          select sum(allocation.amount_minor) from receivables.allocation
          where allocation.debit_item_id = item.id and allocation.reversed_at is null
        ), 0))::text as open,
        coalesce((
          select sum(abs(live.part_minor)) from live
          where live.scope = 'item' and live.item_id = item.id and live.part_minor is not null
        ), 0)::text as "heldPart",
        (
          select live.reason from live
          where live.part_minor is null and (
            (live.scope = 'item' and live.item_id = item.id and live.source_id::text is distinct from action.shape ->> 'of')
            or (live.scope = 'customer' and live.customer_id in (item.customer_id, account.chased_at)
              -- A judgment stops what was invoiced before it.
              and (live.reason <> 'insolvency' or item.issue_on < live.from_on))
            or (live.scope = 'entity' and live.entity_id = item.entity_id)
          )
          limit 1
        ) as "heldWhole",
        exists (
          select from live
          where live.part_minor is null and live.scope = 'item' and live.item_id = item.id and live.source_id::text is distinct from action.shape ->> 'of'
        ) as "heldItself",
        case
          when account.intercompany then 'intercompany' when account.merged then 'merged' when item.ledger_class <> 'receivable' then item.ledger_class
          when item.retention then 'retention' when item.due_on is null then 'no due date' when item.unsent then 'unsent'
        end as barred
      from messages.message_item
      join messages.message on message.id = message_item.message_id
      join receivables.item on item.id = message_item.item_id
      join account on account.id = item.customer_id
      left join dunning.action on action.id = message.action_id
      left join dunning.action_item on action_item.action_id = message.action_id and action_item.item_id = item.id
      where message_item.message_id = any(${[...ids]}::uuid[])
    )`;
}
