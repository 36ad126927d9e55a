import { type Language, textsIn } from '@quitus/texts';
import { type Day, daysBetween } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type CountBack, countBack } from '../count-back.ts';
import { awaitingDrill, type Drill, drill, lateDrill, overdueDrill, totalDrill, unallocatedDrill } from '../drills.ts';
import { inDays, quarterStart } from '../dso.ts';
import { decimal, percent, ratio } from '../ratios.ts';
import type { Scope } from '../scope.ts';
import type { Facts } from './facts.ts';

type Texts = ReturnType<typeof textsIn>['overview'];
export type KpiName = keyof Texts['kpis'];
type Input = bigint | string | null;

/** What an indicator is given to work with. */
export type Asked = { readonly facts: Facts; readonly scope: Scope; readonly language: Language };
/** Its value, or why there is none; the figures it used (amounts in minor units, counts as text). */
export type Answer = {
  readonly value: string | null;
  readonly because?: string | undefined;
  readonly inputs: Readonly<Record<string, Input>>;
};
/** One indicator: declared once, for the overview, the command line and the API. */
export type KpiDefinition = {
  readonly name: KpiName;
  readonly unit: 'amount' | 'days' | 'percent' | 'count';
  readonly answer: (asked: Asked) => Answer;
  readonly drill?: (scope: Scope, currency: string) => Drill;
};

const words = (asked: Asked): Texts['unknown'] => textsIn(asked.language).overview.unknown;
const amount = (asked: Asked, minor: bigint): string => toDecimal(minor, asked.facts.currency);

function money(
  name: KpiName,
  of: (facts: Facts) => bigint,
  inputs: (facts: Facts) => Record<string, bigint>,
  open?: KpiDefinition['drill'],
): KpiDefinition {
  return {
    name,
    unit: 'amount',
    answer: (asked) => ({ value: amount(asked, of(asked.facts)), inputs: inputs(asked.facts) }),
    ...(open ? { drill: open } : {}),
  };
}

function rate(
  name: KpiName,
  of: (facts: Facts) => { part: bigint; whole: bigint; inputs: Record<string, Input> },
  open?: KpiDefinition['drill'],
): KpiDefinition {
  const answer = (asked: Asked): Answer => {
    const { part, whole, inputs } = of(asked.facts);
    const value = percent(part, whole);
    return { value, inputs, because: value === null ? words(asked).nothing : undefined };
  };
  return { name, unit: 'percent', answer, ...(open ? { drill: open } : {}) };
}

/** Sales of the three months that end with `asOf`, and their days; null when nobody told any. */
function quarter({ facts, scope }: Asked): { minor: bigint | null; days: bigint } {
  const start = quarterStart(scope.asOf);
  const months = facts.sales.filter((one) => one.month >= start && one.salesMinor !== null);
  const minor = months.length === 0 ? null : months.reduce((sum, one) => sum + (one.salesMinor ?? 0n), 0n);
  return { minor, days: BigInt(daysBetween(start, scope.asOf) + 1) };
}

// Open ÷ sales of the period × its days, for whichever part of what is open.
function simpleDso(name: KpiName, label: string, of: (facts: Facts) => bigint): KpiDefinition {
  return {
    name,
    unit: 'days',
    answer: (asked) => {
      const { minor, days } = quarter(asked);
      const inputs = { [label]: of(asked.facts), sales: minor, days: String(days) };
      if (minor === null || minor <= 0n) return { value: null, because: words(asked).noSales, inputs };
      return { value: ratio(of(asked.facts), minor, { factor: days, decimals: 1 }), inputs };
    },
    drill: totalDrill,
  };
}

function exhausted(name: KpiName, of: (facts: Facts) => bigint): KpiDefinition {
  return {
    name,
    unit: 'days',
    answer: (asked) => {
      const result: CountBack = countBack(of(asked.facts), asked.facts.sales, asked.scope.asOf);
      const inputs: Record<string, Input> = { owed: of(asked.facts) };
      for (const { month, salesMinor } of asked.facts.sales.slice(-4)) inputs[`sales ${month.slice(0, 7)}`] = salesMinor;
      return {
        value: result.known ? decimal(result.tenths, 1) : null,
        because: inDays(result, asked.language).because ?? undefined,
        inputs,
      };
    },
    drill: totalDrill,
  };
}

