import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailLines } from './email-lines.ts';

test('a column of codes and addresses pasted from a spreadsheet is understood line by line', () => {
  expect(emailLines('C001\tcompta@petit.example\r\nC002\tfactures@grand.example\n').lines).toEqual([
    { code: 'C001', email: 'compta@petit.example' },
    { code: 'C002', email: 'factures@grand.example' },
  ]);
});

test('semicolons, quotes and a name between code and address do not matter', () => {
  expect(emailLines('411PETIT;"Ateliers Petit";compta@petit.example').lines).toEqual([
    { code: '411PETIT', email: 'compta@petit.example' },
  ]);
});

test('a header and a line without address are named, not taken', () => {
  expect(emailLines('Code\tE-mail\nC003\t').others).toEqual(['Code\tE-mail', 'C003']);
});

test('every line that is not empty is either understood or named', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 30 })), (rows) => {
      const pasted = rows.join('\n');
      const { lines, others } = emailLines(pasted);
      expect(lines.length + others.length).toBe(pasted.split(/\r?\n/).filter((row) => row.trim() !== '').length);
    }),
  );
});
