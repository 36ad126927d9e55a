import { filterFromWord, filterToWord } from '@quitus/ui';
import { expect, test } from 'vitest';
import { filterText, filtersOf } from './criteria.ts';

const throughAddress = (criteria: Parameters<typeof filtersOf>[0]) => {
  const words = (filtersOf(criteria) ?? []).map(filterToWord);
  return JSON.parse(filterText(words.flatMap((word) => filterFromWord(word) ?? [])) ?? 'null') as unknown;
};

test('a figure opens its list with the very criteria it was counted by', () => {
  const overdue = {
    all: [
      { field: 'currency', is: 'is', value: 'EUR' },
      { field: 'open', is: 'at-least', value: '0.01' },
      { field: 'daysLate', is: 'between', value: ['1', '30'] },
    ],
  };
  expect(throughAddress(overdue)).toEqual(overdue);
});

test('what is not due, or has no due date at all, stays one question', () => {
  const notDue = {
    all: [
      { field: 'open', is: 'at-least', value: '0.01' },
      {
        any: [
          { field: 'daysLate', is: 'at-most', value: 0 },
          { field: 'daysLate', is: 'empty' },
        ],
      },
    ],
  };
  expect(throughAddress(notDue)).toEqual(notDue);
});

test('a yes-or-no question keeps its answer, and its opposite turns it round', () => {
  expect(filtersOf({ field: 'intercompany', is: 'is', value: false })).toEqual([
    { field: 'intercompany', operator: 'is', values: ['no'] },
  ]);
  expect(filtersOf({ not: { field: 'segment', is: 'is', value: 'retail' } })).toEqual([
    { field: 'segment', operator: 'is-not', values: ['retail'] },
  ]);
});

test('no filter asks nothing', () => {
  expect(filterText([])).toBeUndefined();
  expect(filtersOf(null)).toEqual([]);
});
