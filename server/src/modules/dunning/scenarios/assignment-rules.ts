import { createHash } from 'node:crypto';
import type { Criteria } from '@quitus/contract';
import { describeCriteria } from '../../../platform/criteria/index.ts';
import type { Language } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { customerFields } from '../../customers/index.ts';
import { refuse } from '../refusals.ts';
import { criteriaProblem } from './check-steps.ts';

/** A rule as it is given: the customers its criteria fit follow its scenario, unless a rule before it has them. */
export type NewRule = {
  readonly id?: string | undefined;
  readonly name: string;
  readonly scenarioId: string;
  readonly criteria: Criteria;
  readonly enabled: boolean;
};
export type Rule = NewRule & {
  readonly id: string;
  readonly position: number;
  readonly scenario: string;
  readonly customers: number;
  readonly author: string;
  readonly changedAt: Temporal.Instant;
};

/** The rules in their order, with how many customers each has as last applied. */
export function assignmentRules(db: Queryable): Promise<Rule[]> {
  return db.rows<Rule>(sql`
    select rule.id, rule.position, rule.name, rule.scenario_id as "scenarioId", scenario.name as scenario, rule.criteria, rule.enabled, rule.author,
      rule.changed_at as "changedAt",
      (select count(*)::int from dunning.assignment where assignment.tenant_id = rule.tenant_id and assignment.rule_id = rule.id) as customers
    from dunning.assignment_rule as rule
    join dunning.scenario on scenario.tenant_id = rule.tenant_id and scenario.id = rule.scenario_id
    order by rule.position
  `);
}

/** Criteria of a rule as a sentence; one that asks of what no longer exists says so. */
export function ruleWords(criteria: Criteria, language: Language): string {
  const problem = criteriaProblem(criteria);
  if (problem) return language === 'fr' ? problem.problemFr : problem.problemEn;
  return describeCriteria(criteria, customerFields, language);
}

/** Names a list of rules as it is: another once any of them changed, came, went or moved. */
export function revisionOf(rules: readonly Rule[]): string {
  const told = rules.map((rule) => [rule.id, rule.position, rule.changedAt.toString()]);
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 16);
}

export type RuleList = { readonly revision?: string | undefined; readonly rules: readonly NewRule[] };

/** Saves the whole list in its order. Refused when somebody saved another since `revision`. */
export function saveRules(db: TenantDatabase, list: RuleList, by: Actor): Promise<void> {
  return db.transaction((tx) => saveRulesIn(tx, list, by));
}

/** The same within a transaction. */
export async function saveRulesIn(tx: Transaction, { revision, rules }: RuleList, by: Actor): Promise<void> {
  await lockRules(tx);
  const before = await assignmentRules(tx);
  if (revision !== undefined && revision !== revisionOf(before)) throw refuse('rules.changed-meanwhile');
  await assertRules(tx, rules);
  const known = new Map(before.map((rule) => [rule.id, rule]));
  const rows = rules.map((rule, index) => {
    // An id that is not ours is none: a rule is changed by the list it stands in, never taken from elsewhere.
    const was = rule.id === undefined ? undefined : known.get(rule.id);
    return {
      id: was?.id ?? uuidv7(),
      position: index + 1,
      name: rule.name,
      scenario_id: rule.scenarioId,
      criteria: rule.criteria,
      enabled: rule.enabled,
    };
  });
  await tx.run(sql`delete from dunning.assignment_rule where not id = any(${rows.map((row) => row.id)}::uuid[])`);
  await tx.run(sql`
    insert into dunning.assignment_rule (tenant_id, id, position, name, scenario_id, criteria, enabled, author, changed_at)
    select ${tx.tenantId}, id, position, name, scenario_id, criteria, enabled, ${by.name}, clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as rule (id uuid, position integer, name text, scenario_id uuid, criteria jsonb, enabled boolean)
    on conflict (tenant_id, id) do update
    set position = excluded.position, name = excluded.name, scenario_id = excluded.scenario_id, criteria = excluded.criteria,
      enabled = excluded.enabled, author = excluded.author, changed_at = excluded.changed_at
    where (assignment_rule.position, assignment_rule.name, assignment_rule.scenario_id, assignment_rule.criteria, assignment_rule.enabled)
      is distinct from (excluded.position, excluded.name, excluded.scenario_id, excluded.criteria, excluded.enabled)
  `);
  await recordEvent(tx, { kind: 'scenarios.rules-saved', actor: by, details: { before: before.length, rules: rows.length } });
}

/** One at a time saves or applies the rules: two applications of different lists never interleave. */
export async function lockRules(tx: Transaction): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`dunning.assignment_rule/${tx.tenantId}`}, 0))`);
}

/** Refuses rules that could not work: a scenario that is not there, criteria that ask of nothing, one id twice. */
export async function assertRules(tx: Queryable, rules: readonly NewRule[]): Promise<void> {
  const scenarios = await tx.rows<{ id: string }>(sql`select id from dunning.scenario where not archived for share`);
  const known = new Set(scenarios.map((scenario) => scenario.id));
  rules.forEach((rule, index) => {
    const { name } = rule;
    if (!known.has(rule.scenarioId)) throw refuse('rules.scenario-unknown', { name });
    if (rule.id !== undefined && rules.slice(0, index).some((other) => other.id === rule.id))
      throw refuse('rules.twice', { name });
    const problem = criteriaProblem(rule.criteria);
    if (problem) throw refuse('rules.criteria-invalid', { name, ...problem });
  });
}
