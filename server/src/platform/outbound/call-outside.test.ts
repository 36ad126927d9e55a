import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { callOutside, type Lookup, type OutsideCall, readOutsideUrl } from './index.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

/** A real server on this machine, with the pair an administrator would allow. */
async function receiver(answer: RequestListener) {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    answer(request, response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, heard, url: `http://127.0.0.1:${port}/hook`, allow: [`127.0.0.1:${port}`] };
}

const call = (url: string, changes: Partial<OutsideCall> = {}) =>
  callOutside({ url, method: 'POST', body: '{}', timeoutMs: 5000, maxAnswerBytes: 1000, ...changes });
const answering =
  (...rounds: string[][]): Lookup =>
  async () =>
    (rounds.length > 1 ? rounds.shift() : rounds[0])!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

test('a receiver that the installation allows is called, with its name, uncompressed and without following anything', async () => {
  const { port, heard } = await receiver((_, response) => response.end('thanks'));
  const answer = await call(`http://receiver.example:${port}/hook`, {
    allow: [`receiver.example:${port}`],
    lookup: answering(['127.0.0.1']),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer).toMatchObject({ kind: 'answered', status: 200, truncated: false });
  expect(answer.kind === 'answered' && answer.body.toString()).toBe('thanks');
  expect(heard[0]?.headers).toMatchObject({ host: `receiver.example:${port}`, 'accept-encoding': 'identity' });
});

test('a name whose addresses are not all public is not called', async () => {
  for (const addresses of [['127.0.0.1'], ['93.184.215.14', '10.0.0.1'], ['2606:2800:21f::1', 'fd00::1'], ['::ffff:127.0.0.1']])
    expect(await call('https://receiver.example/', { lookup: answering(addresses) }), String(addresses)).toMatchObject({
      failure: 'address-not-public',
    });
});

test('a name that says one address when checked and another when called is called where it was checked', async () => {
  const { port, heard } = await receiver((_, response) => response.end());
  let asked = 0;
  const rebinding: Lookup = async () => {
    asked += 1;
    // Unreachable by definition (RFC 5737) yet allowed here by name: what matters is that 127.0.0.1 is never tried.
    return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
  };
  const answer = await call(`http://rebind.example:${port}/`, {
    allow: [`rebind.example:${port}`],
    lookup: rebinding,
    timeoutMs: 150,
  });
  expect(answer.kind).toBe('failed');
  expect(asked).toBe(1);
  expect(heard).toHaveLength(0);
});

test('the second of a name’s checked addresses serves when the first does not answer', async () => {
  const { port } = await receiver((_, response) => response.end());
  const answer = await call(`http://two.example:${port}/`, {
    allow: [`two.example:${port}`],
    lookup: answering(['127.0.0.2', '127.0.0.1']),
  });
  expect(answer).toMatchObject({ kind: 'answered', status: 200 });
});

test('a redirect is a failure that says so, wherever it leads', async () => {
  const { url, allow, heard } = await receiver((_, response) => {
    response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  });
  expect(await call(url, { allow })).toMatchObject({ kind: 'failed', failure: 'redirect', status: 307 });
  expect(heard).toHaveLength(1);
});

test('an answer without end is read up to the limit and then left', async () => {
  const { url, allow } = await receiver((_, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', pour);
    pour();
  });
  const answer = await call(url, { allow });
  expect(answer).toMatchObject({ kind: 'answered', truncated: true });
  expect(answer.kind === 'answered' && answer.body.length).toBe(1000);
});

test('an answer that drips, or never comes, ends at the time limit', async () => {
  const drip = await receiver((_, response) => {
    response.write('a');
    const timer = setInterval(() => response.write('a'), 5);
    response.on('close', () => clearInterval(timer));
  });
  expect(await call(drip.url, { allow: drip.allow, timeoutMs: 60 })).toMatchObject({ failure: 'timeout' });
  const silent = await receiver(() => undefined);
  expect(await call(silent.url, { allow: silent.allow, timeoutMs: 60 })).toMatchObject({ failure: 'timeout' });
  const never: Lookup = () => new Promise(() => undefined);
  expect(await call('https://slow-names.example/', { lookup: never, timeoutMs: 60 })).toMatchObject({ failure: 'timeout' });
});

test('a compressed answer is not unpacked', async () => {
  const { url, allow } = await receiver((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.from([0x1f, 0x8b, 8, 0, 0]));
  });
  const answer = await call(url, { allow });
  expect(answer.kind === 'answered' && [...answer.body]).toEqual([0x1f, 0x8b, 8, 0, 0]);
});

