import type { Calendar } from './calendar.ts';
import type { Profile } from './portfolio.ts';
import { between, happens, normal, type Random } from './random.ts';
import type { PayerKey } from './segments.ts';

/** How many days after the due date each kind of payer pays, when nothing special happens. Runs are aligned below. */
const delays: Record<PayerKey, (random: Random) => number> = {
  prompt: (random) => Math.round(Math.min(4, Math.max(-8, normal(random, -1, 2.5)))),
  slow: (random) => between(random, 6, 18),
  run: () => 0,
  chronic: (random) => between(random, 30, 65),
  disputing: (random) => between(random, 3, 14),
  failing: (random) => between(random, 8, 30),
  erratic: (random) => between(random, -5, 80),
};

/** The day this customer's money arrives for a line due on a day: its habit, then the payment run, August and the week-end. */
export function payDay(calendar: Calendar, profile: Profile, issueDay: number, dueDay: number): number {
  const { random } = profile;
  if (profile.special === 'catch-all') return calendar.workingDay(dueDay + between(random, 0, 3));
  // A direct debit is taken on the due date; one in thirty comes back and is paid by hand later.
  if (profile.means === 'direct-debit')
    return calendar.workingDay(dueDay + (happens(random, 1 / 30) ? between(random, 12, 30) : 0));
  let day = Math.max(issueDay + 1, dueDay + delays[profile.payer](random));
  // "Pays on the 10th": one run a month, after the due date.
  if (profile.payer === 'run') day = calendar.nextDayOfMonth(dueDay, 10);
  else if (profile.paysByStatement && profile.payer !== 'chronic') day = nextRun(calendar, day);
  // Nobody signs payments in the first three weeks of August.
  if (profile.payer !== 'run' && calendar.month(day) === 8 && calendar.dayOfMonth(day) <= 22 && happens(random, 0.6)) {
    day = calendar.endOfMonth(day) + between(random, 1, 9);
  }
  return calendar.workingDay(day);
}

// Twice a month: the 15th and the last days.
function nextRun(calendar: Calendar, day: number): number {
  const fifteenth = day - calendar.dayOfMonth(day) + 15;
  return fifteenth >= day ? fifteenth : calendar.endOfMonth(day);
}
