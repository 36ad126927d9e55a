import { contract, type Route } from '@quitus/contract';
import Fastify, { type FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { compileWhenAsked, setsCompilersUp } from './compile-when-asked.ts';

async function serverOf(routes: (server: ReturnType<typeof Fastify>, compilers: ReturnType<typeof compileWhenAsked>) => void) {
  const server = Fastify({ ajv: { customOptions: { coerceTypes: false } } });
  routes(server, compileWhenAsked(server));
  server.get('/ok', { schema: setsCompilersUp }, () => ({ ok: true }));
  await server.ready();
  return server;
}

test('what does not fit a route is told, and what its answer does not declare never leaves, from the first request on', async () => {
  const server = await serverOf((made, compilers) =>
    made.post(
      '/things',
      {
        ...compilers,
        schema: {
          body: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
          response: { 200: { type: 'object', properties: { name: { type: 'string' } } } },
        },
      },
      (request: FastifyRequest) => ({ ...(request.body as object), secret: 'column' }),
    ),
  );
  for (let turn = 0; turn < 2; turn += 1) {
    const refused = await server.inject({ method: 'POST', url: '/things', body: { name: 1 } });
    expect(refused.statusCode).toBe(400);
    expect(refused.json<{ message: string }>().message).toBe('body/name must be string');
    expect((await server.inject({ method: 'POST', url: '/things', body: { name: 'a' } })).body).toBe('{"name":"a"}');
  }
});

test('a route nobody asks is not compiled', async () => {
  const server = await serverOf((made, compilers) =>
    made.get('/broken', { ...compilers, schema: { response: { 200: { type: 'no such type' } } } }, () => 1),
  );
  expect((await server.inject('/ok')).json()).toEqual({ ok: true });
  expect((await server.inject('/broken')).statusCode).toBe(500);
});

test('every route of the contract can be compiled, for at the start none is', async () => {
  const server = await serverOf(() => undefined);
  for (const [key, route] of Object.entries<Route>(contract)) {
    const [method, url] = [key, key];
    for (const schema of [route.params, route.query, route.upload ? undefined : route.body])
      if (schema) expect(() => server.validatorCompiler?.({ schema, method, url }), key).not.toThrow();
    if (!route.file && !route.redirect && route.status !== 204)
      expect(() => server.serializerCompiler?.({ schema: route.ok, method, url, httpStatus: '200' }), key).not.toThrow();
  }
}, 30_000);
