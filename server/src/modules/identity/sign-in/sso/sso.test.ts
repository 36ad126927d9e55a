import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../../../../kernel/ids.ts';
import { sql } from '../../../../platform/database/index.ts';
import { testDatabase } from '../../../../platform/testing/index.ts';
import { goodPassword, type TestBrowser, testDoorServer } from '../server.fixture.ts';
import { startProvider, walkThrough } from './provider.fixture.ts';

const callbackUrl = 'https://quitus.example/api/v1/sso/callback';
const outboundAllow: string[] = [];
const installation = testDatabase();
const { browser, clock, signedIn, eventsOf } = testDoorServer(installation, { outboundAllow });
let provider: Awaited<ReturnType<typeof startProvider>>;
let another: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider(callbackUrl);
  another = await startProvider(callbackUrl);
  outboundAllow.push(provider.host, another.host);
});
afterAll(async () => {
  await provider.close();
  await another.close();
});

const settings = (of = provider) => ({
  issuer: of.issuer,
  clientId: of.client.id,
  clientSecret: of.client.secret,
  allowedDomains: [] as string[],
  groupClaim: 'groups' as string | null,
  groups: [
    { group: 'chefs', role: 'manager' },
    {
      group: 'relance',
      role: 'collector',
      scope: { entities: null, agencies: ['Rodez'], customers: 'portfolio', salesRep: null },
    },
  ] as object[],
  defaultRole: null as string | null,
  onlySso: false,
});

async function organisation(change: Partial<ReturnType<typeof settings>> = {}, of = provider) {
  const name = `Maison ${uuidv7()}`;
  const { tenantId, tenantDb } = await installation.newTenant({ name });
  const owner = await signedIn(tenantId, `${uuidv7()}@owner.example`);
  const put = await owner.browser.call('PUT', '/sso-configuration', { ...settings(of), ...change });
  if (put.status !== 200) throw new Error(JSON.stringify(put));
  return { tenantId, tenantDb, owner };
}

/** Somebody the provider knows; their login is their subject. */
function known(claims: object = {}, of = provider): string {
  const login = uuidv7();
  of.accounts.set(login, {
    email: `${login}@valmont.example`,
    email_verified: true,
    name: 'Lou Ferrand',
    groups: ['chefs'],
    ...claims,
  });
  return login;
}

async function start(where: TestBrowser, tenantId: number, next = '/customers'): Promise<string> {
  const { status, location } = await where.call('GET', `/sso/${tenantId}/start?next=${encodeURIComponent(next)}`);
  if (status !== 303 || !location) throw new Error(`no way to the provider: ${status}`);
  return location;
}
const back = (where: TestBrowser, address: URL) => where.call('GET', `/sso/callback${address.search}`);

async function comeIn(tenantId: number, login: string, where = browser()) {
  const answer = await back(where, await walkThrough(await start(where, tenantId), login, callbackUrl));
  return { where, location: answer.location, session: (await where.call('GET', '/session')).body };
}

test('a person of the provider comes in, is made a member by their group, and goes to the page they wanted', async () => {
  const { tenantId, tenantDb, owner } = await organisation();
  const login = known();
  const { where, location, session } = await comeIn(tenantId, login);
  expect(location).toBe('/customers');
  expect(session).toMatchObject({
    user: { email: `${login}@valmont.example`, name: 'Lou Ferrand' },
    role: 'manager',
    tenant: { id: tenantId },
  });
  expect((await where.call('GET', '/account/sessions')).body.sessions[0]).toMatchObject({ method: 'sso', secondStep: true });
  expect(await eventsOf(tenantId)).toEqual(
    expect.arrayContaining(['sso.changed', 'sso.linked', 'members.joined', 'sessions.opened']),
  );

  provider.accounts.set(login, { ...provider.accounts.get(login), groups: ['relance', 'autres'], email: 'new@name.example' });
  const again = await comeIn(tenantId, login);
  expect(again.session).toMatchObject({ role: 'collector', user: { email: `${login}@valmont.example` } });
  expect(
    await tenantDb.one(sql`select agencies, customers from identity.membership where role = 'collector'`),
    'the scope comes with the group',
  ).toEqual({ agencies: ['Rodez'], customers: 'portfolio' });
  expect((await owner.browser.call('GET', '/session')).body.role, 'nobody else changed').toBe('owner');
});

