import type { OutsideAllowance } from '../../../platform/outbound/index.ts';
import { type Sql, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import type { Carriers, Delivery as Delivered, Transport } from '../transports/transport.ts';
import type { Composers, OutboxHooks } from './composer.ts';
import { messageFeed } from './message-feed.ts';
import type { MakePdf } from '../make-pdf.ts';
import { openPacking } from './pack.ts';
import { recoverLost } from './recover-lost.ts';
import { knowsMailServer, sendingMode, type SendingMode } from './sending-mode.ts';
import { openSession } from './session.ts';
import { type Begun, type Done, takingTurns, type Turn } from './take-turns.ts';
import { openWays } from './ways.ts';
import { type Call, writeMessages, type Writing } from './write-messages.ts';

/** How messages leave: made once by main, for every tenant. */
export type Delivery = {
  /** The mail server; absent until one is set: then mail goes to the local mailbox. */
  readonly smtp?: Transport | undefined;
  /** Who carries text messages and letters; by a channel that nobody carries nothing leaves. */
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
  /** Conversations with the mail server at once, in place of the setting. */
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
  const { mode, unmet, leaves, maxBytes, connections } = await sendingMode(db);
  if (unmet.length === 0) {
    if (mode !== 'test') await beforeLeaving(db, delivery, leaves);
    const session = await openSession(db);
    try {
      await sendClaimed(
        { ...delivery, db, sessionId: session.id, leaves, maxBytes },
        { ...options, connections: options.connections ?? connections },
        counts,
      );
    } finally {
      await session.end();
    }
  }
  return { ...counts, mode, unmet, queue: await queueTotals(db) };
}

async function beforeLeaving(db: TenantDatabase, { hooks, smtp, now }: Delivery, leaves: Sql): Promise<void> {
  if (!hooks.beforeLeaving) return;
  const leaving = { leaves, mailServer: await knowsMailServer(db, smtp !== undefined), now: now() };
  await db.transaction(async (tx) => hooks.beforeLeaving?.(tx, leaving));
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
  readonly leaves: Writing['leaves'];
  readonly maxBytes: number;
};

async function sendClaimed(
  sending: Sending,
  { connections: lanes, ...options }: SendOptions & { readonly connections: number },
  counts: Counts,
): Promise<void> {
  const ways = await openWays(sending.db, sending);
  const pack = openPacking(sending.db, { makePdf: sending.makePdf, maxBytes: sending.maxBytes, dkimOf: ways.dkimOf });
  const turn = takingTurns(sending);
  const feed = messageFeed({
    ...sending,
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    lanes,
    write: async (messages) => {
      await ways.open(messages.map((message) => message.channel));
      return writeMessages({ ...sending, senders: ways.senders, wayOf: ways.nameOf }, messages);
    },
    ended: async (message, written) => {
      if (written.kind === 'ended') counts[written.as] += 1;
      else if (written.kind === 'fault')
        await tell({
          done: { messageId: message.id, riders: [], startedAt: sending.now(), outcome: 'fault', detail: written.detail },
        });
    },
  });

  async function tell(said: Turn): Promise<Begun | undefined> {
    const { recorded, begun } = await turn(said);
    const messages = 1 + (said.done?.riders.length ?? 0);
    if (recorded === 'waiting') counts.postponed += messages;
    else if (recorded !== undefined && recorded !== 'lost') counts[recorded] += messages;
    return begun;
  }

  async function handOver(call: Call): Promise<Ending> {
    const packed = await pack(call);
    if (packed.kind === 'not') return packed.outcome;
    return (await ways.transportFor(call.message.channel, call.route.transport, call.sender)).deliver(packed.parcel);
  }

  async function lane(): Promise<void> {
    let done: Done | undefined;
    for (;;) {
      if (options.signal?.aborted) feed.stop();
      let call = feed.take();
      // What has left is written down before one waits for anything else.
      if (!call && done) {
        await tell({ done });
        done = undefined;
      }
      call ??= await feed.next();
      if (!call) return;
      const startedAt = sending.now();
      const riders = call.riders.map((rider) => rider.message.id);
      const begun = await tell({ done, next: { messageId: call.message.id, seen: call.seen, riders } });
      done = undefined;
      // Neither is one to hand over that was recalled meanwhile, or taken over by someone who believed us gone.
      if (begun === 'changed') feed.again(call);
      if (begun !== 'calling') continue;
      const ending = await handOver(call);
      if ('unreachable' in ending) feed.rest(call.message.channel);
      done = { messageId: call.message.id, riders, startedAt, ...ending };
    }
  }

  const ended = await Promise.allSettled(
    Array.from({ length: lanes }, () =>
      lane().catch((error: unknown) => {
        feed.stop();
        throw error;
      }),
    ),
  );
  await feed.end();
  await ways.close();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

// Of an outcome, what its delivery says.
type Ending = Delivered | { readonly outcome: 'fault'; readonly detail: string };
