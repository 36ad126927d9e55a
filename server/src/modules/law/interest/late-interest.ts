import { addDays, type Day, daysBetween } from '../../../kernel/days.ts';
import { fraction, money } from '../../../kernel/money.ts';
import { firstDayOf, type HalfYear, halfYearOf, halfYearsBetween, lastDayOf } from '../rates/half-year.ts';
import type { BasisPoints } from '../rates/reference-rates.ts';
import { refuse } from '../refusals.ts';
import { type InterestPolicy, isBelowMinimum } from './policy.ts';
import { type DebtorKind, type Regime, rateOf, regimeFor } from './regime.ts';

/** What lowers a debt: a payment, or a credit note that corrects the invoice. */
export type Reduction = { readonly on: Day; readonly minor: bigint; readonly corrects: boolean };

/** One due line with all that its interest depends on. */
export type Debt = {
  /** Including VAT, as the invoice says. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly issueOn: Day;
  readonly dueOn: Day;
  readonly reductions: readonly Reduction[];
  readonly disputedMinor: bigint | 'all';
  /** The judgment that opened the debtor's insolvency. */
  readonly judgmentOn?: Day | undefined;
  /** When the debtor received a formal notice that lists it. */
  readonly noticeOn?: Day | undefined;
  /** The yearly rate agreed in the contract. */
  readonly agreedRate?: BasisPoints | undefined;
};

/** Under whose law the debt stands, and what the debtor is. */
export type Law = { readonly country: string; readonly debtor: DebtorKind };

/** One printed line: one principal, one rate, its days. A debtor can redo the sum by hand. */
export type InterestLine = {
  readonly principalMinor: bigint;
  readonly from: Day;
  readonly to: Day;
  readonly rate: BasisPoints;
  readonly days: number;
  readonly amountMinor: bigint;
  readonly basis: string;
  /** On a disputed part: owed only if the dispute is lost. */
  readonly conditional: boolean;
  /** The rate is the last known, not the half-year's own. */
  readonly provisional: boolean;
  /** The agreed rate was below its floor that half-year, so the law's own applies. */
  readonly agreedRateVoid: boolean;
};

/** Why a late item bears no interest. */
export type NoInterest =
  | 'debtor-kind-unknown'
  | 'country-not-covered'
  | 'no-formal-notice'
  | 'insolvency'
  | 'rate-unknown'
  | 'below-minimum';

export type LateInterest = {
  /** What was unpaid on the first late day. */
  readonly principalMinor: bigint;
  /** From the day after the due day to the last unpaid one (the day of payment included), or to where the law stops it. */
  readonly from: Day;
  readonly to: Day;
  readonly lines: readonly InterestLine[];
  readonly interestMinor: bigint;
  readonly conditionalMinor: bigint;
  readonly because: NoInterest | null;
};

type Step = { readonly from: Day; readonly to: Day; readonly principalMinor: bigint };
type Rate = Pick<InterestLine, 'rate' | 'provisional' | 'agreedRateVoid'>;

/**
 * The interest a debt has borne at the close of a day; undefined when it was never late by then. Simple interest from the day after the due
 * day (C. com. L441-10 II), on what is unpaid including VAT, exact days on a year of 365, rounded half up on each line; the total is the sum
 * of the lines. Refuses a half-year whose rate is not published, unless the policy takes the last one as provisional.
 */
export function lateInterest(debt: Debt, law: Law, asOf: Day, policy: InterestPolicy): LateInterest | undefined {
  const steps = unpaidSteps(debt, asOf);
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || daysBetween(debt.dueOn, last.to) <= policy.graceDays) return undefined;
  const none = (because: NoInterest): LateInterest => ({
    principalMinor: first.principalMinor,
    from: first.from,
    to: last.to,
    lines: [],
    interestMinor: 0n,
    conditionalMinor: 0n,
    because,
  });

  const regime = regimeFor(law.country, law.debtor);
  if (!regime) return none(law.debtor === 'unknown' ? 'debtor-kind-unknown' : 'country-not-covered');
  const startsOn = firstInterestDay(regime, debt);
  if (startsOn === undefined || startsOn > last.to) return none('no-formal-notice');
  const running = between(steps, startsOn, lastInterestDay(debt, asOf));
  if (running.length === 0) return none('insolvency');

  const lines: InterestLine[] = [];
  for (const step of running)
    for (const period of periodsOf(regime, step, startsOn, policy)) {
      const rate = rateFor(regime, period.half, debt.agreedRate, policy);
      if (!rate) return none('rate-unknown');
      lines.push(...linesOf(debt, { ...period, ...rate, basis: regime.basis }, policy));
    }
  const sum = (conditional: boolean): bigint =>
    lines.reduce((total, line) => (line.conditional === conditional ? total + line.amountMinor : total), 0n);
  const [interestMinor, conditionalMinor] = [sum(false), sum(true)];
  if (isBelowMinimum(interestMinor + conditionalMinor, debt.currency, policy)) return none('below-minimum');
  return {
    principalMinor: first.principalMinor,
    from: running[0]?.from ?? first.from,
    to: running.at(-1)?.to ?? last.to,
    lines,
    interestMinor,
    conditionalMinor,
    because: null,
  };
}

