import type { InputOf, OutputOf } from '@quitus/contract/client';
import type { Language, Texts } from '@quitus/texts';

export type Scenario = OutputOf<'GET /scenarios/{id}'>;
export type Reach = OutputOf<'GET /scenarios/{id}/reach'>;
export type SavedDraft = NonNullable<OutputOf<'GET /scenarios/{id}/draft'>['draft']>;
export type Problem = SavedDraft['problems'][number];
export type Difference = OutputOf<'GET /scenarios/{id}/diff'>;
export type LibraryScenario = OutputOf<'GET /scenario-library'>['scenarios'][number];

/** One step as it is edited: everything a step has, but its place. */
export type DraftStep = Omit<Scenario['steps'][number], 'position'>;
export type Channel = DraftStep['channel'];
export type Automation = DraftStep['automation'];
export type Reference = DraftStep['reference'];
/** A scenario as it is edited: its settings and its steps, without what the server adds. */
export type Draft = Pick<Scenario, 'name' | 'description' | 'unit' | 'catchUp' | 'minDaysBetween' | 'floorAmount'> & {
  readonly steps: readonly DraftStep[];
};
export type DraftBody = InputOf<'PUT /scenarios/{id}/draft'>['body'];

/** What can be edited of a version or of a saved draft. */
export function draftOf(scenario: Scenario): Draft {
  const { name, description, unit, catchUp, minDaysBetween, floorAmount, steps } = scenario;
  return {
    name,
    description,
    unit,
    catchUp,
    minDaysBetween,
    floorAmount,
    steps: steps.map(({ position: _position, ...step }) => step),
  };
}

/** The channels in the order they are offered. */
export const channels = [
  'e-mail',
  'sms',
  'call',
  'letter',
  'registered-letter',
  'registered-e-letter',
  'task',
  'internal',
  'hand-over',
] as const satisfies readonly Channel[];
export const automations = ['automatic', 'to-confirm', 'manual'] as const satisfies readonly Automation[];

/** Whether a step is done by a person rather than sent: a call, a task, a hand-over. */
export function isDoneByPerson(channel: Channel): boolean {
  return channel === 'call' || channel === 'task' || channel === 'hand-over';
}

/** How a step of this channel may leave: what a person does is theirs, what is formal never leaves by itself. */
export function automationsOf({ channel, grave }: Pick<DraftStep, 'channel' | 'grave'>): readonly Automation[] {
  if (isDoneByPerson(channel)) return ['manual'];
  return grave ? ['to-confirm', 'manual'] : automations;
}

/** A step carried out through another channel, with nothing left that this channel cannot do. */
export function throughChannel(step: DraftStep, channel: Channel): DraftStep {
  const grave = step.grave || channel === 'hand-over';
  const allowed = automationsOf({ channel, grave });
  const asked = isDoneByPerson(step.channel) && !isDoneByPerson(channel) ? 'to-confirm' : step.automation;
  return {
    ...step,
    channel,
    grave,
    automation: allowed.includes(asked) ? asked : (allowed[0] ?? 'manual'),
    attachments: canAttach(channel) ? step.attachments : [],
    showInterest: canShowInterest(channel) && step.showInterest,
  };
}

/** Whether documents can go along. */
export function canAttach(channel: Channel): boolean {
  return !isDoneByPerson(channel) && channel !== 'sms';
}

/** Whether its text has room for late interest. */
export function canShowInterest(channel: Channel): boolean {
  return canAttach(channel) && channel !== 'internal';
}

/** The day of a step in words: "D+3", "issue +5", "then +8 d". */
export function dayWords(texts: Texts, step: Pick<DraftStep, 'reference' | 'offsetDays'>): string {
  return texts.scenarios.step.day[step.reference](step.offsetDays);
}

/** The name of a step in the reader's language. */
export function stepName(language: Language, step: Pick<DraftStep, 'nameFr' | 'nameEn'>): string {
  return language === 'fr' ? step.nameFr : step.nameEn;
}
