import { textsIn } from '@quitus/texts';
import { isDoneByPerson, throughChannel } from './scenario.ts';
import type { Channel, DraftStep, Reference } from './scenario.ts';

/** The parts of a scenario: the ladder before and after the due date, and what stands beside it. */
export const sections = ['before', 'overdue', 'promise', 'payment'] as const;
export type SectionId = (typeof sections)[number];

/** A step with its place in the whole list, and its day counted from the due date as far as one can say. */
export interface Placed {
  readonly step: DraftStep;
  readonly place: number;
  readonly day: number;
}

// Nobody knows an invoice's terms beforehand: thirty days are the usual ones, and only decide under which heading a step stands.
const usualTermsDays = 30;

/** Whether a step is a rung of the ladder; what follows a promise or thanks for a payment is not. */
export function isRung({ reference }: { readonly reference: Reference }): boolean {
  return reference !== 'promise-date' && reference !== 'payment-date';
}

/** The day of each step counted from the due date, as far as one can say: a step after another adds to its day. */
export function daysFromDue(steps: readonly Pick<DraftStep, 'reference' | 'offsetDays'>[]): number[] {
  let before = 0;
  return steps.map((step) => {
    if (!isRung(step)) return step.offsetDays;
    if (step.reference === 'previous-step') before += step.offsetDays;
    else before = step.offsetDays - (step.reference === 'issue-date' ? usualTermsDays : 0);
    return before;
  });
}

/** The section of a step that falls on a day. */
export function sectionOf(reference: Reference, day: number): SectionId {
  if (reference === 'promise-date') return 'promise';
  if (reference === 'payment-date') return 'payment';
  return day < 0 ? 'before' : 'overdue';
}

/** The steps of each section, in their order. */
export function inSections(steps: readonly DraftStep[]): Record<SectionId, readonly Placed[]> {
  const days = daysFromDue(steps);
  const placed = steps.map((step, place) => ({ step, place, day: days[place] ?? 0 }));
  const of = (section: SectionId) => placed.filter(({ step, day }) => sectionOf(step.reference, day) === section);
  return { before: of('before'), overdue: of('overdue'), promise: of('promise'), payment: of('payment') };
}

/** Steps in the order of their days: the ladder, then promises, then payments. A step counted from the one before it stays behind it. */
export function arranged(steps: readonly DraftStep[]): DraftStep[] {
  const groups: { day: number; steps: DraftStep[] }[] = [];
  for (const step of steps.filter(isRung)) {
    const last = groups.at(-1);
    if (step.reference === 'previous-step' && last) last.steps.push(step);
    else groups.push({ day: daysFromDue([step])[0] ?? 0, steps: [step] });
  }
  const beside = (reference: Reference) =>
    steps.filter((step) => step.reference === reference).toSorted((left, right) => left.offsetDays - right.offsetDays);
  return [
    ...groups.toSorted((left, right) => left.day - right.day).flatMap((group) => group.steps),
    ...beside('promise-date'),
    ...beside('payment-date'),
  ];
}

/** What belongs to a place of the ladder rather than to the step that stands there: its day, its level, whether it comes back. */
const slotOf = ({ reference, offsetDays, level, repeatEveryDays, repeatTimes }: DraftStep) => ({
  reference,
  offsetDays,
  level,
  repeatEveryDays,
  repeatTimes,
});

/** Puts a step at another one's place. Days and levels stay where they are and the steps change places, so that the calendar and the ladder hold. */
export function movedTo(steps: readonly DraftStep[], from: number, to: number): DraftStep[] {
  const moving = steps[from];
  const target = steps[to];
  // A thank-you is no rung: it cannot take the place of a reminder, nor the other way round.
  if (!moving || !target || isRung(moving) !== isRung(target)) return [...steps];
  if (!isRung(moving) && moving.reference !== target.reference) return [...steps];
  const order = steps.filter((_step, place) => place !== from).toSpliced(to, 0, moving);
  return order.map((step, place) => ({ ...step, ...slotOf(steps[place] ?? step) }));
}

/** The channels that make sense in a section, the most used first. */
export const channelsOf: Record<SectionId, readonly Channel[]> = {
  before: ['e-mail', 'sms', 'call', 'letter', 'task', 'internal'],
  overdue: ['e-mail', 'sms', 'call', 'letter', 'registered-letter', 'registered-e-letter', 'task', 'internal', 'hand-over'],
  promise: ['e-mail', 'sms', 'call', 'task', 'internal'],
  payment: ['e-mail', 'sms', 'call', 'task', 'internal'],
};

