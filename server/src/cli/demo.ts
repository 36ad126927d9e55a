import { demo } from '../modules/demo/index.ts';
import { businessToday, createTenant, listTenants, type Tenant } from '../modules/identity/index.ts';
import { type Database } from '../platform/database/index.ts';
import { printJson } from './output.ts';
import { type CommonOptions, withDatabase } from './session.ts';

export type DemoCommand = CommonOptions & { customers?: number; items?: number; seed?: string };

/** The tenant to fill: the one named (made when missing), else `demo`. */
async function demoTenant(database: Database, name: string | undefined): Promise<Tenant> {
  const wanted = name ?? 'demo';
  const known = (await listTenants(database)).find((tenant) => tenant.name === wanted);
  return known ?? (await createTenant(database, { name: wanted, isDemo: name === undefined })).tenant;
}

/** `quitus demo`: a made-up company with 30 months of history, in a tenant of its own. */
export async function loadDemo(options: DemoCommand): Promise<void> {
  await withDatabase(
    options,
    async ({ database, language, now }) => {
      const tenant = await demoTenant(database, options.tenant);
      const made = await demo(database, {
        tenantId: tenant.id,
        now: now(),
        today: businessToday({ timeZone: 'Europe/Paris' }, now()),
        language,
        ...(options.customers === undefined ? {} : { customers: options.customers }),
        ...(options.items === undefined ? {} : { items: options.items }),
        ...(options.seed === undefined ? {} : { seed: options.seed }),
      });
      const answer = { customers: made.customers, items: made.items, open: made.open };
      if (options.json) printJson(answer);
      else console.log(`${tenant.name}: ${answer.customers} customers, ${answer.items} items, ${answer.open} of them open.`);
    },
    true,
  );
}
