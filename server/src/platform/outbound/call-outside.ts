import { lookup as lookUpName } from 'node:dns/promises';
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type OutsideAllowance, readOutsideUrl, type UrlProblem } from './outside-url.ts';
import { isPublicAddress } from './public-address.ts';

export type ResolvedAddress = { readonly address: string; readonly family: number };
/** All addresses of a name. */
export type Lookup = (host: string) => Promise<readonly ResolvedAddress[]>;

export type OutsideCall = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For everything: the name, the connection, the answer to its last byte. */
  readonly timeoutMs: number;
  /** What is kept of the answer; the rest is not read. */
  readonly maxAnswerBytes: number;
  readonly allow?: OutsideAllowance;
  /** Tests give their own; the system's, else. */
  readonly lookup?: Lookup;
  /** Aborted when the program stops. */
  readonly signal?: AbortSignal;
};

export type OutsideFailure = UrlProblem | 'name-unknown' | 'unreachable' | 'timeout' | 'redirect' | 'aborted';

export type OutsideAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingMessage['headers'];
      readonly body: Buffer;
      /** The answer was longer than what is kept. */
      readonly truncated: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly failure: OutsideFailure;
      readonly detail: string;
      /** Of a redirect. */
      readonly status?: number;
    };

class CallFailure extends Error {
  readonly failure: OutsideFailure;
  readonly status: number | undefined;
  constructor(failure: OutsideFailure, detail: string, status?: number) {
    super(detail);
    this.failure = failure;
    this.status = status;
  }
}

/**
 * The one door for HTTP to an address that a tenant's settings chose. Every address of the name must be public, and the connection goes to
 * those that were checked and to no other (no second look-up: a name cannot change its mind in between). Redirects are not followed,
 * answers not decompressed, proxies of the environment not used. Never throws for what the other side does.
 */
export async function callOutside(call: OutsideCall): Promise<OutsideAnswer> {
  const read = readOutsideUrl(call.url, call.allow);
  if (read.kind === 'bad') return { kind: 'failed', failure: read.problem, detail: read.problem };
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new CallFailure('timeout', `no complete answer within ${call.timeoutMs} ms`)),
    call.timeoutMs,
  );
  const stop = (): void => over.abort(new CallFailure('aborted', 'stopped on our side'));
  call.signal?.addEventListener('abort', stop);
  if (call.signal?.aborted) stop();
  try {
    const addresses = await resolved(read.host, read.allowed, call.lookup ?? systemLookup, over.signal);
    return await exchange(call, read.url, addresses, over.signal);
  } catch (error) {
    if (error instanceof CallFailure)
      return {
        kind: 'failed',
        failure: error.failure,
        detail: error.message,
        ...(error.status === undefined ? {} : { status: error.status }),
      };
    return { kind: 'failed', failure: 'unreachable', detail: detailOf(error) };
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', stop);
  }
}

const systemLookup: Lookup = (host) => lookUpName(host, { all: true, order: 'verbatim' });

async function resolved(host: string, allowed: boolean, lookup: Lookup, over: AbortSignal): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host);
  // Judged with the URL; the socket is given the address itself and looks nothing up.
  if (family !== 0) return [{ address: host, family }];
  const addresses = await untilOver(
    lookup(host).catch((error: unknown) => {
      throw new CallFailure('name-unknown', detailOf(error));
    }),
    over,
  );
  if (addresses.length === 0) throw new CallFailure('name-unknown', 'the name has no address');
  // One bad address among good ones is refused too: which of them is called would be the other side's choice.
  if (!allowed && !addresses.every((one) => isPublicAddress(one.address)))
    throw new CallFailure('address-not-public', 'the name leads to an address that is not public');
  return addresses;
}

function exchange(call: OutsideCall, url: URL, addresses: readonly ResolvedAddress[], over: AbortSignal): Promise<OutsideAnswer> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const options: RequestOptions = {
      method: call.method,
      // An agent of its own: no connection of another call, no proxy that the environment names.
      agent: secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
      lookup: pinnedTo(addresses),
      // Given by hand so that nothing is compressed; a bomb stays as small as it came.
      headers: {
        ...call.headers,
        'accept-encoding': 'identity',
        ...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
      },
      maxHeaderSize: 16_384,
      signal: over,
    };
    const failed = (error: unknown): void => reject(over.aborted ? over.reason : error);
    const request = (secure ? httpsRequest : httpRequest)(url, options, (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        request.destroy();
        reject(new CallFailure('redirect', `answered ${status}: redirects are not followed`, status));
        return;
      }
      readAnswer(response, call.maxAnswerBytes).then(({ body, truncated }) => {
        request.destroy();
        resolve({ kind: 'answered', status, headers: response.headers, body, truncated });
      }, failed);
    });
    request.on('error', failed);
    request.end(call.body);
  });
}

/** A look-up that knows only the addresses checked before, in the two forms a socket may ask for. */
function pinnedTo(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_, options, answer) => {
    const [first] = addresses;
    if (!first) answer(new Error('no address'), '');
    else if (options.all)
      answer(
        null,
        addresses.map((one) => ({ ...one })),
      );
    else answer(null, first.address, first.family);
  };
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<{ body: Buffer; truncated: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response) {
    // The cast: a response without encoding gives buffers.
    const bytes = piece as Buffer;
    pieces.push(bytes);
    size += bytes.length;
    if (size > maxBytes) break;
  }
  return { body: Buffer.concat(pieces).subarray(0, maxBytes), truncated: size > maxBytes };
}

// A name server's answer cannot be taken back; we only stop waiting for it.
function untilOver<T>(work: Promise<T>, over: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    over.addEventListener('abort', () => reject(over.reason), { once: true });
    if (over.aborted) reject(over.reason);
    work.then(resolve, reject);
  });
}

function detailOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(detailOf).join('; ').slice(0, 300);
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  // The code alone: messages of the system hold addresses of our own network.
  return (code ?? message ?? 'unknown').slice(0, 300);
}
