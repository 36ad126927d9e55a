import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import { goLive, mailServer, queueReminders } from '../outbox.fixture.ts';
import { sendThroughKills } from './kills.fixture.ts';

const db = testDatabase();

test('the sending program is killed again and again while it sends: no message is lost, none arrives twice, the doubtful ones are shown (T30)', async () => {
  const { tenantDb, tenantId, entityId } = await db.newTenant();
  await goLive(tenantDb);
  const customerId = await testLedger(tenantDb, entityId).customer();
  const ids = await queueReminders(tenantDb, { entityId, customerId }, 80);
  const server = await mailServer();

  // Killed once it has sent a few more.
  const killed = await sendThroughKills(db.appUrl, tenantId, server, { least: 3, spread: 16 });
  await server.close();

  const states = await tenantDb.rows<{ id: string; header: string; state: string }>(sql`
    select id, message_id_header as header, state from messages.message
  `);
  const arrived = server.timesTaken();
  expect(killed).toBeGreaterThan(2);
  expect(states).toHaveLength(ids.length);
  for (const message of states) {
    const times = arrived.get(message.header) ?? 0;
    expect({ state: message.state, times }).toEqual(
      message.state === 'uncertain' ? { state: 'uncertain', times: times === 0 ? 0 : 1 } : { state: 'sent', times: 1 },
    );
  }
  const uncertain = states.filter((message) => message.state === 'uncertain').length;
  // At most what four connections had under way at each kill.
  expect(uncertain).toBeLessThanOrEqual(killed * 4);
}, 120_000);
