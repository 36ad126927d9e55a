import { scenarioRoutes } from '@quitus/contract';
import { implement, type Implementation } from '../../../platform/http/implement.ts';
import { simulateVersion } from '../plan/simulate.ts';
import { scenarioReach } from '../plan/reach.ts';
import { assignScenario, scenarioOf } from './assign-scenario.ts';
import { scenarioDraftHandlers } from './draft-routes.ts';
import { ensureDefaultScenario } from './default-scenario.ts';
import { previewText } from './preview-text.ts';
import { createScenario, publishScenario } from './publish-scenario.ts';
import { assignmentHandlers } from './rule-routes.ts';
import { draftFrom, scenarioView } from './scenario-view.ts';
import { listScenarios, scenarioById, scenarioVersions } from './scenario-store.ts';

/** The ways to scenarios from HTTP. */
export const scenarioHandlers: Implementation = [
  ...scenarioDraftHandlers,
  ...assignmentHandlers,
  ...implement(scenarioRoutes, {
    'GET /scenarios': async ({ context }) => {
      await context.db.transaction((tx) => ensureDefaultScenario(tx));
      return { scenarios: (await listScenarios(context.db)).map(scenarioView) };
    },
    'GET /scenarios/{id}': async ({ params, query, context }) =>
      scenarioView(await scenarioById(context.db, params.id, query.version)),
    'GET /scenarios/{id}/versions': async ({ params, context }) => ({
      versions: (await scenarioVersions(context.db, params.id)).map(({ publishedAt, changedAt, ...version }) => ({
        ...version,
        publishedAt: publishedAt?.toString() ?? null,
        changedAt: changedAt.toString(),
      })),
    }),
    'POST /scenarios': async ({ body, context }) =>
      scenarioView(await scenarioById(context.db, await createScenario(context.db, draftFrom(body), context.actor))),
    'PUT /scenarios/{id}': async ({ params, body, context }) =>
      scenarioView(await publishScenario(context.db, params.id, body.version, draftFrom(body), context.actor)),
    'POST /scenarios/{id}/simulate': ({ params, body, context }) =>
      simulateVersion(context.db, {
        ...body,
        scenarioId: params.id,
        days: body.days ?? 30,
        now: context.now(),
        language: context.language,
      }),
    'GET /scenarios/{id}/reach': ({ params, context }) => scenarioReach(context.db, params.id, context.now()),
    'POST /scenarios/{id}/preview': async ({ params, body, context }) => {
      await scenarioById(context.db, params.id);
      return previewText(context.db, params.id, { ...body, grave: body.grave ?? false, today: context.today() });
    },
    'GET /customers/{id}/scenario': async ({ params, context }) => {
      await context.db.transaction((tx) => ensureDefaultScenario(tx));
      return scenarioOf(context.db, params.id);
    },
    'POST /customers/{id}/scenario': async ({ params, body, context }) => {
      await context.db.transaction((tx) => ensureDefaultScenario(tx));
      return assignScenario(
        context.db,
        { customerId: params.id, scenarioId: body.scenarioId, today: context.today() },
        context.actor,
      );
    },
  }),
];
