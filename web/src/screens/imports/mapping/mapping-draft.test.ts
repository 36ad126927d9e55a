import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldOf, withField, withWriting } from './mapping-draft.ts';

const start = { columns: { number: 'Pièce', amount: 'Solde' } };

test('a column chosen for a field takes it from the column that had it', () => {
  const next = withField(start, 'Reste dû', 'amount');
  expect(fieldOf(next, 'Reste dû')).toBe('amount');
  expect(fieldOf(next, 'Solde')).toBeUndefined();
  expect(fieldOf(next, 'Pièce')).toBe('number');
});

test('a column left out is read as nothing', () => {
  expect(fieldOf(withField(start, 'Pièce', ''), 'Pièce')).toBeUndefined();
});

test('whatever is chosen in whatever order, a column is one field and a field one column', () => {
  const choice = fc.record({ column: fc.constantFrom('A', 'B', 'C'), field: fc.constantFrom('', 'number', 'amount', 'dueOn') });
  fc.assert(
    fc.property(fc.array(choice), (choices) => {
      const end = choices.reduce<{ columns: Record<string, string> }>(
        (mapping, { column, field }) => withField(mapping, column, field),
        {
          columns: {},
        },
      );
      const columns = Object.values(end.columns);
      expect(new Set(columns).size).toBe(columns.length);
      const last = choices.at(-1);
      if (last) expect(fieldOf(end, last.column) ?? '').toBe(last.field);
    }),
  );
});

test('a decimal mark can be said and unsaid', () => {
  const said = withWriting(start, 'decimalMark', ',');
  expect(said.decimalMark).toBe(',');
  expect('decimalMark' in withWriting(said, 'decimalMark', '')).toBe(false);
});
