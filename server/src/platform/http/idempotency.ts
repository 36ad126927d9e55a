import { createHash } from 'node:crypto';
import type { Route } from '@quitus/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusals.ts';
import { type Database, isConnectionLost, sql, type TenantDatabase } from '../database/index.ts';
import { defineJob, type Job } from '../jobs/index.ts';
import { languageOf } from './context.ts';
import { problemOf } from './problems.ts';

// A first request still running is waited for this long; afterwards nobody knows what became of it.
const runsAtMost = '10 minutes';
const keptFor = '24 hours';

/** Whether a request is one whose retry must change nothing: it changes something, says `Idempotency-Key`, and is no file. */
export function takesIdempotencyKey(route: Route, request: FastifyRequest): boolean {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET' || route.upload || !request.caller) return false;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return true;
  throw new Refusal('idempotency.key-invalid', 'invalid');
}

/**
 * Runs a request once for its `Idempotency-Key` and caller: the answer of the first is kept for 24 hours and given again, byte for byte.
 *
 * What holds: the key is claimed before the handler runs and its answer is stored after the handler's own transaction has committed, so a
 * request is never run twice for one key. A crash in between leaves a claim without answer: ten minutes long a retry hears that the first is
 * running (409, `Retry-After`), then that its outcome is unknown (409), and never repeats it. A refusal (4xx) is final and kept; a fault of
 * ours (5xx) gives the key back, unless the connection to the database broke, when a commit may have gone through unseen. Answers with
 * secrets, and those about the caller's own account, are not kept: a retry hears that the first one went through (409).
 */
export async function replayed(
  database: Database,
  { key: routeKey, route }: { readonly key: string; readonly route: Route },
  request: FastifyRequest,
  reply: FastifyReply,
  run: () => Promise<unknown>,
): Promise<FastifyReply> {
  const caller = request.caller;
  if (!caller) throw new Error('an idempotency key belongs to a caller');
  const db = database.tenant(caller.tenantId);
  const claim: Claim = {
    caller: `${caller.kind} ${caller.personId}`,
    key: String(request.headers['idempotency-key']),
    route: routeKey,
    sha256: createHash('sha256')
      .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest(),
  };
  const earlier = await claimKey(db, claim);
  if (earlier) return replay(claim, earlier, reply);
  const keeps = !route.secret && !route.personal;
  try {
    const said = await run();
    const status = route.status ?? 200;
    const text = status === 204 ? '' : String(said);
    await storeAnswer(db, claim, status, keeps ? text : null);
    return status === 204 ? reply.code(204).send() : reply.type('application/json; charset=utf-8').send(text);
  } catch (error) {
    const problem = problemOf(error, languageOf(request), request.id);
    if (problem.status < 500) await storeAnswer(db, claim, problem.status, JSON.stringify(problem));
    else if (!isConnectionLost(error)) await releaseKey(db, claim);
    throw error;
  }
}

export const forgetAnswersKind = 'http.forget-answers';
/** Forgets the answers that are older than a day. */
export const forgetAnswersJob: Job = defineJob(forgetAnswersKind, async ({ db, now }) => {
  await db.run(sql`
    delete from platform.idempotency_key where tenant_id = ${db.tenantId} and created_at < now() - ${keptFor}::interval
  `);
  return { again: now().add({ hours: 1 }) };
});

type Claim = { readonly caller: string; readonly key: string; readonly route: string; readonly sha256: Buffer };
type Earlier = { route: string; sha256: Buffer; status: number | null; answer: string | null; stillRuns: boolean };

/** Takes the key; or answers what stands under it already. */
async function claimKey(db: TenantDatabase, claim: Claim): Promise<Earlier | undefined> {
  const taken = await db.run(sql`
    insert into platform.idempotency_key as known (tenant_id, caller, key, route, request_sha256)
    values (${db.tenantId}, ${claim.caller}, ${claim.key}, ${claim.route}, ${claim.sha256})
    on conflict (tenant_id, caller, key) do update set route = excluded.route, request_sha256 = excluded.request_sha256, status = null, answer = null,
      created_at = now()
    where known.created_at < now() - ${keptFor}::interval
  `);
  if (taken === 1) return undefined;
  const earlier = await db.maybe<Earlier>(sql`
    select route, request_sha256 as sha256, status, answer, created_at > now() - ${runsAtMost}::interval as "stillRuns"
    from platform.idempotency_key
    where tenant_id = ${db.tenantId} and caller = ${claim.caller} and key = ${claim.key}
  `);
  // Given back between the two statements: the first failed, and this one may run.
  return earlier ?? claimKey(db, claim);
}

function replay(claim: Claim, earlier: Earlier, reply: FastifyReply): FastifyReply {
  if (earlier.route !== claim.route || !earlier.sha256.equals(claim.sha256))
    throw new Refusal('idempotency.key-reused', 'invalid');
  if (earlier.status === null && earlier.stillRuns) {
    void reply.header('retry-after', 2);
    throw new Refusal('idempotency.still-running', 'conflict');
  }
  if (earlier.status === null) throw new Refusal('idempotency.outcome-unknown', 'conflict');
  if (earlier.answer === null) throw new Refusal('idempotency.answer-not-kept', 'conflict');
  void reply.header('idempotency-replayed', 'true').code(earlier.status);
  if (earlier.status === 204) return reply.send();
  return reply.type(earlier.status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json').send(earlier.answer);
}

async function storeAnswer(db: TenantDatabase, claim: Claim, status: number, answer: string | null): Promise<void> {
  await db.run(sql`
    update platform.idempotency_key set status = ${status}, answer = ${answer}
    where tenant_id = ${db.tenantId} and caller = ${claim.caller} and key = ${claim.key}
  `);
}

async function releaseKey(db: TenantDatabase, claim: Claim): Promise<void> {
  await db.run(sql`
    delete from platform.idempotency_key
    where tenant_id = ${db.tenantId} and caller = ${claim.caller} and key = ${claim.key} and status is null
  `);
}
