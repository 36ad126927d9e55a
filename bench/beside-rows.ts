import { systemActor } from '../server/src/kernel/actor.ts';
import { addDays } from '../server/src/kernel/days.ts';
import { runDaily } from '../server/src/modules/dunning/index.ts';
import { sql, type TenantDatabase, type Transaction } from '../server/src/platform/database/index.ts';
import { type Measure, timed } from './measure.ts';
import { letEverythingLeave } from './everything-left.ts';
import { today } from './company.ts';

const actor = systemActor('bench');
const paidAfterDays = 7;
const ranAfterDays = 8;
const count = (value: number): string => value.toLocaleString('en');

/** Who was reminded pays, promises and breaks it, or has a one-off on the items: a run that thanks and speaks of promises, beside the one that only chases. */
export async function measureBeside(tenant: TenantDatabase): Promise<Measure[]> {
  await letEverythingLeave(tenant, today);
  const happened = await tenant.transaction(async (tx) => {
    await sayItBeside(tx);
    return { thanked: await payAll(tx), broken: await breakPromises(tx), specific: await planOneOffs(tx) };
  });
  await tenant.run(sql`select platform.refresh_statistics()`);
  const date = addDays(today, ranAfterDays);
  const now = Temporal.Instant.from(`${date}T08:00:00Z`);
  const { ms } = await timed(() => runDaily(tenant, { date, actor, now }));
  const made = await tenant.rows<{ kind: string; actions: number }>(sql`
    select kind, count(*)::int as actions from dunning.action where planned_on = ${date}::date group by kind order by kind
  `);
  const again = await timed(() => runDaily(tenant, { date, actor, now }));
  return [
    {
      work: 'daily run with thanks, promises and one-offs',
      size: `${count(happened.thanked)} paid, ${count(happened.broken)} broke a promise, ${count(happened.specific)} one-offs`,
      ms,
      target: '≤ 20 s',
      met: ms <= 20_000 && made.some(({ kind }) => kind === 'thanks') && made.some(({ kind }) => kind === 'promise'),
      note: `${made.map(({ kind, actions }) => `${count(actions)} ${kind}`).join(', ')}; again ${Math.round(again.ms)} ms`,
    },
  ];
}

// Every scenario thanks the day after a payment and says so when a promise was broken.
async function sayItBeside(tx: Transaction): Promise<void> {
  await tx.run(sql`update dunning.step set enabled = true where reference = 'payment-date'`);
  await tx.run(sql`
    insert into dunning.step (tenant_id, scenario_id, version, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
      subject_fr, subject_en, body_fr, body_en)
    select scenario.tenant_id, scenario.id, scenario.current_version, gen_random_uuid(), 97 + beside.place, 0, beside.name, beside.name, beside.reference, 1, 'e-mail',
      'to-confirm', false, beside.name, beside.name, beside.name, beside.name
    from dunning.scenario
    cross join (values (1, 'Merci', 'payment-date'), (2, 'Promesse', 'promise-date')) as beside (place, name, reference)
    where not exists (
      select from dunning.step
      where step.scenario_id = scenario.id and step.version = scenario.current_version and step.reference = beside.reference and step.offset_days = 1
    )
  `);
}

