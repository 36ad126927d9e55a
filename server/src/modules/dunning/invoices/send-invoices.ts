import type { Day } from '../../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { addressDoubted } from '../../customers/index.ts';
import { readSettings } from '../../identity/index.ts';
import { knowsMailServer, sendingMode } from '../../messages/index.ts';
import { recipientsOf } from '../collection-contact.ts';
import { breaks } from '../run/breaker.ts';
import { heldBack, lackDismissed, receivers, unsentInvoices } from './unsent-invoices.ts';

/** One entity's run. `held`, `stale`: what would leave by itself waits for a person; `mailServer`: the installation has one. */
export type InvoiceRun = {
  readonly entityId: string;
  readonly runId: string;
  readonly on: Day;
  readonly held: boolean;
  readonly stale: boolean;
  readonly now: Temporal.Instant;
  readonly mailServer: boolean;
};
type Made = { readonly messages: number; readonly toConfirm: number; readonly tasks: number };

const nothing: Made = { messages: 0, toConfirm: 0, tasks: 0 };

/**
 * Sends what was never sent: an action a customer, way and currency lists its invoices that have all they need; a task says which invoices lack what. What
 * is open of it already is brought up to date, and called off where nothing is left. A few statements for the whole entity, and one where there is nothing.
 */
export async function sendInvoices(tx: Transaction, run: InvoiceRun): Promise<Made> {
  const { some } = await tx.one<{ some: boolean }>(sql`
    select exists (select from receivables.item where item.entity_id = ${run.entityId}::uuid and item.unsent and item.open_minor <> 0)
      or exists (select from dunning.action where ${openOf(run)}) as some
  `);
  if (!some) return nothing;
  const settings = await readSettings(tx);
  const how = settings['invoices.send'];
  await readUnsent(tx, run);
  await groupThem(tx, how !== 'off');
  await followOpen(tx, run, how === 'off');
  if (how === 'off') return nothing;
  const { leaving } = await tx.one<{ leaving: number }>(sql`
    select count(*)::int as leaving from invoice_group where code = 'invoice-send' and action_id is null
  `);
  const tooMany = breaks(leaving, { maxMessages: settings['run.maxMessages'], factor: 'off', usual: null }) !== null;
  const made = await makeActions(tx, { ...run, held: run.held || tooMany, automatic: how === 'automatic' });
  await listInvoices(tx, run.on);
  return made;
}

const openOf = ({ entityId }: InvoiceRun): Sql => sql`
  action.entity_id = ${entityId}::uuid and action.kind = 'invoice' and action.state in ('to-confirm', 'to-do', 'confirmed')
`;
// What a person is to decide or do; a message that failed is a person's too, but nothing joins it.
const undecided = (run: InvoiceRun): Sql =>
  sql`${openOf(run)} and action.state <> 'confirmed' and not (action.state = 'to-do' and action.reason ->> 'code' = 'invoice-send')`;

/** `unsent_invoice`: every invoice still to be sent, what it lacks, and why it is left alone. */
async function readUnsent(tx: Transaction, run: InvoiceRun): Promise<void> {
  const { unmet, leaves } = await sendingMode(tx);
  const mail = await knowsMailServer(tx, run.mailServer);
  const reallyLeaves = unmet.length > 0 ? sql`false` : sql`(${leaves} and (${mail}::boolean or message.channel <> 'e-mail'))`;
  await tx.run(sql`drop table if exists pg_temp.unsent_invoice`);
  await tx.run(sql`
    create temporary table unsent_invoice on commit drop as
    select invoice.*, ${heldBack(sql`invoice.item_id`, reallyLeaves)} as held_back
    from (${unsentInvoices(sql`item.entity_id = ${run.entityId}::uuid`)}) as invoice
  `);
  await tx.run(sql`analyze unsent_invoice`);
  await tx.run(sql`
    update unsent_invoice set lacks = lacks || array['address']
    from (${recipientsOf(receivers(sql`unsent_invoice`))}) as receiver
    where receiver.problem is not null and receiver.key = unsent_invoice.customer_id || '/' || unsent_invoice.route
  `);
}

