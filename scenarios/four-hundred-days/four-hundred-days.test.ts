import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../server/src/kernel/days.ts';
import { mailServer } from '../../server/src/modules/messages/outbox.fixture.ts';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { type Chance, chanceOf } from './chance.ts';
import { openCompany } from './company.ts';
import { playDay } from './play-day.ts';
import { openVictims, type Victims } from './victims.ts';
import { type Foreseen } from './verify-run.ts';
import { verifyEnd } from './verify-end.ts';
import type { World } from './world.ts';

// Forty days each time, nothing killed, so that each time they are the same; QUITUS_DAYS=400 plays the whole with kills, whose moment no seed
// settles, and QUITUS_SEED another history.
const asked = process.env['QUITUS_DAYS'];
const seed = Number(process.env['QUITUS_SEED'] ?? 4);
const days = Number(asked ?? 40);
const from = '2024-01-08';

const installation = testDatabase();
let server: Awaited<ReturnType<typeof mailServer>>;
let world: World;
let victims: Victims | undefined;
beforeAll(async () => {
  // Its moods are its own: how many mails it is asked to take depends on who was killed when.
  const moods = chanceOf(seed + 1);
  server = await mailServer((_, stage) => moodOf(moods, stage));
  world = await openCompany(installation, { url: server.url, timesTaken: () => arrivedAt(server) }, chanceOf(seed), {
    customers: 160,
    items: 1000,
    from,
  });
  if (asked) victims = await openVictims(installation, world.tenantId, server.url);
}, 120_000);
afterAll(async () => {
  await victims?.close();
  await world?.delivery.smtp?.close();
  await server?.close();
});

/** How often each mail reached each of those it was for: one refused is not reached by what its copies get. */
function arrivedAt({ taken }: typeof server): Map<string, number> {
  const times = new Map<string, number>();
  for (const { messageId, to } of taken)
    for (const address of to) times.set(`${messageId} ${address}`, (times.get(`${messageId} ${address}`) ?? 0) + 1);
  return times;
}

/** A mail server as they are: now and then it is busy, knows nobody of that name, or hangs up on a mail it has taken. */
function moodOf(moods: Chance, stage: 'rcpt' | 'data'): { code: number } | 'hang-up' | undefined {
  if (stage === 'rcpt') return moods.happens(0.006) ? { code: 550 } : undefined;
  return moods.happens(0.006) ? { code: 451 } : moods.happens(0.006) ? 'hang-up' : undefined;
}

test(
  `${days} days of payments, disputes, promises, missed days${asked ? ' and kills' : ''}: every message explained, none to what is settled or excluded, none twice, no level skipped, no interval broken`,
  { timeout: Math.max(300_000, days * 9000) },
  async () => {
    const began = performance.now();
    let foreseen: Foreseen | undefined;
    let said = 0;
    for (let played = 0; played < days; played += 1) {
      world.clock.day = addDays(from, played);
      foreseen = await playDay(world, victims, played, foreseen);
      for (const fault of world.told.faults.slice(said)) process.stdout.write(`${fault}\n`);
      said = world.told.faults.length;
      if (said > 20) break;
    }
    await verifyEnd(world, arrivedAt(server));
    const counts = Object.fromEntries([...world.counts].toSorted(([one], [other]) => one.localeCompare(other)));
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(`${JSON.stringify({ seed, days, seconds, ...counts }, undefined, 1)}\n`);
    expect({ seed, faults: world.told.faults }).toEqual({ seed, faults: [] });
    expect(world.counts.get('reminder by e-mail (smtp)') ?? 0).toBeGreaterThan(days / 10);
  },
);
