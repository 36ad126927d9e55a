import { systemActor } from '../kernel/actor.ts';
import { businessToday, listEntities } from '../modules/identity/index.ts';
import { afterLedgerChange } from '../modules/worklist/index.ts';
import type { TenantSession } from './session.ts';

/** What the worker does after each ledger change, done at once: a command must not wait for a worker that may not run. */
export async function settleLedgerChange({
  database,
  tenant,
  now,
}: Pick<TenantSession, 'database' | 'tenant' | 'now'>): Promise<void> {
  // What follows a change follows for everybody, whoever gave the command.
  const db = database.tenant(tenant.id);
  const [entity] = await listEntities(db);
  if (!entity) return;
  await db.transaction((tx) => afterLedgerChange(tx, { today: businessToday(entity, now()) }, systemActor('command line')));
}
