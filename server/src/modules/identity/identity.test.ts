import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { addEntity, changeEntity, createEntity, entityByName } from './entities.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { becomeOwner, ownerLinkTenant } from './owner-links.ts';
import { callerOf, switchTenant } from './sessions.ts';
import { changeSetting, readSetting, settings } from './settings.ts';
import { testDoor } from './sign-in/door.fixture.ts';
import { enter, signIn } from './sign-in/enter.ts';
import { personById } from './sign-in/person.ts';
import { createOwnerLink, createTenant, hasOwner, tenantByName } from './tenants.ts';

const installation = testDatabase();
const noon = Temporal.Instant.from('2026-11-21T12:00:00Z');
const by = systemActor('test');
const door = testDoor();

const refusalOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

async function owned(name: string, email: string) {
  const { tenant } = await createTenant(installation.database, { name, entity: { name, currency: 'EUR', country: 'FR' } });
  const token = await createOwnerLink(installation.database, tenant.id, noon);
  const { personId } = await becomeOwner(
    installation.database,
    { token, name: 'Ada Martel', email, password: 'a long enough secret', language: 'fr' },
    noon,
  );
  const entered = await enter(door.visit(installation.database, noon), await personById(installation.database.system, personId), {
    method: 'link',
    tenantId: tenant.id,
  });
  if (!('token' in entered)) throw new Error('there is no second step');
  return { tenant, token, session: entered.token };
}

test('the first-run link makes one owner, once, and not after a week', async () => {
  const { tenant, token, session } = await owned('Menuiserie Aubrac', 'ada@aubrac.example');
  expect(await hasOwner(installation.database, tenant.id)).toBe(true);
  expect((await callerOf(installation.database, session, noon))?.role).toBe('owner');
  expect(await ownerLinkTenant(installation.database, token, noon)).toBeUndefined();
  expect(
    await refusalOf(
      becomeOwner(
        installation.database,
        { token, name: 'Eve', email: 'eve@aubrac.example', password: 'a long enough secret', language: 'fr' },
        noon,
      ),
    ),
  ).toBe('owner-link.unusable');
  const late = await createOwnerLink(installation.database, tenant.id, noon);
  expect(await ownerLinkTenant(installation.database, late, noon.add({ hours: 24 * 7 + 1 }))).toBeUndefined();
});

