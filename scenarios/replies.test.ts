import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApplication, deliveryOf, type House } from '../server/src/application.ts';
import { uuidv7 } from '../server/src/kernel/ids.ts';
import {
  confirmAll,
  givenDebtor,
  morningOf,
  run,
  sentMails,
  withoutDelays,
} from '../server/src/modules/dunning/dunning.fixture.ts';
import { openSession } from '../server/src/modules/identity/sessions.ts';
import { sendQueue } from '../server/src/modules/messages/index.ts';
import { keepRawMail } from '../server/src/modules/replies/raw-mail.ts';
import { mailOf } from '../server/src/modules/replies/replies.fixture.ts';
import { readConfig } from '../server/src/platform/config.ts';
import { sql } from '../server/src/platform/database/index.ts';
import { testDatabase, type TestTenant } from '../server/src/platform/testing/index.ts';

const installation = testDatabase();
const day = '2026-03-10';
const config = {
  ...readConfig({}, { QUITUS_SECRET_KEY: 'x'.repeat(40), QUITUS_BASE_URL: 'https://quitus.example' }),
  logLevel: 'silent' as const,
};
let house: House;
let app: FastifyInstance;
beforeAll(async () => {
  house = { database: installation.database, config, now: () => morningOf(day).add({ minutes: 30 }) };
  app = await buildApplication(house, undefined);
});
afterAll(() => app.close());

/** A company whose owner is signed in, by a door to its API. */
type Company = {
  readonly tenant: TestTenant;
  readonly ask: (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    payload?: object,
  ) => Promise<{ status: number; body: Record<string, never> }>;
  readonly file: (path: string) => Promise<LightMyRequestResponse>;
};

async function company(): Promise<Company> {
  const tenant = await installation.newTenant();
  const person = { id: uuidv7(), name: 'Camille' };
  await installation.database.system.run(
    sql`insert into identity.person (id, name, email, language) values (${person.id}, ${person.name}, ${`${person.id}@sorbier.example`}, 'fr')`,
  );
  await tenant.tenantDb.run(
    sql`insert into identity.membership (tenant_id, person_id, role) values (${tenant.tenantId}, ${person.id}, 'owner')`,
  );
  const session = {
    person,
    tenantId: tenant.tenantId,
    method: 'password',
    secondStep: true,
    userAgent: '',
    address: '127.0.0.1',
  } as const;
  const cookie = `quitus_session=${await openSession(installation.database, session, house.now())}`;
  return {
    tenant,
    ask: async (method, path, payload) => {
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { cookie: `__Host-${cookie}` },
        ...(payload ? { payload } : {}),
      });
      return { status: answer.statusCode, body: answer.body === '' ? {} : (answer.json() as Record<string, never>) };
    },
    file: (path) => app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { cookie: `__Host-${cookie}` } }),
  };
}

const hand = async (url: string, raw: Uint8Array, type = 'message/rfc822') => {
  const answer = await app.inject({
    method: 'POST',
    url: url.replace(config.baseUrl, ''),
    headers: { 'content-type': type },
    payload: Buffer.from(raw),
  });
  return { status: answer.statusCode, body: answer.json() as { received?: boolean; code?: string } };
};
const hookOf = async (ask: Company['ask']): Promise<string> => (await ask('POST', '/reply-mailbox/hook')).body['url'] ?? '';

describe('a confirmed reminder that has not left yet', () => {
  test(
    'stays when its customer answers, leaves once the answer is treated, with both on the time line',
    { timeout: 120_000 },
    async () => {
      const { tenant, ask } = await company();
      await withoutDelays(tenant);
      const { customerId } = await givenDebtor(tenant, [{ number: 'F-2026-0042', due: '2026-02-20', amount: 1_250_00n }]);
      await run(tenant, day);
      expect(await confirmAll(tenant, day)).toBe(1);

      const url = await hookOf(ask);
      const mail = mailOf('Bonjour, je vois cela avec mon directeur.', { From: 'comptabilite@aubepine.example' });
      expect(await hand(url, mail)).toEqual({ status: 202, body: { received: true } });

      await sendQueue(tenant.tenantDb, deliveryOf(house));
      expect(await sentMails(tenant)).toEqual([]);

      const { body } = await ask('GET', '/received-mails');
      const [row] = body['rows'] as unknown as { id: string; customerId: string; label: string }[];
      expect(row).toMatchObject({ customerId, label: 'other' });
      expect((await ask('GET', '/agenda/counters')).body).toMatchObject({ replies: 1 });
      expect((await ask('PUT', `/received-mails/${row?.id}/treatment`, { note: 'vu' })).body).toMatchObject({ state: 'treated' });

      const next = '2026-03-11';
      await run(tenant, next);
      await confirmAll(tenant, next);
      await sendQueue(tenant.tenantDb, { ...deliveryOf(house), now: () => morningOf(next).add({ minutes: 30 }) });
      expect((await sentMails(tenant)).map(({ numbers }) => numbers)).toEqual([['F-2026-0042']]);

      const { entries } = (await ask('GET', `/customers/${customerId}/timeline`)).body as unknown as {
        entries: { kind: string; code: string }[];
      };
      const codes = entries.map(({ kind, code }) => `${kind} ${code}`);
      expect(codes).toContain('event replies.treated');
      expect(codes.some((code) => code.startsWith('reply '))).toBe(true);
    },
  );
});

