import type { Actor } from '../../../kernel/actor.ts';
import { addDays, type Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { jsonb, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { businessToday, type Entity, entityById, listEntities, readSetting, readSettings } from '../../identity/index.ts';
import { decideBeside } from '../beside/index.ts';
import { decisionTerms } from '../decision/terms.ts';
import { sendInvoices } from '../invoices/send-invoices.ts';
import { queueReminders } from '../messages/queue-reminders.ts';
import { countWhatWasNever, refreshStatistics } from '../refresh-statistics.ts';
import { refuse } from '../refusals.ts';
import { endRehearsalsIfLeaving } from '../rehearsals.ts';
import { applyAssignmentRules } from '../scenarios/apply-rules.ts';
import { ensureDefaultScenario } from '../scenarios/default-scenario.ts';
import { breaks, usualMessages } from './breaker.ts';
import { createActions } from './create-actions.ts';
import { decideInto } from './decide-into.ts';
import { placeOwnHolds } from './own-holds.ts';
import { expireActions, reconcileActions } from './reconcile-actions.ts';

export type DailyRun = {
  /** The business date; each entity's own today when left out. */
  readonly date?: Day | undefined;
  readonly entityId?: string | undefined;
  readonly actor: Actor;
  readonly now: Temporal.Instant;
  /** The installation has a mail server: who is written to for real starts from what really happened. */
  readonly mailServer?: boolean | undefined;
};

/** What a run created, over all its entities. */
export type RunOutcome = {
  readonly date: Day;
  readonly evaluated: number;
  readonly messages: number;
  readonly toConfirm: number;
  readonly tasks: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly held: boolean;
  readonly durationMs: number;
  /** The runs of that date, one an entity, made now or earlier. */
  readonly runIds: readonly string[];
};
type EntityRun = Omit<RunOutcome, 'date' | 'durationMs' | 'runIds'> & { readonly runId: string; readonly date: Day };

/**
 * The daily run: decides, makes actions and queues what may leave, one transaction an entity. A second run of the same day
 * creates nothing; a date earlier than an entity's last run is refused, and one too far ahead. Runs of a rehearsal bind no real one. Counts are what this run created.
 */
export async function runDaily(db: TenantDatabase, run: DailyRun): Promise<RunOutcome> {
  const startedAt = performance.now();
  const entities = run.entityId === undefined ? await listEntities(db) : [await entityById(db, run.entityId)];
  const dates = entities.map((entity) => run.date ?? businessToday(entity, run.now));
  const done: EntityRun[] = [];
  await refuseFarAhead(db, entities, run);
  await db.transaction((tx) => endRehearsalsIfLeaving(tx, { ofInstallation: run.mailServer ?? false, now: run.now }));
  await countWhatWasNever(db);
  for (const [index, entity] of entities.entries()) {
    const on = dates[index] ?? businessToday(entity, run.now);
    // On its own before the run's long transaction, which would keep whoever changes the rules waiting.
    const customers = sql`select customer.id from customers.customer where customer.entity_id = ${entity.id}`;
    await db.transaction((tx) => applyAssignmentRules(tx, { today: on, customers }, run.actor));
    done.push(await db.transaction((tx) => runEntity(tx, entity, on, run)));
    await countAnew(db, done.at(-1));
  }
  const sum = (of: (one: EntityRun) => number): number => done.reduce((total, one) => total + of(one), 0);
  const skipped: Record<string, number> = {};
  for (const one of done)
    for (const [reason, count] of Object.entries(one.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
  return {
    date: done[0]?.date ?? run.date ?? run.now.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString(),
    evaluated: sum((one) => one.evaluated),
    messages: sum((one) => one.messages),
    toConfirm: sum((one) => one.toConfirm),
    tasks: sum((one) => one.tasks),
    skipped,
    held: done.some((one) => one.held),
    durationMs: Math.round(performance.now() - startedAt),
    runIds: done.map((one) => one.runId),
  };
}

const daysAheadInTest = 31;

// No run goes back behind the last one: a day mistyped by a year would keep a year of mornings from running, and claim what is not late yet.
async function refuseFarAhead(db: TenantDatabase, entities: readonly Entity[], { date, now }: DailyRun): Promise<void> {
  if (date === undefined) return;
  const { 'sending.mode': mode } = await readSettings(db);
  for (const entity of entities) {
    const last = addDays(businessToday(entity, now), mode === 'test' ? daysAheadInTest : 0);
    if (date > last) throw refuse('run.too-far-ahead', { date, last });
  }
}

// After a large run the planner still believes the actions few, and writing their messages would read all of them each time.
async function countAnew(db: TenantDatabase, done: EntityRun | undefined): Promise<void> {
  if (done) await refreshStatistics(db, done.messages + done.toConfirm + done.tasks);
}

async function runEntity(
  tx: Transaction,
  entity: Entity,
  on: Day,
  { now, actor, mailServer = false }: DailyRun,
): Promise<EntityRun> {
  const startedAt = performance.now();
  // One run of an entity at a time, whichever process asks; other entities do not wait (T72).
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`dunning.run/${tx.tenantId}/${entity.id}`}, 0))`);
  const rehearsed = (await readSetting(tx, 'sending.mode')) === 'test';
  const last = await tx.maybe<{ id: string; run_on: Day }>(sql`
    select id, run_on from dunning.run
    -- A rehearsal goes on from whatever ran, the real thing from what really did.
    where entity_id = ${entity.id} and (${rehearsed} or not rehearsed)
    order by run_on desc limit 1
  `);
  if (last && on < last.run_on) throw refuse('run.before-last', { entity: entity.name, date: on, last: last.run_on });
  const nothing = { date: on, evaluated: 0, messages: 0, toConfirm: 0, tasks: 0, skipped: {}, held: false };
  if (last?.run_on === on) return { ...nothing, runId: last.id };

  await ensureDefaultScenario(tx, actor);
  await expireActions(tx, entity.id, on);
  await placeOwnHolds(tx, entity, on, actor);
  const terms = await decisionTerms(tx, entity, on, now);
  const { evaluated } = await decideInto(tx, terms);
  await reconcileActions(tx, entity.id, on);

  const runId = uuidv7();
  const heldReason = await heldBy(tx, entity.id, terms.stale);
  await tx.run(sql`
    insert into dunning.run (tenant_id, id, entity_id, run_on, state, started_at, author, rehearsed)
    values (${tx.tenantId}, ${runId}, ${entity.id}, ${on}::date, 'running', ${now.toString()}::timestamptz, ${actor.name}, ${rehearsed})
  `);
  const held = heldReason !== null;
  const beside = await decideBeside(tx, { entity, terms, runId, on, held, stale: terms.stale, now });
  const stepped = await createActions(tx, { runId, entityId: entity.id, on, held, stale: terms.stale });
  const invoices = await sendInvoices(tx, { entityId: entity.id, runId, on, held, stale: terms.stale, now, mailServer });
  const created = {
    messages: stepped.messages + beside.messages + invoices.messages,
    toConfirm: stepped.toConfirm + beside.toConfirm + invoices.toConfirm,
    tasks: stepped.tasks + beside.tasks + invoices.tasks,
  };
  if (created.messages > 0)
    await queueReminders(tx, { actions: sql`action.run_id = ${runId}`, count: created.messages }, now, actor);

  const skips = await tx.rows<{ reason: string; items: number }>(sql`select reason, items from run_skip order by reason`);
  const skipped = Object.fromEntries(skips.map((skip) => [skip.reason, skip.items]));
  await tx.run(sql`
    update dunning.run
    set state = 'done', evaluated = ${evaluated}, messages = ${created.messages}, to_confirm = ${created.toConfirm}, tasks = ${created.tasks},
      skipped = ${jsonb(skipped)}, held = ${heldReason !== null}, held_reason = ${heldReason}, finished_at = clock_timestamp(),
      duration_ms = ${Math.round(performance.now() - startedAt)}
    where id = ${runId}
  `);
  await recordEvent(tx, {
    kind: 'dunning.run',
    actor,
    entityId: entity.id,
    subjectId: runId,
    details: { date: on, evaluated: Number(evaluated), ...created, skipped, held: heldReason },
  });
  return { date: on, evaluated: Number(evaluated), ...created, skipped, held: heldReason !== null, runId };
}

/** Why the automatic messages of this run wait for a person; null when they may leave. */
async function heldBy(tx: Transaction, entityId: string, stale: boolean): Promise<string | null> {
  if (stale) return null;
  const settings = await readSettings(tx);
  const { messages } = await tx.one<{ messages: number }>(sql`
    select count(*)::int as messages from run_unit where outcome = 'automatic' and action_id is null
  `);
  const usual = await usualMessages(tx, entityId);
  return breaks(messages, { maxMessages: settings['run.maxMessages'], factor: settings['run.breaker'], usual });
}
