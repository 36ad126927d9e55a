import type { Route } from '@quitus/contract';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';

/**
 * Reads the texts of a query and of path parameters as what the route declares: numbers, yes or no, lists. Done here and for these alone, so
 * that the validator takes a body as it was sent: a null stays null, a text is never made of a number.
 */
export function readQueryTexts(route: Pick<Route, 'params' | 'query'>, request: FastifyRequest): void {
  // The casts: fastify parsed both as flat objects of texts.
  if (route.query) request.query = readTexts(route.query, request.query as Record<string, unknown>);
  if (route.params) request.params = readTexts(route.params, request.params as Record<string, unknown>);
}

/** The texts of a flat object as its schema means them; what does not read as meant stays text, for the validator to refuse. */
export function readTexts(schema: TSchema, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // The cast: a query, a path and a form are objects; their properties are schemas.
  const properties = (schema as { properties?: Record<string, Shape> }).properties ?? {};
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [
      name,
      Object.hasOwn(properties, name) ? read(properties[name] ?? {}, value) : value,
    ]),
  );
}

type Shape = { readonly type?: string | readonly string[]; readonly anyOf?: readonly Shape[]; readonly items?: Shape };

function read(shape: Shape, value: unknown): unknown {
  if (shape.type === 'array') return (Array.isArray(value) ? value : [value]).map((one) => read(shape.items ?? {}, one));
  if (typeof value !== 'string') return value;
  for (const branch of shape.anyOf ?? [shape]) {
    const meant = readAs(branch.type, value);
    if (meant !== undefined) return meant;
  }
  return value;
}

function readAs(type: Shape['type'], text: string): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'string':
      return text;
    default:
      return undefined;
  }
}