test('a reply received meets the condition of going live', async () => {
  const { tenant, ask } = await company();
  await givenDebtor(tenant, [{ number: 'F-1001', due: '2026-02-20', amount: 100_00n }]);
  const met = async () =>
    ((await ask('GET', '/go-live')).body as unknown as { conditions: { code: string; met: boolean }[] }).conditions.find(
      ({ code }) => code === 'reply-received',
    )?.met;
  expect(await met()).toBe(false);
  await hand(await hookOf(ask), mailOf('Merci.', { From: 'comptabilite@aubepine.example' }));
  expect(await met()).toBe(true);
});

describe('the address where a mail server hands mails over', () => {
  test('takes what has its token, once, and nothing else', async () => {
    const { tenant, ask } = await company();
    const url = await hookOf(ask);
    const mail = mailOf('Bonjour.', { From: 'x@inconnu.exemple' });
    expect(await hand(url, mail)).toEqual({ status: 202, body: { received: true } });
    expect(await hand(url, mail)).toEqual({ status: 202, body: { received: false } });
    expect(await hand(`${url}x`, mail)).toMatchObject({ status: 404, body: { code: 'reply.hook-unknown' } });
    expect(await hand('/api/v1/inbound/mail/zzzzzz-nothing', mail)).toMatchObject({ status: 404 });
    expect((await hand(url, mail, 'text/plain')).status).toBeGreaterThanOrEqual(400);
    for (const nothing of ['', '\r\n \r\n'])
      expect(await hand(url, Buffer.from(nothing))).toMatchObject({ status: 422, body: { code: 'reply.empty' } });
    const { mails } = await tenant.tenantDb.one<{ mails: number }>(sql`select count(*)::int as mails from replies.mail`);
    expect(mails).toBe(1);
  });

  test('ends when a new one is made, or none is wanted any more', async () => {
    const { ask } = await company();
    const first = await hookOf(ask);
    const second = await hookOf(ask);
    expect((await hand(first, mailOf('Un.'))).status).toBe(404);
    expect((await hand(second, mailOf('Deux.'))).status).toBe(202);
    expect((await ask('DELETE', '/reply-mailbox/hook')).body).toMatchObject({ hook: false });
    expect((await hand(second, mailOf('Trois.'))).status).toBe(404);
  });
});

