import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { collectionContacts } from '../collection-contact.ts';
import { choice, skipCounts } from '../decision/choice.ts';
import { ladder, standing } from '../decision/standing.ts';
import type { DecisionTerms } from '../decision/terms.ts';

/** What a unit's decision becomes: a message that leaves, one to confirm, or something a person does. */
const outcomeOf: Sql = sql`
  case
    when unit_decision.verdict <> 'act' then null
    when unit_decision.channel = 'e-mail' and contact.email is null then 'no-address'
    -- Calls and tasks, and letters until someone says that they were posted.
    when unit_decision.channel <> 'e-mail' or unit_decision.automation = 'manual' then 'to-do'
    when unit_decision.automation = 'automatic' and unit_decision.prudence = 0 then 'automatic'
    else 'to-confirm'
  end
`;

/** Runs the decision once and keeps its answer in temporary tables of the transaction: run_unit, run_item, run_skip. */
export async function decideInto(tx: Transaction, terms: DecisionTerms): Promise<{ evaluated: bigint }> {
  await tx.run(sql`
    create temporary table if not exists run_unit (
      customer_id uuid, currency text, scenario_id uuid, version integer, step_id uuid, level integer, channel text, automation text, grave boolean,
      leader_item_id uuid, debit_minor bigint, credits_minor bigint, net_minor bigint, items integer, oldest_days_late integer, prudence integer,
      verdict text, outcome text, mark bigint, action_id uuid, changed boolean
    ) on commit drop
  `);
  await tx.run(sql`
    create temporary table if not exists run_item (
      item_id uuid, customer_id uuid, currency text, stepped boolean, step_id uuid, level integer, chased_minor bigint, days_late integer
    ) on commit drop
  `);
  await tx.run(sql`create temporary table if not exists run_skip (reason text, items integer) on commit drop`);
  await tx.run(sql`truncate run_unit, run_item, run_skip`);
  // Sets large enough that a nested loop is always wrong; the planner cannot see their size behind the steps.
  await tx.run(sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '128MB', true)`);
  await tx.run(sql`
    with ${ladder}, ${standing({ ...terms, nearOnly: true })}, ${choice(terms)},
    contact as (${collectionContacts(sql`customer.entity_id = ${terms.entityId}::uuid`)}),
    units as (
      insert into run_unit
      select unit_decision.customer_id, unit_decision.currency, unit_decision.scenario_id, unit_decision.version, unit_decision.step_id,
        unit_decision.level, unit_decision.channel, unit_decision.automation, unit_decision.grave, unit_decision.leader_item_id,
        unit_decision.debit_minor, unit_decision.credits_minor, unit_decision.net_minor, unit_decision.items, unit_decision.oldest_days_late,
        unit_decision.prudence, unit_decision.verdict, ${outcomeOf}, unit_decision.mark, null::uuid, true
      from unit_decision
      left join contact on contact.customer_id = unit_decision.customer_id
      where unit_decision.verdict <> 'step-not-due'
    ),
    items as (
      insert into run_item
      select item_id, customer_id, currency, stepped, step_id, level, chased_minor, days_late from item_decision
    )
    insert into run_skip ${skipCounts(terms)}
  `);
  await tx.run(sql`select set_config('enable_nestloop', 'on', true)`);
  await tx.run(sql`analyze run_unit`);
  await tx.run(sql`analyze run_item`);
  return tx.one<{ evaluated: bigint }>(sql`
    select coalesce(sum(open_items), 0)::bigint as evaluated from (
      select count(*) as open_items from receivables.item where entity_id = ${terms.entityId}::uuid and open_minor <> 0
    ) as open_item
  `);
}
