import fc from 'fast-check';
import { expect, test } from 'vitest';
import { throughChannel } from './scenario.ts';
import type { DraftStep } from './scenario.ts';
import { arranged, daysFromDue, freshId, freshStep, inSections, movedTo, typedDays } from './sections.ts';
import { markPlaces, placeOf, rangeOf } from './timeline-places.ts';

const step = (stepId: string, offsetDays: number, more: Partial<DraftStep> = {}): DraftStep => ({
  ...freshStep([], 'overdue', 'e-mail', stepId),
  offsetDays,
  ...more,
});
const ids = (steps: readonly DraftStep[]) => steps.map((each) => each.stepId);

test('a step moved before another takes its place in time, and one that follows it goes with it', () => {
  const follower = step('f', 5, { reference: 'previous-step' });
  const steps = arranged([step('a', 3), step('b', 10), follower, step('c', 5)]);
  expect(ids(steps)).toEqual(['a', 'c', 'b', 'f']);
  expect(daysFromDue(steps)).toEqual([3, 5, 10, 15]);
});

test('thanks and words about promises stand after the ladder, whatever their day', () => {
  const steps = arranged([
    step('thanks', 0, { reference: 'payment-date' }),
    step('promise', -1, { reference: 'promise-date' }),
    step('late', 30),
    step('early', -5),
  ]);
  expect(ids(steps)).toEqual(['early', 'late', 'promise', 'thanks']);
  const { before, overdue, promise, payment } = inSections(steps);
  expect([before, overdue, promise, payment].map((part) => ids(part.map((each) => each.step)))).toEqual([
    ['early'],
    ['late'],
    ['promise'],
    ['thanks'],
  ]);
});

test('steps change places on a calendar that stays: the day and the level belong to the place', () => {
  const steps = [
    step('first', 3, { level: 1 }),
    step('second', 10, { level: 2 }),
    step('call', 20, { level: 2, channel: 'call' }),
  ];
  const moved = movedTo(steps, 2, 0);
  expect(moved.map(({ stepId, offsetDays, level, channel }) => [stepId, offsetDays, level, channel])).toEqual([
    ['call', 3, 1, 'call'],
    ['first', 10, 2, 'e-mail'],
    ['second', 20, 2, 'e-mail'],
  ]);
});

test('a thank-you takes no reminder’s place', () => {
  const steps = [step('first', 3), step('thanks', 0, { reference: 'payment-date' })];
  expect(movedTo(steps, 1, 0)).toEqual(steps);
});

test('however steps are moved, their days stay in order and no step is lost', () => {
  const ladder = fc.uniqueArray(fc.integer({ min: -90, max: 720 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(ladder, fc.nat(11), fc.nat(11), (days, from, to) => {
      const steps = arranged(days.map((day, index) => step(`s${index}`, day)));
      const moved = movedTo(steps, from, to);
      expect(moved.map((each) => each.offsetDays)).toEqual(steps.map((each) => each.offsetDays));
      expect(ids(moved).toSorted()).toEqual(ids(steps).toSorted());
    }),
  );
});

test('a new step comes after the last one, firmer when it is written, and leaves only after a yes', () => {
  const steps = [
    step('first', 3, { level: 1 }),
    step('second', 10, { level: 2, subjectFr: 'Objet', subjectEn: 'Subject', bodyFr: 'Bonjour', bodyEn: 'Hello' }),
  ];
  expect(freshStep(steps, 'overdue', 'letter', 'n')).toMatchObject({
    offsetDays: 20,
    level: 3,
    automation: 'to-confirm',
    bodyFr: 'Bonjour',
    bodyEn: 'Hello',
  });
  expect(freshStep(steps, 'overdue', 'call', 'n')).toMatchObject({
    offsetDays: 20,
    level: 2,
    automation: 'manual',
    bodyFr: null,
  });
  expect(freshStep(steps, 'before', 'e-mail', 'n')).toMatchObject({ offsetDays: -5, level: 0 });
  expect(freshStep(steps, 'payment', 'e-mail', 'n')).toMatchObject({ reference: 'payment-date', offsetDays: 0, level: 0 });
  expect(freshStep(steps, 'overdue', 'hand-over', 'n')).toMatchObject({ grave: true, automation: 'manual' });
});

test('a new message never starts from an empty page, in either language', () => {
  const written = (['before', 'overdue', 'promise', 'payment'] as const).flatMap((section) =>
    (['e-mail', 'sms', 'internal'] as const).map((channel) => freshStep([], section, channel, 'n')),
  );
  for (const { channel, subjectFr, subjectEn, bodyFr, bodyEn } of written) {
    expect([bodyFr, bodyEn]).not.toContain(null);
    if (channel !== 'sms') expect([subjectFr, subjectEn]).not.toContain(null);
  }
});

test('a step that changes channel loses what the new one cannot do', () => {
  const written = step('a', 3, { automation: 'automatic', attachments: ['invoices'], showInterest: true });
  expect(throughChannel(written, 'sms')).toMatchObject({ automation: 'automatic', attachments: [], showInterest: false });
  expect(throughChannel(written, 'call')).toMatchObject({ automation: 'manual', attachments: [] });
  expect(throughChannel(throughChannel(written, 'call'), 'e-mail').automation).toBe('to-confirm');
});

test.each([
  ['J+10', 3, 10],
  ['D-5', 3, -5],
  ['J−5', 3, -5],
  ['+3', -5, 3],
  ['12', 3, 12],
  ['12', -5, -12],
  ['puis +8 j', 3, 8],
  ['émission +5', 1, 5],
  ['0', -5, 0],
  ['jour J', 3, undefined],
  ['', 3, undefined],
  ['-120', 3, undefined],
  ['999', 3, undefined],
])('“%s” typed where %i stood means %s days', (typed, present, days) => {
  expect(typedDays(typed, present)).toBe(days);
});

test('an identity made here is a UUID', () => {
  expect(freshId()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('the due date stands between what comes before and after it', () => {
  const range = rangeOf([-5, 3, 60]);
  expect(range).toEqual({ from: -7, to: 60 });
  expect([placeOf(-7, range), placeOf(60, range)]).toEqual([0, 1]);
  expect(placeOf(-5, range)).toBeLessThan(placeOf(0, range));
  expect(placeOf(0, range)).toBeLessThan(placeOf(3, range));
});

test('marks never overlap while they fit, never leave the axis and keep their order', () => {
  const days = fc.array(fc.integer({ min: -90, max: 720 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(days, fc.integer({ min: 120, max: 1200 }), (some, width) => {
      const sorted = some.toSorted((left, right) => left - right);
      const places = markPlaces(sorted, rangeOf(sorted), width, 24);
      const size = Math.min(24, width / sorted.length);
      const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
      expect(Math.min(...gaps, size)).toBeGreaterThanOrEqual(size - 1e-6);
      expect(places[0] ?? 0).toBeGreaterThanOrEqual(size / 2 - 1e-6);
      expect(places.at(-1) ?? 0).toBeLessThanOrEqual(width - size / 2 + 1e-6);
    }),
  );
});