test('a reply is answered by hand in its thread, can be read with its files, and its HTML runs nothing', async () => {
  const { tenant, ask, file } = await company();
  await withoutDelays(tenant);
  const { items } = await givenDebtor(tenant, [{ number: 'F-2026-0042', due: '2026-02-20', amount: 1_250_00n }]);
  const raw = mailOf(
    [
      '--m',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p onclick="alert(1)">Où en est la facture F-2026-0042 ?</p><script>alert(2)</script>',
      '--m',
      'Content-Type: application/pdf; name="preuve.pdf"',
      'Content-Disposition: attachment; filename="preuve.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('%PDF-1.4 preuve').toString('base64'),
      '--m',
      'Content-Type: text/html; name="page.html"',
      'Content-Disposition: attachment; filename="page.html"',
      '',
      '<script>alert(3)</script>',
      '--m--',
    ],
    {
      From: 'comptabilite@aubepine.example',
      'Message-ID': '<q7@aubepine.example>',
      'Content-Type': 'multipart/mixed; boundary=m',
    },
  );
  await hand(await hookOf(ask), raw);
  const [row] = (await ask('GET', '/received-mails')).body['rows'] as unknown as { id: string }[];
  const path = `/received-mails/${row?.id}`;
  const shown = (await ask('GET', path)).body as unknown as {
    html: string;
    files: { place: number; name: string; risky: boolean }[];
  };
  expect(shown.html).toContain('F-2026-0042');
  expect(shown.html).not.toMatch(/script|onclick/);
  expect(shown.files.map(({ name, risky }) => ({ name, risky }))).toEqual([
    { name: 'preuve.pdf', risky: false },
    { name: 'page.html', risky: true },
  ]);

  const proof = await file(`${path}/files/0`);
  expect(proof.headers['content-type']).toBe('application/octet-stream');
  expect(proof.headers['content-disposition']).toContain('attachment; filename="preuve.pdf"');
  expect(proof.rawPayload.toString()).toBe('%PDF-1.4 preuve');
  expect(Buffer.compare((await file(`${path}/raw`)).rawPayload, Buffer.from(raw))).toBe(0);
  expect((await file(`${path}/files/9`)).statusCode).toBe(404);

  const draft = (await ask('GET', `${path}/answer-draft?snippet=document`)).body as unknown as {
    to: string;
    subject: string;
    items: { itemId: string; listed: boolean }[];
  };
  expect(draft).toMatchObject({
    to: 'comptabilite@aubepine.example',
    subject: 'Re: Facture échue',
    items: [{ itemId: items['F-2026-0042'], listed: true }],
  });
  const sent = await ask('POST', `${path}/answers`, {
    to: draft.to,
    language: 'fr',
    subject: draft.subject,
    text: 'Bonjour,\n\n[statement]',
    itemIds: [items['F-2026-0042']],
    treat: true,
  });
  expect(sent.status, JSON.stringify(sent.body)).toBe(201);
  await sendQueue(tenant.tenantDb, deliveryOf(house));
  const { raw: left } = await tenant.tenantDb.one<{ raw: Buffer }>(sql`select raw from messages.local_mail`);
  expect(left.toString()).toMatch(/^In-Reply-To: <q7@aubepine\.example>/m);
  expect(left.toString()).toMatch(/^References:.*<q7@aubepine\.example>/m);
  expect((await ask('GET', path)).body).toMatchObject({ state: 'treated', answers: [{ state: 'sent' }] });
});

test('an invoice asked for leaves by itself with its document, and says that a machine wrote', async () => {
  const { tenant, ask } = await company();
  await withoutDelays(tenant);
  const { items } = await givenDebtor(tenant, [{ number: 'F-2026-0042', due: '2026-02-20', amount: 1_250_00n }]);
  await ask('PUT', '/settings/replies.automatic', { value: 'send-document' });
  await tenant.tenantDb.transaction(async (tx) => {
    const documentId = await keepRawMail(tx, Buffer.from('%PDF-1.4 facture'));
    await tx.run(sql`
      insert into documents.item_document (tenant_id, id, item_id, document_id, kind, name, media_type, size_bytes, sha256, added_by)
      values (${tx.tenantId}, ${uuidv7()}, ${items['F-2026-0042']}, ${documentId}, 'invoice', 'F-2026-0042.pdf', 'application/pdf', 16, '\\x01', 'essai')
    `);
  });
  const asked = mailOf('Bonjour, pouvez-vous m’envoyer la facture F-2026-0042 ?', { From: 'comptabilite@aubepine.example' });
  await hand(await hookOf(ask), asked);
  expect((await ask('GET', '/received-mails?state=treated')).body).toMatchObject({ total: 1 });
  await sendQueue(tenant.tenantDb, deliveryOf(house));
  const { raw } = await tenant.tenantDb.one<{ raw: Buffer }>(sql`select raw from messages.local_mail`);
  expect(raw.toString()).toMatch(/^Auto-Submitted: /m);
  expect(raw.toString()).toContain('F-2026-0042.pdf');
});

test('an untreated reply stands among the alerts after ten working days', async () => {
  const { tenant, ask } = await company();
  await givenDebtor(tenant, [{ number: 'F-1001', due: '2026-02-20', amount: 100_00n }]);
  await hand(await hookOf(ask), mailOf('Je reviens vers vous.', { From: 'comptabilite@aubepine.example' }));
  expect((await ask('GET', '/agenda/counters')).body).toMatchObject({ replies: 1, repliesOverdue: 0, alerts: 0 });
  await tenant.tenantDb.run(sql`update replies.mail set due_on = '2026-03-09'`);
  expect((await ask('GET', '/agenda/counters')).body).toMatchObject({ replies: 1, repliesOverdue: 1, alerts: 1 });
});
