import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { goodPassword, testDoorServer } from './server.fixture.ts';

const installation = testDatabase();
const { door, clock, browser, member, signedIn, eventsOf } = testDoorServer(installation);
const tokenIn = (text: string | undefined): string => /token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';
const other = 'une tout autre phrase';

test('a lost password is replaced by a link of one hour, once; every session ends and the second step stays', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'ada@reset.example');
  await installation.database.system.run(sql`
    insert into identity.second_step (person_id, sealed_secret, begun_at, confirmed_at) values (${ada.id}, 'x', now(), now())
  `);
  const guest = browser();
  expect(await guest.call('POST', '/password-resets', { email: ' ADA@reset.example ' })).toMatchObject({
    status: 202,
    body: { asked: true },
  });
  await door.settle();
  const mail = door.mails.at(-1);
  expect(mail).toMatchObject({ to: { address: ada.email }, subject: 'Un nouveau mot de passe pour Quitus' });
  const token = tokenIn(mail?.text);
  expect(mail?.textWithoutLink).not.toContain(token);
  expect((await guest.call('GET', `/password-resets/${token}`)).body).toEqual({ usable: true, email: ada.email });
  expect((await guest.call('POST', `/password-resets/${token}`, { password: 'motdepasse123' })).body.code).toBe(
    'password.common',
  );
  const twice = await Promise.all([1, 2].map(() => browser().call('POST', `/password-resets/${token}`, { password: other })));
  expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 404]);
  expect((await ada.browser.call('GET', '/session')).status).toBe(401);
  expect((await guest.call('POST', '/sessions', { email: ada.email, password: goodPassword })).status).toBe(401);
  expect((await guest.call('POST', '/sessions', { email: ada.email, password: other })).body).toHaveProperty('challenge');
  await door.settle();
  expect(door.mails.at(-1)?.subject).toBe('Votre mot de passe Quitus a été changé');
  expect(await eventsOf(tenantId)).toEqual(expect.arrayContaining(['password.reset-asked', 'password.changed']));
});

test('asking tells nothing: with an account and without, the answer is one and nothing is done before it', async () => {
  const { tenantId } = await installation.newTenant();
  await member(tenantId, 'known@reset.example');
  const sent = door.mails.length;
  const statements = installation.database.statements();
  const known = await browser().call('POST', '/password-resets', { email: 'known@reset.example' });
  const between = installation.database.statements();
  const unknown = await browser().call('POST', '/password-resets', { email: 'unknown@reset.example' });
  expect(known).toEqual(unknown);
  expect(between - statements, 'as many statements for both').toBe(installation.database.statements() - between);
  await door.settle();
  expect(door.mails.slice(sent).map(({ to }) => to.address)).toEqual(['known@reset.example']);
});

test('a newer link makes the older one worthless, and an hour makes it too old', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await member(tenantId, 'newer@reset.example');
  const ask = async (): Promise<string> => {
    await browser().call('POST', '/password-resets', { email: ada.email });
    await door.settle();
    return tokenIn(door.mails.at(-1)?.text);
  };
  const usable = async (token: string) => (await browser().call('GET', `/password-resets/${token}`)).body.usable as boolean;
  const [first, second] = [await ask(), await ask()];
  expect([await usable(first), await usable(second)]).toEqual([false, true]);
  clock.now = clock.now.add({ minutes: 60 });
  expect(await usable(second)).toBe(false);
});

test('nobody is flooded: three links an hour for one e-mail, whether it has an account', async () => {
  const statuses = [];
  for (let count = 0; count < 4; count += 1)
    statuses.push((await browser().call('POST', '/password-resets', { email: 'flooded@reset.example' })).status);
  expect(statuses).toEqual([202, 202, 202, 429]);
});

test('a link for a password also ends a lock-out, and an invitation’s link sets no password', async () => {
  const { tenantId } = await installation.newTenant();
  const owner = await signedIn(tenantId, 'locked@reset.example');
  await owner.browser.call('POST', '/invitations', { email: 'guest@reset.example', name: 'Guest', role: 'reader' });
  const invitation = tokenIn(door.mails.at(-1)?.text);
  expect((await browser().call('POST', `/password-resets/${invitation}`, { password: other })).status).toBe(404);
  for (let count = 0; count < 8; count += 1)
    await browser().call('POST', '/sessions', { email: owner.email, password: 'wrong one again' });
  expect((await browser().call('POST', '/sessions', { email: owner.email, password: goodPassword })).status).toBe(429);
  await browser().call('POST', '/password-resets', { email: owner.email });
  await door.settle();
  const token = tokenIn(door.mails.findLast(({ subject }) => subject === 'Un nouveau mot de passe pour Quitus')?.text);
  expect((await browser().call('POST', `/password-resets/${token}`, { password: other })).status).toBe(200);
  expect((await browser().call('POST', '/sessions', { email: owner.email, password: other })).status).toBe(201);
});

test('an administrator hands a link over to a member of theirs alone', async () => {
  const { tenantId } = await installation.newTenant();
  const elsewhere = await installation.newTenant();
  const owner = await signedIn(tenantId, 'boss@reset.example');
  const lou = await member(tenantId, 'lou@reset.example', 'collector');
  const both = await member(tenantId, 'both@reset.example', 'collector');
  await member(elsewhere.tenantId, 'both@reset.example', 'owner');
  const { status, body } = await owner.browser.call('POST', `/people/${lou.id}/reset-link`);
  expect([status, body.expiresAt]).toEqual([200, clock.now.add({ hours: 1 }).toString()]);
  expect((await browser().call('POST', `/password-resets/${tokenIn(body.link)}`, { password: other })).status).toBe(200);
  const refused = await owner.browser.call('POST', `/people/${both.id}/reset-link`);
  expect([refused.status, refused.body.code]).toEqual([403, 'member.elsewhere-too']);
});

test('a password changed makes worthless a link that was asked for before, and a second step that the former one began', async () => {
  const { tenantId } = await installation.newTenant();
  const ada = await signedIn(tenantId, 'changed@reset.example');
  await browser().call('POST', '/password-resets', { email: ada.email });
  await door.settle();
  const token = tokenIn(door.mails.at(-1)?.text);
  await installation.database.system.run(sql`
    insert into identity.second_step (person_id, sealed_secret, begun_at, confirmed_at) values (${ada.id}, 'x', now(), now())
  `);
  const thief = browser();
  const { challenge } = (await thief.call('POST', '/sessions', { email: ada.email, password: goodPassword })).body;
  expect((await ada.browser.call('POST', '/account/password', { current: goodPassword, password: other })).status).toBe(204);
  expect((await browser().call('GET', `/password-resets/${token}`)).body).toEqual({ usable: false, email: '' });
  expect((await browser().call('POST', `/password-resets/${token}`, { password: 'encore une autre phrase' })).status).toBe(404);
  expect((await thief.call('POST', '/sessions/second-step', { challenge, code: '123456' })).body.code).toBe(
    'session.challenge-over',
  );
});
