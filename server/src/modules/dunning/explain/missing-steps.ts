import type { Criteria } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { Refusal } from '../../../kernel/refusals.ts';
import { describeCriteria } from '../../../platform/criteria/index.ts';
import { customerFields } from '../../customers/index.ts';

/** A step of the scenario that the customer does not have, with what it would take to have it. */
export type MissingStep = { readonly step: string; readonly criteria: Criteria };

/** Sentences that say which of the steps next in line are not for a customer, and for whom they are. */
export function missingSteps(steps: readonly MissingStep[], language: Language): string[] {
  const words = textsIn(language).dunning.why;
  return steps.map(({ step, criteria }) => words.notForThem(step, forWhom(criteria, language)));
}

function forWhom(criteria: Criteria, language: Language): string {
  try {
    return describeCriteria(criteria, customerFields, language);
  } catch (error) {
    // A field that has gone since: nobody meets it any more.
    if (error instanceof Refusal) return textsIn(language).dunning.why.nobody;
    throw error;
  }
}
