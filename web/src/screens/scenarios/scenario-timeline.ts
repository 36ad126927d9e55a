import type { Language } from '@quitus/texts';
import { stepName } from './scenario.ts';
import type { DraftStep, LibraryScenario } from './scenario.ts';
import type { TimelineStep } from './ScenarioTimeline.tsx';
import { daysFromDue } from './sections.ts';

/** The steps of a scenario as marks of its timeline. */
export function timelineOf(steps: readonly DraftStep[], language: Language): TimelineStep[] {
  const days = daysFromDue(steps);
  return steps.map((step, place) => ({
    key: step.stepId,
    name: stepName(language, step),
    day: days[place] ?? 0,
    reference: step.reference,
    offsetDays: step.offsetDays,
    channel: step.channel,
    automation: step.automation,
    grave: step.grave,
    off: !step.enabled,
  }));
}

/** The same of a scenario of the library. */
export function libraryTimelineOf(steps: LibraryScenario['steps']): TimelineStep[] {
  const days = daysFromDue(steps);
  return steps.map(({ name, reference, offsetDays, channel, automation, grave }, place) => ({
    key: String(place),
    name,
    day: days[place] ?? 0,
    reference,
    offsetDays,
    channel,
    automation,
    grave,
  }));
}
