import { describe, expect, test } from 'vitest';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { indemnities, type LateLine } from './indemnity.ts';
import { type Debt, lateInterest, type Law } from './late-interest.ts';
import { standardPolicy } from './policy.ts';

const frenchBusiness: Law = { country: 'FR', debtor: 'business' };
const frenchPublic: Law = { country: 'FR', debtor: 'public' };
const frenchConsumer: Law = { country: 'FR', debtor: 'consumer' };

function debt(amount: bigint, dueOn: Day, more: Partial<Debt> = {}): Debt {
  return { amountMinor: amount, currency: 'EUR', issueOn: '2024-01-15', dueOn, reductions: [], disputedMinor: 0n, ...more };
}
const paid = (on: Day, minor: bigint) => ({ on, minor, corrects: false });
const credited = (on: Day, minor: bigint) => ({ on, minor, corrects: true });

function claimed(one: Debt, law: Law, asOf: Day, policy = standardPolicy) {
  const late = lateInterest(one, law, asOf, policy);
  if (!late) return undefined;
  return {
    lines: late.lines.map(
      (line) => `${line.days} d × ${toDecimal(line.rate, 'EUR')} % = ${toDecimal(line.amountMinor, one.currency)}`,
    ),
    interest: toDecimal(late.interestMinor, one.currency),
    because: late.because,
  };
}

