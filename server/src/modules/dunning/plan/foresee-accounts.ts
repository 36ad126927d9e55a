import { addDays, type Day, daysBetween } from '../../../kernel/days.ts';
import type { Transaction } from '../../../platform/database/index.ts';
import { type DecisionTerms, onDay } from '../decision/terms.ts';
import { type DayCount, foresee, type PlanAccount, type PlanDeed, type ToldItem } from './foresee.ts';
import { readAccounts } from './read-accounts.ts';

export type Foreseeing = {
  /** How many days, the terms' own the first. */
  readonly days: number;
  /** The day on which what is decided on a day leaves: `leavingDays`. */
  readonly leavesOn: (day: Day) => Day;
  /** One scenario alone. */
  readonly scenarioId?: string | undefined;
  /** Hears of each item a message lists. */
  readonly told?: ((item: ToldItem, account: PlanAccount) => void) | undefined;
};
export type ForeseenAccount = { readonly account: PlanAccount; readonly deeds: readonly PlanDeed[] };

/** What is foreseen for the accounts the terms are about, some thousand at a time. Items whose first step comes after the last day play no part, except as credits. */
export async function* foreseeAccounts(
  tx: Transaction,
  terms: DecisionTerms,
  { days, leavesOn, scenarioId, told }: Foreseeing,
): AsyncGenerator<ForeseenAccount[]> {
  const from = dayCount(terms.on);
  const planTerms = { perDay: terms.perDay, noticeDays: terms.noticeDays, leavesOn: countedDays(leavesOn) };
  for await (const accounts of readAccounts(tx, onDay(terms, addDays(terms.on, days - 1)), scenarioId))
    yield accounts.map((account) => ({
      account,
      deeds: foresee(account, planTerms, from, from + days - 1, told && ((item) => told(item, account))),
    }));
}

// Each day is asked once.
function countedDays(leaves: (day: Day) => Day): (day: DayCount) => DayCount {
  const open = new Map<DayCount, DayCount>();
  return (day) => {
    const known = open.get(day);
    if (known !== undefined) return known;
    const count = dayCount(leaves(dayOf(day)));
    open.set(day, count);
    return count;
  };
}

const dayCount = (day: Day): DayCount => daysBetween('1970-01-01', day);
const daysCounted = new Map<DayCount, Day>();
/** The day of a count: foreseeing counts days. */
export function dayOf(count: DayCount): Day {
  let day = daysCounted.get(count);
  if (day === undefined) daysCounted.set(count, (day = addDays('1970-01-01', count)));
  return day;
}
