import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { goodPassword, testDoorServer } from './server.fixture.ts';

const installation = testDatabase();
const { door, clock, browser, member, signedIn, eventsOf } = testDoorServer(installation);
const later = (time: Temporal.DurationLike): void => {
  clock.now = clock.now.add(time);
};
const tokenIn = (text: string | undefined): string => /token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';
const wanted = { name: 'Lou Ferrand', role: 'collector', language: 'en' };

test('an invited person gets one link by e-mail, in their language, and joins with the role and scope they were invited to', async () => {
  const { tenantId, entityId, tenantDb } = await installation.newTenant({ name: 'Scierie Valmont' });
  const owner = await signedIn(tenantId, 'owner@invite.example');
  const scope = { entities: [entityId], agencies: ['Rodez'], customers: 'portfolio', salesRep: null };
  const sent = await owner.browser.call('POST', '/invitations', { ...wanted, email: ' Lou@Invite.Example ', scope });
  expect([sent.status, sent.body.link, sent.body.mailed]).toEqual([201, null, true]);
  expect(sent.body.invitation).toMatchObject({
    email: 'lou@invite.example',
    state: 'open',
    role: 'collector',
    scope,
    invitedBy: 'Ada Martel',
  });
  const mail = door.mails.at(-1);
  expect(mail).toMatchObject({ to: { address: 'lou@invite.example' }, subject: 'Your access to Scierie Valmont in Quitus' });
  const token = tokenIn(mail?.text);
  expect(mail?.text).toContain(`https://quitus.example/invitation?token=${token}`);

  const guest = browser();
  expect((await guest.call('GET', `/invitation-links/${token}`)).body).toEqual({
    usable: true,
    tenant: 'Scierie Valmont',
    email: 'lou@invite.example',
    name: 'Lou Ferrand',
    role: 'collector',
    invitedBy: 'Ada Martel',
    language: 'en',
    hasAccount: false,
  });
  const weak = await guest.call('POST', `/invitation-links/${token}`, { password: 'lou@invite.example' });
  expect(weak.body.code, 'a refused password leaves the link as it was').toBe('password.personal');
  const inside = await guest.call('POST', `/invitation-links/${token}`, {
    password: goodPassword,
    name: 'Louise Ferrand',
    language: 'fr',
  });
  expect([inside.status, inside.body.user, inside.body.role]).toEqual([
    201,
    expect.objectContaining({ email: 'lou@invite.example', name: 'Louise Ferrand', language: 'fr' }),
    'collector',
  ]);
  expect(
    await tenantDb.one(sql`select entities, agencies, customers, sales_rep from identity.membership where role = 'collector'`),
  ).toEqual({
    entities: [entityId],
    agencies: ['Rodez'],
    customers: 'portfolio',
    sales_rep: null,
  });
  expect((await guest.call('GET', `/invitation-links/${token}`)).body.usable).toBe(false);
  expect((await guest.call('POST', `/invitation-links/${token}`, { password: goodPassword })).status).toBe(404);
  expect((await owner.browser.call('GET', '/invitations')).body.invitations[0].state).toBe('accepted');
  expect(await eventsOf(tenantId)).toEqual(expect.arrayContaining(['members.invited', 'members.joined']));
});

test('a link sent again replaces the former one; taken back or a week old it opens nothing', async () => {
  const { tenantId } = await installation.newTenant();
  const owner = await signedIn(tenantId, 'again@invite.example');
  const invite = async (email: string) =>
    (await owner.browser.call('POST', '/invitations', { ...wanted, email })).body.invitation.id as string;
  const usable = async (token: string) => (await browser().call('GET', `/invitation-links/${token}`)).body.usable as boolean;
  const id = await invite('max@invite.example');
  const first = tokenIn(door.mails.at(-1)?.text);
  later({ hours: 24 * 6 });
  await owner.browser.call('POST', '/sessions', { email: owner.email, password: goodPassword });
  expect((await owner.browser.call('POST', `/invitations/${id}/resend`)).status).toBe(200);
  const second = tokenIn(door.mails.at(-1)?.text);
  expect([await usable(first), await usable(second)]).toEqual([false, true]);
  later({ hours: 24 * 7 });
  await owner.browser.call('POST', '/sessions', { email: owner.email, password: goodPassword });
  expect(await usable(second)).toBe(false);
  expect((await owner.browser.call('GET', '/invitations')).body.invitations[0].state).toBe('expired');
  const other = await invite('eve@invite.example');
  const token = tokenIn(door.mails.at(-1)?.text);
  expect((await owner.browser.call('DELETE', `/invitations/${other}`)).status).toBe(204);
  expect(await usable(token)).toBe(false);
  expect((await owner.browser.call('POST', `/invitations/${other}/resend`)).body.code).toBe('invitation.unknown');
});

