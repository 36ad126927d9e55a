import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test.each([
  ['Menuiserie\r\nBcc: pirate@ailleurs.example', 'Menuiserie Bcc: pirate@ailleurs.example'],
  ['  Hêtre\u2028& Fils\u0000 ', 'Hêtre & Fils'],
  ['\r\n', ''],
  ['L’Étoile\u00a0du Nord', 'L’Étoile\u00a0du Nord'],
])('a name stands on one line, without control characters: %j is kept as %j', (given, kept) => {
  expect(oneLine(given)).toBe(kept);
});

test('whatever is typed, no control character is left, and what is on one line stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const kept = oneLine(text);
      expect(kept).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(oneLine(kept)).toBe(kept);
    }),
  );
});
