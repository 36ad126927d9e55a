import { addDays, type Day } from '../../../kernel/days.ts';
import { holdReasons, prudenceBits } from './reasons.ts';
import { floorFor } from './terms.ts';

export type OracleStep = {
  readonly stepId: string;
  readonly position: number;
  readonly level: number;
  readonly reference: 'due-date' | 'issue-date' | 'previous-step';
  readonly offsetDays: number;
  readonly channel: string;
  readonly grave: boolean;
  readonly minimumMinor: bigint | null;
  readonly enabled: boolean;
};
export type OracleScenario = {
  readonly id: string;
  readonly catchUp: 'start-at-first' | 'jump-to-age' | 'latest-only';
  readonly minDaysBetween: number | null;
  readonly floorMinor: bigint | null;
  readonly steps: readonly OracleStep[];
};
export type OracleCustomer = {
  readonly id: string;
  readonly intercompany: boolean;
  readonly termsConfirmed: boolean;
  readonly lettered: boolean;
  readonly catchAll: boolean;
  readonly scenarioId: string;
};
export type OracleItem = {
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
  readonly issueOn: Day;
  readonly dueOn: Day | null;
  readonly openMinor: bigint;
  readonly awaitingMinor: bigint;
  readonly ledgerClass: string;
  readonly retention: boolean;
  readonly unsent: boolean;
  readonly dueInferred: boolean;
  readonly openingWithoutDetail: boolean;
  readonly lastReminderLevel: number | null;
  readonly lastReminderOn: Day | null;
};
export type OracleHistory = {
  readonly itemId: string;
  readonly scenarioId: string;
  readonly stepId: string;
  readonly level: number;
  readonly channel: string;
  readonly outcome: 'done' | 'listed' | 'skipped' | 'expired';
  readonly doneOn: Day;
};
export type OracleHold = {
  readonly scope: 'entity' | 'customer' | 'item';
  readonly customerId: string | null;
  readonly itemId: string | null;
  readonly partMinor: bigint | null;
  readonly reason: (typeof holdReasons)[number];
  readonly fromOn: Day;
  readonly untilOn: Day | null;
};
export type OracleWorld = {
  readonly on: Day;
  readonly minDays: number;
  readonly floorMinor: bigint;
  readonly customers: readonly OracleCustomer[];
  readonly scenarios: readonly OracleScenario[];
  readonly items: readonly OracleItem[];
  readonly history: readonly OracleHistory[];
  readonly holds: readonly OracleHold[];
};
export type OracleUnit = {
  readonly customerId: string;
  readonly currency: string;
  readonly leaderItemId: string;
  readonly stepId: string;
  readonly verdict: string;
  readonly netMinor: bigint;
  readonly creditsMinor: bigint;
  /** Listed items with the step that counts for each; null when only listed. */
  readonly listed: readonly { readonly itemId: string; readonly stepId: string | null; readonly chasedMinor: bigint }[];
};

const written = ['e-mail', 'sms', 'letter', 'registered-letter'];
type Rung = OracleStep & { readonly rung: number };
type Fact = OracleItem & {
  readonly scenario: OracleScenario;
  readonly ladder: readonly Rung[];
  readonly claim: bigint;
  readonly chased: bigint;
  readonly passed: number;
  readonly lastOn: Day | null;
  readonly movedOn: Day | null;
  readonly restedOn: Day | null;
  readonly graveAllowed: boolean;
  readonly skip: string | null;
};

/** The decision as a rule one can read: who is chased today, by which step, for what. The run decides in one SQL statement; this is its oracle. */
export function decide(world: OracleWorld): OracleUnit[] {
  const facts = world.items.map((item) => factOf(item, world));
  const units = Map.groupBy(facts, (fact) => `${fact.customerId}/${fact.currency}`);
  return [...units.values()].flatMap((unit) => decideUnit(unit, world) ?? []);
}

