import type { InputOf, OutputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';

export type Scenario = OutputOf<'GET /scenarios/{id}'>;
export type Reach = OutputOf<'GET /scenarios/{id}/reach'>;
/** What is sent to publish: a scenario's rules and steps, without what the server adds. */
export type Draft = Omit<InputOf<'PUT /scenarios/{id}'>['body'], 'version'>;
export type DraftStep = Draft['steps'][number];

/** The draft a published version starts as: nothing changed. */
export function draftOf(scenario: Scenario): Draft {
  const { name, catchUp, minDaysBetween, floorAmount, steps } = scenario;
  return { name, catchUp, minDaysBetween, floorAmount, steps: steps.map(({ position: _position, ...step }) => step) };
}

/** The day of each step counted from the due date, as far as one can say: a step after another adds to its day. */
export function daysFromDue(steps: readonly DraftStep[]): number[] {
  let before = 0;
  return steps.map((step) => {
    before = step.reference === 'previous-step' ? before + step.offsetDays : step.offsetDays;
    return before;
  });
}

/** Steps in the order of their days. A step counted from the one before it stays behind it. */
export function arranged(steps: readonly DraftStep[]): DraftStep[] {
  const groups: { day: number; steps: DraftStep[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.reference === 'previous-step' && last) last.steps.push(step);
    else groups.push({ day: step.offsetDays, steps: [step] });
  }
  return groups.toSorted((left, right) => left.day - right.day).flatMap((group) => group.steps);
}

/** The day of a step in words: "D+3", "issue +5", "+8 d after". */
export function dayWords(texts: Texts, step: Pick<DraftStep, 'reference' | 'offsetDays'>): string {
  const words = texts.scenarios.screen;
  if (step.reference === 'issue-date') return words.dayAfterIssue(step.offsetDays);
  if (step.reference === 'previous-step') return words.dayAfterStep(step.offsetDays);
  return words.day(step.offsetDays);
}

/** The name of a step in the reader's language. */
export function stepName(language: 'fr' | 'en', step: Pick<DraftStep, 'nameFr' | 'nameEn'>): string {
  return language === 'fr' ? step.nameFr : step.nameEn;
}
