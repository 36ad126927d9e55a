import type { Calendar } from './calendar.ts';
import type { Account } from './history.ts';
import type { Profile } from './portfolio.ts';
import { between, happens, normal, oneOf } from './random.ts';
import { dueDay } from './segments.ts';
import { goods } from './words.ts';

/** Share of an invoice's amount kept back on building sites until a year after (5 % by the French law of 16 July 1971). */
const retentionPercent = 5n;
const retentionDays = 365;

/** Writes a customer's invoices, oldest first, into its account; answers the positions of their due lines. */
export function bill(account: Account, profile: Profile, count: number, until: number): number[] {
  const { calendar } = account;
  const start = calendar.activityBefore(calendar.first + Math.floor(profile.from * (calendar.today - calendar.first)));
  const end = calendar.activityBefore(Math.min(until, lastDay(calendar, profile)) + 1);
  const lines: number[] = [];
  for (let rank = 0; rank < count; rank += 1) {
    // One draw in each slice of the period: months are as even as the seasons allow, and days come in order.
    const issueDay = calendar.dayAtActivity(start + ((rank + profile.random()) / count) * (end - start));
    lines.push(...invoice(account, profile, issueDay));
  }
  return lines;
}

function lastDay(calendar: Calendar, profile: Profile): number {
  return calendar.first + Math.floor(profile.until * (calendar.today - calendar.first));
}

/** The amount of one invoice in cents: most are near the customer's middle one, a few far above. Never under a euro. */
function amountOf(profile: Profile): bigint {
  const cents = profile.middleInvoice * Math.exp(normal(profile.random, 0, profile.spread));
  return BigInt(Math.max(100, Math.round(cents)));
}

function invoice(account: Account, profile: Profile, issueDay: number): number[] {
  const { random } = profile;
  const total = amountOf(profile);
  const due = dueDay(account.calendar, profile.terms, issueDay);
  const order = profile.segment === 'key' || profile.segment === 'public' ? `BC-${between(random, 10_000, 99_999)}` : null;
  const document = account.items.length;
  const line = (amount: bigint, dueDayOfLine: number | null, retention = false): number =>
    account.add({
      kind: 'invoice',
      ledgerClass: 'receivable',
      label: oneOf(random, goods),
      issueDay,
      dueDay: dueDayOfLine,
      amount,
      document,
      retention,
      purchaseOrder: order,
    });
  if (profile.retention && total > 100_000n) {
    const kept = (total * retentionPercent) / 100n;
    const release = issueDay + retentionDays;
    return [line(total - kept, due), line(kept, release <= account.calendar.today ? release : null, true)];
  }
  if (profile.segment === 'artisan' && total > 300_000n && happens(random, 0.15)) {
    const third = total / 3n;
    return [line(third, issueDay + 30), line(third, issueDay + 60), line(total - 2n * third, issueDay + 90)];
  }
  return [line(total, due)];
}
