import type { TenantDatabase } from '../../../platform/database/index.ts';
import type { MessageChannel, OutboxMessage } from '../message.ts';
import { claimMessages, giveBack } from './claim.ts';
import type { Call, Written } from './write-messages.ts';

// Who paid or wrote meanwhile is seen the second a message leaves (T1). What is not looked at then, the settings, the texts, the hour, is this old at most.
const freshForMs = 5000;
const mostAtOnce = 400;

type Ready = { readonly call: Extract<Written, { kind: 'call' }>; readonly writtenAt: number };
export type FeedOptions = {
  readonly db: TenantDatabase;
  readonly sessionId: string;
  readonly now: () => Temporal.Instant;
  /** Messages at most. */
  readonly limit: number;
  readonly lanes: number;
  readonly write: (messages: readonly OutboxMessage[]) => Promise<Written[]>;
  /** Told of those that turned out not to be for sending. */
  readonly ended: (message: OutboxMessage, written: Exclude<Written, { kind: 'call' | 'rides' | 'again' }>) => Promise<void>;
};

/** The messages due when the run began: claimed and written a batch at a time, in the background while others are handed over, and given out one by one. */
export function messageFeed({ db, sessionId, now, limit, lanes, write, ended }: FeedOptions) {
  const dueAt = now();
  const ready: Ready[] = [];
  let stale: OutboxMessage[] = [];
  // Channels nobody answers at: their messages keep their turn, the others go on.
  const resting = new Set<MessageChannel>();
  const parked: OutboxMessage[] = [];
  let size = lanes * 2;
  let left = limit;
  // What was written too early: its lanes are slower than thought.
  let late = false;
  let stopped = false;
  let filling: Promise<void> | undefined;

  async function claimed(): Promise<OutboxMessage[]> {
    if (left <= 0) return [];
    const found = await claimMessages(db, { sessionId, limit: Math.min(size, left), except: [...resting], dueAt, now: now() });
    left = found.length === 0 ? 0 : left - found.length;
    return found;
  }

  async function fill(): Promise<void> {
    // Slower lanes, smaller batches: what is written is to leave at once.
    size = late ? Math.max(lanes, Math.floor(size / 2)) : Math.min(mostAtOnce, size * 2);
    late = false;
    const messages = stale.length > 0 ? stale.splice(0) : await claimed();
    if (messages.length === 0) return;
    const written = await write(messages);
    const writtenAt = performance.now();
    for (const [index, message] of messages.entries()) {
      const one = written[index];
      if (one?.kind === 'call') ready.push({ call: one, writtenAt });
      else if (one?.kind === 'again') stale.push({ ...message, written: true });
      else if (one && one.kind !== 'rides') await ended(message, one);
    }
  }

  function again(call: Call): void {
    stale.push(...messagesOf(call).map((message) => ({ ...message, written: true })));
  }

  function begin(): void {
    filling ??= fill().finally(() => {
      filling = undefined;
    });
    // Whoever waits for it hears of its failure; nobody may be waiting yet.
    filling.catch(() => undefined);
  }

  /** A message that may leave, or nothing for the moment. */
  function take(): Call | undefined {
    for (let one = ready.shift(); one; one = ready.shift()) {
      if (stopped || resting.has(one.call.message.channel)) parked.push(...messagesOf(one.call));
      else if (performance.now() - one.writtenAt > freshForMs) {
        late = true;
        again(one.call);
      } else {
        if (ready.length < size && (left > 0 || stale.length > 0)) begin();
        return one.call;
      }
    }
    return undefined;
  }

  return {
    take,
    /** Has a message written again that was given out and did not leave. */
    again,
    async next(): Promise<Call | undefined> {
      for (;;) {
        const call = take();
        if (call) return call;
        if (stopped || (left <= 0 && stale.length === 0 && !filling)) return undefined;
        begin();
        await filling;
      }
    },
    stop(): void {
      stopped = true;
    },
    rest(channel: MessageChannel): void {
      resting.add(channel);
    },
    async end(): Promise<void> {
      await filling?.catch(() => undefined);
      const unused = [...ready.splice(0).flatMap(({ call }) => messagesOf(call)), ...stale, ...parked.splice(0)];
      stale = [];
      if (unused.length > 0)
        await giveBack(
          db,
          sessionId,
          unused.map((message) => message.id),
        );
    },
  };
}

/** The messages a call carries, its own first. */
function messagesOf({ message, riders }: Call): OutboxMessage[] {
  return [message, ...riders.map((rider) => rider.message)];
}
