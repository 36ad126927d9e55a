import { contract } from '@quitus/contract';
import { apiTags } from '@quitus/texts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { startInstallation } from './installation.ts';

type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  'x-permission': string;
  security: Record<string, unknown>[];
  parameters: { $ref?: string; name?: string; in?: string; description?: string }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: unknown }> }>;
};
type Document = {
  openapi: string;
  info: { description: string };
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
};

const installation = startInstallation();
let document: Document;
beforeAll(async () => {
  document = (await (await fetch(`${installation.base}/api/v1/openapi.json`)).json()) as Document;
});
const operations = (): [key: string, operation: Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      one,
    ]),
  );

describe('the document of the API', () => {
  test('is OpenAPI 3.1 from end to end', async () => {
    const result = await new Validator().validate(structuredClone(document) as never);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.1');
  });

  test('names every operation of the contract and no other', () => {
    expect(
      operations()
        .map(([key]) => key)
        .sort(),
    ).toEqual(Object.keys(contract).sort());
  });

  test('says of each what it does, which right it takes, where it belongs, and how it fails', () => {
    const ids = new Set<string>();
    for (const [key, one] of operations()) {
      expect(one.summary.length, key).toBeGreaterThan(4);
      expect(one.operationId, key).toMatch(/^[a-z][A-Za-z0-9]+$/);
      expect(ids.has(one.operationId), one.operationId).toBe(false);
      ids.add(one.operationId);
      expect(one['x-permission'], key).toBe((contract as Record<string, { permission: string }>)[key]?.permission);
      expect(one.tags, key).toHaveLength(1);
      const failures = Object.keys(one.responses).filter((status) => status >= '400');
      expect(failures, key).toEqual(
        expect.arrayContaining(one['x-permission'] === 'public' ? ['422', '429'] : ['401', '403', '422', '429']),
      );
      expect(
        Object.keys(one.responses).some((status) => status < '400'),
        key,
      ).toBe(true);
    }
  });

  test('explains every group of operations', () => {
    for (const { name, description } of document.tags) {
      expect(description, name).toBeTruthy();
      expect(apiTags[name], name).toBe(description);
    }
  });

  test('tells a key from a session: what is personal takes no key, what is public takes neither', () => {
    const of = (key: string) =>
      operations()
        .find(([one]) => one === key)?.[1]
        .security.flatMap((one) => Object.keys(one));
    expect(of('GET /items')).toEqual(['session', 'key']);
    expect(of('POST /api-keys')).toEqual(['session']);
    expect(of('POST /sessions')).toEqual([]);
  });

  test('says of each operation which right it needs, of the aged balance what each parameter means, of a line which fields it may have', () => {
    const of = (key: string) => operations().find(([one]) => one === key)?.[1];
    expect(of('POST /webhooks')?.description).toBe('Needs the permission `administer`.');
    expect(of('POST /api-keys')?.description).toContain('not for keys');
    for (const one of of('GET /aged-balance')?.parameters ?? []) {
      if (one.in === 'query' && one.name !== 'currency') expect(one.description, one.name).toBeTruthy();
    }
    expect(of('POST /bulk/items')?.description).toContain('| `dueOn` |');
    expect(of('POST /imports')?.requestBody?.content['multipart/form-data']?.schema).toMatchObject({
      properties: { mode: { description: expect.stringContaining('settled') } },
    });
  });

  test('describes uploads as forms with a file, lines as lines, files by their media type', () => {
    const body = (key: string) => operations().find(([one]) => one === key)?.[1].requestBody?.content ?? {};
    expect(body('POST /imports')['multipart/form-data']?.schema).toMatchObject({ required: expect.arrayContaining(['file']) });
    expect(Object.keys(body('POST /bulk/items'))).toEqual(['application/x-ndjson']);
    const [, rejected] = operations().find(([key]) => key === 'GET /bulk/{id}/rejected') ?? [];
    expect(Object.keys(rejected?.responses['200']?.content ?? {})).toEqual(['application/x-ndjson']);
  });
});

test('an answer that shows a secret or a link once is marked, so that none is kept for a retry', () => {
  const showing = Object.entries(contract).filter(([, route]) => {
    const fields = Object.keys((route.ok as { properties?: object }).properties ?? {});
    return fields.some((field) => ['secret', 'token', 'link', 'codes'].includes(field));
  });
  expect(showing.length).toBeGreaterThan(4);
  const unmarked = showing.filter(([, route]) => !('secret' in route) && !('personal' in route) && route.permission !== 'public');
  expect(unmarked.map(([key]) => key)).toEqual([]);
});

test('the page of the API runs no inline script and has no inline handler', async () => {
  const page = await fetch(`${installation.base}/api/docs/`);
  const html = await page.text();
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
  expect(html).not.toMatch(/\son\w+=/);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
});
