import type { specificChannels } from '@quitus/contract';
import type { Day } from '../../../../kernel/days.ts';
import type { StepShape } from '../../messages/step-shapes.ts';
import type { MessageWords } from '../../messages/write-message.ts';
import type { StepAttachment } from '../../scenarios/scenario.ts';

/** Channels a specific action may take. */
export type SpecificChannel = (typeof specificChannels)[number];

/** What a specific action is, on each of its sends (`dunning.action.shape`). */
export type SpecificShape = {
  /** The specific action they belong to: the source of its items' holds. */
  readonly of: string;
  readonly title: string;
  /** Which of how many. */
  readonly place: number;
  readonly times: number;
  /** The last day its items stay out of the scenario; null: until its last send is done. */
  readonly until: Day | null;
  readonly note: string;
  readonly words: MessageWords | null;
  /** What the words are written in. */
  readonly language: string;
  readonly attachments: readonly StepAttachment[];
  /** Why what was held when it was planned is claimed all the same, and the holds that were. */
  readonly despite?: { readonly reason: string; readonly holds: readonly string[] } | null | undefined;
};

/** Whether somebody does it, and no message leaves. */
export function isDoneByPerson(channel: SpecificChannel): boolean {
  return channel === 'call' || channel === 'task';
}

const wordless: MessageWords = { subject: null, body: null, script: null };

/** A send as the writing of messages knows it: from the collector, to whoever is usually written to. */
export function stepShapeOf(action: { readonly id: string; readonly channel: string }, shape: SpecificShape): StepShape {
  const words = shape.words ?? wordless;
  return {
    stepId: action.id,
    version: 0,
    scenarioId: action.id,
    // The cast: the database keeps the channels of actions to those of steps.
    channel: action.channel as StepShape['channel'],
    level: 0,
    reference: 'due-date',
    grave: false,
    sender: 'collector',
    senderPersonId: null,
    senderName: null,
    recipientRoles: [],
    copyRoles: [],
    copyPeople: [],
    attachments: shape.attachments,
    showInterest: false,
    words: {
      fr: shape.language === 'fr' ? words : wordless,
      en: shape.language === 'en' ? words : wordless,
      variants:
        shape.language === 'fr' || shape.language === 'en' ? [] : [{ ...words, language: shape.language, criteria: null }],
    },
  };
}
