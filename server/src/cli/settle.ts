import { systemActor } from '../kernel/actor.ts';
import { businessToday, listEntities } from '../modules/identity/index.ts';
import { afterLedgerChange, settleLedger } from '../modules/worklist/index.ts';
import type { TenantSession } from './session.ts';

type Session = Pick<TenantSession, 'database' | 'tenant' | 'now'>;

const name = 'command line';

/** What the worker does after each ledger change, done at once: a command must not wait for a worker that may not run. */
export async function settleLedgerChange({ database, tenant, now }: Session): Promise<void> {
  await settleLedger(database.tenant(tenant.id), now(), name);
}

/** The same of cases and rules alone: no payment has come since the last change, but days have passed. */
export async function settleCases({ database, tenant, now }: Session): Promise<void> {
  // What follows a change follows for everybody, whoever gave the command.
  const db = database.tenant(tenant.id);
  const [entity] = await listEntities(db);
  if (!entity) return;
  await db.transaction((tx) => afterLedgerChange(tx, { today: businessToday(entity, now()) }, systemActor(name)));
}
