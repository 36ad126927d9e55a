import type { Scenario as ScenarioView, ScenarioBody } from '@quitus/contract';
import { fromDecimal, toDecimal } from '../../../kernel/money.ts';
import { oneLine } from '../../../kernel/one-line.ts';
import { refuse } from '../refusals.ts';
import type { Scenario, ScenarioDraft, Step } from './scenario.ts';

// A scenario serves every entity, so its amounts are kept with two decimals and scaled to the currency of each message.
const floorCurrency = 'EUR';

/** A scenario as the API answers it. */
export function scenarioView({ floorMinor, publishedAt, changedAt: _changedAt, draft, steps, ...rest }: Scenario): ScenarioView {
  return {
    ...rest,
    floorAmount: amountText(floorMinor),
    publishedAt: publishedAt?.toString() ?? null,
    draft: draft && { ...draft, changedAt: draft.changedAt.toString() },
    steps: steps.map(stepView),
  };
}

function stepView({ minimumMinor, ...step }: Step): ScenarioView['steps'][number] {
  return {
    ...step,
    minimumAmount: amountText(minimumMinor),
    recipientRoles: [...step.recipientRoles],
    copyRoles: [...step.copyRoles],
    copyPeople: [...step.copyPeople],
    attachments: [...step.attachments],
    texts: [...step.texts],
  };
}

/** An amount of a scenario as the API writes it. */
export function amountText(minor: bigint | null): string | null {
  return minor === null ? null : toDecimal(minor, floorCurrency);
}

/** What a request gives to make a version; refuses what is no amount. */
export function draftFrom(body: ScenarioBody & { readonly note?: string | undefined }): ScenarioDraft {
  const amount = (text: string | null): bigint | null => {
    if (text === null) return null;
    const minor = fromDecimal(text, floorCurrency);
    if (minor === undefined || minor < 0n) throw refuse('scenario.amount-invalid', { amount: text });
    return minor;
  };
  return {
    name: oneLine(body.name),
    description: body.description,
    unit: body.unit,
    note: body.note,
    catchUp: body.catchUp,
    minDaysBetween: body.minDaysBetween,
    floorMinor: amount(body.floorAmount),
    steps: body.steps.map(({ minimumAmount, ...step }) => ({
      ...step,
      nameFr: oneLine(step.nameFr),
      nameEn: oneLine(step.nameEn),
      minimumMinor: amount(minimumAmount),
    })),
  };
}
