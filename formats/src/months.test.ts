import { expect, test } from 'vitest';
import { parseMonth } from './months.ts';

test.each([
  ['2026-03', '2026-03'],
  ['202603', '2026-03'],
  ['2026/3', '2026-03'],
  ['03/2026', '2026-03'],
  ['mars 2026', '2026-03'],
  ['Août 2026', '2026-08'],
  ['févr.-26', '2026-02'],
  ['Jun-26', '2026-06'],
  ['juillet 2026', '2026-07'],
  ['31/03/2026', '2026-03'],
  ['20260331', '2026-03'],
  ['46112', '2026-03'],
  ['', 'month.empty'],
  ['13/2026', 'month.unreadable'],
  ['202613', 'month.unreadable'],
  ['total 2026', 'month.unreadable'],
  ['01/02/2026', 'month.unreadable'],
])('the month of “%s” is %s', (text, expected) => {
  const reading = parseMonth(text);
  expect(reading.ok ? reading.month : reading.reason).toBe(expected);
});

test('a day that reads two ways has a month once its column says which', () => {
  expect(parseMonth('01/02/2026', { order: 'dmy' })).toEqual({ ok: true, month: '2026-02' });
});
