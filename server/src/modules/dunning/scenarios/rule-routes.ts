import { type AssignmentRule, assignmentRoutes } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import type { Queryable } from '../../../platform/database/index.ts';
import { implement, type Implementation } from '../../../platform/http/implement.ts';
import { applyAssignmentRules, previewRules } from './apply-rules.ts';
import { assignmentRules, revisionOf, ruleWords, saveRules } from './assignment-rules.ts';
import { ensureDefaultScenario } from './default-scenario.ts';

async function rulesView(db: Queryable, language: Language): Promise<{ rules: AssignmentRule[]; revision: string }> {
  const rules = await assignmentRules(db);
  return {
    rules: rules.map((rule) => ({
      ...rule,
      words: ruleWords(rule.criteria, language),
      changedAt: rule.changedAt.toString(),
    })),
    revision: revisionOf(rules),
  };
}

/** The ways to the rules that say who follows which scenario. */
export const assignmentHandlers: Implementation = implement(assignmentRoutes, {
  'GET /assignment-rules': ({ context }) => rulesView(context.db, context.language),
  'PUT /assignment-rules': async ({ body, context }) => {
    await saveRules(context.db, body, context.actor);
    return rulesView(context.db, context.language);
  },
  'POST /assignment-rules/preview': async ({ body, context }) => {
    await context.db.transaction((tx) => ensureDefaultScenario(tx));
    const preview = await previewRules(context.db, body.rules, { today: context.today(), language: context.language });
    return { ...preview, rules: [...preview.rules], moves: [...preview.moves], sample: [...preview.sample] };
  },
  'POST /assignment-rules/apply': async ({ context }) => ({
    changed: await context.db.transaction((tx) => applyAssignmentRules(tx, { today: context.today() }, context.actor)),
  }),
});
