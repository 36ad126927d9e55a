import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { glob } from 'node:fs/promises';
import { languages } from '@quitus/texts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedFields, labelOf } from './changed-fields.ts';
import { kindsWithWords, wordsOfKind } from './kind-words.ts';

test('what an event tells is a list of fields, before beside after, and what stayed the same is left out', () => {
  const details = {
    before: { email: 'old@client.example', phone: null, role: 'buyer' },
    after: { email: 'new@client.example', phone: '+33 1 99 00 12 34', role: 'buyer' },
  };
  expect(changedFields(details, 'en')).toEqual([
    { field: 'email', label: 'E-mail', before: 'old@client.example', after: 'new@client.example' },
    { field: 'phone', label: 'Telephone', before: null, after: '+33 1 99 00 12 34' },
  ]);
});

test('a change that names only some fields says nothing of the others; what was removed is told whole', () => {
  expect(changedFields({ before: { resolver: 'Ada', comment: 'x' }, after: { resolver: 'Max' } }, 'en')).toEqual([
    { field: 'resolver', label: 'In charge', before: 'Ada', after: 'Max' },
  ]);
  expect(changedFields({ before: { name: 'Ada', email: null } }, 'en')).toEqual([
    { field: 'name', label: 'Name', before: 'Ada', after: null },
  ]);
});

test('a setting is told by its name, in the reader’s language', () => {
  expect(changedFields({ key: 'sending.mode', before: 'test', after: 'live' }, 'fr')).toEqual([
    { field: 'key', label: 'Réglage', before: null, after: 'sending.mode' },
    { field: 'sending.mode', label: 'Sending mode', before: 'test', after: 'live' },
  ]);
  expect(changedFields({ before: true, after: false }, 'fr')).toMatchObject([{ before: 'oui', after: 'non' }]);
});

test('whatever an event tells can be read: no value breaks it, and none is told as changed that is not', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), fc.jsonValue(), (others, before, after) => {
      for (const change of changedFields({ ...others, before, after }, 'en')) expect(change.before).not.toBe(change.after);
    }),
  );
  expect(labelOf('legalRepresentativeName', 'fr')).toBe('Legal representative name');
});

test('every kind of event that the program records has its sentence in French and in English', async () => {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const kinds = new Set<string>();
  for await (const file of glob('src/**/*.ts', { cwd: root })) {
    if (/\.(test|fixture)\.ts$|\/testing\//.test(file)) continue;
    const text = await readFile(`${root}${file}`, 'utf8');
    if (!/recordEvents?\(/.test(text)) continue;
    for (const [, kind] of text.matchAll(/\bkind: '([a-z-]+\.[a-z-]+)'/g)) kinds.add(String(kind));
  }
  expect(kinds.size).toBeGreaterThan(40);
  for (const language of languages) {
    const known = new Set(kindsWithWords(language).map(({ kind }) => kind));
    expect(
      [...kinds].filter((kind) => !known.has(kind)),
      language,
    ).toEqual([]);
  }
  expect(wordsOfKind('new-things.happened', 'en')).toBe('Something happened: new-things happened.');
});
