import { expect, test } from 'vitest';
import { isComplete, ruleBodies, takenBy } from './rule.ts';
import type { EditedRule, Effect } from './rule.ts';

const rule = (id: string, more: Partial<EditedRule> = {}): EditedRule => ({
  id,
  name: `Rule ${id}`,
  scenarioId: 's',
  criteria: { field: 'segment', is: 'is', value: 'retail' },
  enabled: true,
  ...more,
});
const effect = (customers: readonly number[]): Effect => ({
  rules: customers.map((count) => ({ name: '', customers: count, words: '' })),
  locked: 0,
  unmatched: 0,
  changing: 0,
  moves: [],
  sample: [],
});

test('a rule without a condition would take everybody: it is not asked, nor saved', () => {
  expect(isComplete(rule('a', { criteria: null }))).toBe(false);
  expect(isComplete(rule('a', { name: ' ' }))).toBe(false);
  expect(ruleBodies([rule('a'), rule('b', { criteria: null }), rule('c', { name: ' Key accounts ' })])).toMatchObject([
    { id: 'a' },
    { id: 'c', name: 'Key accounts' },
  ]);
});

test('each count stands beside the rule it was asked for, whatever rules were left out', () => {
  const rules = [rule('a'), rule('b', { criteria: null }), rule('c')];
  expect([...takenBy(rules, effect([3, 5]))]).toEqual([
    ['a', 3],
    ['c', 5],
  ]);
  expect(takenBy(rules, undefined).size).toBe(0);
});
