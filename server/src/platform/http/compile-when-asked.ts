import type { FastifyInstance, FastifySchemaCompiler, RouteOptions } from 'fastify';

type Compilers = Required<Pick<RouteOptions, 'validatorCompiler' | 'serializerCompiler'>>;

/**
 * Makes the checks of a route's input and the writer of its answer with its first request, by the server's own compilers: made for all routes at the start,
 * they are most of the time a server takes to answer at all.
 */
export function compileWhenAsked(server: FastifyInstance): Compilers {
  return {
    validatorCompiler: (route) => {
      let check: ReturnType<FastifySchemaCompiler<unknown>> | undefined;
      const whenAsked = (input: unknown): unknown => {
        check ??= server.validatorCompiler?.(route);
        if (!check) throw new Error('the server has not started yet');
        const answer: unknown = check(input);
        // Where Fastify looks for what was wrong.
        whenAsked.errors = check.errors;
        return answer;
      };
      whenAsked.errors = undefined as unknown;
      // The cast: what it answers is what the real check answers.
      return whenAsked as ReturnType<FastifySchemaCompiler<unknown>>;
    },
    serializerCompiler: (route) => {
      let write: ((answer: unknown) => string) | undefined;
      return (answer: unknown) => {
        write ??= server.serializerCompiler?.(route);
        if (!write) throw new Error('the server has not started yet');
        return write(answer);
      };
    },
  };
}

/** A route with these makes Fastify set its compilers up, which the others then share. */
export const setsCompilersUp = {
  querystring: { type: 'object' },
  response: { 200: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] } },
} as const;
