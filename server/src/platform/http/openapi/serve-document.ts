import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { Implementation } from '../implement.ts';
import { openApiDocument } from './document.ts';

/** The API's document at `/api/v1/openapi.json` and its page, with the guide, at `/api/docs`. */
export async function serveDocument(server: FastifyInstance, implementations: readonly Implementation[]): Promise<void> {
  // Through JSON, as readers get it: schemas carry marks of their library that are no part of it.
  const document = JSON.parse(JSON.stringify(openApiDocument(implementations))) as Record<string, unknown>;
  const text = JSON.stringify(document);
  await server.register(swagger, { mode: 'static', specification: { document: document as never } });
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Quitus API' },
    // The base layout: without the bar that offers to explore other documents.
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'none',
      deepLinking: true,
      persistAuthorization: false,
      defaultModelsExpandDepth: -1,
    },
  });
  server.get('/api/v1/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
}
