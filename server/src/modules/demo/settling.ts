import type { Account, Intention } from './history.ts';
import type { Part } from './lettering.ts';
import { payDay } from './payers.ts';
import type { Profile } from './portfolio.ts';
import { between, happens } from './random.ts';

/** A sum a customer means to pay for one line on a day. */
type Payment = { readonly part: Part; readonly day: number };

// Payments older than this have long been lettered by the accountant.
const recentDays = 45;
// A customer whose ledger is not lettered: the habit stopped this long ago.
const unletteredDays = 110;
// From this age on, what an insolvent or quarrelling customer owes is written off once in a while.
const writeOffDays = 270;

/** Lets a customer pay, part-pay, dispute or not pay its invoices, as its profile says; answers the story of each line. */
export function settle(account: Account, profile: Profile, lines: readonly number[], failedOn: number | undefined): Intention[] {
  const payments: Payment[] = [];
  const intentions: Intention[] = [];
  for (const line of lines) {
    const story = storyOf(account, profile, line, failedOn);
    intentions.push({ item: line, story });
    if (story === 'failing') writeOff(account, profile, line);
    else if (!creditNote(account, profile, line, story)) payments.push(...meansToPay(account, profile, line, story));
  }
  receive(account, profile, payments);
  return intentions;
}

function storyOf(account: Account, profile: Profile, line: number, failedOn: number | undefined): Intention['story'] {
  const item = account.items[line];
  if (failedOn !== undefined && item && (item.dueDay ?? item.issueDay) > failedOn) return 'failing';
  const likelihood = profile.payer === 'disputing' ? 0.14 : profile.special === 'none' ? 0.008 : 0;
  return happens(profile.random, likelihood) ? 'disputed' : 'usual';
}

// True when the credit note takes all of the line: nothing is left to pay.
function creditNote(account: Account, profile: Profile, line: number, story: Intention['story']): boolean {
  const { random } = profile;
  const { calendar } = account;
  const item = account.items[line];
  if (!item || item.retention || profile.special === 'catch-all') return false;
  if (!happens(random, story === 'disputed' ? 0.5 : 0.035)) return false;
  const day = calendar.workingDay(item.issueDay + (story === 'disputed' ? between(random, 25, 110) : between(random, 6, 35)));
  if (day > calendar.today) return false;
  const whole = happens(random, 0.25);
  const minor = whole ? item.amount : (item.amount * BigInt(between(random, 8, 35))) / 100n;
  if (minor === 0n) return false;
  const note = account.add({
    kind: 'credit-note',
    ledgerClass: 'receivable',
    label: item.label,
    issueDay: day,
    dueDay: day,
    amount: -minor,
  });
  // The newest ones still wait for their lettering, beside an invoice the customer will pay less of.
  if (day > calendar.today - recentDays && happens(random, 0.4)) return whole;
  account.letter([{ item: note, minor }], [{ item: line, minor }]);
  return whole;
}

function meansToPay(account: Account, profile: Profile, line: number, story: Intention['story']): Payment[] {
  const { random } = profile;
  const item = account.items[line];
  const minor = account.open(line);
  // Retention money not released yet is not asked for.
  if (!item || item.dueDay === null || minor === 0n) return [];
  const usual = payDay(account.calendar, profile, item.issueDay, item.dueDay);
  const day = story === 'disputed' ? account.calendar.workingDay(usual + between(random, 40, 170)) : usual;
  if (story === 'usual' && minor > 50_000n && happens(random, 0.025)) {
    const first = (minor * BigInt(between(random, 30, 70))) / 100n;
    const later = account.calendar.workingDay(day + between(random, 15, 40));
    return [
      { part: { item: line, minor: first }, day },
      { part: { item: line, minor: minor - first }, day: later },
    ];
  }
  return [{ part: { item: line, minor }, day }];
}

// What is paid on one day is one transfer; a large one for several invoices sometimes comes in two.
function receive(account: Account, profile: Profile, payments: readonly Payment[]): void {
  if (profile.means === 'draft') return payments.forEach((payment) => payByDraft(account, payment.part));
  const byDay = Map.groupBy(
    payments.filter((payment) => payment.day <= account.calendar.today),
    (payment) => payment.day,
  );
  for (const day of [...byDay.keys()].toSorted((left, right) => left - right)) {
    const parts = (byDay.get(day) ?? []).map((payment) => payment.part);
    payTogether(account, profile, parts, day);
  }
}

function payTogether(account: Account, profile: Profile, parts: readonly Part[], day: number): void {
  const { random } = profile;
  const total = parts.reduce((sum, part) => sum + part.minor, 0n);
  const twice = parts.length > 1 && happens(random, 0.06) && account.calendar.workingDay(day + 1) <= account.calendar.today;
  const first = twice ? (total * BigInt(between(random, 40, 80))) / 100n : total;
  const credits: Part[] = [{ item: payment(account, first, day), minor: first }];
  if (total > first) {
    const rest = total - first;
    credits.push({ item: payment(account, rest, account.calendar.workingDay(day + 1)), minor: rest });
  }
  const forgotten = day > account.calendar.today - recentDays && happens(random, 0.03);
  const unlettered = !profile.lettered && day > account.calendar.today - unletteredDays;
  if (!forgotten && !unlettered) account.letter(credits, parts);
}

function payment(account: Account, minor: bigint, day: number): number {
  return account.add({ kind: 'payment', ledgerClass: 'receivable', label: '', issueDay: day, dueDay: day, amount: -minor });
}

// An accepted draft replaces its invoice: it leaves account 411 for 413 until the bank takes it on its day.
function payByDraft(account: Account, part: Part): void {
  const item = account.items[part.item];
  if (!item) return;
  const accepted = account.calendar.workingDay(item.issueDay + 12);
  if (accepted > account.calendar.today) return;
  const credit = account.add({
    kind: 'credit',
    ledgerClass: 'receivable',
    label: '',
    issueDay: accepted,
    dueDay: accepted,
    amount: -part.minor,
  });
  account.letter([{ item: credit, minor: part.minor }], [part]);
  const due = Math.max(accepted, item.dueDay ?? accepted);
  const draft = account.add({
    kind: 'draft',
    ledgerClass: 'draft',
    label: '',
    issueDay: accepted,
    dueDay: due,
    amount: part.minor,
  });
  const cashed = account.calendar.workingDay(due);
  if (cashed > account.calendar.today) return;
  const cash = account.add({
    kind: 'payment',
    ledgerClass: 'draft',
    label: '',
    issueDay: cashed,
    dueDay: cashed,
    amount: -part.minor,
  });
  account.letter([{ item: cash, minor: part.minor }], [{ item: draft, minor: part.minor }]);
}

function writeOff(account: Account, profile: Profile, line: number): void {
  const item = account.items[line];
  const day = account.calendar.workingDay((item?.dueDay ?? item?.issueDay ?? 0) + writeOffDays);
  if (!item || day > account.calendar.today || !happens(profile.random, 0.5)) return;
  const minor = account.open(line);
  const loss = account.add({
    kind: 'write-off',
    ledgerClass: 'receivable',
    label: '',
    issueDay: day,
    dueDay: day,
    amount: -minor,
  });
  account.letter([{ item: loss, minor }], [{ item: line, minor }]);
}
