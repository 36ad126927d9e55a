import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setSecurityHeaders } from './security-headers.ts';
import { serveWebApp } from './web-app.ts';

let folder: string;
let server: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-app-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>Quitus</title></head></html>');
  await writeFile(join(folder, 'assets', 'index-abc.js'), 'export {};');
  server = fastify();
  await setSecurityHeaders(server, false);
  await serveWebApp(server, folder);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('a file of an earlier version is not found: the page in its place would be kept for a year as that script', async () => {
  for (const url of ['/assets/index-old.js', '/assets/index-old.css?v=1', '/assets/', '/api/v1/nothing-here'])
    expect({ url, status: (await server.inject({ url })).statusCode }).toEqual({ url, status: 404 });
  const script = await server.inject({ url: '/assets/index-abc.js' });
  expect(script).toMatchObject({ statusCode: 200, body: 'export {};' });
  expect(script.headers['cache-control']).toContain('immutable');
});

test('the address of any screen answers the page, never from a cache', async () => {
  for (const url of ['/', '/agenda?tab=replies', '/customers/unknown']) {
    const answer = await server.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<title>Quitus</title>');
    expect(answer.headers['cache-control']).toBe('no-cache');
  }
});

test('a style element counts only with the nonce of this very page, and no page is shown under the policy of another', async () => {
  const nonces = new Set<string>();
  for (const url of ['/', '/agenda', '/index.html']) {
    const { headers, body } = await server.inject({ url });
    const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? 'none';
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';style-src-attr 'unsafe-inline'`);
    expect(policy.match(/unsafe-inline/g), 'for attributes alone').toHaveLength(1);
    expect([headers['etag'], headers['last-modified']]).toEqual([undefined, undefined]);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});
