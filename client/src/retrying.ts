export type RetryOptions = {
  /** How often a call is tried again at most (4). */
  readonly retries?: number | undefined;
  /** How long to wait; for tests. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined;
};

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/**
 * `fetch` that does not give up at once: 429, 503 and a first request that still runs (409 with `Retry-After`) are waited for, a broken
 * connection is tried again. Every change carries an `Idempotency-Key`, the same for all tries of one call, so that it is done once. A body
 * that streams can be sent once only: it is never tried again.
 */
export function retrying(send: typeof fetch, options: RetryOptions = {}): typeof fetch {
  const { retries = 4, wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) } = options;
  return async (input, init) => {
    const request = withIdempotencyKey(init);
    const once = request.body instanceof ReadableStream;
    for (let tried = 0; ; tried += 1) {
      const last = once || tried >= retries;
      const answer = await send(input, request).catch((error: unknown) => {
        if (last || request.signal?.aborted) throw error;
        return undefined;
      });
      if (answer && (last || !isPassing(answer))) return answer;
      await answer?.body?.cancel();
      await wait(pauseAfter(answer, tried));
    }
  };
}

function withIdempotencyKey(init: RequestInit = {}): RequestInit {
  const method = (init.method ?? 'GET').toUpperCase();
  const headers = new Headers(init.headers);
  // Files and lines need none: the same ones twice change nothing.
  const plain = init.body === undefined || init.body === null || headers.get('content-type') === 'application/json';
  if (method !== 'GET' && method !== 'HEAD' && plain && !headers.has('idempotency-key'))
    headers.set('idempotency-key', crypto.randomUUID());
  return { ...init, headers };
}

function isPassing(answer: Response): boolean {
  return answer.status === 429 || answer.status === 503 || (answer.status === 409 && answer.headers.has('retry-after'));
}

// Doubled each time, with some chance in it, so that programs refused together do not come back together.
function pauseAfter(answer: Response | undefined, tried: number): number {
  const asked = Number(answer?.headers.get('retry-after'));
  if (answer?.headers.has('retry-after') && Number.isFinite(asked)) return Math.min(asked * 1000, 2 * longestWaitMs);
  return Math.min(firstWaitMs * 2 ** tried * (0.5 + Math.random()), longestWaitMs);
}
