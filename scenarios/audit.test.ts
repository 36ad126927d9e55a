import type { AuditEvent, AuditVerification, PersonalRead } from '@quitus/contract';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildApplication, type House, startWorkers } from '../server/src/application.ts';
import { uuidv7 } from '../server/src/kernel/ids.ts';
import { createEntity, createTenant } from '../server/src/modules/identity/index.ts';
import { openSession } from '../server/src/modules/identity/sessions.ts';
import { systemActor } from '../server/src/kernel/actor.ts';
import { readConfig } from '../server/src/platform/config.ts';
import { sql } from '../server/src/platform/database/index.ts';
import { testDatabase } from '../server/src/platform/testing/index.ts';

const db = testDatabase();

test('what a manager does and whose data they open is in the audit seconds later, sealed, and the record is whole', async () => {
  const config = { ...readConfig({}, { QUITUS_SECRET_KEY: 'x'.repeat(40) }), logLevel: 'silent' as const };
  const house: House = { database: db.database, config, now: () => Temporal.Now.instant() };
  const application = await buildApplication(house, undefined);
  onTestFinished(() => application.close());
  const workers = await startWorkers(house);
  onTestFinished(() => workers.stop());

  const { tenant } = await createTenant(db.database, { name: 'Atelier Sorbier' });
  const entityId = await db.database
    .tenant(tenant.id)
    .transaction((tx) => createEntity(tx, { name: 'Atelier Sorbier', country: 'FR', currency: 'EUR' }, systemActor('test')));
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
  const ask = async <T>(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object): Promise<T> => {
    const headers = { cookie: `quitus_session=${token}`, 'user-agent': 'Browser' };
    const answer = await application.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
    expect(answer.statusCode, `${path}: ${answer.body}`).toBeLessThan(300);
    return answer.json<T>();
  };

  const { id } = await ask<{ id: string }>('POST', '/customers', { entityId, code: 'C042', name: 'Ateliers du Lac' });
  await ask('POST', `/customers/${id}/contacts`, { name: 'Zoé Marchal', email: 'zoe@lac.example' });
  await ask('GET', `/customers/${id}`);
  await ask('GET', `/customers/${id}/timeline`);
  await ask('GET', '/messages');

  const events = await vi.waitUntil(
    async () => {
      const page = await ask<{ events: AuditEvent[] }>('GET', `/audit/events?customerId=${id}`);
      return page.events.every(({ sealed }) => sealed) && page.events;
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(events.map(({ kind }) => kind)).toEqual(['contacts.added', 'customers.created']);
  expect(events[0]).toMatchObject({
    words: 'A customer got a new contact.',
    actor: { kind: 'user', id: person.id, name: 'Camille' },
    origin: { address: '127.0.0.1', userAgent: 'Browser' },
    customer: { id, code: 'C042', name: 'Ateliers du Lac' },
  });
  expect(events[0]?.changes).toContainEqual({ field: 'email', label: 'E-mail', before: null, after: 'zoe@lac.example' });

  const reads = await vi.waitUntil(
    async () => {
      const { rows } = await ask<{ rows: PersonalRead[] }>('GET', '/audit/personal-reads');
      return rows.length === 2 && rows;
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(reads.find(({ kind }) => kind === 'customer')).toMatchObject({
    reader: { id: person.id },
    customer: { id },
    what: ['The customer and its contacts', 'The time line'],
    times: 2,
  });
  expect(reads.find(({ kind }) => kind === 'list')).toMatchObject({ customer: null, what: ['The messages'], times: 1 });
  expect(await ask<AuditVerification>('GET', '/audit/verification')).toMatchObject({ ok: true, faultCount: 0 });
}, 60_000);
