import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { addDays } from '../../kernel/days.ts';
import { givenDebtor } from '../../modules/dunning/dunning.fixture.ts';
import { simulateVersion } from '../../modules/dunning/plan/simulate.ts';
import { ensureDefaultScenario } from '../../modules/dunning/scenarios/default-scenario.ts';
import { saveDraft } from '../../modules/dunning/scenarios/drafts.ts';
import { scenarioById } from '../../modules/dunning/scenarios/scenario-store.ts';
import { createEntity, createTenant } from '../../modules/identity/index.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';

const db = testDatabase();
const by = systemActor('test');
const command = join(import.meta.dirname, '../../../../bin/quitus.js');
let tenantDb: TenantDatabase;
let scenario = { id: '', name: '' };

beforeAll(async () => {
  const { tenant } = await createTenant(db.database, { name: 'Papeterie Brun' });
  tenantDb = db.database.tenant(tenant.id);
  const entityId = await tenantDb.transaction((tx) =>
    createEntity(tx, { name: 'Papeterie', currency: 'EUR', country: 'FR' }, by),
  );
  const today = Temporal.Now.plainDateISO('Europe/Paris').toString();
  const company = { tenantDb, tenantId: tenant.id, entityId };
  await givenDebtor(company, [{ number: 'F-1', due: addDays(today, -4), amount: 100_00n }], { code: 'ALISIER' });
  const id = await tenantDb.transaction((tx) => ensureDefaultScenario(tx));
  const { name, description, unit, catchUp, minDaysBetween, floorMinor, steps } = await scenarioById(tenantDb, id);
  scenario = { id, name };
  const draft = { name, description, unit, catchUp, minDaysBetween, floorMinor, changedAt: null };
  await saveDraft(tenantDb, id, { ...draft, steps: steps.filter((step) => step.channel !== 'call') }, by);
});

function quitus(language: string, ...words: string[]): Promise<{ code: number; out: string }> {
  const env = { PATH: process.env['PATH'] ?? '', LANG: language, DATABASE_URL: db.appUrl, QUITUS_SECRET_KEY: 'k'.repeat(32) };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, 'simulate', ...words], { env }, (failure, stdout) =>
      resolve({ code: failure ? Number(failure.code) : 0, out: stdout }),
    );
  });
}

test(
  'quitus simulate says what publishing the draft would change, as the screen does, and writes nothing',
  { timeout: 120_000 },
  async () => {
    const answered = await quitus('en', '--scenario', scenario.name.toUpperCase(), '--json');
    expect(answered.code).toBe(0);
    const answer = JSON.parse(answered.out) as Record<string, unknown> & { removed: number; rows: unknown[]; total: number };
    const asked = { scenarioId: scenario.id, days: 30, now: Temporal.Now.instant(), language: 'en' } as const;
    expect(answer).toEqual({ scenario: scenario.name, ...(await simulateVersion(tenantDb, asked)) });
    expect(answer.removed).toBeGreaterThan(0);
    expect(answer.rows).toHaveLength(answer.total);
    const words = await quitus('fr_FR.UTF-8', '--scenario', scenario.id, '--days', '20');
    expect(words.out).toContain('Sur les données du jour, dans les 20 prochains jours');
    expect(words.out).toMatch(/Appels et tâches +\d+ +\d+\n/);
    expect(words.out).toMatch(/ALISIER +.* Appel .* EUR .* –\n/);
    const written = await tenantDb.rows(sql`select 1 from dunning.action union all select 1 from dunning.run`);
    expect(written).toEqual([]);
  },
);

test(
  'a scenario nobody knows is refused, and so is one without a draft; without a name it is wrong usage',
  { timeout: 120_000 },
  async () => {
    const unknown = await quitus('en', '--scenario', 'Nobody’s', '--json');
    expect([unknown.code, (JSON.parse(unknown.out) as { error: unknown }).error]).toEqual([
      1,
      { code: 'cli.scenario-unknown', message: 'There is no scenario “Nobody’s”.' },
    ]);
    expect((await quitus('en')).code).toBe(2);
    expect((await quitus('en', '--scenario', scenario.name, '--days', '0')).code).toBe(2);
    await tenantDb.run(sql`delete from dunning.step where version = 0`);
    await tenantDb.run(sql`delete from dunning.scenario_version where version = 0`);
    const none = await quitus('en', '--scenario', scenario.name, '--json');
    expect([none.code, (JSON.parse(none.out) as { error: { code: string } }).error.code]).toEqual([1, 'scenario.no-draft']);
  },
);
