import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { firstAreas } from '../../texts/src/first-areas.ts';
import { furtherAreas } from '../../texts/src/further-areas.ts';

const root = join(import.meta.dirname, '../..');
const designSystem = join(root, 'ui/src/index.ts');
interface Tree {
  readonly [name: string]: unknown;
  readonly type?: string;
  readonly name?: string;
}
const parsed = (file: string) => parseSync(file, readFileSync(file, 'utf8'));
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Which file of the design system each of its names comes from, so that a screen answers for what it takes alone. */
const homeOf = new Map(
  parsed(designSystem).module.staticExports.flatMap(({ entries }) =>
    entries.map((entry) => [entry.exportName.name, join(dirname(designSystem), entry.moduleRequest?.value ?? '')] as const),
  ),
);

/** What a file brings along: at once, or later without asking for further words (as a route does by `withWords`). */
function broughtBy(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  const atOnce = parsed(file).module.staticImports.flatMap(({ moduleRequest, entries }) => {
    const values = entries.filter((entry) => !entry.isType);
    if (entries.length > 0 && values.length === 0) return [];
    if (moduleRequest.value === '@quitus/ui')
      return values.map(({ importName }) => homeOf.get(importName.name ?? '') ?? designSystem);
    return moduleRequest.value.startsWith('.') ? [join(dirname(file), moduleRequest.value)] : [];
  });
  const later = [...code.matchAll(/(withWords\()?import\('(\.[^']+)'\)/g)].filter(([, words]) => words === undefined);
  return [...atOnce, ...later.map(([, , path]) => join(dirname(file), path ?? ''))];
}

function reachedFrom(starts: readonly string[]): string[] {
  const found = new Set(starts.filter((file) => /\.tsx?$/.test(file)));
  for (const file of found) {
    for (const next of broughtBy(file)) if (/\.tsx?$/.test(next) && existsSync(next)) found.add(next);
  }
  return [...found];
}

function children(tree: unknown): Tree[] {
  return (Array.isArray(tree) ? tree : isTree(tree) ? Object.values(tree) : []).filter(isTree);
}
function all(tree: unknown): Tree[] {
  return children(tree).flatMap((child) => [child, ...all(child)]);
}
const isWhole = (tree: unknown) =>
  isTree(tree) &&
  tree.type === 'CallExpression' &&
  isTree(tree['callee']) &&
  /^(useTexts|textsIn)$/.test(tree['callee'].name ?? '');
const keysOf = (pattern: Tree) =>
  children(pattern['properties']).map((each) => (isTree(each['key']) ? (each['key'].name ?? '?') : '?'));

/** The areas of the texts a file names: `useTexts().area`, a variable or a parameter of them all, or one of their names taken out. */
function areasSaid(file: string): string[] {
  const trees = all(parsed(file).program);
  const holders = new Set<string>();
  const said: string[] = [];
  const taken = (holder: unknown) => {
    if (!isTree(holder)) return;
    if (holder.type === 'Identifier') holders.add(holder.name ?? '');
    if (holder.type === 'ObjectPattern') said.push(...keysOf(holder));
  };
  for (const tree of trees) {
    if (tree.type === 'VariableDeclarator' && isWhole(tree['init'])) taken(tree['id']);
    const type = isTree(tree['typeAnnotation']) ? tree['typeAnnotation']['typeAnnotation'] : undefined;
    const named = isTree(type) && isTree(type['typeName']) ? type['typeName'].name : undefined;
    if (named === 'Texts') taken(tree.type === 'TSPropertySignature' ? tree['key'] : tree);
  }
  for (const tree of trees) {
    if (tree.type !== 'MemberExpression' || tree['computed'] === true || !isTree(tree['property'])) continue;
    const object = tree['object'];
    const held = isTree(object) && object.type === 'Identifier' && holders.has(object.name ?? '');
    const inside =
      isTree(object) &&
      object.type === 'MemberExpression' &&
      isTree(object['property']) &&
      holders.has(object['property'].name ?? '');
    if (held || inside || isWhole(object)) said.push(tree['property'].name ?? '?');
  }
  return said;
}

test('the first screens say only what comes with the first words, and nothing is fetched first for nothing', () => {
  const files = reachedFrom([join(import.meta.dirname, 'main.tsx')]);
  expect(files.length).toBeGreaterThan(60);
  const said = files.flatMap((file) => areasSaid(file).map((area) => ({ area, file: relative(root, file) })));
  expect(said.filter(({ area }) => area in furtherAreas)).toEqual([]);
  expect(Object.keys(firstAreas).filter((name) => !said.some(({ area }) => area === name))).toEqual([]);
});

test('a screen that says more than the first words is seen by this watch', () => {
  const agenda = join(import.meta.dirname, 'screens/agenda/AgendaScreen.tsx');
  expect(reachedFrom([agenda]).flatMap(areasSaid)).toContain('agenda');
});
