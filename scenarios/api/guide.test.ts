import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { apiGuide } from '@quitus/texts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startInstallation } from './installation.ts';

// What a new developer would do: copy the scripts of the page as they are printed, and run them.
const installation = startInstallation();
const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quitus-guide-'));
  environment = { PATH: process.env['PATH'], HOME: folder, QUITUS_URL: installation.base, QUITUS_KEY: installation.key };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A script of the guide by the name in its first line. */
function script(name: string): { language: string; text: string } {
  for (const [, language = '', text = ''] of apiGuide.matchAll(/```(\w+)\n([\s\S]*?)```/g)) {
    if (new RegExp(`^(#|//) run: ${name}$`, 'm').test(text)) return { language, text };
  }
  throw new Error(`the guide has no script ${name}`);
}
async function shell(name: string): Promise<Record<string, never>> {
  const { stdout } = await run('sh', ['-e', '-c', script(name).text], { cwd: folder, env: environment });
  return JSON.parse(stdout) as Record<string, never>;
}

describe('the guide, followed to the letter', () => {
  test('a first call, an import and the aged balance, with curl alone', async () => {
    expect(await shell('first-call')).toMatchObject({ name: 'Scripts', tenant: { name: 'Sorbier' } });
    expect(await shell('import-items')).toMatchObject({ state: 'applied', counts: { created: 3, rejected: 0 } });
    expect(await shell('import-items')).toMatchObject({ counts: { created: 0, unchanged: 3 } });
    expect(await shell('import-file')).toMatchObject({ state: 'applied', counts: { created: 1 } });
    const aged = await shell('aged-balance');
    // By hand: 1200.00 due 14 February, 350.50 due 22 March, 640.00 due 3 March; 200.00 paid and not yet allocated.
    expect(aged).toMatchObject({
      buckets: expect.arrayContaining(['1-30', '31-60']),
      totals: [{ currency: 'EUR', overdue: '2190.50', unallocated: '-200.00', total: '1990.50' }],
    });
  });

  test('a subscription to events, and calls verified: a good one, a changed one, an old one', async () => {
    const { secret } = await shell('webhook-create');
    expect(secret).toMatch(/^whsec_/);
    const body = '{"type":"customers.changed"}';
    const signed = (at: number) => {
      const stamp = String(at);
      const key = Buffer.from(String(secret).replace('whsec_', ''), 'base64');
      const signature = createHmac('sha256', key).update(`msg_1.${stamp}.${body}`).digest('base64');
      return { 'webhook-id': 'msg_1', 'webhook-timestamp': stamp, 'webhook-signature': `v1,b3RoZXI= v1,${signature}` };
    };
    const now = Math.floor(Date.now() / 1000);
    const asked = [
      { headers: signed(now), body },
      { headers: signed(now), body: body.replace('changed', 'created') },
      { headers: signed(now - 3600), body },
    ];
    const ask = `${script('webhook-verify').text}
import json, sys
print([verified(sys.argv[1], one["headers"], one["body"].encode()) for one in json.loads(sys.argv[2])])`;
    const { stdout } = await run('python3', ['-c', ask, String(secret), JSON.stringify(asked)], {
      cwd: folder,
      env: environment,
    });
    expect(stdout.trim()).toBe('[True, False, False]');
  });

  test('the same in Python', async () => {
    const { stdout } = await run('python3', ['-c', script('python').text], { cwd: folder, env: environment });
    expect(stdout).toContain("'created': 1");
    expect(stdout).toMatch(/EUR \d+\.\d\d/);
  });

  test('the same with the client, packed and installed in an empty folder without a registry', async () => {
    const app = join(folder, 'app');
    await mkdir(app);
    await run(process.execPath, [join(root, 'bin/with-node.js'), 'client/build.ts'], { cwd: root });
    // Packed from a copy without the script that builds, as a registry would receive it.
    await cp(join(root, 'client'), join(folder, 'client'), { recursive: true });
    const npm = async (args: string[], cwd: string) =>
      run('npm', [...args, '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd, env: environment });
    await npm(['pack', '--pack-destination', app], join(folder, 'client'));
    await npm(['pack', '--pack-destination', app], join(root, 'node_modules/typebox'));
    const tarballs = (await readdir(app)).filter((name) => name.endsWith('.tgz'));
    expect(tarballs).toHaveLength(2);
    await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'script', private: true, type: 'module' }));
    await npm(['install', ...tarballs.map((name) => `./${name}`)], app);
    await writeFile(join(app, 'main.mjs'), script('typescript').text);
    const { stdout } = await run('node', ['main.mjs'], { cwd: app, env: environment });
    expect(stdout).toContain('1 created');
    expect(stdout).toMatch(/F-3001 2026-02-09 99\.90 EUR/);
    expect(stdout).toMatch(/^EUR \d+\.\d\d$/m);
  }, 120_000);
});
