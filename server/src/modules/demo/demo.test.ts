import { checkIban } from '@quitus/formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { ledgerChecks } from '../receivables/index.ts';
import { demo, type DemoOptions, type DemoOutcome } from './index.ts';
import { luhnDigit } from './legal-ids.ts';

const db = testDatabase();
const today = '2026-11-20';
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');

async function made(options: Partial<DemoOptions> = {}): Promise<{ outcome: DemoOutcome; company: TenantDatabase }> {
  const { tenantId, tenantDb } = await db.newTenant();
  return { outcome: await demo(db.database, { tenantId, today, now, ...options }), company: tenantDb };
}

/** Everything that counts of a company, without the identifiers. */
function figures(company: TenantDatabase): Promise<unknown> {
  return company.one(sql`
    select (select sum(hashtext(code || name || coalesce(email, '') || city)) from customers.customer)::text as customers,
      (select sum(hashtext(number || issue_on || coalesce(due_on::text, '') || amount_minor || open_minor || settled_on)) from receivables.item)::text as items,
      (select sum(hashtext(effective_on::text || amount_minor)) from receivables.allocation)::text as allocations,
      (select sum(hashtext(state || due_on || amount_minor)) from promises.promise)::text as promises,
      (select sum(hashtext(reason || from_on || coalesce(until_on::text, ''))) from holds.hold)::text as holds,
      (select sum(hashtext(planned_on::text || amount_minor || level)) from dunning.action)::text as actions,
      (select sum(hashtext(outcome || comment || happened_at)) from worklist.interaction)::text as said
  `);
}

