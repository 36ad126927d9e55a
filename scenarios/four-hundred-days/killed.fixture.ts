// Run as a program of its own, to be killed: it loads everything, says so, and does what it is told on its standard input.
import { createInterface } from 'node:readline';
import type { Day } from '../../server/src/kernel/days.ts';
import { openDatabase } from '../../server/src/platform/database/index.ts';
import { deliveryFor } from './company.ts';
import { type DeedName, perform } from './deeds.ts';

const [databaseUrl = '', tenant = '', smtpUrl = ''] = process.argv.slice(2);
const database = openDatabase(databaseUrl, { max: 6, name: 'victim' });
const clock = { day: '', now: Temporal.Now.instant() };
const delivery = await deliveryFor(smtpUrl, clock);
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  // The cast: the test's own words.
  const told = JSON.parse(line) as { deed: DeedName; day: Day; now: string };
  Object.assign(clock, { day: told.day, now: Temporal.Instant.from(told.now) });
  await perform(told.deed, database.tenant(Number(tenant)), clock, delivery);
  process.stdout.write('done\n');
}
await database.close();
process.exit(0);
