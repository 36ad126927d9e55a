import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';

type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: unknown;
  readonly items?: Shape;
  readonly allOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
};

/**
 * Refuses a key's program that uses a name its schema does not know: a misspelt filter would answer for everything, a misspelt scope would see
 * everything. For anybody else such names are taken out, in place: the page of a browser may be older or newer than its server.
 */
export function assertNames(request: FastifyRequest, place: 'body' | 'querystring', schema: TSchema, value: unknown): void {
  const told = request.caller?.kind === 'key';
  const names = [...walk([schema], value, '', !told)];
  if (!told || names.length === 0) return;
  const validation = names.map((instancePath) => ({ instancePath, keyword: 'additionalProperties', params: {} }));
  throw Object.assign(new Error('unknown names'), { validation, validationContext: place });
}

// The unknown names as paths: `/scope/entites`.
function* walk(shapes: readonly Shape[], value: unknown, path: string, drop: boolean): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  const all = shapes.flatMap(branches);
  if (Array.isArray(value)) {
    const items = all.flatMap(({ items: one }) => (one ? [one] : []));
    for (const [place, one] of value.entries()) yield* walk(items, one, `${path}/${place}`, drop);
    return;
  }
  const objects = all.filter((shape) => shape.properties ?? shape.patternProperties);
  // A schema that names nothing takes anything.
  if (objects.length === 0 || all.some((shape) => shape.additionalProperties === true)) return;
  // The cast: neither null nor an array, so names and values.
  const named = value as Record<string, unknown>;
  for (const [name, one] of Object.entries(named)) {
    const known = objects.flatMap((shape) => shapeOf(shape, name));
    if (known.length > 0) yield* walk(known, one, `${path}/${name}`, drop);
    else {
      if (drop) Reflect.deleteProperty(named, name);
      yield `${path}/${name}`;
    }
  }
}

function branches(shape: Shape): readonly Shape[] {
  return [shape, ...[...(shape.allOf ?? []), ...(shape.anyOf ?? [])].flatMap(branches)];
}

function shapeOf(shape: Shape, name: string): readonly Shape[] {
  const own = shape.properties;
  if (own && Object.hasOwn(own, name)) return own[name] ? [own[name]] : [];
  return Object.entries(shape.patternProperties ?? {})
    .filter(([pattern]) => new RegExp(pattern).test(name))
    .map(([, one]) => one);
}
