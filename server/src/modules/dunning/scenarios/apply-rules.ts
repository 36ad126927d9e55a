import type { Language } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { compileCriteria } from '../../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { customerFields } from '../../customers/index.ts';
import { overSets } from '../over-sets.ts';
import { assertRules, assignmentRules, lockRules, type NewRule, ruleWords } from './assignment-rules.ts';
import { criteriaProblem } from './check-steps.ts';

const many = Number.POSITIVE_INFINITY;

type RulesToApply = {
  readonly today: Day;
  /** A select of customer ids; every customer when left out. */
  readonly customers?: Sql | undefined;
  /** About how many those are; many unless said otherwise. */
  readonly count?: number | undefined;
};

/**
 * Gives each customer the scenario of the first rule it meets; one met by none goes back to the default; what was chosen by hand is left alone.
 * A handful of statements, whatever the number of customers. Answers how many changed scenario or rule. One event, and none when nothing changed.
 */
export async function applyAssignmentRules(
  tx: Transaction,
  { today, customers, count = many }: RulesToApply,
  by: Actor,
): Promise<number> {
  await lockRules(tx);
  // A field that left the catalogue must not stop the daily run: its rule takes nobody until someone mends it.
  const rules = (await assignmentRules(tx)).filter((rule) => rule.enabled && !criteriaProblem(rule.criteria));
  // Most tenants have no rule: then nobody is read, only those an earlier rule had go back.
  if (rules.length === 0) return recorded(tx, await freeAll(tx, customers), by);
  const which = customers ? sql`customer.id in (${customers})` : sql`true`;
  const assign = sql`
    with ${verdictOf(rules, today, which)},
    ruled as (
      insert into dunning.assignment (tenant_id, customer_id, scenario_id, locked, rule_id, author)
      select ${tx.tenantId}, verdict.customer_id, rule.scenario_id, false, rule.id, ${by.name}
      from verdict
      join rule on rule.place = verdict.place
      left join dunning.assignment as standing on standing.customer_id = verdict.customer_id
      -- Those already where they belong are not even touched: most of them, every day.
      where standing.customer_id is null
        or (not standing.locked and (standing.scenario_id, standing.rule_id) is distinct from (rule.scenario_id, rule.id))
      on conflict (tenant_id, customer_id) do update
      set scenario_id = excluded.scenario_id, rule_id = excluded.rule_id, author = excluded.author, assigned_at = now()
      where not assignment.locked
        and (assignment.scenario_id, assignment.rule_id) is distinct from (excluded.scenario_id, excluded.rule_id)
      returning 1
    ),
    freed as (
      delete from dunning.assignment
      using verdict
      where assignment.tenant_id = ${tx.tenantId} and assignment.customer_id = verdict.customer_id and verdict.place is null
        and not assignment.locked and assignment.rule_id is not null
      returning 1
    )
    select (select count(*)::int from ruled) + (select count(*)::int from freed) as changed
  `;
  const { changed } = await overSets(tx, count, () => tx.one<{ changed: number }>(assign));
  return recorded(tx, changed, by);
}

function freeAll(tx: Transaction, customers: Sql | undefined): Promise<number> {
  const among = customers ? sql`and customer_id in (${customers})` : sql``;
  return tx.run(sql`delete from dunning.assignment where rule_id is not null and not locked ${among}`);
}

async function recorded(tx: Transaction, changed: number, by: Actor): Promise<number> {
  if (changed > 0) await recordEvent(tx, { kind: 'scenarios.rules-applied', actor: by, details: { customers: changed } });
  return changed;
}

export type RulesPreview = {
  readonly rules: readonly { readonly name: string; readonly customers: number; readonly words: string }[];
  readonly locked: number;
  readonly unmatched: number;
  readonly changing: number;
  readonly moves: readonly {
    readonly fromId: string;
    readonly from: string;
    readonly toId: string;
    readonly to: string;
    readonly customers: number;
  }[];
  readonly sample: readonly {
    readonly customerId: string;
    readonly customerCode: string;
    readonly customer: string;
    readonly from: string;
    readonly to: string;
    readonly rule: string | null;
  }[];
};

type PreviewRow = Pick<RulesPreview, 'moves' | 'sample'> & {
  readonly taken: readonly { readonly place: number; readonly customers: number }[];
  readonly totals: Pick<RulesPreview, 'locked' | 'unmatched' | 'changing'>;
};

const sampleSize = 20;

