import { scenarioDraftRoutes, type ScenarioDraft as DraftView } from '@quitus/contract';
import { type Context, implement, type Implementation } from '../../../platform/http/implement.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';
import { archiveScenario, duplicateScenario, makeDefault, rollBackScenario } from './change-scenario.ts';
import { discardDraft, draftOf, type DraftState, publishDraft, saveDraft } from './drafts.ts';
import { libraryScenarios, libraryTexts, makeFromLibrary } from './library.ts';
import { scenarioDifference } from './scenario-difference.ts';
import { oneLine } from '../../../kernel/one-line.ts';
import { draftFrom, scenarioView } from './scenario-view.ts';
import { draftVersion, scenarioById } from './scenario-store.ts';
import type { Scenario } from './scenario.ts';

function draftView({ changedAt, currentVersion, outdated, problems, ...draft }: DraftState): DraftView {
  return {
    ...scenarioView({ ...draft, changedAt }),
    changedAt: changedAt.toString(),
    currentVersion,
    outdated,
    problems: problems.map(({ step, stepId, field, severity, code, words }) => ({ step, stepId, field, severity, code, words })),
  };
}

async function savedDraft(context: Context, id: string): Promise<DraftView> {
  const draft = await draftOf(context.db, id, context.language);
  if (!draft) throw refuse('scenario.no-draft');
  return draftView(draft);
}

async function versionNamed(db: Queryable, id: string, name: string): Promise<Scenario> {
  const current = await scenarioById(db, id);
  if (name === 'draft') {
    if (!current.draft) throw refuse('scenario.no-draft');
    return scenarioById(db, id, draftVersion);
  }
  if (Number(name) === current.version) return current;
  const known = await db.maybe(
    sql`select 1 from dunning.scenario_version where scenario_id = ${id}::uuid and version = ${name}::int`,
  );
  if (!known) throw refuse('scenario.version-unknown', { version: name });
  return scenarioById(db, id, Number(name));
}

async function namesOfMembers(db: Queryable): Promise<Map<string, string>> {
  const people = await db.rows<{ id: string; name: string }>(sql`
    select person.id, person.name from identity.membership join identity.person on person.id = membership.person_id
  `);
  return new Map(people.map((person) => [person.id, person.name]));
}

/** The ways to what becomes of scenarios: drafts, versions, copies, the library. */
export const scenarioDraftHandlers: Implementation = implement(scenarioDraftRoutes, {
  'GET /scenarios/{id}/draft': async ({ params, context }) => {
    const draft = await draftOf(context.db, params.id, context.language);
    return { draft: draft ? draftView(draft) : null };
  },
  'PUT /scenarios/{id}/draft': async ({ params, body, context }) => {
    const changedAt = body.changedAt ? Temporal.Instant.from(body.changedAt) : null;
    await saveDraft(context.db, params.id, { ...draftFrom(body), changedAt }, context.actor);
    return savedDraft(context, params.id);
  },
  'DELETE /scenarios/{id}/draft': ({ params, context }) => discardDraft(context.db, params.id, context.actor),
  'POST /scenarios/{id}/draft/publish': async ({ params, body, context }) => {
    const changedAt = body.changedAt === undefined ? undefined : Temporal.Instant.from(body.changedAt);
    return scenarioView(await publishDraft(context.db, params.id, { ...body, changedAt }, context.actor));
  },
  'POST /scenarios/{id}/roll-back': async ({ params, body, context }) =>
    scenarioView(await rollBackScenario(context.db, params.id, body, context.actor)),
  'GET /scenarios/{id}/diff': async ({ params, query, context }) => {
    const [from, to] = [
      await versionNamed(context.db, params.id, query.from),
      await versionNamed(context.db, params.id, query.to),
    ];
    const reader = { language: context.language, people: await namesOfMembers(context.db) };
    return { from: query.from, to: query.to, ...scenarioDifference(from, to, reader) };
  },
  'POST /scenarios/{id}/duplicate': async ({ params, body, context }) =>
    scenarioView(
      await scenarioById(context.db, await duplicateScenario(context.db, params.id, oneLine(body.name), context.actor)),
    ),
  'POST /scenarios/{id}/archive': ({ params, body, context }) =>
    archiveScenario(context.db, params.id, body.moveTo, context.actor),
  'POST /scenarios/{id}/default': async ({ params, context }) =>
    scenarioView(await makeDefault(context.db, params.id, context.actor)),
  'GET /scenario-library': async ({ query, context }) => ({
    scenarios: await libraryScenarios(context.db, query.language ?? context.language),
  }),
  'GET /scenario-library/{key}/texts': async ({ params }) => ({ steps: libraryTexts(params.key) }),
  'POST /scenario-library/{key}': async ({ params, body, context }) => {
    const id = await makeFromLibrary(
      context.db,
      { key: params.key, name: body.name && oneLine(body.name), language: context.language },
      context.actor,
    );
    return scenarioView(await scenarioById(context.db, id));
  },
});
