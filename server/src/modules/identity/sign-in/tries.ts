import { createHash } from 'node:crypto';
import { type Database, sql } from '../../../platform/database/index.ts';
import { networkOf } from '../../../platform/http/index.ts';
import { refuse } from '../refusals.ts';

// How many tries, then how many minutes of silence; for an account and for an address. An office shares one address.
const limits = {
  account: { most: 8, minutes: 15 },
  'second-step': { most: 8, minutes: 15 },
  'sign-in-address': { most: 100, minutes: 15 },
  'second-step-address': { most: 60, minutes: 15 },
  'reset-account': { most: 3, minutes: 60 },
  'reset-address': { most: 20, minutes: 60 },
  'link-address': { most: 40, minutes: 15 },
} as const;
export type TryAction = keyof typeof limits;

/**
 * Counts a try before it is judged, so that tries made at once are all counted. Refuses from the limit on, until the silence is over; the
 * answer is the same whether the account exists. Answers how many tries are left.
 */
export async function countTry(database: Database, action: TryAction, key: string, now: Temporal.Instant): Promise<number> {
  const { most, minutes } = limits[action];
  const hash = hashOf(action.endsWith('address') ? networkOf(key) : key);
  const { count } = await database.system.one<{ count: number }>(sql`
    insert into identity.tries as tries (action, key, count, expires_at)
    values (${action}, ${hash}, 1, ${now.add({ minutes }).toString()}::timestamptz)
    on conflict (action, key) do update set
      count = case when tries.expires_at <= ${now.toString()}::timestamptz then 1 else least(tries.count, ${most}) + 1 end,
      -- The silence begins at the last try that was judged; knocking meanwhile does not make it longer.
      expires_at = case
        when tries.expires_at > ${now.toString()}::timestamptz and tries.count >= ${most} then tries.expires_at
        else excluded.expires_at
      end
    returning count
  `);
  if (count > most) throw refuse(action.startsWith('reset') ? 'session.too-many-asked' : 'session.locked', { minutes });
  return most - count;
}

/** Forgets the tries of somebody who got it right. */
export async function forgetTries(database: Database, action: TryAction, key: string): Promise<void> {
  await database.system.run(sql`delete from identity.tries where action = ${action} and key = ${hashOf(key)}`);
}

/** Removes what is over: tries, ceremonies, sessions. A few at a time, as others come and go. */
export async function sweepDoor(database: Database, now: Temporal.Instant): Promise<void> {
  const over = sql`expires_at <= ${now.toString()}::timestamptz limit 200`;
  await database.system.run(sql`
    with tries as (
      delete from identity.tries where (action, key) in (select action, key from identity.tries where ${over})
    ), challenges as (
      delete from identity.challenge where token_hash in (select token_hash from identity.challenge where ${over})
    )
    delete from identity.session where token_hash in (select token_hash from identity.session where ${over})
  `);
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key.trim().toLowerCase()).digest();
