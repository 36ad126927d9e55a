import type { OutsideAnswer } from '../../../platform/outbound/index.ts';

export type Outcome =
  | 'delivered'
  | 'rejected'
  | 'redirect'
  | 'gone'
  | 'timeout'
  | 'unreachable'
  | 'address-not-public'
  | 'url-not-allowed'
  | 'lost';

// Standard Webhooks' schedule: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h.
const delaysSeconds = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
const jitter = 0.2;
const longestRestSeconds = 86_400;
const restFromFailures = 5;
/** An endpoint that answered nothing but failures for so long is switched off. */
export const disableAfterHours = 5 * 24;

/** When to try again after `failures` tries that failed; undefined once the schedule is over. `random` in [0, 1) spreads what failed together over a fifth more. */
export function nextTry(failures: number, now: Temporal.Instant, random: number): Temporal.Instant | undefined {
  const delay = delaysSeconds[failures];
  return delay === undefined ? undefined : later(now, delay * (1 + jitter * random));
}

/**
 * Until when an endpoint as a whole is left in peace: what it asks for itself (Retry-After of 429 and 503, a day at most), or, from five failures
 * in a row on, 2 s, 4 s … 5 min, so that a queue behind a dead receiver does not wait out one time limit after the other.
 */
export function restUntil(
  failures: number,
  retryAfter: Temporal.Instant | undefined,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  if (retryAfter) {
    const longest = later(now, longestRestSeconds);
    return Temporal.Instant.compare(retryAfter, longest) > 0 ? longest : retryAfter;
  }
  if (failures < restFromFailures) return undefined;
  return later(now, Math.min(300, 2 ** (failures - restFromFailures + 1)));
}

/** How a try ended. 2xx is taken, 410 means never again, all else is tried again. */
export function outcomeOf(answer: OutsideAnswer): Outcome {
  if (answer.kind === 'answered') {
    if (answer.status >= 200 && answer.status < 300) return 'delivered';
    return answer.status === 410 ? 'gone' : 'rejected';
  }
  switch (answer.failure) {
    case 'redirect':
    case 'timeout':
    case 'address-not-public':
      return answer.failure;
    case 'aborted':
      return 'lost';
    case 'url-unreadable':
    case 'url-scheme':
    case 'url-credentials':
      return 'url-not-allowed';
    case 'name-unknown':
    case 'unreachable':
      return 'unreachable';
  }
}

/** What a busy receiver asks for: Retry-After in seconds or as a date (RFC 9110 §10.2.3), of a 429 or 503 only. */
export function retryAfterOf(answer: OutsideAnswer, now: Temporal.Instant): Temporal.Instant | undefined {
  if (answer.kind !== 'answered' || (answer.status !== 429 && answer.status !== 503)) return undefined;
  const text = answer.headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return later(now, Number(text));
  const millis = /^[A-Z][a-z]{2}, \d{2} /.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis) || millis <= now.epochMilliseconds) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(millis);
}

function later(now: Temporal.Instant, seconds: number): Temporal.Instant {
  return now.add({ milliseconds: Math.round(seconds * 1000) });
}
