import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEntity, createTenant } from '../../modules/identity/index.ts';
import { letterCompany, letterDelivery, stateOf } from '../../modules/letters/letters.fixture.ts';
import { sendQueue } from '../../modules/messages/index.ts';
import { systemActor } from '../../kernel/actor.ts';
import { openPdfMaker } from '../../platform/pdf/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';

const db = testDatabase();
const maker = openPdfMaker();
const command = join(import.meta.dirname, '../../../../bin/quitus.js');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quitus-letters-'));
});
afterAll(async () => {
  await maker.close();
  await rm(folder, { recursive: true });
});

async function company(name: string) {
  const { tenant } = await createTenant(db.database, { name });
  const tenantDb = db.database.tenant(tenant.id);
  const entity = (named: string) =>
    tenantDb.transaction((tx) => createEntity(tx, { name: named, currency: 'EUR', country: 'FR' }, systemActor('test')));
  const { queue } = await letterCompany(tenantDb, await entity(name));
  const write = async (...channels: ('letter' | 'registered-letter')[]) => {
    const ids: string[] = [];
    for (const channel of channels) ids.push((await queue(channel)).id);
    await sendQueue(tenantDb, letterDelivery(maker));
    return ids;
  };
  return { tenantDb, write, letters: quitus.bind(undefined, name) };
}

function quitus(tenant: string, language: string, ...words: string[]): Promise<{ code: number; out: string }> {
  const env = { PATH: process.env['PATH'] ?? '', LANG: language, DATABASE_URL: db.appUrl, QUITUS_SECRET_KEY: 'k'.repeat(32) };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, 'letters', ...words, '--tenant', tenant], { env }, (failure, stdout) =>
      resolve({ code: failure ? Number(failure.code) : 0, out: stdout }),
    );
  });
}
const pagesOf = async (file: string): Promise<number> =>
  (await PDFDocument.load(await readFile(file), { updateMetadata: false })).getPageCount();

test(
  'quitus letters print writes what nobody printed yet in one file, once; posted says that it left, and only of what was printed',
  { timeout: 120_000 },
  async () => {
    const { tenantDb, write, letters } = await company('Scierie Aubrac');
    const [plain = '', registered = ''] = await write('letter', 'registered-letter');
    const file = join(folder, 'day.pdf');
    const printed = await letters('en', 'print', '--out', file, '--json');
    expect(printed.code).toBe(0);
    const answer = JSON.parse(printed.out) as { file: string; letters: number; pages: number; batches: unknown[] };
    expect(answer).toMatchObject({
      file,
      letters: 2,
      pages: 3,
      batches: [{ entity: 'Scierie Aubrac', day: '2026-03-02', number: 1, letters: 2 }],
    });
    expect(await pagesOf(file)).toBe(answer.pages);

    const again = await letters('en', 'print', '--out', join(folder, 'again.pdf'), '--json');
    expect([again.code, (JSON.parse(again.out) as { error: { code: string } }).error.code]).toEqual([
      1,
      'letter.nothing-to-print',
    ]);
    expect(await readdir(folder)).toEqual(['day.pdf']);

    // Later on the same day: a batch of its own, which nobody printed.
    const [late = ''] = await write('letter');
    const posted = await letters('en', 'posted', '--on', '2026-03-02', '--json');
    expect([posted.code, JSON.parse(posted.out)]).toEqual([0, { posted: 2 }]);
    const states = async () => Promise.all([plain, registered, late].map(async (id) => (await stateOf(tenantDb, id)).state));
    expect(await states()).toEqual(['sent', 'sent', 'handed']);
    const day = await letters('fr_FR.UTF-8', 'print', '--date', '2026-03-02', '--cover', 'no', '--out', join(folder, 'jour.pdf'));
    expect(day.code).toBe(0);
    expect(day.out).toContain('3\u00a0courriers, 3\u00a0pages\u00a0: ');
    expect(day.out).toContain('2026-03-02 (2) · Scierie Aubrac\u00a0: 1\u00a0courrier\n');
    expect(await pagesOf(join(folder, 'jour.pdf'))).toBe(3);
  },
);

test(
  'a day of posting to come is refused, and so is a file that cannot be written: no batch is closed by it',
  { timeout: 120_000 },
  async () => {
    const { tenantDb, write, letters } = await company('Scierie Velay');
    const [id = ''] = await write('letter');
    const nowhere = await letters('en', 'print', '--out', join(folder, 'none', 'x.pdf'), '--json');
    expect(nowhere.code).toBe(1);
    const file = join(folder, 'velay.pdf');
    expect((await letters('en', 'print', '--out', file, '--only', 'registered')).code).toBe(1);
    const printed = await letters('en', 'print', '--out', file, '--cover', 'no', '--only', 'ordinary', '--json');
    expect(JSON.parse(printed.out)).toMatchObject({ letters: 1, pages: 1 });
    const future = await letters('en', 'posted', '--on', '2999-01-01', '--json');
    expect([future.code, (JSON.parse(future.out) as { error: { code: string } }).error.code]).toEqual([1, 'letter.not-yet-day']);
    expect((await stateOf(tenantDb, id)).state).toBe('handed');
    expect((await letters('en', 'posted')).out).toBe('1 letter posted.\n');
    expect((await letters('en', 'print')).code).toBe(2);
  },
);
