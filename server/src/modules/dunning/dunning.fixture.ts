import type { Criteria } from '@quitus/contract';
import { systemActor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import type { TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { changeSetting } from '../identity/index.ts';
import { type SendOutcome, sendQueue } from '../messages/index.ts';
import { givenCustomer, givenItems } from '../receivables/ledger.fixture.ts';
import type { ContactWindow } from './contact-window.ts';
import { confirmActions } from './agenda/confirm-actions.ts';
import { composeReminder } from './messages/compose-reminder.ts';
import { reminderHooks } from './messages/outbox-hooks.ts';
import { runDaily, type RunOutcome } from './run/run-daily.ts';
import { ensureDefaultScenario } from './scenarios/default-scenario.ts';

export const tester = systemActor('test');

/** Nine in the morning in Paris, or so. */
export function morningOf(day: Day): Temporal.Instant {
  return Temporal.Instant.from(`${day}T08:00:00Z`);
}

/** Messages may leave at once, at any hour unless said otherwise: tests are about what leaves, not when. */
export async function withoutDelays({ tenantDb }: TestTenant, window: ContactWindow = 'always'): Promise<void> {
  await tenantDb.transaction(async (tx) => {
    await changeSetting(tx, 'recall.minutes', 0, tester);
    await changeSetting(tx, 'contact.window', window, tester);
  });
}

/** A tenant of its own in which nothing waits, but for working days where asked. */
export async function freshTenant(databases: ReturnType<typeof testDatabase>, window?: ContactWindow): Promise<TestTenant> {
  const tenant = await databases.newTenant();
  await withoutDelays(tenant, window);
  return tenant;
}

export type GivenInvoice = {
  readonly number: string;
  readonly due: Day;
  readonly amount: bigint;
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly currency?: string;
};

/** A customer with an address and open invoices. Answers its id and those of its items, by number. */
export async function givenDebtor(
  tenant: TestTenant,
  invoices: readonly GivenInvoice[],
  columns: Readonly<Record<string, unknown>> = {},
): Promise<{ customerId: string; items: Record<string, string> }> {
  const customerId = await givenCustomer(tenant, {
    columns: { email: 'comptabilite@aubepine.example', language: 'fr', ...columns },
  });
  const ids = await givenItems(
    tenant,
    invoices.map((invoice) => ({
      customerId,
      amount: invoice.amount,
      issueOn: addDays(invoice.due, -30),
      dueOn: invoice.due,
      currency: invoice.currency ?? 'EUR',
      columns: { number: invoice.number, ...invoice.columns },
    })),
  );
  return { customerId, items: Object.fromEntries(invoices.map((invoice, index) => [invoice.number, ids[index] ?? ''])) };
}

export function run(tenant: TestTenant, date: Day): Promise<RunOutcome> {
  return runDaily(tenant.tenantDb, { date, actor: tester, now: morningOf(date) });
}

export async function confirmAll(tenant: TestTenant, date: Day): Promise<number> {
  return (await confirmActions(tenant.tenantDb, { all: true }, { actor: tester, now: morningOf(date) })).confirmed;
}

export function send(tenant: TestTenant, date: Day): Promise<SendOutcome> {
  return sendQueue(tenant.tenantDb, {
    composers: { reminder: composeReminder, byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }) },
    hooks: reminderHooks,
    now: () => morningOf(date).add({ minutes: 30 }),
  });
}

/** The whole day: run, everything confirmed, everything sent. */
export async function wholeDay(tenant: TestTenant, date: Day): Promise<RunOutcome & { sent: number }> {
  const outcome = await run(tenant, date);
  await confirmAll(tenant, date);
  const { sent } = await send(tenant, date);
  return { ...outcome, sent };
}

export type SentMail = {
  readonly customerId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly numbers: string[];
};

/** What left so far, oldest first. */
export function sentMails({ tenantDb }: TestTenant): Promise<SentMail[]> {
  return tenantDb.rows<SentMail>(sql`
    select message.customer_id as "customerId", message.subject, message.body_text as text, message.body_html as html, message.currency,
      message.amount_minor as "amountMinor",
      (select array_agg(item.number order by item.due_on, item.number) from messages.message_item
        join receivables.item on item.id = message_item.item_id where message_item.message_id = message.id) as numbers
    from messages.message
    where message.state = 'sent'
    order by message.finished_at, message.id
  `);
}

