import { expect, test } from 'vitest';
import { firstContactInstant } from './contact-window.ts';

const paris = { kind: 'business', country: 'FR', timeZone: 'Europe/Paris' };
const business = { window: 'business', office: '08:30-18:00' } as const;
const at = (text: string) => Temporal.ZonedDateTime.from(text).toInstant();
const first = (from: string, recipient = paris) =>
  firstContactInstant(at(from), business, recipient).toZonedDateTimeISO(recipient.timeZone).toPlainDateTime().toString();

test.each([
  ['2026-03-04T10:00[Europe/Paris]', '2026-03-04T10:00:00', 'within office hours it leaves at once'],
  ['2026-03-04T06:00[Europe/Paris]', '2026-03-04T08:30:00', 'before them it waits for half past eight'],
  ['2026-03-04T18:00[Europe/Paris]', '2026-03-05T08:30:00', 'after them it waits for the next morning'],
  ['2026-03-06T19:00[Europe/Paris]', '2026-03-09T08:30:00', 'from Friday evening to Monday'],
  ['2026-04-06T09:00[Europe/Paris]', '2026-04-07T08:30:00', 'not on Easter Monday'],
  ['2026-12-24T20:00[Europe/Paris]', '2026-12-28T08:30:00', 'Christmas on a Friday'],
])('a message of %s leaves on %s: %s', (from, expected) => {
  expect(first(from)).toBe(expected);
});

test('a consumer is written to between ten and one, and between two and eight', () => {
  const consumer = { ...paris, kind: 'consumer' };
  expect(first('2026-03-04T08:30[Europe/Paris]', consumer)).toBe('2026-03-04T10:00:00');
  expect(first('2026-03-04T13:30[Europe/Paris]', consumer)).toBe('2026-03-04T14:00:00');
  expect(first('2026-03-04T20:30[Europe/Paris]', consumer)).toBe('2026-03-05T10:00:00');
});

test('T70: the hour is the debtor’s own, by the zone’s rules of that very day', () => {
  expect(first('2026-03-28T12:00[Europe/Paris]')).toBe('2026-03-30T08:30:00');
  expect(firstContactInstant(at('2026-03-28T12:00[Europe/Paris]'), business, paris).toString()).toBe('2026-03-30T06:30:00Z');
  const reunion = { kind: 'business', country: 'RE', timeZone: 'Indian/Reunion' };
  expect(firstContactInstant(at('2026-03-03T23:00[Europe/Paris]'), business, reunion).toString()).toBe('2026-03-04T04:30:00Z');
});

test('without a window it leaves at any hour', () => {
  const night = at('2026-03-07T03:00[Europe/Paris]');
  expect(firstContactInstant(night, { ...business, window: 'always' }, paris)).toBe(night);
});

test('an organisation chooses the hours of its office day; private persons keep theirs', () => {
  const hours = { ...business, office: '09:00-12:30' };
  const leaves = (from: string, kind = 'business') =>
    firstContactInstant(at(from), hours, { ...paris, kind })
      .toZonedDateTimeISO('Europe/Paris')
      .toPlainDateTime()
      .toString();
  expect(leaves('2026-03-04T08:45[Europe/Paris]')).toBe('2026-03-04T09:00:00');
  expect(leaves('2026-03-04T12:29[Europe/Paris]')).toBe('2026-03-04T12:29:00');
  expect(leaves('2026-03-04T12:30[Europe/Paris]', 'public')).toBe('2026-03-05T09:00:00');
  expect(leaves('2026-03-04T14:00[Europe/Paris]', 'consumer')).toBe('2026-03-04T14:00:00');
});
