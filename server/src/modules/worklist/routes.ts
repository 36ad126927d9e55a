import { worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { sql } from '../../platform/database/index.ts';
import { type Context, type Handlers, implement, type Implementation } from '../../platform/http/index.ts';
import { changeDispute, editDispute, openDispute } from '../disputes/index.ts';
import { releaseHold } from '../holds/index.ts';
import { readSetting } from '../identity/index.ts';
import { itemsListed } from '../receivables/index.ts';
import { cancelPromise, undoPromise, makePromise, movePromise } from '../promises/index.ts';
import { accountOf, partsInMinor } from './account.ts';
import { listAlerts } from './alerts.ts';
import { previewByHand } from './by-hand/compose-by-hand.ts';
import { messageDraft } from './by-hand/message-draft.ts';
import { sendByHand } from './by-hand/send-by-hand.ts';
import { agendaCounters } from './counters.ts';
import { disputeView, listDisputes } from './dispute-list.ts';
import { holdsById, holdsOfCustomer } from './hold-list.ts';
import { type CloseAction, interactionView, logCall, pinNote, recordInteraction } from './interactions.ts';
import { judgeMornings } from './jobs.ts';
import { ledgerNeighbours } from './ledger-neighbours.ts';
import { listPromises, promiseView } from './promise-list.ts';
import { refuse } from './refusals.ts';
import { listReplies } from './reply-list.ts';
import { saysPaid } from './says-paid.ts';
import { qualifyItems } from './qualify-items.ts';
import { stopChasing } from './stop-chasing.ts';
import { timeline } from './timeline.ts';

type Worklist = Handlers<typeof worklistRoutes>;
export type WorklistDoors = {
  /** What ends an action of the agenda: actions are dunning's. */ readonly closeAction: CloseAction;
};

/** What collectors do: calls, notes, promises, disputes, pauses, messages by hand. */
export function worklistHandlers(doors: WorklistDoors): Implementation {
  return implement(worklistRoutes, {
    ...callHandlers(doors),
    ...promiseHandlers(doors),
    ...disputeHandlers,
    ...holdHandlers,
    ...messageHandlers,
    ...readHandlers,
  });
}

// `mine` is the portfolio of whoever asks, with those lent to them.
function portfolioOf<Query extends { mine?: boolean }>({ mine, ...query }: Query, context: Context) {
  return { ...query, ...(mine ? { collectorIds: context.caller?.portfolios } : {}) };
}

async function todayAt(context: Context, customerId: string): Promise<Day> {
  return context.today((await accountOf(context.db, customerId)).timeZone);
}

async function known<View>(view: Promise<View | undefined>): Promise<View> {
  const found = await view;
  if (found === undefined) throw refuse('worklist.case-unknown');
  return found;
}

async function promiseRules(context: Context, today: Day) {
  return { today, graceDays: await readSetting(context.db, 'promise.graceDays') };
}

const callHandlers = ({ closeAction }: WorklistDoors) =>
  ({
    'POST /customers/{id}/calls': async ({ params, body, context }) => {
      const today = await todayAt(context, params.id);
      const id = await context.db.transaction((tx) =>
        logCall(tx, { customerId: params.id, ...body, happenedAt: context.now() }, today, context.actor, closeAction),
      );
      return interactionView(context.db, id);
    },
    'POST /customers/{id}/notes': async ({ params, body, context }) => {
      const id = await context.db.transaction((tx) =>
        recordInteraction(tx, { customerId: params.id, kind: 'note', ...body, happenedAt: context.now() }, context.actor),
      );
      return interactionView(context.db, id);
    },
    'PATCH /notes/{id}': async ({ params, body, context }) => {
      await context.db.transaction((tx) => pinNote(tx, params.id, body.pinned));
      return interactionView(context.db, params.id);
    },
    'POST /customers/{id}/says-paid': async ({ params, body, context }) => {
      const rules = {
        today: await todayAt(context, params.id),
        days: await readSetting(context.db, 'saysPaid.days'),
        now: context.now(),
      };
      const outcome = await context.db.transaction((tx) =>
        saysPaid(tx, { customerId: params.id, ...body, language: context.language }, rules, context.actor),
      );
      return {
        interaction: await interactionView(context.db, outcome.interactionId),
        holdUntil: outcome.holdUntil,
        saidBefore: [...outcome.saidBefore],
      };
    },
  }) satisfies Partial<Worklist>;

const promiseHandlers = ({ closeAction }: WorklistDoors) =>
  ({
    'POST /customers/{id}/promises': async ({ params, body, context }) => {
      const rules = await promiseRules(context, await todayAt(context, params.id));
      const { items, source, actionId, ...promise } = body;
      const id = await context.db.transaction(async (tx) => {
        const parts = await partsInMinor(tx, params.id, items);
        await judgeMornings(tx, context.now());
        const made = { customerId: params.id, ...promise, source: source ?? 'call', items: parts };
        const promiseId = await makePromise(tx, made, rules, context.actor);
        if (actionId !== undefined) await closeAction(tx, actionId, promise.comment ?? '', context.actor);
        return promiseId;
      });
      return known(promiseView(context.db, id, rules.today));
    },
    'GET /promises': ({ query, context }) => listPromises(context.db, portfolioOf(query, context), context.today()),
    'GET /promises/{id}': ({ params, context }) => known(promiseView(context.db, params.id, context.today())),
    'POST /promises/{id}/cancel': async ({ params, body, context }) => {
      if (body.undo === true) {
        const { customerId } = await known(promiseView(context.db, params.id, context.today()));
        const today = await todayAt(context, customerId);
        await context.db.transaction((tx) => undoPromise(tx, params.id, today, context.actor));
      } else await context.db.transaction((tx) => cancelPromise(tx, params.id, context.actor));
      return known(promiseView(context.db, params.id, context.today()));
    },
    'POST /promises/{id}/move': async ({ params, body, context }) => {
      const before = await known(promiseView(context.db, params.id, context.today()));
      const rules = await promiseRules(context, await todayAt(context, before.customerId));
      const id = await context.db.transaction((tx) => movePromise(tx, params.id, body, rules, context.actor));
      return known(promiseView(context.db, id, rules.today));
    },
  }) satisfies Partial<Worklist>;

const disputeHandlers = {
  'POST /customers/{id}/disputes': async ({ params, body, context }) => {
    const rules = { today: await todayAt(context, params.id), dueDays: await readSetting(context.db, 'dispute.days') };
    const id = await context.db.transaction(async (tx) => {
      const items = await partsInMinor(tx, params.id, body.items);
      return openDispute(tx, { customerId: params.id, ...body, items }, rules, context.actor);
    });
    return known(disputeView(context.db, id, rules.today));
  },
  'GET /disputes': ({ query, context }) => listDisputes(context.db, portfolioOf(query, context), context.today()),
  'GET /disputes/{id}': ({ params, context }) => known(disputeView(context.db, params.id, context.today())),
  'PATCH /disputes/{id}': async ({ params, body, context }) => {
    await context.db.transaction((tx) => editDispute(tx, params.id, body, context.actor));
    return known(disputeView(context.db, params.id, context.today()));
  },
  'POST /disputes/{id}/{action}': async ({ params, body, context }) => {
    const today = context.today();
    await context.db.transaction((tx) =>
      changeDispute(tx, params.id, { action: params.action, comment: body.comment, today }, context.actor),
    );
    return known(disputeView(context.db, params.id, today));
  },
} satisfies Partial<Worklist>;

const holdHandlers = {
  'GET /customers/{id}/holds': async ({ params, query, context }) => ({
    holds: await holdsOfCustomer(context.db, params.id, query.show ?? 'live', await todayAt(context, params.id)),
  }),
  'POST /holds': async ({ body, context }) => {
    const today = await todayAt(context, body.customerId);
    const ids = await context.db.transaction((tx) => stopChasing(tx, body, today, context.actor));
    return { holds: await holdsById(context.db, ids, today) };
  },
  'POST /items/qualify': async ({ body, context }) => {
    const { itemIds, matching, decision, note } = body;
    if ((itemIds === undefined) === (matching === undefined)) throw refuse('worklist.items-or-matching');
    const items = matching
      ? itemsListed(context.db, matching, context.today(), ledgerNeighbours)
      : sql`select unnest(${[...new Set(itemIds)]}::uuid[])`;
    const wanted = { items, count: matching?.count, decision, note };
    return { qualified: await context.db.transaction((tx) => qualifyItems(tx, wanted, context.today(), context.actor)) };
  },
  'POST /holds/{id}/release': async ({ params, body, context }) => {
    await context.db.transaction((tx) => releaseHold(tx, params.id, body.reason ?? '', context.actor));
    const [hold] = await holdsById(context.db, [params.id], context.today());
    return known(Promise.resolve(hold));
  },
} satisfies Partial<Worklist>;

const messageHandlers = {
  'GET /customers/{id}/message-draft': async ({ params, query, context }) => {
    const { itemIds, ...wish } = query;
    const ticked = itemIds === undefined ? {} : { itemIds: itemIds.split(',').filter(Boolean) };
    const { actor } = context;
    const personId = actor.kind === 'user' ? actor.id : undefined;
    return messageDraft(context.db, { customerId: params.id, ...wish, ...ticked, personId }, await todayAt(context, params.id));
  },
  'POST /customers/{id}/messages/preview': async ({ params, body, context }) =>
    previewByHand(context.db, { customerId: params.id, ...body }, await todayAt(context, params.id)),
  'POST /customers/{id}/messages': async ({ params, body, context }) => {
    const rules = { now: context.now(), recallMinutes: await readSetting(context.db, 'recall.minutes') };
    return context.db.transaction((tx) => sendByHand(tx, { customerId: params.id, ...body }, rules, context.actor));
  },
} satisfies Partial<Worklist>;

const readHandlers = {
  'GET /customers/{id}/timeline': async ({ params, query, context }) => {
    await accountOf(context.db, params.id);
    return timeline(context.db, params.id, { ...query, limit: query.limit ?? 50 });
  },
  'GET /replies': ({ query, context }) => listReplies(context.db, portfolioOf(query, context), context.today()),
  'GET /agenda/alerts': ({ query, context }) =>
    listAlerts(context.db, { ...portfolioOf(query, context), today: context.today(), limit: query.limit ?? 100 }),
  'GET /agenda/counters': ({ query, context }) =>
    agendaCounters(context.db, { ...portfolioOf(query, context), today: context.today() }),
} satisfies Partial<Worklist>;
