import { addDays, type Day } from '../../../kernel/days.ts';
import { isFrenchWorkingDay } from '../../customers/index.ts';

/** The day so many working days after a day. */
export function workingDaysAfter(day: Day, count: number): Day {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1);
    if (isFrenchWorkingDay(reached)) left -= 1;
  }
  return reached;
}
