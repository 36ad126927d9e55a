import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { MessageChannel, OutboxMessage } from '../message.ts';
import type { Carriers, Transport } from '../transports/transport.ts';
import { type Begun, beginCalls } from './begin-calls.ts';
import { claimMessages, giveBack } from './claim.ts';
import type { Composers, OutboxHooks } from './composer.ts';
import { inBatches } from './in-batches.ts';
import { type MakePdf, openPacking } from './pack.ts';
import { type Outcome, type Recorded, recordOutcomes } from './record-outcomes.ts';
import { recoverLost } from './recover-lost.ts';
import { sendingMode, type SendingMode } from './sending-mode.ts';
import { openSession } from './session.ts';
import type { OutsideAllowance } from '../../../platform/outbound/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { openWays } from './ways.ts';

/** How messages leave: made once by main, for every tenant. */
export type Delivery = {
  /** The mail server; absent until one is set: then everything goes to the local mailbox. */
  readonly smtp?: Transport | undefined;
  /** Who carries text messages and letters; nobody: the local mailbox. */
  readonly carriers?: Carriers | undefined;
  readonly makePdf?: MakePdf | undefined;
  /** Opens what mailboxes keep sealed: their server's password, the key they sign with. */
  readonly keyring?: (() => Promise<Keyring>) | undefined;
  /** `host:port` of mail servers that may be called although they are not public. */
  readonly outboundAllow?: OutsideAllowance | undefined;
  readonly composers: Composers;
  readonly hooks: OutboxHooks;
  readonly now: () => Temporal.Instant;
};
export type SendOptions = {
  /** Messages at most. */
  readonly limit?: number | undefined;
  /** Conversations with the mail server at once. */
  readonly connections?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};
export type QueueTotals = {
  waiting: number;
  calling: number;
  /** Printed, not posted yet. */
  handed: number;
  sent: number;
  cancelled: number;
  failed: number;
  uncertain: number;
};
export type SendOutcome = {
  readonly sent: number;
  readonly handed: number;
  readonly cancelled: number;
  readonly failed: number;
  readonly uncertain: number;
  readonly postponed: number;
  readonly mode: 'test' | 'pilot' | 'live';
  readonly unmet: SendingMode['unmet'];
  readonly queue: QueueTotals;
};

type Counts = { sent: number; handed: number; cancelled: number; failed: number; uncertain: number; postponed: number };
const standardConnections = 10;

/** Delivers what is due in a tenant's queue. Each message leaves once: claimed, written, `calling` committed, handed over, its outcome recorded; run it from as many places at once as you like. */
export async function sendQueue(db: TenantDatabase, delivery: Delivery, options: SendOptions = {}): Promise<SendOutcome> {
  const recovered = await recoverLost(db, delivery.now(), delivery.hooks);
  const counts: Counts = {
    sent: recovered.sent,
    handed: 0,
    cancelled: 0,
    failed: 0,
    uncertain: recovered.uncertain,
    postponed: 0,
  };
  const { mode, unmet, leaves, maxBytes } = await sendingMode(db);
  if (unmet.length === 0) {
    const session = await openSession(db);
    try {
      await sendClaimed({ ...delivery, db, sessionId: session.id, leaves, maxBytes }, options, counts);
    } finally {
      await session.end();
    }
  }
  return { ...counts, mode, unmet, queue: await queueTotals(db) };
}

/** Where every message of the tenant stands, since the start; what a worker has in hand but not begun still waits. */
export async function queueTotals(db: TenantDatabase): Promise<QueueTotals> {
  return db.one<QueueTotals>(sql`
    select
      (count(*) filter (where state in ('waiting', 'claimed')))::int as waiting,
      (count(*) filter (where state = 'calling'))::int as calling,
      (count(*) filter (where state = 'handed'))::int as handed,
      (count(*) filter (where state = 'sent'))::int as sent,
      (count(*) filter (where state = 'cancelled'))::int as cancelled,
      (count(*) filter (where state = 'failed'))::int as failed,
      (count(*) filter (where state = 'uncertain'))::int as uncertain
    from messages.message
  `);
}

