import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutsideAnswer } from '../../../platform/outbound/index.ts';
import { nextTry, outcomeOf, restUntil, retryAfterOf } from './schedule.ts';

const now = Temporal.Instant.from('2026-03-31T08:00:00Z');
const seconds = (until: Temporal.Instant | undefined): number | undefined => until && now.until(until).total('seconds');
const answered = (status: number, headers: Record<string, string> = {}): OutsideAnswer => ({
  kind: 'answered',
  status,
  headers,
  body: Buffer.from(''),
  truncated: false,
});

test('the pauses are those of Standard Webhooks: ten tries over about three days', () => {
  const pauses = Array.from({ length: 11 }, (_, failures) => seconds(nextTry(failures, now, 0)));
  expect(pauses).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
});

test('what failed together does not come back together, and never early', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
      const [exact, spread] = [seconds(nextTry(failures, now, 0)) ?? 0, seconds(nextTry(failures, now, random)) ?? 0];
      expect(spread).toBeGreaterThanOrEqual(exact);
      expect(spread).toBeLessThanOrEqual(exact * 1.2);
    }),
  );
});

test('2xx is taken, 410 is for ever, everything else is tried again', () => {
  for (const status of [200, 201, 202, 204, 299]) expect(outcomeOf(answered(status))).toBe('delivered');
  expect(outcomeOf(answered(410))).toBe('gone');
  for (const status of [400, 401, 404, 408, 429, 500, 503]) expect(outcomeOf(answered(status))).toBe('rejected');
  expect(outcomeOf({ kind: 'failed', failure: 'redirect', detail: '', status: 301 })).toBe('redirect');
  expect(outcomeOf({ kind: 'failed', failure: 'name-unknown', detail: '' })).toBe('unreachable');
  expect(outcomeOf({ kind: 'failed', failure: 'url-credentials', detail: '' })).toBe('url-not-allowed');
});

test('Retry-After counts for 429 and 503, in seconds or as a date, and not when it is unreadable or past', () => {
  const after = (status: number, text: string) => seconds(retryAfterOf(answered(status, { 'retry-after': text }), now));
  expect(after(429, '120')).toBe(120);
  expect(after(503, ' 5 ')).toBe(5);
  expect(after(503, 'Tue, 31 Mar 2026 08:10:00 GMT')).toBe(600);
  for (const text of ['', 'soon', '-5', '1e3', '99999999999999', 'Tue, 31 Mar 2026 07:00:00 GMT', '2026-03-31'])
    expect(after(429, text), text).toBeUndefined();
  expect(after(500, '120')).toBeUndefined();
  expect(retryAfterOf(answered(429), now)).toBeUndefined();
});

test('a dead receiver is left in peace a little longer each time, five minutes at most; one that asks, a day at most', () => {
  const rests = [1, 4, 5, 6, 7, 12, 13, 40, 5000].map((failures) => seconds(restUntil(failures, undefined, now)));
  expect(rests).toEqual([undefined, undefined, 2, 4, 8, 256, 300, 300, 300]);
  expect(seconds(restUntil(0, now.add({ seconds: 90 }), now))).toBe(90);
  expect(seconds(restUntil(0, now.add({ hours: 1000 }), now))).toBe(86_400);
});
