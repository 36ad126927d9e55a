import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { curlLine, endOfDay, lastDayOf, networksIn, scopeWords, wrongNetwork } from './key-words.ts';

test('networks are read one a line or between commas, and what is none is named', () => {
  const typed = networksIn(' 192.0.2.0/24\n2001:db8::/32, 198.51.100.7 ');
  expect(typed).toEqual(['192.0.2.0/24', '2001:db8::/32', '198.51.100.7']);
  expect(wrongNetwork(typed)).toBeUndefined();
  expect(wrongNetwork([...typed, 'office'])).toBe('office');
});

test('a key without limits sees everything; one with limits says which', () => {
  const texts = textsIn('fr');
  expect(scopeWords(texts, {}, new Map())).toBe('tout');
  expect(scopeWords(texts, { entities: null, agencies: null }, new Map())).toBe('tout');
  expect(
    scopeWords(
      texts,
      { entities: ['e1'], agencies: ['Lyon'], collectors: ['p1'] },
      new Map([
        ['e1', 'Sorbier'],
        ['p1', 'Claire'],
      ]),
    ),
  ).toBe('Sorbier · Lyon · Portefeuilles de Claire');
});

test('a key is good through its last day', () => {
  const end = new Date(endOfDay('2026-12-31'));
  expect(lastDayOf(endOfDay('2026-12-31'))).toBe('2026-12-31');
  expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours()]).toEqual([2027, 0, 1, 0]);
});

test('the line to paste shows the key to the server and asks what it may do', () => {
  expect(curlLine('https://quitus.example', 'qk_1')).toBe(
    "curl -H 'Authorization: Bearer qk_1' https://quitus.example/api/v1/key",
  );
});
