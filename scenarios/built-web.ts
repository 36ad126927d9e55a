import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForFileLock } from '../server/src/platform/embedded-postgres/file-lock.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['web', 'ui/src', 'texts/src', 'contract/src'];
const notSources = new Set(['node_modules', 'dist']);
const patienceMs = 240_000;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => !notSources.has(entry.name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesBelow(path) : [path];
      }),
  );
  return found.flat();
}

async function fingerprint(): Promise<string> {
  const files = (await Promise.all(sources.map((folder) => filesBelow(join(root, folder))))).flat().toSorted();
  const hash = createHash('sha256');
  for (const file of [...files, join(root, 'package-lock.json')]) {
    hash.update(relative(root, file));
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function build(outDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // A process of its own: under the test runner React would be built for development.
    const vite = spawn(
      process.execPath,
      [
        join(root, 'node_modules/vite/bin/vite.js'),
        'build',
        '--config',
        join(root, 'web/vite.config.ts'),
        '--outDir',
        outDir,
        '--logLevel',
        'error',
      ],
      { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'inherit' },
    );
    vite.once('error', reject);
    vite.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the web app does not build (${String(code)})`))));
  });
}

/** The folder of the web app built from the present sources: built once for the same sources, whichever test file asks first. */
export async function builtWeb(): Promise<string> {
  const kept = join(tmpdir(), `quitus-web-${process.getuid?.() ?? 0}`);
  await mkdir(kept, { recursive: true });
  const wanted = join(kept, await fingerprint());
  if (existsSync(join(wanted, 'index.html'))) return wanted;
  const lock = await waitForFileLock(join(kept, 'build.lock'), 'exclusive', patienceMs);
  if (!lock) throw new Error('another build of the web app does not end');
  try {
    if (!existsSync(join(wanted, 'index.html'))) {
      const unfinished = `${wanted}.unfinished`;
      await rm(unfinished, { recursive: true, force: true });
      await build(unfinished);
      await rename(unfinished, wanted);
    }
    return wanted;
  } finally {
    lock.release();
  }
}
