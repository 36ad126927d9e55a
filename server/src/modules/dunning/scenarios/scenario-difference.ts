import type { ScenarioDifference, StepDifference } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import type { Scenario, Step } from './scenario.ts';
import { dayOf, type Reader, ruleFieldsOf, type Said, stepFieldsOf } from './scenario-words.ts';

type Change = ScenarioDifference['changes'][number];

/** What differs between two versions of a scenario: its rules, its steps by their stable ids, each field before and after, and all of it in words. */
export function scenarioDifference(before: Scenario, after: Scenario, reader: Reader): Omit<ScenarioDifference, 'from' | 'to'> {
  const words = textsIn(reader.language).scenarioWords;
  const changes = changesBetween(ruleFieldsOf(before, reader), ruleFieldsOf(after, reader));
  const steps = stepDifferences(before.steps, after.steps, reader);
  const said = changes.map((change) =>
    change.text ? words.changes.description : words.changes.rule(change.label, change.before ?? '', change.after ?? ''),
  );
  return { changes, steps, words: [...said, ...steps.flatMap((step) => step.words)] };
}

function stepDifferences(before: readonly Step[], after: readonly Step[], reader: Reader): StepDifference[] {
  const earlier = new Map(before.map((step) => [step.stepId, step]));
  const later = new Set(after.map((step) => step.stepId));
  const kept = keptInPlace(
    before.filter((step) => later.has(step.stepId)).map((step) => step.stepId),
    after.filter((step) => earlier.has(step.stepId)).map((step) => step.stepId),
  );
  const present = after.flatMap((step) => {
    const was = earlier.get(step.stepId);
    return was ? changedStep(was, step, !kept.has(step.stepId), reader) : [addedStep(step, reader)];
  });
  const gone = before.filter((step) => !later.has(step.stepId)).map((step) => removedStep(step, reader));
  return [...present, ...gone];
}

function addedStep(step: Step, reader: Reader): StepDifference {
  const words = textsIn(reader.language).scenarioWords;
  const name = nameOf(step, reader);
  return {
    ...ofStep(step, reader, 'added'),
    positionAfter: step.position,
    changes: changesBetween([], stepFieldsOf(step, reader)),
    words: [words.changes.added(name, dayOf(step, reader.language))],
  };
}

function removedStep(step: Step, reader: Reader): StepDifference {
  const words = textsIn(reader.language).scenarioWords;
  return {
    ...ofStep(step, reader, 'removed'),
    positionBefore: step.position,
    changes: changesBetween(stepFieldsOf(step, reader), []),
    words: [words.changes.removed(nameOf(step, reader))],
  };
}

function changedStep(was: Step, is: Step, moved: boolean, reader: Reader): StepDifference[] {
  const words = textsIn(reader.language).scenarioWords.changes;
  const changes = changesBetween(stepFieldsOf(was, reader), stepFieldsOf(is, reader));
  if (changes.length === 0 && !moved) return [];
  const name = nameOf(is, reader);
  const sentence = ({ field, label, text, before, after }: Change): string => {
    if (field === 'enabled') return is.enabled ? words.on(name) : words.off(name);
    if (!text) return words.field(name, label, before ?? '', after ?? '');
    if (before === null) return words.textAdded(name, label);
    return after === null ? words.textRemoved(name, label) : words.text(name, label);
  };
  return [
    {
      ...ofStep(is, reader, 'changed'),
      moved,
      positionBefore: was.position,
      positionAfter: is.position,
      changes,
      words: [...(moved ? [words.moved(name, was.position, is.position)] : []), ...changes.map(sentence)],
    },
  ];
}

function ofStep(step: Step, reader: Reader, kind: StepDifference['kind']): StepDifference {
  return {
    stepId: step.stepId,
    name: nameOf(step, reader),
    kind,
    moved: false,
    positionBefore: null,
    positionAfter: null,
    changes: [],
    words: [],
  };
}

function nameOf(step: Step, { language }: Reader): string {
  return language === 'fr' ? step.nameFr : step.nameEn;
}

function changesBetween(before: readonly Said[], after: readonly Said[]): Change[] {
  const was = new Map(before.map((said) => [said.field, said]));
  const is = new Map(after.map((said) => [said.field, said]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const [left, right] = [was.get(field), is.get(field)];
    const said = right ?? left;
    if (!said || (left?.value ?? null) === (right?.value ?? null)) return [];
    return [{ field, label: said.label, before: left?.value ?? null, after: right?.value ?? null, text: said.text }];
  });
}

/** The most steps that stand in the same order in both: the others were moved. Steps are forty at most, so the square of them is nothing. */
export function keptInPlace(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const place = new Map(before.map((id, index) => [id, index]));
  const best: string[][] = [];
  for (const [index, id] of after.entries()) {
    const own = place.get(id) ?? -1;
    const shorter = best
      .slice(0, index)
      .filter((chain) => (place.get(chain.at(-1) ?? '') ?? -1) < own)
      .reduce<string[]>((longest, chain) => (chain.length > longest.length ? chain : longest), []);
    best.push([...shorter, id]);
  }
  return new Set(best.reduce<string[]>((longest, chain) => (chain.length > longest.length ? chain : longest), []));
}
