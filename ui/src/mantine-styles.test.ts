import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

async function sourcesOf(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return Promise.all(
    names.filter((name) => /\.(tsx?|mjs)$/.test(name)).map((name) => readFile(join(root, folder, name), 'utf8')),
  );
}

function componentsIn(source: string): string[] {
  return [...source.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']@mantine\/core["']/g)]
    .flatMap((match) => (match[1] ?? '').split(','))
    .map((name) => name.replace(/\btype\b|\bas\b.*/g, '').trim())
    .filter((name) => /^[A-Z]/.test(name));
}

test('every Mantine component on a screen brings its styles', async () => {
  const folders = ['ui/src', 'web/src', 'node_modules/@mantine/charts/esm', 'node_modules/@mantine/notifications/esm'];
  const sources = (await Promise.all(folders.map(sourcesOf))).flat();
  const available = new Set(
    (await readdir(join(root, 'node_modules/@mantine/core/styles'))).map((name) => name.replace(/\.css$/, '')),
  );
  const taken = await readFile(join(root, 'ui/src/styles/mantine.css'), 'utf8');
  const used = new Set(sources.flatMap(componentsIn).filter((name) => available.has(name)));
  expect(used.size).toBeGreaterThan(15);
  expect([...used].filter((name) => !taken.includes(`/${name}.css`))).toEqual([]);
});
