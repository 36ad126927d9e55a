import { type ActionRow, besideRoutes, type SpecificAction } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { sql } from '../../../platform/database/index.ts';
import { type Context, implement, type Implementation } from '../../../platform/http/implement.ts';
import { refuse } from '../refusals.ts';
import { undoHandOver } from './after-done.ts';
import { remindNow } from './remind-now.ts';
import { changeSpecific, endSpecific } from './specific/change-specific.ts';
import { planSpecific } from './specific/plan-specific.ts';
import { specificActions } from './specific/specific-list.ts';
import { rewordAction } from './words-of-one.ts';

/** Reads one action as the agenda shows it: the agenda's own. */
export type ActionReader = (context: Context, id: string) => Promise<ActionRow>;

async function todayOf(context: Context, customerId: string): Promise<string> {
  const found = await context.db.maybe<{ zone: string }>(sql`
    select entity.time_zone as zone
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    where customer.id = ${customerId}::uuid
  `);
  if (!found) throw refuse('customer.not-found');
  return context.today(found.zone);
}

async function specificOf(context: Context, id: string): Promise<SpecificAction> {
  const [found] = await specificActions(context.db, sql`action.shape ->> 'of' = ${id}`);
  if (!found) throw refuse('specific.not-found');
  return found;
}

const wordsOf = (body: { subject?: string; body?: string; script?: string }) =>
  body.subject === undefined && body.body === undefined && body.script === undefined
    ? {}
    : { words: { subject: body.subject ?? null, body: body.body ?? null, script: body.script ?? null } };

/** The ways into what stands beside the scenario: thin. */
export const besideHandlers = (readAction: ActionReader): Implementation =>
  implement(besideRoutes, {
    'GET /customers/{id}/specific-actions': async ({ params, query, context }) => {
      // Refuses a customer who is not there, or not for whoever asks.
      await todayOf(context, params.id);
      return { rows: await specificActions(context.db, sql`action.customer_id = ${params.id}::uuid`, query.show) };
    },
    'POST /customers/{id}/specific-actions': async ({ params, body, context }) => {
      const today = await todayOf(context, params.id);
      const { subject: _subject, body: _body, script: _script, ...wanted } = body;
      const id = await planSpecific(
        context.db,
        { customerId: params.id, ...wanted, ...wordsOf(body) },
        { actor: context.actor, now: context.now(), today },
      );
      return specificOf(context, id);
    },
    'PATCH /specific-actions/{id}': async ({ params, body, context }) => {
      const { customerId } = await specificOf(context, params.id);
      const { title, until, on } = body;
      await changeSpecific(
        context.db,
        params.id,
        { title, until, on, ...wordsOf(body) },
        { actor: context.actor, now: context.now(), today: await todayOf(context, customerId) },
      );
      return specificOf(context, params.id);
    },
    'POST /specific-actions/{id}/end': async ({ params, body, context }) => {
      const { customerId } = await specificOf(context, params.id);
      await endSpecific(context.db, params.id, body.reason, {
        actor: context.actor,
        now: context.now(),
        today: await todayOf(context, customerId),
      });
      return specificOf(context, params.id);
    },
    'POST /customers/{id}/remind-now': async ({ params, body, context }) => {
      const made = await remindNow(
        context.db,
        { customerId: params.id, currency: body.currency, despite: body.despite ?? false },
        { actor: context.actor, now: context.now(), today: await todayOf(context, params.id) },
      );
      const { reasons } = textsIn(context.language).dunning;
      return made.outcome === 'ask'
        ? {
            outcome: made.outcome,
            warnings: made.warnings.map((code) => ({ code, words: reasons[code] })),
            lastContactOn: made.lastOn,
            action: null,
            recallUntil: null,
          }
        : {
            outcome: made.outcome,
            warnings: [],
            lastContactOn: null,
            action: await readAction(context, made.actionId),
            recallUntil: made.recallUntil?.toString() ?? null,
          };
    },
    'POST /actions/{id}/undo-hand-over': async ({ params, body, context }) => {
      await undoHandOver(context.db, params.id, body.reason, { actor: context.actor });
      return { action: await readAction(context, params.id) };
    },
    'PUT /actions/{id}/words': async ({ params, body, context }) => {
      await rewordAction(context.db, params.id, body, { actor: context.actor });
      return { action: await readAction(context, params.id) };
    },
  });