describe('the company of the first start', () => {
  let company: TenantDatabase;
  let outcome: DemoOutcome;
  beforeAll(async () => {
    ({ company, outcome } = await made());
  });

  test('it has 400 customers and exactly 16 000 lines, and every kept figure agrees with them', async () => {
    expect(outcome).toMatchObject({ customers: 400, items: 16_000 });
    expect(await company.one(sql`select count(*)::int as items from receivables.item`)).toEqual({ items: 16_000 });
    expect(await company.one(sql`select count(*)::int as customers from customers.customer`)).toEqual({ customers: 400 });
    expect((await ledgerChecks(company)).filter((check) => !check.ok)).toEqual([]);
  });

  test('how its customers pay is known from the first screen on: more of them well than badly', async () => {
    const rows = await company.rows<{ profile: string; customers: number }>(sql`
      select payment_profile as profile, count(*)::int as customers from customers.customer group by payment_profile
    `);
    const of = Object.fromEntries(rows.map(({ profile, customers }) => [profile, customers]));
    expect(Object.keys(of).toSorted()).toEqual(['defaulting', 'irregular', 'prompt', 'slow', 'unknown']);
    expect((of['prompt'] ?? 0) + (of['irregular'] ?? 0)).toBeGreaterThan((of['slow'] ?? 0) + (of['defaulting'] ?? 0));
  });

  test('some millions are owed, a fifth to a third of them late, in euros, pounds and francs', async () => {
    const { owed, late } = await company.one<{ owed: bigint; late: bigint }>(sql`
      select sum(open_minor)::bigint as owed, sum(open_minor) filter (where due_on < ${today})::bigint as late
      from receivables.item where currency = 'EUR' and ledger_class = 'receivable' and open_minor > 0
    `);
    expect(owed).toBeGreaterThan(2_000_000_00n);
    expect(owed).toBeLessThan(5_000_000_00n);
    expect(Number(late) / Number(owed)).toBeGreaterThan(0.2);
    expect(Number(late) / Number(owed)).toBeLessThan(0.33);
    expect(await company.rows(sql`select distinct currency from receivables.item order by currency`)).toHaveLength(3);
    expect(
      await company.one(
        sql`select count(distinct currency)::int as quoted, min(on_day) <= '2024-05-01' as always from receivables.exchange_rate`,
      ),
    ).toEqual({ quoted: 2, always: true });
  });

  test('months of sales are even but for August', async () => {
    const months = await company.rows<{ month: number; minor: bigint }>(sql`
      select extract(month from issue_on)::int as month, sum(amount_minor)::bigint as minor from receivables.item
      where kind = 'invoice' and issue_on >= '2024-06-01' and issue_on < '2026-06-01' group by 1 order by 1
    `);
    const average = months.reduce((sum, one) => sum + Number(one.minor), 0) / 12;
    for (const { month, minor } of months) {
      if (month === 8) expect(Number(minor)).toBeLessThan(average * 0.7);
      else expect(Math.abs(Number(minor) / average - 1)).toBeLessThan(0.4);
    }
  });

  test('it shows each thing a ledger can hold', async () => {
    const { rows } = await company.one<{ rows: Record<string, number> }>(sql`
      select jsonb_build_object(
        'credit notes not allocated', count(*) filter (where kind = 'credit-note' and open_minor <> 0),
        'payments not allocated', count(*) filter (where kind = 'payment' and open_minor <> 0),
        'part-paid invoices', count(*) filter (where kind = 'invoice' and open_minor not in (0, amount_minor)),
        'drafts in hand', count(*) filter (where ledger_class = 'draft' and open_minor > 0),
        'retention without due date', count(*) filter (where retention and due_on is null),
        'opening balances', count(*) filter (where opening_without_detail),
        'write-offs', count(*) filter (where kind = 'write-off'),
        'invoices in instalments', (select count(*) from (select 1 from receivables.item where kind = 'invoice' group by document_id having count(*) > 2) as document),
        'payments of several invoices', (select count(*) from (select 1 from receivables.allocation group by credit_item_id having count(*) > 1) as payment),
        'invoices paid several times', (select count(*) from (select 1 from receivables.allocation group by debit_item_id having count(*) > 1) as invoice)
      ) as rows from receivables.item
    `);
    expect(Object.entries(rows).filter(([, count]) => count === 0)).toEqual([]);
    expect(await company.rows(sql`select code from customers.customer where catch_all or intercompany order by code`)).toEqual([
      { code: 'CDIVERS' },
      { code: 'CGROUPE' },
    ]);
    expect((await company.rows(sql`select distinct segment from customers.customer`)).length).toBe(5);
    expect((await company.rows(sql`select from customers.customer where not lettered`)).length).toBeGreaterThan(0);
  });

  test('something is going on: promises of every fate, disputes, calls, pauses, reminders that listed what was late', async () => {
    const states = await company.rows<{ state: string }>(sql`select distinct state from promises.promise order by state`);
    expect(states.map((row) => row.state)).toEqual(['broken', 'expected', 'kept']);
    expect(
      await company.one(
        sql`select count(*) filter (where closed_at is null) > 3 as live, count(*) > 20 as told from disputes.dispute`,
      ),
    ).toEqual({ live: true, told: true });
    const reasons = await company.rows<{ reason: string }>(sql`select distinct reason from holds.hold`);
    expect(
      new Set(reasons.map((row) => row.reason)).isSupersetOf(new Set(['promised', 'disputed', 'direct-debit', 'insolvency'])),
    ).toBe(true);
    expect(await company.one(sql`select count(*) > 40 as sent from messages.message where state = 'sent'`)).toEqual({
      sent: true,
    });
    expect(
      await company.rows(sql`
        select message.id from messages.message
        where not exists (select from messages.message_item where message_item.message_id = message.id and message_item.days_late > 0)
          or message.sent_at > ${now}::timestamptz or extract(isodow from message.sent_at at time zone 'Europe/Paris') > 5
      `),
    ).toEqual([]);
  });

  test('a promise told as kept was paid within its grace, one told as broken was not', async () => {
    const wrong = await company.rows(sql`
      select promise.id
      from promises.promise
      join promises.promise_item on promise_item.promise_id = promise.id
      join receivables.item on item.id = promise_item.item_id
      where (promise.state = 'kept') <> (item.settled_on <= promise.grace_until) and promise.state in ('kept', 'broken')
    `);
    expect(wrong).toEqual([]);
  });

  test('nothing in it can reach or name a real person or firm', async () => {
    const addresses = await company.rows<{ email: string }>(sql`
      select email from customers.contact where email is not null union select email from customers.customer where email is not null union select email from identity.entity
    `);
    expect(addresses.filter(({ email }) => !email.endsWith('.example'))).toEqual([]);
    const ids = await company.rows<{ siren: string }>(
      sql`select legal_id as siren from customers.customer where legal_id is not null`,
    );
    expect(ids.length).toBeGreaterThan(200);
    expect(ids.filter(({ siren }) => !/^000\d{6}$/.test(siren) || luhnDigit(siren.slice(0, 8)) !== Number(siren[8]))).toEqual([]);
    const { iban } = await company.one<{ iban: string }>(sql`select iban from identity.entity`);
    expect(checkIban(iban)).toMatchObject({ ok: true });
    expect(iban.slice(4, 14)).toBe('9999999999');
    const phones = await company.rows<{ phone: string }>(
      sql`select distinct phone from customers.contact where phone is not null`,
    );
    expect(phones.filter(({ phone }) => !/^\+33 (1 99 00|6 39 98) |^\+44 20 7946 0/.test(phone))).toEqual([]);
  });

  test('it is filled once: a tenant that has a ledger keeps it', async () => {
    await expect(demo(db.database, { tenantId: company.tenantId, today, now })).rejects.toMatchObject({
      code: 'demo.tenant-not-empty',
    });
  });
});

test('the same seed makes the same figures, another seed another company', async () => {
  const size = { customers: 40, items: 1500 };
  const [first, again, other] = [await made(size), await made(size), await made({ ...size, seed: 'another' })];
  expect(await figures(again.company)).toEqual(await figures(first.company));
  expect(await figures(other.company)).not.toEqual(await figures(first.company));
});

test('any size has exactly as many lines as asked for', async () => {
  for (const [customers, items] of [
    [1, 1],
    [2, 7],
    [3, 400],
    [120, 60],
    [90, 3333],
  ] as const) {
    const { outcome, company } = await made({ customers, items });
    expect(outcome).toMatchObject({ customers, items });
    expect((await ledgerChecks(company)).filter((check) => !check.ok)).toEqual([]);
  }
});

test('a shorter history leaves a larger share open', async () => {
  const [long, short] = [await made({ customers: 50, items: 2000 }), await made({ customers: 50, items: 2000, months: 6 })];
  expect(short.outcome.open).toBeGreaterThan(2 * long.outcome.open);
});