test('two people who open the same link at the same instant: one becomes the owner', async () => {
  const { tenant } = await createTenant(installation.database, { name: 'Ateliers Simultanés' });
  const token = await createOwnerLink(installation.database, tenant.id, noon);
  const tries = await Promise.allSettled(
    ['one', 'two', 'three'].map((name) =>
      becomeOwner(
        installation.database,
        { token, name, email: `${name}@simultane.example`, password: 'a long enough secret', language: 'en' },
        noon,
      ),
    ),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});

test('a wrong password is refused like an unknown e-mail, and eight of them lock the account for a while', async () => {
  const { tenant } = await owned('Comptoir des Brumes', 'lou@brumes.example');
  const attempt = (email: string, password: string, at = noon) =>
    signIn(door.visit(installation.database, at), { email, password, tenantId: tenant.id });
  expect(await refusalOf(attempt('nobody@brumes.example', 'whatever it is'))).toBe('session.wrong-credentials');
  for (let count = 0; count < 8; count += 1)
    expect(await refusalOf(attempt('lou@brumes.example', 'not the password'))).toBe('session.wrong-credentials');
  expect(await refusalOf(attempt('lou@brumes.example', 'a long enough secret'))).toBe('session.locked');
  expect(await attempt(' LOU@brumes.example ', 'a long enough secret', noon.add({ minutes: 16 }))).toHaveProperty('token');
});

test('a session ends by itself and never shows another organisation', async () => {
  const first = await owned('Fonderie du Causse', 'max@causse.example');
  const other = await createTenant(installation.database, { name: 'Verrerie Voisine' });
  const caller = await callerOf(installation.database, first.session, noon);
  if (!caller) throw new Error('signed in');
  expect(await refusalOf(switchTenant(installation.database, caller, other.tenant.id))).toBe('tenant.unknown');
  expect(await callerOf(installation.database, first.session, noon.add({ hours: 24 * 31 }))).toBeUndefined();
  expect(await callerOf(installation.database, 'no-such-token', noon)).toBeUndefined();
});

test('a password is stored as Argon2id and matches only itself', async () => {
  const stored = await hashPassword('caf\u00e9 serré du matin');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  // The same letters composed otherwise by another keyboard.
  expect(await passwordMatches('cafe\u0301 serré du matin', stored)).toBe(true);
  expect(await passwordMatches('cafe serré du matin', stored)).toBe(false);
  expect(await passwordMatches('anything', null)).toBe(false);
});

test('an unknown setting and a value it cannot read are refused; a change is remembered with who made it', async () => {
  const { tenantDb } = await installation.newTenant();
  expect(await readSetting(tenantDb, 'aging.bounds')).toEqual([30, 60, 90]);
  await tenantDb.transaction((tx) => changeSetting(tx, 'aging.bounds', '15,45', by));
  expect(await readSetting(tenantDb, 'aging.bounds')).toEqual([15, 45]);
  expect(await refusalOf(tenantDb.transaction((tx) => changeSetting(tx, 'aging.bounds', '45,15', by)))).toBe('setting.invalid');
  expect(await refusalOf(tenantDb.transaction((tx) => changeSetting(tx, 'sending.mod', 'live', by)))).toBe('setting.unknown');
  await tenantDb.transaction((tx) => changeSetting(tx, 'freshness.hours', 'off', by));
  expect(await readSetting(tenantDb, 'freshness.hours')).toBe('off');
});

test('a day of going live that is on no calendar is refused', async () => {
  const { tenantDb } = await installation.newTenant();
  const set = (day: string) => refusalOf(tenantDb.transaction((tx) => changeSetting(tx, 'golive.on', day, by)));
  expect([await set('2026-02-30'), await set('2026-02-28'), await set('')]).toEqual([
    'setting.invalid',
    'no refusal',
    'no refusal',
  ]);
});

test('an organisation in a currency or country that does not exist is refused, and its name stays free', async () => {
  const made = (currency: string, country: string) =>
    refusalOf(
      createTenant(installation.database, { name: 'Filature Claire', entity: { name: 'Filature Claire', currency, country } }),
    );
  expect(await made('ZZZ', 'FR')).toBe('entity.currency-unknown');
  expect(await made('EUR', 'France')).toBe('entity.country-unknown');
  expect(await made('EUR', 'FR')).toBe('no refusal');
});

test('every setting reads its own default back', () => {
  for (const [key, kind] of Object.entries(settings)) expect(kind.read(kind.default), key).toEqual(kind.default);
});

test('the IBAN printed on messages must be a real one', async () => {
  const { tenantDb, entityId } = await installation.newTenant();
  expect(
    await refusalOf(tenantDb.transaction((tx) => changeEntity(tx, entityId, { iban: 'FR76 3000 6000 0112 3456 7890 188' }, by))),
  ).toBe('entity.iban-invalid');
  const changed = await tenantDb.transaction((tx) =>
    changeEntity(tx, entityId, { iban: 'fr76 3000 6000 0112 3456 7890 189', city: 'Rodez' }, by),
  );
  expect(changed.iban).toBe('FR7630006000011234567890189');
  expect((await entityByName(tenantDb, undefined)).city).toBe('Rodez');
});

test('what French papers say of a company is kept checked and told to the audit; a capital leaves with its currency', async () => {
  const { tenantDb, entityId } = await installation.newTenant();
  const change = (wanted: Parameters<typeof changeEntity>[2]) =>
    tenantDb.transaction((tx) => changeEntity(tx, entityId, wanted, by));
  const said = { legalForm: 'SAS', legalId: '732 829 320', vatNumber: 'FR 44 732829320', registerCity: 'RCS Rodez' };
  expect(await change({ ...said, capital: '50000' })).toMatchObject({
    legalForm: 'SAS',
    legalId: '732829320',
    vatNumber: 'FR44732829320',
    registerCity: 'Rodez',
    capitalMinor: 50_000_00n,
    capitalCurrency: 'EUR',
  });
  expect(await change({ capitalCurrency: 'CHF' })).toMatchObject({ capitalMinor: 50_000_00n, capitalCurrency: 'CHF' });
  for (const [wanted, code] of [
    [{ capital: 'cinquante mille' }, 'entity.capital-invalid'],
    [{ legalId: '732829321' }, 'entity.legal-id-invalid'],
    [{ vatNumber: 'FR45732829320' }, 'entity.vat-invalid'],
  ] as const)
    expect(await refusalOf(change(wanted)), code).toBe(code);
  expect(await change({ capital: '', registerCity: '' })).toMatchObject({
    capitalMinor: null,
    capitalCurrency: null,
    registerCity: null,
  });
  const told = await tenantDb.rows<{ after: Record<string, unknown> }>(sql`
    select details -> 'after' as after from platform.event where kind = 'entities.changed' order by recorded_at, id
  `);
  expect(told.map(({ after }) => after['capital'])).toEqual(['50000.00', '50000.00', null]);
});

test('a command without --tenant means the only organisation that is not the demonstration', async () => {
  const names = (
    await installation.database.system.rows<{ name: string }>(sql`select name from identity.tenant where not is_demo`)
  ).length;
  expect(names).toBeGreaterThan(1);
  expect(await refusalOf(tenantByName(installation.database, undefined))).toBe('tenant.ambiguous');
  expect(await refusalOf(tenantByName(installation.database, 'Nowhere'))).toBe('tenant.unknown');
});

test('one company at most writes for the others, and only one whose address is known (CPCE R124-4)', async () => {
  const { tenantDb, entityId } = await installation.newTenant();
  await tenantDb.transaction(async (tx) => {
    const other = await createEntity(tx, { name: 'Scierie du Lac', currency: 'EUR', country: 'FR' }, by);
    const collects = { collectsForOthers: true } as const;
    const home = { addressLines: ['1 rue des Essences'], city: 'Nantes' };
    expect(await refusalOf(changeEntity(tx, entityId, { ...collects, addressLines: [''], city: 'Nantes' }, by))).toBe(
      'entity.collects-nowhere',
    );
    expect((await changeEntity(tx, entityId, { ...collects, ...home }, by)).collectsForOthers).toBe(true);
    expect(await refusalOf(changeEntity(tx, other, { ...collects, ...home }, by))).toBe('entity.collects-already');
    await changeEntity(tx, entityId, { collectsForOthers: false }, by);
    expect((await changeEntity(tx, other, { ...collects, ...home }, by)).collectsForOthers).toBe(true);
  });
});

test('a company is added to an organisation once by its name, in a currency that exists', async () => {
  const { tenantDb, entityId } = await installation.newTenant();
  await tenantDb.transaction(async (tx) => {
    const added = await addEntity(tx, { name: ' Scierie du Lac ', currency: 'CHF', country: 'CH' }, by);
    expect(await entityByName(tx, 'Scierie du Lac')).toMatchObject({
      id: added,
      currency: 'CHF',
      country: 'CH',
      collectsForOthers: false,
    });
    expect(await refusalOf(addEntity(tx, { name: 'Scierie du Lac', currency: 'EUR', country: 'FR' }, by))).toBe(
      'entity.name-taken',
    );
    expect(await refusalOf(addEntity(tx, { name: 'Autre', currency: 'EUX', country: 'FR' }, by))).toBe('entity.currency-unknown');
    expect(await refusalOf(changeEntity(tx, entityId, { name: 'Scierie du Lac' }, by))).toBe('entity.name-taken');
  });
});
