import { uuidv7 } from '../../../kernel/ids.ts';
import { letGoOfSnapshot, type Sql, sql, type TenantDatabase } from '../../../platform/database/index.ts';

// Any number: it keeps these locks apart from other advisory locks.
const lockSpace = 31;

/** Someone who sends. It is known to be alive as long as one open transaction holds a lock of its name: a killed process loses it at once. */
export type OutboxSession = { readonly id: string; end(): Promise<void> };

/** Opens a sending session; it occupies one connection until it ends. */
export async function openSession(db: TenantDatabase): Promise<OutboxSession> {
  const id = uuidv7();
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const life = db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${id}, ${lockSpace}))`);
    await letGoOfSnapshot(tx);
    held.resolve();
    await over.promise;
  });
  // Losing that connection only makes others think we are gone; what they then take over, we no longer touch.
  life.catch(held.reject);
  await held.promise;
  return {
    id,
    end: async () => {
      over.resolve();
      await life.catch(() => undefined);
    },
  };
}

/** The sessions gone among those that hold messages: their lease is over, or nobody holds the lock of their name. A select of `id`. */
export function goneSessions(now: Temporal.Instant): Sql {
  return sql`
    select holder.id
    from (
      select message.claimed_by as id, max(message.lease_until) as lease_until
      from messages.message
      where message.state in ('claimed', 'calling')
      group by message.claimed_by
    ) as holder
    where holder.lease_until < ${now.toString()}::timestamptz or pg_try_advisory_xact_lock(hashtextextended(holder.id::text, ${lockSpace}))
  `;
}
