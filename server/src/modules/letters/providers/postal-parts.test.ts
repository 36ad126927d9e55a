import { array, assert, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { postalParts } from './postal-parts.ts';

test.each([
  [
    ['Menuiserie du Val', '4 rue Haute', '38000 Grenoble'],
    { name: 'Menuiserie du Val', lines: ['4 rue Haute'], postalCode: '38000', city: 'Grenoble', country: 'France' },
  ],
  [
    ['SOCIETE DUBOURG', 'SERVICE COMPTABILITE', 'BAT C', '114 AV DE GAULLE', 'BP 90014', '38030 GRENOBLE CEDEX 2'],
    {
      name: 'SOCIETE DUBOURG',
      lines: ['SERVICE COMPTABILITE', 'BAT C', '114 AV DE GAULLE, BP 90014'],
      postalCode: '38030',
      city: 'GRENOBLE CEDEX 2',
      country: 'France',
    },
  ],
  [
    ['Werkstatt Klar', 'Lindenweg 3', 'D-10115 Berlin', 'Allemagne'],
    { name: 'Werkstatt Klar', lines: ['Lindenweg 3'], postalCode: '10115', city: 'Berlin', country: 'Allemagne' },
  ],
])('%j is read as its parts', (lines, parts) => {
  expect(postalParts(lines)).toEqual(parts);
});

test('an address without a town, or without a street, is none', () => {
  expect(postalParts(['Menuiserie du Val', '4 rue Haute'])).toBeUndefined();
  expect(postalParts(['Menuiserie du Val', '38000 Grenoble'])).toBeUndefined();
  expect(postalParts([])).toBeUndefined();
});

test('whatever the lines, never more than three stand between name and town, and no word is lost', () => {
  assert(
    property(array(stringMatching(/^[A-Za-z]{1,10} [A-Za-z]{1,10}$/), { minLength: 2, maxLength: 6 }), (lines) => {
      const parts = postalParts([...lines, '69007 Lyon']);
      expect(parts?.lines.length).toBeLessThanOrEqual(3);
      expect([parts?.name, ...(parts?.lines ?? [])].join(', ').split(', ')).toEqual(lines);
    }),
  );
});
