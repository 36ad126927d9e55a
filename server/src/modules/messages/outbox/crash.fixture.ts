// Run as a program of its own, to be killed: sends one tenant's queue to a mail server, as a worker does.
import { openDatabase } from '../../../platform/database/index.ts';
import { pairComposer, plainComposer } from '../outbox.fixture.ts';
import { smtpTransport } from '../transports/smtp.ts';
import { sendQueue } from './send-queue.ts';

const [databaseUrl = '', tenant = '', smtpUrl = '', pairs] = process.argv.slice(2);
const compose = pairs === undefined ? plainComposer : pairComposer();
const database = openDatabase(databaseUrl, { max: 5 });
const smtp = smtpTransport(smtpUrl);
const outcome = await sendQueue(
  database.tenant(Number(tenant)),
  { smtp, composers: { reminder: compose, byHand: compose }, hooks: {}, now: () => Temporal.Now.instant() },
  { connections: 4 },
);
process.stdout.write(JSON.stringify(outcome));
await smtp.close();
await database.close();
