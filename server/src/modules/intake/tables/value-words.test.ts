import { expect, test } from 'vitest';
import { languagesOf } from './value-words.ts';

test.each([
  ['fr', 'fr'],
  ['FR', 'fr'],
  ['Français', 'fr'],
  ['francais', 'fr'],
  ['Anglais', 'en'],
  ['English', 'en'],
  ['en-GB', 'en'],
  ['de', 'de'],
  ['Allemand', 'de'],
  ['German', 'de'],
  ['Deutsch', 'de'],
  ['espagnol', 'es'],
  ['nl_BE', 'nl'],
  ['', null],
  ['klingon', null],
  ['xx', null],
])('a file that writes the language as "%s" means %s', (text, code) => {
  expect(languagesOf(text)).toBe(code);
});
