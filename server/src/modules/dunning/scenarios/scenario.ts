import type {
  contactRoles,
  Criteria,
  dunningUnits,
  libraryKeys,
  stepAttachments,
  stepChannels,
  stepColleagues,
  stepReferences,
  stepSenders,
  versionStates,
  catchUps,
  stepAutomations,
} from '@quitus/contract';

type One<Values extends readonly string[]> = Values[number];
export type StepChannel = One<typeof stepChannels>;
export type StepAutomation = One<typeof stepAutomations>;
export type StepReference = One<typeof stepReferences>;
export type StepSender = One<typeof stepSenders>;
export type StepColleague = One<typeof stepColleagues>;
export type StepAttachment = One<typeof stepAttachments>;
export type ContactRole = One<typeof contactRoles>;
export type CatchUp = One<typeof catchUps>;
export type DunningUnit = One<typeof dunningUnits>;
export type VersionState = One<typeof versionStates>;
export type LibraryKey = One<typeof libraryKeys>;

/** Other words for some customers, or another language; the first that fits is said. */
export type StepText = {
  readonly language: string;
  readonly label: string;
  /** Over the customer; null: everybody of that language. */
  readonly criteria: Criteria | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly script: string | null;
};

/** Who a step's message is from, who it goes to, what goes along, for whom, how often. */
export type StepDelivery = {
  readonly sender: StepSender;
  readonly senderPersonId: string | null;
  /** Contacts by role, in this order; empty: whoever collects is usually written to. */
  readonly recipientRoles: readonly ContactRole[];
  readonly copyRoles: readonly ContactRole[];
  readonly copyPeople: readonly StepColleague[];
  readonly attachments: readonly StepAttachment[];
  /** Over the customer; null: always. */
  readonly conditions: Criteria | null;
  readonly showInterest: boolean;
  readonly repeatEveryDays: number | null;
  readonly repeatTimes: number | null;
  readonly texts: readonly StepText[];
};

/** One step of a scenario version. Its id is stable across versions, so that what an item did stays done. */
export type Step = StepDelivery & {
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
  readonly description: string;
  readonly isDefault: boolean;
  readonly archived: boolean;
  readonly libraryKey: string | null;
  /** From 1; a draft is version 0. */
  readonly version: number;
  readonly state: VersionState;
  readonly unit: DunningUnit;
  readonly catchUp: CatchUp;
  readonly minDaysBetween: number | null;
  readonly floorMinor: bigint | null;
  readonly publishedAt: Temporal.Instant | null;
  readonly changedAt: Temporal.Instant;
  readonly author: string;
  readonly note: string;
  /** The version it was made from. */
  readonly basedOn: number | null;
  readonly customers: number;
  readonly draft: { readonly author: string; readonly changedAt: Temporal.Instant; readonly basedOn: number | null } | null;
  readonly steps: readonly Step[];
};

/** A step as it is given: a new one has no id yet, and what is left out of the delivery is the usual. */
export type NewStep = Omit<Step, 'stepId' | 'position' | keyof StepDelivery> & {
  readonly stepId?: string | undefined;
} & { readonly [Field in keyof StepDelivery]?: StepDelivery[Field] | undefined };

/** What is given to make a version. */
export type ScenarioDraft = Pick<Scenario, 'name' | 'catchUp' | 'minDaysBetween' | 'floorMinor'> & {
  readonly description?: string | undefined;
  readonly unit?: DunningUnit | undefined;
  readonly note?: string | undefined;
  readonly steps: readonly NewStep[];
};

/** From the collector, to whoever is usually written to, nothing attached, for everybody, once. */
export const usualDelivery: StepDelivery = {
  sender: 'collector',
  senderPersonId: null,
  recipientRoles: [],
  copyRoles: [],
  copyPeople: [],
  attachments: [],
  conditions: null,
  showInterest: false,
  repeatEveryDays: null,
  repeatTimes: null,
  texts: [],
};

/** The delivery of a step as given, what was left out being the usual. */
export function deliveryOf(step: NewStep): StepDelivery {
  return {
    sender: step.sender ?? usualDelivery.sender,
    senderPersonId: step.sender === 'person' ? (step.senderPersonId ?? null) : null,
    recipientRoles: step.recipientRoles ?? [],
    copyRoles: step.copyRoles ?? [],
    copyPeople: step.copyPeople ?? [],
    attachments: step.attachments ?? [],
    conditions: step.conditions ?? null,
    showInterest: step.showInterest ?? false,
    repeatEveryDays: step.repeatEveryDays ?? null,
    repeatTimes: step.repeatTimes ?? null,
    texts: step.texts ?? [],
  };
}

/** A promise or a payment is followed beside the ladder: such a step moves no item up. */
export function isBeside(step: Pick<Step, 'reference'>): boolean {
  return step.reference === 'promise-date' || step.reference === 'payment-date';
}
