// Run as a program of its own, to be killed: sends one tenant's queue to a mail server, as a worker does.
import { openDatabase } from '../../../platform/database/index.ts';
import { plainComposer } from '../outbox.fixture.ts';
import { smtpTransport } from '../transports/smtp.ts';
import { sendQueue } from './send-queue.ts';

const [databaseUrl = '', tenant = '', smtpUrl = ''] = process.argv.slice(2);
const database = openDatabase(databaseUrl, { max: 5 });
const smtp = smtpTransport(smtpUrl);
const outcome = await sendQueue(
  database.tenant(Number(tenant)),
  { smtp, composers: { reminder: plainComposer, byHand: plainComposer }, hooks: {}, now: () => Temporal.Now.instant() },
  { connections: 4 },
);
process.stdout.write(JSON.stringify(outcome));
await smtp.close();
await database.close();
