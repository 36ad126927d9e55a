import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { buildApplication, type House, startWorkers } from '../server/src/application.ts';
import { uuidv7 } from '../server/src/kernel/ids.ts';
import { createTenant } from '../server/src/modules/identity/index.ts';
import { openSession } from '../server/src/modules/identity/sessions.ts';
import { readConfig } from '../server/src/platform/config.ts';
import { sql } from '../server/src/platform/database/index.ts';
import { testDatabase } from '../server/src/platform/testing/index.ts';

const db = testDatabase();

type Arrived = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** The subscriber of the story: answers 503 once, then takes everything. */
async function accountingSystem() {
  const arrived: Arrived[] = [];
  let complete = (): void => undefined;
  const all = new Promise<void>((resolve) => (complete = resolve));
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    arrived.push({ headers: request.headers, body });
    response.writeHead(arrived.length === 1 ? 503 : 204, arrived.length === 1 ? { 'retry-after': '1' } : {}).end();
    if (arrived.length === 2) complete();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { arrived, all, host: `127.0.0.1:${port}` };
}

test('a change of a webhook reaches the program that subscribed to it, signed with both secrets, although it was busy at first', async () => {
  const system = await accountingSystem();
  const config = {
    ...readConfig({}, { QUITUS_OUTBOUND_ALLOW: system.host, QUITUS_SECRET_KEY: 'x'.repeat(40) }),
    logLevel: 'silent' as const,
  };
  const house: House = { database: db.database, config, now: () => Temporal.Now.instant() };
  const application = await buildApplication(house, undefined);
  onTestFinished(() => application.close());
  const workers = await startWorkers(house);
  onTestFinished(() => workers.stop());

  const { tenant } = await createTenant(db.database, { name: 'Atelier Sorbier' });
  const person = { id: uuidv7(), name: 'Camille' };
  await db.database.system.run(
    sql`insert into identity.person (id, name, email, language) values (${person.id}, ${person.name}, 'camille@sorbier.example', 'en')`,
  );
  await db.database
    .tenant(tenant.id)
    .run(sql`insert into identity.membership (tenant_id, person_id, role) values (${tenant.id}, ${person.id}, 'owner')`);
  const token = await openSession(
    db.database,
    { person, tenantId: tenant.id, method: 'password', secondStep: true, userAgent: '', address: '127.0.0.1' },
    house.now(),
  );
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object) => {
    const headers = { cookie: `quitus_session=${token}` };
    const answer = await application.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
    expect(answer.statusCode, `${path}: ${answer.body}`).toBeLessThan(300);
    return answer.json() as Record<string, never>;
  };

  const made = await ask('POST', '/webhooks', {
    url: `http://${system.host}/quitus`,
    kinds: ['webhooks.changed', 'webhooks.secret-rolled'],
  });
  const { id } = made['webhook'] as unknown as { id: string };
  await ask('POST', `/webhooks/${id}/secret`);
  await system.all;

  const [first, second] = system.arrived;
  expect(second).toMatchObject({ body: first?.body, headers: { 'webhook-id': first?.headers['webhook-id'] } });
  // Signed with the former secret too: the receiver has not changed over yet. Computed as the standard says it, without its library.
  const signed = [second?.headers['webhook-id'], second?.headers['webhook-timestamp'], second?.body].join('.');
  const key = Buffer.from(String(made['secret']).replace('whsec_', ''), 'base64');
  const signatures = String(second?.headers['webhook-signature']).split(' ');
  expect(signatures).toHaveLength(2);
  expect(signatures).toContain(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  const told: unknown = JSON.parse(second?.body ?? '');
  expect(told).toMatchObject({
    type: 'webhooks.secret-rolled',
    data: { tenantId: tenant.id, subjectId: id, actor: { kind: 'user', id: person.id } },
  });
}, 60_000);
