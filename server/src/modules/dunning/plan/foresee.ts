import { floorFor } from '../decision/terms.ts';

/** Days are counted from 1 January 1970, so that a whole portfolio is foreseen without a calendar. */
export type DayCount = number;
/** A day nothing happened on. */
export const never: DayCount = -1_000_000;
const endless: DayCount = 1_000_000;

/** One rung of a ladder as the plan climbs it: a step, or one repetition of the last. */
export type PlanRung = {
  readonly rung: number;
  readonly stepId: string;
  readonly version: number;
  readonly scenarioId: string;
  readonly cycle: number;
  readonly level: number;
  readonly reference: 'due-date' | 'issue-date' | 'previous-step';
  readonly offsetDays: number;
  readonly channel: string;
  readonly automation: string;
  readonly grave: boolean;
  readonly beforeDue: boolean;
  readonly minimumMinor: bigint | null;
  /** Which reach it needs: an entry of `PlanAccount.unreachable`. */
  readonly reach: string;
};
/** A scenario as it applies to customers of one kind: the rungs they have, lowest first. */
export type PlanRule = {
  readonly unit: 'account' | 'level' | 'item';
  readonly catchUp: string;
  readonly minDays: number;
  /** In minor units of a two-decimal currency. */
  readonly floorMinor: bigint;
  readonly rungs: readonly PlanRung[];
};
export type PlanHold = {
  readonly from: DayCount;
  /** Its last day. */
  readonly until: DayCount;
  /** How much of the item; null: all of it. */
  readonly partMinor: bigint | null;
  /** The day of a judgment, which stops only what was invoiced before it. */
  readonly judged?: DayCount | undefined;
};
/** An open item and how far its own history went; the plan moves it on. */
export type PlanItem = {
  /** Place by id, for ties. */
  readonly place: number;
  /** Known when few customers are foreseen. */
  readonly id?: string | undefined;
  readonly due: DayCount | null;
  readonly issue: DayCount;
  readonly claimMinor: bigint;
  readonly excluded: boolean;
  readonly prudence: number;
  readonly holds: readonly PlanHold[];
  freshUntil: DayCount;
  /** Somebody else's by then: nothing more comes of it here. */
  handedOver?: boolean;
  passed: number;
  last: DayCount;
  moved: DayCount;
  reminded: boolean;
};
/** What one customer owes in one currency, with the accounts chased there. */
export type PlanAccount = {
  readonly customerId: string;
  readonly currency: string;
  readonly rule: PlanRule;
  readonly items: readonly PlanItem[];
  /** The kinds of reach this customer has no address for. */
  readonly unreachable: ReadonlySet<string>;
};
export type PlanTerms = {
  readonly perDay: number;
  /** Days a formal notice gives to pay. */
  readonly noticeDays: number;
  readonly leavesOn: (day: DayCount) => DayCount;
};
export type PlanDeed = {
  readonly on: DayCount;
  readonly rung: PlanRung;
  readonly channel: string;
  readonly automation: string;
  readonly items: number;
  readonly netMinor: bigint;
};

type Fact = {
  readonly item: PlanItem;
  readonly due: DayCount;
  readonly chased: bigint;
  /** It may be claimed: a debit nothing excludes or holds. */
  readonly open: boolean;
  readonly rested: DayCount;
  readonly graveAllowed: boolean;
  readonly next: PlanRung | undefined;
};
type Unit = { readonly facts: Fact[]; leader: Fact | undefined };
type Listed = { readonly fact: Fact; readonly stepped: boolean };
type Act = {
  readonly unit: Unit;
  readonly leader: Fact;
  readonly rung: PlanRung;
  readonly listed: readonly Listed[];
  readonly net: bigint;
};

const written = new Set(['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter']);
const byPeople = new Set(['call', 'task', 'hand-over']);

/** What a foreseen message says of one item: the step it is for it, its own or the message's. */
export type ToldItem = { readonly on: DayCount; readonly item: PlanItem; readonly rung: PlanRung; readonly stepped: boolean };

/**
 * What will be done about one account from a day to a day (both included) if nothing changes: the run's decision, taken on
 * each day on which it could differ from the day before. Supposes that what waits for a yes gets it, and that calls are made.
 * `told` hears of each item a message lists.
 */
