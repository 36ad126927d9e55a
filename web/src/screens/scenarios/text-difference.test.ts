import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textDifference } from './text-difference.ts';

test('a line changed is one taken out and one put in, the others stay', () => {
  expect(textDifference('Dear,\nplease pay.\nBest', 'Dear,\nplease pay today.\nBest')).toEqual([
    { kind: 'same', line: 'Dear,' },
    { kind: 'removed', line: 'please pay.' },
    { kind: 'added', line: 'please pay today.' },
    { kind: 'same', line: 'Best' },
  ]);
});

test('a first text is all put in', () => {
  expect(textDifference('', 'Dear,\nhello')).toEqual([
    { kind: 'added', line: 'Dear,' },
    { kind: 'added', line: 'hello' },
  ]);
});

test('both texts can be read back from their difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = textDifference(before, after);
      const side = (without: 'added' | 'removed') => changes.filter(({ kind }) => kind !== without).map(({ line }) => line);
      expect(side('added').join('\n')).toBe(before);
      expect(side('removed').join('\n')).toBe(after);
    }),
  );
});
