import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanSearch, parseSearch, stringifySearch } from './search.ts';

test('the address of a list says its tab, its sort and its filters as a person can read them', () => {
  const address = stringifySearch({ tab: 'replies', sort: '-overdue', f: ['overdue:at-least:1000', 'segment:is:big,small'] });
  expect(address).toBe('?tab=replies&sort=-overdue&f=overdue:at-least:1000&f=segment:is:big,small');
  expect(cleanSearch(parseSearch(address))).toEqual({
    tab: 'replies',
    sort: '-overdue',
    f: ['overdue:at-least:1000', 'segment:is:big,small'],
  });
});

test('a shared address shows the same rows, whatever was looked for', () => {
  const words = fc.string({ minLength: 1, unit: 'grapheme' });
  const search = fc.record({ q: words, open: words, f: fc.array(words, { minLength: 1, maxLength: 4 }) });
  fc.assert(
    fc.property(search, (asked) => {
      expect(cleanSearch(parseSearch(stringifySearch(asked)))).toEqual(asked);
    }),
  );
});

test('an invoice number made of digits stays a text', () => {
  expect(cleanSearch(parseSearch('?q=00412'))).toEqual({ q: '00412' });
});

test('what a screen does not know is dropped from its address', () => {
  expect(cleanSearch({ q: 12, evil: 'x', tab: '', f: ['', 3, 'a'] })).toEqual({ f: ['a'] });
});