/** Settles an item as a payment of that day would. */
export async function settle({ tenantDb }: TestTenant, itemId: string, on: Day): Promise<void> {
  await tenantDb.run(sql`update receivables.item set open_minor = 0, settled_on = ${on}::date where id = ${itemId}`);
}

export type GivenStep = {
  readonly name: string;
  readonly level: number;
  readonly after: number;
  readonly channel?: string;
  readonly reference?: string;
  readonly automation?: string;
  readonly grave?: boolean;
  readonly segment?: string;
  readonly conditions?: Criteria;
  readonly roles?: readonly string[];
  readonly repeat?: readonly [everyDays: number, times: number];
};

/** Replaces the steps of the default scenario, in force at once. Answers their ids, by name. */
export async function givenScenario(
  { tenantDb, tenantId }: TestTenant,
  steps: readonly GivenStep[],
  version: { readonly unit?: string; readonly catchUp?: string; readonly minDays?: number } = {},
): Promise<Record<string, string>> {
  return tenantDb.transaction(async (tx) => {
    const scenarioId = await ensureDefaultScenario(tx);
    await tx.run(sql`delete from dunning.step where scenario_id = ${scenarioId}`);
    await tx.run(sql`
      update dunning.scenario_version
      set unit = ${version.unit ?? 'account'}, catch_up = ${version.catchUp ?? 'start-at-first'}, min_days_between = ${version.minDays ?? null}
      where scenario_id = ${scenarioId}
    `);
    const rows = steps.map((step, index) => ({
      ...step,
      id: uuidv7(),
      position: index + 1,
      every: step.repeat?.[0] ?? null,
      times: step.repeat?.[1] ?? null,
    }));
    await tx.run(sql`
      insert into dunning.step (tenant_id, scenario_id, version, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
        subject_fr, subject_en, body_fr, body_en, conditions, recipient_roles, repeat_every_days, repeat_times)
      select ${tenantId}, ${scenarioId}, 1, row.id, row.position, row.level, row.name, row.name, coalesce(row.reference, 'due-date'), row.after,
        coalesce(row.channel, 'e-mail'), coalesce(row.automation, 'to-confirm'), coalesce(row.grave, false), row.name, row.name, '{{ statement }}', '{{ statement }}',
        coalesce(row.conditions, case when row.segment is not null then jsonb_build_object('field', 'segment', 'is', 'is', 'value', row.segment) end), coalesce(row.roles, '{}'), row.every, row.times
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, position integer, level integer, name text, reference text, after integer, channel text,
        automation text, grave boolean, segment text, conditions jsonb, roles text[], every integer, times integer)
    `);
    return Object.fromEntries(rows.map((row) => [row.name, row.id]));
  });
}

export type MadeAction = {
  readonly id: string;
  readonly on: Day;
  readonly customer: string;
  readonly step: string | null;
  readonly level: number | null;
  readonly channel: string;
  readonly state: string;
  readonly note: string | null;
  readonly amount: bigint;
  readonly credits: bigint;
  readonly items: string[];
};

/** The actions made so far, oldest first, with the numbers of what they list. */
export function madeActions({ tenantDb }: TestTenant): Promise<MadeAction[]> {
  return tenantDb.rows<MadeAction>(sql`
    select action.id, action.planned_on as "on", customer.code as customer, step.name_fr as step, action.level, action.channel, action.state,
      action.decision_note as note, action.amount_minor as amount, action.credits_minor as credits,
      coalesce((select array_agg(item.number order by item.due_on, item.number) from dunning.action_item
        join receivables.item on item.id = action_item.item_id where action_item.action_id = action.id), '{}') as items
    from dunning.action
    join customers.customer on customer.id = action.customer_id
    left join receivables.item as leader on leader.id = action.leader_item_id
    left join dunning.step on step.scenario_id = action.scenario_id and step.version = action.scenario_version
      and step.step_id = coalesce(action.step_id, (action.reason ->> 'step')::uuid)
    order by action.planned_on, customer.code, action.level desc nulls last, leader.due_on, action.id
  `);
}
