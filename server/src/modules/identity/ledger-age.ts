import type { Queryable } from '../../platform/database/index.ts';
import { type Entity, listEntities } from './entities.ts';
import { readSetting, type SettingValue } from './settings.ts';

type Rhythm = NonNullable<Entity['ledgerRhythm']>;
/** How old an entity's ledger is, and may be, in hours; nulls: it never came in by import, or its age is not watched. */
export type LedgerAge = { readonly ageHours: number | null; readonly limitHours: number | null; readonly late: boolean };

// A month is its longest: thirty-one days.
const hoursOf: Readonly<Record<Rhythm, number>> = { daily: 24, weekly: 7 * 24, monthly: 31 * 24 };

/** How old a ledger may be, in hours: half as much again as the rhythm declared for it; without one the setting, null when that is off. Calendar hours, weekends among them. */
export function ledgerLimit(rhythm: Rhythm | null, setting: SettingValue<'freshness.hours'>): number | null {
  if (rhythm !== null) return hoursOf[rhythm] * 1.5;
  return setting === 'off' ? null : setting;
}

/** How old a ledger is and whether that is too old for automatic messages. One never taken in by import (typed by hand, or by the API) has no rhythm to be late on. */
export function ledgerAge(
  { lastLedgerAt, ledgerRhythm }: Pick<Entity, 'lastLedgerAt' | 'ledgerRhythm'>,
  setting: SettingValue<'freshness.hours'>,
  now: Temporal.Instant,
): LedgerAge {
  const limitHours = ledgerLimit(ledgerRhythm, setting);
  const ageHours = lastLedgerAt === null ? null : now.since(lastLedgerAt).total('hours');
  return { ageHours, limitHours, late: ageHours !== null && limitHours !== null && ageHours > limitHours };
}

/** The same of every entity, by its id. */
export async function ledgerAges(db: Queryable, now: Temporal.Instant): Promise<Map<string, LedgerAge>> {
  const setting = await readSetting(db, 'freshness.hours');
  return new Map((await listEntities(db)).map((entity) => [entity.id, ledgerAge(entity, setting, now)]));
}