export function foresee(
  account: PlanAccount,
  terms: PlanTerms,
  from: DayCount,
  until: DayCount,
  told?: (item: ToldItem) => void,
): PlanDeed[] {
  const deeds: PlanDeed[] = [];
  const awaitsAddress = new Set<PlanItem>();
  const contacts: DayCount[] = account.items.some((item) => item.last >= from)
    ? [Math.max(...account.items.map((item) => item.last))]
    : [];
  for (let day = from; day <= until;) {
    const leaves = terms.leavesOn(day);
    for (const act of actsOf(account, terms, day, contacts)) {
      const reachable = !account.unreachable.has(act.rung.reach);
      // Nobody to write to: the task is there once for its leader, and that step waits; what else the customer gets does not.
      if (!reachable && awaitsAddress.has(act.leader.item)) continue;
      if (told)
        for (const { fact, stepped } of act.listed)
          told({ on: leaves, item: fact.item, rung: stepped && fact.next ? fact.next : act.rung, stepped });
      deeds.push(carryOut(account, act, leaves, terms));
      if (!reachable) awaitsAddress.add(act.leader.item);
      else if (act.rung.channel !== 'internal') contacts.push(leaves);
    }
    day = nextDayThatMatters(account, day);
  }
  return deeds;
}

function actsOf(account: PlanAccount, terms: PlanTerms, day: DayCount, contacts: readonly DayCount[]): Act[] {
  const facts = account.items.map((item) => factOf(item, account.rule, day));
  const credits = facts.reduce((sum, { item }) => (item.claimMinor < 0n && !item.excluded ? sum + item.claimMinor : sum), 0n);
  const covered = account.rule.unit === 'account' ? undefined : sharedCredits(facts, credits);
  const contactsToday = contacts.filter((on) => on >= day).length;
  const acts: Act[] = [];
  for (const unit of unitsOf(account.rule.unit, facts)) {
    const { leader } = unit;
    const rung = leader?.next;
    if (!leader || !rung || stepDay(leader.item, rung) > day || leader.rested > day) continue;
    if (contactsToday >= terms.perDay && rung.channel !== 'internal') continue;
    const listed = listedBeside(unit, leader, rung, day);
    const debit = listed.reduce((sum, { fact }) => sum + fact.chased, 0n);
    const deducted = covered ? listed.reduce((sum, { fact }) => sum - (covered.get(fact) ?? 0n), 0n) : credits;
    const net = debit + deducted;
    const floor = floorFor(account.rule.floorMinor, account.currency);
    const least = rung.minimumMinor !== null && rung.minimumMinor > floor ? rung.minimumMinor : floor;
    if (net > 0n && net >= least) acts.push({ unit, leader, rung, listed, net });
  }
  return mostUrgent(acts, terms.perDay - contactsToday);
}

function factOf(item: PlanItem, rule: PlanRule, day: DayCount): Fact {
  let whole = false;
  let part = 0n;
  for (const hold of item.holds) {
    if (hold.from > day || hold.until < day || (hold.judged !== undefined && item.issue >= hold.judged)) continue;
    if (hold.partMinor === null) whole = true;
    else part += hold.partMinor < 0n ? -hold.partMinor : hold.partMinor;
  }
  const due = item.due ?? endless;
  const graveAllowed = item.reminded && item.prudence === 0;
  const open = item.claimMinor > 0n && !item.excluded && !item.handedOver && !whole && part < item.claimMinor;
  return {
    item,
    due,
    chased: item.claimMinor - part,
    open,
    rested: Math.max(item.last === never ? never : item.last + rule.minDays, item.freshUntil),
    graveAllowed,
    next: open ? nextRung(item, due, rule, graveAllowed, day) : undefined,
  };
}

function nextRung(item: PlanItem, due: DayCount, rule: PlanRule, graveAllowed: boolean, day: DayCount): PlanRung | undefined {
  const jumps = rule.catchUp === 'latest-only' || (rule.catchUp === 'jump-to-age' && item.passed === 0);
  let lowest: PlanRung | undefined;
  let reached: PlanRung | undefined;
  for (const rung of rule.rungs) {
    if (rung.rung <= item.passed || (rung.beforeDue && due <= day) || (rung.grave && !graveAllowed)) continue;
    lowest ??= rung;
    if (!jumps) break;
    if (rung.cycle === 1 && stepDay(item, rung) <= day) reached = rung;
  }
  return reached ?? lowest;
}

function stepDay(item: PlanItem, rung: PlanRung): DayCount {
  const due = item.due ?? endless;
  const from =
    rung.reference === 'issue-date' ? item.issue : rung.reference === 'previous-step' && item.moved !== never ? item.moved : due;
  return from + rung.offsetDays;
}

// The oldest due, of those due together the largest; its own history leaves it a step.
function leads(fact: Fact, other: Fact | undefined): boolean {
  if (!other) return true;
  if (fact.due !== other.due) return fact.due < other.due;
  if (fact.chased !== other.chased) return fact.chased > other.chased;
  return fact.item.place < other.item.place;
}

