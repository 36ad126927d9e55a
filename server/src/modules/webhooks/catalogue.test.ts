import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languages, textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { carriedDetails, eventKinds, takesKind } from './catalogue.ts';
import { exampleOf } from './payload.ts';

const server = fileURLToPath(new URL('../..', import.meta.url));

test('every kind of event that the code names is in the catalogue', async () => {
  const named = new Set<string>();
  for (const entry of await readdir(server, { recursive: true })) {
    if (!entry.endsWith('.ts') || /\.(test|fixture)\.ts$/.test(entry) || /(^|\/)testing\//.test(entry)) continue;
    const text = await readFile(join(server, entry), 'utf8');
    if (!/recordEvents?\(/.test(text)) continue;
    for (const match of text.matchAll(/\bkind: '([a-z-]+\.[a-z-]+)'/g)) named.add(match[1] ?? '');
  }
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((kind) => !(kind in eventKinds))).toEqual([]);
});

test('every kind has its sentence in French and in English, and no sentence is left over', () => {
  for (const language of languages)
    expect(Object.keys(textsIn(language).webhooks.kinds).sort(), language).toEqual(Object.keys(eventKinds).sort());
});

test('what is not named by its kind does not leave: no text, no name, no address', () => {
  const details = {
    amount: '10.00',
    note: 'calls back',
    email: 'a@client.example',
    before: { phone: '1' },
    after: { phone: '2', email: 'b@client.example' },
  };
  expect(carriedDetails('promises.made', details)).toEqual({ amount: '10.00' });
  expect(carriedDetails('contacts.added', details)).toEqual({});
  expect(carriedDetails('contacts.changed', details)).toEqual({ changed: ['phone', 'email'] });
  expect(carriedDetails('contacts.changed', { erased: true })).toEqual({});
  expect(carriedDetails('nobody.knows', details)).toEqual({});
});

test('a subscription takes its own kind, its subject’s kinds or all, and never another subject of a similar name', () => {
  expect(takesKind('promises.*', 'promises.kept')).toBe(true);
  expect(takesKind('*', 'promises.kept')).toBe(true);
  expect(takesKind('promises.kept', 'promises.kept')).toBe(true);
  expect(takesKind('promise.*', 'promises.kept')).toBe(false);
  expect(takesKind('promises.kept', 'promises.made')).toBe(false);
});

test('an example shows every member its kind may carry', () => {
  for (const [kind, carried] of Object.entries(eventKinds))
    expect(exampleOf(kind), kind).toMatchObject({
      type: kind,
      data: {
        details: Object.fromEntries(
          Object.keys(carried)
            .map((name) => [name, expect.anything()])
            .filter(([name]) => carried[String(name)] !== null),
        ),
      },
    });
});
