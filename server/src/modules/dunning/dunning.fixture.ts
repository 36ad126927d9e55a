import { systemActor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { sql } from '../../platform/database/index.ts';
import type { TestTenant } from '../../platform/testing/index.ts';
import { changeSetting } from '../identity/index.ts';
import { type SendOutcome, sendQueue } from '../messages/index.ts';
import { givenCustomer, givenItems } from '../receivables/ledger.fixture.ts';
import { confirmActions } from './agenda/confirm-actions.ts';
import { composeReminder } from './messages/compose-reminder.ts';
import { reminderHooks } from './messages/outbox-hooks.ts';
import { runDaily, type RunOutcome } from './run/run-daily.ts';

export const tester = systemActor('test');

/** Nine in the morning in Paris, or so. */
export function morningOf(day: Day): Temporal.Instant {
  return Temporal.Instant.from(`${day}T08:00:00Z`);
}

/** Messages may leave at once, at any hour: tests are about what leaves, not when. */
export async function withoutDelays({ tenantDb }: TestTenant): Promise<void> {
  await tenantDb.transaction(async (tx) => {
    await changeSetting(tx, 'recall.minutes', 0, tester);
    await changeSetting(tx, 'contact.window', 'always', tester);
  });
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
