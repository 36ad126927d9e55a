import { array, assert, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { windowLines } from './window-lines.ts';

test('a name too long for one line is broken between words while there is room', () => {
  expect(
    windowLines(['Société coopérative agricole des Trois Vallées du Haut Dauphiné', '4 rue Haute', '38000 Grenoble']),
  ).toEqual(['Société coopérative agricole des Trois', 'Vallées du Haut Dauphiné', '4 rue Haute', '38000 Grenoble']);
});

test('seven lines become six; name and town stay alone', () => {
  expect(windowLines(['Dubourg', 'Compta', 'Bât. C', 'Étage 4', '4 rue Haute', 'BP 12', '38000 Grenoble'])).toEqual([
    'Dubourg',
    'Compta',
    'Bât. C',
    'Étage 4',
    '4 rue Haute BP 12',
    '38000 Grenoble',
  ]);
});

test('in capitals as sorting machines like them: the last three lines, without accents and punctuation', () => {
  expect(windowLines(['Menuiserie du Val', '4, rue de l’Église', '38000 Grenoble'], { capitals: true })).toEqual([
    'Menuiserie du Val',
    '4 RUE DE L EGLISE',
    '38000 GRENOBLE',
  ]);
});

test('whatever the address, six lines at most and every word in its order', () => {
  const line = stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,6}$/);
  assert(
    property(array(line, { minLength: 1, maxLength: 9 }), (address) => {
      const lines = windowLines(address);
      expect(lines.length).toBeLessThanOrEqual(6);
      expect(lines.join(' ')).toBe(address.join(' '));
    }),
  );
});