describe('between French businesses', () => {
  test('12 000.00 due 31 May 2026, paid 20 July: 30 days of one half-year, 20 of the next, 201.37 (§1.2, T54)', () => {
    expect(
      claimed(debt(12_000_00n, '2026-05-31', { reductions: [paid('2026-07-20', 12_000_00n)] }), frenchBusiness, '2026-11-20'),
    ).toEqual({
      lines: ['30 d × 12.15 % = 119.84', '20 d × 12.40 % = 81.53'],
      interest: '201.37',
      because: null,
    });
  });

  test('10 000.00 due 31 March 2025, paid 30 September 2026: four half-years, 548 days, 1 855.40 (§1.2, T54)', () => {
    expect(
      claimed(debt(10_000_00n, '2025-03-31', { reductions: [paid('2026-09-30', 10_000_00n)] }), frenchBusiness, '2026-11-20'),
    ).toEqual({
      lines: ['91 d × 13.15 % = 327.85', '184 d × 12.15 % = 612.49', '181 d × 12.15 % = 602.51', '92 d × 12.40 % = 312.55'],
      interest: '1855.40',
      because: null,
    });
  });

  test('paid on the due day it is not late: nothing, and not yet late on its due day either (§1.2, T50)', () => {
    expect(
      claimed(debt(1_000_00n, '2026-05-31', { reductions: [paid('2026-05-31', 1_000_00n)] }), frenchBusiness, '2026-11-20'),
    ).toBeUndefined();
    expect(claimed(debt(1_000_00n, '2026-05-31'), frenchBusiness, '2026-05-31')).toBeUndefined();
    expect(claimed(debt(1_000_00n, '2026-05-31'), frenchBusiness, '2026-03-01')).toBeUndefined();
  });

  test('5 000.00 of 12 000.00 arrive on 15 June, the rest on 20 July: 59.92 to that day, 82.51 on the rest, principal first (§8, T50)', () => {
    const one = debt(12_000_00n, '2026-05-31', { reductions: [paid('2026-06-15', 5_000_00n), paid('2026-07-20', 7_000_00n)] });
    expect(claimed(one, frenchBusiness, '2026-11-20')).toEqual({
      lines: ['15 d × 12.15 % = 59.92', '15 d × 12.15 % = 34.95', '20 d × 12.40 % = 47.56'],
      interest: '142.43',
      because: null,
    });
  });

  test('a correcting credit note lowers the price from the start, once it is booked; a payment only from its own day (§1.2 rule 8, T3)', () => {
    const one = debt(12_000_00n, '2026-05-31', { reductions: [credited('2026-06-20', 2_000_00n)] });
    expect(lateInterest(one, frenchBusiness, '2026-06-19', standardPolicy)?.principalMinor).toBe(12_000_00n);
    expect(lateInterest(one, frenchBusiness, '2026-06-20', standardPolicy)?.principalMinor).toBe(10_000_00n);
    expect(
      claimed(debt(500_00n, '2026-05-31', { reductions: [credited('2026-08-01', 500_00n)] }), frenchBusiness, '2026-08-01'),
    ).toBeUndefined();
  });

  test('an agreed rate below three times legal interest is void for that half-year, and the law’s own applies: 14.60 % in 2024 (§1.2)', () => {
    const late = lateInterest(
      debt(10_000_00n, '2024-05-31', { agreedRate: 1460n }),
      frenchBusiness,
      '2025-02-28',
      standardPolicy,
    );
    expect(late?.lines.map((line) => [line.from, line.rate, line.agreedRateVoid])).toEqual([
      ['2024-06-01', 1450n, true],
      ['2024-07-01', 1425n, true],
      ['2025-01-01', 1460n, false],
    ]);
  });

  test('a leap year counts 366 days of interest over 365, or over 366 where the seller chose so (§1.2 rule 5)', () => {
    const one = debt(36_500_00n, '2023-12-31');
    const actual = { ...standardPolicy, yearDays: 'actual' as const };
    expect(lateInterest(one, frenchBusiness, '2024-12-31', standardPolicy)?.lines.map((line) => line.days)).toEqual([182, 184]);
    expect(claimed(one, frenchBusiness, '2024-03-01')?.lines).toEqual(['61 d × 14.50 % = 884.50']);
    expect(claimed(one, frenchBusiness, '2024-03-01', actual)?.lines).toEqual(['61 d × 14.50 % = 882.08']);
    expect(claimed(debt(36_500_00n, '2026-05-31'), frenchBusiness, '2026-06-30', actual)?.lines).toEqual([
      '30 d × 12.15 % = 364.50',
    ]);
  });

  test('what is disputed is counted apart, on its own lines; the rest stays claimed (§1.2 rule 9)', () => {
    const late = lateInterest(
      debt(12_000_00n, '2026-05-31', { disputedMinor: 2_000_00n }),
      frenchBusiness,
      '2026-06-30',
      standardPolicy,
    );
    expect(late?.lines.map((line) => [line.principalMinor, line.amountMinor, line.conditional])).toEqual([
      [10_000_00n, 99_86n, false],
      [2_000_00n, 19_97n, true],
    ]);
    expect([late?.interestMinor, late?.conditionalMinor]).toEqual([99_86n, 19_97n]);
  });

  test('an insolvency stops the interest of what was owed before it, the day before the judgment; a later invoice runs on (§3.9)', () => {
    const before = debt(12_000_00n, '2026-05-31', { judgmentOn: '2026-06-16' });
    expect(claimed(before, frenchBusiness, '2026-11-20')).toEqual({
      lines: ['15 d × 12.15 % = 59.92'],
      interest: '59.92',
      because: null,
    });
    expect(claimed(debt(100_00n, '2026-06-20', { judgmentOn: '2026-06-16' }), frenchBusiness, '2026-11-20')?.because).toBe(
      'insolvency',
    );
    const after = debt(12_000_00n, '2026-07-31', { issueOn: '2026-06-20', judgmentOn: '2026-06-16' });
    expect(claimed(after, frenchBusiness, '2026-08-31')?.lines).toEqual(['31 d × 12.40 % = 126.38']);
  });

  test('a half-year not published yet is refused by its name, or borne at the last rate, marked provisional', () => {
    const one = debt(1_000_00n, '2026-11-30');
    expect(() => lateInterest(one, frenchBusiness, '2027-01-31', standardPolicy)).toThrow(
      expect.objectContaining({ code: 'law.rate-unknown', values: { halfYear: '2027-S1' } }),
    );
    const late = lateInterest(one, frenchBusiness, '2027-01-31', { ...standardPolicy, provisional: true });
    expect(late?.lines.map((line) => [line.rate, line.provisional])).toEqual([
      [1240n, false],
      [1240n, true],
    ]);
    expect(lateInterest(debt(1_000_00n, '2012-11-30'), frenchBusiness, '2026-01-31', standardPolicy)?.because).toBe(
      'rate-unknown',
    );
  });

  test('late by no more than the grace, nothing is claimed; by one day more, everything from the first', () => {
    const grace = { ...standardPolicy, graceDays: 3 };
    const one = (on: Day) => debt(12_000_00n, '2026-05-31', { reductions: [paid(on, 12_000_00n)] });
    expect(claimed(one('2026-06-03'), frenchBusiness, '2026-11-20', grace)).toBeUndefined();
    expect(claimed(one('2026-06-04'), frenchBusiness, '2026-11-20', grace)?.lines).toEqual(['4 d × 12.15 % = 15.98']);
  });

  test('interest below the smallest amount the seller claims is left, in any currency', () => {
    const minimum = { ...standardPolicy, minimumHundredths: 5_00n };
    expect(claimed(debt(80_00n, '2026-05-31'), frenchBusiness, '2026-06-30', minimum)).toEqual({
      lines: [],
      interest: '0.00',
      because: 'below-minimum',
    });
    expect(claimed(debt(600_00n, '2026-05-31'), frenchBusiness, '2026-06-30', minimum)?.interest).toBe('5.99');
    expect(claimed(debt(600n, '2026-05-31', { currency: 'JPY' }), frenchBusiness, '2026-06-30', minimum)?.interest).toBe('6');
  });
});

