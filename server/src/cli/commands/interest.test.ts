import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { createEntity, createTenant } from '../../modules/identity/index.ts';
import { allocate } from '../../modules/receivables/index.ts';
import { givenCustomer, givenItems } from '../../modules/receivables/ledger.fixture.ts';
import { testDatabase } from '../../platform/testing/index.ts';

const db = testDatabase();
const by = systemActor('test');
const command = join(import.meta.dirname, '../../../../bin/quitus.js');

beforeAll(async () => {
  const { tenant } = await createTenant(db.database, { name: 'Scierie Morvan' });
  const tenantDb = db.database.tenant(tenant.id);
  const entityId = await tenantDb.transaction((tx) => createEntity(tx, { name: 'Scierie', currency: 'EUR', country: 'FR' }, by));
  const here = { tenantDb, tenantId: tenant.id, entityId };
  const customerId = await givenCustomer(here, { code: 'C-1', columns: { kind: 'business' } });
  const unknown = await givenCustomer(here, { code: 'C-2' });
  const [debitItemId = '', creditItemId = ''] = await givenItems(here, [
    { customerId, amount: 12_000_00n, issueOn: '2026-04-15', dueOn: '2026-05-31', columns: { number: 'F-1' } },
    { customerId, amount: -12_000_00n, bookedOn: '2026-07-20' },
    { customerId: unknown, amount: 100_00n, issueOn: '2026-04-15', dueOn: '2026-05-31', columns: { number: 'F-2' } },
  ]);
  await tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId, debitItemId, amountMinor: 12_000_00n, provisional: false, source: 'manual' }, by),
  );
});

function quitus(language: string, ...words: string[]): Promise<{ code: number; out: string }> {
  const env = { PATH: process.env['PATH'] ?? '', LANG: language, DATABASE_URL: db.appUrl, QUITUS_SECRET_KEY: 'k'.repeat(32) };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, 'interest', ...words], { env }, (failure, stdout) =>
      resolve({ code: failure ? Number(failure.code) : 0, out: stdout }),
    );
  });
}

test('quitus interest --json gives each item with its segments, and the totals', { timeout: 120_000 }, async () => {
  const [all, one, future, nothing] = await Promise.all([
    quitus('en', '--as-of', '2026-11-20', '--json'),
    quitus('en', '--as-of', '2026-11-20', '--customer', 'C-1', '--json'),
    quitus('en', '--as-of', '2027-03-01', '--customer', 'C-2', '--json'),
    quitus('en', '--as-of', '2026-05-31', '--json'),
  ]);
  expect(all.code).toBe(0);
  expect(JSON.parse(all.out)).toMatchObject({
    asOf: '2026-11-20',
    items: [
      {
        number: 'F-1',
        customer: 'C-1',
        currency: 'EUR',
        principal: '12000.00',
        from: '2026-06-01',
        to: '2026-07-20',
        segments: [
          { rate: '12.15', days: 30, amount: '119.84' },
          { rate: '12.40', days: 20, amount: '81.53' },
        ],
        interest: '201.37',
        indemnity: '40.00',
      },
      { number: 'F-2', customer: 'C-2', segments: [], interest: '0.00', indemnity: '0.00', because: 'debtor-kind-unknown' },
    ],
    totals: [{ currency: 'EUR', items: 2, interest: '201.37', indemnity: '40.00' }],
  });
  expect((JSON.parse(one.out) as { items: unknown[] }).items).toHaveLength(1);
  // Nothing floats on an unknown debtor: no rate is needed, none is refused.
  expect(future.code).toBe(0);
  expect(JSON.parse(nothing.out)).toEqual({ asOf: '2026-05-31', items: [], totals: [] });
});

test('for a person it is a table with its total, and says why something bears nothing', { timeout: 120_000 }, async () => {
  const { code, out } = await quitus('fr_FR.UTF-8', '--as-of', '2026-11-20');
  expect(code).toBe(0);
  const lines = out.split('\n');
  expect(lines[0]).toMatch(/^Numéro\s+Client\s+Du\s+Au\s+Jours\s+Principal\s+Taux %\s+Intérêts\s+Indemnité\s+Dev\.$/);
  expect(lines[2]).toMatch(/^F-1\s+C-1\s+2026-06-01\s+2026-06-30\s+30\s+12.000,00\s+12,15\s+119,84\s+40,00\s+EUR$/);
  expect(out).toMatch(/TOTAL\s+201,37\s+40,00\s+EUR/);
  expect(out).toContain('F-2\u00a0: nature du client inconnue');
});