test('of two who accept at the same instant one becomes a member', async () => {
  const { tenantId, tenantDb } = await installation.newTenant();
  const owner = await signedIn(tenantId, 'race@invite.example');
  await owner.browser.call('POST', '/invitations', { ...wanted, email: 'racer@invite.example' });
  const token = tokenIn(door.mails.at(-1)?.text);
  const answers = await Promise.all(
    [1, 2, 3].map(() => browser().call('POST', `/invitation-links/${token}`, { password: goodPassword })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await tenantDb.rows(sql`select from identity.membership`)).toHaveLength(2);
});

test('somebody with an account joins with its own password, and with its second step', async () => {
  const first = await installation.newTenant();
  const { tenantId } = await installation.newTenant();
  const lou = await member(first.tenantId, 'known@invite.example');
  const owner = await signedIn(tenantId, 'joiner@invite.example');
  await owner.browser.call('POST', '/invitations', { ...wanted, email: lou.email });
  const token = tokenIn(door.mails.at(-1)?.text);
  expect((await browser().call('GET', `/invitation-links/${token}`)).body.hasAccount).toBe(true);
  const wrong = await browser().call('POST', `/invitation-links/${token}`, { password: 'a password of my own choice' });
  expect(wrong.body.code).toBe('session.wrong-credentials');
  await installation.database.system.run(sql`
    insert into identity.second_step (person_id, sealed_secret, begun_at, confirmed_at) values (${lou.id}, 'x', now(), now())
  `);
  const answer = await browser().call('POST', `/invitation-links/${token}`, { password: goodPassword });
  expect([answer.status, answer.body]).toEqual([
    201,
    { challenge: expect.any(String), methods: expect.any(Array), expiresAt: expect.any(String) },
  ]);
  const tenants = await installation.database.system.rows(sql`select from identity.tenants_of(${lou.id})`);
  expect(tenants).toHaveLength(2);
});

test('whoever holds an invitation does not choose the password of an account that another organisation’s provider made', async () => {
  const first = await installation.newTenant();
  const { tenantId } = await installation.newTenant();
  const lou = await member(first.tenantId, 'sso@invite.example');
  await installation.database.system.run(sql`update identity.person set password_hash = null where id = ${lou.id}`);
  const owner = await signedIn(tenantId, 'careful@invite.example');
  await owner.browser.call('POST', '/invitations', { ...wanted, email: lou.email });
  const token = tokenIn(door.mails.at(-1)?.text);
  const refused = await browser().call('POST', `/invitation-links/${token}`, { password: goodPassword });
  expect([refused.status, refused.body.code]).toEqual([409, 'invitation.no-password-yet']);
});

test('only an administrator invites; members, open invitations and impossible scopes are refused', async () => {
  const { tenantId } = await installation.newTenant();
  const owner = await signedIn(tenantId, 'rights@invite.example');
  const manager = await signedIn(tenantId, 'manager@invite.example', 'manager');
  const invite = async (body: object) => (await owner.browser.call('POST', '/invitations', body)).body.code as string | undefined;
  expect((await manager.browser.call('POST', '/invitations', { ...wanted, email: 'x@invite.example' })).status).toBe(403);
  expect((await manager.browser.call('GET', '/invitations')).status).toBe(403);
  expect(await invite({ ...wanted, email: manager.email })).toBe('invitation.member-already');
  expect(await invite({ ...wanted, email: 'zoe@invite.example' })).toBeUndefined();
  expect(await invite({ ...wanted, email: 'ZOE@invite.example' })).toBe('invitation.open-already');
  expect(await invite({ ...wanted, email: 'not an e-mail' })).toBe('person.email-invalid');
  expect(await invite({ ...wanted, email: 'king@invite.example', role: 'king' })).toBe('http.invalid-request');
  const narrow = { entities: null, agencies: ['Rodez'], customers: 'all', salesRep: null };
  expect(await invite({ ...wanted, email: 'own@invite.example', role: 'owner', scope: narrow })).toBe('scope.role-sees-all');
  expect(
    await invite({ ...wanted, email: 'sal@invite.example', role: 'sales' }),
    'sales people get the customers of their name',
  ).toBeUndefined();
});

test('an invitation of another organisation is not there', async () => {
  const { tenantId } = await installation.newTenant();
  const other = await installation.newTenant();
  const owner = await signedIn(tenantId, 'here@invite.example');
  const stranger = await signedIn(other.tenantId, 'there@invite.example');
  const { id } = (await owner.browser.call('POST', '/invitations', { ...wanted, email: 'tim@invite.example' })).body.invitation;
  expect((await stranger.browser.call('DELETE', `/invitations/${id}`)).status).toBe(404);
  expect((await stranger.browser.call('POST', `/invitations/${id}/resend`)).status).toBe(404);
  expect((await stranger.browser.call('GET', '/invitations')).body.invitations).toEqual([]);
});

test('whoever may not invite any more cannot come back by an invitation of their own', async () => {
  const { tenantId } = await installation.newTenant();
  const owner = await signedIn(tenantId, 'stays@invite.example');
  const leaver = await signedIn(tenantId, 'leaves@invite.example');
  const demoted = await signedIn(tenantId, 'demoted@invite.example');
  const invite = async (from: typeof owner, email: string) => {
    const { body } = await from.browser.call('POST', '/invitations', { ...wanted, role: 'owner', email });
    return { id: body.invitation.id as string, token: tokenIn(door.mails.at(-1)?.text) };
  };
  const [one, two, three] = [
    await invite(leaver, 'again@invite.example'),
    await invite(demoted, 'too@invite.example'),
    await invite(leaver, 'colleague@invite.example'),
  ];
  // An invitation that another administrator sends anew is theirs.
  await owner.browser.call('POST', `/invitations/${three.id}/resend`);
  const kept = tokenIn(door.mails.at(-1)?.text);
  expect((await owner.browser.call('DELETE', `/people/${leaver.id}`)).status).toBe(204);
  expect((await owner.browser.call('PATCH', `/people/${demoted.id}`, { role: 'manager' })).status).toBe(200);
  const usable = async (token: string) => (await browser().call('GET', `/invitation-links/${token}`)).body.usable as boolean;
  expect([await usable(one.token), await usable(two.token), await usable(kept)]).toEqual([false, false, true]);
});
