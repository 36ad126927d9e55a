import { addDays, type Day } from '../../../kernel/days.ts';
import type {
  OracleCustomer,
  OracleHold,
  OracleItem,
  OracleScenario,
  OracleStep,
  OracleUnit,
  OracleWorld,
} from './oracle-world.ts';
import { holdReasons, prudenceBits } from './reasons.ts';
import { floorFor } from './terms.ts';

const written = ['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter'];
type Rung = OracleStep & { readonly rung: number; readonly cycle: number; readonly beforeDue: boolean };
type Fact = OracleItem & {
  readonly chasedAt: OracleCustomer;
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
type Candidate = OracleUnit & { readonly step: Rung; readonly leaderDueOn: Day };

/** The decision as a rule one can read: who is chased today, by which step, for what. The run decides in one SQL statement; this is its oracle. */
export function decide(world: OracleWorld): OracleUnit[] {
  const facts = world.items.map((item) => factOf(item, world));
  const accounts = Map.groupBy(facts, (fact) => `${fact.chasedAt.id}/${fact.currency}`);
  return [...accounts.values()].flatMap((account) => {
    const units = Map.groupBy(account, (fact) => unitOf(fact, world.on));
    return withinDay(
      [...units.values()].flatMap((unit) => decideUnit(unit, account, world) ?? []),
      account,
      world,
    );
  });
}

// The message an item belongs to: its customer's, its level's or its own. Without a step left it leads and joins none.
function unitOf(fact: Fact, on: Day): string {
  if (fact.scenario.unit === 'item') return fact.id;
  return fact.scenario.unit === 'level' ? `level ${nextStep(fact, on)?.level ?? 'none'}` : 'account';
}

function decideUnit(unit: readonly Fact[], account: readonly Fact[], world: OracleWorld): Candidate | undefined {
  const candidates = unit.filter((fact) => fact.skip === null && fact.claim > 0n && climbable(fact, world.on).length > 0);
  const leader = candidates.toSorted(oldestFirst)[0];
  if (!leader) return undefined;
  const step = nextStep(leader, world.on);
  if (!step) return undefined;
  const late = dueOf(leader) < world.on;
  const listed = unit.flatMap((fact) => listing(fact, leader, step, late, world.on));
  // Of an account with several messages each deducts what falls on its own items.
  const creditsFor = (items: OracleUnit['listed']): bigint =>
    leader.scenario.unit === 'account' ? creditsOf(account) : -sum(items.map((item) => coveredPart(item.itemId, account)));
  const answer = (verdict: string, items: OracleUnit['listed'] = []): Candidate => ({
    customerId: leader.chasedAt.id,
    currency: leader.currency,
    leaderItemId: leader.id,
    leaderDueOn: dueOf(leader),
    step,
    stepId: step.stepId,
    verdict,
    creditsMinor: creditsFor(items),
    netMinor: sum(items.map((item) => item.chasedMinor)) + creditsFor(items),
    listed: items,
  });
  if (stepDay(leader, step) > world.on) return answer('step-not-due');
  if (!rested(leader, world.on)) return answer('min-interval');
  const net = sum(listed.map((item) => item.chasedMinor)) + creditsFor(listed);
  const floor = floorFor(leader.scenario.floorMinor ?? world.floorMinor, leader.currency);
  const minimum = step.minimumMinor !== null && step.minimumMinor > floor ? step.minimumMinor : floor;
  if (step.channel !== 'internal' && contactsOn(account, world) >= world.perDay) return answer('contacted-today', listed);
  if (net <= 0n) return answer('covered-by-credits', listed);
  return answer(net < minimum ? 'below-floor' : 'act', listed);
}

const creditsOf = (account: readonly Fact[]): bigint =>
  sum(account.filter((fact) => fact.skip === null && fact.claim < 0n).map((fact) => fact.claim));

// Of an account's credits, what falls on one of its items: they go to what is due first.
function coveredPart(itemId: string, account: readonly Fact[]): bigint {
  let left = -creditsOf(account);
  for (const fact of account.filter((one) => one.skip === null && one.claim > 0n).toSorted(oldestFirst)) {
    const covered = fact.chased < left ? fact.chased : left;
    if (fact.id === itemId) return covered;
    left -= covered;
  }
  return 0n;
}

// Reminders of the day, whichever account of the customer they were about; one of the accounting system's own counts too.
function contactsOn(account: readonly Fact[], world: OracleWorld): number {
  const today = account.filter((fact) => fact.lastOn !== null && fact.lastOn >= world.on);
  const lines = world.history.filter(
    (line) =>
      today.some((fact) => fact.id === line.itemId) &&
      line.doneOn >= world.on &&
      (line.outcome === 'done' || line.outcome === 'listed') &&
      line.channel !== 'internal',
  );
  const imported = today.some((fact) => !lines.some((line) => line.itemId === fact.id));
  return new Set(lines.map((line) => line.actionId)).size + (imported ? 1 : 0);
}

// Of several messages to one customer on one day, the highest level and oldest leave, as many as a day may have.
function withinDay(units: readonly Candidate[], account: readonly Fact[], world: OracleWorld): OracleUnit[] {
  const urgent = units
    .filter((unit) => unit.verdict === 'act' && unit.step.channel !== 'internal')
    .toSorted(
      (left, right) =>
        right.step.level - left.step.level ||
        left.leaderDueOn.localeCompare(right.leaderDueOn) ||
        left.leaderItemId.localeCompare(right.leaderItemId),
    );
  const tooMany = new Set(urgent.slice(Math.max(0, world.perDay - contactsOn(account, world))));
  return units.map(({ step: _step, leaderDueOn: _due, ...unit }, index) => {
    const candidate = units[index];
    return candidate && tooMany.has(candidate) ? { ...unit, verdict: 'daily-cap' } : unit;
  });
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
  if (!same && (!late || step.channel === 'hand-over')) return [];
  const below = reached && own.rung < step.rung && !own.grave && written.includes(own.channel) && written.includes(step.channel);
  return [
    {
      itemId: fact.id,
      chasedMinor: fact.chased,
      stepId: own && fact.scenario === leader.scenario && (same || below) ? own.stepId : null,
    },
  ];
}

// A courtesy notice only before the due date; a grave step only for what one sent reminder listed and nothing merely infers;
// a step with criteria only for those who meet them.
function climbable(fact: Fact, on: Day): Rung[] {
  return fact.ladder.filter(
    (step) =>
      step.enabled &&
      step.rung > fact.passed &&
      (!step.beforeDue || dueOf(fact) > on) &&
      (!step.grave || fact.graveAllowed) &&
      (step.segment === null || step.segment === fact.chasedAt.segment),
  );
}

function nextStep(fact: Fact, on: Day): Rung | undefined {
  const steps = climbable(fact, on).toSorted((left, right) => left.rung - right.rung);
  const { catchUp } = fact.scenario;
  if (catchUp === 'latest-only' || (catchUp === 'jump-to-age' && fact.passed === 0)) {
    const reached = steps.filter((step) => step.cycle === 1 && stepDay(fact, step) <= on);
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
  const chasedAt = payerOf(customer, world);
  const scenario = found(world.scenarios.find((one) => one.id === chasedAt.scenarioId));
  const ladder = rungsOf(scenario);
  const history = world.history.filter((line) => line.itemId === item.id);
  const imported = item.lastReminderLevel !== null && item.lastReminderLevel > 0 ? item.lastReminderLevel : null;
  const passedRungs = history
    .filter((line) => line.outcome !== 'listed')
    .map((line) => {
      const known = world.scenarios.find((one) => one.id === line.scenarioId);
      const rungs = rungsOf(known ?? scenario).filter((step) => known && step.stepId === line.stepId && step.cycle <= line.cycle);
      return rungs.at(-1)?.rung ?? line.level * 100 + 1;
    });
  const reminders = history.filter((line) => line.outcome === 'done' || line.outcome === 'listed');
  const lastOn = latest([
    ...reminders.filter((line) => line.channel !== 'internal').map((line) => line.doneOn),
    imported === null ? null : item.lastReminderOn,
  ]);
  const movedOn = latest([
    ...history.filter((line) => line.outcome !== 'listed').map((line) => line.doneOn),
    imported === null ? null : item.lastReminderOn,
  ]);
  // What a formal notice listed is left in peace for the days it gave.
  const noticedOn = latest(
    reminders
      .filter((line) => {
        const step = rungsOf(world.scenarios.find((one) => one.id === line.scenarioId) ?? scenario).find(
          (one) => one.stepId === line.stepId,
        );
        return step?.grave === true && written.includes(line.channel);
      })
      .map((line) => line.doneOn),
  );
  const remindedOnce = imported !== null || reminders.some((line) => line.channel !== 'internal');
  const reminded = imported !== null || reminders.some((line) => line.level > 0 && written.includes(line.channel));
  const prudence =
    (item.dueInferred && !customer.termsConfirmed ? prudenceBits['due-inferred'] : 0) +
    (item.openingWithoutDetail ? prudenceBits['opening-without-detail'] : 0) +
    (customer.lettered ? 0 : prudenceBits['not-lettered']) +
    (customer.catchAll ? prudenceBits['catch-all'] : 0);
  const claim = item.openMinor - item.awaitingMinor;
  const held = heldOn(item, chasedAt, world);
  return {
    ...item,
    chasedAt,
    scenario,
    ladder,
    claim,
    chased: claim - held.part,
    passed: Math.max(0, ...passedRungs, imported === null ? 0 : imported * 100 + 1),
    lastOn,
    movedOn,
    restedOn: latest([
      lastOn === null ? null : addDays(lastOn, scenario.minDaysBetween ?? world.minDays),
      item.sentOn === null ? null : addDays(item.sentOn, world.afterInvoiceDays),
      noticedOn === null ? null : addDays(noticedOn, world.noticeDays + 1),
      remindedOnce && item.reopenedOn ? addDays(item.reopenedOn, scenario.minDaysBetween ?? world.minDays) : null,
    ]),
    graveAllowed: reminded && prudence === 0,
    skip: exclusionOf(item, customer, claim) ?? (claim > 0n ? (held.whole ?? (held.part >= claim ? held.reason : null)) : null),
  };
}

// Chased at its payer, or else its parent when the tenant says so; never at a company of the group.
function payerOf(customer: OracleCustomer, world: OracleWorld): OracleCustomer {
  const id =
    world.grouping === 'none' ? null : (customer.payerId ?? (world.grouping === 'payer-and-parent' ? customer.parentId : null));
  const payer = world.customers.find((one) => one.id === id);
  return payer && !payer.intercompany ? payer : customer;
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

function heldOn(
  item: OracleItem,
  chasedAt: OracleCustomer,
  world: OracleWorld,
): { whole: string | null; reason: string | null; part: bigint } {
  const live = world.holds.filter((hold) => hold.fromOn <= world.on && (hold.untilOn === null || hold.untilOn >= world.on));
  const gravest = (holds: readonly OracleHold[]): string | null =>
    holds.map((hold) => hold.reason).toSorted((left, right) => holdReasons.indexOf(left) - holdReasons.indexOf(right))[0] ?? null;
  const own = live.filter((hold) => hold.scope === 'item' && hold.itemId === item.id);
  // Insolvency proceedings stop what was invoiced before them; of two judgments the first counts.
  const judgedOn = (customerId: string | null): Day =>
    live
      .filter((hold) => hold.scope === 'customer' && hold.customerId === customerId && hold.reason === 'insolvency')
      .map((hold) => hold.fromOn)
      .toSorted()[0] ?? '9999-12-31';
  const bearing = live.filter((hold) => hold.reason !== 'insolvency' || item.issueOn < judgedOn(hold.customerId));
  const whole =
    gravest(live.filter((hold) => hold.scope === 'entity')) ??
    gravest(bearing.filter((hold) => hold.scope === 'customer' && hold.customerId === item.customerId)) ??
    gravest(bearing.filter((hold) => hold.scope === 'customer' && hold.customerId === chasedAt.id)) ??
    gravest(own.filter((hold) => hold.partMinor === null));
  return {
    whole,
    reason: gravest(own),
    part: sum(own.map((hold) => (hold.partMinor === null ? 0n : hold.partMinor < 0n ? -hold.partMinor : hold.partMinor))),
  };
}

// The last step in use may stand there again, above all others, for each time; what stands beside the ladder has no rung.
function rungsOf(scenario: OracleScenario): Rung[] {
  const inOrder = scenario.steps
    .filter((step) => step.reference !== 'promise-date' && step.reference !== 'payment-date')
    .toSorted((left, right) => left.position - right.position);
  const rungs = inOrder.map((step) => ({
    ...step,
    grave: step.grave || step.channel === 'hand-over',
    rung: step.level * 100 + inOrder.filter((other) => other.level === step.level && other.position <= step.position).length,
    cycle: 1,
    beforeDue: step.reference === 'due-date' && step.offsetDays < 0,
  }));
  const last = Math.max(...rungs.filter((step) => step.enabled).map((step) => step.rung));
  const top = Math.max(...rungs.map((step) => step.rung));
  return rungs.flatMap((step): Rung[] => {
    const { repeatEveryDays: days, repeatTimes: times } = step;
    if (step.rung !== last || days === null || times === null) return [step];
    const again = Array.from({ length: times }, (_, index) => ({
      ...step,
      rung: top + index + 1,
      cycle: index + 2,
      reference: 'previous-step' as const,
      offsetDays: days,
    }));
    return [step, ...again];
  });
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
