import { formatMoney } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { channelOf } from '../agenda/action.ts';
import { dayWords, stepName } from './scenario.ts';
import type { Draft, DraftStep } from './scenario.ts';

interface Reader {
  readonly texts: Texts;
  readonly language: Language;
}

/** What publishing a draft would change, one sentence each, so that a person reads it before saying yes. */
export function scenarioChanges(reader: Reader, published: Draft, draft: Draft): string[] {
  const words = reader.texts.scenarios.screen.changes;
  const before = new Map(published.steps.map((step) => [step.stepId, step]));
  const kept = new Set(draft.steps.map((step) => step.stepId));
  const ordered = (steps: readonly DraftStep[], others: ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>) =>
    steps
      .filter((step) => step.stepId !== undefined && others.has(step.stepId))
      .map((step) => step.stepId)
      .join();
  return [
    ...ruleChanges(reader, published, draft),
    ...draft.steps.flatMap((step) => {
      const was = step.stepId === undefined ? undefined : before.get(step.stepId);
      return was ? stepChanges(reader, was, step) : [words.added(stepName(reader.language, step), dayWords(reader.texts, step))];
    }),
    ...published.steps.filter((step) => !kept.has(step.stepId)).map((step) => words.removed(stepName(reader.language, step))),
    ...(ordered(published.steps, kept) === ordered(draft.steps, before) ? [] : [words.order]),
  ];
}

function ruleChanges({ texts, language }: Reader, was: Draft, is: Draft): string[] {
  const { changes, rules } = texts.scenarios.screen;
  return [
    ...(was.name === is.name ? [] : [changes.name(was.name, is.name)]),
    ...(was.catchUp === is.catchUp ? [] : [changes.catchUp(rules.catchUps[is.catchUp])]),
    ...(was.minDaysBetween === is.minDaysBetween
      ? []
      : [changes.minDays(is.minDaysBetween === null ? rules.usual : String(is.minDaysBetween))]),
    ...(was.floorAmount === is.floorAmount
      ? []
      : [changes.floor(is.floorAmount === null ? rules.usual : formatMoney(language, is.floorAmount, 'EUR'))]),
  ];
}

function stepChanges({ texts, language }: Reader, was: DraftStep, is: DraftStep): string[] {
  const words = texts.scenarios.screen.changes;
  const { automations } = texts.scenarios.screen;
  const name = stepName(language, is);
  const channel = (step: DraftStep) => texts.common.channels[channelOf(step.channel)];
  const moved = was.offsetDays !== is.offsetDays || was.reference !== is.reference;
  const said = (step: DraftStep, tongue: 'Fr' | 'En') =>
    [step[`subject${tongue}`], step[`body${tongue}`], step[`script${tongue}`]].join('\u0000');
  return [
    ...(was.nameFr === is.nameFr ? [] : [words.nameFr(was.nameFr, is.nameFr)]),
    ...(was.nameEn === is.nameEn ? [] : [words.nameEn(was.nameEn, is.nameEn)]),
    ...(moved ? [words.day(name, dayWords(texts, was), dayWords(texts, is))] : []),
    ...(was.channel === is.channel ? [] : [words.channel(name, channel(was), channel(is))]),
    ...(was.automation === is.automation
      ? []
      : [words.automation(name, automations[was.automation], automations[is.automation])]),
    ...(was.enabled === is.enabled ? [] : [is.enabled ? words.on(name) : words.off(name)]),
    ...(was.level === is.level ? [] : [words.level(name, was.level, is.level)]),
    ...(was.grave === is.grave ? [] : [is.grave ? words.grave(name) : words.notGrave(name)]),
    ...(was.minimumAmount === is.minimumAmount
      ? []
      : [
          is.minimumAmount === null ? words.noMinimum(name) : words.minimum(name, formatMoney(language, is.minimumAmount, 'EUR')),
        ]),
    ...(said(was, 'Fr') === said(is, 'Fr') ? [] : [words.textFr(name)]),
    ...(said(was, 'En') === said(is, 'En') ? [] : [words.textEn(name)]),
  ];
}
