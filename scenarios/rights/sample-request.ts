import type { Route } from '@quitus/contract';
import type { TSchema } from 'typebox';

/** What fills an id of a body or query: by the name of the field. */
export type IdOf = (field: string) => string;

// The parts of a JSON schema that our contract uses; TypeBox types its schemas more narrowly than a walk over any of them needs.
type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
};

const formats: Readonly<Record<string, string>> = {
  date: '2026-12-01',
  'date-time': '2026-12-01T09:00:00Z',
  email: 'quelquun@essai.example',
  uri: 'https://essai.example/',
};
// One value for each pattern of the contract; a pattern without one fails the test that meets it.
const candidates = [
  '1.00',
  '1',
  'EUR',
  'FR',
  'fr',
  'a',
  'to-do',
  'name',
  '1234',
  '2026-12',
  'Europe/Paris',
  'a.b',
  '#aabbcc',
  'promises.*',
  'essai.example',
  'https://essai.example/x',
];

/** A request the route's schema accepts, with every field it may have that holds an id: so that each can be tried with somebody else's. */
export function sampleRequest(route: Route, idOf: IdOf): { body?: unknown; query?: Record<string, string> } {
  const query = route.query ? (sample(schemaOf(route.query), '', idOf, false) as Record<string, unknown>) : undefined;
  return {
    ...(route.body && !route.upload ? { body: sample(schemaOf(route.body), '', idOf, false) } : {}),
    ...(query ? { query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) } : {}),
  };
}

/** The names of the fields of a route's query and body that hold ids. */
export function idFields(route: Route): { query: string[]; body: string[] } {
  return {
    query: route.query ? [...namesOfIds(schemaOf(route.query), '')] : [],
    body: route.body && !route.upload ? [...namesOfIds(schemaOf(route.body), '')] : [],
  };
}

/** The same request with one id field added or replaced, wherever it stands. */
export function withId(
  request: ReturnType<typeof sampleRequest>,
  route: Route,
  field: string,
  id: string,
): ReturnType<typeof sampleRequest> {
  const idOf: IdOf = (name) => (name === field ? id : '');
  const only = (schema: TSchema | undefined) =>
    schema ? (sample(schemaOf(schema), '', idOf, true) as Record<string, unknown> | undefined) : undefined;
  const body = route.upload ? undefined : only(route.body);
  const query = only(route.query);
  return {
    ...(request.body === undefined ? {} : { body: { ...(request.body as object), ...body } }),
    ...(request.query ? { query: { ...request.query, ...(query as Record<string, string>) } } : {}),
  };
}

// The cast: TypeBox schemas are JSON schemas.
const schemaOf = (schema: TSchema): Schema => schema as unknown as Schema;

function* namesOfIds(schema: Schema, name: string): Generator<string> {
  if (schema.format === 'uuid') yield name;
  for (const [field, own] of Object.entries(schema.properties ?? {})) yield* namesOfIds(own, field);
  for (const one of schema.anyOf ?? []) yield* namesOfIds(one, name);
  if (schema.items) yield* namesOfIds(schema.items, name);
}

/** `onlyIds`: the branches that lead to the id asked for (a non-empty answer of `idOf`), and what those need. */
function sample(schema: Schema, name: string, idOf: IdOf, onlyIds: boolean): unknown {
  if (schema.format === 'uuid') return idOf(name) || undefined;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOfUnion(schema.anyOf, name, idOf, onlyIds);
  if (schema.properties) return sampleOfObject(schema, idOf, onlyIds);
  if (schema.items) {
    const one = sample(schema.items, name, idOf, onlyIds);
    return one === undefined ? undefined : (schema.minItems ?? 0) > 0 || onlyIds ? [one] : [];
  }
  if (schema.default !== undefined) return schema.default;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 0, 1);
  if (schema.type === 'boolean') return false;
  if (schema.type === 'null') return null;
  if (schema.type === 'string') return sampleText(schema);
  return {};
}

function sampleOfUnion(parts: readonly Schema[], name: string, idOf: IdOf, onlyIds: boolean): unknown {
  const hit =
    parts.find((part) => [...namesOfIds(part, name)].length > 0) ?? parts.find((part) => part.type !== 'null') ?? parts[0];
  return hit ? sample(hit, name, idOf, onlyIds) : null;
}

function sampleOfObject(schema: Schema, idOf: IdOf, onlyIds: boolean): unknown {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([field, own]) => {
    const wanted = [...namesOfIds(own, field)].some((id) => idOf(id) !== '');
    const needed = schema.required?.includes(field) ?? false;
    if (onlyIds ? !wanted : !needed) return [];
    const value = sample(own, field, idOf, onlyIds && !needed);
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(entries);
}

function sampleText({ format, pattern, minLength }: Schema): string {
  if (format && formats[format]) return formats[format];
  if (pattern) {
    const fits = candidates.find((one) => new RegExp(pattern, 'u').test(one));
    if (fits === undefined) throw new Error(`no sample fits the pattern ${pattern}: add one`);
    return fits;
  }
  return 'x'.repeat(Math.max(minLength ?? 1, 1));
}
