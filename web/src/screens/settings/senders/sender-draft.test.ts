import { expect, test } from 'vitest';
import { bodyOf, draftOf, type Sender, serverUrl } from './sender-draft.ts';

const sender: Sender = {
  id: '0198a7c0-0000-7000-8000-000000000001',
  entityId: null,
  personId: null,
  personName: null,
  name: 'Recouvrement',
  address: 'recouvrement@sorbier.example',
  replyTo: null,
  isDefault: true,
  server: { secure: true, host: 'mail.sorbier.example', port: 465, user: 'recouvrement' },
  dkim: null,
  signatureFr: 'Ada',
  signatureEn: '',
  testedAt: null,
  changedAt: '2026-03-02T09:00:00Z',
  changedBy: 'Ada Martel',
};

test('a change of the name leaves the server and its password as they are', () => {
  const draft = draftOf(sender, false);
  expect(bodyOf({ ...draft, name: 'Relances' }, sender)).toEqual({
    name: 'Relances',
    address: 'recouvrement@sorbier.example',
    replyTo: null,
    personId: null,
    entityId: null,
    isDefault: true,
    signatureFr: 'Ada',
    signatureEn: '',
  });
});

test('a server that changed is sent whole, one given up as none', () => {
  const draft = draftOf(sender, false);
  expect(bodyOf({ ...draft, port: '587', secure: false, password: 'p@ss:mot/1' }, sender)).toMatchObject({
    smtpUrl: 'smtp://recouvrement:p%40ss%3Amot%2F1@mail.sorbier.example:587',
  });
  expect(bodyOf({ ...draft, ownServer: false }, sender)).toMatchObject({ smtpUrl: null });
});

test('a person’s mailbox is nobody else’s default, and a server without account names none', () => {
  expect(bodyOf({ ...draftOf(undefined, true), personId: sender.id }, undefined)).toMatchObject({ isDefault: false });
  expect(serverUrl({ ...draftOf(undefined, true), host: 'relay.sorbier.example', secure: false })).toBe(
    'smtp://relay.sorbier.example',
  );
});