function decideUnit(unit: readonly Fact[], world: OracleWorld): OracleUnit | undefined {
  const candidates = unit.filter((fact) => fact.skip === null && fact.claim > 0n && climbable(fact, world.on).length > 0);
  const leader = candidates.toSorted(oldestFirst)[0];
  if (!leader) return undefined;
  const step = nextStep(leader, world.on);
  if (!step) return undefined;
  const late = dueOf(leader) < world.on;
  const credits = sum(unit.filter((fact) => fact.skip === null && fact.claim < 0n).map((fact) => fact.claim));
  const answer = (verdict: string, listed: OracleUnit['listed'] = []): OracleUnit => ({
    customerId: leader.customerId,
    currency: leader.currency,
    leaderItemId: leader.id,
    stepId: step.stepId,
    verdict,
    creditsMinor: credits,
    netMinor: sum(listed.map((item) => item.chasedMinor)) + credits,
    listed,
  });
  if (stepDay(leader, step) > world.on) return answer('step-not-due');
  if (!rested(leader, world.on)) return answer('min-interval');
  const listed = unit.flatMap((fact) => listing(fact, leader, step, late, world.on));
  const net = sum(listed.map((item) => item.chasedMinor)) + credits;
  const floor = floorFor(leader.scenario.floorMinor ?? world.floorMinor, leader.currency);
  const minimum = step.minimumMinor !== null && step.minimumMinor > floor ? step.minimumMinor : floor;
  if (unit.some((fact) => fact.lastOn !== null && fact.lastOn >= world.on)) return answer('contacted-today', listed);
  if (net <= 0n) return answer('covered-by-credits', listed);
  return answer(net < minimum ? 'below-floor' : 'act', listed);
}

function listing(fact: Fact, leader: Fact, step: Rung, late: boolean, on: Day): OracleUnit['listed'] {
  if (
    fact.skip !== null ||
    fact.claim <= 0n ||
    dueOf(fact) < on !== late ||
    !rested(fact, on) ||
    (step.grave && !fact.graveAllowed)
  )
    return [];
  const own = nextStep(fact, on);
  const reached = own !== undefined && stepDay(fact, own) <= on;
  const same = reached && own.stepId === step.stepId;
  if (!late && !same) return [];
  const below = reached && own.rung < step.rung && !own.grave && written.includes(own.channel) && written.includes(step.channel);
  return [
    {
      itemId: fact.id,
      chasedMinor: fact.chased,
      stepId: own && fact.scenario === leader.scenario && (same || below) ? own.stepId : null,
    },
  ];
}

// A courtesy notice only before the due date; a grave step only for what one sent reminder listed and nothing merely infers.
function climbable(fact: Fact, on: Day): Rung[] {
  return fact.ladder.filter(
    (step) =>
      step.enabled &&
      step.rung > fact.passed &&
      (!(step.reference === 'due-date' && step.offsetDays < 0) || dueOf(fact) > on) &&
      (!step.grave || fact.graveAllowed),
  );
}

function nextStep(fact: Fact, on: Day): Rung | undefined {
  const steps = climbable(fact, on).toSorted((left, right) => left.rung - right.rung);
  const { catchUp } = fact.scenario;
  if (catchUp === 'latest-only' || (catchUp === 'jump-to-age' && fact.passed === 0)) {
    const reached = steps.filter((step) => stepDay(fact, step) <= on);
    return reached.at(-1) ?? steps[0];
  }
  return steps[0];
}

function stepDay(fact: Fact, step: Rung): Day {
  const from =
    step.reference === 'issue-date'
      ? fact.issueOn
      : step.reference === 'previous-step'
        ? (fact.movedOn ?? dueOf(fact))
        : dueOf(fact);
  return addDays(from, step.offsetDays);
}

