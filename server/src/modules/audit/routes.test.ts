import type { AuditEvent } from '@quitus/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { openDatabase, sql } from '../../platform/database/index.ts';
import { type NewEvent, recordEvents } from '../../platform/events.ts';
import { buildServer, type Caller } from '../../platform/http/index.ts';
import { keyringOf } from '../../platform/secrets/index.ts';
import { testDatabase, type TestTenant } from '../../platform/testing/index.ts';
import { erasePersonalDetails } from './erase-personal-details.ts';
import { auditHandlers } from './routes.ts';
import { sealEvents } from './seal-events.ts';

const db = testDatabase();
const keyring = keyringOf('k'.repeat(32));
const customer = { id: uuidv7(), code: 'C042', name: 'Ateliers du Lac' };
const clerk: Actor = { kind: 'user', id: uuidv7(), name: 'Aline Morvan', origin: { address: '192.0.2.7', userAgent: 'Browser' } };
const key: Actor = { kind: 'key', id: uuidv7(), name: 'Nightly push' };

let tenant: TestTenant;
let caller: Caller;
let server: Awaited<ReturnType<typeof buildServer>>;

beforeAll(async () => {
  tenant = await db.newTenant();
  caller = {
    kind: 'person',
    tenantId: tenant.tenantId,
    personId: uuidv7(),
    name: 'Odile Fabre',
    language: 'en',
    role: 'auditor',
    permissions: new Set(['read', 'audit'] as const),
    scope: {},
    portfolios: [],
    sessionHash: Buffer.alloc(0),
  };
  server = await buildServer({
    database: db.database,
    implementations: [
      auditHandlers({
        keyring: async () => keyring,
        // The customers' own door is not the audit's to open; the application gives it.
        neighbours: { namesOfCustomers: async (_db, ids) => new Map(ids.includes(customer.id) ? [[customer.id, customer]] : []) },
      }),
    ],
    authenticate: async () => caller,
    now: () => Temporal.Now.instant(),
    webFolder: undefined,
    secure: false,
  });
  await server.ready();
});
afterAll(() => server.close());

async function ask(path: string, as: Partial<Caller> = {}): Promise<{ status: number; text: string; type: string }> {
  const before = caller;
  caller = { ...caller, ...as };
  try {
    const answer = await server.inject({ method: 'GET', url: `/api/v1${path}`, headers: { cookie: 'quitus_session=x' } });
    return { status: answer.statusCode, text: answer.body, type: String(answer.headers['content-type']) };
  } finally {
    caller = before;
  }
}
const json = async <T>(path: string): Promise<T> => {
  const { status, text } = await ask(path);
  expect(status, text).toBe(200);
  // The cast: the route's schema wrote it.
  return JSON.parse(text) as T;
};
type Page = { events: AuditEvent[]; next: string | null };

async function record(...events: readonly NewEvent[]): Promise<void> {
  for (const event of events) await tenant.tenantDb.transaction((tx) => recordEvents(tx, [event]));
}

const promise: NewEvent = {
  kind: 'promises.made',
  actor: clerk,
  customerId: customer.id,
  details: { amount: '120.00', currency: 'EUR', dueOn: '2026-05-30' },
};

test('each event tells who, what in words, before and after, when, from where, and whether it is sealed', async () => {
  await record(promise, {
    kind: 'settings.changed',
    actor: key,
    entityId: tenant.entityId,
    details: { key: 'sending.mode', before: 'test', after: 'live' },
  });
  await sealEvents(tenant.tenantDb, keyring);
  await record({ ...promise, kind: 'promises.kept', actor: systemActor('after the import') });
  const { events } = await json<Page>('/audit/events?limit=3');
  expect(events.map(({ kind, number, sealed }) => [kind, number, sealed])).toEqual([
    ['promises.kept', null, false],
    ['settings.changed', 2, true],
    ['promises.made', 1, true],
  ]);
  expect(events[2]).toMatchObject({
    words: 'A customer promised to pay.',
    area: 'promises',
    actor: { kind: 'user', name: 'Aline Morvan' },
    origin: { address: '192.0.2.7', userAgent: 'Browser' },
    customer,
    erasedAt: null,
  });
  expect(events[1]).toMatchObject({ actor: { kind: 'key' }, origin: null, entity: { name: 'Atelier Sorbier' }, customer: null });
  expect(events[1]?.changes).toContainEqual({ field: 'sending.mode', label: 'Sending mode', before: 'test', after: 'live' });
  const one = await json<AuditEvent & { seal: { batch: number; digest: string } | null; details: object }>(
    `/audit/events/${events[2]?.id}`,
  );
  expect(one).toMatchObject({ id: events[2]?.id, seal: { batch: 1 }, details: { amount: '120.00' } });
  expect(one.seal?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await json(`/audit/events/${events[0]?.id}`)).toMatchObject({ seal: null });
});

test('pages follow one another without a gap or a repetition, though more happens meanwhile', async () => {
  await record(...Array.from({ length: 7 }, (): NewEvent => ({ ...promise, kind: 'promises.broken' })));
  const whole = await json<Page>('/audit/events?kind=promises.broken');
  const seen: string[] = [];
  let after = '';
  for (let pages = 0; pages < 10; pages += 1) {
    const page: Page = await json<Page>(`/audit/events?kind=promises.broken&limit=2${after}`);
    seen.push(...page.events.map(({ id }) => id));
    if (page.next === null) break;
    after = `&after=${page.next}`;
    await record({ ...promise, kind: 'promises.broken' });
  }
  expect(seen).toEqual(whole.events.map(({ id }) => id));
  expect(seen.length).toBe(7);
  expect((await ask('/audit/events?after=nonsense')).status).toBe(422);
});