/** What stood unpaid, and when: a payment lowers it from the day after (the day it arrives is still late); a correcting credit note from the start. */
function unpaidSteps({ amountMinor, dueOn, reductions }: Debt, asOf: Day): Step[] {
  const lateFrom = addDays(dueOn, 1);
  const changes = new Map<Day, bigint>([[lateFrom, amountMinor]]);
  for (const { on, minor, corrects } of reductions) {
    if (on > asOf) continue;
    const after = addDays(on, 1);
    const from = corrects || after < lateFrom ? lateFrom : after;
    changes.set(from, (changes.get(from) ?? 0n) - minor);
  }
  const days = [...changes.keys()].toSorted();
  const steps: Step[] = [];
  let principalMinor = 0n;
  for (const [index, from] of days.entries()) {
    principalMinor += changes.get(from) ?? 0n;
    const next = days[index + 1];
    const to = next === undefined || next > asOf ? asOf : addDays(next, -1);
    if (principalMinor > 0n && from <= to) steps.push({ from, to, principalMinor });
  }
  return steps;
}

function firstInterestDay(regime: Regime, { dueOn, noticeOn }: Debt): Day | undefined {
  if (regime.runsFrom === 'due-day') return addDays(dueOn, 1);
  if (noticeOn === undefined) return undefined;
  return addDays(noticeOn > dueOn ? noticeOn : dueOn, 1);
}

/** Interest on what was owed before an insolvency opened stops the day before the judgment (C. com. L622-28); later claims run on. */
function lastInterestDay({ issueOn, judgmentOn }: Debt, asOf: Day): Day {
  if (judgmentOn === undefined || issueOn >= judgmentOn || judgmentOn > asOf) return asOf;
  return addDays(judgmentOn, -1);
}

function between(steps: readonly Step[], from: Day, to: Day): Step[] {
  return steps
    .map((step) => ({ ...step, from: step.from < from ? from : step.from, to: step.to > to ? to : step.to }))
    .filter((step) => step.from <= step.to);
}

/** The parts of a step that one rate and one length of year serve. */
function periodsOf(regime: Regime, step: Step, startsOn: Day, policy: InterestPolicy): (Step & { half: HalfYear })[] {
  if (regime.mode === 'floating')
    return halfYearsBetween(step.from, step.to).map((half) => ({ ...clipped(step, firstDayOf(half), lastDayOf(half)), half }));
  const half = halfYearOf(startsOn);
  if (policy.yearDays === '365') return [{ ...step, half }];
  const years = new Set(halfYearsBetween(step.from, step.to).map((one) => one.slice(0, 4)));
  return [...years].map((year) => ({ ...clipped(step, `${year}-01-01`, `${year}-12-31`), half }));
}

function clipped(step: Step, from: Day, to: Day): Step {
  return { ...step, from: step.from > from ? step.from : from, to: step.to < to ? step.to : to };
}

/** The rate that a half-year bears; undefined before what is known. An agreed rate below three times the legal one is void for that half-year. */
function rateFor(regime: Regime, half: HalfYear, agreed: BasisPoints | undefined, policy: InterestPolicy): Rate | undefined {
  const known = half > regime.reference.knownThrough ? regime.reference.knownThrough : half;
  if (known !== half && !policy.provisional) throw refuse('law.rate-unknown', { halfYear: half });
  const rate = rateOf(regime, known);
  if (rate === undefined) return undefined;
  if (agreed === undefined) return { rate, provisional: known !== half, agreedRateVoid: false };
  const floor = regime.floor?.(known) ?? 0n;
  const agreedRateVoid = agreed < floor;
  return { rate: agreedRateVoid ? rate : agreed, provisional: known !== half, agreedRateVoid };
}

function linesOf(debt: Debt, period: Step & Rate & { basis: string }, policy: InterestPolicy): InterestLine[] {
  const { principalMinor, from, to, rate, provisional, agreedRateVoid, basis } = period;
  const days = daysBetween(from, to) + 1;
  const disputed = debt.disputedMinor === 'all' || debt.disputedMinor > principalMinor ? principalMinor : debt.disputedMinor;
  return [
    { part: principalMinor - disputed, conditional: false },
    { part: disputed, conditional: true },
  ]
    .filter(({ part }) => part > 0n)
    .map(({ part, conditional }) => ({
      principalMinor: part,
      from,
      to,
      rate,
      days,
      // Rounded once, here: what is printed adds up.
      amountMinor: fraction(money(part, debt.currency), rate * BigInt(days), 10_000n * daysOfYear(from, policy)).minor,
      basis,
      conditional,
      provisional,
      agreedRateVoid,
    }));
}

function daysOfYear(day: Day, policy: InterestPolicy): bigint {
  return policy.yearDays === 'actual' && Temporal.PlainDate.from(day).inLeapYear ? 366n : 365n;
}
