import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { isSealedByFormer, keyringOf } from '../../../platform/secrets/index.ts';
import { changeSetting } from '../settings.ts';
import { isCodeOf } from './second-step.ts';
import { goodPassword, type TestBrowser, testDoorServer } from './server.fixture.ts';

const installation = testDatabase();
const { door, clock, browser, signedIn, eventsOf } = testDoorServer(installation);

const codeOf = (secret: string): string =>
  new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({
    timestamp: clock.now.epochMilliseconds,
  });
const later = (time: Temporal.DurationLike): void => {
  clock.now = clock.now.add(time);
};
const signIn = (where: TestBrowser, email: string) => where.call('POST', '/sessions', { email, password: goodPassword });

async function setUp(where: TestBrowser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await where.call('POST', '/account/second-step', { password: goodPassword });
  expect(begun.status).toBe(201);
  const confirmed = await where.call('POST', '/account/second-step/confirmation', { code: codeOf(begun.body.secret) });
  expect(confirmed.status).toBe(200);
  later({ seconds: 30 });
  return { secret: begun.body.secret, recoveryCodes: confirmed.body.recoveryCodes };
}

async function required(tenantId: number): Promise<void> {
  await installation.database
    .tenant(tenantId)
    .transaction((tx) => changeSetting(tx, 'security.secondStep', 'required', systemActor('test')));
}

test('a second step asks for a code of the app after the password, and each code opens once', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'ada@second.example');
  const before = ada.browser.cookies.get('quitus_session');
  const { secret, recoveryCodes } = await setUp(ada.browser);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(ada.browser.cookies.get('quitus_session'), 'the rights grew: a new token').not.toBe(before);
  expect((await ada.browser.call('GET', '/session')).status).toBe(200);

  const phone = browser();
  const first = await signIn(phone, ada.email);
  expect(first.status).toBe(201);
  expect(first.body).toEqual({ challenge: expect.any(String), methods: ['totp', 'recovery'], expiresAt: expect.any(String) });
  expect(phone.cookies.has('quitus_session'), 'no session before the second step').toBe(false);
  const wrong = await phone.call('POST', '/sessions/second-step', { challenge: first.body.challenge, code: '000000' });
  expect([wrong.status, wrong.body.code]).toEqual([401, 'session.wrong-code']);
  const code = codeOf(secret);
  const inside = await phone.call('POST', '/sessions/second-step', { challenge: first.body.challenge, code });
  expect([inside.status, inside.body.user.email]).toEqual([201, ada.email]);

  const thief = browser();
  const again = await signIn(thief, ada.email);
  const replayed = await thief.call('POST', '/sessions/second-step', { challenge: again.body.challenge, code });
  expect(replayed.body.code).toBe('session.wrong-code');
  const used = await thief.call('POST', '/sessions/second-step', { challenge: first.body.challenge, code: codeOf(secret) });
  expect(used.body.code).toBe('session.challenge-over');
  expect(await eventsOf(tenantId)).toEqual(expect.arrayContaining(['sessions.opened', 'second-step.on', 'sessions.failed']));
});

test('of requests with the same code at the same instant one gets in', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'two@second.example');
  const { secret, recoveryCodes } = await setUp(ada.browser);
  const keyring = await door.neighbours.keyring();
  const { system } = installation.database;
  for (const code of [codeOf(secret), recoveryCodes[5] ?? '']) {
    // All three have read before the first may write: they wait for these rows.
    const together = await system.transaction(async (tx) => {
      await tx.rows(sql`select from identity.second_step where person_id = ${ada.id} for update`);
      await tx.rows(sql`select from identity.recovery_code where person_id = ${ada.id} for update`);
      const asked = [1, 2, 3].map(() => isCodeOf(system, keyring, ada.id, code, clock.now));
      for (let waiting = 0; waiting < 3;) {
        ({ waiting } = await tx.one<{ waiting: number }>(sql`
          select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        `));
        await tx.run(sql`select pg_stat_clear_snapshot()`);
      }
      return { asked };
    });
    expect((await Promise.all(together.asked)).filter(Boolean)).toHaveLength(1);
  }
});

test('a recovery code opens once, written in any way; new ones replace the others', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'lost@second.example');
  const { recoveryCodes } = await setUp(ada.browser);
  const [one = '', two = ''] = recoveryCodes;
  const enterBy = async (code: string) => {
    const where = browser();
    const { challenge } = (await signIn(where, ada.email)).body;
    return (await where.call('POST', '/sessions/second-step', { challenge, code })).status;
  };
  expect([await enterBy(one.toLowerCase().replaceAll('-', ' ')), await enterBy(one)]).toEqual([201, 401]);
  const security = await ada.browser.call('GET', '/account/security');
  expect(security.body.secondStep).toMatchObject({ on: true, recoveryCodesLeft: 9, required: false });
  const renewed = await ada.browser.call('POST', '/account/recovery-codes', { password: goodPassword });
  expect([await enterBy(two), await enterBy(renewed.body.recoveryCodes[3])]).toEqual([401, 201]);
  const kept = await installation.database.system.rows<{ row: string }>(
    sql`select second_step::text as row from identity.second_step`,
  );
  expect(
    kept.every(({ row }) => /v1\./.test(row)),
    'the secret is sealed',
  ).toBe(true);
});