/** `invoice_group`: what is to be one action, with what its reason says; and which of them each invoice belongs to (`unsent_invoice.code`). */
async function groupThem(tx: Transaction, sending: boolean): Promise<void> {
  await tx.run(sql`alter table unsent_invoice add column code text`);
  await tx.run(sql`
    update unsent_invoice as invoice set code = case
      when cardinality(lacks) = 0 then case route when 'portal' then 'invoice-portal' else 'invoice-send' end
      when not ${lackDismissed(sql`invoice.item_id`)} then 'invoice-lacks'
    end
    where held_back is null and ${sending}::boolean
  `);
  await tx.run(sql`drop table if exists pg_temp.invoice_group`);
  await tx.run(sql`
    create temporary table invoice_group on commit drop as
    with lack as (
      select customer_id, currency, what, count(*)::int as count, (array_agg(number order by due_on, number))[1:5] as numbers
      from unsent_invoice
      cross join unnest(lacks) as what
      where code = 'invoice-lacks'
      group by customer_id, currency, what
    ),
    lacking as (
      select customer_id, currency, jsonb_agg(jsonb_build_object('what', what, 'count', count, 'numbers', numbers) order by what) as lacks
      from lack
      group by customer_id, currency
    )
    select invoice.code, invoice.customer_id, invoice.currency, case when invoice.code = 'invoice-send' then invoice.route else 'task' end as channel,
      sum(invoice.open_minor)::bigint as amount_minor, min(invoice.due_on) as oldest_due_on,
      (array_agg(invoice.item_id order by invoice.due_on, invoice.number, invoice.item_id))[1] as leader_item_id,
      jsonb_strip_nulls(jsonb_build_object('code', invoice.code, 'portal', case when invoice.code = 'invoice-portal' then min(invoice.portal) end, 'lacks', lacking.lacks)) as reason,
      null::uuid as action_id
    from unsent_invoice as invoice
    left join lacking on invoice.code = 'invoice-lacks' and lacking.customer_id = invoice.customer_id and lacking.currency = invoice.currency
    where invoice.code is not null
    group by invoice.code, invoice.customer_id, invoice.currency, invoice.route, lacking.lacks
  `);
  await tx.run(sql`analyze invoice_group`);
}

/** Open actions take what is to be sent today; what has nothing left to send is called off, with the reason. */
async function followOpen(tx: Transaction, run: InvoiceRun, off: boolean): Promise<void> {
  await tx.run(sql`
    update invoice_group set action_id = action.id
    from dunning.action
    where ${undecided(run)} and action.customer_id = invoice_group.customer_id and action.currency = invoice_group.currency
      and action.channel = invoice_group.channel and action.reason ->> 'code' = invoice_group.code
  `);
  // Sent otherwise meanwhile, or settled: a message that failed asks for them no more either.
  await tx.run(sql`
    delete from dunning.action_item
    using dunning.action
    where ${openOf(run)} and action.state <> 'confirmed' and action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
      and not exists (
        select from unsent_invoice
        where unsent_invoice.item_id = action_item.item_id
          and (action.state = 'to-do' and action.reason ->> 'code' = 'invoice-send' or unsent_invoice.code = action.reason ->> 'code')
      )
  `);
  await tx.run(sql`
    update dunning.action
    set state = 'cancelled', decided_at = ${run.now.toString()}::timestamptz, decided_by = 'system', decision_note = case
      when ${off}::boolean then 'invoices-off'
      when exists (select from unsent_invoice where unsent_invoice.item_id = action.leader_item_id) then
        case action.reason ->> 'code' when 'invoice-lacks' then 'invoice-complete' else 'superseded' end
      else 'invoice-sent' end
    where ${openOf(run)} and action.state <> 'confirmed' and not exists (select from invoice_group where invoice_group.action_id = action.id)
      and (action.reason ->> 'code' <> 'invoice-send' or action.state <> 'to-do'
        or not exists (select from dunning.action_item where action_item.tenant_id = action.tenant_id and action_item.action_id = action.id))
  `);
  await tx.run(sql`
    update dunning.action
    set amount_minor = invoice_group.amount_minor, oldest_due_on = invoice_group.oldest_due_on, leader_item_id = invoice_group.leader_item_id,
      reason = (action.reason - '{portal,lacks}'::text[]) || invoice_group.reason
    from invoice_group
    where invoice_group.action_id = action.id
      and (action.amount_minor, action.oldest_due_on, action.leader_item_id, (action.reason - '{portal,lacks}'::text[]) || invoice_group.reason)
        is distinct from (invoice_group.amount_minor, invoice_group.oldest_due_on, invoice_group.leader_item_id, action.reason)
  `);
}

