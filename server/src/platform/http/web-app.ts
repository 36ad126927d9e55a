import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { withStyleNonce } from './security-headers.ts';

/** Serves the built web app: files with a hash in their name for ever, the page itself never from a cache and with a nonce of its own, every screen's address as the page. */
export async function serveWebApp(server: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    globIgnore: ['index.html'],
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    // An unknown address of the API is not a screen, nor is a file of an earlier version: a page in its place would be kept as that file.
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return reply.callNotFound();
    const nonce = randomBytes(16).toString('base64');
    const policy = reply.getHeader('content-security-policy') ?? reply.raw.getHeader('content-security-policy');
    if (typeof policy === 'string') void reply.header('content-security-policy', withStyleNonce(policy, nonce));
    // Without a validator: a browser must not show the page of one nonce under the policy of another.
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replace('</head>', `<meta property="csp-nonce" nonce="${nonce}"></head>`));
  });
}
