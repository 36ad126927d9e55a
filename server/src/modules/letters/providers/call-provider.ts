import { callOutside, type OutsideAllowance, type OutsideAnswer } from '../../../platform/outbound/index.ts';
import type { DeliveryOutcome } from '../../messages/index.ts';
import type { ProviderCheck } from './letter-provider.ts';

/** How a provider is reached; `baseUrl` is its own, but for a test of ours. */
export type Reach = { readonly baseUrl: string; readonly allow?: OutsideAllowance | undefined };

const patienceMs = 60_000;
// A letter of proof scanned in colour is a few megabytes.
const maxAnswerBytes = 25_000_000;

export function ask(reach: Reach, path: string, headers: Readonly<Record<string, string>>): Promise<OutsideAnswer> {
  return callOutside({
    url: path.startsWith('http') ? path : reach.baseUrl + path,
    method: 'GET',
    headers,
    timeoutMs: patienceMs,
    maxAnswerBytes,
    ...(reach.allow === undefined ? {} : { allow: reach.allow }),
  });
}

/** Posts a form with files, as a browser would (multipart/form-data). */
export async function postForm(
  reach: Reach,
  path: string,
  headers: Readonly<Record<string, string>>,
  form: FormData,
): Promise<OutsideAnswer> {
  // The platform's own encoder; a letter is in memory anyway.
  const encoded = new Response(form);
  return callOutside({
    url: reach.baseUrl + path,
    method: 'POST',
    headers: { ...headers, 'content-type': encoded.headers.get('content-type') ?? 'multipart/form-data' },
    body: new Uint8Array(await encoded.arrayBuffer()),
    timeoutMs: patienceMs,
    maxAnswerBytes,
    ...(reach.allow === undefined ? {} : { allow: reach.allow }),
  });
}

// The connection never came about: certain not to have been heard.
const unheard = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTDOWN']);

/** A failed call as the outbox sees it: what may have been heard is uncertain and never tried again by itself. */
export function failureOf(answer: Extract<OutsideAnswer, { kind: 'failed' }>): DeliveryOutcome {
  const { failure, detail } = answer;
  if (failure === 'timeout' || failure === 'aborted' || (failure === 'unreachable' && !unheard.has(detail)))
    return { outcome: 'uncertain', detail };
  return { outcome: 'temporary', detail, unreachable: true };
}

/** An error status as the outbox sees it: 429 and 503 turned us away before anything happened, any other 5xx may come after it. */
export function statusFailure(status: number, words: string): DeliveryOutcome {
  const detail = `${status} ${words}`.slice(0, 500);
  if (status === 429 || status === 503) return { outcome: 'temporary', detail };
  // The key is wrong or the account is empty: nobody's letter is at fault, and the next would fare no better.
  if (status === 401 || status === 402 || status === 403) return { outcome: 'temporary', detail, unreachable: true };
  if (status >= 500 || status === 408) return { outcome: 'uncertain', detail };
  return { outcome: 'permanent', code: 'refused-by-provider', detail };
}

export function checkOf(answer: OutsideAnswer, words: (body: Buffer) => string): ProviderCheck {
  if (answer.kind === 'failed') return { outcome: 'unreachable', detail: answer.detail };
  const { status, body } = answer;
  return status < 300
    ? { outcome: 'ok', detail: '' }
    : { outcome: status >= 500 ? 'unreachable' : 'refused', detail: `${status} ${words(body)}`.slice(0, 300) };
}

/** An answer's JSON object; undefined for anything else. */
export function jsonOf(body: Buffer | string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    // The cast: an object's fields are unknown until each is looked at.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
