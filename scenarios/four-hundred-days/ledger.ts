import { addDays, type Day } from '../../server/src/kernel/days.ts';
import { uuidv7 } from '../../server/src/kernel/ids.ts';
import { allocate, refreshBalances, reverseAllocation } from '../../server/src/modules/receivables/index.ts';
import { afterLedgerChange } from '../../server/src/modules/worklist/index.ts';
import { sql, type Transaction } from '../../server/src/platform/database/index.ts';
import { count, machine, restamp, type World } from './world.ts';

export type OpenItem = {
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
  readonly openMinor: bigint;
  readonly dueOn: Day;
};

/** Invoices that can still be paid, disputed or promised: by the ledger alone. */
export function openInvoices({ db }: World, which = sql`true`): Promise<OpenItem[]> {
  return db.rows<OpenItem>(sql`
    select item.id, item.customer_id as "customerId", item.currency, item.open_minor - item.awaiting_minor as "openMinor", item.due_on as "dueOn"
    from receivables.item
    where item.open_minor - item.awaiting_minor > 0 and item.ledger_class = 'receivable' and item.due_on is not null and ${which}
    order by item.due_on, item.number, item.id
  `);
}

type Entry = {
  readonly customerId: string;
  readonly currency: string;
  readonly kind: string;
  readonly minor: bigint;
  readonly issueOn: Day;
  readonly dueOn: Day;
};

/** The night's news of the ledger: invoices, payments of all kinds, credit notes, payments that come back. One import, whose aftermath follows. */
export async function newsOfLedger(world: World): Promise<void> {
  const { db, entityId, chance, clock } = world;
  const due = await openInvoices(world, sql`item.due_on <= ${addDays(clock.day, 5)}::date`);
  const customers = await db.rows<{ id: string; currency: string }>(sql`
    select id, coalesce(currency, 'EUR') as currency from customers.customer where not intercompany and merged_into is null order by id
  `);
  await db.transaction(async (tx) => {
    await bill(tx, world, customers);
    await receive(tx, world, due);
    if (chance.happens(0.4)) await letterLate(tx, world);
    if (chance.happens(0.12)) await comeBack(tx, world);
    await refreshBalances(tx, { entityId, customers: 'all' });
    await tx.run(sql`update identity.entity set last_ledger_at = ${clock.now.toString()}::timestamptz where id = ${entityId}`);
  });
  await restamp(world);
  await db.transaction((tx) => afterLedgerChange(tx, { today: clock.day }, machine));
}

/** What a new day changes without any news of the ledger: promises whose grace is over. */
export async function judgeMorning({ db, clock }: World): Promise<void> {
  await db.transaction((tx) => afterLedgerChange(tx, { today: clock.day }, machine));
}

async function bill(tx: Transaction, world: World, customers: readonly { id: string; currency: string }[]): Promise<void> {
  const { chance, clock } = world;
  const entries = chance.some(customers, chance.between(2, 9)).map(({ id, currency }): Entry => {
    const issueOn = addDays(clock.day, -chance.between(0, 4));
    // A few come late into the books: they are due already.
    const dueOn = addDays(issueOn, chance.oneOf([30, 30, 45, 60, 15, 0, -20]) ?? 30);
    const minor = BigInt(chance.happens(0.1) ? chance.between(5, 60) * 100 : chance.between(80, 9000) * 100 + 37);
    return { customerId: id, currency, kind: 'invoice', minor, issueOn, dueOn };
  });
  await book(tx, world, entries);
  count(world, 'invoices', entries.length);
}

/** Enters lines in the ledger as an import does. Answers their ids. */
async function book(tx: Transaction, { tenantId, entityId, clock }: World, entries: readonly Entry[]): Promise<string[]> {
  const rows = entries.map((entry) => {
    const id = uuidv7();
    return { ...entry, id, minor: entry.minor.toString(), number: `${entry.kind.slice(0, 2).toUpperCase()}-${id.slice(-6)}` };
  });
  await tx.run(sql`
    insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, number, issue_on, due_on, booked_on, currency,
      amount_minor, open_minor, recorded_from)
    select ${tenantId}, id, ${entityId}, "customerId", uuidv7(), 'test', id::text, kind, number, "issueOn", "dueOn", "issueOn", currency, minor, minor, ${clock.now.toString()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (id uuid, "customerId" uuid, kind text, number text, "issueOn" date, "dueOn" date, currency text, minor bigint)
  `);
  return rows.map((row) => row.id);
}