describe('other debtors', () => {
  test('a public body: 10 000.00 for 50 days at the rate of the first, 139.04, no switch on 1 July (§1.8, T54)', () => {
    const one = debt(10_000_00n, '2026-05-31', { reductions: [paid('2026-07-20', 10_000_00n)] });
    expect(claimed(one, frenchPublic, '2026-11-20')).toEqual({
      lines: ['50 d × 10.15 % = 139.04'],
      interest: '139.04',
      because: null,
    });
  });

  test('a public body across a leap year keeps its rate; only a year of its true length cuts it in two', () => {
    const one = debt(10_000_00n, '2023-12-01');
    const actual = { ...standardPolicy, yearDays: 'actual' as const };
    expect(claimed(one, frenchPublic, '2024-01-31')?.lines).toEqual(['61 d × 12.00 % = 200.55']);
    expect(claimed(one, frenchPublic, '2024-01-31', actual)?.lines).toEqual([
      '30 d × 12.00 % = 98.63',
      '31 d × 12.00 % = 101.64',
    ]);
  });

  test('a consumer owes legal interest from the formal notice alone: 1 000.00, 72 days, 5.42 (§1.7)', () => {
    const one = debt(1_000_00n, '2026-05-31', { reductions: [paid('2026-11-21', 1_000_00n)] });
    expect(claimed({ ...one, noticeOn: '2026-09-10' }, frenchConsumer, '2026-11-21')).toEqual({
      lines: ['72 d × 2.75 % = 5.42'],
      interest: '5.42',
      because: null,
    });
    expect(claimed(one, frenchConsumer, '2026-11-21')).toEqual({ lines: [], interest: '0.00', because: 'no-formal-notice' });
  });

  test('a German business: 84.41 and 57.64, 142.05 (§2)', () => {
    const one = debt(10_000_00n, '2026-05-31', { reductions: [paid('2026-07-20', 10_000_00n)] });
    expect(claimed(one, { country: 'DE', debtor: 'business' }, '2026-11-20')).toMatchObject({
      lines: ['30 d × 10.27 % = 84.41', '20 d × 10.52 % = 57.64'],
      interest: '142.05',
    });
  });

  test('a Belgian business: 10.50 % in both halves, 143.83 (§2)', () => {
    const one = debt(10_000_00n, '2026-05-31', { reductions: [paid('2026-07-20', 10_000_00n)] });
    expect(claimed(one, { country: 'BE', debtor: 'business' }, '2026-11-20')?.interest).toBe('143.83');
  });

  test('of an unknown kind or country nothing is claimed, and it says why', () => {
    expect(claimed(debt(100_00n, '2026-05-31'), { country: 'FR', debtor: 'unknown' }, '2026-06-30')?.because).toBe(
      'debtor-kind-unknown',
    );
    expect(claimed(debt(100_00n, '2026-05-31'), { country: 'NL', debtor: 'business' }, '2026-06-30')?.because).toBe(
      'country-not-covered',
    );
  });
});

