import type { InputOf } from '@quitus/contract/client';
import { useScreenSearch } from '../../search.ts';
import type { ScreenSearch } from '../../search.ts';

export type EventsQuery = InputOf<'GET /audit/events'>['query'];
export type ReadsQuery = InputOf<'GET /audit/personal-reads'>['query'];

/** What follows the area in the word for all of its kinds: `disputes.*`. */
export const wholeArea = '.*';

const isId = (text: string | undefined): text is string =>
  text !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
const isDay = (text: string | undefined): text is string => text !== undefined && /^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text);

/** What the address asks of the record; words that nobody could have chosen are passed over. */
export function eventsQuery(search: ScreenSearch): EventsQuery {
  const { kind, by, customer, entity, subject, from, to, q } = search;
  return {
    ...(kind?.endsWith(wholeArea) ? { area: kind.slice(0, -wholeArea.length) } : kind ? { kind } : {}),
    ...(isId(by) ? { actorId: by } : {}),
    ...(isId(customer) ? { customerId: customer } : {}),
    ...(isId(entity) ? { entityId: entity } : {}),
    ...(isId(subject) ? { subjectId: subject } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(q ? { q } : {}),
  };
}

/** What the address asks of the reads of personal data. */
export function readsQuery(search: ScreenSearch): ReadsQuery {
  const { by, customer, from, to } = search;
  return {
    ...(isId(by) ? { personId: by } : {}),
    ...(isId(customer) ? { customerId: customer } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}

/** Takes every filter away; the tab stays. */
export function useClearFilters(): () => void {
  const { change } = useScreenSearch();
  return () =>
    change({
      kind: undefined,
      by: undefined,
      customer: undefined,
      entity: undefined,
      subject: undefined,
      from: undefined,
      to: undefined,
      q: undefined,
    });
}
