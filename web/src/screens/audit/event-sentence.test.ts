import { textsIn } from '@quitus/texts';
import type { Language } from '@quitus/texts';
import { expect, test } from 'vitest';
import { eventSentence, eventText } from './event-sentence.ts';
import type { AuditEvent } from './event-values.ts';

const reader = (language: Language) => ({ language, texts: textsIn(language) });
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

function event(kind: string, told: Readonly<Record<string, string>>, customer = 'Menuiserie Aubrac'): AuditEvent {
  return {
    id: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70',
    number: 12,
    sealed: true,
    at: '2026-11-21T10:00:00Z',
    kind,
    area: kind.slice(0, kind.indexOf('.')),
    words: 'Un client a promis de payer.',
    actor: { kind: 'user', id: null, name: 'Claire Dumont' },
    origin: null,
    entity: null,
    customer: customer === '' ? null : { id: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d71', code: 'C1', name: customer },
    subjectId: null,
    changes: Object.entries(told).map(([field, after]) => ({ field, label: field, before: null, after })),
    erasedAt: null,
  };
}

const promise = { amount: '1250.00', currency: 'EUR', dueOn: '2026-12-12' };

test('a promise is told whole: who, of whom, how much, for when', () => {
  const made = event('promises.made', promise);
  expect(plain(eventText(made, reader('fr')))).toBe(
    'Claire Dumont a noté la promesse de Menuiserie Aubrac de payer 1 250,00 € pour le 12/12/2026',
  );
  expect(plain(eventText(made, reader('en')))).toBe(
    'Claire Dumont noted the promise of Menuiserie Aubrac to pay €1,250.00 by 12/12/2026',
  );
});

test('a promise made in the place of another is told as moved', () => {
  const moved = event('promises.made', { ...promise, supersedes: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d72' });
  expect(plain(eventText(moved, reader('fr')))).toBe(
    'Claire Dumont a déplacé la promesse de Menuiserie Aubrac de payer 1 250,00 € au 12/12/2026',
  );
});

test('what was erased is left out of the sentence, which stays one', () => {
  expect(eventText(event('promises.made', {}), reader('fr'))).toBe('Claire Dumont a noté la promesse de Menuiserie Aubrac');
  expect(eventText(event('promises.made', {}, ''), reader('en'))).toBe('Claire Dumont noted the promise');
});

test('where the words need what is gone, the general sentence is told', () => {
  const changed = event('customers.changed', {}, '');
  expect(eventSentence(changed, reader('fr'))).toBeUndefined();
  expect(eventText(changed, reader('fr'))).toBe('Claire Dumont · Un client a promis de payer.');
});

test('counts take the number of their noun', () => {
  expect(plain(eventText(event('actions.confirmed', { confirmed: '1' }, ''), reader('fr')))).toBe(
    'Claire Dumont a confirmé 1 relance',
  );
  expect(plain(eventText(event('actions.confirmed', { confirmed: '12' }, ''), reader('fr')))).toBe(
    'Claire Dumont a confirmé 12 relances',
  );
});

test('French elides before a vowel', () => {
  expect(eventText(event('contacts.changed', {}, 'Ormeau Vitrages'), reader('fr'))).toBe(
    'Claire Dumont a modifié un contact d’Ormeau Vitrages',
  );
});

test('codes are words, names that look like codes stay names', () => {
  expect(eventText(event('members.joined', { role: 'collector' }, ''), reader('fr'))).toBe(
    'Claire Dumont a rejoint l’organisation comme chargé de recouvrement',
  );
  expect(eventText(event('keys.made', { name: 'import' }, ''), reader('fr'))).toBe('Claire Dumont a créé la clé d’API import');
});

test.each(['fr', 'en'] as const)('every kind that can happen has words of its own (%s)', (language) => {
  const { audit, auditScreen, webhooks } = textsIn(language);
  const kinds = [...Object.keys(webhooks.kinds), ...Object.keys(audit.kinds)];
  expect(kinds.filter((kind) => !Object.hasOwn(auditScreen.did, kind))).toEqual([]);
  expect(kinds.map((kind) => kind.slice(0, kind.indexOf('.'))).filter((area) => !Object.hasOwn(auditScreen.areas, area))).toEqual(
    [],
  );
});
