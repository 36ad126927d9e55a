import type { Day } from '../../../kernel/days.ts';
import { addDays } from '../../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { letterInDoubt } from '../agenda/came-back.ts';
import { recipientsOf } from '../collection-contact.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { type BesideReference, type BesideStep, besideSteps, followers } from './beside-steps.ts';
import { unreachable } from '../run/create-actions.ts';
import {
  onlyPromised,
  promised,
  promisedSelect,
  promisesAtHand,
  promiseStepDay,
  speaks,
  spokenOfWithinDays,
} from './promise-steps.ts';
import { settleSpecific } from './specific/settle-specific.ts';
import { paidItems, payingCustomers, recentlySettled, thankableOfPaid, thankedWithinDays } from './thanks.ts';

/** One entity's run, as the daily run knows it once it knows what holds it. */
export type BesideRun = {
  readonly entity: { readonly id: string };
  readonly terms: DecisionTerms;
  readonly runId: string;
  readonly on: Day;
  /** The circuit breaker stands open, or the ledger is too old: what would leave by itself waits for a person. */
  readonly held: boolean;
  readonly stale: boolean;
  readonly now: Temporal.Instant;
};
/** Actions made: those whose message leaves by itself, those that await a yes, those a person does. */
export type BesideMade = { readonly messages: number; readonly toConfirm: number; readonly tasks: number };

const none: BesideMade = { messages: 0, toConfirm: 0, tasks: 0 };

/**
 * Decides what stands beside the ladder, each in one statement: thanks for payments, and what is said of promises. To be called
 * in the run's transaction, after the decision is in `run_unit` and before its actions are made: who is told today that a
 * promise was broken gets no reminder of the scenario as well. Running it twice makes nothing.
 */
export async function decideBeside(tx: Transaction, run: BesideRun): Promise<BesideMade> {
  await closeOutdated(tx, run);
  await settleSpecific(tx, run.entity.id, run.now);
  const steps = await besideSteps(tx);
  const uses = (reference: BesideReference): boolean => steps.some((step) => step.reference === reference);
  if (uses('payment-date')) await thank(tx, run, steps);
  if (uses('promise-date')) await speakOfPromises(tx, run, steps);
  await closeAnswered(tx, run);
  await letLadderWait(tx, run);
  if (steps.length === 0) return none;
  return tx.one<BesideMade>(sql`
    select count(*) filter (where state = 'confirmed')::int as messages, count(*) filter (where state = 'to-confirm')::int as "toConfirm",
      count(*) filter (where state = 'to-do')::int as tasks
    from dunning.action
    where run_id = ${run.runId} and kind in ('thanks', 'promise')
  `);
}

async function thank(tx: Transaction, run: BesideRun, steps: readonly BesideStep[]): Promise<void> {
  const offsets = steps.filter((step) => step.reference === 'payment-date').map((step) => step.offsetDays);
  // Written down step by step and counted: the planner cannot see behind a `with` step that thousands paid, and would compare them one by one.
  await keep(tx, 'paying', payingCustomers(run.terms, Math.max(...offsets)));
  const ofPaying = sql`item.customer_id in (select paying.customer_id from paying) and ${recentlySettled(run.terms, longestOffset)}`;
  await keep(tx, 'paid_item', paidItems(run.terms, ofPaying));
  const due = sql`
    with ${thankableOfPaid(run.terms)},
    ${followers(steps, 'payment-date', { terms: run.terms, among: sql`select thankable.customer_id from thankable` })}
      -- Two such steps in one scenario: the first whose day has come.
      select distinct on (thankable.customer_id, thankable.currency) thankable.*, follower.collector_id, follower.scenario_id, follower.version,
        follower.step_id, follower.channel, follower.automation, follower.recipient_roles, follower.copy_roles, follower.copy_people
      from thankable
      join follower on follower.customer_id = thankable.customer_id
      where thankable.paid_on + follower.offset_days between ${addDays(run.on, -thankedWithinDays)}::date and ${run.on}::date
        and thankable.paid_minor >= coalesce(follower.minimum_minor, 0)
      order by thankable.customer_id, thankable.currency, follower.position`;
  await keep(tx, 'due', due);
  await tx.run(sql`
    with recipient as (${recipients(sql`due.customer_id || due.currency`)}),
    made as (
      ${insertActions(
        run,
        'thanks',
        sql`
          select 'thanks/' || due.customer_id || '/' || due.currency || '/' || due.paid_on || ${asked} as once_key, recipient.problem, due.customer_id, due.collector_id, due.scenario_id,
            due.version, due.step_id, due.channel, due.automation, due.currency, due.paid_minor as amount_minor, null::date as oldest_due_on,
            due.first_item_id as item_id, jsonb_build_object('code', 'thanks', 'paidOn', due.paid_on) as reason
          from due
          join recipient on recipient.key = due.customer_id || due.currency
          where recipient.problem is null or ${notAskedYet}
        `,
      )}
    )
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, open_minor, days_late)
    select ${tx.tenantId}, made.id, paid_item.item_id, false, paid_item.minor, greatest(paid_item.paid_on - paid_item.due_on, 0)
    from made
    join paid_item on paid_item.customer_id = made.customer_id and paid_item.currency = made.currency
  `);
}

