import type { SpecificAction } from '@quitus/contract';
import { toDecimal } from '../../../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../../../platform/database/index.ts';
import { heldBack } from './held-back.ts';
import type { SpecificShape } from './specific-shape.ts';

type Row = {
  readonly customerId: string;
  readonly currency: string;
  readonly channel: SpecificAction['channel'];
  readonly automation: SpecificAction['automation'];
  readonly amountMinor: bigint;
  readonly shape: SpecificShape;
  readonly author: string;
  readonly createdAt: Temporal.Instant;
  readonly holding: boolean;
  readonly items: {
    readonly id: string;
    readonly number: string;
    readonly open: string;
    readonly heldBack: string;
    readonly heldFor: string | null;
  }[];
  readonly sends: { readonly actionId: string; readonly on: string; readonly state: SpecificAction['sends'][number]['state'] }[];
};

/** The specific actions of a customer, those under way first; `which` is a further condition on `action`. */
export async function specificActions(db: Queryable, which: Sql, show: 'open' | 'all' = 'all'): Promise<SpecificAction[]> {
  const rows = await db.rows<Row>(sql`
    with send as (
      select action.*, action.shape ->> 'of' as of_id from dunning.action where action.kind = 'specific' and ${which}
    ),
    last_send as (
      select distinct on (send.of_id) send.* from send order by send.of_id, (send.shape ->> 'place')::int desc
    )
    select last_send.customer_id as "customerId", last_send.currency, last_send.channel, last_send.automation, last_send.shape,
      first_send.decided_by as author, first_send.created_at as "createdAt",
      coalesce(listed.minor, 0)::bigint as "amountMinor", coalesce(listed.items, '[]') as items, sends.rows as sends,
      exists (
        select from holds.hold
        where hold.source = 'dunning' and hold.source_id = last_send.of_id::uuid and hold.released_at is null
          and (hold.until_on is null or hold.until_on >= current_date)
      ) as holding
    from last_send
    cross join lateral (
      select coalesce(min(send.decided_by) filter (where (send.shape ->> 'place')::int = 1), '') as decided_by, min(send.created_at) as created_at
      from send where send.of_id = last_send.of_id
    ) as first_send
    cross join lateral (
      select jsonb_agg(jsonb_build_object('actionId', send.id, 'on', send.planned_on, 'state', send.state) order by (send.shape ->> 'place')::int) as rows
      from send where send.of_id = last_send.of_id
    ) as sends
    left join lateral (
      select sum(item.open_minor - item.awaiting_minor) as minor,
        jsonb_agg(jsonb_build_object('id', item.id, 'number', item.number, 'open', (item.open_minor - item.awaiting_minor)::text,
          'heldBack', held.minor::text, 'heldFor', case when held.minor > 0 then held.reason end) order by item.due_on, item.number) as items
      from dunning.action_item
      join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
      cross join lateral (${heldBack({ item: sql`item`, channel: sql`last_send.channel`, despite: sql`last_send.shape -> 'despite'` }, sql`current_date`)}) as held
      where action_item.action_id = last_send.id
    ) as listed on true
    order by last_send.created_at desc, last_send.of_id
    limit 500
  `);
  return rows.map(view).filter((action) => show === 'all' || action.state === 'open');
}

function view(row: Row): SpecificAction {
  const { shape, currency } = row;
  const waiting = row.sends.some((send) => ['to-confirm', 'to-do', 'confirmed'].includes(send.state));
  const state = waiting || row.holding ? 'open' : row.sends.some((send) => send.state === 'done') ? 'done' : 'ended';
  return {
    id: shape.of,
    customerId: row.customerId,
    title: shape.title,
    note: shape.note,
    channel: row.channel,
    automation: row.automation,
    state,
    until: shape.until,
    language: shape.language,
    subject: shape.words?.subject ?? null,
    body: shape.words?.body ?? null,
    script: shape.words?.script ?? null,
    attachments: [...shape.attachments],
    currency,
    amount: toDecimal(row.amountMinor, currency),
    items: row.items.map(({ open, heldBack: minor, heldFor, ...item }) => ({
      ...item,
      open: toDecimal(BigInt(open), currency),
      leftOut: toDecimal(BigInt(minor), currency),
      // The cast: the database keeps the reasons of holds to those of the contract.
      heldFor: heldFor as SpecificAction['items'][number]['heldFor'],
    })),
    despite: shape.despite?.reason ?? null,
    sends: row.sends.map((send) => ({ ...send })),
    author: row.author,
    createdAt: row.createdAt.toString(),
    allowedActions: state === 'open' ? [...(waiting ? (['change'] as const) : []), 'end'] : [],
  };
}