test('without a group that has a role nobody comes in, and nothing is kept of a stranger', async () => {
  const { tenantId } = await organisation();
  const login = known({ groups: ['comptoir'] });
  const refused = await comeIn(tenantId, login);
  expect([refused.location, refused.session.code]).toEqual(['/sign-in?refused=sso.no-role', 'session.required']);
  expect(
    await installation.database.system.maybe(sql`select from identity.person where email = ${`${login}@valmont.example`}`),
  ).toBeUndefined();

  const member = known();
  const { where } = await comeIn(tenantId, member);
  provider.accounts.set(member, { ...provider.accounts.get(member), groups: [] });
  expect((await comeIn(tenantId, member)).location).toBe('/sign-in?refused=sso.no-role');
  expect((await where.call('GET', '/session')).status, 'a member whose groups went: their sessions are over').toBe(401);
});

test('a default role lets those in whom no group names', async () => {
  const { tenantId } = await organisation({ defaultRole: 'reader', groupClaim: null, groups: [] });
  expect((await comeIn(tenantId, known({ groups: undefined }))).session.role).toBe('reader');
});

test('the way back is only for the browser that set out, with its state, once', async () => {
  const { tenantId } = await organisation();
  const where = browser();
  const address = await walkThrough(await start(where, tenantId), known(), callbackUrl);
  const forged = new URL(address);
  forged.searchParams.set('state', 'of-somebody-else');
  expect((await back(browser(), address)).location, 'another browser').toBe('/sign-in?refused=sso.way-lost');
  const copy = browser();
  copy.cookies.set('quitus_sso', 'of-somebody-else');
  expect((await back(copy, forged)).location, 'a state nobody gave').toBe('/sign-in?refused=sso.way-lost');
  const kept = new Map(where.cookies);
  expect((await back(where, address)).location).toBe('/customers');
  for (const [name, value] of kept) where.cookies.set(name, value);
  expect((await back(where, address)).location, 'the same again').toBe('/sign-in?refused=sso.way-lost');
  const late = browser();
  const slow = await walkThrough(await start(late, tenantId), known(), callbackUrl);
  clock.now = clock.now.add({ minutes: 10 });
  expect((await back(late, slow)).location).toBe('/sign-in?refused=sso.way-lost');
});

test('a code used before, a proof for another way (nonce) and a code with another verifier are refused', async () => {
  const { tenantId } = await organisation();
  const login = known();
  const where = browser();
  const address = await walkThrough(await start(where, tenantId), login, callbackUrl);
  expect((await back(where, address)).location).toBe('/customers');
  const thief = browser();
  const own = new URL(await start(thief, tenantId));
  const replayed = new URL(address);
  replayed.searchParams.set('state', own.searchParams.get('state') ?? '');
  expect((await back(thief, replayed)).location, 'a code used before').toBe('/sign-in?refused=sso.not-proved');

  const other = browser();
  const fresh = await walkThrough(await start(other, tenantId), login, callbackUrl);
  await installation.database.system.run(sql`
    update identity.challenge set details = jsonb_set(details, '{nonce}', '"of another way"') where kind = 'sso'
  `);
  expect((await back(other, fresh)).location, 'another nonce').toBe('/sign-in?refused=sso.not-proved');

  const victim = browser();
  const stolen = await walkThrough(await start(victim, tenantId), login, callbackUrl);
  const robber = browser();
  const robbers = new URL(await start(robber, tenantId));
  stolen.searchParams.set('state', robbers.searchParams.get('state') ?? '');
  expect((await back(robber, stolen)).location, 'a fresh code of somebody else: PKCE').toBe('/sign-in?refused=sso.not-proved');
  expect((await robber.call('GET', '/session')).status).toBe(401);
});

