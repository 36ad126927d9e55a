import { formatMoney } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { isDoneByPerson } from './scenario.ts';
import type { Draft, DraftStep } from './scenario.ts';

interface Reader {
  readonly texts: Texts;
  readonly language: Language;
  /** The criteria of a step in words; nothing when it has none or they cannot be said. */
  readonly conditions?: string;
}

/** What a step means in plain words: "An e-mail to the accounts payable contact, 10 days after the due date of the oldest invoice, waits for a yes." */
export function stepMeans({ texts, language, conditions }: Reader, step: DraftStep, unit: Draft['unit']): string {
  const words = texts.scenarios.step.means;
  const attached = step.attachments.map((each) => words.attachments[each]);
  const copies = [...step.copyRoles.map((role) => words.to[role]), ...step.copyPeople.map((each) => words.toColleagues[each])];
  return [
    words.sentence(
      words.what[step.channel],
      recipientWords(texts, step),
      whenWords(texts, step, unit),
      words.leaves[step.automation],
    ),
    // Copies of an internal message are its recipients.
    ...(copies.length > 0 && step.channel !== 'internal' ? [words.copies(listed(copies, words.and))] : []),
    ...(attached.length > 0 ? [words.attached(listed(attached, words.and))] : []),
    ...(step.grave ? [words.grave] : []),
    ...(step.minimumAmount === null ? [] : [words.minimum(formatMoney(language, step.minimumAmount, 'EUR'))]),
    ...(conditions ? [words.conditions(conditions)] : []),
    ...(step.repeatEveryDays !== null && step.repeatTimes !== null
      ? [words.repeats(step.repeatEveryDays, step.repeatTimes)]
      : []),
    ...(step.enabled ? [] : [words.off]),
  ].join(' ');
}

const listed = (parts: readonly string[], and: string) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}${and}${parts.at(-1) ?? ''}`;

function recipientWords(texts: Texts, step: DraftStep): string {
  const words = texts.scenarios.step.means;
  if (step.channel === 'internal') {
    const colleagues = step.copyPeople.map((each) => words.toColleagues[each]);
    return listed(colleagues.length > 0 ? colleagues : [words.toColleagues.collector], words.and);
  }
  if (step.channel === 'task') return words.forCollector;
  if (step.channel === 'hand-over') return '';
  return step.recipientRoles.length === 0 ? words.usual : step.recipientRoles.map((role) => words.to[role]).join(words.failing);
}

function whenWords(texts: Texts, { reference, offsetDays }: DraftStep, unit: Draft['unit']): string {
  const words = texts.scenarios.step.means;
  const when = offsetDays < 0 ? words.before(-offsetDays) : words.after(offsetDays);
  switch (reference) {
    case 'due-date':
      return words.due[unit](offsetDays === 0 ? words.on : when);
    case 'issue-date':
      return words.issue[unit](offsetDays === 0 ? words.on : when);
    case 'previous-step':
      return words.previous(offsetDays === 0 ? words.onDayOf : when);
    case 'promise-date':
      return words.promise(offsetDays === 0 ? words.on : when);
    case 'payment-date':
      return offsetDays === 0 ? words.onPayment : words.payment(when);
  }
}

/** Whether anybody outside is written to or called, so that a recipient can be chosen. */
export function hasRecipient({ channel }: Pick<DraftStep, 'channel'>): boolean {
  return channel === 'call' || (!isDoneByPerson(channel) && channel !== 'internal');
}
