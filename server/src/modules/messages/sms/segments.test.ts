import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSmsSender, smsLength } from './segments.ts';

const gsm = 'abc XYZ 0123 éèùàÇ@£$ÆØ?!';
const gsmText = fc.array(fc.constantFrom(...gsm), { maxLength: 700 }).map((characters) => characters.join(''));
const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });

test('160 characters are one message, 161 are two of 153; a euro sign takes the room of two', () => {
  const cases: [string, string, number, number][] = [
    ['', 'gsm-7', 0, 1],
    ['a'.repeat(160), 'gsm-7', 160, 1],
    ['a'.repeat(161), 'gsm-7', 161, 2],
    ['a'.repeat(306), 'gsm-7', 306, 2],
    ['a'.repeat(307), 'gsm-7', 307, 3],
    ['€'.repeat(80), 'gsm-7', 160, 1],
    // The escape and its character stay together: 152 + 2 do not fit in 153.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm-7', 306, 3],
    ['ê'.repeat(70), 'ucs-2', 70, 1],
    ['ê'.repeat(71), 'ucs-2', 71, 2],
    [`${'ê'.repeat(66)}😀${'ê'.repeat(10)}`, 'ucs-2', 78, 2],
    [`${'ê'.repeat(66)}😀${'ê'.repeat(66)}`, 'ucs-2', 134, 3],
  ];
  for (const [text, encoding, units, segments] of cases)
    expect(smsLength(text), text.slice(0, 20)).toMatchObject({ encoding, units, segments });
});

test('a typographic apostrophe becomes a plain one when that spares sixteen bits; a letter never loses its accent', () => {
  expect(smsLength('L’échéance est passée : merci d’y veiller…')).toMatchObject({
    encoding: 'gsm-7',
    text: "L'échéance est passée : merci d'y veiller...",
    replaced: ['’', '…'],
    forcing: [],
  });
  const french = 'Dès réception, merci de régler cette facture d’août : le contrôle suit son cours.';
  expect(smsLength(french)).toMatchObject({ encoding: 'ucs-2', text: french, replaced: [], forcing: ['û', 'ô'] });
});

test('whatever the text, its segments hold it and no fewer would', () => {
  fc.assert(
    fc.property(fc.oneof(gsmText, anyText), (text) => {
      const { encoding, units, segments, free } = smsLength(text);
      const each = encoding === 'gsm-7' ? 153 : 67;
      const alone = encoding === 'gsm-7' ? 160 : 70;
      expect(segments).toBeGreaterThanOrEqual(units <= alone ? 1 : Math.ceil(units / each));
      // At most one unit of a segment is lost to keep a pair together.
      expect(segments).toBeLessThanOrEqual(units <= alone ? 1 : Math.ceil(units / (each - 1)));
      expect(free).toBeGreaterThanOrEqual(0);
      expect(free).toBeLessThan(units <= alone ? alone + 1 : each);
    }),
  );
});

test('what is sent reads the same: only typography is replaced, and a second reading changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(gsmText, anyText), (text) => {
      const first = smsLength(text);
      const second = smsLength(first.text);
      expect(second).toEqual({ ...first, replaced: second.replaced });
      expect(first.text.match(/\p{L}|\p{N}/gu) ?? []).toEqual(text.match(/\p{L}|\p{N}/gu) ?? []);
      expect(first.encoding === 'ucs-2').toBe(first.forcing.length > 0);
    }),
  );
});

test('adding a character never makes a message shorter', () => {
  fc.assert(
    fc.property(gsmText, fc.constantFrom('a', '€', 'ê', '😀'), (text, more) => {
      expect(smsLength(text + more).segments).toBeGreaterThanOrEqual(smsLength(text).segments);
    }),
  );
});

test('a sender’s name has eleven plain characters at most, one of them a letter', () => {
  expect(['QUITUS', 'Aubepine SA', 'Compta 24'].every(isSmsSender)).toBe(true);
  expect(['', 'Aubépine', 'Twelve chars', '0612345678', ' Aubepine', 'A-B'].some(isSmsSender)).toBe(false);
});
