import { paymentProfiles, situations } from '@quitus/ui';
import type { AgingBucket, PaymentProfile, Situation } from '@quitus/ui';

export interface SampleCustomer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly profile: PaymentProfile;
  readonly step: number;
  readonly overdue: string;
  readonly total: string;
  readonly dueOn: string;
  readonly situation: Situation;
  readonly aging: Partial<Record<AgingBucket, string>>;
  readonly collector: string;
}

const trades = [
  'Ateliers',
  'Menuiserie',
  'Transports',
  'Fonderie',
  'Imprimerie',
  'Verrerie',
  'Laiterie',
  'Scierie',
  'Garage',
  'Papeterie',
];
const families = [
  'Petit',
  'Delmas',
  'Rivière',
  'Maubert',
  'Castelnau',
  'Bréval',
  'Lormont',
  'Vasseur',
  'Aubrac',
  'Tessier',
  'Quéméner',
];
const forms = ['SARL', 'SAS', 'SA', '& Fils'];
const collectors = ['M. Lenoir', 'A. Baptiste', 'S. Okonkwo'];

// A fixed mix of the place: the same rows at each visit, without a generator to carry.
const mixed = (place: number, salt: number) => {
  let state = Math.imul(place + 1, 2_654_435_761) ^ Math.imul(salt + 7, 40_503);
  state ^= state >>> 15;
  state = Math.imul(state, 2_246_822_519);
  return (state ^ (state >>> 13)) >>> 0;
};

const pick = <Value>(values: readonly Value[], place: number, salt: number): Value => {
  const value = values[mixed(place, salt) % values.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};

const decimal = (cents: bigint) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

const dayBefore = (days: number) => new Date(Date.UTC(2026, 10, 21) - days * 86_400_000).toISOString().slice(0, 10);

/** The customer at a place of an endless invented list. */
export function sampleCustomer(place: number): SampleCustomer {
  const late = (mixed(place, 6) % 140) - 12;
  const overdueCents = late > 0 ? BigInt((mixed(place, 4) % 2_400_000) + 1_500) : 0n;
  const currentCents = BigInt(mixed(place, 5) % 1_800_000);
  const bucket: AgingBucket =
    late <= 0 ? 'not-due' : late <= 30 ? 'late-1-30' : late <= 60 ? 'late-31-60' : late <= 90 ? 'late-61-90' : 'late-over-90';
  const late30 = bucket !== 'not-due' && bucket !== 'late-1-30' ? overdueCents / 3n : 0n;
  return {
    id: String(place),
    code: `C${String(10_412 + place)}`,
    name: `${pick(trades, place, 1)} ${pick(families, place, 2)} ${pick(forms, place, 3)}`,
    profile: pick(paymentProfiles, place, 7),
    step: mixed(place, 8) % 5,
    overdue: decimal(overdueCents),
    total: decimal(overdueCents + currentCents),
    dueOn: dayBefore(late),
    situation: late <= 0 ? 'current' : late > 90 ? 'in-default' : pick(situations.slice(3, 10), place, 9),
    aging: {
      'not-due': decimal(currentCents),
      'late-1-30': decimal(late30),
      [bucket]: decimal(bucket === 'not-due' ? currentCents : overdueCents - late30),
    },
    collector: pick(collectors, place, 10),
  };
}
