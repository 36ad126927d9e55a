/** Where somebody is written to, as the account says. */
export type Addressed = { readonly customerKind: string; readonly country: string; readonly timeZone: string | null };

const zones: Readonly<Record<string, string>> = {
  FR: 'Europe/Paris',
  BE: 'Europe/Brussels',
  CH: 'Europe/Zurich',
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
  LU: 'Europe/Luxembourg',
  ES: 'Europe/Madrid',
  IT: 'Europe/Rome',
};
// Written down from the calendar of those years, not computed: Easter Mondays, Ascensions, Whit Mondays, and the fixed ones.
const frenchHolidays = new Set([
  '2024-01-01',
  '2024-04-01',
  '2024-05-01',
  '2024-05-08',
  '2024-05-09',
  '2024-05-20',
  '2024-07-14',
  '2024-08-15',
  '2024-11-01',
  '2024-11-11',
  '2024-12-25',
  '2025-01-01',
  '2025-04-21',
  '2025-05-01',
  '2025-05-08',
  '2025-05-29',
  '2025-06-09',
  '2025-07-14',
  '2025-08-15',
  '2025-11-01',
  '2025-11-11',
  '2025-12-25',
]);

/** Whether one may be written to at an instant: a weekday, no holiday in France, office hours, and the gentler ones of consumers. */
export function isOpenHour({ customerKind, country, timeZone }: Addressed, at: Temporal.Instant): boolean {
  const local = at.toZonedDateTimeISO(timeZone ?? zones[country] ?? 'Europe/Paris');
  if (local.dayOfWeek > 5) return false;
  if (country === 'FR' && frenchHolidays.has(local.toPlainDate().toString())) return false;
  const time = local.toPlainTime().toString().slice(0, 5);
  const within = (from: string, until: string): boolean => time >= from && time <= until;
  return customerKind === 'consumer' ? within('10:00', '13:00') || within('14:00', '20:00') : within('08:30', '18:00');
}
