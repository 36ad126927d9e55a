import type { Actor } from '../../kernel/actor.ts';
import type { Queryable, Transaction } from '../../platform/database/index.ts';
import { businessToday, listEntities } from './entities.ts';
import { changeSetting, readSetting, type SettingKey } from './settings.ts';

/** What stands between the way of sending now set and anything leaving, as codes: what messages know. */
export type UnmetConditions = (db: Queryable) => Promise<readonly string[]>;
/** What other modules do in the transaction that changes a setting. */
export type AfterSetting = (tx: Transaction, key: SettingKey, now: Temporal.Instant, by: Actor) => Promise<void>;

/** Changes a setting as of now: going live is dated by that day unless a day was given before, for what was very late by then is looked at first. */
export async function changeSettingNow(
  tx: Transaction,
  { key, value }: { readonly key: string; readonly value: unknown },
  now: Temporal.Instant,
  by: Actor,
): Promise<{ key: SettingKey; value: unknown }> {
  const changed = await changeSetting(tx, key, value, by);
  if (changed.key === 'sending.mode' && changed.value === 'live' && (await readSetting(tx, 'golive.on')) === '') {
    const [entity] = await listEntities(tx);
    if (entity) await changeSetting(tx, 'golive.on', businessToday(entity, now), by);
  }
  return changed;
}
