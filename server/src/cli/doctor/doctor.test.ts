import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textsIn } from '@quitus/texts';
import { createTenant, codesSecret } from '../../modules/identity/index.ts';
import { openDatabase, sql } from '../../platform/database/index.ts';
import { keyringOf, seal, unseal } from '../../platform/secrets/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { rotateSecrets } from '../rotate-secrets.ts';
import { checkNames } from './check.ts';
import { sealedSecrets } from './sealed-check.ts';

const installation = testDatabase();
const command = join(import.meta.dirname, '../../../../bin/quitus.js');
const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];
let owner: ReturnType<typeof openDatabase>;
beforeAll(() => {
  owner = openDatabase(installation.ownerUrl, { max: 1 });
});
afterAll(() => owner.close());

type Report = { ok: boolean; checks: { name: string; state: string; ok: boolean; detail: string; remedy: string }[] };

function doctor(environment: Record<string, string>): Promise<{ code: number; report: Report }> {
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'en', QUITUS_SECRET_KEY: first, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, 'doctor', '--json'], { env }, (failure, stdout) =>
      resolve({ code: failure ? Number(failure.code) : 0, report: JSON.parse(stdout) as Report }),
    );
  });
}

test(
  'a sound installation is said to be so, check by check, and its mail server was only greeted',
  { timeout: 60_000 },
  async () => {
    const said: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 hello\r\n');
      socket.on('data', (text) => {
        said.push(text.toString().slice(0, 4).trim().toUpperCase());
        socket.write('250 ok\r\n');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // The cast: a listening TCP server has a port.
    const { port } = server.address() as AddressInfo;
    const { code, report } = await doctor({ DATABASE_URL: installation.appUrl, QUITUS_SMTP_URL: `smtp://127.0.0.1:${port}` });
    server.close();
    const states = Object.fromEntries(report.checks.map((check) => [check.name, check.state]));
    expect(states).toMatchObject({
      node: 'ok',
      database: 'ok',
      schema: 'ok',
      'serving-role': 'ok',
      'row-security': 'ok',
      clock: 'ok',
    });
    // The test server writes without fsync: that is to be mended anywhere else, and is the only thing here.
    expect(report.checks.filter((check) => check.state === 'fail').map((check) => check.name)).toEqual(['settings']);
    expect(code).toBe(1);
    expect(said).toContain('EHLO');
    expect(said).not.toContain('MAIL');
    expect(states['mail']).toBe('warn');
  },
);

test(
  'what is wrong is told with what to do: the owner as serving role, a mail server that does not answer, no key',
  { timeout: 60_000 },
  async () => {
    const { code, report } = await doctor({
      DATABASE_URL: installation.ownerUrl,
      QUITUS_SMTP_URL: 'smtp://127.0.0.1:1',
      QUITUS_SECRET_KEY: '',
    });
    expect(code).toBe(1);
    expect(report.ok).toBe(false);
    for (const name of ['serving-role', 'mail', 'secret-key']) {
      const check = report.checks.find((one) => one.name === name);
      expect(check, name).toMatchObject({ state: 'fail', ok: false });
      expect(check?.remedy.length, name).toBeGreaterThan(20);
    }
  },
);

test('every check has its name and its remedy in French and in English', () => {
  for (const language of ['fr', 'en'] as const) {
    const { checks, remedies } = textsIn(language).operation;
    expect(Object.keys(checks).sort()).toEqual([...checkNames].sort());
    expect(Object.keys(remedies).sort()).toEqual([...checkNames].sort());
  }
});

test('after a change of the secret key the old secrets are sealed anew, and the former key is needed no more for them', async () => {
  const before = keyringOf(first);
  const people = 1200;
  await owner.system.run(sql`
    insert into identity.person (id, name, email, language)
    select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Camille', 'camille' || n || '@sorbier.example', 'fr'
    from generate_series(1, ${people}::int) as n
  `);
  await owner.system.run(sql`
    insert into identity.second_step (person_id, sealed_secret, begun_at)
    select person.id, ${seal(before, codesSecret, 'JBSWY3DP')}, now() from identity.person
  `);
  const rotated = keyringOf(second, [first]);
  expect(await sealedSecrets(installation.ownerUrl, rotated)).toMatchObject(['warn', expect.any(String)]);
  expect(await rotateSecrets(installation.ownerUrl, rotated)).toBe(people);
  expect(await rotateSecrets(installation.ownerUrl, rotated)).toBe(0);
  const only = keyringOf(second);
  expect(await sealedSecrets(installation.ownerUrl, only)).toMatchObject(['ok', `${only.current.id}: ${people}`]);
  const one = await owner.system.rows<{ sealed: string }>(sql`select sealed_secret as sealed from identity.second_step limit 1`);
  expect(unseal(only, codesSecret, one[0]?.sealed ?? '')).toBe('JBSWY3DP');
  expect(await sealedSecrets(installation.ownerUrl, before)).toMatchObject(['fail', expect.any(String)]);
});

test(
  'a French company whose letters would leave without what the law wants on them is named; a demonstration is not',
  { timeout: 60_000 },
  async () => {
    const entity = (name: string) => ({ name, currency: 'EUR', country: 'FR' });
    await createTenant(installation.database, { name: 'Forge du Val', entity: entity('Forge du Val') });
    await createTenant(installation.database, { name: 'Vitrine', isDemo: true, entity: entity('Vitrine') });
    const { report } = await doctor({ DATABASE_URL: installation.appUrl });
    const mentions = report.checks.find((check) => check.name === 'legal-mentions');
    expect(mentions).toMatchObject({ state: 'warn', detail: 'Forge du Val (legal-id, legal-form, registered-office)' });
    expect(mentions?.remedy).toContain('R123-237');
  },
);
