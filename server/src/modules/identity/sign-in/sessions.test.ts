import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { hashPassword } from '../passwords.ts';
import { changeSetting } from '../settings.ts';
import { deviceOf } from './device.ts';
import { goodPassword, testDoorServer } from './server.fixture.ts';
import { networkOf } from '../../../platform/http/index.ts';

const installation = testDatabase();
const { door, clock, browser, member, signedIn, eventsOf } = testDoorServer(installation);
const later = (time: Temporal.DurationLike): void => {
  clock.now = clock.now.add(time);
};
const signIn = (email: string, password = goodPassword, where = browser()) =>
  where.call('POST', '/sessions', { email, password }).then((answer) => ({ ...answer, where }));

test('a person sees where they are signed in, and ends one session or all others', async () => {
  const { tenantId } = await installation.newTenant({ name: 'Verrerie du Tarn' });
  const ada = await signedIn(tenantId, 'ada@sessions.example');
  later({ minutes: 3 });
  const { where: tablet } = await signIn(ada.email);
  const { where: desk } = await signIn(ada.email);
  const { sessions } = (await ada.browser.call('GET', '/account/sessions')).body;
  expect(sessions).toHaveLength(3);
  expect(sessions[0]).toEqual({
    id: expect.any(String),
    current: true,
    browser: 'Safari 26',
    system: 'macOS',
    address: expect.stringMatching(/^10\./),
    tenant: 'Verrerie du Tarn',
    method: 'password',
    secondStep: false,
    createdAt: clock.now.subtract({ minutes: 3 }).toString(),
    lastSeenAt: clock.now.toString(),
    expiresAt: clock.now.subtract({ minutes: 3 }).add({ hours: 720 }).toString(),
  });
  const tabletId = (await tablet.call('GET', '/account/sessions')).body.sessions[0].id;
  expect((await ada.browser.call('DELETE', `/account/sessions/${tabletId}`)).status).toBe(204);
  expect((await tablet.call('GET', '/session')).status).toBe(401);
  expect((await ada.browser.call('DELETE', `/account/sessions/${tabletId}`)).status).toBe(404);
  expect((await ada.browser.call('DELETE', '/account/sessions')).body).toEqual({ ended: 1 });
  expect([(await desk.call('GET', '/session')).status, (await ada.browser.call('GET', '/session')).status]).toEqual([401, 200]);
  expect(await eventsOf(tenantId)).toContain('sessions.revoked');
});

test('nobody ends somebody else’s session by its id', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'one@sessions.example');
  const lou = await signedIn(tenantId, 'other@sessions.example', 'collector');
  const { id } = (await ada.browser.call('GET', '/account/sessions')).body.sessions[0];
  expect((await lou.browser.call('DELETE', `/account/sessions/${id}`)).body.code).toBe('session.unknown');
  expect((await ada.browser.call('GET', '/session')).status).toBe(200);
});

test('a session ends when nobody used it for as long as the organisation allows, and after thirty days in any case', async () => {
  const { tenantId, tenantDb } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'idle@sessions.example');
  for (let day = 0; day < 9; day += 1) {
    later({ hours: 71 });
    expect((await ada.browser.call('GET', '/session')).status).toBe(200);
  }
  later({ hours: 71 });
  expect((await ada.browser.call('GET', '/session')).status).toBe(200);
  later({ hours: 11 });
  expect((await ada.browser.call('GET', '/session')).status, 'thirty days').toBe(401);
  const { where } = await signIn(ada.email);
  await tenantDb.transaction((tx) => changeSetting(tx, 'security.idleHours', 4, systemActor('test')));
  later({ hours: 3 });
  expect((await where.call('GET', '/session')).status).toBe(200);
  later({ hours: 4 });
  expect((await where.call('GET', '/session')).status).toBe(401);
});

test('that somebody was seen is written once a minute, not at each request', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'seen@sessions.example');
  const seenAt = async () =>
    (
      await installation.database.system.one<{ at: Temporal.Instant }>(
        sql`select last_seen_at as at from identity.session where person_id = ${ada.id}`,
      )
    ).at.toString();
  const first = await seenAt();
  later({ seconds: 59 });
  await ada.browser.call('GET', '/session');
  expect(await seenAt()).toBe(first);
  later({ seconds: 1 });
  await ada.browser.call('GET', '/session');
  expect(await seenAt()).toBe(clock.now.toString());
});

test('each sign-in gives a new token, and the session the browser had before is over', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'fix@sessions.example');
  const before = ada.browser.cookies.get('quitus_session') ?? '';
  await ada.browser.call('POST', '/sessions', { email: ada.email, password: goodPassword });
  expect(ada.browser.cookies.get('quitus_session')).not.toBe(before);
  const old = browser();
  old.cookies.set('quitus_session', before);
  expect((await old.call('GET', '/session')).status).toBe(401);
});

