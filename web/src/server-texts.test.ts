import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folders = ['web/src', 'ui/src'];
// `one-language.ts` leaves these areas out of what a reader downloads.
const leftOut = /(useTexts\(\)|textsIn\([^)]*\)|reader\.texts)\.(accountMails|audit|byHand|cli|demo|operation|refusals)\b/;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => join(root, folder, path));
}

test('no screen says a sentence that only the server has', () => {
  const said = folders.flatMap(sources).filter((path) => leftOut.test(readFileSync(path, 'utf8')));
  expect(said).toEqual([]);
});
