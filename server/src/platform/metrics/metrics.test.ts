import { expect, test } from 'vitest';
import { sql } from '../database/index.ts';
import { testDatabase } from '../testing/index.ts';
import { openMetrics, serveMetrics } from './index.ts';

const installation = testDatabase();

/** The value of one series, whatever the order of its labels. */
function valueOf(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const wanted = JSON.stringify(Object.entries({ program: 'serve', ...labels }).sort());
  for (const line of text.split('\n')) {
    const [, series, inside, value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (series !== name) continue;
    const found = [...(inside ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key, of]) => [key, of]);
    if (JSON.stringify(found.sort()) === wanted) return Number(value);
  }
  return undefined;
}
const open = () => openMetrics({ database: installation.database, program: 'serve', version: '1.2.3' });

test('answers are counted by the pattern of their route, never by the address asked for', async () => {
  const metrics = open();
  const answered = { method: 'GET', status: 200, ms: 12, requestId: 'x', tenantId: 7 };
  metrics.answered({ ...answered, route: '/api/v1/customers/:id' });
  metrics.answered({ ...answered, route: '/api/v1/customers/:id', ms: 700 });
  metrics.answered({ ...answered, route: 'none', method: 'PROPFIND', status: 404 });
  const text = await metrics.text();
  const customers = { route: '/api/v1/customers/:id', method: 'GET', status: '200' };
  expect(valueOf(text, 'quitus_http_request_seconds_count', customers)).toBe(2);
  expect(valueOf(text, 'quitus_http_request_seconds_bucket', { ...customers, le: '0.025' })).toBe(1);
  expect(valueOf(text, 'quitus_http_request_seconds_count', { route: 'none', method: 'other', status: '404' })).toBe(1);
  expect(valueOf(text, 'quitus_build_info', { version: '1.2.3', node: process.version })).toBe(1);
  expect(text).not.toMatch(/tenant="7"|requestId/);
});

test('jobs, the queue, the outbox, runs, imports and events not yet sealed are figures of all organisations, without a name of any', async () => {
  const { tenantId, tenantDb, entityId } = await installation.newTenant({ name: 'Ferronnerie Valmont' });
  await tenantDb.run(sql`
    insert into dunning.run (tenant_id, id, entity_id, run_on, state, finished_at, author)
    values (${tenantId}, gen_random_uuid(), ${entityId}, '2026-03-02', 'done', '2026-03-02T06:00:00Z', 'worker')
  `);
  await installation.database.system.run(sql`
    insert into platform.due_work (tenant_id, kind, due_at, attempts) values (${tenantId}, 'test.late', now() - interval '90 seconds', 3)
  `);
  const metrics = open();
  metrics.jobDone({ kind: 'test.late', tenantId, outcome: 'failed', ms: 40, waitedMs: 2000 });
  const text = await metrics.text();
  const late = { kind: 'test.late' };
  expect(valueOf(text, 'quitus_job_seconds_count', { ...late, outcome: 'failed' })).toBe(1);
  expect(valueOf(text, 'quitus_job_waited_seconds_total', late)).toBe(2);
  expect(valueOf(text, 'quitus_jobs_due', late)).toBe(1);
  expect(valueOf(text, 'quitus_jobs_oldest_due_seconds', late)).toBeGreaterThanOrEqual(90);
  expect(valueOf(text, 'quitus_jobs_failing', late)).toBe(1);
  expect(valueOf(text, 'quitus_last_run_timestamp_seconds', { tenant: String(tenantId) })).toBe(1772431200);
  expect(valueOf(text, 'quitus_database_connections', { state: 'waited-for' })).toBe(0);
  expect(valueOf(text, 'quitus_database_up')).toBe(1);
  expect(valueOf(text, 'quitus_events_unsealed')).toBeGreaterThanOrEqual(0);
  expect(text).not.toContain('Valmont');
});

test('metrics answer on a port of their own: with the token to all, without one to this machine; a program on its way out is not ready', async () => {
  let ready = true;
  const server = await serveMetrics({ metrics: open(), port: 0, token: 'm'.repeat(16), ready: async () => ready });
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
  expect((await ask('/metrics')).status).toBe(401);
  expect((await ask('/metrics', { authorization: `Bearer ${'n'.repeat(16)}` })).status).toBe(401);
  const answer = await ask('/metrics', { authorization: `Bearer ${'m'.repeat(16)}` });
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toContain('process_resident_memory_bytes');
  expect((await ask('/readyz')).status).toBe(200);
  ready = false;
  expect((await ask('/readyz')).status).toBe(503);
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask('/elsewhere')).status).toBe(404);
  await server.close();
});