test('changing one’s password asks for the present one, ends the other sessions and is told by e-mail', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'change@sessions.example');
  const { where: tablet } = await signIn(ada.email);
  const change = (current: string, password: string) => ada.browser.call('POST', '/account/password', { current, password });
  expect((await change('not the password', 'une autre phrase longue')).body.code).toBe('password.wrong');
  expect((await change(goodPassword, 'motdepasse123')).body.code).toBe('password.common');
  expect((await change(goodPassword, 'une autre phrase longue')).status).toBe(204);
  expect([(await ada.browser.call('GET', '/session')).status, (await tablet.call('GET', '/session')).status]).toEqual([200, 401]);
  expect((await signIn(ada.email)).body.code).toBe('session.wrong-credentials');
  expect((await signIn(ada.email, 'une autre phrase longue')).status).toBe(201);
  await door.settle();
  expect(door.mails.at(-1)).toMatchObject({ to: { address: ada.email }, subject: 'Votre mot de passe Quitus a été changé' });
  expect(await eventsOf(tenantId)).toContain('password.changed');
});

test('an e-mail with an account and one without answer alike, also once there were too many tries', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await member(tenantId, 'tried@sessions.example');
  const answersOf = async (email: string) => {
    const answers = [];
    for (let count = 0; count < 10; count += 1) {
      const { status, body } = await signIn(email, 'not the password at all');
      answers.push([status, body.code, body.detail]);
    }
    return answers;
  };
  const known = await answersOf(ada.email);
  expect(known).toEqual(await answersOf('nobody@sessions.example'));
  expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
  expect((await signIn(ada.email)).body.code, 'the right password too').toBe('session.locked');
  await door.settle();
  expect(door.mails.filter(({ to }) => to.address === ada.email).map(({ subject }) => subject)).toEqual([
    'Votre accès à Quitus est fermé pour 15 minutes',
  ]);
  expect(await eventsOf(tenantId)).toEqual([...Array.from({ length: 8 }, () => 'sessions.failed'), 'sessions.locked']);
  later({ minutes: 15 });
  expect((await signIn(ada.email)).status).toBe(201);
});

test('tries made at the same instant are all counted', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await member(tenantId, 'burst@sessions.example');
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(ada.email, 'not the password at all')));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(8);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(12);
});

test('one address that tries many accounts is stopped', async () => {
  const where = browser();
  const codes = new Set<string>();
  for (let count = 0; count < 101; count += 1) {
    const answer = await where.call('POST', '/sessions/passkey', { challenge: 'x', response: {} });
    codes.add(answer.body.code);
  }
  expect(codes).toEqual(new Set(['session.challenge-over', 'session.locked']));
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::'],
  ['2001:db8:1:2::1', '2001:db8:1:2::'],
  ['unknown', 'unknown'],
])('tries from %s are counted as from %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('an administrator ends every session of a member, and only of their own members', async () => {
  const { tenantId } = await installation.newTenant();
  const other = await installation.newTenant();
  const owner = await signedIn(tenantId, 'boss@sessions.example');
  const lou = await signedIn(tenantId, 'lou@sessions.example', 'collector');
  const stranger = await signedIn(other.tenantId, 'stranger@sessions.example');
  expect((await lou.browser.call('POST', `/people/${owner.id}/sign-out`)).status, 'a collector may not').toBe(403);
  expect((await owner.browser.call('POST', `/people/${lou.id}/sign-out`)).body).toEqual({ ended: 1 });
  expect((await lou.browser.call('GET', '/session')).status).toBe(401);
  expect((await owner.browser.call('POST', `/people/${stranger.id}/sign-out`)).status).toBe(404);
  expect((await stranger.browser.call('GET', '/session')).status).toBe(200);
});

test('a password kept at a former cost is kept anew at the next sign-in', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await member(tenantId, 'cost@sessions.example');
  const stored = async () =>
    (
      await installation.database.system.one<{ hash: string }>(
        sql`select password_hash as hash from identity.person where id = ${ada.id}`,
      )
    ).hash;
  const nonce = Buffer.alloc(16, 7);
  const tag = argon2Sync('argon2id', { message: goodPassword, nonce, memory: 8192, passes: 1, parallelism: 1, tagLength: 32 });
  const former = `$argon2id$v=19$m=8192,t=1,p=1$${nonce.toString('base64')}$${tag.toString('base64')}`;
  await installation.database.system.run(sql`update identity.person set password_hash = ${former} where id = ${ada.id}`);
  expect((await signIn(ada.email)).status).toBe(201);
  expect((await stored()).slice(0, 31)).toBe((await hashPassword('x')).slice(0, 31));
  expect((await signIn(ada.email)).status).toBe(201);
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0',
    'Edge 153',
    'Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
    'Safari 26',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36',
    'Chrome 153',
    'Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox 150', 'Linux'],
  ['curl/8.9', null, null],
])('“%s” is shown as %s on %s', (userAgent, name, system) => {
  expect(deviceOf(userAgent)).toEqual({ browser: name, system });
});
