import { expect, test } from 'vitest';
import { planWeeks } from './plan.ts';

const email = (date: string, count: number) =>
  ({ date, step: 'Reminder', channel: 'e-mail', automation: 'to-confirm', count }) as const;

test('the calendar starts on the Monday of the first week and covers the whole period', () => {
  // 21 November 2026 is a Saturday.
  const weeks = planWeeks('2026-11-21', 60, []);
  expect(weeks[0]?.[0]?.day).toBe('2026-11-16');
  expect(weeks.at(-1)?.some((day) => day.day === '2027-01-19')).toBe(true);
  expect(weeks.flat().find((day) => day.within)?.day).toBe('2026-11-21');
});

test('each day carries its own actions by channel, and none is lost', () => {
  const call = { date: '2026-11-23', step: 'Call', channel: 'call', automation: 'manual', count: 1 } as const;
  const days = planWeeks('2026-11-20', 10, [email('2026-11-20', 2), email('2026-11-23', 3), email('2026-11-23', 4), call]).flat();
  expect(days.find((day) => day.day === '2026-11-23')?.byChannel).toEqual([
    { channel: 'e-mail', count: 7 },
    { channel: 'call', count: 1 },
  ]);
  expect(days.reduce((sum, day) => sum + day.count, 0)).toBe(10);
});
