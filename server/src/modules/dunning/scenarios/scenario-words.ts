import type { Criteria } from '@quitus/contract';
import { formatMoney, type Language, textsIn } from '@quitus/texts';
import { amountText } from './scenario-view.ts';
import { ruleWords } from './assignment-rules.ts';
import type { Scenario, Step, StepText } from './scenario.ts';

/** Who reads, and the names of the people a step may name. */
export type Reader = { readonly language: Language; readonly people: ReadonlyMap<string, string> };
/** A field as the reader would say it; a template's text stands as it is written. */
export type Said = { readonly field: string; readonly label: string; readonly value: string | null; readonly text: boolean };

/** The day of a step in words: "D+10", "payment +1 d". */
export function dayOf(step: Pick<Step, 'reference' | 'offsetDays'>, language: Language): string {
  return textsIn(language).scenarioWords.after[step.reference](step.offsetDays);
}

/** What a scenario's own rules say, field by field. */
export function ruleFieldsOf(scenario: Scenario, { language }: Reader): Said[] {
  const words = textsIn(language).scenarioWords;
  const said = (field: keyof typeof words.fields, value: string | null, text = false): Said => ({
    field,
    label: words.fields[field],
    value,
    text,
  });
  return [
    said('name', scenario.name),
    said('description', scenario.description || null, true),
    said('unit', words.units[scenario.unit]),
    said('catchUp', words.catchUps[scenario.catchUp]),
    said('minDaysBetween', scenario.minDaysBetween === null ? words.usual : String(scenario.minDaysBetween)),
    said('floorAmount', moneyOf(scenario.floorMinor, language) ?? words.usual),
  ];
}

/** What a step says, field by field, its texts last. */
export function stepFieldsOf(step: Step, reader: Reader): Said[] {
  return [...settingsOf(step, reader), ...textsOf(step, reader.language)];
}

function settingsOf(step: Step, { language, people }: Reader): Said[] {
  const words = textsIn(language).scenarioWords;
  const common = textsIn(language).common;
  const roles = (given: Step['recipientRoles']): string[] =>
    given.map((role) => textsIn(language).customer.contacts.roles[role].toLocaleLowerCase(language));
  const yes = (flag: boolean): string => (flag ? words.yes : words.no);
  const person = step.sender === 'person' && step.senderPersonId ? people.get(step.senderPersonId) : undefined;
  const repeats = step.repeatEveryDays !== null && step.repeatTimes !== null;
  const values: [keyof typeof words.fields, string][] = [
    ['nameFr', step.nameFr],
    ['nameEn', step.nameEn],
    ['day', dayOf(step, language)],
    ['channel', common.channels[step.channel === 'e-mail' ? 'email' : step.channel]],
    ['automation', words.automations[step.automation]],
    ['enabled', yes(step.enabled)],
    ['level', String(step.level)],
    ['grave', yes(step.grave)],
    ['minimumAmount', moneyOf(step.minimumMinor, language) ?? words.always],
    ['sender', person ?? words.senders[step.sender]],
    ['recipientRoles', listed(roles(step.recipientRoles)) || words.usualRecipient],
    ['copyRoles', listed(roles(step.copyRoles)) || words.nobody],
    ['copyPeople', listed(step.copyPeople.map((one) => words.colleagues[one])) || words.nobody],
    ['attachments', listed(step.attachments.map((one) => words.attachments[one])) || words.nothing],
    ['conditions', criteriaOf(step.conditions, language) ?? words.always],
    ['showInterest', yes(step.showInterest)],
    ['repeat', repeats ? words.repeat(step.repeatEveryDays ?? 0, step.repeatTimes ?? 0) : words.once],
  ];
  return values.map(([field, value]) => ({ field, label: words.fields[field], value, text: false }));
}

function textsOf(step: Step, language: Language): Said[] {
  const words = textsIn(language).scenarioWords;
  const own = (['subjectFr', 'bodyFr', 'scriptFr', 'subjectEn', 'bodyEn', 'scriptEn'] as const).map((field) => ({
    field,
    label: words.fields[field],
    value: step[field] || null,
    text: true,
  }));
  return [...own, ...step.texts.flatMap((text) => variantOf(text, language))];
}

function variantOf(text: StepText, language: Language): Said[] {
  const words = textsIn(language).scenarioWords;
  const label = words.variantLabel(text.label, text.language);
  const said = (part: 'subject' | 'body' | 'script' | 'criteria', value: string | null): Said => ({
    field: `texts.${text.language}.${text.label}.${part}`,
    label: words.variantField(label, words.variantParts[part]),
    value: value || null,
    text: part !== 'criteria',
  });
  return [
    said('criteria', criteriaOf(text.criteria, language) ?? words.everybody),
    said('subject', text.subject),
    said('body', text.body),
    said('script', text.script),
  ];
}

function criteriaOf(criteria: Criteria | null, language: Language): string | undefined {
  return criteria === null ? undefined : ruleWords(criteria, language);
}

function moneyOf(minor: bigint | null, language: Language): string | undefined {
  const amount = amountText(minor);
  return amount === null ? undefined : formatMoney(language, amount, 'EUR');
}

function listed(parts: readonly string[]): string {
  return parts.join(', ');
}
