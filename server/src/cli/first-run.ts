import { deliveryOf, repliesOf } from '../application.ts';
import { systemActor } from '../kernel/actor.ts';
import { runDaily } from '../modules/dunning/index.ts';
import { addInvoicePapers, confirmSome, demo, receiveMails } from '../modules/demo/index.ts';
import { businessToday, createOwnerLink, createTenant, hasOwner, listTenants, type Tenant } from '../modules/identity/index.ts';
import type { Session } from './session.ts';
import { logLine } from './session.ts';
import { settleLedgerChange } from './settle.ts';

/** Makes a new installation alive: the demonstration company on an empty one, and the link of whoever has no owner yet. */
export async function firstRun(session: Session): Promise<void> {
  const { database, config, now } = session;
  const tenants = await listTenants(database);
  if (tenants.length === 0) {
    logLine('First run: making the demonstration company…');
    tenants.push(await companyInUse(session));
  }
  for (const tenant of tenants) {
    if (await hasOwner(database, tenant.id)) continue;
    console.log(
      `Open this link to become the owner of “${tenant.name}” (once, within 7 days):\n  ${config.baseUrl}/welcome?token=${await createOwnerLink(database, tenant.id, now())}`,
    );
  }
}

/** The demonstration company as people find it on a working day: its invoices at hand, customers' answers in the mailbox, today's run done at whatever hour this is. */
async function companyInUse(session: Session): Promise<Tenant> {
  const { database, config, now, language } = session;
  const { tenant } = await createTenant(database, { name: 'demo', isDemo: true });
  const today = businessToday({ timeZone: 'Europe/Paris' }, now());
  await demo(database, { tenantId: tenant.id, now: now(), today, language, settled: true });
  const db = database.tenant(tenant.id);
  const house = { config, now };
  await addInvoicePapers(db, language);
  await receiveMails(db, repliesOf(house, deliveryOf(house)), today);
  await settleLedgerChange({ database, tenant, now });
  await runDaily(db, { actor: systemActor('daily run'), now: now() });
  await confirmSome(db, language, now());
  return tenant;
}