test('five wrong codes end the challenge, eight close the account to codes for a while and the person is told', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'guessed@second.example');
  const { secret } = await setUp(ada.browser);
  const guess = async (where: TestBrowser, challenge: string, code: string) =>
    (await where.call('POST', '/sessions/second-step', { challenge, code })).body.code as string | undefined;
  const first = browser();
  const { challenge } = (await signIn(first, ada.email)).body;
  for (let count = 0; count < 5; count += 1) expect(await guess(first, challenge, '111111')).toBe('session.wrong-code');
  expect(await guess(first, challenge, codeOf(secret))).toBe('session.challenge-over');
  const second = browser();
  const other = (await signIn(second, ada.email)).body.challenge;
  for (let count = 0; count < 3; count += 1) expect(await guess(second, other, '111111')).toBe('session.wrong-code');
  expect(await guess(second, other, codeOf(secret))).toBe('session.locked');
  await door.settle();
  expect(door.mails.filter(({ to }) => to.address === ada.email).map(({ subject }) => subject)).toContain(
    'Votre accès à Quitus est fermé pour 15 minutes',
  );
  later({ minutes: 16 });
  const fresh = (await signIn(second, ada.email)).body.challenge;
  expect(await guess(second, fresh, codeOf(secret))).toBeUndefined();
});

test('after a change of the installation’s key a second step still works, and is sealed under the new key', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'key@second.example');
  const { secret } = await setUp(ada.browser);
  const { system } = installation.database;
  const rotated = keyringOf('n'.repeat(32), ['k'.repeat(32)]);
  const sealed = async () =>
    (
      await system.one<{ sealed: string }>(
        sql`select sealed_secret as sealed from identity.second_step where person_id = ${ada.id}`,
      )
    ).sealed;
  expect(isSealedByFormer(rotated, await sealed())).toBe(true);
  expect(await isCodeOf(system, rotated, ada.id, codeOf(secret), clock.now)).toBe('totp');
  expect(isSealedByFormer(rotated, await sealed())).toBe(false);
  later({ seconds: 30 });
  expect(await isCodeOf(system, keyringOf('n'.repeat(32)), ada.id, codeOf(secret), clock.now)).toBe('totp');
});

test('a challenge is over after five minutes', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'slow@second.example');
  const { secret } = await setUp(ada.browser);
  const where = browser();
  const { challenge } = (await signIn(where, ada.email)).body;
  later({ minutes: 5 });
  expect((await where.call('POST', '/sessions/second-step', { challenge, code: codeOf(secret) })).body.code).toBe(
    'session.challenge-over',
  );
});

test('where the organisation asks for a second step, whoever has none may set one up and nothing else', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'asked@second.example');
  expect((await ada.browser.call('GET', '/settings')).status).toBe(200);
  await required(tenantId);
  for (const [method, path, body] of [
    ['GET', '/settings', undefined],
    ['GET', '/entities', undefined],
    ['GET', '/invitations', undefined],
    ['PUT', '/settings/security.secondStep', { value: 'optional' }],
    ['POST', '/tenants', { name: 'X', entity: 'X' }],
  ] as const)
    expect((await ada.browser.call(method, path, body)).status, path).toBe(403);
  expect((await ada.browser.call('GET', '/session')).body).toMatchObject({
    mustSetUp: 'second-step',
    permissions: [],
    entities: [],
  });
  await setUp(ada.browser);
  expect((await ada.browser.call('GET', '/settings')).status).toBe(200);
  expect((await ada.browser.call('GET', '/session')).body).not.toHaveProperty('mustSetUp');
  const removal = await ada.browser.call('POST', '/account/second-step/removal', { password: goodPassword });
  expect([removal.status, removal.body.code]).toEqual([409, 'second-step.required']);
});

test('switching the second step off asks for the password and is told by e-mail; the sessions of before stay', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'off@second.example');
  await setUp(ada.browser);
  const wrong = await ada.browser.call('POST', '/account/second-step/removal', { password: 'not the password' });
  expect([wrong.status, wrong.body.code]).toEqual([403, 'password.wrong']);
  expect((await ada.browser.call('POST', '/account/second-step/removal', { password: goodPassword })).status).toBe(204);
  await door.settle();
  expect(door.mails.at(-1)).toMatchObject({
    to: { address: ada.email },
    subject: 'La double authentification de votre compte Quitus est désactivée',
  });
  expect((await signIn(browser(), ada.email)).body.user.email).toBe(ada.email);
  expect(await eventsOf(tenantId)).toContain('second-step.off');
});

test('turning the second step on ends the sessions that were opened without one', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'others@second.example');
  const tablet = browser();
  await signIn(tablet, ada.email);
  expect((await tablet.call('GET', '/session')).status).toBe(200);
  await setUp(ada.browser);
  expect((await tablet.call('GET', '/session')).status).toBe(401);
});

test('an administrator takes a lost second step off a member of this organisation alone, never of somebody with another one too', async () => {
  const { tenantId } = await installation.newTenant();
  const other = await installation.newTenant();
  const owner = await signedIn(tenantId, 'owner@second.example');
  const lou = await signedIn(tenantId, 'lou@second.example', 'collector', 'Lou Ferrand');
  await setUp(lou.browser);
  expect((await owner.browser.call('DELETE', `/people/${lou.id}/second-step`)).status).toBe(204);
  expect((await lou.browser.call('GET', '/session')).status, 'their sessions end').toBe(401);
  expect((await signIn(lou.browser, lou.email)).body).toHaveProperty('user');
  await installation.database
    .tenant(other.tenantId)
    .run(sql`insert into identity.membership (tenant_id, person_id, role) values (${other.tenantId}, ${lou.id}, 'reader')`);
  const refused = await owner.browser.call('DELETE', `/people/${lou.id}/second-step`);
  expect([refused.status, refused.body.code]).toEqual([403, 'member.elsewhere-too']);
});
