import { expect, test } from 'vitest';
import { sql } from '../database/index.ts';
import { testDatabase } from '../testing/index.ts';
import { enqueue, type JobHandler, workOnce } from './jobs.ts';

const installation = testDatabase();
const silence = new AbortController().signal;

const workWith = (kind: string, handler: JobHandler, now = () => Temporal.Now.instant().add({ seconds: 1 })) =>
  workOnce({ database: installation.database, jobs: [], now }, new Map([[kind, handler]]), silence);
const waiting = (kind: string) =>
  installation.database.system.rows<{ subject: string; attempts: number; last_error: string | null }>(
    sql`select subject, attempts, last_error from platform.due_work where kind = ${kind}`,
  );

test('work asked for twice is done once, in its own organisation', async () => {
  const { tenantDb, tenantId } = await installation.newTenant();
  await tenantDb.transaction(async (tx) => {
    await enqueue(tx, 'test.once', 'a');
    await enqueue(tx, 'test.once', 'a');
  });
  const seen: string[] = [];
  const handler: JobHandler = async (call) => void seen.push(`${call.tenantId}/${call.subject}`);
  expect(await workWith('test.once', handler)).toBe(true);
  expect(await workWith('test.once', handler)).toBe(false);
  expect(seen).toEqual([`${tenantId}/a`]);
});

test('work whose transaction is rolled back was never asked for', async () => {
  const { tenantDb } = await installation.newTenant();
  await expect(
    tenantDb.transaction(async (tx) => {
      await enqueue(tx, 'test.rolled-back');
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await waiting('test.rolled-back')).toEqual([]);
});

test('work asked for again while it runs is done once more, and asking never waits', async () => {
  const { tenantDb } = await installation.newTenant();
  await tenantDb.transaction((tx) => enqueue(tx, 'test.again'));
  let runs = 0;
  const handler: JobHandler = async ({ db }) => {
    runs += 1;
    if (runs === 1) await db.transaction((tx) => enqueue(tx, 'test.again'));
  };
  expect(await workWith('test.again', handler)).toBe(true);
  expect(await workWith('test.again', handler)).toBe(true);
  expect(await workWith('test.again', handler)).toBe(false);
  expect(runs).toBe(2);
});

test('two workers never do the same piece of work at once', async () => {
  const { tenantDb } = await installation.newTenant();
  await tenantDb.transaction((tx) => enqueue(tx, 'test.apart'));
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let started = (): void => undefined;
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const first = workWith('test.apart', async () => {
    started();
    await held;
  });
  await running;
  expect(await workWith('test.apart', async () => undefined)).toBe(false);
  release();
  expect(await first).toBe(true);
});

test('failed work comes back later with its error, and later each time', async () => {
  const { tenantDb } = await installation.newTenant();
  await tenantDb.transaction((tx) => enqueue(tx, 'test.fails'));
  const fails: JobHandler = async () => {
    throw new Error('the bank is closed');
  };
  expect(await workWith('test.fails', fails)).toBe(true);
  expect(await waiting('test.fails')).toEqual([{ subject: '', attempts: 1, last_error: 'the bank is closed' }]);
  expect(await workWith('test.fails', fails)).toBe(false);
  const later = () => Temporal.Now.instant().add({ seconds: 10 });
  expect(await workWith('test.fails', fails, later)).toBe(true);
  expect((await waiting('test.fails'))[0]?.attempts).toBe(2);
});

test('work that repeats says when it wants to be called again', async () => {
  const { tenantDb } = await installation.newTenant();
  await tenantDb.transaction((tx) => enqueue(tx, 'test.repeats'));
  const tomorrow = Temporal.Now.instant().add({ hours: 24 });
  expect(await workWith('test.repeats', async () => ({ again: tomorrow }))).toBe(true);
  expect(await workWith('test.repeats', async () => ({ again: tomorrow }))).toBe(false);
  expect(
    await workWith(
      'test.repeats',
      async () => undefined,
      () => tomorrow.add({ seconds: 1 }),
    ),
  ).toBe(true);
  expect(await waiting('test.repeats')).toEqual([]);
});
