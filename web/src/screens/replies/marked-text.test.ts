import { array, assert, integer, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { markedText } from './marked-text.ts';

test('what is new, what was quoted and the words of evidence are told apart', () => {
  const text = 'Bonjour,\nnous payons F-42 lundi.\n> Relance';
  const at = (words: string) => ({ offset: text.indexOf(words), length: words.length });
  expect(
    markedText(text, [at('Bonjour,'), at('nous payons F-42 lundi.')], [at('nous payons F-42')], [at('F-42'), at('lundi')]),
  ).toEqual([
    { text: 'Bonjour,', kind: 'new' },
    { text: '\n', kind: 'new' },
    { text: 'nous payons ', kind: 'new', mark: 'evidence' },
    { text: 'F-42', kind: 'new', mark: 'both' },
    { text: ' ', kind: 'new' },
    { text: 'lundi', kind: 'new', mark: 'item' },
    { text: '.', kind: 'new' },
    { text: '\n> Relance', kind: 'old' },
  ]);
});

test('whatever the spans, no character is lost, added or moved', () => {
  const span = record({ offset: integer({ min: 0, max: 60 }), length: integer({ min: 0, max: 30 }) });
  assert(
    property(string({ maxLength: 50 }), array(span), array(span), array(span), (text, fresh, evidence, items) => {
      expect(
        markedText(text, fresh, evidence, items)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