/** Payments and credit notes: of the whole, of a part, of too much, and some that nobody has put against anything. */
async function receive(tx: Transaction, world: World, due: readonly OpenItem[]): Promise<void> {
  const { chance, clock } = world;
  // As much is paid as is billed, or the company would drown in what it is owed.
  const payers = chance.some(due, Math.ceil(due.length * 0.012) + chance.between(0, 5));
  for (const item of payers) {
    const how =
      chance.oneOf(['whole', 'whole', 'whole', 'whole', 'whole', 'part', 'over', 'unapplied', 'credit-note'] as const) ?? 'whole';
    const part = (item.openMinor * BigInt(chance.between(20, 80))) / 100n;
    const minor = how === 'part' || how === 'credit-note' ? part : how === 'over' ? item.openMinor + part : item.openMinor;
    if (minor <= 0n) continue;
    const kind = how === 'credit-note' ? 'credit-note' : 'payment';
    const [creditItemId] = await book(tx, world, [
      { customerId: item.customerId, currency: item.currency, kind, minor: -minor, issueOn: clock.day, dueOn: clock.day },
    ]);
    count(world, `payments ${how}`);
    if (how === 'unapplied' || creditItemId === undefined) continue;
    await allocate(tx, { creditItemId, debitItemId: item.id, provisional: false, source: 'manual' }, machine);
    world.told.reopened.delete(item.id);
  }
}

/** Some of what was paid and never put against anything is, late. */
async function letterLate(tx: Transaction, world: World): Promise<void> {
  const pairs = await tx.rows<{ creditItemId: string; debitItemId: string }>(sql`
    select distinct on (credit.id) credit.id as "creditItemId", debit.id as "debitItemId"
    from receivables.item as credit
    join receivables.item as debit on debit.customer_id = credit.customer_id and debit.currency = credit.currency and debit.open_minor - debit.awaiting_minor > 0
      and debit.ledger_class = 'receivable'
    where credit.open_minor < 0 and credit.awaiting_minor = 0 and debit.awaiting_minor = 0 and credit.ledger_class = 'receivable'
    order by credit.id, debit.due_on, debit.id
  `);
  for (const pair of world.chance.some(pairs, 4)) {
    // Two of them may have been for one item.
    const { open } = await tx.one<{ open: boolean }>(
      sql`select open_minor > 0 as open from receivables.item where id = ${pair.debitItemId}::uuid`,
    );
    if (!open) continue;
    await allocate(tx, { ...pair, provisional: false, source: 'manual' }, machine);
    world.told.reopened.delete(pair.debitItemId);
    count(world, 'payments lettered late');
  }
}

/** A payment is taken back: rejected, its item is owed again; the credit it leaves is booked out, or forgotten. */
async function comeBack(tx: Transaction, world: World): Promise<void> {
  const { chance, clock } = world;
  const recent = await tx.rows<{
    id: string;
    creditItemId: string;
    debitId: string;
    customerId: string;
    currency: string;
    minor: bigint;
  }>(sql`
    select allocation.id, allocation.credit_item_id as "creditItemId", allocation.debit_item_id as "debitId", allocation.customer_id as "customerId", allocation.currency, allocation.amount_minor as minor
    from receivables.allocation
    where allocation.reversed_at is null and allocation.source = 'manual' and allocation.effective_on > ${addDays(clock.day, -40)}::date
    order by allocation.effective_on, allocation.id
  `);
  const back = chance.oneOf(recent);
  if (!back) return;
  await reverseAllocation(tx, back.id, 'rejected', machine);
  world.told.reopened.set(back.debitId, clock.day);
  count(world, 'payments taken back');
  if (chance.happens(0.3)) return;
  const [debitItemId] = await book(tx, world, [
    {
      customerId: back.customerId,
      currency: back.currency,
      kind: 'debit',
      minor: back.minor,
      issueOn: clock.day,
      dueOn: clock.day,
    },
  ]);
  if (debitItemId !== undefined)
    await allocate(tx, { creditItemId: back.creditItemId, debitItemId, provisional: false, source: 'manual' }, machine);
}
