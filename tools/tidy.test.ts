import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { root } from './commands.ts';
import { importsOf, sourceFiles } from './imports.ts';

// Read top to bottom: a module may enter those it names, by their index.ts, and there is no way back up.
const mayEnter: Record<string, readonly string[]> = {
  identity: [],
  // It numbers and seals what all modules record, and knows none of them.
  audit: ['identity'],
  customers: ['identity'],
  receivables: ['identity', 'customers'],
  holds: ['receivables'],
  messages: ['identity', 'customers'],
  promises: ['identity', 'receivables', 'holds'],
  disputes: ['identity', 'receivables', 'holds'],
  intake: ['identity', 'customers', 'receivables'],
  law: ['identity', 'customers', 'receivables', 'holds', 'messages'],
  // What stands behind an item: its invoice, its proofs.
  documents: ['identity', 'customers', 'receivables', 'messages'],
  dunning: ['identity', 'customers', 'receivables', 'holds', 'messages', 'promises', 'law', 'documents'],
  // Paper and registered mail: makes PDFs, prints, posts, keeps proofs.
  letters: ['identity', 'customers', 'messages', 'documents'],
  replies: ['identity', 'customers', 'receivables', 'holds', 'messages', 'promises', 'disputes', 'documents'],
  webhooks: ['identity', 'audit', 'customers'],
  // The read rooms: they select from every schema, and the worklist writes what was said.
  worklist: [
    'identity',
    'customers',
    'receivables',
    'holds',
    'messages',
    'promises',
    'disputes',
    'documents',
    'dunning',
    'replies',
  ],
  reporting: ['identity', 'customers', 'receivables', 'dunning', 'worklist'],
  // It makes 30 months of history, so it writes where the others do.
  demo: [
    'identity',
    'customers',
    'receivables',
    'holds',
    'promises',
    'disputes',
    'dunning',
    'messages',
    'documents',
    'replies',
    'worklist',
  ],
};

// Which schema each module writes; the demonstration writes them all, as it plays everybody.
const schemaOf: Record<string, string> = Object.fromEntries(Object.keys(mayEnter).map((name) => [name, name]));

const moduleOf = (path: string): string | undefined => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1];
const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$|\/testing\//.test(path);

const server = (await importsOf(['server/src'])).filter((one) => !isTest(one.from));

test('the kernel imports nothing of ours, the platform no module', () => {
  const offences = server.filter(
    ({ from, to }) =>
      (from.startsWith('server/src/kernel/') &&
        (to.startsWith('server/src/') ? !to.startsWith('server/src/kernel/') : to.startsWith('@quitus/'))) ||
      (from.startsWith('server/src/platform/') && /^server\/src\/(modules|cli|main)/.test(to)),
  );
  expect(offences).toEqual([]);
});

test('a module enters another only downwards and by its door', () => {
  const offences = server.filter(({ from, to }) => {
    const [own, other] = [moduleOf(from), moduleOf(to)];
    if (!own || !other || own === other) return false;
    return !(mayEnter[own] ?? []).includes(other) || to !== `server/src/modules/${other}/index.ts`;
  });
  expect(offences).toEqual([]);
});

test('every module stands in the list, and the list has no cycle', async () => {
  const present = new Set((await sourceFiles('server/src/modules')).map(moduleOf));
  for (const name of present) expect(mayEnter, `module ${name}`).toHaveProperty(String(name));
  const order = Object.keys(mayEnter);
  for (const [name, others] of Object.entries(mayEnter))
    for (const other of others) expect(order.indexOf(other), `${name} → ${other}`).toBeLessThan(order.indexOf(name));
});

test('each module writes only its own schema', async () => {
  const offences: string[] = [];
  for (const path of await sourceFiles('server/src/modules')) {
    const own = moduleOf(path);
    if (!own || isTest(path) || own === 'demo') continue;
    const text = await readFile(join(root, path), 'utf8');
    for (const match of text.matchAll(
      /\b(?:insert into|update|delete from)\s+(identity|audit|customers|receivables|holds|messages|promises|disputes|intake|dunning|webhooks|worklist|documents|letters|replies)\.(\w+)/g,
    )) {
      if (match[1] !== schemaOf[own]) offences.push(`${path}: ${match[0]}`);
    }
  }
  expect(offences).toEqual([]);
});

test('formats know only themselves; the web apps only the contract, the texts and the design system', async () => {
  const offences = (await importsOf(['formats/src', 'texts/src', 'contract/src', 'client/src', 'ui/src', 'web/src'])).filter(
    ({ from, to }) => {
      if (isTest(from)) return false;
      const own = from.split('/')[0];
      if (to.startsWith('server/') || to === '@quitus/server') return true;
      if (!to.startsWith('@quitus/')) return false;
      const allowed: Record<string, readonly string[]> = {
        formats: [],
        texts: [],
        contract: [],
        client: ['@quitus/contract'],
        ui: ['@quitus/texts'],
        web: ['@quitus/contract', '@quitus/texts', '@quitus/ui'],
      };
      return !(allowed[own ?? ''] ?? []).some((name) => to === name || to.startsWith(`${name}/`));
    },
  );
  expect(offences).toEqual([]);
});

test('the environment is read in one place', async () => {
  const offences: string[] = [];
  for (const path of await sourceFiles('server/src')) {
    if (isTest(path) || path === 'server/src/platform/config.ts' || path.startsWith('server/src/cli/')) continue;
    if (/process\.env/.test(await readFile(join(root, path), 'utf8'))) offences.push(path);
  }
  expect(offences).toEqual([]);
});

test('no address of a download, no path of a machine and no secret stands in the sources', async () => {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  expect(lock.includes('"resolved": "http')).toBe(false);
});

test('every refusal that code can throw has its sentence in French and in English', async () => {
  const codes = new Set<string>();
  for (const path of await sourceFiles('server/src')) {
    if (isTest(path)) continue;
    const text = await readFile(join(root, path), 'utf8');
    for (const table of text.matchAll(/refusals\(\{([\s\S]*?)\}\)/g))
      for (const code of (table[1] ?? '').matchAll(/'([a-z-]+\.[a-z-]+)':/g)) codes.add(code[1] ?? '');
    for (const direct of text.matchAll(/new Refusal\('([a-z-]+\.[a-z-]+)'/g)) codes.add(direct[1] ?? '');
  }
  expect(codes.size).toBeGreaterThan(20);
  for (const language of languages) {
    const sentences: Readonly<Record<string, unknown>> = textsIn(language).refusals;
    expect(
      [...codes].filter((code) => !(code in sentences)),
      language,
    ).toEqual([]);
  }
});
