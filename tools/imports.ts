import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { root } from './commands.ts';

/** One import of one source file, both as paths from the checkout's root; a package keeps its name. */
export type Import = { readonly from: string; readonly to: string };

const pattern = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

/** Every TypeScript file below a folder, as paths from the root. */
export async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.tsx?$/.test(entry.name) &&
        !entry.parentPath.includes('node_modules') &&
        !entry.parentPath.includes('/dist'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** All imports below some folders. */
export async function importsOf(folders: readonly string[]): Promise<Import[]> {
  const found: Import[] = [];
  for (const folder of folders) {
    for (const from of await sourceFiles(folder)) {
      const text = await readFile(join(root, from), 'utf8');
      for (const match of text.matchAll(pattern)) {
        const target = match[1] ?? match[2] ?? '';
        found.push({ from, to: target.startsWith('.') ? relative(root, join(root, dirname(from), target)) : target });
      }
    }
  }
  return found;
}
