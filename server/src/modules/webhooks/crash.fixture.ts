// Run as a program of its own, to be killed: sends one tenant's webhooks until nothing is due, as a worker does.
import { openDatabase } from '../../platform/database/index.ts';
import { keyringOf } from '../../platform/secrets/index.ts';
import { openCourier } from './delivery/courier.ts';
import { deliverJob } from './jobs.ts';

const [databaseUrl = '', tenant = '', allow = '', secret = '', at = ''] = process.argv.slice(2);
const database = openDatabase(databaseUrl, { max: 5 });
const now = () => Temporal.Instant.from(at);
const keyring = keyringOf(secret);
const courier = openCourier(
  { keyring: async () => keyring, allow: [allow], now, random: () => 0 },
  (message) => void process.stderr.write(`${message}\n`),
);
process.stdout.write('begins\n');
await deliverJob(courier, async () => keyring).handler({
  db: database.tenant(Number(tenant)),
  database,
  tenantId: Number(tenant),
  subject: '',
  now,
  signal: new AbortController().signal,
});
await courier.idle();
await database.close();
