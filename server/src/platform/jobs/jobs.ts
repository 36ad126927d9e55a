import type { Log } from '../log/index.ts';
import { type Database, letGoOfSnapshot, type Queryable, sql, type TenantDatabase, type Transaction } from '../database/index.ts';

/** What a job is given. `subject` names what to work on (an import's id); empty for the tenant as a whole. */
export type JobCall = {
  readonly db: TenantDatabase;
  readonly database: Database;
  readonly tenantId: number;
  readonly subject: string;
  readonly now: () => Temporal.Instant;
  readonly signal: AbortSignal;
};
/** Safe to run twice. It may ask to be called again at an instant. */
export type JobHandler = (call: JobCall) => Promise<void | { readonly again: Temporal.Instant }>;
export type Job = { readonly kind: string; readonly handler: JobHandler };

/** Names a job; a thin call into its module. */
export function defineJob(kind: string, handler: JobHandler): Job {
  return { kind, handler };
}

/** Puts work in the queue, in the transaction that makes it necessary. The same work twice is once, at the earlier time. */
export async function enqueue(tx: Transaction, kind: string, subject = '', dueAt?: Temporal.Instant): Promise<void> {
  await tx.run(sql`
    insert into platform.due_work (tenant_id, kind, subject, due_at)
    values (${tx.tenantId}, ${kind}, ${subject}, coalesce(${dueAt?.toString() ?? null}::timestamptz, now()))
    on conflict (tenant_id, kind, subject) do update set due_at = least(due_work.due_at, excluded.due_at), asked = due_work.asked + 1, attempts = 0
  `);
  await tx.run(sql`select pg_notify('quitus_work', ${kind})`);
}

export type WorkerOptions = {
  readonly database: Database;
  readonly jobs: readonly Job[];
  readonly now: () => Temporal.Instant;
  readonly concurrency?: number;
  /** Absent: silent. */
  readonly log?: Log | undefined;
  /** Told of each job when it is over, for the metrics. */
  readonly tellDone?: ((done: JobDone) => void) | undefined;
};

/** One job that was worked on, without what it was about. */
export type JobDone = {
  readonly kind: string;
  readonly tenantId: number;
  readonly outcome: 'done' | 'again' | 'failed';
  readonly ms: number;
  /** Between the moment it was due and its beginning. */
  readonly waitedMs: number;
};

type Claim = { tenant_id: number; kind: string; subject: string; attempts: number; asked: number; due_at: Temporal.Instant };
const maxAttempts = 12;

/** Works through the queue until stopped. A job is held by an advisory lock of its own transaction, so a killed worker gives its work back at once. */
export function startWorker(options: WorkerOptions): { stop(): Promise<void>; idle(): Promise<void> } {
  const handlers = new Map(options.jobs.map((job) => [job.kind, job.handler]));
  const stopping = new AbortController();
  let wake = (): void => undefined;
  const loops = Array.from({ length: options.concurrency ?? 2 }, async () => {
    while (!stopping.signal.aborted) {
      const worked = await workOnce(options, handlers, stopping.signal).catch((error: unknown) => {
        options.log?.error({ err: error }, 'the queue cannot be read');
        return false;
      });
      if (!worked && !stopping.signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 500);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await Promise.all(loops);
    },
    idle: async () => {
      while (await workOnce(options, handlers, stopping.signal));
    },
  };
}

/** Claims one piece of due work and does it; false when there was none. */
export async function workOnce(
  options: WorkerOptions,
  handlers: ReadonlyMap<string, JobHandler>,
  signal: AbortSignal,
): Promise<boolean> {
  return options.database.system.transaction(async (tx) => {
    const claim = await claimNext(tx, options, [...handlers.keys()]);
    if (!claim) return false;
    const begun = performance.now();
    const waitedMs = Math.round(options.now().since(claim.due_at).total('milliseconds'));
    const over = (outcome: JobDone['outcome']): void => {
      const done = { kind: claim.kind, tenantId: claim.tenant_id, outcome, ms: Math.round(performance.now() - begun), waitedMs };
      options.tellDone?.(done);
      options.log?.info(done, 'job over');
    };
    const key = sql`tenant_id = ${claim.tenant_id} and kind = ${claim.kind} and subject = ${claim.subject}`;
    try {
      const db = options.database.tenant(claim.tenant_id);
      const outcome = await handlers.get(claim.kind)?.({
        db,
        database: options.database,
        tenantId: claim.tenant_id,
        subject: claim.subject,
        now: options.now,
        signal,
      });
      // Asked for again meanwhile: the row stays and is worked through once more.
      const unchanged = sql`${key} and asked = ${claim.asked}`;
      if (outcome)
        await tx.run(
          sql`update platform.due_work set due_at = ${outcome.again.toString()}::timestamptz, attempts = 0, last_error = null where ${unchanged}`,
        );
      else await tx.run(sql`delete from platform.due_work where ${unchanged}`);
      over(outcome ? 'again' : 'done');
    } catch (error) {
      options.log?.error(
        { err: error, kind: claim.kind, tenantId: claim.tenant_id, attempts: claim.attempts + 1 },
        'a job failed',
      );
      over('failed');
      const attempts = claim.attempts + 1;
      // Two seconds, four, eight … an hour at most; after the last try it waits a day for a person.
      const delaySeconds = attempts >= maxAttempts ? 24 * 3600 : Math.min(3600, 2 ** attempts);
      await tx.run(sql`
        update platform.due_work set attempts = ${attempts}, last_error = ${error instanceof Error ? error.message.slice(0, 500) : 'unknown'},
          due_at = ${options.now().add({ seconds: delaySeconds }).toString()}::timestamptz
        where ${key}
      `);
    }
    return true;
  });
}

// The lock is advisory, not on the row: whoever asks for the work again while it runs must not wait for it.
async function claimNext(tx: Queryable, options: WorkerOptions, kinds: readonly string[]): Promise<Claim | undefined> {
  const candidates = await tx.rows<Claim>(sql`
    select tenant_id, kind, subject, attempts, asked, due_at from platform.due_work
    where due_at <= ${options.now().toString()}::timestamptz and kind = any(${[...kinds]}::text[])
    order by due_at limit 20
  `);
  for (const candidate of candidates) {
    const lock = `${candidate.tenant_id}/${candidate.kind}/${candidate.subject}`;
    const { held } = await tx.one<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 7)) as held`);
    if (!held) continue;
    // Between the list and the lock another worker may have finished it.
    const still = await tx.maybe<Claim>(sql`
      select tenant_id, kind, subject, attempts, asked, due_at from platform.due_work
      where tenant_id = ${candidate.tenant_id} and kind = ${candidate.kind} and subject = ${candidate.subject} and due_at <= ${options.now().toString()}::timestamptz
    `);
    if (still) {
      await letGoOfSnapshot(tx);
      return still;
    }
  }
  return undefined;
}