test('an e-mail the provider does not vouch for, or of another domain, makes and links nobody', async () => {
  const { tenantId } = await organisation();
  expect((await comeIn(tenantId, known({ email_verified: false }))).location).toBe('/sign-in?refused=sso.email-not-verified');
  expect((await comeIn(tenantId, known({ email: undefined }))).location).toBe('/sign-in?refused=sso.email-missing');
  const picky = await organisation({ allowedDomains: ['Causse.Example'] });
  expect((await comeIn(picky.tenantId, known())).location).toBe('/sign-in?refused=sso.domain-refused');
  expect((await comeIn(picky.tenantId, known({ email: `${uuidv7()}@causse.example` }))).session.role).toBe('manager');
});

test('a member with a password is linked by a verified e-mail; an account of other organisations is not', async () => {
  const { tenantId } = await organisation();
  const lou = await signedIn(tenantId, `${uuidv7()}@valmont.example`, 'reader', 'Lou Ferrand');
  const login = known({ email: lou.email });
  expect((await comeIn(tenantId, login)).session).toMatchObject({ user: { id: lou.id }, role: 'manager' });
  const elsewhere = await installation.newTenant();
  const stranger = await signedIn(elsewhere.tenantId, `${uuidv7()}@valmont.example`);
  expect((await comeIn(tenantId, known({ email: stranger.email }))).location).toBe('/sign-in?refused=sso.account-elsewhere');
});

test('the same subject of another issuer is somebody else', async () => {
  const { tenantId, owner } = await organisation();
  const login = known();
  const first = await comeIn(tenantId, login);
  another.accounts.set(login, { email: `${uuidv7()}@other.example`, email_verified: true, name: 'Eve', groups: ['chefs'] });
  expect((await owner.browser.call('PUT', '/sso-configuration', settings(another))).status).toBe(200);
  const second = await comeIn(tenantId, login);
  expect(second.session.user.name).toBe('Eve');
  expect(second.session.user.id).not.toBe(first.session.user.id);
});

test('a session through one organisation’s provider stays there, and changes nothing of how the person signs in', async () => {
  const { tenantId } = await organisation();
  const elsewhere = await installation.newTenant();
  const lou = await signedIn(tenantId, `${uuidv7()}@valmont.example`, 'reader');
  await elsewhere.tenantDb.run(
    sql`insert into identity.membership (tenant_id, person_id, role) values (${elsewhere.tenantId}, ${lou.id}, 'owner')`,
  );
  const { where, session } = await comeIn(tenantId, known({ email: lou.email }));
  expect(session.tenants).toEqual([expect.objectContaining({ id: tenantId })]);
  expect((await where.call('PATCH', '/session', { tenantId: elsewhere.tenantId })).status).toBe(404);
  expect((await where.call('PATCH', '/session', { name: 'Somebody Else' })).body.code).toBe('account.managed-by-sso');
  expect((await where.call('GET', '/account/sessions')).body.sessions, 'of this organisation alone').toHaveLength(2);
  for (const [path, body] of [
    ['/account/password', { current: goodPassword, password: 'une autre phrase longue' }],
    ['/account/second-step', { password: goodPassword }],
    ['/account/passkeys/options', { password: goodPassword }],
  ] as const)
    expect((await where.call('POST', path, body)).body.code, path).toBe('account.managed-by-sso');
});

test('with single sign-on alone, passwords open nothing but for an owner, and the sessions of before end', async () => {
  const { tenantId, owner } = await organisation();
  const lou = await signedIn(tenantId, `${uuidv7()}@valmont.example`, 'reader');
  const only = await owner.browser.call('PUT', '/sso-configuration', { ...settings(), clientSecret: undefined, onlySso: true });
  expect([only.status, only.body.onlySso, 'clientSecret' in only.body]).toEqual([200, true, false]);
  expect((await lou.browser.call('GET', '/session')).status).toBe(401);
  const byPassword = (email: string) => browser().call('POST', '/sessions', { email, password: goodPassword });
  expect((await byPassword(lou.email)).body.code).toBe('session.sso-only');
  expect((await byPassword(owner.email)).status, 'an owner always gets in').toBe(201);
  expect((await owner.browser.call('GET', '/session')).status).toBe(200);
  expect((await comeIn(tenantId, known({ email: lou.email }))).session.user.id).toBe(lou.id);
});

