import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, root, run, runProgram } from './node-26.js';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Installs exactly what the lockfile names, when it was not done yet or the lockfile changed. */
export async function ensureInstalled() {
  const wanted = sha256(readFileSync(join(root, 'package-lock.json')));
  const mark = join(root, 'node_modules', '.quitus-installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  process.stderr.write('Installing packages…\n');
  // Not `npm ci`: it refuses a lockfile that leaves out a platform's optional package, and a registry may not hold them all.
  // `install` with a lockfile takes exactly the versions it names.
  const code = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) process.exit(code);
  writeFileSync(mark, wanted);
}

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

/** Builds the web app when its sources changed since the last build. */
export async function ensureBuilt() {
  const sources = ['web', 'ui', 'texts', 'contract'].flatMap((folder) => [...filesIn(join(root, folder))]).sort();
  const wanted = sha256(sources.map((path) => `${path.slice(root.length)} ${sha256(readFileSync(path))}`).join('\n'));
  const dist = join(root, 'web', 'dist');
  const mark = join(dist, '.sources');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted && statSync(join(dist, 'index.html')).size > 0) return;
  process.stderr.write('Building the web app…\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const [code] = await Promise.all([
    run(findNode(), [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    }),
    readProgramOnce(),
  ]);
  if (code !== 0) process.exit(code);
  mkdirSync(dist, { recursive: true });
  writeFileSync(mark, wanted);
}

/** What Node makes of the program's files is kept, so that the first start does not wait for it. Nothing depends on it. */
function readProgramOnce() {
  return runProgram(['--version'], { stdio: 'ignore' }).catch(() => 0);
}
