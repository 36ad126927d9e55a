import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'vitest';
import { openDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { goLive, queueReminders, plainComposer } from './outbox.fixture.ts';
import { sendQueue } from './outbox/send-queue.ts';
import { smtpTransport } from './transports/smtp.ts';
const db = testDatabase();
test('bench', async () => {
  const { tenantDb, tenantId, entityId } = await db.newTenant();
  const customerId = await testLedger(tenantDb, entityId).customer();
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    import { SMTPServer } from '/work/main/node_modules/smtp-server/dist/esm/smtp-server.js';
  `,
    ],
    { stdio: 'inherit' },
  );
  child.kill();
  const sink = spawn(process.execPath, ['/tmp/sink.cjs'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(sink.stdout, 'data');
  const port = String(line).trim();
  const own = openDatabase(db.appUrl, { max: 10 });
  const mine = own.tenant(tenantId);
  for (const mode of ['local', 'smtp'] as const) {
    if (mode === 'smtp') await goLive(mine);
    for (const connections of [5, 10, 20]) {
      await queueReminders(mine, { entityId, customerId }, 3000);
      const smtp = smtpTransport('smtp://127.0.0.1:' + port);
      const t = performance.now();
      const cpu = process.cpuUsage();
      const out = await sendQueue(
        mine,
        {
          ...(mode === 'smtp' ? { smtp } : {}),
          composers: { reminder: plainComposer, byHand: plainComposer },
          hooks: {},
          now: () => Temporal.Now.instant(),
        },
        { connections },
      );
      const s = (performance.now() - t) / 1000;
      const c = process.cpuUsage(cpu);
      console.log(
        mode,
        connections,
        out.sent,
        'sent',
        s.toFixed(2),
        's',
        (out.sent / s).toFixed(0),
        '/s cpu',
        ((c.user + c.system) / 1e6).toFixed(2),
      );
      await smtp.close();
    }
  }
  await own.close();
  sink.kill();
}, 300000);