test('signing out also tells where the provider ends its own session', async () => {
  const { tenantId } = await organisation();
  const { where } = await comeIn(tenantId, known());
  const { redirectTo } = (await where.call('POST', '/sign-out')).body;
  const address = new URL(redirectTo);
  expect([address.origin, address.searchParams.get('post_logout_redirect_uri')]).toEqual([
    provider.issuer,
    'https://quitus.example/sign-in',
  ]);
  expect((await fetch(address)).status, 'the provider takes it').toBe(200);
  expect((await where.call('GET', '/session')).status).toBe(401);
});

test('what a provider is told to be is checked at once, and its secret is kept sealed', async () => {
  const { tenantId, tenantDb, owner } = await organisation();
  const put = async (change: object) =>
    (await owner.browser.call('PUT', '/sso-configuration', { ...settings(), ...change })).body.code as string;
  expect(await put({ issuer: 'http://intranet.example' })).toBe('sso.issuer-invalid');
  expect(await put({ issuer: 'https://127.0.0.1:1' })).toBe('sso.issuer-invalid');
  expect(await put({ issuer: `${provider.issuer}/nothing` })).toBe('sso.issuer-unreachable');
  expect(await put({ defaultRole: 'owner' })).toBe('sso.owner-not-given');
  const { clientSecret: _, ...withoutSecret } = settings();
  const putKeeping = (change: object) => owner.browser.call('PUT', '/sso-configuration', { ...withoutSecret, ...change });
  expect((await putKeeping({ issuer: another.issuer })).body.code, 'the secret of one provider goes to no other').toBe(
    'sso.secret-missing',
  );
  expect((await putKeeping({})).status, 'the same provider keeps it').toBe(200);
  expect(await put({ groups: [{ group: 'x', role: 'partner' }] })).toBe('scope.partner-sees-all');
  const kept = await tenantDb.one<{ secret: string }>(sql`select sealed_client_secret as secret from identity.sso_configuration`);
  expect([kept.secret.startsWith('v1.'), kept.secret.includes(provider.client.secret)]).toEqual([true, false]);
  const events = await tenantDb.rows<{ details: string }>(sql`select details::text from platform.event`);
  expect(events.some(({ details }) => details.includes(provider.client.secret))).toBe(false);
  const view = (await owner.browser.call('GET', '/sso-configuration')).body;
  expect(view).toMatchObject({ callbackUrl, startUrl: `https://quitus.example/api/v1/sso/${tenantId}/start` });
  expect((await owner.browser.call('DELETE', '/sso-configuration')).status).toBe(204);
  expect((await browser().call('GET', `/sso/${tenantId}/start`)).location).toBe('/sign-in?refused=sso.not-configured');
});

test('the ways in are told by the e-mail’s domain, whether there is an account or not', async () => {
  const domain = `${uuidv7()}.example`;
  const { tenantId } = await organisation({ allowedDomains: [domain], onlySso: true });
  const login = known({ email: `lou@${domain}` });
  await comeIn(tenantId, login);
  const options = async (email: string) =>
    (await browser().call('GET', `/sign-in-options?email=${encodeURIComponent(email)}`)).body;
  expect(await options(`lou@${domain}`)).toEqual(await options(`nobody@${domain}`));
  expect((await options(`x@${domain.toUpperCase()}`)).sso).toEqual([
    {
      tenantId,
      name: expect.stringContaining('Maison'),
      only: true,
      startUrl: `https://quitus.example/api/v1/sso/${tenantId}/start`,
    },
  ]);
  expect(await options('x@elsewhere.example')).toEqual({ password: true, passkey: true, sso: [], resetByMail: true });
});

test('the page wanted is one of ours, whatever the link says', async () => {
  const { tenantId } = await organisation();
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/..//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ]) {
    const where = browser();
    const address = await walkThrough(await start(where, tenantId, next), known(), callbackUrl);
    expect((await back(where, address)).location, next).toBe('/');
  }
});
