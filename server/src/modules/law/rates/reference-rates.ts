import type { Day } from '../../../kernel/days.ts';
import { firstDayOf, type HalfYear } from './half-year.ts';

/** Per cent per year in hundredths of a point: 1240n is 12.40 %. */
export type BasisPoints = bigint;

/** A published reference rate by half-year: what it was, who says so, and how far it has been read. */
export type ReferenceRate = {
  readonly id: 'ecb-refinancing' | 'fr-legal-interest' | 'de-base-rate';
  readonly name: string;
  readonly source: string;
  /** The day somebody last compared the figures with their source. */
  readonly readOn: Day;
  readonly knownFrom: HalfYear;
  /** The last half-year whose rate is known. Past it the computation stops: a rate is never assumed. */
  readonly knownThrough: HalfYear;
  /** The rate that holds for a half-year; undefined outside what is known. */
  readonly of: (half: HalfYear) => BasisPoints | undefined;
};

type Change = readonly [from: Day, rate: BasisPoints];

// Main refinancing operations, by the day a change takes effect (not that of its announcement); until October 2008 some are minimum bid rates.
const ecbChanges: readonly Change[] = [
  ['1999-01-01', 300n],
  ['1999-04-09', 250n],
  ['1999-11-05', 300n],
  ['2000-02-04', 325n],
  ['2000-03-17', 350n],
  ['2000-04-28', 375n],
  ['2000-06-09', 425n],
  ['2000-09-01', 450n],
  ['2000-10-06', 475n],
  ['2001-05-11', 450n],
  ['2001-08-31', 425n],
  ['2001-09-18', 375n],
  ['2001-11-09', 325n],
  ['2002-12-06', 275n],
  ['2003-03-07', 250n],
  ['2003-06-06', 200n],
  ['2005-12-06', 225n],
  ['2006-03-08', 250n],
  ['2006-06-15', 275n],
  ['2006-08-09', 300n],
  ['2006-10-11', 325n],
  ['2006-12-13', 350n],
  ['2007-03-14', 375n],
  ['2007-06-13', 400n],
  ['2008-07-09', 425n],
  ['2008-10-15', 375n],
  ['2008-11-12', 325n],
  ['2008-12-10', 250n],
  ['2009-01-21', 200n],
  ['2009-03-11', 150n],
  ['2009-04-08', 125n],
  ['2009-05-13', 100n],
  ['2011-04-13', 125n],
  ['2011-07-13', 150n],
  ['2011-11-09', 125n],
  ['2011-12-14', 100n],
  ['2012-07-11', 75n],
  ['2013-05-08', 50n],
  ['2013-11-13', 25n],
  ['2014-06-11', 15n],
  ['2014-09-10', 5n],
  ['2016-03-16', 0n],
  ['2022-07-27', 50n],
  ['2022-09-14', 125n],
  ['2022-11-02', 200n],
  ['2022-12-21', 250n],
  ['2023-02-08', 300n],
  ['2023-03-22', 350n],
  ['2023-05-10', 375n],
  ['2023-06-21', 400n],
  ['2023-08-02', 425n],
  ['2023-09-20', 450n],
  ['2024-06-12', 425n],
  ['2024-09-18', 365n],
  ['2024-10-23', 340n],
  ['2024-12-18', 315n],
  ['2025-02-05', 290n],
  ['2025-03-12', 265n],
  ['2025-04-23', 240n],
  ['2025-06-11', 215n],
  // Its effective day rests on one source, its value on 1 July on three. A change of September 2026 concerns no half-year known yet.
  ['2026-06-17', 240n],
];

// Basiszinssatz, each half-year's until the next that differs.
const germanBaseChanges: readonly Change[] = [
  ['2015-01-01', -83n],
  ['2016-07-01', -88n],
  ['2023-01-01', 162n],
  ['2023-07-01', 312n],
  ['2024-01-01', 362n],
  ['2024-07-01', 337n],
  ['2025-01-01', 227n],
  ['2025-07-01', 127n],
  ['2026-07-01', 152n],
];

// Legal interest when the creditor is not a private individual, two half-years a line.
const frenchLegalRates: Readonly<Record<string, readonly [first: BasisPoints, second: BasisPoints]>> = {
  2015: [93n, 99n],
  2016: [101n, 93n],
  2017: [90n, 90n],
  2018: [89n, 88n],
  2019: [86n, 87n],
  2020: [87n, 84n],
  2021: [79n, 76n],
  2022: [76n, 77n],
  2023: [206n, 422n],
  2024: [507n, 492n],
  2025: [371n, 276n],
  2026: [262n, 275n],
};

/** The rate in force on the first day of the half-year, of a list of changes. */
function inForce(changes: readonly Change[], half: HalfYear): BasisPoints | undefined {
  return changes.findLast(([from]) => from <= firstDayOf(half))?.[1];
}

function referenceRate(rate: ReferenceRate): ReferenceRate {
  return { ...rate, of: (half) => (half < rate.knownFrom || half > rate.knownThrough ? undefined : rate.of(half)) };
}

/** ECB main refinancing rate: that of 1 January holds for the first half-year, that of 1 July for the second (Directive 2011/7/EU art. 2(7), 3(2)). */
export const ecbRefinancing = referenceRate({
  id: 'ecb-refinancing',
  name: 'ECB main refinancing operations',
  source: 'European Central Bank, key interest rates',
  readOn: '2026-11-21',
  knownFrom: '1999-S1',
  knownThrough: '2026-S2',
  of: (half) => inForce(ecbChanges, half),
});

/** French legal interest of a creditor who is not a private individual (CMF art. L313-2, D313-1-A); fixed by order each half-year. */
export const frenchLegalInterest = referenceRate({
  id: 'fr-legal-interest',
  name: 'Taux de l’intérêt légal, tous autres cas',
  source: 'CMF art. L313-2, arrêtés semestriels',
  readOn: '2026-11-21',
  knownFrom: '2015-S1',
  knownThrough: '2026-S2',
  of: (half) => frenchLegalRates[half.slice(0, 4)]?.[half.endsWith('1') ? 0 : 1],
});

/** German base rate (BGB § 247). */
export const germanBaseRate = referenceRate({
  id: 'de-base-rate',
  name: 'Basiszinssatz',
  source: 'Deutsche Bundesbank, BGB § 247',
  readOn: '2026-11-21',
  knownFrom: '2015-S1',
  knownThrough: '2026-S2',
  of: (half) => inForce(germanBaseChanges, half),
});