describe('the indemnity', () => {
  const line = (id: string, documentId: string, one: Debt, law: Law = frenchBusiness): LateLine[] => {
    const late = lateInterest(one, law, '2026-11-20', standardPolicy);
    return late ? [{ id, documentId, debt: one, law, late }] : [];
  };
  const late = (amount: bigint) => debt(amount, '2026-05-31', { reductions: [paid('2026-06-03', amount)] });
  const sums = (lines: LateLine[]) => indemnities(lines).map((one) => [one.itemId, one.minor, one.currency, one.conditional]);

  test('three invoices paid three days late give 120.00, though one is only of 80.00 (§1.5)', () => {
    const lines = [...line('a', '1', late(500_00n)), ...line('b', '2', late(1_200_00n)), ...line('c', '3', late(80_00n))];
    expect(indemnities(lines).reduce((sum, one) => sum + one.minor, 0n)).toBe(120_00n);
  });

  test('an invoice of several late due lines gives one, on the first of them, whatever the part payments (§1.5, T47)', () => {
    const part = debt(300_00n, '2026-06-30', { reductions: [paid('2026-07-05', 100_00n)] });
    expect(
      sums([...line('b', '1', part), ...line('a', '1', debt(300_00n, '2026-07-31')), ...line('c', '1', late(300_00n))]),
    ).toEqual([['c', 40_00n, 'EUR', false]]);
  });

  test('not for an invoice paid on its due day, nor from a consumer or somebody unknown (§1.5, §1.7)', () => {
    expect(sums(line('a', '1', debt(100_00n, '2026-05-31', { reductions: [paid('2026-05-31', 100_00n)] })))).toEqual([]);
    expect(sums(line('a', '1', late(100_00n), frenchConsumer))).toEqual([]);
    expect(sums(line('a', '1', late(100_00n), { country: 'FR', debtor: 'unknown' }))).toEqual([]);
    expect(sums(line('a', '1', late(100_00n), frenchPublic))).toEqual([['a', 40_00n, 'EUR', false]]);
  });

  test('not where an insolvency forbade payment on the due day; a day earlier it is due (§1.5, §3.9)', () => {
    expect(sums(line('a', '1', debt(100_00n, '2026-06-16', { judgmentOn: '2026-06-16' })))).toEqual([]);
    expect(sums(line('a', '1', debt(100_00n, '2026-06-15', { judgmentOn: '2026-06-16' })))).toEqual([
      ['a', 40_00n, 'EUR', false],
    ]);
  });

  test('of an invoice disputed as a whole it waits for the dispute; one disputed in part gives it', () => {
    expect(sums(line('a', '1', debt(100_00n, '2026-05-31', { disputedMinor: 'all' })))).toEqual([['a', 40_00n, 'EUR', true]]);
    expect(sums(line('a', '1', debt(100_00n, '2026-05-31', { disputedMinor: 99_00n })))).toEqual([['a', 40_00n, 'EUR', false]]);
  });

  test('it is money of its own currency, whatever the invoice’s (T48)', () => {
    expect(sums(line('a', '1', debt(100_00n, '2026-05-31', { currency: 'USD' })))).toEqual([['a', 40_00n, 'EUR', false]]);
  });
});
