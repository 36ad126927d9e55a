import type { Day } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import type { TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { addDocument, invoiceHooks } from '../../documents/index.ts';
import { changeSetting } from '../../identity/index.ts';
import {
  allHooks,
  type Delivery,
  type Letter,
  type MakePdf,
  markPosted,
  type SendOutcome,
  sendQueue,
} from '../../messages/index.ts';
import { goLive, mailServer } from '../../messages/outbox.fixture.ts';
import { smtpTransport } from '../../messages/transports/smtp.ts';
import { freshTenant, givenDebtor, type GivenInvoice, morningOf, tester } from '../dunning.fixture.ts';
import { composeReminder } from '../messages/compose-reminder.ts';
import { reminderHooks } from '../messages/outbox-hooks.ts';
import { runDaily, type RunOutcome } from '../run/run-daily.ts';
import { composeInvoices } from './compose-invoices.ts';

export const hooks = allHooks(reminderHooks, invoiceHooks);

/** A tenant in which nothing waits but what a person is asked. */
export async function sendingTenant(
  databases: ReturnType<typeof testDatabase>,
  how: 'off' | 'to-confirm' | 'automatic' = 'automatic',
): Promise<TestTenant> {
  const tenant = await freshTenant(databases);
  await sets(tenant, 'invoices.send', how);
  return tenant;
}

export function sets({ tenantDb }: TestTenant, key: string, value: unknown): Promise<unknown> {
  return tenantDb.transaction((tx) => changeSetting(tx, key, value, tester));
}

/** A customer with invoices never sent, each with its document unless said otherwise. */
export async function givenUnsent(
  tenant: TestTenant,
  invoices: readonly (Omit<GivenInvoice, 'due' | 'amount'> & { readonly due?: Day; readonly document?: false })[],
  columns: Readonly<Record<string, unknown>> = {},
): Promise<{ customerId: string; items: Record<string, string> }> {
  const given = await givenDebtor(
    tenant,
    invoices.map(({ document: _document, ...invoice }) => ({
      due: '2026-04-10',
      amount: 100_00n,
      ...invoice,
      columns: { unsent: true, ...invoice.columns },
    })),
    columns,
  );
  for (const { number, document } of invoices)
    if (document !== false) await withDocument(tenant, given.items[number] ?? '', `${number}.pdf`);
  return given;
}

export function withDocument(
  { tenantDb }: TestTenant,
  itemId: string,
  name: string,
  bytes: Uint8Array = Buffer.from(`%PDF-1.7\n${name}\n%%EOF`),
): Promise<unknown> {
  return tenantDb.transaction((tx) =>
    addDocument(tx, [itemId], { name, mediaType: 'application/pdf', bytes: Buffer.from(bytes), kind: 'invoice' }, tester),
  );
}

/** A company whose mails really leave, and whose letters are printed: what left, and how to close it. */
export async function postOffice(
  tenant: TestTenant,
  misbehave?: Parameters<typeof mailServer>[0],
  makePdf: MakePdf = () => Promise.resolve(Buffer.from('%PDF-1.7\nletter\n%%EOF')),
) {
  await goLive(tenant.tenantDb);
  const server = await mailServer(misbehave);
  const smtp = smtpTransport(server.url);
  const letters: Letter[] = [];
  const delivery: Partial<Delivery> = {
    smtp,
    carriers: {
      letter: () =>
        Promise.resolve({
          name: 'print',
          deliver: (parcel) => {
            if (parcel.channel === 'letter') letters.push(parcel);
            return Promise.resolve({ outcome: 'handed', reference: 'pile' });
          },
          close: () => Promise.resolve(),
        }),
    },
    makePdf,
  };
  return {
    mails: server.taken,
    letters,
    sends: (on: Day) => sends(tenant, on, delivery),
    /** Somebody posts what was printed. */
    posts: (on: Day) =>
      tenant.tenantDb.transaction(async (tx) => {
        const printed = await tx.rows<{ id: string }>(sql`select id from messages.message where state = 'handed'`);
        return markPosted(
          tx,
          printed.map(({ id }) => id),
          tester,
          { hooks, now: morningOf(on), on },
        );
      }),
    runs: (on: Day) => runs(tenant, on, true),
    close: async () => {
      await smtp.close();
      await server.close();
    },
  };
}

export function runs({ tenantDb }: TestTenant, date: Day, knowsServer = false): Promise<RunOutcome> {
  return runDaily(tenantDb, { date, actor: tester, now: morningOf(date), mailServer: knowsServer });
}

/** Everything due leaves; into the local mailbox without a mail server. */
export function sends({ tenantDb }: TestTenant, on: Day, delivery: Partial<Delivery> = {}): Promise<SendOutcome> {
  return sendQueue(tenantDb, {
    composers: { reminder: composeReminder, byHand: composeInvoices, byKind: { invoice: composeInvoices } },
    hooks,
    now: () => morningOf(on).add({ minutes: 30 }),
    ...delivery,
  });
}

/** What the agenda keeps of invoices, oldest first: what for, by what way, how it stands, of which invoices. */
export async function sendings({ tenantDb }: TestTenant): Promise<string[]> {
  const rows = await tenantDb.rows<{ line: string }>(sql`
    select concat_ws(' ', action.reason ->> 'code', action.channel, action.state, coalesce('(' || action.decision_note || ')', '(' || action.caution || ')'),
      (select string_agg(item.number, '+' order by item.number) from dunning.action_item
        join receivables.item on item.id = action_item.item_id where action_item.action_id = action.id)) as line
    from dunning.action
    where kind = 'invoice'
    order by action.created_at, action.customer_id, action.channel, action.id
  `);
  return rows.map(({ line }) => line);
}

/** Each invoice with the day it was sent, or why not. */
export async function sentDays({ tenantDb }: TestTenant): Promise<Record<string, string>> {
  const rows = await tenantDb.rows<{ number: string; said: string }>(sql`
    select number, case when unsent then 'unsent' else coalesce(sent_on::text, '') end as said from receivables.item order by number
  `);
  return Object.fromEntries(rows.map(({ number, said }) => [number, said]));
}

/** The open actions' ids, by what they are for. */
export async function openSendings({ tenantDb }: TestTenant, code: string): Promise<string[]> {
  const rows = await tenantDb.rows<{ id: string }>(sql`
    select id from dunning.action where kind = 'invoice' and reason ->> 'code' = ${code} and state in ('to-confirm', 'to-do', 'confirmed') order by created_at
  `);
  return rows.map(({ id }) => id);
}
