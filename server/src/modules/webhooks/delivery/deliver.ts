import type { TenantDatabase } from '../../../platform/database/index.ts';
import { callOutside, type Lookup, type OutsideAllowance, type OutsideAnswer } from '../../../platform/outbound/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { signatureOf, timestampOf } from '../signing.ts';
import { callTimeoutMs, type Claimed, claimNext } from './claim.ts';
import { recordTry } from './record-try.ts';
import { outcomeOf, retryAfterOf } from './schedule.ts';

const keptAnswerBytes = 1000;

/** How this installation sends webhooks. */
export type Sending = {
  /** Opened when first needed: its key may have to be made. */
  readonly keyring: () => Promise<Keyring>;
  readonly allow: OutsideAllowance;
  readonly now: () => Temporal.Instant;
  /** In [0, 1). */
  readonly random: () => number;
  /** Tests give their own resolver and patience. */
  readonly lookup?: Lookup;
  readonly timeoutMs?: number;
  /** Aborted when the program stops: calls under way are given back. */
  readonly signal?: AbortSignal;
};

/** Sends the next delivery due to an endpoint, if there is one: claimed and committed, called outside any transaction, then recorded. False when none was due. */
export async function deliverNext(sending: Sending, db: TenantDatabase, endpointId: string): Promise<boolean> {
  const claimed = await claimNext(db, endpointId, sending.now());
  if (!claimed) return false;
  await deliver(sending, db, claimed);
  return true;
}

/** Calls for a claimed delivery and records how it went. */
export async function deliver(sending: Sending, db: TenantDatabase, claimed: Claimed): Promise<void> {
  const begun = performance.now();
  const answer = await call(sending, claimed);
  const now = sending.now();
  await recordTry(db, claimed, {
    outcome: outcomeOf(answer),
    statusCode: answer.status,
    durationMs: Math.round(performance.now() - begun),
    answer: wordsOf(answer),
    retryAfter: retryAfterOf(answer, now),
    now,
    random: sending.random(),
  });
}

async function call(sending: Sending, claimed: Claimed): Promise<OutsideAnswer> {
  const message = { id: claimed.messageId, body: claimed.body };
  const keyring = await sending.keyring();
  return callOutside({
    url: claimed.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Quitus-Webhooks/1',
      'webhook-id': message.id,
      // Of this try: a receiver refuses what is older than a few minutes.
      'webhook-timestamp': timestampOf(claimed.startedAt),
      'webhook-signature': signatureOf(keyring, claimed, message, claimed.startedAt),
    },
    body: message.body,
    timeoutMs: sending.timeoutMs ?? callTimeoutMs,
    maxAnswerBytes: keptAnswerBytes,
    allow: sending.allow,
    ...(sending.lookup ? { lookup: sending.lookup } : {}),
    ...(sending.signal ? { signal: sending.signal } : {}),
  });
}

// PostgreSQL keeps no NUL; whatever else the other side says is shown as text.
function wordsOf(answer: OutsideAnswer): string {
  const words = answer.kind === 'answered' ? answer.body.toString('utf8') : answer.detail;
  return words.toWellFormed().replaceAll('\u0000', '\uFFFD').slice(0, keptAnswerBytes);
}
