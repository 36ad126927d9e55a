import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import type { Composer, Delivery } from './index.ts';
import type { OutboxMessage } from './message.ts';
import { type NewMessage, queueMessages } from './queue-messages.ts';

export const startOfTest = Temporal.Instant.from('2026-03-02T09:00:00Z');

/** A mail server of the outside world that keeps what it takes, and can be told to misbehave by recipient. */
export async function mailServer(
  misbehave: (recipient: string, stage: 'rcpt' | 'data') => { code: number } | 'hang-up' | undefined = () => undefined,
) {
  const taken: { messageId: string; to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onRcptTo({ address }, session, callback) {
      const how = misbehave(address, 'rcpt');
      if (how === 'hang-up') return void hangUp(server, session.id);
      callback(how ? Object.assign(new Error('not now'), { responseCode: how.code }) : null);
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const raw = Buffer.concat(pieces).toString();
        const to = session.envelope.rcptTo.map((one) => one.address);
        const how = to.map((address) => misbehave(address, 'data')).find(Boolean);
        if (how && how !== 'hang-up') return callback(Object.assign(new Error('refused'), { responseCode: how.code }));
        taken.push({ messageId: /^Message-ID: *(\S+)/im.exec(raw)?.[1] ?? '', to, raw });
        // Taken, but its sender never hears of it.
        if (how === 'hang-up') return hangUp(server, session.id);
        callback();
      });
    },
  });
  // A client that dies in mid-sentence is part of what is tested.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // The cast: a listening TCP server has a port.
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    timesTaken: () => {
      const times = new Map<string, number>();
      for (const mail of taken) times.set(mail.messageId, (times.get(mail.messageId) ?? 0) + 1);
      return times;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function hangUp(server: SMTPServer, sessionId: string): void {
  // The cast: smtp-server's types leave out the socket of a connection.
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>)
    if (connection.id === sessionId) connection._socket.destroy();
}

/** Says what its message was queued with: one invoice of 100 €. */
export const plainComposer: Composer = async (_, message) => ({
  kind: 'send',
  recipient: { address: message.recipientAddress ?? '', ...(message.recipientName ? { name: message.recipientName } : {}) },
  subject: message.subject,
  text: 'You owe us 100.00 €.',
  html: '<p>You owe us 100.00 €.</p>',
  items: [{ itemId: message.id, openMinor: 100_00n, daysLate: 12 }],
  amountMinor: 100_00n,
  currency: 'EUR',
});

/** How a test sends: with a clock of its own and nothing injected but what it changes. */
export function testDelivery(changes: Partial<Delivery> & { readonly compose?: Composer } = {}): Delivery {
  const { compose = plainComposer, ...rest } = changes;
  return { composers: { reminder: compose, byHand: compose }, hooks: {}, now: () => startOfTest, ...rest };
}

/** Queues reminders to one customer, each of an action of its own; answers their ids. */
export async function queueReminders(
  db: TenantDatabase,
  to: { readonly entityId: string; readonly customerId: string },
  count: number,
  changes: (index: number) => Partial<NewMessage> = () => ({}),
): Promise<string[]> {
  const messages = Array.from({ length: count }, (_, index): NewMessage => ({
    onceKey: `reminder/${uuidv7()}`,
    kind: 'reminder',
    ...to,
    actionId: uuidv7(),
    channel: 'e-mail',
    language: 'fr',
    notBefore: startOfTest,
    recipient: { name: 'Service comptable', address: `compta.${index}@client.example` },
    subject: `Facture F${index}`,
    ...changes(index),
  }));
  const queued = await db.transaction((tx) => queueMessages(tx, messages, systemActor('test')));
  return queued.map((message) => message.id);
}

/** Lets the tenant send for real. */
export async function goLive(db: TenantDatabase): Promise<void> {
  await db.run(sql`
    insert into identity.setting (tenant_id, key, value) values (${db.tenantId}, 'sending.mode', '"live"'), (${db.tenantId}, 'golive.waive', '"yes"')
  `);
}

/** Writes the messages of a transaction that share a key as one mail, the first of them (by subject) being the one whose mail it is. */
export function pairComposer(): Composer {
  const gathering = new WeakMap<object, OutboxMessage[]>();
  return async (tx, message, now) => {
    const all = gathering.get(tx) ?? [];
    gathering.set(tx, all);
    all.push(message);
    // Those of one transaction are written at once.
    await Promise.resolve();
    const alone = await plainComposer(tx, message, now);
    const pair = all
      .filter((other) => other.togetherKey !== null && other.togetherKey === message.togetherKey)
      .toSorted((left, right) => left.subject.localeCompare(right.subject));
    const [leader] = pair;
    if (alone.kind !== 'send' || !leader || pair.length < 2) return alone;
    const words = { subject: message.subject, text: 'A part.', html: '<p>A part.</p>' };
    return {
      ...alone,
      together: {
        leaderId: leader.id,
        count: pair.length,
        entityId: message.entityId,
        part: words,
        ...(leader === message ? { whole: { ...words, text: 'Both parts.', html: '<p>Both parts.</p>' } } : {}),
      },
    };
  };
}
