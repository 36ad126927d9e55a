import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { languages } from '@quitus/texts';
import { expect, test } from 'vitest';
import { builtWeb } from './built-web.ts';

const limit = 300_000;
const buildMs = 300_000;
const staticImport = /(?:^|[;}\s])(?:import|export)(?:[^"'()]*?from)?\s*["'](\.\/[^"']+\.js)["']/g;
const onDemand = /["'`](?:\.\/|assets\/)([\w~-]+\.(?:js|css))["'`]/g;

const assetsOf = (page: string) =>
  [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '');

/** The files and all they import at once. */
async function closure(web: string, starts: readonly string[]): Promise<string[]> {
  const found = new Set(starts);
  for (const file of found) {
    if (!file.endsWith('.js')) continue;
    const code = await readFile(join(web, file), 'utf8');
    for (const [, path] of code.matchAll(staticImport)) found.add(join('assets', path ?? ''));
  }
  return [...found];
}

/** The one file on demand whose name starts so, among those the app may fetch. */
async function named(web: string, files: readonly string[], start: string): Promise<string[]> {
  const codes = await Promise.all(files.filter((file) => file.endsWith('.js')).map((file) => readFile(join(web, file), 'utf8')));
  const names = codes.flatMap((code) => [...code.matchAll(onDemand)].map(([, name]) => name ?? ''));
  return [...new Set(names.filter((name) => name.startsWith(`${start}-`)))].map((name) => `assets/${name}`);
}

async function gzipped(web: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(web, file))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test.each(languages)(
  'the first load, with the overview and its words (%s), is at most 300 kB compressed',
  async (language) => {
    const web = await builtWeb();
    const page = await closure(web, assetsOf(await readFile(join(web, 'index.html'), 'utf8')));
    const words = await named(web, page, `only-${language}`);
    const overview = await named(web, page, 'OverviewScreen');
    expect(words).toHaveLength(1);
    expect(overview.length).toBeGreaterThan(0);
    const files = await closure(web, [...page, ...words, ...overview]);
    expect(files.length).toBeGreaterThan(5);
    // Nothing that is meant to come on demand came along.
    expect(files.filter((file) => /(further-|TrendChartDrawing|RichText|AgendaScreen)/.test(file))).toEqual([]);
    const bytes = await gzipped(web, files);
    process.stdout.write(`first load in ${language}: ${(bytes / 1_000).toFixed(1)} kB compressed, ${files.length} files\n`);
    expect(bytes).toBeLessThanOrEqual(limit);
  },
  buildMs,
);