// A third of those reminded pay all they were reminded of, one payment each.
async function payAll(tx: Transaction): Promise<number> {
  await tx.run(sql`
    create temporary table bench_paid on commit drop as
    select item.id as debit_id, item.customer_id, item.entity_id, item.currency, item.open_minor, item.due_on
    from receivables.item
    where item.open_minor > 0 and item.awaiting_minor = 0 and hashtext(item.customer_id::text) % 3 = 0
      and exists (select from messages.message_item where message_item.item_id = item.id)
  `);
  await tx.run(sql`
    create temporary table bench_payment on commit drop as
    select uuidv7() as credit_id, customer_id, entity_id, currency, sum(open_minor)::bigint as minor from bench_paid group by customer_id, entity_id, currency
  `);
  const day = addDays(today, paidAfterDays);
  await tx.run(sql`
    insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, issue_on, due_on, booked_on, currency,
      amount_minor, open_minor, settled_on, first_allocated_on, last_allocated_on)
    select ${tx.tenantId}, credit_id, entity_id, customer_id, credit_id, 'bench', credit_id::text, 'payment', ${day}::date, ${day}::date, ${day}::date, currency,
      -minor, 0, ${day}::date, ${day}::date, ${day}::date
    from bench_payment
  `);
  await tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on, source)
    select ${tx.tenantId}, uuidv7(), paid.entity_id, paid.customer_id, payment.credit_id, paid.debit_id, paid.currency, paid.open_minor, ${day}::date, 'bank'
    from bench_paid as paid
    join bench_payment as payment on payment.customer_id = paid.customer_id and payment.currency = paid.currency
  `);
  await tx.run(sql`
    update receivables.item set open_minor = 0, settled_on = ${day}::date, last_allocated_on = ${day}::date, first_allocated_on = least(item.first_allocated_on, ${day}::date)
    from bench_paid
    where item.id = bench_paid.debit_id
  `);
  const { customers } = await tx.one<{ customers: number }>(
    sql`select count(distinct customer_id)::int as customers from bench_payment`,
  );
  return customers;
}

// Another third promised what they were reminded of, and the day is past.
async function breakPromises(tx: Transaction): Promise<number> {
  const due = addDays(today, 3);
  await tx.run(sql`
    create temporary table bench_promise on commit drop as
    select uuidv7() as promise_id, item.customer_id, item.currency, sum(item.open_minor)::bigint as minor, array_agg(item.id) as item_ids
    from receivables.item
    where item.open_minor > 0 and item.awaiting_minor = 0 and hashtext(item.customer_id::text) % 3 = 1
      and exists (select from messages.message_item where message_item.item_id = item.id)
    group by item.customer_id, item.currency
  `);
  const made = await tx.run(sql`
    insert into promises.promise (tenant_id, id, customer_id, promised_on, due_on, grace_until, currency, amount_minor, source, state, author, closed_at)
    select ${tx.tenantId}, promise_id, customer_id, ${addDays(today, 1)}::date, ${due}::date, ${addDays(due, 3)}::date, currency, minor, 'call', 'broken', 'bench', now()
    from bench_promise
  `);
  await tx.run(sql`
    insert into promises.promise_item (tenant_id, promise_id, item_id, amount_minor, open_minor_at_start)
    select ${tx.tenantId}, promise.promise_id, item.id, item.open_minor, item.open_minor
    from bench_promise as promise
    join receivables.item on item.id = any(promise.item_ids)
  `);
  return made;
}

// One in ten of the rest has a one-off to confirm on all its late items, which are held for it.
async function planOneOffs(tx: Transaction): Promise<number> {
  await tx.run(sql`
    create temporary table bench_one_off on commit drop as
    select uuidv7() as action_id, item.customer_id, item.entity_id, item.currency, sum(item.open_minor)::bigint as minor, array_agg(item.id) as item_ids
    from receivables.item
    where item.open_minor > 0 and item.due_on < ${today}::date and hashtext(item.customer_id::text) % 30 = 2
    group by item.customer_id, item.entity_id, item.currency
  `);
  const made = await tx.run(sql`
    insert into dunning.action (tenant_id, id, once_key, kind, entity_id, customer_id, channel, automation, state, planned_on, currency, amount_minor, shape)
    select ${tx.tenantId}, action_id, 'specific/' || action_id, 'specific', entity_id, customer_id, 'e-mail', 'to-confirm', 'to-confirm', ${today}::date, currency, minor,
      jsonb_build_object('of', action_id, 'title', 'bench', 'times', 1, 'until', null)
    from bench_one_off
  `);
  await tx.run(sql`
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, open_minor, days_late)
    select ${tx.tenantId}, one_off.action_id, item.id, false, item.open_minor, ${today}::date - item.due_on
    from bench_one_off as one_off
    join receivables.item on item.id = any(one_off.item_ids)
  `);
  await tx.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, source_id, from_on, author)
    select ${tx.tenantId}, uuidv7(), 'item', one_off.customer_id, item_id, 'specific-action', 'dunning', one_off.action_id, ${today}::date, 'bench'
    from bench_one_off as one_off
    cross join unnest(one_off.item_ids) as item_id
  `);
  return made;
}
