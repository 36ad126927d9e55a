import type { Language } from '@quitus/texts';
import { deliveryOf, repliesOf } from '../application.ts';
import { systemActor } from '../kernel/actor.ts';
import { addDays, type Day } from '../kernel/days.ts';
import { isFrenchWorkingDay } from '../modules/customers/index.ts';
import { runDaily } from '../modules/dunning/index.ts';
import { addInvoicePapers, confirmSome, dateBack, demo, receiveMails } from '../modules/demo/index.ts';
import { businessToday, createOwnerLink, createTenant, hasOwner, listTenants, type Tenant } from '../modules/identity/index.ts';
import { type Delivery, sendQueue } from '../modules/messages/index.ts';
import type { TenantDatabase } from '../platform/database/index.ts';
import type { Session } from './session.ts';
import { logLine } from './session.ts';
import { settleCases } from './settle.ts';

type FirstRun = Omit<Session, 'server'>;

/** Makes a new installation alive: the demonstration company on an empty one, and the link of whoever has no owner yet. */
export async function firstRun(session: FirstRun): Promise<void> {
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
async function companyInUse(session: FirstRun): Promise<Tenant> {
  const { database, config, now, language } = session;
  const { tenant } = await createTenant(database, { name: 'demo', isDemo: true });
  const today = businessToday({ timeZone: 'Europe/Paris' }, now());
  await demo(database, { tenantId: tenant.id, now: now(), today, language, settled: true });
  const db = database.tenant(tenant.id);
  const delivery = deliveryOf({ config, now });
  await addInvoicePapers(db, language);
  await workOfTheDayBefore(db, delivery, { today, language });
  await receiveMails(db, repliesOf({ config, now }, delivery), today);
  // The demonstration has told how its customers pay.
  await settleCases({ database, tenant, now });
  await runDaily(db, { actor: systemActor('daily run'), now: now() });
  await confirmSome(db, 3, { language, now: now() });
  return tenant;
}

/** The last working day had its run too, and what was confirmed then has come to the local mailbox. */
async function workOfTheDayBefore(
  db: TenantDatabase,
  delivery: Delivery,
  { today, language }: { readonly today: Day; readonly language: Language },
): Promise<void> {
  let date = addDays(today, -1);
  while (!isFrenchWorkingDay(date)) date = addDays(date, -1);
  const at = (plainTime: string): Temporal.Instant =>
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime }).toInstant();
  await runDaily(db, { date, actor: systemActor('daily run'), now: at('06:00') });
  await confirmSome(db, 8, { language, now: at('09:10') });
  await sendQueue(db, { ...delivery, now: () => at('10:30') });
  await dateBack(db, today);
}
