import { graceEnd } from '../promises/index.ts';
import { addHold, addInteraction, type Teller } from './case-rows.ts';
import type { History, HistoryItem, Intention } from './history.ts';
import type { Loading } from './loading.ts';
import { between, happens, oneOf, randomFrom } from './random.ts';
import type { Setting } from './setting.ts';

/** A due line in doubt: how late it is now, or was when it was paid. */
type Line = {
  readonly item: HistoryItem;
  readonly id: string;
  readonly dueDay: number;
  readonly open: bigint;
  readonly late: number;
};

// The setting promise.graceDays is at its default in a new tenant.
const graceDays = 3;
const disputeDays = 15;
const historyDays = 365;

/** Writes what was said and agreed about an account: promises kept, broken and expected, disputes, calls, notes, and the pauses they make. */
export function addCases(
  loading: Loading,
  setting: Setting,
  history: History,
  customerId: string,
  itemIds: readonly string[],
): void {
  const { profile } = history;
  if (profile.special !== 'none') return;
  const collector = profile.collector === null ? undefined : setting.collectors[profile.collector];
  const random = randomFrom('cases', profile.code, profile.name);
  const teller: Teller = {
    loading,
    setting,
    history,
    customerId,
    itemIds,
    random,
    author: collector?.name ?? setting.words.author,
    authorId: collector?.id ?? null,
  };
  for (const intention of history.intentions) tellLine(teller, intention);
  tellInsolvency(teller);
  tellCalls(teller);
}

function tellLine(teller: Teller, { item: position, story }: Intention): void {
  const { setting, history, random } = teller;
  const item = history.items[position];
  const id = teller.itemIds[position];
  const { today } = setting.calendar;
  if (!item || id === undefined || item.dueDay === null) return;
  const open = item.amount - item.allocated;
  const until = open === 0n ? (item.lastAllocated ?? today) : today;
  const line: Line = { item, id, dueDay: item.dueDay, open, late: until - item.dueDay };
  if (open > 0n && line.late <= 0 && history.profile.means === 'direct-debit') return holdForDebit(teller, line);
  if (line.late < 8 || until < today - historyDays) return;
  if (story === 'disputed') return tellDispute(teller, line);
  if (story !== 'usual' || (open > 0n && line.late > 200)) return;
  if (open === 0n) {
    if (line.late >= 12 && happens(random, 0.07)) tellPastPromise(teller, line);
    return;
  }
  const chance = random();
  if (chance < 0.09) tellExpectedPromise(teller, line);
  else if (chance < 0.14 && line.late >= 25) tellBrokenPromise(teller, line);
  else if (chance < 0.16) tellSaysPaid(teller, line);
}

// The bank takes it on its day: nobody is reminded of it before.
function holdForDebit(teller: Teller, line: Line): void {
  addHold(teller, {
    itemId: line.id,
    part: null,
    reason: 'direct-debit',
    source: 'demo',
    sourceId: null,
    fromDay: line.item.issueDay,
    untilDay: line.dueDay,
  });
}

function tellPastPromise(teller: Teller, line: Line): void {
  const { calendar } = teller.setting;
  const promised = calendar.workingDay(line.dueDay + between(teller.random, 4, Math.max(4, line.late - 5)));
  const due = calendar.workingDay(promised + between(teller.random, 3, 10));
  const paid = line.item.lastAllocated ?? calendar.today;
  const grace = graceEnd(calendar.iso(due), graceDays);
  const kept = calendar.iso(paid) <= grace;
  if (promised >= paid || (!kept && grace >= calendar.iso(calendar.today))) return;
  addPromise(teller, line, {
    promised,
    due,
    grace,
    state: kept ? 'kept' : 'broken',
    closedOn: kept ? calendar.iso(paid) : grace,
    amount: line.item.amount,
  });
}

function tellExpectedPromise(teller: Teller, line: Line): void {
  const { calendar } = teller.setting;
  const promised = Math.max(line.dueDay + 1, calendar.today - between(teller.random, 1, 6));
  const due = calendar.workingDay(calendar.today + between(teller.random, 0, 12));
  const grace = graceEnd(calendar.iso(due), graceDays);
  const id = addPromise(teller, line, { promised, due, grace, state: 'expected', closedOn: null, amount: line.open });
  addHold(teller, {
    itemId: line.id,
    part: line.open,
    reason: 'promised',
    source: 'promises',
    sourceId: id,
    fromDay: promised,
    untilDay: due,
    untilOn: grace,
  });
}

function tellBrokenPromise(teller: Teller, line: Line): void {
  const { calendar } = teller.setting;
  const due = calendar.today - between(teller.random, 6, 11);
  const grace = graceEnd(calendar.iso(due), graceDays);
  const promised = due - between(teller.random, 4, 8);
  if (grace >= calendar.iso(calendar.today)) return;
  // Told broken on the morning after the grace.
  addPromise(teller, line, { promised, due, grace, state: 'broken', closedOn: graceEnd(grace, 1), amount: line.open });
}

type ToldPromise = { promised: number; due: number; grace: string; state: string; closedOn: string | null; amount: bigint };

