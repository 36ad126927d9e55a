import type { FastifyReply } from 'fastify';
import { Refusal } from '../../kernel/refusals.ts';
import type { Caller } from './implement.ts';
import { networkOf } from './network-of.ts';

type Window = { minute: number; count: number };

// The screens ask in bursts while a person scrolls: a session has more than a program.
const sessionFactor = 5;
const mostWindows = 50_000;

/**
 * Counts requests in whole minutes: a key has `perMinute`, a session five times that, and a network (one IPv4 address, 64 bits of IPv6)
 * `perMinute` requests without a caller (public routes, wrong tokens). Counted in this process alone: behind n nodes the limit is up to n times as much, which is enough to
 * stop a loop gone wild and needs no round trip. Zero means no limit. Above it: 429 with `Retry-After`.
 */
export function requestLimits(perMinute: number, now: () => Temporal.Instant) {
  const windows = new Map<string, Window>();
  let sweptIn = 0;

  const windowOf = (who: string): Window & { resetsIn: number } => {
    const seconds = Math.floor(now().epochMilliseconds / 1000);
    const minute = Math.floor(seconds / 60);
    let window = windows.get(who);
    if (window?.minute !== minute) {
      // Those of past minutes go all at once, and beyond the most nothing is kept: memory and work stay bounded whoever calls.
      if (windows.size >= mostWindows && sweptIn !== minute) {
        for (const [name, old] of windows) if (old.minute !== minute) windows.delete(name);
        sweptIn = minute;
      }
      window = { minute, count: 0 };
      if (windows.size < mostWindows) windows.set(who, window);
    }
    return Object.assign(window, { resetsIn: 60 - (seconds % 60) });
  };
  const say = (reply: FastifyReply, limit: number, used: number, resetsIn: number): void => {
    void reply
      .header('ratelimit-limit', limit)
      .header('ratelimit-remaining', Math.max(0, limit - used))
      .header('ratelimit-reset', resetsIn);
  };
  const refuse = (reply: FastifyReply, resetsIn: number): never => {
    void reply.header('retry-after', resetsIn);
    throw new Refusal('http.too-many', 'too-many');
  };

  return {
    /** Counts a caller's request and says what is left; refuses it when nothing is. */
    count(caller: Caller, reply: FastifyReply): void {
      if (perMinute === 0) return;
      const limit = caller.kind === 'key' ? perMinute : perMinute * sessionFactor;
      const window = windowOf(`${caller.kind} ${caller.tenantId} ${caller.personId}`);
      window.count += 1;
      say(reply, limit, window.count, window.resetsIn);
      if (window.count > limit) refuse(reply, window.resetsIn);
    },
    /** Counts a request of an address that is nobody's. */
    countStranger(address: string): void {
      if (perMinute > 0) windowOf(`network ${networkOf(address)}`).count += 1;
    },
    /** Refuses an address that asked too much without a caller, before its token is even looked up. */
    assertAddress(address: string, reply: FastifyReply): void {
      if (perMinute === 0) return;
      const window = windowOf(`network ${networkOf(address)}`);
      if (window.count < perMinute) return;
      say(reply, perMinute, window.count, window.resetsIn);
      refuse(reply, window.resetsIn);
    },
  };
}
