import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { ledgerChecks } from '../receivables/index.ts';
import { type Entry, fec, openBooks } from './books.fixture.ts';

const database = testDatabase();
const child = fileURLToPath(new URL('importing-child.fixture.ts', import.meta.url));
const invoices = 3000;

function bigYear(): string {
  return fec(
    Array.from({ length: invoices }, (_, index): Entry[] => {
      const letter = index % 3 === 0 ? '' : `L${index}`;
      const shared = { aux: `C${String(index % 200).padStart(4, '0')}`, num: String(index + 1), letter };
      return [
        { ...shared, on: '2026-01-10', piece: `F${index}`, amount: '120.00' },
        { ...shared, journal: 'BQ', on: '2026-02-15', piece: `V${index}`, amount: '-120.00' },
      ];
    }).flat(),
  );
}

/** Starts the import in a process of its own and kills it (-9) at the n-th thing it says, or a moment after. */
function killAt(args: readonly string[], nth: number, laterMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const importing = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = 0;
    importing.stdout.on('data', (text: Buffer) => {
      said += text.toString().split('\n').length - 1;
      if (said >= nth) setTimeout(() => importing.kill('SIGKILL'), laterMs);
    });
    importing.on('error', reject);
    importing.on('close', () => resolve());
  });
}

test(
  'killed at any moment, an import leaves nothing or all of it, and the next one goes through',
  { timeout: 180_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quitus-crash-'));
    try {
      const path = join(folder, 'books.txt');
      await writeFile(path, bigYear());
      const books = await openBooks(database);
      for (let attempt = 0; attempt < 6; attempt += 1) {
        await killAt(
          [database.appUrl, String(books.tenantId), path],
          1 + Math.trunc(Math.random() * 40),
          Math.trunc(Math.random() * 900),
        );
        const state = await books.tenantDb.one<{ items: number; pairs: number; applied: number }>(sql`
        select (select count(*)::int from receivables.item) as items, (select count(*)::int from receivables.allocation) as pairs,
          (select count(*)::int from intake.import where state = 'applied') as applied
      `);
        expect(state.items).toBe(state.applied > 0 ? invoices * 2 : 0);
        expect(state.pairs).toBe(state.applied > 0 ? (invoices / 3) * 2 : 0);
        if (state.applied > 0) break;
      }
      const result = await books.take(bigYear());
      expect(result).toMatchObject({ state: 'applied', read: invoices * 4, rejected: [] });
      expect((await books.items()).length).toBe(invoices * 2);
      const checks = await books.tenantDb.transaction((tx) => ledgerChecks(tx));
      expect(checks.filter((check) => !check.ok)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