function factOf(item: OracleItem, world: OracleWorld): Fact {
  const customer = found(world.customers.find((one) => one.id === item.customerId));
  const scenario = found(world.scenarios.find((one) => one.id === customer.scenarioId));
  const ladder = rungsOf(scenario);
  const history = world.history.filter((line) => line.itemId === item.id);
  const imported = item.lastReminderLevel !== null && item.lastReminderLevel > 0 ? item.lastReminderLevel : null;
  const passedRungs = history
    .filter((line) => line.outcome !== 'listed')
    .map((line) => {
      const known = world.scenarios.find((one) => one.id === line.scenarioId);
      return rungsOf(known ?? scenario).find((step) => known && step.stepId === line.stepId)?.rung ?? line.level * 100 + 1;
    });
  const reminders = history.filter((line) => line.outcome === 'done' || line.outcome === 'listed');
  const lastOn = latest([...reminders.map((line) => line.doneOn), imported === null ? null : item.lastReminderOn]);
  const movedOn = latest([
    ...history.filter((line) => line.outcome !== 'listed').map((line) => line.doneOn),
    imported === null ? null : item.lastReminderOn,
  ]);
  const reminded = imported !== null || reminders.some((line) => line.level > 0 && written.includes(line.channel));
  const prudence =
    (item.dueInferred && !customer.termsConfirmed ? prudenceBits['due-inferred'] : 0) +
    (item.openingWithoutDetail ? prudenceBits['opening-without-detail'] : 0) +
    (customer.lettered ? 0 : prudenceBits['not-lettered']) +
    (customer.catchAll ? prudenceBits['catch-all'] : 0);
  const claim = item.openMinor - item.awaitingMinor;
  const held = heldOn(item, world);
  return {
    ...item,
    scenario,
    ladder,
    claim,
    chased: claim - held.part,
    passed: Math.max(0, ...passedRungs, imported === null ? 0 : imported * 100 + 1),
    lastOn,
    movedOn,
    restedOn: lastOn === null ? null : addDays(lastOn, scenario.minDaysBetween ?? world.minDays),
    graveAllowed: reminded && prudence === 0,
    skip: exclusionOf(item, customer, claim) ?? (claim > 0n ? (held.whole ?? (held.part >= claim ? held.reason : null)) : null),
  };
}

function exclusionOf(item: OracleItem, customer: OracleCustomer, claim: bigint): string | null {
  if (customer.intercompany) return 'intercompany';
  if (claim === 0n) return 'awaiting-ledger';
  if (item.ledgerClass !== 'receivable') return item.ledgerClass;
  if (item.openMinor < 0n) return null;
  if (item.retention) return 'retention';
  if (item.dueOn === null) return 'no-due-date';
  return item.unsent ? 'unsent' : null;
}

function heldOn(item: OracleItem, world: OracleWorld): { whole: string | null; reason: string | null; part: bigint } {
  const live = world.holds.filter((hold) => hold.fromOn <= world.on && (hold.untilOn === null || hold.untilOn >= world.on));
  const gravest = (holds: readonly OracleHold[]): string | null =>
    holds.map((hold) => hold.reason).toSorted((left, right) => holdReasons.indexOf(left) - holdReasons.indexOf(right))[0] ?? null;
  const own = live.filter((hold) => hold.scope === 'item' && hold.itemId === item.id);
  const whole =
    gravest(live.filter((hold) => hold.scope === 'entity')) ??
    gravest(live.filter((hold) => hold.scope === 'customer' && hold.customerId === item.customerId)) ??
    gravest(own.filter((hold) => hold.partMinor === null));
  return {
    whole,
    reason: gravest(own),
    part: sum(own.map((hold) => (hold.partMinor === null ? 0n : hold.partMinor < 0n ? -hold.partMinor : hold.partMinor))),
  };
}

function rungsOf(scenario: OracleScenario): Rung[] {
  const inOrder = scenario.steps.toSorted((left, right) => left.position - right.position);
  return inOrder.map((step) => ({
    ...step,
    rung: step.level * 100 + inOrder.filter((other) => other.level === step.level && other.position <= step.position).length,
  }));
}

function oldestFirst(left: Fact, right: Fact): number {
  return (
    dueOf(left).localeCompare(dueOf(right)) ||
    (right.chased > left.chased ? 1 : right.chased < left.chased ? -1 : 0) ||
    left.id.localeCompare(right.id)
  );
}

const rested = (fact: Fact, on: Day): boolean => fact.restedOn === null || fact.restedOn <= on;
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const latest = (days: readonly (Day | null)[]): Day | null =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null;

function dueOf(item: OracleItem): Day {
  // Items without a due date are excluded before anything asks for it.
  return item.dueOn ?? '9999-12-31';
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the world is incomplete');
  return value;
}