/** What a list of rules, saved or not, would do if it were applied now: whom each takes, who changes scenario, and twenty of those. */
export async function previewRules(
  db: Queryable,
  given: readonly NewRule[],
  { today, language }: { readonly today: Day; readonly language: Language },
): Promise<RulesPreview> {
  await assertRules(db, given);
  const { taken, totals, moves, sample } = await db.one<PreviewRow>(sql`
    with ${outcomeOf(given, today)},
    changing as (
      select outcome.*, (
        select max(balance.open_debit_minor) from receivables.customer_balance as balance where balance.customer_id = outcome.customer_id
      ) as owed
      from outcome
      where from_id <> to_id
    ),
    taken as (
      select place, count(*) as customers from outcome where place is not null and not locked group by place
    ),
    move as (
      select from_id as "fromId", was.name as "from", to_id as "toId", becomes.name as "to", count(*) as customers
      from changing
      join dunning.scenario as was on was.id = from_id
      join dunning.scenario as becomes on becomes.id = to_id
      group by from_id, was.name, to_id, becomes.name
    ),
    shown as (
      select customer.id as "customerId", customer.code as "customerCode", customer.name as customer, was.name as "from", becomes.name as "to",
        (${given.map((rule) => rule.name)}::text[])[first.place] as rule, first.owed
      from (select * from changing order by owed desc nulls last, customer_id limit ${sampleSize}) as first
      join customers.customer on customer.id = first.customer_id
      join dunning.scenario as was on was.id = first.from_id
      join dunning.scenario as becomes on becomes.id = first.to_id
    )
    select
      (select coalesce(jsonb_agg(taken), '[]') from taken) as taken,
      (
        select jsonb_build_object('locked', count(*) filter (where locked), 'unmatched', count(*) filter (where place is null and not locked),
          'changing', count(*) filter (where from_id <> to_id))
        from outcome
      ) as totals,
      (select coalesce(jsonb_agg(move order by move.customers desc, move."from", move."to"), '[]') from move) as moves,
      (select coalesce(jsonb_agg(to_jsonb(shown) - 'owed' order by shown.owed desc nulls last, shown."customerId"), '[]') from shown) as sample
  `);
  const customers = new Map(taken.map((rule) => [rule.place, rule.customers]));
  return {
    rules: given.map((rule, index) => ({
      name: rule.name,
      customers: customers.get(index + 1) ?? 0,
      words: ruleWords(rule.criteria, language),
    })),
    ...totals,
    moves,
    sample,
  };
}

// What each customer follows, and what it would follow. An assignment made by hand stays; one by a rule goes when no rule takes the customer.
function outcomeOf(rules: readonly NewRule[], today: Day): Sql {
  return sql`
    ${verdictOf(rules, today, sql`true`)},
    outcome as (
      select verdict.customer_id, verdict.place, coalesce(assignment.locked, false) as locked,
        coalesce(assignment.scenario_id, fallback.id) as from_id,
        case
          when assignment.locked then assignment.scenario_id
          when verdict.place is not null then rule.scenario_id
          when assignment.rule_id is not null then fallback.id
          else coalesce(assignment.scenario_id, fallback.id)
        end as to_id
      from verdict
      left join rule on rule.place = verdict.place
      left join dunning.assignment on assignment.customer_id = verdict.customer_id
      cross join (select id from dunning.scenario where is_default) as fallback
    )
  `;
}

type PlacedRule = Pick<NewRule, 'id' | 'scenarioId' | 'criteria' | 'enabled'>;

// Each customer with the place of the first rule it meets: one reading of the customers, a rule being asked only when those before it said no.
function verdictOf(rules: readonly PlacedRule[], today: Day, which: Sql): Sql {
  const asked = rules.map((rule, index) => ({ ...rule, place: index + 1 })).filter((rule) => rule.enabled);
  const cases = asked.map(
    (rule) => sql`when ${compileCriteria(rule.criteria, customerFields, { today })} then ${rule.place}::int`,
  );
  return sql`
    rule as (
      select *
      from unnest(${asked.map((rule) => rule.place)}::int[], ${asked.map((rule) => rule.id ?? null)}::uuid[],
        ${asked.map((rule) => rule.scenarioId)}::uuid[]) as rule (place, id, scenario_id)
    ),
    verdict as (
      select customer.id as customer_id, ${cases.length > 0 ? sql`case ${sql.join(cases, sql` `)} end` : sql`null::int`} as place
      from customers.customer
      where customer.merged_into is null and ${which}
    )
  `;
}