async function speakOfPromises(tx: Transaction, run: BesideRun, steps: readonly BesideStep[]): Promise<void> {
  const day = sql`${run.on}::date`;
  const offsets = steps.filter((step) => step.reference === 'promise-date').map((step) => step.offsetDays);
  await keep(tx, 'promised', promisedSelect(run.terms, promisesAtHand(run.terms, Math.max(...offsets))));
  const due = sql`
    with ${followers(steps, 'promise-date', { terms: run.terms, among: sql`select promised.customer_id from promised` })}
      select promised.*, follower.collector_id, follower.scenario_id, follower.version, follower.step_id, follower.offset_days, follower.channel, follower.automation,
        follower.recipient_roles, follower.copy_roles, follower.copy_people
      from promised
      join follower on follower.customer_id = promised.customer_id
      where ${speaks(sql`follower`, sql`promised`, run.terms)}
        and ${promiseStepDay(sql`follower`, sql`promised`)} between ${addDays(run.on, -spokenOfWithinDays)}::date and ${day}
        -- A promise made after the courtesy's own day needs none.
        and (follower.offset_days >= 0 or promised.promised_on < promised.due_on + follower.offset_days)
        and promised.left_minor >= coalesce(follower.minimum_minor, 0)
        and coalesce((
          select false from dunning.action as said
          where said.customer_id = promised.customer_id and said.kind = 'promise' and said.step_id = follower.step_id
            and said.reason ->> 'promise' = promised.id::text
          limit 1
        ), true)
        -- That it was broken is a chase like another: its items had their rest (T87).
        and (follower.offset_days < 0 or coalesce((
          select false from promises.promise_item
          where promise_item.promise_id = promised.id and (
            select true from dunning.step_done
            where step_done.tenant_id = promise_item.tenant_id and step_done.item_id = promise_item.item_id
              and step_done.outcome in ('done', 'listed') and step_done.done_on > ${day} - follower.min_days
            limit 1
          )
          limit 1
        ), true))`;
  await keep(tx, 'due', due);
  await tx.run(sql`
    with recipient as (${recipients(sql`due.id || due.step_id::text`)}),
    made as (
      ${insertActions(
        run,
        'promise',
        sql`
          select 'promise/' || due.id || '/' || due.step_id || ${asked} as once_key, recipient.problem, due.customer_id, due.collector_id, due.scenario_id, due.version, due.step_id,
            due.channel, due.automation, due.currency, due.left_minor as amount_minor, due.oldest_due_on, due.first_item_id as item_id,
            jsonb_build_object('code', case when due.offset_days < 0 then 'promise-ahead' else 'promise-broken' end, 'promise', due.id, 'promisedOn', due.due_on) as reason
          from due
          join recipient on recipient.key = due.id || due.step_id::text
          where recipient.problem is null or ${notAskedYet}
        `,
      )}
    )
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, open_minor, days_late)
    select ${tx.tenantId}, made.id, item.id, false, least(promise_item.amount_minor, item.open_minor - item.awaiting_minor), coalesce(${day} - item.due_on, 0)
    from made
    join promises.promise_item on promise_item.promise_id = (made.reason ->> 'promise')::uuid
    join receivables.item on item.tenant_id = promise_item.tenant_id and item.id = promise_item.item_id
    where item.open_minor - item.awaiting_minor > 0 and ${onlyPromised(sql`item`, day)}
  `);
}

// Under a key of its own: once somebody can be written to, the message itself is still to be made.
const asked = sql`case when recipient.problem is null then '/1' else '/address/1' end`;
// One task asks for an address, whoever needs it: the ladder's of today is about to be made, another may be open.
const notAskedYet = sql`(
  not exists (select from run_unit where run_unit.customer_id = due.customer_id and run_unit.outcome in ${unreachable})
  and not exists (
    select from dunning.action as other
    where other.customer_id = due.customer_id and other.state = 'to-do' and other.step_id is null and other.reason ->> 'code' in ${unreachable}
  )
)`;

/** Writes what a select answers into a temporary table of that name, counted. */
async function keep(tx: Transaction, name: 'paying' | 'paid_item' | 'promised' | 'due', select: Sql): Promise<void> {
  await tx.run(sql`drop table if exists pg_temp.${sql.id(name)}`);
  await tx.run(sql`create temporary table ${sql.id(name)} on commit drop as ${select}`);
  await tx.run(sql`analyze ${sql.id(name)}`);
}

// Whom each of `due` goes to.
function recipients(key: Sql): Sql {
  return recipientsOf(
    sql`select ${key} as key, due.customer_id, due.channel, due.recipient_roles, due.copy_roles, due.copy_people from due`,
  );
}

// Steps reach at most so far from their date; beyond it nothing recent would be left of a payment or a promise.
const longestOffset = 90;

