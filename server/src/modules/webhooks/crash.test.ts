import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { openHouse, receiver } from './webhooks.fixture.ts';

const db = testDatabase();
const program = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));

test(
  'the sending program is killed again and again while it sends: every event arrives, and a repeated one under the webhook-id it had',
  { timeout: 180_000 },
  async () => {
    const sink = await receiver();
    const house = await openHouse(db, { allow: sink.allow });
    await house.add({ url: sink.url, kinds: ['promises.kept'] });
    const events = 60;
    await house.happens(...Array.from({ length: events }, () => ({ kind: 'promises.kept' as const })));

    let killed = 0;
    for (let round = 0; round < 6; round += 1) {
      const before = sink.heard.length;
      const child = spawn(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          program,
          db.appUrl,
          String(house.tenantId),
          sink.allow[0] ?? '',
          'k'.repeat(40),
          house.now().toString(),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(child, 'exit');
      const kill = (): void => void child.kill('SIGKILL');
      // Killed at no particular moment: while it begins and queues, or once some more have arrived.
      const patience = Math.floor(Math.random() * 14);
      if (round % 3 === 0) child.stdout.once('data', () => setTimeout(kill, Math.random() * 40));
      sink.answers(() => {
        if (sink.heard.length > before + patience) kill();
        return { status: 204 };
      });
      await ended;
      if (child.signalCode === 'SIGKILL') killed += 1;
      // Past the lease of what it held.
      house.wait({ seconds: 61 });
      if (child.exitCode === 0) break;
    }
    sink.answers(() => ({ status: 204 }));
    while ((await house.deliveries()).some((one) => one.state !== 'delivered')) {
      await house.run();
      house.wait({ seconds: 61 });
    }

    expect(killed).toBeGreaterThan(2);
    const ids = new Set(sink.heard.map((one) => one.id));
    expect(ids.size).toBe(events);
    expect(ids).toEqual(new Set((await house.deliveries()).map((one) => one.messageId)));
    // At most what three lanes had under way at each kill arrived twice.
    expect(sink.heard.length - events).toBeLessThanOrEqual(killed * 3);
    const { lost } = await house.tenantDb.one<{ lost: number }>(
      sql`select count(*)::int as lost from webhooks.attempt where outcome = 'lost'`,
    );
    expect(sink.heard.length - events).toBeLessThanOrEqual(lost);
  },
);
