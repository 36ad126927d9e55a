import { expect, test } from 'vitest';
import { foresee, never, type PlanAccount, type PlanItem, type PlanRung } from './foresee.ts';

const terms = { perDay: 2, noticeDays: 8, leavesOn: (day: number) => day };

const rung = (level: number, offsetDays: number, channel: string): PlanRung => ({
  rung: level * 100 + 1,
  stepId: `level ${level}`,
  version: 1,
  scenarioId: 'standard',
  cycle: 1,
  level,
  reference: 'due-date',
  offsetDays,
  channel,
  automation: 'to-confirm',
  grave: false,
  beforeDue: false,
  minimumMinor: null,
  reach: channel,
});

const item = (place: number, due: number): PlanItem => ({
  place,
  due,
  issue: due - 30,
  claimMinor: 500_00n,
  excluded: false,
  prudence: 0,
  freshUntil: never,
  holds: [],
  passed: 0,
  last: never,
  moved: never,
  reminded: false,
});

const account = (unit: PlanAccount['rule']['unit'], items: readonly PlanItem[], nobodyAt: readonly string[]): PlanAccount => ({
  customerId: 'sorbier',
  currency: 'EUR',
  rule: {
    unit,
    catchUp: 'jump-to-age',
    minDays: 5,
    floorMinor: 0n,
    rungs: [rung(1, 3, 'e-mail'), rung(2, 20, 'letter')],
  },
  items,
  unreachable: new Set(nobodyAt),
});

const told = (one: PlanAccount, until: number) =>
  foresee(one, terms, 100, until).map(({ on, channel, rung: { level } }) => ({ on, channel, level }));

test('an invoice whose letter has no address gets one task and waits; the reminder of another invoice leaves the same day and its own letter is asked for in turn', () => {
  expect(told(account('item', [item(1, 80), item(2, 97)], ['letter']), 130)).toEqual([
    { on: 100, channel: 'task', level: 2 },
    { on: 100, channel: 'e-mail', level: 1 },
    { on: 117, channel: 'task', level: 2 },
  ]);
});

test('an account nobody can write to is a task once, however long nobody finds an address', () => {
  expect(told(account('account', [item(1, 97), item(2, 98)], ['e-mail', 'letter']), 160)).toEqual([
    { on: 100, channel: 'task', level: 1 },
  ]);
});