function settledAverage(name: KpiName, of: (facts: Facts) => bigint): KpiDefinition {
  return {
    name,
    unit: 'days',
    answer: (asked) => {
      const { settled, settledCount, settledInferred } = asked.facts;
      const inputs = { settled, invoices: String(settledCount), inferred: String(settledInferred) };
      if (settled === 0n) return { value: null, because: words(asked).noneSettled, inputs };
      const because = settledInferred > 0n ? words(asked).inferred(Number(settledInferred)) : undefined;
      return { value: ratio(of(asked.facts), settled, { decimals: 2 }), because, inputs };
    },
  };
}

const weightedDso: KpiDefinition = {
  name: 'dso-weighted',
  unit: 'days',
  answer: (asked) => {
    const sold = new Map(asked.facts.sales.map((one): [Day, bigint | null] => [one.month, one.salesMinor]));
    const missing = asked.facts.aged.filter((one) => (sold.get(one.month) ?? 0n) <= 0n);
    const inputs = { months: String(asked.facts.aged.length) };
    if (asked.facts.aged.length === 0 || missing.length > 0) return { value: null, because: words(asked).noSales, inputs };
    // Each month in millionths of a day, rounded once at the end.
    const millionths = asked.facts.aged.reduce(
      (sum, one) => sum + (one.minorDays * 1_000_000n) / (sold.get(one.month) ?? 1n),
      0n,
    );
    return { value: ratio(millionths, 1_000_000n, { decimals: 1 }), inputs };
  },
  drill: totalDrill,
};

const delinquent: KpiDefinition = {
  name: 'add',
  unit: 'days',
  answer: (asked) => {
    const { minor, days } = quarter(asked);
    const { gross, notDue } = asked.facts;
    const inputs = { open: gross, notDue, sales: minor, days: String(days) };
    if (minor === null || minor <= 0n) return { value: null, because: words(asked).noSales, inputs };
    return { value: ratio(gross - notDue, minor, { factor: days, decimals: 1 }), inputs };
  },
  drill: overdueDrill,
};

// CRF: N = 3, for the period is three months. Multiplied through by it, so that nothing is rounded on the way.
const effectiveness: KpiDefinition = {
  name: 'cei',
  unit: 'percent',
  answer: (asked) => {
    const { minor } = quarter(asked);
    const { grossAtStart, gross, notDue } = asked.facts;
    const inputs = { openAtStart: grossAtStart, sales: minor, openAtEnd: gross, notDueAtEnd: notDue };
    if (minor === null) return { value: null, because: words(asked).noSales, inputs };
    const value = percent(3n * grossAtStart + minor - 3n * gross, 3n * grossAtStart + minor - 3n * notDue);
    return { value, because: value === null ? words(asked).nothing : undefined, inputs };
  },
};

const overSales = (name: KpiName, label: string, of: (facts: Facts) => bigint): KpiDefinition => ({
  name,
  unit: 'percent',
  answer: (asked) => {
    const { minor } = quarter(asked);
    const inputs = { [label]: of(asked.facts), sales: minor };
    if (minor === null || minor <= 0n) return { value: null, because: words(asked).noSales, inputs };
    return { value: percent(of(asked.facts), minor), inputs };
  },
});

const promises = (name: KpiName, of: (facts: Facts) => { kept: bigint; due: bigint }, asAmount: boolean): KpiDefinition => ({
  name,
  unit: 'percent',
  answer: (asked) => {
    const { kept, due } = of(asked.facts);
    const shown = (value: bigint): Input => (asAmount ? value : String(value));
    const value = percent(kept, due);
    return {
      value,
      because: value === null ? words(asked).nonePromised : undefined,
      inputs: { kept: shown(kept), due: shown(due) },
    };
  },
  drill: () => drill('promises'),
});

