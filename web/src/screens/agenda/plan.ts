import type { OutputOf } from '@quitus/contract/client';
import { addDays, daysBetween } from '@quitus/ui';

export type Foreseen = OutputOf<'GET /plan'>;
export type PlanRow = Foreseen['rows'][number];
export type DayCount = Foreseen['byDay'][number];

export interface PlanDay {
  readonly day: string;
  /** Outside the period asked for: drawn empty. */
  readonly within: boolean;
  readonly count: number;
  readonly byChannel: readonly { readonly channel: DayCount['channel']; readonly count: number }[];
}

// Monday is 0.
const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The period as whole weeks, Monday first, each day with its counts by channel. */
export function planWeeks(from: string, days: number, foreseen: readonly DayCount[]): PlanDay[][] {
  const last = addDays(from, days - 1);
  const monday = addDays(from, -weekdayOf(from));
  const weeks = Math.ceil((daysBetween(monday, last) + 1) / 7);
  const byDay = new Map<string, DayCount[]>();
  for (const each of foreseen) byDay.set(each.date, [...(byDay.get(each.date) ?? []), each]);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const day = addDays(monday, week * 7 + weekday);
      const those = byDay.get(day) ?? [];
      const byChannel = new Map<DayCount['channel'], number>();
      for (const each of those) byChannel.set(each.channel, (byChannel.get(each.channel) ?? 0) + each.count);
      return {
        day,
        within: day >= from && day <= last,
        count: those.reduce((sum, each) => sum + each.count, 0),
        byChannel: [...byChannel].map(([channel, count]) => ({ channel, count })),
      };
    }),
  );
}
