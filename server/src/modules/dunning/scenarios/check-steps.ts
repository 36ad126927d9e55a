import { templateProblem } from '../messages/template.ts';
import { refuse } from '../refusals.ts';
import type { NewStep } from './scenario.ts';

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
