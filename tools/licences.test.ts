import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './commands.ts';

// Nothing that a running installation is made of may bind whoever uses, changes or passes on Quitus beyond naming its authors.
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'PSF-2.0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
  'PostgreSQL',
]);
// A font's licence: it binds the font's own files alone.
const allowedOf: Readonly<Record<string, readonly string[]>> = {
  '@fontsource-variable/inter': ['OFL-1.1'],
  '@expo-google-fonts/inter': ['OFL-1.1'],
};

type Lock = { packages: Record<string, { dev?: boolean; link?: boolean }> };
type Package = { name: string; license?: unknown; licenses?: { type?: string }[] };

/** Every package that runs in production and is installed here. */
function packages(): Package[] {
  // The casts: the lockfile and the package files as npm writes them.
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link)
    .map(([path]) => join(root, path, 'package.json'))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Package);
}

/** Whether an SPDX expression can be met by what is allowed: one of those joined by OR, all of those joined by AND. */
function isAllowed(expression: string, also: readonly string[] = []): boolean {
  const bare = expression.replace(/[()]/g, ' ').trim();
  if (bare.includes(' OR ')) return bare.split(' OR ').some((one) => isAllowed(one, also));
  return bare.split(' AND ').every((one) => allowed.has(one.trim()) || also.includes(one.trim()));
}

test('every package a running installation is made of has a licence that binds nobody: no copyleft', () => {
  const all = packages();
  expect(all.length).toBeGreaterThan(100);
  const refused = all.flatMap(({ name, license, licenses }) => {
    const said = typeof license === 'string' ? license : (licenses ?? []).map((one) => one.type ?? '').join(' OR ');
    return isAllowed(said, allowedOf[name]) ? [] : [`${name}: ${said || 'none'}`];
  });
  expect(refused).toEqual([]);
});

test('a licence that binds is seen: alone, and where it joins one that does not', () => {
  expect(isAllowed('GPL-3.0-only')).toBe(false);
  expect(isAllowed('MIT AND AGPL-3.0-or-later')).toBe(false);
  expect(isAllowed('(MIT OR GPL-2.0-only)')).toBe(true);
  expect(isAllowed('')).toBe(false);
});
