import { businessToday, createOwnerLink, createTenant, hasOwner, listTenants } from '../modules/identity/index.ts';
import { demo } from '../modules/demo/index.ts';
import type { Session } from './session.ts';
import { logLine } from './session.ts';

/** Makes a new installation alive: the demonstration company on an empty one, and the link of whoever has no owner yet. */
export async function firstRun(session: Session): Promise<void> {
  const { database, config, now } = session;
  const tenants = await listTenants(database);
  if (tenants.length === 0) {
    logLine('First run: making the demonstration company…');
    const { tenant } = await createTenant(database, { name: 'demo', isDemo: true });
    await demo(database, {
      tenantId: tenant.id,
      now: now(),
      today: businessToday({ timeZone: 'Europe/Paris' }, now()),
      language: session.language,
    });
    tenants.push(tenant);
  }
  for (const tenant of tenants) {
    if (await hasOwner(database, tenant.id)) continue;
    console.log(
      `Open this link to become the owner of “${tenant.name}” (once, within 7 days):\n  ${config.baseUrl}/welcome?token=${await createOwnerLink(database, tenant.id, now())}`,
    );
  }
}
