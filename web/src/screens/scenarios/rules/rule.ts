import type { Criteria } from '@quitus/contract';
import type { InputOf, OutputOf } from '@quitus/contract/client';

export type SavedRules = OutputOf<'GET /assignment-rules'>;
export type SavedRule = SavedRules['rules'][number];
export type Effect = OutputOf<'POST /assignment-rules/preview'>;
type RuleBody = InputOf<'PUT /assignment-rules'>['body']['rules'][number];

/** A rule as it is edited: a new one has no conditions yet. */
export interface EditedRule {
  readonly id: string;
  readonly name: string;
  readonly scenarioId: string;
  readonly criteria: Criteria | null;
  readonly enabled: boolean;
}

/** What can be edited of the saved rules. */
export function editedRules({ rules }: SavedRules): EditedRule[] {
  return rules.map(({ id, name, scenarioId, criteria, enabled }) => ({ id, name, scenarioId, criteria, enabled }));
}

/** Whether a rule can be asked: it has a name, a scenario and at least one condition. */
export function isComplete(rule: EditedRule): boolean {
  return rule.name.trim() !== '' && rule.scenarioId !== '' && rule.criteria !== null;
}

/** The rules as the server takes them; those that cannot be asked yet are left out. */
export function ruleBodies(rules: readonly EditedRule[]): RuleBody[] {
  return rules.flatMap(({ criteria, ...rule }) =>
    criteria !== null && isComplete({ ...rule, criteria }) ? [{ ...rule, name: rule.name.trim(), criteria }] : [],
  );
}

/** How many customers each rule takes, by its identity, in an answer about these rules. */
export function takenBy(rules: readonly EditedRule[], effect: Effect | undefined): ReadonlyMap<string, number> {
  const asked = rules.filter(isComplete);
  return new Map(effect?.rules.map((rule, place) => [asked[place]?.id ?? '', rule.customers]) ?? []);
}
