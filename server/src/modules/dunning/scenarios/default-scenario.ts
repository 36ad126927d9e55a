import { type Actor, systemActor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { libraryDraft } from './library.ts';
import { insertScenario } from './publish-scenario.ts';
import type { NewStep } from './scenario.ts';

/** The steps of the standard scenario. Everything waits for a yes until someone trusts it to leave by itself. */
export const standardSteps: readonly NewStep[] = libraryDraft('standard', 'fr').steps;

/** Gives the tenant the standard scenario as its default unless it has one. Answers the default's id. */
export async function ensureDefaultScenario(tx: Transaction, by: Actor = systemActor('quitus')): Promise<string> {
  const existing = await tx.maybe<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  if (existing) return existing.id;
  // Two first runs at once: one makes it, the other finds it.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`dunning.scenario/${tx.tenantId}`}, 0))`);
  const made = await tx.maybe<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  if (made) return made.id;
  return insertScenario(tx, libraryDraft('standard', 'fr'), by, true);
}
