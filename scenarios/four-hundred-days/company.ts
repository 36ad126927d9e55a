import { PDFDocument } from '@cantoo/pdf-lib';
import { deliveryOf } from '../../server/src/application.ts';
import type { Day } from '../../server/src/kernel/days.ts';
import { demo } from '../../server/src/modules/demo/index.ts';
import { assignScenario } from '../../server/src/modules/dunning/index.ts';
import { makeFromLibrary } from '../../server/src/modules/dunning/scenarios/library.ts';
import { changeSetting, type SettingKey } from '../../server/src/modules/identity/index.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import type { TestDatabase } from '../../server/src/platform/testing/index.ts';
import { type Chance } from './chance.ts';
import { startTelling } from './told.ts';
import { type Clock, person, type World } from './world.ts';

export type CompanySize = { readonly customers: number; readonly items: number; readonly from: Day };

const settings: readonly (readonly [SettingKey, unknown])[] = [
  ['sending.mode', 'live'],
  ['golive.waive', 'yes'],
  ['payment.currencies', 'GBP CHF'],
  ['recall.minutes', 10],
  ['run.maxMessages', 60],
];

/** The demonstration company as it stands on the first day, live, with scenarios of the library beside its own. */
export async function openCompany(
  test: TestDatabase,
  server: { readonly url: string; readonly timesTaken: World['arrived'] },
  chance: Chance,
  size: CompanySize,
): Promise<World> {
  const { tenantId, tenantDb: db } = await test.newTenant({ name: 'Hautebrune' });
  const clock: Clock = { day: size.from, now: Temporal.Instant.from(`${size.from}T04:00:00Z`), offUntil: '' };
  const made = await demo(test.database, {
    tenantId,
    today: size.from,
    now: clock.now,
    customers: size.customers,
    items: size.items,
    months: 9,
  });
  await db.transaction(async (tx) => {
    for (const [key, value] of settings) await changeSetting(tx, key, value, person);
  });
  // What the history tells was recorded as it happened.
  await db.run(sql`update receivables.allocation set recorded_at = effective_on::timestamptz + interval '12 hours'`);
  const world: World = {
    database: test.database,
    db,
    tenantId,
    entityId: made.entityId,
    chance,
    arrived: server.timesTaken,
    delivery: await deliveryFor(server.url, clock),
    clock,
    told: await startTelling(db),
    counts: new Map(),
  };
  await giveScenarios(world);
  return world;
}

/** As the program sends, by the clock of the days played. */
export async function deliveryFor(smtpUrl: string, clock: Pick<Clock, 'now'>) {
  const config = readConfig({}, { QUITUS_SECRET_KEY: 'x'.repeat(40), QUITUS_SMTP_URL: smtpUrl });
  const paper = await onePage();
  // Setting type on thousands of pages is not what is played here.
  return { ...deliveryOf({ config, now: () => clock.now }), makePdf: () => Promise.resolve(paper) };
}

async function onePage(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  return pdf.save();
}

async function giveScenarios({ db, chance, clock }: World): Promise<void> {
  const customers = await db.rows<{ id: string }>(sql`select id from customers.customer where not intercompany order by id`);
  for (const key of ['key-account', 'risky-payer', 'consumer', 'small-amounts', 'direct-debit-reject'] as const) {
    const scenarioId = await makeFromLibrary(db, { key, language: 'fr' }, person);
    for (const { id } of chance.some(customers, Math.ceil(customers.length / 9)))
      await assignScenario(db, { customerId: id, scenarioId, today: clock.day }, person);
  }
}
