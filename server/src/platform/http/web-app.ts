import { access } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the built web app: files with a hash in their name for ever, the page itself never from a cache, every screen's address as the page. */
export async function serveWebApp(server: FastifyInstance, folder: string): Promise<void> {
  await access(join(folder, 'index.html'));
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    // An unknown address of the API is not a screen, nor is a file of an earlier version: a page in its place would be kept as that file.
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
