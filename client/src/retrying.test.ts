import { describe, expect, test } from 'vitest';
import { quitus } from './quitus.ts';
import { retrying } from './retrying.ts';

type Sent = { url: string; method: string; key: string | null; body: unknown };

/** A server that gives these answers one after the other, and remembers what it was asked. */
function server(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const send = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    sent.push({ url: String(input), method: init.method ?? 'GET', key: headers.get('idempotency-key'), body: init.body });
    const answer = answers[sent.length - 1];
    if (!answer || answer instanceof Error) throw answer ?? new Error('asked too often');
    return answer;
  };
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  // The cast: a fetch in all that is used of it.
  return { sent, waits, wait, fetch: send as typeof fetch };
}
const json = (body: object, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

describe('a call that could not be served', () => {
  test('is made again after as long as the server asks, with the same idempotency key', async () => {
    const asked = server(json({}, 429, { 'retry-after': '7' }), json({}, 503), json({ done: true }, 201));
    const answer = await retrying(asked.fetch, asked)('https://a.example', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
    expect(asked.waits[0]).toBe(7000);
    expect(asked.waits[1]).toBeGreaterThanOrEqual(500);
    expect(new Set(asked.sent.map(({ key }) => key)).size).toBe(1);
    expect(asked.sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('for a broken connection is made again; in the end the error is the caller’s', async () => {
    const once = server(new Error('reset'), json({}));
    expect((await retrying(once.fetch, once)('https://a.example')).status).toBe(200);
    const never = server(new Error('one'), new Error('two'), new Error('three'));
    await expect(retrying(never.fetch, { ...never, retries: 2 })('https://a.example')).rejects.toThrow('three');
  });

  test('because of what it says is not made again', async () => {
    for (const status of [400, 403, 409, 422, 500]) {
      const asked = server(json({}, status));
      expect((await retrying(asked.fetch, asked)('https://a.example', { method: 'DELETE' })).status).toBe(status);
      expect(asked.waits).toEqual([]);
    }
  });

  test('while its first try still runs waits for that one’s answer', async () => {
    const asked = server(json({}, 409, { 'retry-after': '2' }), json({ first: true }, 201));
    expect((await retrying(asked.fetch, asked)('https://a.example', { method: 'PATCH' })).status).toBe(201);
    expect(asked.waits).toEqual([2000]);
  });

  test('that streams its body is sent once only', async () => {
    const asked = server(json({}, 503));
    const body = ReadableStream.from([new Uint8Array(1)]);
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await retrying(asked.fetch, asked)('https://a.example', {
      method: 'POST',
      body: body as ReadableStream,
      headers,
    });
    expect([answer.status, asked.sent.length, asked.sent[0]?.key]).toEqual([503, 1, null]);
  });
});

describe('the client', () => {
  const open = (asked: ReturnType<typeof server>) => quitus({ url: 'https://a.example/', key: 'qk_x', ...asked });

  test('reads a list to its end, page after page', async () => {
    const asked = server(json({ rows: [{ id: 1 }, { id: 2 }], nextCursor: 'c1' }), json({ rows: [{ id: 3 }], nextCursor: null }));
    const rows: unknown[] = [];
    for await (const row of open(asked).each('GET /items', { query: { sort: 'dueOn' } })) rows.push(row);
    expect(rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(asked.sent.map(({ url }) => url)).toEqual([
      'https://a.example/api/v1/items?limit=500&sort=dueOn',
      'https://a.example/api/v1/items?limit=500&sort=dueOn&cursor=c1',
    ]);
  });

  test('sends lines as they are made, and throws what the server says no to', async () => {
    const asked = server(json({ counts: { created: 2 } }), json({ status: 422, code: 'x', title: 'No.', type: 'x' }, 422));
    async function* lines() {
      yield { externalId: '1' };
      yield { externalId: '2' };
    }
    expect(await open(asked).bulk('items', lines(), { mode: 'partial' })).toMatchObject({ counts: { created: 2 } });
    expect(asked.sent[0]?.url).toBe('https://a.example/api/v1/bulk/items?mode=partial');
    expect(await new Response(asked.sent[0]?.body as ReadableStream).text()).toBe('{"externalId":"1"}\n{"externalId":"2"}\n');
    await expect(open({ ...asked }).bulk('items', [])).rejects.toMatchObject({ problem: { code: 'x' } });
  });

  test('needs to know where and with which key', () => {
    expect(() => quitus({ url: undefined, key: 'x' })).toThrow('url');
  });
});
