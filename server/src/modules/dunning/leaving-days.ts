import type { Day } from '../../kernel/days.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { readSetting } from '../identity/index.ts';
import { nextWorkingDay } from './working-days.ts';

/** The day a message leaves that is decided on a day, by the contact window: the next working day of a country, or that very day where messages leave at any hour. */
export async function leavingDays(db: Queryable, country: string): Promise<(day: Day) => Day> {
  const window = await readSetting(db, 'contact.window');
  return window === 'always' ? (day) => day : (day) => nextWorkingDay(day, country);
}
