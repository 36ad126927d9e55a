import { type ActionRow, dunningRoutes, type ItemPosition } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { type Context, implement, type Implementation } from '../../platform/http/implement.ts';
import { besideHandlers } from './beside/index.ts';
import { confirmActions } from './agenda/confirm-actions.ts';
import { completeAction, moveAction, recallAction, skipAction } from './agenda/decide-actions.ts';
import { type ActionQuestion, countActions, countSteps, listActions } from './agenda/list-actions.ts';
import { wordsOf } from './agenda/action-row.ts';
import { previewAction } from './agenda/preview-action.ts';
import { explainCustomer, explainItem } from './explain/explain-item.ts';
import type { Position } from './explain/positions.ts';
import type { DunningNeighbours } from './neighbours.ts';
import { nextActions } from './plan/next-actions.ts';
import { nextSteps } from './plan/next-steps.ts';
import { messagesToCome, withPlan } from './plan/plan.ts';
import { refuse } from './refusals.ts';
import { pastRuns } from './run/past-runs.ts';
import { type DailyRun, runDaily } from './run/run-daily.ts';
import { scenarioHandlers } from './scenarios/routes.ts';

function positionView({ openMinor, code: _code, why, ...position }: Position): ItemPosition {
  return { ...position, open: toDecimal(openMinor, position.currency), why: [...why] };
}

type Listed = Awaited<ReturnType<typeof listActions>>['rows'];

// What was before each action, and what comes after it.
async function withBeforeAndAfter(rows: Listed, context: Context, { lastContacts }: DunningNeighbours): Promise<ActionRow[]> {
  const asked = { today: context.today(), now: context.now(), language: context.language };
  const [contacts, steps] = await Promise.all([
    lastContacts(context.db, [...new Set(rows.map((row) => row.customerId))]),
    nextSteps(context.db, rows, asked),
  ]);
  return rows.map((row) => {
    const last = contacts.get(row.customerId);
    return {
      ...row,
      lastContact: last === undefined ? null : { ...last, at: last.at.toString() },
      nextStep: steps.get(row.id) ?? null,
    };
  });
}

async function actionOf(db: Queryable, id: string, context: Context, neighbours: DunningNeighbours): Promise<ActionRow> {
  const { rows } = await listActions(db, { today: context.today(), now: context.now(), language: context.language, ids: [id] });
  const [action] = await withBeforeAndAfter(rows, context, neighbours);
  if (!action) throw refuse('action.not-found');
  return action;
}

const by = (context: Context) => ({ actor: context.actor, now: context.now() });
const named = (language: Language, step: { nameFr: string; nameEn: string }): string =>
  language === 'fr' ? step.nameFr : step.nameEn;

// One's own portfolio includes those colleagues lend: whoever is away is looked after.
function portfoliosOf(context: Context, collectorId: string | undefined): readonly string[] | undefined {
  if (collectorId === undefined) return undefined;
  return collectorId === context.caller?.personId ? context.caller.portfolios : [collectorId];
}

