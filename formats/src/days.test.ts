import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from './any-text.fixture.ts';
import { guessDayOrder, parseDay, type DayOrder } from './days.ts';

const day = (text: string, order?: DayOrder) => {
  const reading = parseDay(text, { order });
  return reading.ok ? reading.day : reading.reason;
};

describe('a day means the same however it is written', () => {
  test.each([
    ['20260331', '2026-03-31'],
    ['2026-03-31', '2026-03-31'],
    ['2026/3/31', '2026-03-31'],
    ['2026-03-31T10:15:00Z', '2026-03-31'],
    ['2026-03-31 00:00:00', '2026-03-31'],
    ['31/03/2026', '2026-03-31'],
    ['31/03/2026 08:30', '2026-03-31'],
    ['31.03.26', '2026-03-31'],
    ['31-03-2026', '2026-03-31'],
    ['3/31/2026', '2026-03-31'],
    ['31.12.99', '1999-12-31'],
    ['31 mars 2026', '2026-03-31'],
    ['31-Mar-26', '2026-03-31'],
    ['March 31, 2026', '2026-03-31'],
    ['1er août 2026', '2026-08-01'],
    ['20260331.0', '2026-03-31'],
    ['46112', '2026-03-31'],
    ['46112.5', '2026-03-31'],
    ['05/05/2026', '2026-05-05'],
    ['29/02/2024', '2024-02-29'],
  ])('%s', (text, expected) => expect(day(text)).toBe(expected));
});

describe('what is no day is refused, with its reason', () => {
  test.each([
    ['', 'day.empty'],
    ['30/02/2026', 'day.impossible'],
    ['29/02/2026', 'day.impossible'],
    ['20260230', 'day.impossible'],
    ['2026-13-01', 'day.impossible'],
    ['{current_date}', 'day.unreadable'],
    ['31/03', 'day.unreadable'],
    ['1234', 'day.unreadable'],
    ['31/03/026', 'day.unreadable'],
    ['99999', 'day.unreadable'],
  ])('“%s”', (text, reason) => expect(day(text)).toBe(reason));
});

describe('01/02/2026 is January or February: only its column knows', () => {
  test('alone it is refused', () => expect(day('01/02/2026')).toBe('day.ambiguous'));
  test('as a French day', () => expect(day('01/02/2026', 'dmy')).toBe('2026-02-01'));
  test('as an American day', () => expect(day('01/02/2026', 'mdy')).toBe('2026-01-02'));
  test('a day that the order of its column cannot mean is refused, not turned round', () =>
    expect(day('02/25/2026', 'dmy')).toBe('day.impossible'));
  test('eight digits may be day first when the column says so', () => expect(day('31032026', 'dmy')).toBe('2026-03-31'));

  test.each([
    [['01/02/2026', '13/02/2026'], 'dmy'],
    [['01/02/2026', '02/13/2026'], 'mdy'],
    [['2026-01-02'], 'ymd'],
    [['20260102'], 'ymd'],
    [['01/02/2026', '03/04/2026'], null],
    [['13/02/2026', '02/13/2026'], null],
    [[''], null],
  ])('the order of %j is %s', (samples, order) => expect(guessDayOrder(samples)).toBe(order));
});

test.each(['9999-12-31', '0001-01-01', '18991231', '31/12/9999'])('%s is no day that a ledger could mean', (text) => {
  expect(parseDay(text, { order: 'dmy' })).toEqual({ ok: false, reason: 'day.impossible' });
});

test('every day of two centuries comes back from every way of writing it', () => {
  const days = fc.date({ min: new Date('1900-03-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year = '', month = '', dayOfMonth = ''] = iso.split('-');
      expect(day(iso)).toBe(iso);
      expect(day(year + month + dayOfMonth)).toBe(iso);
      expect(day(`${dayOfMonth}/${month}/${year}`, 'dmy')).toBe(iso);
      expect(day(`${Number(month)}/${Number(dayOfMonth)}/${year}`, 'mdy')).toBe(iso);
      const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000);
      if (serial >= 10_000) expect(day(String(serial))).toBe(iso);
    }),
  );
});

test('no text whatever makes it throw', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom<DayOrder | undefined>('dmy', 'mdy', 'ymd', undefined), (text, order) => {
      expect(typeof parseDay(text, { order }).ok).toBe('boolean');
      guessDayOrder([text]);
    }),
  );
});
