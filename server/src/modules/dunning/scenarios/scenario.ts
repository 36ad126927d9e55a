import { refuse } from '../refusals.ts';
import { templateProblem } from '../messages/template.ts';

export type StepChannel = 'e-mail' | 'sms' | 'letter' | 'registered-letter' | 'call' | 'task';
export type StepAutomation = 'automatic' | 'to-confirm' | 'manual';
export type StepReference = 'due-date' | 'issue-date' | 'previous-step';
export type CatchUp = 'start-at-first' | 'jump-to-age' | 'latest-only';

/** One step of a scenario version. Its id is stable across versions, so that what an item did stays done. */
export type Step = {
  readonly stepId: string;
  readonly position: number;
  readonly level: number;
  readonly nameFr: string;
  readonly nameEn: string;
  readonly reference: StepReference;
  /** Days after the reference, negative before it. */
  readonly offsetDays: number;
  readonly channel: StepChannel;
  readonly automation: StepAutomation;
  readonly grave: boolean;
  readonly enabled: boolean;
  readonly subjectFr: string | null;
  readonly subjectEn: string | null;
  readonly bodyFr: string | null;
  readonly bodyEn: string | null;
  readonly scriptFr: string | null;
  readonly scriptEn: string | null;
  /** Minor units of the entity's currency. */
  readonly minimumMinor: bigint | null;
};

/** A scenario in one version. Nulls mean the tenant's own setting. */
export type Scenario = {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly version: number;
  readonly catchUp: CatchUp;
  readonly minDaysBetween: number | null;
  readonly floorMinor: bigint | null;
  readonly publishedAt: Temporal.Instant | null;
  readonly author: string;
  readonly customers: number;
  readonly steps: readonly Step[];
};

export type NewStep = Omit<Step, 'stepId' | 'position'> & { readonly stepId?: string | undefined };
export type ScenarioDraft = Pick<Scenario, 'name' | 'catchUp' | 'minDaysBetween' | 'floorMinor'> & {
  readonly steps: readonly NewStep[];
};

/** Refuses steps that could not work: levels that fall, a grave step that leaves by itself, an e-mail without words, a template naming nothing. */
export function assertSteps(steps: readonly NewStep[]): void {
  steps.forEach((step, index) => {
    const name = step.nameFr;
    const before = steps[index - 1];
    if (before && step.level < before.level) throw refuse('scenario.steps-out-of-order', { step: name, before: before.nameFr });
    if (step.grave && step.automation === 'automatic') throw refuse('scenario.grave-automatic', { step: name });
    const speaksFrench = Boolean(step.subjectFr?.trim() && step.bodyFr?.trim());
    const speaksEnglish = Boolean(step.subjectEn?.trim() && step.bodyEn?.trim());
    if (step.channel === 'e-mail' && !(speaksFrench && speaksEnglish)) throw refuse('scenario.text-missing', { step: name });
    for (const text of [step.subjectFr, step.subjectEn, step.bodyFr, step.bodyEn, step.scriptFr, step.scriptEn]) {
      const problem = text ? templateProblem(text) : undefined;
      if (problem) throw refuse('scenario.template-invalid', { step: name, problem });
    }
  });
}
