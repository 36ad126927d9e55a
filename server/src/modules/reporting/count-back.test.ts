import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBack } from './count-back.ts';
import { percent, ratio } from './ratios.ts';

const thousands = (count: number): bigint => BigInt(count) * 100_000n;

test('600 000 owed against 280 000, 250 000 and 370 000 sold is 66.9 days', () => {
  const months = [
    { month: '2026-10-01', salesMinor: thousands(370) },
    { month: '2026-11-01', salesMinor: thousands(250) },
    { month: '2026-12-01', salesMinor: thousands(280) },
  ];
  expect(countBack(thousands(600), months, '2026-12-31')).toEqual({ known: true, tenths: 669n });
});

test('2 500 owed against 1 200 in November, 800 in October and 700 in September is 82.4 days', () => {
  const months = [
    { month: '2026-09-01', salesMinor: thousands(700) },
    { month: '2026-10-01', salesMinor: thousands(800) },
    { month: '2026-11-01', salesMinor: thousands(1200) },
  ];
  expect(countBack(thousands(2500), months, '2026-11-30')).toEqual({ known: true, tenths: 824n });
});

test('the running month counts the days that have passed', () => {
  const months = [
    { month: '2026-10-01', salesMinor: thousands(310) },
    { month: '2026-11-01', salesMinor: thousands(100) },
  ];
  expect(countBack(thousands(255), months, '2026-11-20')).toEqual({ known: true, tenths: 20n * 10n + 155n });
});

test('a month without an invoice passes its days, a month nobody told ends what is known', () => {
  const gap = [
    { month: '2026-09-01', salesMinor: thousands(100) },
    { month: '2026-10-01', salesMinor: null },
    { month: '2026-11-01', salesMinor: thousands(100) },
  ];
  expect(countBack(thousands(150), gap, '2026-11-30')).toEqual({ known: true, tenths: 10n * (30n + 31n) + 150n });
  expect(countBack(thousands(250), gap, '2026-11-30')).toEqual({ known: false, because: 'not-enough-sales', months: 3 });
});

test('without sales, or with nothing owed, no number is made up', () => {
  expect(countBack(thousands(10), [{ month: '2026-11-01', salesMinor: null }], '2026-11-30')).toMatchObject({
    known: false,
    because: 'no-sales',
  });
  expect(countBack(0n, [{ month: '2026-11-01', salesMinor: 5n }], '2026-11-30')).toMatchObject({
    known: false,
    because: 'nothing-owed',
  });
});

test('owing more never shortens the DSO', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      (sales, owed, more) => {
        const months = sales.map((salesMinor, index) => ({ month: `2026-${String(index + 1).padStart(2, '0')}-01`, salesMinor }));
        const [less, further] = [countBack(owed, months, '2026-12-31'), countBack(owed + more, months, '2026-12-31')];
        if (less.known && further.known) expect(further.tenths >= less.tenths).toBe(true);
        else if (further.known) expect(less.known).toBe(true);
      },
    ),
  );
});

test('a rate is exact to its last decimal and says nothing of nothing', () => {
  expect(percent(180n, 600n)).toBe('30.00');
  expect(percent(35n, 600n)).toBe('5.83');
  expect(percent(1n, 0n)).toBeNull();
  expect(ratio(-1n, 8n, { decimals: 2 })).toBe('-0.13');
});