function addPromise(teller: Teller, line: Line, told: ToldPromise): string {
  const { loading, setting, customerId, history, author } = teller;
  const { calendar, words } = setting;
  const id = setting.newId();
  const on = calendar.iso(told.promised);
  loading.add('promises.promise', [
    id,
    customerId,
    on,
    calendar.iso(told.due),
    told.grace,
    history.profile.currency,
    told.amount,
    'transfer',
    'call',
    words.calls.promise,
    told.state,
    author,
    `${on} 10:20 Europe/Paris`,
    told.closedOn === null ? null : `${told.closedOn} 06:00 Europe/Paris`,
  ]);
  loading.add('promises.promise_item', [id, line.id, told.amount, told.amount]);
  addInteraction(teller, { kind: 'call', outcome: 'promise', comment: words.calls.promise, day: told.promised, itemId: line.id });
  return id;
}

function tellDispute(teller: Teller, line: Line): void {
  const { calendar, words } = teller.setting;
  const { random, loading, setting } = teller;
  const opened = Math.min(calendar.today, calendar.workingDay(line.dueDay + between(random, 2, 8)));
  const type = oneOf(random, ['price', 'quality', 'quantity', 'delivery', 'administrative'] as const);
  const live = line.open > 0n;
  const part = live && happens(random, 0.4) ? (line.open * BigInt(between(random, 20, 60))) / 100n : null;
  const amount = part ?? (live ? line.open : line.item.amount);
  if (amount <= 0n) return;
  const accepted = happens(random, 0.6);
  const state = live
    ? oneOf(random, ['open', 'waiting-internal', 'waiting-internal', 'waiting-customer'] as const)
    : accepted
      ? 'accepted'
      : 'rejected';
  const closed = line.item.lastAllocated ?? calendar.today;
  if (!live && closed < opened) return;
  const id = setting.newId();
  loading.add('disputes.dispute', [
    id,
    teller.customerId,
    type,
    teller.history.profile.currency,
    amount,
    state,
    calendar.iso(opened),
    calendar.iso(opened + disputeDays),
    words.resolver,
    words.disputes[type],
    live ? null : words.outcomes[accepted ? 'accepted' : 'rejected'],
    teller.author,
    `${calendar.iso(opened)} 11:05 Europe/Paris`,
    live ? null : `${calendar.iso(closed)} 09:00 Europe/Paris`,
  ]);
  loading.add('disputes.dispute_item', [id, line.id, amount]);
  addInteraction(teller, { kind: 'call', outcome: 'dispute', comment: words.disputes[type], day: opened, itemId: line.id });
  if (live)
    addHold(teller, {
      itemId: line.id,
      part,
      reason: 'disputed',
      source: 'disputes',
      sourceId: id,
      fromDay: opened,
      untilDay: null,
    });
}

function tellSaysPaid(teller: Teller, line: Line): void {
  const { calendar, words } = teller.setting;
  const day = Math.max(line.dueDay + 1, calendar.today - between(teller.random, 1, 5));
  addInteraction(teller, { kind: 'says-paid', outcome: 'says-paid', comment: words.saysPaid, day, itemId: line.id });
  addHold(teller, {
    itemId: line.id,
    part: null,
    reason: 'says-paid',
    source: 'worklist',
    sourceId: null,
    fromDay: day,
    untilDay: day + 7,
  });
}

function tellInsolvency(teller: Teller): void {
  const { history, setting, random } = teller;
  if (history.failedOn === undefined) return;
  const day = history.failedOn + between(random, 40, 80);
  if (day > setting.calendar.today) return;
  addHold(teller, {
    itemId: null,
    part: null,
    reason: 'insolvency',
    source: 'demo',
    sourceId: null,
    fromDay: day,
    untilDay: null,
  });
  addInteraction(teller, { kind: 'note', outcome: null, comment: setting.words.insolvency, day, itemId: null, pinned: true });
}

// What the phone brought lately for accounts with something late, and a few notes worth keeping.
function tellCalls(teller: Teller): void {
  const { history, setting, random } = teller;
  const { calendar, words } = setting;
  const late = history.items.some(
    (item) =>
      item.kind === 'invoice' && item.amount > item.allocated && item.dueDay !== null && item.dueDay < calendar.today - 10,
  );
  if (happens(random, 0.08)) {
    addInteraction(teller, {
      kind: 'note',
      outcome: null,
      comment: words.notes[oneOf(random, ['friday', 'order', 'assistant'] as const)],
      day: Math.max(calendar.first, calendar.today - between(random, 20, 300)),
      itemId: null,
      pinned: true,
    });
  }
  if (!late || history.failedOn !== undefined) return;
  if (happens(random, 0.25)) {
    const outcome = oneOf(random, ['not-reached', 'left-message', 'will-check', 'call-back'] as const);
    const day = calendar.today - between(random, 1, 12);
    const callBack = outcome === 'call-back' ? calendar.workingDay(calendar.today + between(random, 0, 3)) : undefined;
    addInteraction(teller, { kind: 'call', outcome, comment: words.calls[outcome], day, itemId: null, callBack });
  }
  if (!setting.settled && happens(random, 0.03)) {
    const day = calendar.today - between(random, 1, 4);
    addInteraction(teller, { kind: 'reply', outcome: null, comment: words.reply, day, itemId: null });
    addHold(teller, {
      itemId: null,
      part: null,
      reason: 'reply',
      source: 'worklist',
      sourceId: null,
      fromDay: day,
      untilDay: null,
    });
  }
}
