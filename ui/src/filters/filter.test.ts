import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textsIn } from '@quitus/texts';
import { filterWords } from './filter-words.ts';
import { filterFromWord, filterToWord, isComplete, operators } from './filter.ts';
import type { FilterField } from './filter.ts';

const overdue: FilterField = { id: 'overdue', label: 'Échu', kind: 'amount', unit: '€' };

test('a filter in an address reads as it was written, whatever its values hold', () => {
  const filter = fc.record({
    field: fc.string({ minLength: 1, unit: 'grapheme' }),
    operator: fc.constantFrom(...operators),
    values: fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 2, maxLength: 2 }),
  });
  fc.assert(
    fc.property(filter, (asked) => {
      expect(filterFromWord(filterToWord(asked))).toEqual(asked);
    }),
  );
});

test('an address written by hand filters nothing when it says nothing', () => {
  expect(['', 'overdue', 'overdue:more-than:5', 'overdue:at-least', 'overdue:between:5', '%'].map(filterFromWord)).toEqual(
    Array.from({ length: 6 }, () => undefined),
  );
});

test('a filter says its question in the reader’s words', () => {
  const texts = textsIn('fr');
  expect(filterWords('fr', texts, { field: 'overdue', operator: 'at-least', values: ['1000'] }, overdue)).toEqual({
    field: 'Échu',
    question: 'au moins 1\u202f000\u00a0€',
  });
  const days: FilterField = { id: 'due', label: 'Échéance', kind: 'day' };
  const between = { field: 'due', operator: 'between', values: ['2026-11-01', '2026-11-30'] } as const;
  expect(filterWords('fr', texts, between, days).question).toBe('entre 01/11/2026 et 30/11/2026');
});

test('many values are counted, a field that is gone keeps its name', () => {
  const texts = textsIn('en');
  const filter = { field: 'segment', operator: 'is', values: ['a', 'b', 'c'] } as const;
  expect(filterWords('en', texts, filter, undefined)).toEqual({ field: 'segment', question: '3 values' });
});

test('a range needs both its ends', () => {
  expect(isComplete({ field: 'due', operator: 'between', values: ['2026-11-01', ''] })).toBe(false);
  expect(isComplete({ field: 'due', operator: 'between', values: ['2026-11-01', '2026-11-30'] })).toBe(true);
});