test('events are found by kind, area, actor, customer, entity, subject, day and words', async () => {
  const subjectId = uuidv7();
  await record({
    kind: 'contacts.changed',
    actor: key,
    subjectId,
    customerId: uuidv7(),
    details: { after: { email: 'find_me@client.example' } },
  });
  const count = async (query: string): Promise<number> => (await json<Page>(`/audit/events?limit=200&${query}`)).events.length;
  const today = Temporal.Now.zonedDateTimeISO('Europe/Paris').toPlainDate();
  expect(await count('kind=contacts.changed')).toBe(1);
  expect(await count('area=contacts')).toBe(1);
  expect(await count(`subjectId=${subjectId}`)).toBe(1);
  expect(await count('q=find_me')).toBe(1);
  expect(await count('q=findXme')).toBe(0);
  expect(await count('q=morvan%20120.00&kind=promises.made')).toBe(1);
  expect(await count(`entityId=${tenant.entityId}`)).toBe(1);
  expect(await count(`customerId=${customer.id}&area=contacts`)).toBe(0);
  expect(await count(`actorId=${'id' in key && key.id}`)).toBe(2);
  expect(
    await count(`subjectId=${subjectId}&from=${today.subtract({ days: 1 }).toString()}&to=${today.add({ days: 1 }).toString()}`),
  ).toBe(1);
  expect(await count(`subjectId=${subjectId}&from=${today.add({ days: 2 }).toString()}`)).toBe(0);
  expect(await count(`subjectId=${subjectId}&to=${today.subtract({ days: 2 }).toString()}`)).toBe(0);
});

test('the export holds every event of the filter, runs no formula in a spreadsheet, and is itself an event', async () => {
  await record({ kind: 'groups.created', actor: { ...clerk, name: '=HYPERLINK("x")' }, details: { name: '@sum;"two"' } });
  const csv = await ask('/audit/export?area=groups');
  expect(csv.type).toContain('text/csv');
  const [header, line, end] = csv.text.split('\r\n');
  expect(header).toContain('Number;When (UTC);Kind');
  expect(line).toContain(`;"'=HYPERLINK(""x"")";`);
  expect(line).toContain('"Name: @sum;""two"""');
  expect(end).toBe('');
  const lines = (await ask('/audit/export?area=promises&format=ndjson')).text.trimEnd().split('\n');
  const all = await json<Page>('/audit/events?area=promises&limit=200');
  expect(lines.map((one) => (JSON.parse(one) as AuditEvent).id)).toEqual(all.events.map(({ id }) => id).toReversed());
  const exported = await json<Page>('/audit/events?kind=audit.exported');
  expect(exported.events[0]).toMatchObject({ words: 'The record was exported.', actor: { name: 'Odile Fabre' } });
  expect(exported.events[0]?.changes).toContainEqual({ field: 'area', label: 'Area', before: null, after: 'promises' });
});

test('the verification tells what is wrong in words, and the end of the chain to be noted', async () => {
  const whole = await json<{ ok: boolean; head: string }>('/audit/verification');
  expect(whole).toMatchObject({ ok: true, faultCount: 0 });
  expect(await json(`/audit/verification?head=${whole.head}`)).toMatchObject({ ok: true });
  const other = await db.newTenant();
  await other.tenantDb.transaction((tx) => recordEvents(tx, [promise]));
  await sealEvents(other.tenantDb, keyring);
  const superuser = openDatabase(db.superuserUrl, { max: 1 });
  await superuser.system.run(sql`update platform.event set details = '{"amount": "1.00"}' where tenant_id = ${other.tenantId}`);
  await superuser.close();
  const answer = await ask('/audit/verification', { tenantId: other.tenantId, language: 'fr' });
  expect(JSON.parse(answer.text)).toMatchObject({
    ok: false,
    faultCount: 1,
    faults: [{ kind: 'event-changed', number: 1, words: expect.stringContaining('n’est pas celui qui a été scellé') }],
  });
});

test('an erased event stays in the list, empty and said to be erased', async () => {
  const customerId = uuidv7();
  await record({ kind: 'contacts.removed', actor: clerk, customerId, details: { before: { name: 'Zoé Marchal' } } });
  await erasePersonalDetails(tenant.tenantDb, keyring, { customerId }, clerk, 'asked for');
  const { events } = await json<Page>('/audit/events?kind=contacts.removed');
  expect(events).toMatchObject([{ changes: [], erasedAt: expect.any(String) as string, actor: { name: 'Aline Morvan' } }]);
  expect((await json<Page>('/audit/events?q=Marchal')).events).toEqual([]);
});

test('the audit is for who has the right to it and sees the whole organisation, and shows nothing of another', async () => {
  expect((await ask('/audit/events', { permissions: new Set(['read', 'administer'] as const) })).status).toBe(403);
  const scoped = await ask('/audit/events', { scope: { entities: [tenant.entityId] } });
  expect(scoped.status).toBe(403);
  expect(scoped.text).toContain('whole organisation');
  const other = await db.newTenant();
  const { events } = await json<Page>('/audit/events?limit=1');
  expect((await ask(`/audit/events/${events[0]?.id}`, { tenantId: other.tenantId })).status).toBe(404);
  expect(JSON.parse((await ask('/audit/events', { tenantId: other.tenantId })).text)).toEqual({ events: [], next: null });
});
