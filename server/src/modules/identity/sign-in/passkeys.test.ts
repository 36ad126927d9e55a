import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { changeSetting } from '../settings.ts';
import { softwareAuthenticator } from './authenticator.fixture.ts';
import { goodPassword, type TestBrowser, testDoorServer } from './server.fixture.ts';

const origin = 'https://quitus.example:8443';
const installation = testDatabase();
const { door, clock, browser, member, signedIn, eventsOf } = testDoorServer(installation, { baseUrl: `${origin}/app` });

type Authenticator = ReturnType<typeof softwareAuthenticator>;

async function register(where: TestBrowser, authenticator: Authenticator, name = 'Mon téléphone') {
  const { challenge, options } = (await where.call('POST', '/account/passkeys/options', { password: goodPassword })).body;
  return where.call('POST', '/account/passkeys', { challenge, name, response: authenticator.create(options) });
}

async function signIn(where: TestBrowser, answer: (options: object) => object, change?: (challenge: string) => string) {
  const { challenge, options } = (await where.call('POST', '/sessions/passkey-options')).body;
  return where.call('POST', '/sessions/passkey', { challenge: change?.(challenge) ?? challenge, response: answer(options) });
}

test('a passkey is made after the password, and signs in without a name and with both steps taken', async () => {
  const { tenantId, tenantDb } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'ada@passkey.example');
  const telephone = softwareAuthenticator(origin);
  const refused = await ada.browser.call('POST', '/account/passkeys/options', { password: 'not the password' });
  expect([refused.status, refused.body.code]).toEqual([403, 'password.wrong']);
  const made = await register(ada.browser, telephone);
  expect([made.status, made.body]).toEqual([
    201,
    { id: expect.any(String), name: 'Mon téléphone', createdAt: clock.now.toString(), lastUsedAt: null, synced: false },
  ]);
  await tenantDb.transaction((tx) => changeSetting(tx, 'security.secondStep', 'required', systemActor('test')));

  const desk = browser();
  const inside = await signIn(desk, (options) => telephone.get(options));
  expect([inside.status, inside.body.user.email]).toEqual([201, ada.email]);
  expect((await desk.call('GET', '/settings')).status, 'a passkey is both steps').toBe(200);
  const sessions = (await desk.call('GET', '/account/sessions')).body.sessions;
  expect(sessions[0]).toMatchObject({ current: true, method: 'passkey', secondStep: true });

  const byPassword = await browser().call('POST', '/sessions', { email: ada.email, password: goodPassword });
  expect(byPassword.body.code, 'a password alone does not pass the passkey by').toBe('session.passkey-needed');
  await door.settle();
  expect(door.mails.map(({ subject }) => subject)).toContain('Une clé d’accès a été ajoutée à votre compte Quitus');
  expect(await eventsOf(tenantId)).toContain('passkeys.added');
});

test('a challenge is answered once, within five minutes, and only the right one', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'once@passkey.example');
  const telephone = softwareAuthenticator(origin);
  await register(ada.browser, telephone);
  const thief = browser();
  const { challenge, options } = (await thief.call('POST', '/sessions/passkey-options')).body;
  const response = telephone.get(options);
  expect((await thief.call('POST', '/sessions/passkey', { challenge, response })).status).toBe(201);
  const replayed = await thief.call('POST', '/sessions/passkey', { challenge, response });
  expect([replayed.status, replayed.body.code]).toEqual([401, 'session.challenge-over']);
  const fresh = (await thief.call('POST', '/sessions/passkey-options')).body;
  const old = await thief.call('POST', '/sessions/passkey', { challenge: fresh.challenge, response });
  expect(old.body.code, 'an answer to another challenge').toBe('passkey.not-valid');
  const slow = (await thief.call('POST', '/sessions/passkey-options')).body;
  clock.now = clock.now.add({ minutes: 5 });
  const late = await thief.call('POST', '/sessions/passkey', {
    challenge: slow.challenge,
    response: telephone.get(slow.options),
  });
  expect(late.body.code).toBe('session.challenge-over');
});