const usualDays: Record<SectionId, number> = { before: -5, overdue: 3, promise: -1, payment: 0 };
const references: Record<SectionId, Reference> = {
  before: 'due-date',
  overdue: 'due-date',
  promise: 'promise-date',
  payment: 'payment-date',
};
// Between two reminders: long enough for a payment to arrive, short enough to be remembered.
const usualGapDays = 10;

/** A new step of a channel in a section, with what one would usually choose: its day after the last one, nothing leaving by itself. */
export function freshStep(steps: readonly DraftStep[], section: SectionId, channel: Channel, stepId: string): DraftStep {
  const there = inSections(steps)[section];
  const last = there.at(-1);
  const offsetDays = section === 'overdue' && last ? last.day + usualGapDays : usualDays[section];
  const name = (language: 'fr' | 'en') => {
    const words = textsIn(language).scenarios.step.fresh;
    if (channel === 'call' || channel === 'task' || channel === 'internal' || channel === 'hand-over') return words[channel];
    return words[section];
  };
  const blank: DraftStep = {
    stepId,
    level: section === 'overdue' ? levelAfter(last?.step, channel) : 0,
    nameFr: name('fr'),
    nameEn: name('en'),
    reference: references[section],
    offsetDays,
    channel: 'e-mail',
    automation: 'to-confirm',
    grave: false,
    enabled: true,
    subjectFr: null,
    subjectEn: null,
    bodyFr: null,
    bodyEn: null,
    scriptFr: null,
    scriptEn: null,
    minimumAmount: null,
    sender: 'collector',
    senderPersonId: null,
    recipientRoles: [],
    copyRoles: [],
    copyPeople: channel === 'internal' ? ['account-manager'] : [],
    attachments: [],
    conditions: null,
    showInterest: false,
    repeatEveryDays: null,
    repeatTimes: null,
    texts: [],
  };
  return throughChannel({ ...blank, ...wordsFor(steps, section, blank, channel) }, channel);
}

// Another message is firmer than the one before; a call or a note among colleagues goes with it.
function levelAfter(last: DraftStep | undefined, channel: Channel): number {
  if (!last) return 1;
  const along = channel === 'call' || channel === 'task' || channel === 'internal';
  return Math.min(99, Math.max(1, along ? last.level : last.level + 1));
}

type StepWords = Pick<DraftStep, 'subjectFr' | 'subjectEn' | 'bodyFr' | 'bodyEn'>;

// The words of the nearest step of the same kind are the best start; an empty page would keep it from being published.
function wordsFor(steps: readonly DraftStep[], section: SectionId, blank: DraftStep, channel: Channel): Partial<StepWords> {
  if (isDoneByPerson(channel)) return {};
  const [fr, en] = [textsIn('fr').scenarios.step.freshTexts, textsIn('en').scenarios.step.freshTexts];
  if (channel === 'sms') return { bodyFr: fr[section].sms, bodyEn: en[section].sms };
  const usual = channel === 'internal' ? { fr: fr.internal, en: en.internal } : { fr: fr[section], en: en[section] };
  const model = channel === 'internal' ? undefined : nearestMessage(steps, blank);
  const { subjectFr, subjectEn, bodyFr, bodyEn } = model ?? {
    subjectFr: usual.fr.subject,
    subjectEn: usual.en.subject,
    bodyFr: usual.fr.body,
    bodyEn: usual.en.body,
  };
  return { subjectFr, subjectEn, bodyFr, bodyEn };
}

function nearestMessage(steps: readonly DraftStep[], { reference, offsetDays }: DraftStep): DraftStep | undefined {
  return steps.findLast(
    (step) =>
      step.reference === reference &&
      !step.grave &&
      step.offsetDays < 0 === offsetDays < 0 &&
      step.channel !== 'internal' &&
      [step.subjectFr, step.subjectEn, step.bodyFr, step.bodyEn].every((words) => words !== null),
  );
}

/** An identity for a new step: a version-4 UUID, made without what browsers keep for https. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = '89ab'[(bytes[8] ?? 0) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The days a person typed on a step's line: "10", "J+10", "D-5", "+3". Without a sign it keeps the present one; nothing when no number is there. */
export function typedDays(typed: string, present: number): number | undefined {
  const found = /([+\-−–]?)\s*(\d{1,3})\s*\p{L}*\s*$/u.exec(typed.trim());
  if (!found) return undefined;
  const days = Number(found[2]);
  const negative = found[1] === '' ? present < 0 : found[1] !== '+';
  if (days > (negative ? 90 : 720)) return undefined;
  return negative && days !== 0 ? -days : days;
}
