import {
  type BasisPoints,
  ecbRefinancing,
  frenchLegalInterest,
  germanBaseRate,
  type ReferenceRate,
} from '../rates/reference-rates.ts';
import type { HalfYear } from '../rates/half-year.ts';

export type DebtorKind = 'business' | 'public' | 'consumer' | 'unknown';

/** A fixed sum for recovery costs, one an invoice paid late; in its own currency, whatever the invoice's. */
export type Indemnity = { readonly minor: bigint; readonly currency: string; readonly basis: string };

/** How the law of a country makes a late debtor of one kind pay. */
export type Regime = {
  readonly id: string;
  readonly country: string;
  readonly debtor: Exclude<DebtorKind, 'unknown'>;
  readonly reference: ReferenceRate;
  /** The first half-year whose figures were read; of earlier ones nothing is claimed. */
  readonly since: HalfYear;
  /** The rate of a half-year from its reference rate. */
  readonly rateFrom: (reference: BasisPoints) => BasisPoints;
  /** `floating`: each day bears the rate of its own half-year; `fixed`: that of the half-year in which interest began, until payment. */
  readonly mode: 'floating' | 'fixed';
  /** What makes interest run: the due day itself, or a formal notice received after it. */
  readonly runsFrom: 'due-day' | 'formal-notice';
  readonly basis: string;
  readonly indemnity?: Indemnity;
  /** Below it an agreed rate is void (C. com. L441-10 II). */
  readonly floor?: (half: HalfYear) => BasisPoints | undefined;
};

const plus =
  (points: bigint) =>
  (reference: BasisPoints): BasisPoints =>
    reference + points;
const toHalfPointAbove = (rate: BasisPoints): BasisPoints => ((rate + 49n) / 50n) * 50n;
const lump = (basis: string): Indemnity => ({ minor: 40_00n, currency: 'EUR', basis });

const french: readonly Regime[] = [
  {
    id: 'fr-business',
    country: 'FR',
    debtor: 'business',
    reference: ecbRefinancing,
    since: '2013-S1',
    rateFrom: plus(1000n),
    mode: 'floating',
    runsFrom: 'due-day',
    basis: 'C. com. art. L441-10 II',
    indemnity: lump('C. com. art. L441-10 II, D441-5'),
    floor: (half) => {
      const legal = frenchLegalInterest.of(half);
      return legal === undefined ? undefined : legal * 3n;
    },
  },
  {
    id: 'fr-public',
    country: 'FR',
    debtor: 'public',
    reference: ecbRefinancing,
    since: '2013-S1',
    rateFrom: plus(800n),
    mode: 'fixed',
    runsFrom: 'due-day',
    basis: 'CCP art. L2192-13, R2192-31',
    indemnity: lump('CCP art. L2192-13, D2192-35'),
  },
  {
    id: 'fr-consumer',
    country: 'FR',
    debtor: 'consumer',
    reference: frenchLegalInterest,
    since: '2015-S1',
    rateFrom: plus(0n),
    mode: 'floating',
    runsFrom: 'formal-notice',
    basis: 'C. civ. art. 1231-6, 1344-1',
  },
];

const abroad = (
  country: string,
  reference: ReferenceRate,
  rateFrom: Regime['rateFrom'],
  basis: string,
  indemnityBasis: string,
): Regime => ({
  id: `${country.toLowerCase()}-business`,
  country,
  debtor: 'business',
  reference,
  since: '2013-S2',
  rateFrom,
  mode: 'floating',
  runsFrom: 'due-day',
  basis,
  indemnity: lump(indemnityBasis),
});

// Only where rule and figures were read in a source, and the rule is as simple as ours: the Netherlands compound, Ireland's reading is open,
// Austria asks whose fault it is, Poland converts its lump sum; there nothing is computed. Nor is it for public bodies and consumers abroad.
const european: readonly Regime[] = [
  abroad('DE', germanBaseRate, plus(900n), 'BGB § 288 II', 'BGB § 288 V'),
  // Rounded up to the next half point: so are all the values its ministry published.
  abroad(
    'BE',
    ecbRefinancing,
    (rate) => toHalfPointAbove(rate + 800n),
    'Loi du 2 août 2002, art. 5',
    'Loi du 2 août 2002, art. 6',
  ),
  abroad('LU', ecbRefinancing, plus(800n), 'Loi du 18 avril 2004', 'Loi du 18 avril 2004, art. 5'),
  abroad('ES', ecbRefinancing, plus(800n), 'Ley 3/2004 art. 7', 'Ley 3/2004 art. 8'),
  abroad('IT', ecbRefinancing, plus(800n), 'D.Lgs. 231/2002 art. 5', 'D.Lgs. 231/2002 art. 6'),
  abroad('PT', ecbRefinancing, plus(800n), 'DL 62/2013', 'DL 62/2013'),
];

/** Every regime we know: France whole, elsewhere what a business owes. */
export const regimes: readonly Regime[] = [...french, ...european];

/** The regime of a debtor of this kind under the law of a country (that of the seller, unless a contract says otherwise); undefined when we do not know one. */
export function regimeFor(country: string, debtor: DebtorKind): Regime | undefined {
  return regimes.find((regime) => regime.country === country && regime.debtor === debtor);
}

/** The yearly rate of a half-year under a regime; undefined outside what is known. */
export function rateOf(regime: Regime, half: HalfYear): BasisPoints | undefined {
  const reference = half < regime.since ? undefined : regime.reference.of(half);
  return reference === undefined ? undefined : regime.rateFrom(reference);
}