test('another site, an authenticator that did not ask for its owner, a copied one and a stranger’s open nothing', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'safe@passkey.example');
  const telephone = softwareAuthenticator(origin);
  await register(ada.browser, telephone);
  const codeOf = async (answer: (options: object) => object) => (await signIn(browser(), answer)).body.code as string | undefined;
  expect(await codeOf((options) => telephone.get(options, { origin: 'https://quitus.example.evil.example' }))).toBe(
    'passkey.not-valid',
  );
  expect(await codeOf((options) => telephone.get(options, { verified: false }))).toBe('passkey.not-valid');
  expect(await codeOf((options) => telephone.get(options, { counter: 40 }))).toBeUndefined();
  expect(await codeOf((options) => telephone.get(options, { counter: 40 })), 'the counter did not grow').toBe(
    'passkey.not-valid',
  );
  expect(await codeOf((options) => telephone.get(options, { counter: 12 }))).toBe('passkey.not-valid');
  const strangers = softwareAuthenticator(origin);
  strangers.create({ user: { id: 'x' }, rp: { id: 'quitus.example' }, challenge: 'x' });
  expect(await codeOf((options) => strangers.get(options))).toBe('passkey.not-valid');
  expect(await codeOf(() => ({ id: 'nonsense' }))).toBe('passkey.not-valid');
  expect(await eventsOf(tenantId)).toContain('sessions.failed');
});

test('passkeys are listed, named and removed by their owner alone; a removed one opens nothing', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'list@passkey.example');
  const lou = await signedIn(tenantId, 'lou@passkey.example', 'collector', 'Lou Ferrand');
  const telephone = softwareAuthenticator(origin);
  const { id } = (await register(ada.browser, telephone)).body;
  expect((await lou.browser.call('PATCH', `/account/passkeys/${id}`, { name: 'la mienne' })).body.code).toBe('passkey.unknown');
  expect((await lou.browser.call('DELETE', `/account/passkeys/${id}`)).status).toBe(404);
  expect((await ada.browser.call('PATCH', `/account/passkeys/${id}`, { name: 'Clé du bureau' })).body.name).toBe('Clé du bureau');
  expect((await ada.browser.call('GET', '/account/security')).body.passkeys).toHaveLength(1);
  expect((await ada.browser.call('DELETE', `/account/passkeys/${id}`)).status).toBe(204);
  expect((await signIn(browser(), (options) => telephone.get(options))).body.code).toBe('passkey.not-valid');
  expect(await eventsOf(tenantId)).toEqual(expect.arrayContaining(['passkeys.added', 'passkeys.renamed', 'passkeys.removed']));
});

test('a passkey’s challenge of one person makes no passkey of another', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'mine@passkey.example');
  const lou = await signedIn(tenantId, 'yours@passkey.example', 'collector');
  const { challenge, options } = (await ada.browser.call('POST', '/account/passkeys/options', { password: goodPassword })).body;
  const response = softwareAuthenticator(origin).create(options);
  const refused = await lou.browser.call('POST', '/account/passkeys', { challenge, name: 'x', response });
  expect(refused.body.code).toBe('session.challenge-over');
});

test('where any organisation of theirs asks for two steps, a password alone neither adds to nor takes away the passkey', async () => {
  const asking = (await installation.newTenant()).tenantDb;
  const easy = await installation.newTenant();
  const ada = await signedIn(easy.tenantId, 'beside@passkey.example');
  await member(asking.tenantId, ada.email);
  const telephone = softwareAuthenticator(origin);
  const { id } = (await register(ada.browser, telephone)).body;
  const early = (await ada.browser.call('POST', '/account/passkeys/options', { password: goodPassword })).body;
  await ada.browser.call('POST', '/account/second-step', { password: goodPassword });
  await asking.transaction((tx) => changeSetting(tx, 'security.secondStep', 'required', systemActor('test')));

  const thief = browser();
  await thief.call('POST', '/sessions', { email: ada.email, password: goodPassword, tenantId: easy.tenantId });
  const response = softwareAuthenticator(origin).create(early.options);
  for (const [method, path, body] of [
    ['POST', '/account/second-step', { password: goodPassword }],
    ['POST', '/account/second-step/confirmation', { code: '123456' }],
    ['POST', '/account/passkeys/options', { password: goodPassword }],
    ['POST', '/account/passkeys', { challenge: early.challenge, name: 'Mine', response }],
    ['DELETE', `/account/passkeys/${id}`, undefined],
  ] as const) {
    const answer = await thief.call(method, path, body);
    expect([answer.status, answer.body?.code], `${method} ${path}`).toEqual([403, 'session.passkey-needed']);
  }
  const desk = browser();
  await signIn(desk, (options) => telephone.get(options));
  expect((await register(desk, softwareAuthenticator(origin), 'Mon ordinateur')).status, 'with both steps, freely').toBe(201);
});
