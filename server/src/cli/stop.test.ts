import { once } from 'node:events';
import { request } from 'node:http';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { type Node, newNode } from '../../../scenarios/nodes/node.ts';
import { newSite, queueReminders, type Site } from '../../../scenarios/nodes/site.ts';
import { sql } from '../platform/database/index.ts';
import { testDatabase } from '../platform/testing/index.ts';

// Real processes, told to end in the middle of work.
const database = testDatabase();
const nodes: Node[] = [];
afterAll(() => Promise.all(nodes.map((node) => node.kill().catch(() => undefined))));

async function start(kind: Node['kind'], more: Record<string, string> = {}): Promise<Node> {
  const node = await newNode(kind, {
    DATABASE_URL: database.appUrl,
    QUITUS_SECRET_KEY: 's'.repeat(40),
    QUITUS_LOG: 'info',
    ...more,
  });
  nodes.push(node);
  await node.start();
  return node;
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await pause(20);
}

const csv = (lines: number): string =>
  [
    'Code client;Nom client;Numéro;Type;Date;Échéance;Montant;Devise',
    ...Array.from(
      { length: lines },
      (_, index) => `S${index % 50};Menuiserie ${index % 50};F${index};Facture;10/01/2026;10/02/2026;120,00;EUR`,
    ),
    '',
  ].join('\n');

/** An import whose file arrives in two halves: the second one when the test says so. */
function slowImport(node: Node, site: Site, text: string) {
  const mark = 'quitus-halves';
  const part = (name: string, value: string, file = ''): string =>
    `--${mark}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  const whole = `${part('entityId', site.entityId)}${part('type', 'items')}${part('file', text, '; filename="export.csv"')}--${mark}--\r\n`;
  const sending = request(`${node.base}/api/v1/imports`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${site.token}`,
      'content-type': `multipart/form-data; boundary=${mark}`,
      'content-length': Buffer.byteLength(whole),
    },
  });
  const answer = new Promise<{ status: number; body: { state?: string; lines?: { created?: number } } }>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(pieces).toString()) }));
    });
  });
  const half = Math.floor(whole.length / 2);
  sending.write(whole.slice(0, half));
  return { answer, rest: () => sending.end(whole.slice(half)) };
}

test(
  'told to end while a file comes in, a server is not ready at once, refuses newcomers, takes the file to its end, and leaves with 0',
  { timeout: 60_000 },
  async () => {
    const site = await newSite(database.database);
    const node = await start('serve', { QUITUS_STOP_DELAY: '1' });
    const upload = slowImport(node, site, csv(2000));
    await pause(0);
    const alive = await fetch(`${node.base}/readyz`);
    expect(alive.status).toBe(200);
    // Sent to the program itself, as a service manager does with its group.
    node.signal('SIGTERM');
    await until(() => node.log().includes('stopping'));
    // While the balancer looks elsewhere, whoever still comes is told so.
    expect((await fetch(`${node.base}/readyz`)).status).toBe(503);
    await until(() =>
      fetch(`${node.base}/healthz`).then(
        (answer) => answer.status === 503,
        () => true,
      ),
    );
    upload.rest();
    const { status, body } = await upload.answer;
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'applied' });
    expect(await node.ended()).toBe(0);
    const { items } = await site.db.one<{ items: number }>(sql`select count(*)::int as items from receivables.item`);
    expect(items).toBe(2000);
  },
);

/** A mail server that says nothing after the mail was told until it may. */
async function slowMailServer() {
  const told: string[] = [];
  const waiting: Socket[] = [];
  let patient = true;
  const server = createServer((socket) => {
    let mail: string | undefined;
    socket.on('error', () => socket.destroy());
    socket.write('220 slow\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (mail !== undefined) {
        mail += text;
        if (!mail.endsWith('\r\n.\r\n')) return;
        told.push(/^message-id:\s*(\S+)/im.exec(mail)?.[1] ?? '');
        mail = undefined;
        if (patient) waiting.push(socket);
        else socket.write('250 taken\r\n');
      } else if (/^data/i.test(text)) {
        mail = '';
        socket.write('354 go\r\n');
      } else if (/^quit/i.test(text)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // The cast: a listening TCP server has a port.
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    answerAll() {
      patient = false;
      for (const socket of waiting.splice(0)) socket.write('250 taken\r\n');
    },
    close: () => server.close(),
  };
}

test(
  'told to end while it sends, a worker hears the answer to what it told, gives back what it only held, and leaves with 0',
  { timeout: 60_000 },
  async () => {
    const site = await newSite(database.database);
    await queueReminders(database.database, site, 60);
    const mail = await slowMailServer();
    const node = await start('work', { QUITUS_SMTP_URL: mail.url });
    await until(() => mail.told.length > 0);
    const held = await states(site);
    expect(held['claimed']).toBeGreaterThan(0);
    node.signal('SIGTERM');
    await until(() => node.log().includes('stopping'));
    mail.answerAll();
    expect(await node.ended()).toBe(0);
    mail.close();
    const left = await states(site);
    // Each conversation under way came to its end; nothing is in anybody's hands, nothing is in doubt.
    expect(Object.keys(left).sort()).toEqual(['sent', 'waiting']);
    expect(left['sent']).toBe(new Set(mail.told).size);
  },
);

test('a second signal ends it at once', { timeout: 60_000 }, async () => {
  const site = await newSite(database.database);
  await queueReminders(database.database, site, 5);
  const mail = await slowMailServer();
  const busy = await start('work', { QUITUS_SMTP_URL: mail.url });
  await until(() => mail.told.length > 0);
  busy.signal('SIGTERM');
  await until(() => busy.log().includes('stopping'));
  // Within half a second it counts as the same key pressed once.
  const again = setInterval(() => busy.signal('SIGTERM'), 100);
  expect(await busy.ended()).toBe(143);
  clearInterval(again);
  mail.close();
});

async function states(site: Site): Promise<Record<string, number>> {
  const rows = await site.db.rows<{ state: string; messages: number }>(sql`
    select state, count(*)::int as messages from messages.message group by state
  `);
  return Object.fromEntries(rows.map((row) => [row.state, row.messages]));
}

test(
  'a program is not served with the owner’s address, even though the owner could step back into the serving role',
  { timeout: 60_000 },
  async () => {
    await expect(start('serve', { DATABASE_URL: database.ownerUrl })).rejects.toThrow(
      'row-level security does not bind the owner',
    );
  },
);
