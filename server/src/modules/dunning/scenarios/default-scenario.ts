import { textsIn } from '@quitus/texts';
import { type Actor, systemActor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { NewStep } from './scenario.ts';
import { insertScenario } from './publish-scenario.ts';

const french = textsIn('fr').scenarios.library.standard;
const english = textsIn('en').scenarios.library.standard;

type Wording = { readonly name: string; readonly subject?: string; readonly body?: string; readonly script?: string };

function step(
  fr: Wording,
  en: Wording,
  shape: Pick<NewStep, 'level' | 'offsetDays' | 'channel'> & { readonly grave?: boolean },
): NewStep {
  return {
    ...shape,
    nameFr: fr.name,
    nameEn: en.name,
    reference: 'due-date',
    automation: shape.channel === 'call' ? 'manual' : 'to-confirm',
    grave: shape.grave ?? false,
    enabled: true,
    subjectFr: fr.subject ?? null,
    subjectEn: en.subject ?? null,
    bodyFr: fr.body ?? null,
    bodyEn: en.body ?? null,
    scriptFr: fr.script ?? null,
    scriptEn: en.script ?? null,
    minimumMinor: null,
  };
}

/** The standard scenario: a courtesy notice, two reminders, a call, a formal notice. Everything waits for a yes until someone trusts it to leave by itself. */
export const standardSteps: readonly NewStep[] = [
  step(french.courtesy, english.courtesy, { level: 0, offsetDays: -5, channel: 'e-mail' }),
  step(french.first, english.first, { level: 1, offsetDays: 3, channel: 'e-mail' }),
  step(french.second, english.second, { level: 2, offsetDays: 10, channel: 'e-mail' }),
  step(french.call, english.call, { level: 2, offsetDays: 20, channel: 'call' }),
  step(french.notice, english.notice, { level: 3, offsetDays: 30, channel: 'e-mail', grave: true }),
];

/** Gives the tenant the standard scenario as its default unless it has one. Answers the default's id. */
export async function ensureDefaultScenario(tx: Transaction, by: Actor = systemActor('quitus')): Promise<string> {
  const existing = await tx.maybe<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  if (existing) return existing.id;
  // Two first runs at once: one makes it, the other finds it.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`dunning.scenario/${tx.tenantId}`}, 0))`);
  const made = await tx.maybe<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  if (made) return made.id;
  return insertScenario(
    tx,
    { name: french.name, catchUp: 'start-at-first', minDaysBetween: null, floorMinor: null, steps: standardSteps },
    by,
    true,
  );
}
