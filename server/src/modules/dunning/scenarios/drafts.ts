import type { Language } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { sentenceOf } from '../../../platform/http/problems.ts';
import { refuse } from '../refusals.ts';
import { assertForm, membersFor, type StepProblem, stepProblems } from './check-steps.ts';
import { asStands, lockScenario, publishIn, writeVersion } from './publish-scenario.ts';
import type { DunningUnit, Scenario, ScenarioDraft } from './scenario.ts';
import { draftVersion, scenarioById } from './scenario-store.ts';
import { withOwnIds } from './step-store.ts';

/** A draft with what stands between it and being in force. */
export type DraftState = Scenario & {
  readonly currentVersion: number;
  /** A version was published since it was begun. */
  readonly outdated: boolean;
  readonly problems: readonly (StepProblem & { readonly stepId: string | null; readonly words: string })[];
};

/** The draft of a scenario, if somebody has begun one, with its problems in the reader's language. */
export async function draftOf(db: Queryable, id: string, language: Language): Promise<DraftState | undefined> {
  const current = await scenarioById(db, id);
  if (!current.draft) return undefined;
  const draft = await scenarioById(db, id, draftVersion);
  const problems = stepProblems(draft.steps, await membersFor(db, draft.steps));
  return {
    ...draft,
    currentVersion: current.version,
    outdated: draft.basedOn !== current.version,
    problems: problems.map((problem) => ({
      ...problem,
      stepId: draft.steps[problem.step]?.stepId ?? null,
      words: sentenceOf(language, problem.code, problem.values),
    })),
  };
}

/** What is saved, and the draft it was made from: the instant that one was changed, nothing when there was none. */
export type DraftToSave = ScenarioDraft & { readonly changedAt: Temporal.Instant | null };

/**
 * Saves the one draft of a scenario, finished or not; a new one is based on the version in force. Refused when somebody saved since it was
 * read, or when it was published or thrown away.
 */
export function saveDraft(db: TenantDatabase, id: string, { changedAt, ...draft }: DraftToSave, by: Actor): Promise<void> {
  return db.transaction(async (tx) => {
    assertForm(draft.steps);
    const current = await lockScenario(tx, id);
    const saved = await savedDraft(tx, id);
    if (saved) assertUnchanged(saved, changedAt);
    else if (changedAt) throw refuse('scenario.no-draft');
    const members = await membersFor(tx, draft.steps);
    const steps = (await withOwnIds(tx, id, draft.steps)).map((step) =>
      // Nobody who is no member is kept, not even in a draft: the step then lacks its sender.
      step.senderPersonId && !members.has(step.senderPersonId) ? { ...step, senderPersonId: null } : step,
    );
    await dropDraft(tx, id);
    const basedOn = saved?.basedOn ?? current.version;
    const said = asStands({ ...draft, steps }, saved ?? current);
    await writeVersion(tx, { id, version: draftVersion, state: 'draft', basedOn }, said, by);
    if (!saved) await recordDraft(tx, 'begun', id, current.name, by);
  });
}

/** Throws the draft away; refuses when there is none. */
export function discardDraft(db: TenantDatabase, id: string, by: Actor): Promise<void> {
  return db.transaction(async (tx) => {
    const { name } = await lockScenario(tx, id);
    if (!(await savedDraft(tx, id))) throw refuse('scenario.no-draft');
    await dropDraft(tx, id);
    await recordDraft(tx, 'discarded', id, name, by);
  });
}

export type DraftPublication = {
  readonly note?: string | undefined;
  /** Of the draft as it was read. */
  readonly changedAt?: Temporal.Instant | undefined;
  /** The draft replaces a newer version than the one it was begun from. */
  readonly overNewer?: boolean | undefined;
};

/**
 * Puts the draft in force as the next version. Refused on any problem; when somebody saved it since it was read; and when a version was
 * published since it was begun, unless it is to replace that one whole: two people's steps are never mixed into what neither of them read.
 */
export function publishDraft(db: TenantDatabase, id: string, publication: DraftPublication, by: Actor): Promise<Scenario> {
  return db.transaction(async (tx) => {
    const current = await lockScenario(tx, id);
    const saved = await savedDraft(tx, id);
    if (!saved) throw refuse('scenario.no-draft');
    if (publication.changedAt) assertUnchanged(saved, publication.changedAt);
    const basedOn = saved.basedOn ?? current.version;
    if (basedOn !== current.version && !publication.overNewer) {
      throw refuse('scenario.draft-outdated', { version: current.version, basedOn });
    }
    const draft = await scenarioById(tx, id, draftVersion);
    const published = await publishIn(tx, { id, basedOn, current }, { ...draft, note: publication.note ?? draft.note }, by);
    await dropDraft(tx, id);
    return { ...published, draft: null };
  });
}

type SavedDraft = {
  readonly author: string;
  readonly changedAt: Temporal.Instant;
  readonly basedOn: number | null;
  readonly description: string;
  readonly unit: DunningUnit;
};

function savedDraft(tx: Transaction, id: string): Promise<SavedDraft | undefined> {
  return tx.maybe<SavedDraft>(sql`
    select author, changed_at as "changedAt", based_on as "basedOn", coalesce(description, '') as description, unit
    from dunning.scenario_version
    where scenario_id = ${id}::uuid and state = 'draft'
  `);
}

function assertUnchanged(saved: SavedDraft, read: Temporal.Instant | null): void {
  if (read && Temporal.Instant.compare(saved.changedAt, read) === 0) return;
  throw refuse('scenario.draft-changed', { by: saved.author, at: saved.changedAt.toString() });
}

async function dropDraft(tx: Transaction, id: string): Promise<void> {
  await tx.run(sql`delete from dunning.step where scenario_id = ${id}::uuid and version = ${draftVersion}`);
  await tx.run(sql`delete from dunning.scenario_version where scenario_id = ${id}::uuid and state = 'draft'`);
}

function recordDraft(tx: Transaction, what: 'begun' | 'discarded', id: string, name: string, actor: Actor): Promise<void> {
  return recordEvent(tx, { kind: `scenarios.draft-${what}`, actor, subjectId: id, details: { name } });
}