type Sending = Delivery & {
  readonly db: TenantDatabase;
  readonly sessionId: string;
  readonly leaves: Parameters<typeof beginCalls>[0]['leaves'];
  readonly maxBytes: number;
};

async function sendClaimed(sending: Sending, options: SendOptions, counts: Counts): Promise<void> {
  const lanes = options.connections ?? standardConnections;
  const feed = messageFeed(sending, { limit: options.limit ?? Number.POSITIVE_INFINITY, batch: lanes * 8 });
  const ways = await openWays(sending.db, sending);
  const pack = openPacking(sending.db, { makePdf: sending.makePdf, maxBytes: sending.maxBytes, dkimOf: ways.dkimOf });
  // Lanes that wait for the database at the same moment share one transaction; never more are `calling` than there are lanes.
  const begin = inBatches<OutboxMessage, Begun>(async (messages) => {
    await ways.open(messages.map((message) => message.channel));
    return beginCalls({ ...sending, senders: ways.senders, wayOf: ways.nameOf }, messages);
  });
  const record = inBatches<Outcome, Recorded>((outcomes) => recordOutcomes(sending, outcomes));

  async function sendOne(message: OutboxMessage): Promise<void> {
    const startedAt = sending.now();
    const begun = await begin(message);
    if (begun.kind === 'lost') return;
    if (begun.kind === 'ended') {
      counts[begun.as] += 1;
      return;
    }
    const outcome = begun.kind === 'fault' ? { outcome: 'fault' as const, detail: begun.detail } : await handOver(begun);
    const recorded = await record({ messageId: message.id, startedAt, ...outcome });
    if (recorded === 'waiting') counts.postponed += 1;
    else if (recorded !== 'lost') counts[recorded] += 1;
    if ('unreachable' in outcome) feed.rest(message.channel);
  }

  async function handOver(call: Extract<Begun, { kind: 'call' }>) {
    const packed = await pack(call);
    if (packed.kind === 'not') return packed.outcome;
    return (await ways.transportFor(call.message.channel, call.route.transport, call.sender)).deliver(packed.parcel);
  }

  const lane = async (): Promise<void> => {
    for (let message = await feed.next(); message; message = await feed.next()) {
      if (options.signal?.aborted) feed.stop();
      await sendOne(message).catch((error: unknown) => {
        feed.stop();
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  await feed.end();
  await ways.close();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** The messages due when the run began, claimed a batch at a time and handed out one by one. */
function messageFeed(sending: Sending, { limit, batch }: { readonly limit: number; readonly batch: number }) {
  const dueAt = sending.now();
  const inHand: OutboxMessage[] = [];
  // Channels nobody answers at: their messages keep their turn, the others go on.
  const resting = new Set<MessageChannel>();
  const parked: OutboxMessage[] = [];
  let left = limit;
  let stopped = false;
  let claiming: Promise<void> | undefined;

  async function claim(): Promise<void> {
    const claimed = await claimMessages(sending.db, {
      sessionId: sending.sessionId,
      limit: Math.min(batch, left),
      except: [...resting],
      dueAt,
      now: sending.now(),
    });
    left = claimed.length === 0 ? 0 : left - claimed.length;
    inHand.push(...claimed);
  }

  return {
    async next(): Promise<OutboxMessage | undefined> {
      for (;;) {
        if (stopped) return undefined;
        const message = inHand.shift();
        if (message && !resting.has(message.channel)) return message;
        if (message) {
          parked.push(message);
          continue;
        }
        if (left <= 0) return undefined;
        claiming ??= claim().finally(() => {
          claiming = undefined;
        });
        await claiming;
      }
    },
    stop(): void {
      stopped = true;
    },
    rest(channel: MessageChannel): void {
      resting.add(channel);
    },
    async end(): Promise<void> {
      await claiming?.catch(() => undefined);
      const unused = [...inHand.splice(0), ...parked.splice(0)];
      if (unused.length > 0)
        await giveBack(
          sending.db,
          sending.sessionId,
          unused.map((message) => message.id),
        );
    },
  };
}
