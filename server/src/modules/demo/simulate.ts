import { bill } from './billing.ts';
import type { Calendar } from './calendar.ts';
import { type Account, type History, openAccount } from './history.ts';
import { payDay } from './payers.ts';
import type { Profile } from './portfolio.ts';
import { between, happens } from './random.ts';
import { settle } from './settling.ts';

// An insolvent customer goes on ordering until its suppliers understand.
const daysToUnderstand = 25;

/** Plays one customer's account from the first day to today, in about `quota` lines. */
export function simulate(calendar: Calendar, profile: Profile, quota: number): History {
  const account = openAccount(calendar);
  const { random } = profile;
  const failedOn =
    profile.payer === 'failing'
      ? calendar.today - between(random, 30, Math.min(400, calendar.today - calendar.first))
      : undefined;
  carryForward(account, profile);
  const count = Math.round(quota / linesPerInvoice(profile));
  const lines =
    count > 0 ? bill(account, profile, count, failedOn === undefined ? calendar.today : failedOn + daysToUnderstand) : [];
  const intentions = settle(account, profile, lines, failedOn);
  return { profile, items: account.items, allocations: account.allocations, intentions, failedOn };
}

/** Plays the "Clients divers" account in exactly `quota` lines: counter sales, each paid alone, the last one open when the number is odd. */
export function simulateCounterSales(calendar: Calendar, profile: Profile, quota: number): History {
  const account = openAccount(calendar);
  const lines = quota > 0 ? bill(account, profile, Math.ceil(quota / 2), calendar.today) : [];
  for (const line of lines.slice(0, Math.floor(quota / 2))) {
    const item = account.items[line];
    if (!item) continue;
    const day = Math.min(calendar.today, payDay(calendar, profile, item.issueDay, item.issueDay));
    const minor = account.open(line);
    const credit = account.add({
      kind: 'payment',
      ledgerClass: 'receivable',
      label: '',
      issueDay: day,
      dueDay: day,
      amount: -minor,
    });
    account.letter([{ item: credit, minor }], [{ item: line, minor }]);
  }
  return { profile, items: account.items, allocations: account.allocations, intentions: [], failedOn: undefined };
}

// About how many lines each habit makes of one invoice; what it misses is made up for by the next customer.
function linesPerInvoice(profile: Profile): number {
  const split = profile.retention ? 1.9 : 1;
  if (profile.means === 'draft') return 3.7 * split;
  if (profile.payer === 'run') return split + 0.35;
  return split + (profile.paysByStatement ? 0.6 : 0.95);
}

// A balance brought forward without its invoices: what was owed before this history began.
function carryForward(account: Account, profile: Profile): void {
  const { random } = profile;
  const { calendar } = account;
  if (profile.from > 0 || profile.special !== 'none' || profile.kind === 'consumer' || !happens(random, 0.03)) return;
  const minor = BigInt(between(random, 400, 9000)) * 100n;
  const day = calendar.first;
  const opening = account.add({
    kind: 'opening',
    ledgerClass: 'receivable',
    label: '',
    issueDay: day,
    dueDay: day,
    amount: minor,
  });
  if (happens(random, 0.25)) return;
  const paid = calendar.workingDay(day + between(random, 10, 45));
  const credit = account.add({
    kind: 'payment',
    ledgerClass: 'receivable',
    label: '',
    issueDay: paid,
    dueDay: paid,
    amount: -minor,
  });
  account.letter([{ item: credit, minor }], [{ item: opening, minor }]);
}
