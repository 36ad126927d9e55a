import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agingShares } from './AgingBar.tsx';
import { hintPlace } from './hint/place.ts';
import { matchingEntries } from './palette/match.ts';
import { completed, followed, pressName } from './shortcuts/sequence.ts';
import { roundTicks } from './ticks.ts';

test('the parts of an aged balance share the whole bar, credits take no place', () => {
  expect(agingShares({ 'not-due': '300.00', 'late-1-30': '100.00', 'late-over-90': '-50.00' })).toMatchObject({
    'not-due': 0.75,
    'late-1-30': 0.25,
    'late-over-90': 0,
  });
  expect(Object.values(agingShares({}))).toEqual([0, 0, 0, 0, 0]);
});

test('an axis holds every figure between round ends, and bars stand on zero', () => {
  expect(roundTicks([48, 51, 62], false)).toEqual([45, 50, 55, 60, 65]);
  expect(roundTicks([120_000, 240_000], true)).toEqual([0, 100_000, 200_000, 300_000]);
  expect(roundTicks([0.1, 0.3], true).every((tick) => String(tick).length < 6)).toBe(true);
  expect(roundTicks([], true)).toEqual([0, 1]);
});

test('no figure falls outside its axis', () => {
  const figures = fc.array(
    fc.integer({ min: -1e11, max: 1e11 }).map((cents) => cents / 100),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(figures, fc.boolean(), (values, fromZero) => {
      const ticks = roundTicks(values, fromZero);
      const slack = 1e-6 * Math.max(1, ...values.map(Math.abs));
      expect(ticks[0] ?? NaN).toBeLessThanOrEqual(Math.min(...values) + slack);
      expect(ticks.at(-1) ?? NaN).toBeGreaterThanOrEqual(Math.max(...values) - slack);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});

const press = (key: string, more: Partial<Parameters<typeof pressName>[0]> = {}) =>
  pressName({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test('Ctrl and Command are the same key to a shortcut', () => {
  expect(press('K', { ctrlKey: true })).toBe('mod+k');
  expect(press('k', { metaKey: true })).toBe('mod+k');
  expect(press('?')).toBe('?');
});

test('g then a goes to the agenda, a alone does something else', () => {
  const shortcuts = ['a', 'g a', 'g c'];
  expect(completed(shortcuts, followed(['g'], 'a', 300))).toBe('g a');
  expect(completed(shortcuts, followed([], 'a', 300))).toBe('a');
  expect(completed(shortcuts, followed(['g'], 'a', 5000))).toBe('a');
  expect(completed(shortcuts, ['g'])).toBeUndefined();
});

test('a command is found by the beginning of its words, without accents', () => {
  const entry = (label: string, keywords = '') => ({ id: label, group: '', label, keywords, run: () => undefined });
  const entries = [entry('Vue d’ensemble'), entry('Paramètres', 'réglages'), entry('Agenda')];
  const found = (typed: string) => matchingEntries(entries, typed).map((each) => each.label);
  expect(found('ens')).toEqual(['Vue d’ensemble']);
  expect(found('PARAM')).toEqual(['Paramètres']);
  expect(found('regl')).toEqual(['Paramètres']);
  expect(found('genda')).toEqual([]);
  expect(found('')).toHaveLength(3);
});

test('a bubble stays in the window', () => {
  const view = { width: 390, height: 844 };
  const bubble = { width: 200, height: 30 };
  expect(hintPlace({ left: 380, top: 400, bottom: 420, width: 10 }, bubble, view)).toEqual({ left: 182, top: 364 });
  expect(hintPlace({ left: 0, top: 4, bottom: 24, width: 10 }, bubble, view)).toEqual({ left: 8, top: 30 });
});