/** The ways into dunning from HTTP: thin. */
export const dunningHandlers = (
  neighbours: DunningNeighbours,
  { mailServer }: Pick<DailyRun, 'mailServer'> = {},
): Implementation => [
  ...scenarioHandlers,
  ...besideHandlers((context, id) => actionOf(context.db, id, context, neighbours)),
  ...implement(dunningRoutes, {
    'POST /runs': async ({ body, context }) => {
      const { runIds, ...outcome } = await runDaily(context.db, { ...body, ...by(context), mailServer });
      return { ...outcome, runs: (await pastRuns(context.db, { ids: runIds }, context.language)).rows };
    },
    'GET /runs': ({ query, context }) => pastRuns(context.db, query, context.language),
    'GET /plan': async ({ query, context }) => {
      const { language } = context;
      const days = query.days ?? 60;
      const customerIds = query.customerId === undefined ? undefined : [query.customerId];
      return withPlan(context.db, { from: query.from, days, now: context.now(), customerIds }, async (plan) => {
        const among = query.messages === true ? messagesToCome(plan.from) : sql`true`;
        const rows = await plan.rows({ offset: query.offset ?? 0, limit: query.limit ?? 100, among });
        const byDay = await plan.ask<{
          date: string;
          stepFr: string;
          stepEn: string;
          channel: (typeof rows)[number]['channel'];
          automation: (typeof rows)[number]['automation'];
          count: number;
        }>(sql`
        select planned.on_day as date, step.name_fr as "stepFr", step.name_en as "stepEn", planned.channel, planned.automation, count(*)::int as count
        from planned
        join dunning.step on step.scenario_id = planned.scenario_id and step.version = planned.version and step.step_id = planned.step_id
        where ${among}
        group by planned.on_day, step.name_fr, step.name_en, planned.channel, planned.automation
        order by planned.on_day, step.name_fr
      `);
        const sums = await plan.ask<{ currency: string; minor: bigint; count: number }>(sql`
        select currency, sum(net_minor)::bigint as minor, count(*)::int as count from planned where ${among} group by currency order by currency
      `);
        const skipped: Record<string, number> = {};
        for (const skip of await plan.skipped()) skipped[skip.reason] = (skipped[skip.reason] ?? 0) + 1;
        return {
          from: plan.from,
          days,
          byDay: byDay.map(({ stepFr, stepEn, ...day }) => ({ ...day, step: language === 'fr' ? stepFr : stepEn })),
          rows: rows.map(({ on, scenarioId: _scenario, stepId: _step, stepFr, stepEn, amountMinor, lost: _lost, ...row }) => ({
            ...row,
            date: on,
            step: language === 'fr' ? stepFr : stepEn,
            amount: toDecimal(amountMinor, row.currency),
          })),
          total: sums.reduce((total, sum) => total + sum.count, 0),
          totals: sums.map((sum) => ({ currency: sum.currency, amount: toDecimal(sum.minor, sum.currency) })),
          skipped,
        };
      });
    },
    'GET /actions': async ({ query, context }) => {
      const { state, collectorId, ...rest } = query;
      const question: ActionQuestion = {
        ...rest,
        collectorIds: portfoliosOf(context, collectorId),
        states: state?.split(','),
        today: context.today(),
        now: context.now(),
        language: context.language,
      };
      const [window, steps] = await Promise.all([listActions(context.db, question), countSteps(context.db, question)]);
      return {
        ...window,
        rows: await withBeforeAndAfter(window.rows, context, neighbours),
        steps: steps.map(({ nameFr, nameEn, ...step }) => ({ ...step, step: named(context.language, { nameFr, nameEn }) })),
      };
    },
    'GET /actions/counters': ({ query, context }) =>
      countActions(context.db, {
        entityId: query.entityId,
        collectorIds: portfoliosOf(context, query.collectorId),
        today: context.today(),
      }),
    'GET /actions/{id}': async ({ params, context }) => {
      const action = await actionOf(context.db, params.id, context, neighbours);
      const listed = await context.db.rows<{
        id: string;
        number: string;
        issuedOn: string;
        dueOn: string | null;
        daysLate: number;
        openMinor: bigint;
        claimedMinor: bigint;
        stepped: boolean;
      }>(sql`
      select item.id, item.number, item.issue_on as "issuedOn", item.due_on as "dueOn", coalesce(${context.today()}::date - item.due_on, 0) as "daysLate",
        item.open_minor - item.awaiting_minor as "openMinor", action_item.open_minor as "claimedMinor", action_item.stepped
      from dunning.action_item
      join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
      where action_item.action_id = ${params.id}::uuid
      order by item.due_on, item.number
    `);
      return {
        action,
        listed: listed.map(({ openMinor, claimedMinor, ...item }) => ({
          ...item,
          open: toDecimal(openMinor, action.currency),
          claimed: toDecimal(claimedMinor, action.currency),
        })),
      };
    },
    'POST /actions/confirm': async ({ body, context }) => {
      const { collectorId, ...which } = body;
      const outcome = await confirmActions(
        context.db,
        { ...which, collectorIds: portfoliosOf(context, collectorId) },
        by(context),
      );
      return {
        confirmed: outcome.confirmed,
        left: outcome.left.map(({ code, count }) => ({ code, count, words: wordsOf(code, context.language) })),
        recallUntil: outcome.recallUntil?.toString() ?? null,
      };
    },
    'POST /actions/{id}/recall': async ({ params, context }) => {
      await recallAction(context.db, params.id, by(context));
      return { action: await actionOf(context.db, params.id, context, neighbours) };
    },
    'POST /actions/{id}/skip': async ({ params, body, context }) => {
      await skipAction(context.db, params.id, body.reason, by(context));
      return { action: await actionOf(context.db, params.id, context, neighbours) };
    },
    'POST /actions/{id}/done': async ({ params, body, context }) => {
      await completeAction(context.db, params.id, body.note, by(context));
      return { action: await actionOf(context.db, params.id, context, neighbours) };
    },
    'POST /actions/{id}/move': async ({ params, body, context }) => {
      await moveAction(context.db, params.id, body.to, by(context));
      return { action: await actionOf(context.db, params.id, context, neighbours) };
    },
    'GET /actions/{id}/preview': ({ params, context }) =>
      previewAction(context.db, params.id, { now: context.now(), language: context.language }),
    'GET /items/{id}/why': async ({ params, context }) =>
      positionView(await explainItem(context.db, params.id, { now: context.now(), language: context.language })),
    'GET /customers/{id}/positions': async ({ params, context }) => ({
      items: (await explainCustomer(context.db, params.id, { now: context.now(), language: context.language })).map(positionView),
    }),
    'GET /customers/{id}/next': async ({ params, context }) => {
      const { scenario, ...next } = await nextActions(context.db, params.id, {
        today: context.today(),
        now: context.now(),
        language: context.language,
      });
      return { scenarioId: scenario.scenarioId, scenario: scenario.name, ...next };
    },
  }),
];
