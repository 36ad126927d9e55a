import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { recipientsOf } from '../collection-contact.ts';
import { choice, skipCounts } from '../decision/choice.ts';
import { ladderOf, standing } from '../decision/standing.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { readingRows, readingSets } from '../over-sets.ts';

/** What a unit's decision becomes: a message that leaves, one to confirm, or something a person does. */
const outcomeOf: Sql = sql`
  case
    when unit_decision.verdict <> 'act' then null
    when unit_decision.channel in ('call', 'task', 'hand-over') or unit_decision.automation = 'manual' then 'to-do'
    when unit_decision.automation = 'automatic' and unit_decision.prudence = 0 then 'automatic'
    else 'to-confirm'
  end
`;

/** Runs the decision once and keeps its answer in temporary tables of the transaction: run_unit, run_item, run_skip. */
export async function decideInto(tx: Transaction, terms: DecisionTerms): Promise<{ evaluated: bigint }> {
  await tx.run(sql`
    create temporary table if not exists run_unit (
      unit_id uuid, unit text, customer_id uuid, currency text, scenario_id uuid, version integer, step_id uuid, cycle integer, level integer, channel text, automation text, grave boolean,
      leader_item_id uuid, debit_minor bigint, credits_minor bigint, net_minor bigint, items integer, oldest_days_late integer, prudence integer,
      verdict text, outcome text, mark bigint, action_id uuid, changed boolean
    ) on commit drop
  `);
  await tx.run(sql`
    create temporary table if not exists run_item (
      item_id uuid, unit_id uuid, currency text, stepped boolean, step_id uuid, level integer, cycle integer, chased_minor bigint, days_late integer
    ) on commit drop
  `);
  await tx.run(sql`create temporary table if not exists run_skip (reason text, items integer) on commit drop`);
  await tx.run(sql`truncate run_unit, run_item, run_skip`);
  await readingSets(tx);
  await tx.run(sql`
    with ${ladderOf(terms.overlay)}, ${standing({ ...terms, nearOnly: true })}, ${choice(terms)},
    units as (
      insert into run_unit
      select unit_decision.unit_id, unit_decision.unit, unit_decision.customer_id, unit_decision.currency, unit_decision.scenario_id, unit_decision.version,
        unit_decision.step_id, unit_decision.cycle, unit_decision.level, unit_decision.channel, unit_decision.automation, unit_decision.grave, unit_decision.leader_item_id,
        unit_decision.debit_minor, unit_decision.credits_minor, unit_decision.net_minor, unit_decision.items, unit_decision.oldest_days_late,
        unit_decision.prudence, unit_decision.verdict, ${outcomeOf}, unit_decision.mark, null::uuid, true
      from unit_decision
      where unit_decision.verdict <> 'step-not-due'
    ),
    items as (
      insert into run_item
      select item_id, unit_id, currency, stepped, step_id, level, cycle, chased_minor, days_late from item_decision
    )
    insert into run_skip ${skipCounts(terms)}
  `);
  await tx.run(sql`analyze run_unit`);
  // Nobody to send it to on its channel: a person is told, and the level waits (T9).
  await tx.run(sql`
    update run_unit set outcome = recipient.problem
    from (${recipientsOf(sql`
      select run_unit.unit_id::text || run_unit.currency as key, run_unit.customer_id, run_unit.channel, step.recipient_roles, step.copy_roles, step.copy_people
      from run_unit
      join dunning.step on step.scenario_id = run_unit.scenario_id and step.version = run_unit.version and step.step_id = run_unit.step_id
      where run_unit.outcome in ('automatic', 'to-confirm', 'to-do') and run_unit.channel not in ('call', 'task', 'hand-over')
    `)}) as recipient
    where recipient.problem is not null and recipient.key = run_unit.unit_id::text || run_unit.currency
  `);
  await readingRows(tx);
  await tx.run(sql`analyze run_item`);
  // As the ledger's totals have it, and what only Quitus claims.
  return tx.one<{ evaluated: bigint }>(sql`
    select (
      coalesce((select sum(open_items) from receivables.due_day_total where entity_id = ${terms.entityId}::uuid), 0)
        + (select count(*) from receivables.item where entity_id = ${terms.entityId}::uuid and not in_ledger and open_minor <> 0)
    )::bigint as evaluated
  `);
}
