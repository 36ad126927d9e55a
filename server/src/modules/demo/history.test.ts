import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, calendarOf } from './calendar.ts';
import { type History } from './history.ts';
import { letterCode, pairUp } from './lettering.ts';
import { profileOf, type Profile } from './portfolio.ts';
import { dueDay } from './segments.ts';
import { simulate, simulateCounterSales } from './simulate.ts';

const calendar = calendarOf('2026-11-20', 30);
const names = { catchAll: 'Sundry', intercompany: 'Sister' };

function customers(count: number): Profile[] {
  return Array.from({ length: count }, (_, index) => profileOf('test', index + 2, names));
}

/** Days late of each invoice of a history that was paid in full by payments, on time or not. */
function delays(history: History): number[] {
  return history.items
    .filter((item) => item.kind === 'invoice' && item.allocated === item.amount && item.dueDay !== null && !item.retention)
    .map((item) => (item.lastAllocated ?? 0) - (item.dueDay ?? 0));
}

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

describe('who pays how', () => {
  const played = customers(400)
    .filter((profile) => profile.means === 'transfer' && profile.terms !== 'cash')
    .map((profile) => simulate(calendar, profile, 60));
  const of = (payer: Profile['payer']) => played.filter((history) => history.profile.payer === payer).flatMap(delays);

  test('prompt customers pay about the due date, slow ones one to three weeks later, chronic ones after a month', () => {
    expect(middle(of('prompt'))).toBeLessThan(5);
    expect(middle(of('slow'))).toBeGreaterThan(6);
    expect(middle(of('slow'))).toBeLessThan(22);
    expect(middle(of('chronic'))).toBeGreaterThan(30);
  });

  test('who pays in runs pays on the 10th, or the Monday after it', () => {
    const days = played
      .filter((history) => history.profile.payer === 'run')
      .flatMap((history) =>
        history.items.filter((item) => item.kind === 'payment').map((item) => calendar.dayOfMonth(item.issueDay)),
      );
    expect(days.length).toBeGreaterThan(50);
    // The Monday after, the second part of a large transfer, or the rest of a part payment.
    expect(days.filter((day) => day >= 10 && day <= 13).length / days.length).toBeGreaterThan(0.9);
  });

  test('a failing customer pays nothing after the day it failed', () => {
    const failing = played.filter((history) => history.failedOn !== undefined);
    expect(failing.length).toBeGreaterThan(2);
    for (const history of failing) {
      const after = history.items.filter((item) => item.kind === 'invoice' && (item.dueDay ?? 0) > (history.failedOn ?? 0));
      const paid = history.allocations.filter(
        (one) => after.some((item) => item === history.items[one.debit]) && history.items[one.credit]?.kind === 'payment',
      );
      expect(paid).toEqual([]);
    }
  });
});

test('no line lies in the future, on a week-end or out of its due order, and every letter counts from its later day', () => {
  for (const profile of customers(150)) {
    const history = simulate(calendar, profile, 40);
    for (const item of history.items) {
      expect(item.issueDay).toBeLessThanOrEqual(calendar.today);
      if (item.kind === 'invoice') expect(calendar.weekday(item.issueDay)).toBeLessThan(6);
      expect(item.allocated >= 0n && item.allocated <= (item.amount < 0n ? -item.amount : item.amount)).toBe(true);
    }
    for (const { credit, debit, day } of history.allocations) {
      expect(day).toBe(Math.max(history.items[credit]?.issueDay ?? 0, history.items[debit]?.issueDay ?? 0));
    }
  }
});

test('counter sales fill any number of lines, all of it settled but for an odd one', () => {
  for (const quota of [0, 1, 2, 35, 400]) {
    const history = simulateCounterSales(calendar, profileOf('test', 0, names), quota);
    expect(history.items).toHaveLength(quota);
    expect(history.items.filter((item) => item.kind === 'invoice' && item.allocated === 0n)).toHaveLength(quota % 2);
  }
});

test('due days follow the terms as customers sign them', () => {
  const on = (issue: string, key: Parameters<typeof dueDay>[1]): string =>
    calendar.iso(dueDay(calendar, key, dayOf(calendar, issue)));
  expect(on('2026-01-15', 'net-60')).toBe('2026-03-16');
  expect(on('2026-01-15', 'eom-45')).toBe('2026-03-31');
  expect(on('2026-04-10', 'eom-45')).toBe('2026-05-31');
  expect(on('2026-01-10', 'eom-30-10')).toBe('2026-03-10');
  expect(on('2026-03-04', 'cash')).toBe('2026-03-04');
});

function dayOf(days: Calendar, iso: string): number {
  let day = days.first;
  while (days.iso(day) !== iso) day += 1;
  return day;
}

test('a letter’s two sides are cut into pairs that use each cent once', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
      // The last debit takes up what the two sides differ by.
      const [credits, debits] =
        sum(left) > sum(right)
          ? [left, [...right, sum(left) - sum(right)]]
          : [[...left, sum(right) - sum(left)].filter((value) => value > 0n), right];
      const pairs = pairUp(
        credits.map((minor, item) => ({ item, minor })),
        debits.map((minor, item) => ({ item, minor })),
      );
      credits.forEach((minor, item) =>
        expect(sum(pairs.filter((pair) => pair.credit === item).map((pair) => pair.minor))).toBe(minor),
      );
      debits.forEach((minor, item) =>
        expect(sum(pairs.filter((pair) => pair.debit === item).map((pair) => pair.minor))).toBe(minor),
      );
      expect(pairs.length).toBeLessThan(credits.length + debits.length);
    }),
  );
  expect(() => pairUp([{ item: 0, minor: 2n }], [{ item: 0, minor: 1n }])).toThrow();
});

test('letters are counted AAA, AAB … ZZZ, BAAA', () => {
  expect([0, 1, 25, 26, 17_575].map(letterCode)).toEqual(['AAA', 'AAB', 'AAZ', 'ABA', 'ZZZ']);
  expect(letterCode(17_576)).toBe('BAAA');
});
