import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../server/src/platform/database/index.ts';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { application, type Asker, type Company, company, cookieOf } from './two-companies.ts';

const installation = testDatabase();
const program = fileURLToPath(new URL('../../server/src/cli/main.ts', import.meta.url));
const run = promisify(execFile);
let app: FastifyInstance;
let ours: Company;

beforeAll(async () => {
  app = await application(installation.database);
  ours = await company(app, installation.database, 'Quincaillerie Aubier', {});
}, 120_000);
afterAll(() => app.close());

async function quitus(
  asker: Asker | undefined,
  ...words: string[]
): Promise<{ exit: number; answer: Record<string, unknown>; said: string }> {
  const as = asker ? ['--as', `${asker.id}@essai.example`] : [];
  const environment = { ...process.env, DATABASE_URL: installation.appUrl, QUITUS_SECRET_KEY: 'x'.repeat(40), LANG: 'en' };
  const parts = [program, ...words, ...as, '--tenant', 'Quincaillerie Aubier', '--json'];
  const ended: { stdout: string; stderr: string; code?: number } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...parts],
    {
      env: environment,
    },
  ).catch(
    // A command that refuses ends with its code, and its answer.
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { exit: ended.code ?? 0, answer: JSON.parse(ended.stdout) as Record<string, unknown>, said: ended.stderr };
}

test('a command given as a member shows what that member sees, and refuses what they may not', async () => {
  const [whole, portfolio] = await Promise.all([
    quitus(undefined, 'aged', '--as-of', '2026-11-20', '--by', 'collector'),
    quitus(ours.scoped, 'aged', '--as-of', '2026-11-20', '--by', 'collector'),
  ]);
  type Rows = { name: string; total: string; currency: string }[];
  const own = (whole.answer['rows'] as Rows).filter((row) => row.name === ours.scoped.name);
  expect(portfolio.answer['rows']).toEqual(own);
  expect((whole.answer['rows'] as Rows).length).toBeGreaterThan(own.length);

  const [run1, config, stranger] = await Promise.all([
    quitus(ours.scoped, 'run', '--date', '2026-11-20'),
    quitus(ours.members.get('manager'), 'config', 'set', 'run.maxMessages', '10'),
    quitus({ id: 'nobody', name: '', tenantId: ours.tenantId }, 'kpi'),
  ]);
  const codes = [run1, config, stranger].map(({ exit, answer }) => [exit, (answer['error'] as { code: string }).code]);
  expect(codes).toEqual([
    [1, 'cli.not-allowed'],
    [1, 'cli.not-allowed'],
    [1, 'person.unknown'],
  ]);

  const changed = await quitus(ours.members.get('owner'), 'config', 'set', 'run.maxMessages', '10');
  expect(changed.exit).toBe(0);
  const { actor } = await ours.db.one<{ actor: string }>(
    sql`select actor_name as actor from platform.event where kind = 'settings.changed' order by recorded_at desc limit 1`,
  );
  expect(actor).toBe(ours.members.get('owner')?.name);
}, 120_000);

test('going live before its conditions are met is kept as asked, and says what nothing leaves without, on the command line and over the API', async () => {
  const missing = ['own-reminders-off', 'sender-tested', 'reply-received', 'first-messages-read'];
  await ours.db.run(sql`delete from messages.local_mail`);
  await ours.db.run(sql`delete from identity.setting where key like 'golive.%'`);
  const conditions = await ours.db.one<{ replied: boolean }>(
    sql`select exists (select from platform.event where kind = 'messages.replied') as replied`,
  );
  const unmet = missing.filter((code) => code !== 'reply-received' || !conditions.replied);
  const live = await quitus(undefined, 'config', 'set', 'sending.mode', 'live');
  expect([live.exit, live.answer]).toEqual([0, { key: 'sending.mode', value: 'live', unmet }]);
  expect(live.said).toContain('Live sending waits until someone has said that the accounting system’s own reminders are off.');
  expect((await quitus(undefined, 'config', 'get', 'sending.mode')).answer).toEqual({ key: 'sending.mode', value: 'live' });

  const owner = ours.members.get('owner');
  if (!owner) throw new Error('there is an owner');
  const cookie = await cookieOf(installation.database, owner);
  const set = async (key: string, value: string) =>
    (await app.inject({ method: 'PUT', url: `/api/v1/settings/${key}`, headers: { cookie }, payload: { value } })).json<{
      value: string;
      unmet?: string[];
    }>();
  expect(await set('golive.ownReminders', 'off')).not.toHaveProperty('unmet');
  expect(await set('sending.mode', 'live')).toMatchObject({ value: 'live', unmet: unmet.slice(1) });
  await set('golive.waive', 'yes');
  expect(await set('sending.mode', 'live')).toMatchObject({ unmet: [] });
  expect(await set('sending.mode', 'test')).toMatchObject({ value: 'test', unmet: [] });
}, 120_000);
