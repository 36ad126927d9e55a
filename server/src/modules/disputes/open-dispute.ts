import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { toDecimal } from '../../kernel/money.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { type DisputeType, holdingStates } from './dispute.ts';
import { holdDisputedParts } from './hold-disputed-parts.ts';
import { refuse } from './refusals.ts';

export type NewDispute = {
  readonly customerId: string;
  readonly type: DisputeType;
  readonly items: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
  readonly comment?: string | undefined;
  readonly resolver?: string | undefined;
  /** Absent: so many days from today, by the setting. */
  readonly dueOn?: Day | undefined;
};
export type DisputeRules = { readonly today: Day; readonly dueDays: number };

/** Opens a dispute on all or part of open items; that part is not chased until it is settled, the rest is. Answers its id. */
export async function openDispute(tx: Transaction, dispute: NewDispute, rules: DisputeRules, by: Actor): Promise<string> {
  const dueOn = dispute.dueOn ?? addDays(rules.today, rules.dueDays);
  if (dueOn < rules.today) throw refuse('dispute.date-passed', { day: dueOn });
  if (new Set(dispute.items.map((part) => part.itemId)).size !== dispute.items.length) throw refuse('dispute.item-twice');
  if (dispute.items.some((part) => part.amountMinor <= 0n)) throw refuse('dispute.amount-not-positive');
  // Two people on one customer wait for each other, so that no euro is disputed twice.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`disputes/${tx.tenantId}/${dispute.customerId}`}, 0))`);
  const currency = await currencyWithinOpen(tx, dispute);

  const id = uuidv7();
  const totalMinor = dispute.items.reduce((sum, part) => sum + part.amountMinor, 0n);
  const parts = JSON.stringify(
    dispute.items.map((part) => ({ item_id: part.itemId, amount_minor: part.amountMinor.toString() })),
  );
  await tx.run(sql`
    insert into disputes.dispute (tenant_id, id, customer_id, type, currency, amount_minor, opened_on, due_on, resolver, comment, author)
    values (${tx.tenantId}, ${id}, ${dispute.customerId}, ${dispute.type}, ${currency}, ${totalMinor}, ${rules.today}, ${dueOn},
      ${dispute.resolver ?? null}, ${dispute.comment ?? ''}, ${by.name})
  `);
  await tx.run(sql`
    insert into disputes.dispute_item (tenant_id, dispute_id, item_id, amount_minor)
    select ${tx.tenantId}, ${id}, part.item_id, part.amount_minor
    from jsonb_to_recordset(${parts}::jsonb) as part (item_id uuid, amount_minor bigint)
  `);
  await holdDisputedParts(tx, id, rules.today, by);
  await recordEvent(tx, {
    kind: 'disputes.opened',
    actor: by,
    customerId: dispute.customerId,
    subjectId: id,
    details: { type: dispute.type, amount: toDecimal(totalMinor, currency), currency, dueOn, resolver: dispute.resolver ?? null },
  });
  return id;
}

/** The one currency of the disputed items; refuses what is not open, or more than is open and not disputed yet. */
async function currencyWithinOpen(tx: Transaction, dispute: NewDispute): Promise<string> {
  const items = await tx.rows<{ id: string; number: string; currency: string; openMinor: bigint; disputedMinor: bigint }>(sql`
    select item.id, item.number, item.currency, item.open_minor - item.awaiting_minor as "openMinor",
      coalesce((
        select sum(dispute_item.amount_minor)
        from disputes.dispute_item
        join disputes.dispute on dispute.tenant_id = dispute_item.tenant_id and dispute.id = dispute_item.dispute_id
        where dispute_item.item_id = item.id and dispute.state = any(${[...holdingStates]}::text[])
      ), 0)::bigint as "disputedMinor"
    from receivables.item
    where item.customer_id = ${dispute.customerId} and item.id = any(${dispute.items.map((part) => part.itemId)}::uuid[])
  `);
  const byId = new Map(items.map((item) => [item.id, item]));
  const [first] = items;
  if (byId.size < dispute.items.length || !first) throw refuse('dispute.item-unknown');
  if (items.some((item) => item.currency !== first.currency)) throw refuse('dispute.mixed-currencies');
  for (const part of dispute.items) {
    const item = byId.get(part.itemId);
    if (!item || item.openMinor <= 0n) throw refuse('dispute.item-not-open', { number: item?.number ?? '' });
    const left = item.openMinor - item.disputedMinor;
    if (part.amountMinor > left)
      throw refuse('dispute.exceeds-open', {
        number: item.number,
        amount: toDecimal(left > 0n ? left : 0n, item.currency),
        currency: item.currency,
      });
  }
  return first.currency;
}