test('nobody listening, a broken answer, an unknown name: failures, never faults', async () => {
  const closed = await receiver(() => undefined);
  servers.splice(0)[0]?.close();
  expect(await call(closed.url, { allow: closed.allow })).toMatchObject({ failure: 'unreachable', detail: 'ECONNREFUSED' });
  const hangsUp = await receiver((request) => request.socket.end('not http at all\r\n\r\n'));
  expect(await call(hangsUp.url, { allow: hangsUp.allow })).toMatchObject({ failure: 'unreachable' });
  const unknown: Lookup = async () => {
    throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
  };
  expect(await call('https://nowhere.example/', { lookup: unknown })).toMatchObject({ failure: 'name-unknown' });
  expect(await call('https://empty.example/', { lookup: async () => [] })).toMatchObject({ failure: 'name-unknown' });
});

test('a proxy that the environment names is not used', async () => {
  const proxy = await receiver((_, response) => response.end());
  const { url, allow, heard } = await receiver((_, response) => response.end());
  const before = { ...process.env };
  Object.assign(process.env, { HTTP_PROXY: proxy.url, http_proxy: proxy.url, NODE_USE_ENV_PROXY: '1' });
  try {
    expect(await call(url, { allow })).toMatchObject({ status: 200 });
  } finally {
    process.env = before;
  }
  expect([heard.length, proxy.heard.length]).toEqual([1, 0]);
});

test('a call is stopped when the program stops', async () => {
  const stopping = new AbortController();
  const { url, allow } = await receiver(() => stopping.abort());
  expect(await call(url, { allow, signal: stopping.signal })).toMatchObject({ failure: 'aborted' });
  expect(await call(url, { allow, signal: stopping.signal })).toMatchObject({ failure: 'aborted' });
});

test('an address that hides what it is, is refused for what it is', () => {
  const refused: Record<string, string> = {
    'https://127.0.0.1/': 'address-not-public',
    'https://127.1/': 'address-not-public',
    'https://2130706433/': 'address-not-public',
    'https://0x7f000001/': 'address-not-public',
    'https://0177.0.0.1/': 'address-not-public',
    'https://127.0.0.1./': 'address-not-public',
    'https://１２７.0.0.1/': 'address-not-public',
    'https://0/': 'address-not-public',
    'https://169.254.169.254/latest/': 'address-not-public',
    'https://168.63.129.16/': 'address-not-public',
    'https://100.100.100.200/': 'address-not-public',
    'https://192.168.1.1/': 'address-not-public',
    'https://[::1]/': 'address-not-public',
    'https://[::]/': 'address-not-public',
    'https://[::ffff:7f00:1]/': 'address-not-public',
    'https://[::ffff:8.8.8.8]/': 'address-not-public',
    'https://[::127.0.0.1]/': 'address-not-public',
    'https://[64:ff9b::7f00:1]/': 'address-not-public',
    'https://[2002:7f00:1::]/': 'address-not-public',
    'https://[2001::1]/': 'address-not-public',
    'https://[fe80::1]/': 'address-not-public',
    'https://[fec0::1]/': 'address-not-public',
    'https://[fd00:ec2::254]/': 'address-not-public',
    'https://[ff02::1]/': 'address-not-public',
    'https://user:secret@receiver.example/': 'url-credentials',
    'https://receiver.example@127.0.0.1/': 'url-credentials',
    'http://receiver.example/': 'url-scheme',
    'ftp://receiver.example/': 'url-scheme',
    'file:///etc/passwd': 'url-unreadable',
    'javascript:alert(1)': 'url-unreadable',
    'https://': 'url-unreadable',
    'https://256.1.1.1/': 'url-unreadable',
    receiver: 'url-unreadable',
  };
  for (const [url, problem] of Object.entries(refused)) expect(readOutsideUrl(url), url).toEqual({ kind: 'bad', problem });
  for (const url of [
    'https://receiver.example/hook?a=b',
    'https://8.8.8.8:8443/',
    'https://[2606:4700::1]/',
    'https://exa\u0301mple.fr/',
  ])
    expect(readOutsideUrl(url).kind, url).toBe('good');
});

test('what is allowed for one host and port is allowed for no other', () => {
  const allow = ['127.0.0.1:9000', 'localhost:9000', '[::1]:9000'];
  for (const url of ['http://127.0.0.1:9000/', 'http://0x7f.1:9000/', 'http://localhost:9000/', 'https://[::1]:9000/'])
    expect(readOutsideUrl(url, allow).kind, url).toBe('good');
  for (const url of ['http://127.0.0.1/', 'http://127.0.0.1:9001/', 'http://127.0.0.2:9000/', 'http://localhost.:9000/'])
    expect(readOutsideUrl(url, allow).kind, url).toBe('bad');
});
