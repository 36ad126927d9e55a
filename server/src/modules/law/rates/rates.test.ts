import { expect, test } from 'vitest';
import { rateOf, regimeFor } from '../interest/regime.ts';
import { halfYearAfter, halfYearOf, halfYearsBetween } from './half-year.ts';
import { publicDueOn } from './public-periods.ts';
import { ecbRefinancing, frenchLegalInterest, germanBaseRate } from './reference-rates.ts';

const business = regimeFor('FR', 'business');
const publicBody = regimeFor('FR', 'public');
if (!business || !publicBody) throw new Error('France has these regimes');

// half-year, ECB on its first day, default rate, legal interest, floor: per cent in hundredths.
const published: readonly (readonly [string, bigint, bigint, bigint, bigint])[] = [
  ['2015-S1', 5n, 1005n, 93n, 279n],
  ['2015-S2', 5n, 1005n, 99n, 297n],
  ['2016-S1', 5n, 1005n, 101n, 303n],
  ['2016-S2', 0n, 1000n, 93n, 279n],
  ['2017-S1', 0n, 1000n, 90n, 270n],
  ['2017-S2', 0n, 1000n, 90n, 270n],
  ['2018-S1', 0n, 1000n, 89n, 267n],
  ['2018-S2', 0n, 1000n, 88n, 264n],
  ['2019-S1', 0n, 1000n, 86n, 258n],
  ['2019-S2', 0n, 1000n, 87n, 261n],
  ['2020-S1', 0n, 1000n, 87n, 261n],
  ['2020-S2', 0n, 1000n, 84n, 252n],
  ['2021-S1', 0n, 1000n, 79n, 237n],
  ['2021-S2', 0n, 1000n, 76n, 228n],
  ['2022-S1', 0n, 1000n, 76n, 228n],
  ['2022-S2', 0n, 1000n, 77n, 231n],
  ['2023-S1', 250n, 1250n, 206n, 618n],
  ['2023-S2', 400n, 1400n, 422n, 1266n],
  ['2024-S1', 450n, 1450n, 507n, 1521n],
  ['2024-S2', 425n, 1425n, 492n, 1476n],
  ['2025-S1', 315n, 1315n, 371n, 1113n],
  ['2025-S2', 215n, 1215n, 276n, 828n],
  ['2026-S1', 215n, 1215n, 262n, 786n],
  ['2026-S2', 240n, 1240n, 275n, 825n],
];

test.each(published)(
  '%s: the rate between French businesses is the ECB rate of its first day plus ten points, its floor three times legal interest (§1.2, §1.4)',
  (half, ecb, standard, legal, floor) => {
    expect(ecbRefinancing.of(half)).toBe(ecb);
    expect(rateOf(business, half)).toBe(standard);
    expect(frenchLegalInterest.of(half)).toBe(legal);
    expect(business.floor?.(half)).toBe(floor);
    expect(rateOf(publicBody, half)).toBe(ecb + 800n);
  },
);

test.each([
  ['2008-S2', 400n],
  ['2009-S1', 250n],
  ['2009-S2', 100n],
  ['2011-S2', 125n],
  ['2012-S1', 100n],
  ['2013-S1', 75n],
  ['2013-S2', 50n],
  ['2014-S1', 25n],
  ['2014-S2', 15n],
  ['2022-S2', 0n],
])(
  'a change counts from the day it takes effect, and one of 2 July not before the next January: ECB of %s (§1.3)',
  (half, ecb) => {
    expect(ecbRefinancing.of(half)).toBe(ecb);
  },
);

test('the cut announced on 5 June 2025 counts from 11 June, so for the second half of 2025 (§1.3)', () => {
  expect([ecbRefinancing.of('2025-S1'), ecbRefinancing.of('2025-S2')]).toEqual([315n, 215n]);
});

test('a half-year not published yet has no rate, nor has one before what was read: none is assumed', () => {
  for (const rate of [ecbRefinancing, frenchLegalInterest, germanBaseRate]) {
    expect(rate.of(halfYearAfter(rate.knownThrough))).toBeUndefined();
    expect(rate.of(rate.knownThrough)).toBeDefined();
    expect(rate.of('1998-S2')).toBeUndefined();
    expect(rate.readOn >= '2026-11-21').toBe(true);
  }
  expect(rateOf(business, '2012-S2')).toBeUndefined();
});

test.each([
  ['DE', '2026-S1', 1027n],
  ['DE', '2026-S2', 1052n],
  ['BE', '2026-S1', 1050n],
  ['BE', '2026-S2', 1050n],
  ['BE', '2024-S1', 1250n],
  ['BE', '2024-S2', 1250n],
  ['BE', '2016-S2', 800n],
  ['PT', '2026-S1', 1015n],
  ['LU', '2024-S2', 1225n],
  ['ES', '2020-S1', 800n],
  ['IT', '2024-S1', 1250n],
])('%s in %s between businesses: the published rate (§2)', (country, half, rate) => {
  const regime = regimeFor(country, 'business');
  expect(regime && rateOf(regime, half)).toBe(rate);
});

test('a country or a debtor whose rule we have not read has no regime', () => {
  for (const country of ['NL', 'IE', 'AT', 'PL', 'GB', 'CH', 'US']) expect(regimeFor(country, 'business')).toBeUndefined();
  expect(regimeFor('DE', 'consumer')).toBeUndefined();
  expect(regimeFor('FR', 'unknown')).toBeUndefined();
});

test('the State has 30 days to pay from the request, a hospital 50, another public undertaking 60 (§1.8)', () => {
  expect(publicDueOn('2026-05-01', 'administration')).toBe('2026-05-31');
  expect(publicDueOn('2026-05-01', 'hospital')).toBe('2026-06-20');
  expect(publicDueOn('2026-05-01', 'undertaking')).toBe('2026-06-30');
});

test('half-years are those of the calendar', () => {
  expect(['2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01'].map(halfYearOf)).toEqual([
    '2026-S1',
    '2026-S2',
    '2026-S2',
    '2027-S1',
  ]);
  expect(halfYearsBetween('2025-12-31', '2026-07-01')).toEqual(['2025-S2', '2026-S1', '2026-S2']);
  expect(halfYearsBetween('2026-07-01', '2026-06-30')).toEqual([]);
});
