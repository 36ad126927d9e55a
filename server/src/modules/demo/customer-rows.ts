import type { Loading } from './loading.ts';
import { frenchVatNumber } from './legal-ids.ts';
import { emailOf, personName, phone } from './naming.ts';
import type { Profile } from './portfolio.ts';
import { happens, oneOf, randomFrom } from './random.ts';
import type { Setting } from './setting.ts';

/** Writes a customer with its debtor and contacts; answers its id. A failed one is blocked, and says since when. */
export function addCustomer(loading: Loading, setting: Setting, profile: Profile, failedOn: number | undefined): string {
  const id = setting.newId();
  const collector = profile.collector === null ? undefined : setting.collectors[profile.collector];
  const address = profile.address;
  const english = profile.country === 'GB';
  const debtorId = profile.siren === null ? null : setting.newId();
  if (debtorId !== null) loading.add('customers.debtor', [debtorId, profile.siren, profile.name, 'FR']);
  // People's data draws from its own numbers, so that another field never moves the figures.
  const random = randomFrom('contacts', profile.code, profile.name);
  const contacts = contactsOf(profile, random);
  loading.add('customers.customer', [
    id,
    setting.entityId,
    profile.code,
    profile.name,
    profile.kind,
    profile.special === 'intercompany',
    profile.special === 'catch-all',
    profile.lettered,
    failedOn === undefined ? 'open' : 'blocked',
    failedOn === undefined ? null : setting.words.blockedSince(setting.calendar.iso(failedOn)),
    debtorId,
    profile.siren,
    profile.siren === null ? null : frenchVatNumber(profile.siren),
    `{${address.lines.map((line) => `"${line}"`).join(',')}}`,
    address.postcode || null,
    address.city,
    profile.country,
    english || profile.country === 'DE' ? 'en' : 'fr',
    profile.currency,
    contacts[0]?.email ?? null,
    contacts[0]?.phone ?? null,
    setting.terms[profile.terms],
    true,
    setting.words.means[profile.means],
    profile.salesRep,
    profile.agency,
    collector?.id ?? null,
    setting.words.segments[profile.segment],
    'demo',
    setting.importId,
  ]);
  for (const contact of contacts) {
    loading.add('customers.contact', [
      setting.newId(),
      id,
      contact.name,
      contact.role,
      contact.email,
      contact.phone,
      null,
      contact.validity,
      'demo',
      setting.importId,
    ]);
  }
  return id;
}

type Contact = { name: string; role: string; email: string | null; phone: string | null; validity: string };

// Some have no address, some a broken one, some one that came back: the data-quality screen has something to say.
function contactsOf(profile: Profile, random: () => number): Contact[] {
  if (profile.special === 'catch-all') return [];
  const roles = [
    'accounts-payable',
    ...(happens(random, 0.35) ? ['buyer'] : []),
    ...(profile.segment === 'key' ? ['cfo', 'approver'] : []),
  ];
  return roles.map((role, index) => {
    const name = personName(random);
    const broken = index === 0 && happens(random, 0.02);
    const whole = emailOf(name, profile.name, profile.code);
    const email = !profile.hasEmail ? null : broken ? whole.replace('@', ' ') : whole;
    return {
      name,
      role,
      email,
      phone: happens(random, 0.8) ? phone(random, profile.country) : null,
      validity: email === null || broken ? 'unchecked' : oneOf(random, validities),
    };
  });
}

const validities = [
  ...Array.from({ length: 30 }, () => 'unchecked'),
  ...Array.from({ length: 18 }, () => 'valid'),
  'bounced',
  'wrong-person',
];
