import { address, type Address, type Country, customerName, type ForeignCountry } from './naming.ts';
import { between, happens, normal, oneOf, type Random, randomFrom, weighted } from './random.ts';
import { type PayerKey, segments, type SegmentKey, type TermsKey } from './segments.ts';
import { inventedSiren } from './legal-ids.ts';
import * as words from './words.ts';

/** A made-up customer: who it is, what it buys and how it pays. All of it follows from the seed and its rank. */
export type Profile = {
  readonly rank: number;
  readonly code: string;
  readonly name: string;
  readonly special: 'none' | 'catch-all' | 'intercompany';
  readonly kind: 'business' | 'public' | 'consumer' | 'unknown';
  readonly segment: SegmentKey;
  readonly country: Country;
  readonly currency: string;
  readonly siren: string | null;
  readonly address: Address;
  readonly terms: TermsKey;
  readonly payer: PayerKey;
  readonly means: 'transfer' | 'cheque' | 'direct-debit' | 'draft';
  readonly lettered: boolean;
  readonly paysByStatement: boolean;
  readonly retention: boolean;
  readonly hasEmail: boolean;
  /** Share of the portfolio's invoices, relative. */
  readonly activity: number;
  /** Where in the history it buys: shares of it, 0 the first day, 1 today. */
  readonly from: number;
  readonly until: number;
  /** The middle of its invoices, in cents, and how far they spread. */
  readonly middleInvoice: number;
  readonly spread: number;
  /** Position in the team, or none: nobody has taken this customer yet. */
  readonly collector: number | null;
  readonly salesRep: string;
  readonly agency: string;
  /** What comes after: invoices and payments draw from it. */
  readonly random: Random;
};

const countries: readonly { readonly country: ForeignCountry; readonly weight: number; readonly currency: string }[] = [
  { country: 'BE', weight: 32, currency: 'EUR' },
  { country: 'DE', weight: 22, currency: 'EUR' },
  { country: 'IT', weight: 14, currency: 'EUR' },
  { country: 'CH', weight: 10, currency: 'CHF' },
  { country: 'CH', weight: 6, currency: 'EUR' },
  { country: 'GB', weight: 12, currency: 'GBP' },
  { country: 'GB', weight: 4, currency: 'EUR' },
];

/** The customer of a rank: rank 0 is the "Clients divers" account, rank 1 the sister company. */
export function profileOf(
  seed: string,
  rank: number,
  names: { readonly catchAll: string; readonly intercompany: string },
): Profile {
  const random = randomFrom(seed, 'customer', rank);
  const profile = ordinary(random, rank);
  if (rank === 0) return { ...profile, ...everybody, name: names.catchAll };
  if (rank === 1) return { ...profile, ...sister, name: names.intercompany };
  return profile;
}

function ordinary(random: Random, rank: number): Profile {
  const segment = weighted(random, segments);
  const abroad = segment.key !== 'public' && segment.key !== 'consumer' && happens(random, 0.095);
  const { country, currency } = abroad ? weighted(random, countries) : ({ country: 'FR', currency: 'EUR' } as const);
  const payer = weighted(random, segment.payers).key;
  const [from, until] = period(random);
  return {
    rank,
    code: `C${String(rank).padStart(5, '0')}`,
    name: customerName(random, segment.key, country),
    special: 'none',
    kind: segment.key === 'public' || segment.key === 'consumer' ? segment.key : happens(random, 0.03) ? 'unknown' : 'business',
    segment: segment.key,
    country,
    currency,
    siren: country === 'FR' && segment.key !== 'consumer' && happens(random, 0.96) ? (inventedSiren(rank) ?? null) : null,
    address: address(random, country),
    terms: weighted(random, segment.terms).key,
    payer,
    means: means(random, segment.key, payer, country),
    lettered: segment.key !== 'artisan' || payer !== 'prompt' || happens(random, 0.97),
    paysByStatement: happens(random, 0.2),
    retention: segment.key === 'key' && happens(random, 0.4),
    hasEmail: happens(random, 0.88),
    // Pareto: a few customers make most of the invoices.
    activity: segment.activity * Math.exp(normal(random, 0, 1)),
    from,
    until,
    middleInvoice: segment.middleInvoice * 100 * Math.exp(normal(random, 0, 0.45)),
    spread: 0.75,
    collector: happens(random, 0.97) ? collectorOf(random, segment.key) : null,
    salesRep: oneOf(random, words.salesReps),
    agency: oneOf(random, words.agencies),
    random,
  };
}

const everybody = {
  code: 'CDIVERS',
  special: 'catch-all',
  kind: 'unknown',
  segment: 'consumer',
  country: 'FR',
  currency: 'EUR',
  siren: null,
  terms: 'cash',
  payer: 'prompt',
  means: 'cheque',
  lettered: true,
  paysByStatement: false,
  retention: false,
  hasEmail: false,
  from: 0,
  until: 1,
  middleInvoice: 18_000,
  collector: null,
} as const;

const sister = {
  code: 'CGROUPE',
  special: 'intercompany',
  kind: 'business',
  segment: 'key',
  country: 'FR',
  currency: 'EUR',
  terms: 'net-60',
  payer: 'run',
  means: 'transfer',
  lettered: true,
  retention: false,
  hasEmail: true,
  activity: 2,
  from: 0,
  until: 1,
  middleInvoice: 420_000,
  collector: null,
} as const;

// Most have always been there; some came later, some left.
function period(random: Random): [number, number] {
  const from = happens(random, 0.25) ? random() * 0.8 : 0;
  const until = happens(random, 0.12) ? Math.min(1, from + 0.15 + random() * 0.7) : 1;
  return [from, until];
}

function means(random: Random, segment: SegmentKey, payer: PayerKey, country: Country): Profile['means'] {
  if (country !== 'FR' || segment === 'public' || segment === 'key') return 'transfer';
  if (segment === 'wholesaler' && payer !== 'failing' && happens(random, 0.25)) return 'draft';
  if (segment === 'artisan' && payer === 'prompt' && happens(random, 0.2)) return 'direct-debit';
  return happens(random, 0.75) ? 'transfer' : 'cheque';
}

// The first collector has the large accounts, the two others share the rest.
function collectorOf(random: Random, segment: SegmentKey): number {
  return segment === 'key' || segment === 'public' ? 0 : between(random, 1, 2);
}
