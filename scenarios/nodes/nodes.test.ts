import { expect, test } from 'vitest';
import { mailServer } from '../../server/src/modules/messages/outbox.fixture.ts';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { runNodes } from './run-nodes.ts';
import { newSite } from './site.ts';
import { verdictOf } from './verdict.ts';

const database = testDatabase();

test(
  'two servers and two workers on one PostgreSQL, each killed while invoices come in and reminders go out: nothing is lost, nothing doubled',
  { timeout: 180_000 },
  async () => {
    const site = await newSite(database.database);
    const mail = await mailServer();
    try {
      const run = await runNodes({
        site,
        environment: {
          DATABASE_URL: database.appUrl,
          QUITUS_SECRET_KEY: 's'.repeat(40),
          QUITUS_SMTP_URL: mail.url,
          QUITUS_LOG: 'error',
        },
        goOn: (kills) => kills < 4,
        betweenKillsMs: 400,
      });
      const verdict = await verdictOf(site, run.tally, mail.timesTaken());
      expect(verdict.filter((one) => !one.ok)).toEqual([]);
      expect(run.tally.faults).toEqual([]);
      expect(run.exits).toEqual([0, 0, 0, 0]);
      // It was a load: files came in and reminders went out.
      expect(run.tally.files).toBeGreaterThan(2);
      expect(mail.taken.length).toBeGreaterThan(0);
    } finally {
      await mail.close();
    }
  },
);
