import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo } from '../../modules/demo/index.ts';
import { createTenant } from '../../modules/identity/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';

const source = testDatabase();
const target = testDatabase({ empty: true });
const command = join(import.meta.dirname, '../../../../bin/quitus.js');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quitus-cli-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Answer = {
  ok?: boolean;
  error?: { code: string; message: string };
  checks?: { ok: boolean; name: string }[];
  rows?: number;
};

function quitus(databaseUrl: string, ...words: string[]): Promise<{ code: number; answer: Answer }> {
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'en', DATABASE_URL: databaseUrl, QUITUS_SECRET_KEY: 'k'.repeat(32) };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...words, '--json'], { env }, (failure, stdout) =>
      resolve({ code: failure ? Number(failure.code) : 0, answer: JSON.parse(stdout) as Answer }),
    );
  });
}

test(
  'with a PostgreSQL of one’s own: the owner’s address backs up and restores, and every organisation is verified',
  { timeout: 180_000 },
  async () => {
    const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
    const { tenant } = await createTenant(source.database, { name: 'demo', isDemo: true });
    await demo(source.database, { tenantId: tenant.id, now, today: '2026-03-02', language: 'fr', customers: 20, items: 200 });
    const file = join(folder, 'nightly');
    const made = await quitus(source.ownerUrl, 'backup', file);
    expect(made).toMatchObject({
      code: 0,
      answer: { ok: true, file, bytes: expect.any(Number), tables: expect.any(Number), schema: expect.any(Number) },
    });

    // None is ever overwritten, and the serving role has no business with it.
    expect(await quitus(source.ownerUrl, 'backup', file)).toMatchObject({
      code: 1,
      answer: { error: { code: 'backup.file-exists' } },
    });
    const holes = await quitus(source.appUrl, 'backup', join(folder, 'holes'));
    expect(holes).toMatchObject({ code: 1, answer: { error: { code: 'backup.needs-owner' } } });

    const restored = await quitus(target.ownerUrl, 'restore', file);
    expect(restored).toMatchObject({ code: 0, answer: { ok: true, rows: made.answer.rows } });
    expect(restored.answer.checks?.map((check) => check.name)).toContain('audit.chain');
    expect(restored.answer.checks?.filter((check) => !check.ok)).toEqual([]);
    // What left after the backup is not known there: nothing may leave before a person has looked.
    const held = await quitus(target.ownerUrl, 'config', 'get', 'sending.held', '--tenant', 'demo');
    expect(held.answer).toMatchObject({ value: 'after-restore' });
    expect(await quitus(target.ownerUrl, 'restore', file)).toMatchObject({
      code: 1,
      answer: { error: { code: 'backup.not-empty' } },
    });
  },
);