/** Makes what is not open yet. An action's key is its customer, what it does, its first invoice, and how often that was tried: the same morning twice makes it once. */
async function makeActions(tx: Transaction, run: InvoiceRun & { readonly automatic: boolean }): Promise<Made> {
  const made = await tx.rows<{ state: string }>(sql`
    with made as (
      insert into dunning.action (tenant_id, id, once_key, kind, run_id, entity_id, customer_id, cycle, channel, automation, state, caution, planned_on, currency,
        amount_minor, oldest_due_on, leader_item_id, reason, assignee_id, decided_at, decided_by)
      select ${tx.tenantId}, uuidv7(), wanted.code || '/' || wanted.customer_id || '/' || wanted.channel || '/' || wanted.leader_item_id || '/' || wanted.attempt, 'invoice',
        ${run.runId}, ${run.entityId}, wanted.customer_id, wanted.attempt, wanted.channel, wanted.automation, wanted.state,
        case when wanted.automation = 'automatic' and wanted.state = 'to-confirm' then
          case when ${run.stale}::boolean then 'stale' when ${run.held}::boolean then 'breaker' end end,
        ${run.on}::date, wanted.currency, wanted.amount_minor, wanted.oldest_due_on, wanted.leader_item_id, wanted.reason,
        coalesce(wanted.collector_id, (select person_id from identity.membership where role = 'owner' order by created_at limit 1)),
        case when wanted.state = 'confirmed' then now() end, case when wanted.state = 'confirmed' then 'system' end
      from (
        select invoice_group.*, customer.collector_id,
          1 + (select count(*)::int from dunning.action as before
            where before.kind = 'invoice' and before.leader_item_id = invoice_group.leader_item_id and before.reason ->> 'code' = invoice_group.code
              and before.channel = invoice_group.channel) as attempt,
          case when invoice_group.code <> 'invoice-send' then 'manual' when ${run.automatic}::boolean then 'automatic' else 'to-confirm' end as automation,
          case
            when invoice_group.code <> 'invoice-send' then 'to-do'
            when not ${run.automatic}::boolean or ${run.held}::boolean or ${run.stale}::boolean then 'to-confirm'
            -- A letter came back from there: a person looks first.
            when invoice_group.channel = 'letter' and ${addressDoubted} then 'to-confirm'
            else 'confirmed'
          end as state
        from invoice_group
        join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.id = invoice_group.customer_id
        where invoice_group.action_id is null
      ) as wanted
      on conflict (tenant_id, once_key) do nothing
      returning id, state, customer_id, currency, channel, reason ->> 'code' as code
    )
    update invoice_group set action_id = made.id
    from made
    where made.customer_id = invoice_group.customer_id and made.currency = invoice_group.currency and made.channel = invoice_group.channel
      and made.code = invoice_group.code
    returning made.state
  `);
  const count = (state: string): number => made.filter((one) => one.state === state).length;
  return { messages: count('confirmed'), toConfirm: count('to-confirm'), tasks: count('to-do') };
}

async function listInvoices(tx: Transaction, on: Day): Promise<void> {
  await tx.run(sql`
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, open_minor, days_late)
    select ${tx.tenantId}, invoice_group.action_id, invoice.item_id, false, invoice.open_minor, coalesce(${on}::date - invoice.due_on, 0)
    from invoice_group
    join unsent_invoice as invoice on invoice.customer_id = invoice_group.customer_id and invoice.currency = invoice_group.currency
      and invoice.code = invoice_group.code
    where invoice_group.action_id is not null
    on conflict (tenant_id, action_id, item_id) do update set open_minor = excluded.open_minor
  `);
}
