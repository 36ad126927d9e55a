import { expect, test } from 'vitest';
import { bodyOf, domainsTyped, draftOf } from './sso-draft.ts';

test('domains are read however they are separated, and the first that is none is named', () => {
  expect(domainsTyped('sorbier.example, @ateliers.example\n')).toEqual({
    domains: ['sorbier.example', 'ateliers.example'],
    wrong: undefined,
  });
  expect(domainsTyped('sorbier.example localhost').wrong).toBe('localhost');
});

test('single sign-on is recorded whole: with a secret the first time, keeping the one there is afterwards', () => {
  const draft = { ...draftOf(null), issuer: 'https://login.sorbier.example', clientId: 'quitus', domains: 'sorbier.example' };
  expect(bodyOf(draft, false)).toBeUndefined();
  expect(bodyOf({ ...draft, clientSecret: 'shh' }, false)?.clientSecret).toBe('shh');
  expect(bodyOf(draft, true)).toEqual({
    issuer: 'https://login.sorbier.example',
    clientId: 'quitus',
    allowedDomains: ['sorbier.example'],
    groupClaim: null,
    groups: [],
    defaultRole: null,
    onlySso: false,
  });
});

test('a group without a name is not recorded', () => {
  const draft = { ...draftOf(null), issuer: 'https://login.example', clientId: 'quitus', domains: 'sorbier.example' };
  expect(bodyOf({ ...draft, groups: [{ group: ' ', role: 'collector' }] }, true)).toBeUndefined();
});