function unitsOf(unit: PlanRule['unit'], facts: readonly Fact[]): Unit[] {
  const units = new Map<number, Unit>();
  for (const fact of facts) {
    // An item without a step left stays with its customer, where it leads nothing.
    const key = unit === 'account' || !fact.next ? -1 : unit === 'item' ? fact.item.place : fact.next.level;
    let own = units.get(key);
    if (!own) units.set(key, (own = { facts: [], leader: undefined }));
    own.facts.push(fact);
    if (fact.next && leads(fact, own.leader)) own.leader = fact;
  }
  return [...units.values()];
}

// What a ready leader takes along; a step counts for an item only if it is its own, or one below that this message carries out as well.
function listedBeside(unit: Unit, leader: Fact, rung: PlanRung, day: DayCount): Listed[] {
  const late = leader.due < day;
  const listed: Listed[] = [];
  for (const fact of unit.facts) {
    if (!fact.open || fact.due < day !== late || fact.rested > day || (rung.grave && !fact.graveAllowed)) continue;
    const own = fact.next;
    const reached = own !== undefined && stepDay(fact.item, own) <= day;
    const same = reached && own.stepId === rung.stepId;
    if (!same && (!late || rung.channel === 'hand-over')) continue;
    const below = reached && own.rung < rung.rung && !own.grave && written.has(own.channel) && written.has(rung.channel);
    listed.push({ fact, stepped: same || below });
  }
  return listed;
}

// Credits are put on what is due first; each message deducts what falls on its items.
function sharedCredits(facts: readonly Fact[], credits: bigint): Map<Fact, bigint> {
  const covered = new Map<Fact, bigint>();
  let left = -credits;
  for (const fact of facts.filter((one) => one.open).toSorted((one, other) => (leads(one, other) ? -1 : 1))) {
    const part = left < fact.chased ? left : fact.chased;
    covered.set(fact, part);
    left -= part;
  }
  return covered;
}

function mostUrgent(acts: readonly Act[], room: number): Act[] {
  if (acts.length <= 1) return [...acts];
  const chasing = acts
    .filter((act) => act.rung.channel !== 'internal')
    .toSorted((one, other) => other.rung.level - one.rung.level || (leads(one.leader, other.leader) ? -1 : 1));
  return [...acts.filter((act) => act.rung.channel === 'internal'), ...chasing.slice(0, Math.max(0, room))];
}

function carryOut(account: PlanAccount, { rung, listed, net }: Act, leaves: DayCount, { noticeDays }: PlanTerms): PlanDeed {
  const unreachable = account.unreachable.has(rung.reach);
  const prudence = listed.reduce((bits, { fact }) => bits | fact.item.prudence, 0);
  if (!unreachable) {
    for (const { fact, stepped } of listed) {
      const own = stepped ? fact.next : undefined;
      if (rung.channel !== 'internal') fact.item.last = leaves;
      if (rung.grave && written.has(rung.channel)) fact.item.freshUntil = Math.max(fact.item.freshUntil, leaves + noticeDays + 1);
      if (rung.channel === 'hand-over') fact.item.handedOver = true;
      fact.item.reminded ||= (own ?? rung).level > 0 && written.has(rung.channel);
      if (!own) continue;
      fact.item.passed = Math.max(fact.item.passed, own.rung);
      fact.item.moved = leaves;
    }
  }
  const byHand = unreachable || byPeople.has(rung.channel);
  const asked = rung.automation === 'automatic' && (prudence > 0 || rung.grave) ? 'to-confirm' : rung.automation;
  return {
    on: leaves,
    rung,
    channel: unreachable ? 'task' : rung.channel,
    automation: byHand ? 'manual' : asked,
    items: listed.length,
    netMinor: net,
  };
}

/** The first day after `day` on which the decision could differ: a step's day, a due date passed, a rest or a hold ended. */
function nextDayThatMatters(account: PlanAccount, day: DayCount): DayCount {
  let next = endless;
  const consider = (on: DayCount): void => {
    if (on > day && on < next) next = on;
  };
  for (const item of account.items) {
    if (item.excluded || item.claimMinor <= 0n) continue;
    const due = item.due ?? endless;
    consider(due);
    consider(due + 1);
    consider(item.freshUntil);
    if (item.last !== never) {
      consider(item.last + 1);
      consider(item.last + account.rule.minDays);
    }
    for (const hold of item.holds) {
      consider(hold.from);
      consider(hold.until + 1);
    }
    for (const rung of account.rule.rungs) if (rung.rung > item.passed) consider(stepDay(item, rung));
  }
  return next;
}
