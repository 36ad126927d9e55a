import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { fitTable, linesInTables, measuredCharacters, withFits } from './fit-table.ts';
import { letterSample } from './letter-sample.fixture.ts';
import { openTypesetter } from './typesetter.ts';

const typesetter = openTypesetter();
const widths = typesetter.measure(measuredCharacters());
const table = (rows: readonly (readonly string[])[], totals: readonly (readonly [string, string])[] = []) => ({
  columns: [
    { label: 'Facture', align: 'left' },
    { label: 'Échéance', align: 'left' },
    { label: 'Reste dû', align: 'right' },
  ],
  groups: [{ rows }],
  totals,
});
const line = ['FA-2026-00001', '17/09/2026', '1 000,20 €'];
const sheet = (170 * 72) / 25.4;

test('columns whose words stand on one line fill the sheet together, amounts no wider than they are', () => {
  const fit = fitTable(table([line]), widths) ?? [];
  expect(fit.reduce((sum, one) => sum + one, 0)).toBeCloseTo(sheet, 3);
  expect(fit[2]).toBeLessThan(80);
  expect(fit[0]).toBeGreaterThan(fit[2] ?? 0);
});

test('a total wider than every amount widens its column', () => {
  const [, , plain = 0] = fitTable(table([line]), widths) ?? [];
  const [, , wide = 0] = fitTable(table([line], [['Total dû', '1 234 567 890,12 €']]), widths) ?? [];
  expect(wide).toBeGreaterThan(plain + 10);
});

test('what needs more than a line, or another writing, is left to be broken on the page', () => {
  expect(fitTable(table([['x'.repeat(200), '', '']]), widths)).toBeNull();
  expect(fitTable(table([['two\nlines', '', '']]), widths)).toBeNull();
  expect(fitTable(table([['株式会社', '', '']]), widths)).toBeNull();
  expect(fitTable(table([line], [['A total of '.repeat(30), '1']]), widths)).toBeNull();
});

test('no word is wider on paper than its column was made for: none runs into the next', () => {
  const word = array(constantFrom(...measuredCharacters()), { minLength: 1, maxLength: 30 }).map((all) => all.join(''));
  const bare = (words: string) => ({
    ...table([['', '', words]]),
    columns: ['left', 'left', 'right'].map((align) => ({ label: '', align })),
  });
  const gutter = (3.6 * 72) / 25.4;
  assert(
    property(array(word, { minLength: 60, maxLength: 60 }), (all) => {
      const onPaper = typesetter.measure(all).words;
      for (const one of all) {
        const column = fitTable(bare(one), widths)?.at(-1) ?? 0;
        expect((onPaper.get(one) ?? Number.NaN) * 8.5, one).toBeLessThanOrEqual(column - gutter);
      }
    }),
    { numRuns: 10 },
  );
});

test('every table of a paper is looked at, and an address too wide for the window is told apart', () => {
  const { statement, windowFits } = withFits(letterSample({ items: 3 }), widths);
  expect(statement).toHaveProperty('fit', expect.arrayContaining([expect.any(Number)]));
  expect(windowFits).toBe(true);
  expect(withFits(letterSample({ items: 1, recipient: ['W'.repeat(60)] }), widths)['windowFits']).toBe(false);
  expect(linesInTables(letterSample({ items: 7 }))).toBe(7);
});