const disputeTime: KpiDefinition = {
  name: 'dispute-cycle-time',
  unit: 'days',
  answer: (asked) => {
    const { disputeDays, disputesClosed } = asked.facts;
    const value = ratio(disputeDays, disputesClosed, { decimals: 1 });
    return {
      value,
      because: value === null ? words(asked).noneDisputed : undefined,
      inputs: { days: String(disputeDays), closed: String(disputesClosed) },
    };
  },
  drill: () => drill('disputes'),
};

const lateShare = (days: 30 | 60 | 90): KpiDefinition =>
  rate(
    `overdue-rate-${days}`,
    (facts) => ({ part: facts[`late${days}`], whole: facts.gross, inputs: { late: facts[`late${days}`], open: facts.gross } }),
    (scope, currency) => lateDrill(scope, currency, days),
  );

/** Every indicator, in the order a manager reads them. Formulas: domain rules §6. */
export const kpis: readonly KpiDefinition[] = [
  money(
    'total',
    (facts) => facts.gross + facts.credits,
    ({ gross, credits }) => ({ open: gross, unallocated: credits }),
    totalDrill,
  ),
  money(
    'overdue',
    (facts) => facts.overdue,
    ({ overdue }) => ({ overdue }),
    overdueDrill,
  ),
  rate('overdue-rate', ({ overdue, gross }) => ({ part: overdue, whole: gross, inputs: { overdue, open: gross } }), overdueDrill),
  lateShare(30),
  lateShare(60),
  lateShare(90),
  rate('overdue-rate-without-disputes', ({ overdue, gross, disputedOverdue }) => ({
    part: overdue - disputedOverdue,
    whole: gross - disputedOverdue,
    inputs: { overdue, open: gross, disputedOverdue },
  })),
  exhausted('dso-count-back', (facts) => facts.gross),
  exhausted('dso-count-back-net', (facts) => facts.gross + facts.credits),
  simpleDso('dso-simple', 'open', (facts) => facts.gross),
  simpleDso('dso-simple-net', 'net', (facts) => facts.gross + facts.credits),
  weightedDso,
  simpleDso('dso-best-possible', 'notDue', (facts) => facts.notDue),
  delinquent,
  effectiveness,
  settledAverage('average-delay', (facts) => facts.settledDelay),
  settledAverage('average-delay-late-only', (facts) => facts.settledLateDelay),
  settledAverage('average-time-to-collect', (facts) => facts.settledAge),
  rate('recovery-rate', ({ stock, stockLeft }) => ({
    part: stock - stockLeft,
    whole: stock,
    inputs: { collected: stock - stockLeft, overdueAtStart: stock },
  })),
  promises('promise-kept-rate', (facts) => ({ kept: facts.promisesKept, due: facts.promisesDue }), false),
  promises('promise-kept-amount-rate', (facts) => ({ kept: facts.kept, due: facts.promised }), true),
  money(
    'disputed',
    (facts) => facts.disputed,
    ({ disputed }) => ({ disputed }),
    () => drill('disputes'),
  ),
  overSales('dispute-rate', 'disputed', (facts) => facts.disputesOpened),
  disputeTime,
  overSales('bad-debt-ratio', 'writtenOff', (facts) => facts.writtenOff),
  rate(
    'concentration-top-10',
    ({ topTen, gross }) => ({ part: topTen, whole: gross, inputs: { topTen, open: gross } }),
    totalDrill,
  ),
  {
    name: 'concentration-hhi',
    unit: 'count',
    answer: ({ facts }) => ({ value: decimal(facts.shares, 2), inputs: { open: facts.gross } }),
    drill: totalDrill,
  },
  {
    name: 'customers-overdue',
    unit: 'count',
    answer: ({ facts }) => ({ value: String(facts.customersOverdue), inputs: { overdue: facts.overdue } }),
    drill: overdueDrill,
  },
  money(
    'unallocated',
    (facts) => facts.credits,
    ({ credits }) => ({ unallocated: credits }),
    unallocatedDrill,
  ),
  money(
    'awaiting',
    (facts) => facts.awaiting,
    ({ awaiting }) => ({ awaiting }),
    awaitingDrill,
  ),
];
