import type { Route } from '@quitus/contract';
import { apiExamples, apiGuide, apiModes, apiNeeds, apiParameters, apiTags } from '@quitus/texts';
import type { Implementation } from '../implement.ts';
import { describedBody, sharedComponents, tableOfFields } from './components.ts';

type Json = Readonly<Record<string, unknown>>;

/** The whole API as an OpenAPI 3.1 document, from the table that also registers the routes: it cannot say anything else than they do. */
export function openApiDocument(implementations: readonly Implementation[]): Json {
  const all = implementations.flat();
  const paths: Record<string, Record<string, Json>> = {};
  for (const { key, route } of all) {
    const [method, path] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
    (paths[`/api/v1${path}`] ??= {})[method.toLowerCase()] = operationOf(key, route);
  }
  const used = new Set(all.map(({ route }) => route.tag));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Quitus',
      version: '1',
      description: apiGuide,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...used].toSorted().map((name) => ({ name, ...(apiTags[name] ? { description: apiTags[name] } : {}) })),
    paths,
    components: sharedComponents,
  };
}

/** A name for an operation that a program can use: `GET /customers/{id}/statement` is `getCustomersByIdStatement`. */
export function operationIdOf(key: string): string {
  const [method = '', path = ''] = key.split(' ');
  const words = path
    .split(/[/.-]/)
    .filter(Boolean)
    .map((part) => part.replace(/^\{(\w+)\}$/, (_, name: string) => `By${capital(name)}`))
    .map(capital);
  return method.toLowerCase() + words.join('');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function operationOf(key: string, route: Route): Json {
  const changes = !key.startsWith('GET ');
  const body = describedBody(route);
  const needs = apiNeeds(
    route.permission,
    securityOf(route).some((one) => 'key' in one),
  );
  return {
    operationId: operationIdOf(key),
    summary: route.summary,
    description: route.stream ? [needs, apiExamples.lines, tableOfFields(key)].join('\n\n') : needs,
    tags: [route.tag],
    'x-permission': route.permission,
    security: securityOf(route),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(changes && !route.upload && route.permission !== 'public' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(/^(PATCH|PUT|DELETE) /.test(key) && route.permission !== 'public' ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ...(!changes && answersOne(route) ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(key, route),
  };
}

// Both ways in are alternatives; what is personal takes a session only.
function securityOf(route: Route): readonly Json[] {
  if (route.permission === 'public') return [];
  return route.personal || route.permission === 'account' ? [{ session: [] }] : [{ session: [] }, { key: [] }];
}

function parametersOf(schema: Route['params'], place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const required: readonly string[] = schema.required ?? [];
  return Object.entries(schema.properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(place === 'query' ? describedAs(name) : {}),
    schema: one,
  }));
}

const describedAs = (name: string): Json => {
  const said = name === 'mode' ? apiModes.bulk : apiParameters[name];
  return said === undefined ? {} : { description: said };
};

const answersOne = (route: Route): boolean =>
  !route.file && !route.redirect && route.status !== 204 && !(route.query && 'limit' in route.query.properties);

function responsesOf(key: string, route: Route): Json {
  const problems = [
    ...(route.permission === 'public' ? [] : [401, 403]),
    ...(key.includes('{') || route.query || route.body ? [404] : []),
    ...(key.startsWith('GET ') ? [] : [409]),
    ...(/^(PATCH|PUT|DELETE) /.test(key) && route.permission !== 'public' ? [412] : []),
    ...(route.upload || route.body ? [413, 415] : []),
    422,
    429,
    500,
  ];
  return {
    ...successOf(key, route),
    ...(key.startsWith('GET ') && answersOne(route) ? { 304: { $ref: '#/components/responses/304' } } : {}),
    ...Object.fromEntries(problems.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
  };
}

function successOf(key: string, route: Route): Json {
  if (route.redirect) return { 303: { description: 'Elsewhere', headers: { Location: { schema: { type: 'string' } } } } };
  if (route.status === 204) return { 204: { description: 'Done; there is nothing to say' } };
  if (route.file) {
    const headers = { 'Content-Disposition': { description: 'The name to save it under', schema: { type: 'string' } } };
    return {
      200: { description: 'The file', headers, content: { [route.file]: { schema: { type: 'string', format: 'binary' } } } },
    };
  }
  const window = route.query !== undefined && 'cursor' in route.query.properties;
  const headers = {
    ...(key.startsWith('GET ') && answersOne(route) ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
    ...(window ? { Link: { $ref: '#/components/headers/Link' } } : {}),
    'RateLimit-Limit': { $ref: '#/components/headers/RateLimitLimit' },
    'RateLimit-Remaining': { $ref: '#/components/headers/RateLimitRemaining' },
    'RateLimit-Reset': { $ref: '#/components/headers/RateLimitReset' },
  };
  const status = route.status ?? 200;
  return { [status]: { description: route.summary, headers, content: { 'application/json': { schema: route.ok } } } };
}
