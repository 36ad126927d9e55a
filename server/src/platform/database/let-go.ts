import type { Queryable } from './queryable.ts';
import { sql } from './statement.ts';

/**
 * Lets go of what a transaction's last statement saw, before it stands open for long with nothing but its locks. PostgreSQL keeps that view until another
 * statement takes its place, and with it every row that dies meanwhile, in every table: indexes of what comes and goes swell, and each look into them slows.
 */
export async function letGoOfSnapshot(tx: Queryable): Promise<void> {
  // A command that needs no view of its own, and is true besides: nobody shall end a session that waits for its work.
  await tx.run(sql`set local idle_in_transaction_session_timeout = 0`);
}
