import { addDays } from '../../kernel/days.ts';
import { isWorkingDay } from './working-days.ts';

/** Where and to what kind of debtor a message goes. */
export type Recipient = { readonly kind: string; readonly country: string; readonly timeZone: string };
export type ContactWindow = 'business' | 'always';
/** When an organisation writes: the settings `contact.window` and `contact.hours`. */
export type ContactHours = { readonly window: ContactWindow; readonly office: string };

type Hours = { readonly from: string; readonly until: string };
// No statute fixes hours for reminders; consumers are spared as the canvassing decree spares them.
const consumerHours: readonly Hours[] = [
  { from: '10:00', until: '13:00' },
  { from: '14:00', until: '20:00' },
];

/** The first instant from `from` on at which a message may leave: working days and office hours where the debtor lives. Local time follows the zone's rules of that very day (T70). */
export function firstContactInstant(
  from: Temporal.Instant,
  { window, office }: ContactHours,
  recipient: Recipient,
): Temporal.Instant {
  if (window === 'always') return from;
  const hours = recipient.kind === 'consumer' ? consumerHours : [officeHours(office)];
  const today = from.toZonedDateTimeISO(recipient.timeZone).toPlainDate().toString();
  for (let ahead = 0; ; ahead += 1) {
    const day = addDays(today, ahead);
    if (!isWorkingDay(day, recipient.country)) continue;
    for (const { from: opens, until } of hours) {
      const opensAt = instantOf(day, opens, recipient.timeZone);
      if (Temporal.Instant.compare(from, opensAt) <= 0) return opensAt;
      if (Temporal.Instant.compare(from, instantOf(day, until, recipient.timeZone)) < 0) return from;
    }
  }
}

function officeHours(office: string): Hours {
  const [from = '', until = ''] = office.split('-');
  return { from, until };
}

function instantOf(day: string, time: string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).toInstant();
}

const zoneOfCountry: Readonly<Record<string, string>> = {
  FR: 'Europe/Paris',
  MC: 'Europe/Paris',
  BE: 'Europe/Brussels',
  LU: 'Europe/Luxembourg',
  CH: 'Europe/Zurich',
  DE: 'Europe/Berlin',
  AT: 'Europe/Vienna',
  IT: 'Europe/Rome',
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  NL: 'Europe/Amsterdam',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  DK: 'Europe/Copenhagen',
  SE: 'Europe/Stockholm',
  NO: 'Europe/Oslo',
  FI: 'Europe/Helsinki',
  PL: 'Europe/Warsaw',
  CZ: 'Europe/Prague',
  GR: 'Europe/Athens',
  RO: 'Europe/Bucharest',
  MA: 'Africa/Casablanca',
  TN: 'Africa/Tunis',
  DZ: 'Africa/Algiers',
  RE: 'Indian/Reunion',
  GP: 'America/Guadeloupe',
  MQ: 'America/Martinique',
  US: 'America/New_York',
  CA: 'America/Toronto',
  JP: 'Asia/Tokyo',
};

/** The debtor's time zone: its own when known, else its country's, else the entity's. */
export function debtorZone(own: string | null, country: string, entityZone: string): string {
  return own ?? zoneOfCountry[country] ?? entityZone;
}
