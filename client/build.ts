import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// Emits JavaScript and types into dist/: the client's own, and of the contract what it needs, so that the package stands alone.
const folder = fileURLToPath(new URL('.', import.meta.url));
const dist = join(folder, 'dist');
await rm(dist, { recursive: true, force: true });
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
await promisify(execFile)(process.execPath, [compiler, '-p', join(folder, 'tsconfig.build.json')]);

// The contract is a package of this repository and of no registry: its names become paths within the package.
const paths: Readonly<Record<string, string>> = {
  '@quitus/contract/client': '../../contract/src/client.js',
  '@quitus/contract': '../../contract/src/index.js',
};
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  // Its routes are needed as types alone; schemas and their library stay out of a program that calls.
  if (path.includes('/contract/') && path.endsWith('.js') && entry.name !== 'client.js') {
    await rm(path);
    continue;
  }
  const text = await readFile(path, 'utf8');
  const named = text.replace(
    /(['"])(@quitus\/contract(?:\/client)?)\1/g,
    (_, quote: string, name: string) => quote + (paths[name] ?? name) + quote,
  );
  // The compiler rewrites these in JavaScript alone.
  await writeFile(path, named.replace(/(['"])(\.[^'"]+)\.ts\1/g, '$1$2.js$1'));
}
