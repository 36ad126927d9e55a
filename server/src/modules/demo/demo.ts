import { type Language, textsIn } from '@quitus/texts';
import { systemActor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Database, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { refreshBalances, tellPaymentProfiles } from '../receivables/index.ts';
import { addAccount, numberingOf } from './account-rows.ts';
import { calendarOf } from './calendar.ts';
import { addCases } from './cases.ts';
import { ensureDefaultScenario } from '../dunning/index.ts';
import { addCustomer } from './customer-rows.ts';
import { addScenarios } from './add-scenarios.ts';
import { addImport, addPeople, addRates, addTeam, founded } from './foundation.ts';
import type { History } from './history.ts';
import { type Loading, openLoading } from './loading.ts';
import { addPastReminders } from './past-reminders.ts';
import { type Profile, profileOf } from './portfolio.ts';
import { refuse } from './refusals.ts';
import { idsFrom, type Setting } from './setting.ts';
import { simulate, simulateCounterSales } from './simulate.ts';

export type DemoOptions = {
  readonly tenantId: number;
  readonly today: Day;
  readonly now: Temporal.Instant;
  readonly customers?: number;
  /** Lines of the customer accounts: invoices, payments, credit notes … All of them, exactly. */
  readonly items?: number;
  readonly seed?: string;
  /** Length of the history; a short one leaves a larger share open. */
  readonly months?: number;
  readonly language?: Language;
  /** With everything set up that a company comes to in time: customers follow scenarios of the library by rules, and who answers does so by mail (`receiveMails`). */
  readonly settled?: boolean;
};
export type DemoOutcome = {
  readonly customers: number;
  readonly items: number;
  readonly open: number;
  readonly entityId: string;
};

type Sizes = { readonly customers: number; readonly items: number; readonly seed: string };

// Counter sales take this share of the lines, and whatever the others leave.
const counterSalesShare = 0.012;

/** Fills an empty tenant with a made-up wholesaler: customers, 30 months of invoices and payments up to today, what was said and agreed. The same seed makes the same figures. */
export async function demo(database: Database, options: DemoOptions): Promise<DemoOutcome> {
  const { customers = 400, items = 16_000, seed = 'quitus', months = 30 } = options;
  if (!Number.isInteger(customers) || customers < 1 || !Number.isInteger(items) || items < 1)
    throw refuse('demo.sizes-invalid', { customers, items });
  const language = options.language ?? 'fr';
  const words = textsIn(language).demo;
  const by = systemActor(words.author);
  const collectors = await database.system.transaction(addPeople);
  return database.tenant(options.tenantId).transaction(async (tx) => {
    const calendar = calendarOf(options.today, months);
    const newId = idsFrom(tx.tenantId, seed);
    const foundation = await founded(tx, words, by);
    await addTeam(tx, collectors);
    await addRates(tx, calendar);
    const settled = options.settled ?? false;
    const setting: Setting = { ...foundation, calendar, importId: newId(), collectors, newId, language, words, settled };
    const written = await fill(tx, setting, { customers, items, seed });
    await addImport(tx, setting, written.items, written.allocations, options.now);
    // The planner still believes the tables empty.
    await tx.run(sql`select platform.refresh_statistics()`);
    await refreshBalances(tx, { entityId: setting.entityId, customers: 'all' });
    await tellPaymentProfiles(tx, options.today);
    await ensureDefaultScenario(tx, by);
    if (settled) await addScenarios(tx, setting, options.today, by);
    await addPastReminders(tx, setting, options.today);
    await recordEvent(tx, {
      kind: 'demo.made',
      actor: by,
      entityId: setting.entityId,
      details: { customers, items: written.items, seed },
    });
    const { open } = await tx.one<{ open: number }>(sql`
      select count(*)::int as open from receivables.item where tenant_id = ${tx.tenantId} and open_minor <> 0 and in_ledger
    `);
    return { customers, items: written.items, open, entityId: setting.entityId };
  });
}

// Everything is made up one customer at a time, so memory does not grow with the portfolio; "Clients divers" comes last and rounds the count.
async function fill(tx: Transaction, setting: Setting, sizes: Sizes): Promise<{ items: number; allocations: number }> {
  const loading = await openLoading(tx);
  const numbering = numberingOf(setting.calendar);
  const shares = sharesOf(setting, sizes);
  const forCustomers = Math.floor(sizes.items * (1 - counterSalesShare));
  let items = 0;
  let allocations = 0;
  let wanted = 0;
  const write = async (history: History): Promise<void> => {
    addHistory(loading, setting, numbering, history);
    items += history.items.length;
    allocations += history.allocations.length;
    await loading.pace();
  };
  for (let rank = 1; rank < sizes.customers; rank += 1) {
    wanted += (forCustomers * (shares.of[rank] ?? 0)) / shares.total;
    // What earlier customers took too much or too little is made good here.
    const quota = Math.min(wanted - items, sizes.items - items);
    await write(shortened(setting, sizes, rank, Math.max(0, quota), sizes.items - items));
  }
  await write(simulateCounterSales(setting.calendar, profile(setting, sizes, 0), sizes.items - items));
  await loading.finish();
  return { items, allocations };
}

function profile(setting: Setting, { seed }: Sizes, rank: number): Profile {
  return profileOf(seed, rank, setting.words);
}

// A single large customer may overshoot what is left of a small company: it is played again, smaller.
function shortened(setting: Setting, sizes: Sizes, rank: number, quota: number, most: number): History {
  for (let smaller = quota; ; smaller = smaller * 0.6 - 0.5) {
    const history = simulate(setting.calendar, profile(setting, sizes, rank), Math.max(0, smaller));
    if (history.items.length <= most) return history;
    if (smaller <= 0) return { ...history, items: [], allocations: [], intentions: [] };
  }
}

function sharesOf(setting: Setting, sizes: Sizes): { of: Float64Array; total: number } {
  const of = new Float64Array(sizes.customers);
  let total = 0;
  for (let rank = 1; rank < sizes.customers; rank += 1) {
    const { activity, from, until } = profile(setting, sizes, rank);
    total += of[rank] = activity * (until - from);
  }
  return { of, total };
}

function addHistory(loading: Loading, setting: Setting, numbering: ReturnType<typeof numberingOf>, history: History): void {
  const customerId = addCustomer(loading, setting, history.profile, history.failedOn);
  const itemIds = addAccount(loading, setting, numbering, history, customerId);
  addCases(loading, setting, history, customerId, itemIds);
}