/** Writes the actions of `due`: by itself when its step says so and nothing holds the run, else to confirm; a person's when a person does it. Nobody to write to: a task in its place, under no step. */
function insertActions(run: BesideRun, kind: 'thanks' | 'promise', due: Sql): Sql {
  const reached = sql`due.problem is null`;
  const state = sql`case
    when due.channel in ('call', 'task') or due.automation = 'manual' or not ${reached} then 'to-do'
    when due.automation = 'automatic' and not ${run.held}::boolean and not ${run.stale}::boolean and not ${letterInDoubt(sql`due.channel`)} then 'confirmed'
    else 'to-confirm'
  end`;
  return sql`
    insert into dunning.action (tenant_id, id, once_key, run_id, entity_id, customer_id, scenario_id, scenario_version, step_id, level, channel, automation, kind,
      state, caution, planned_on, currency, amount_minor, oldest_due_on, leader_item_id, reason, assignee_id, decided_at, decided_by)
    select scenario.tenant_id, uuidv7(), due.once_key, ${run.runId}, ${run.entity.id}, due.customer_id, due.scenario_id, due.version,
      case when ${reached} then due.step_id end, case when ${reached} then 0 end, case when ${reached} then due.channel else 'task' end,
      case when ${reached} then due.automation else 'manual' end, ${kind}, ${state},
      case when due.automation = 'automatic' and ${reached} then case when ${run.stale}::boolean then 'stale' when ${run.held}::boolean then 'breaker' end end,
      ${run.on}::date, due.currency, due.amount_minor, due.oldest_due_on, due.item_id,
      case when ${reached} then due.reason else due.reason || jsonb_build_object('code', due.problem, 'about', due.reason ->> 'code', 'step', due.step_id) end,
      coalesce(due.collector_id, (select person_id from identity.membership where role = 'owner' order by created_at limit 1)),
      case when ${state} = 'confirmed' then now() end, case when ${state} = 'confirmed' then 'system' end
    from (${due}) as due
    join dunning.scenario on scenario.id = due.scenario_id
    join customers.customer on customer.id = due.customer_id
    on conflict (tenant_id, once_key) do nothing
    returning id, customer_id, currency, reason
  `;
}

/** An address was found and the message is made: nobody has to look for one any more. */
async function closeAnswered(tx: Transaction, run: BesideRun): Promise<void> {
  await tx.run(sql`
    update dunning.action
    set state = 'cancelled', decided_at = ${run.now.toString()}::timestamptz, decided_by = 'system', decision_note = 'superseded'
    where action.entity_id = ${run.entity.id} and action.state = 'to-do' and action.kind in ('thanks', 'promise') and action.step_id is null
      and exists (select from dunning.action as made where made.once_key = left(action.once_key, -length('/address/1')) || '/1')
  `);
}

/** What nobody decided in time, or what has nothing to say any more, leaves the agenda; a message on its way is judged the second it leaves. */
async function closeOutdated(tx: Transaction, run: BesideRun): Promise<void> {
  await tx.run(sql`
    with open_action as (
      select action.id, action.customer_id, action.reason, action.planned_on, action.kind
      from dunning.action
      where action.entity_id = ${run.entity.id} and action.state in ('to-confirm', 'to-do') and (
        action.kind in ('thanks', 'promise')
        -- Asked for at once on another day and not sent after all: the scenario goes on.
        or (action.kind = 'by-hand' and action.reason ->> 'code' = 'by-hand' and action.state = 'to-confirm' and action.planned_on < ${run.on}::date)
      )
    ),
    ${promised(run.terms, sql`promise.id = any(array(select (open_action.reason ->> 'promise')::uuid from open_action where open_action.kind = 'promise'))`)},
    outdated as (
      select open_action.id,
        case when open_action.kind = 'by-hand' then 'superseded' when open_action.kind = 'promise' and not coalesce(
          case coalesce(open_action.reason ->> 'about', open_action.reason ->> 'code')
            when 'promise-ahead' then promised.state = 'expected' and promised.due_on >= ${run.on}::date
            else promised.state = 'broken' and not promised.promised_again
          end and promised.left_minor > 0, false) then 'promise-closed' end as why
      from open_action
      left join promised on promised.id = (open_action.reason ->> 'promise')::uuid
      where open_action.kind in ('promise', 'by-hand') or open_action.planned_on < ${addDays(run.on, -thankedWithinDays)}::date
    )
    update dunning.action
    set state = case when outdated.why is null then 'expired' else 'cancelled' end, decided_at = ${run.now.toString()}::timestamptz, decided_by = 'system',
      decision_note = outdated.why
    from outdated
    where action.id = outdated.id and (outdated.why is not null or action.planned_on < ${addDays(run.on, -thankedWithinDays)}::date)
  `);
}

/** Who is to be told that a promise was broken is told that, and not reminded by the scenario on top: its own message says more. */
async function letLadderWait(tx: Transaction, run: BesideRun): Promise<void> {
  await tx.run(sql`
    update run_unit set outcome = null
    from dunning.action
    where action.entity_id = ${run.entity.id} and action.kind = 'promise' and action.reason ->> 'code' = 'promise-broken'
      and action.state in ('to-confirm', 'confirmed') and action.customer_id = run_unit.customer_id and action.currency = run_unit.currency
      and run_unit.action_id is null
  `);
}
