import type { InputOf, OutputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';
import type { Channel, DraftStep, Reference } from '../scenario.ts';

/** Other words for some customers, or another language: the first that fits is said. */
export type WordsVariant = DraftStep['texts'][number];

/** Everything a step says, as a draft holds it. */
export interface StepWords {
  readonly subjectFr: string | null;
  readonly subjectEn: string | null;
  readonly bodyFr: string | null;
  readonly bodyEn: string | null;
  readonly scriptFr: string | null;
  readonly scriptEn: string | null;
  readonly texts: readonly WordsVariant[];
}

/** What the editor needs to know of the step whose words it shows. */
export interface StepOfWords {
  readonly channel: Channel;
  readonly grave: boolean;
  readonly reference: Reference;
  readonly level: number;
  readonly showInterest: boolean;
  readonly attachments: NonNullable<TemplateInHand['attachments']>;
}

export type Tongue = 'fr' | 'en';
export interface Words {
  readonly subject: string | null;
  readonly body: string | null;
  readonly script: string | null;
}

/** Which words are on the table: the base ones of a language, or a variant by its place. */
export type Place = Tongue | number;

/** The words of one place. */
export function wordsAt(value: StepWords, place: Place): Words {
  if (place === 'fr') return { subject: value.subjectFr, body: value.bodyFr, script: value.scriptFr };
  if (place === 'en') return { subject: value.subjectEn, body: value.bodyEn, script: value.scriptEn };
  const variant = value.texts[place];
  return { subject: variant?.subject ?? null, body: variant?.body ?? null, script: variant?.script ?? null };
}

/** The same step with other words in one place. */
export function withWordsAt<V extends StepWords>(value: V, place: Place, words: Partial<Words>): V {
  const next = { ...wordsAt(value, place), ...words };
  if (place === 'fr') return { ...value, subjectFr: next.subject, bodyFr: next.body, scriptFr: next.script };
  if (place === 'en') return { ...value, subjectEn: next.subject, bodyEn: next.body, scriptEn: next.script };
  return { ...value, texts: value.texts.map((each, index) => (index === place ? { ...each, ...next } : each)) };
}

/** The language of what is on the table. */
export function languageAt(value: StepWords, place: Place): string {
  return typeof place === 'number' ? (value.texts[place]?.language ?? 'en') : place;
}

/** What is on the table as the server checks it and tries it. */
export type TemplateInHand = InputOf<'POST /template-check'>['body'];

/** The words of one place with what their step is. */
export function templateAt(value: StepWords, place: Place, step: StepOfWords): TemplateInHand {
  const { channel, reference, grave, level, showInterest, attachments } = step;
  return {
    channel,
    reference,
    grave,
    level,
    showInterest,
    attachments,
    language: languageAt(value, place),
    ...wordsAt(value, place),
  };
}

/** Whether a step of this channel is spoken by a person from a script. */
export function isSpoken(channel: Channel): boolean {
  return channel === 'call' || channel === 'task' || channel === 'hand-over';
}

/** Whether a step of this channel leaves on paper, or as a page like it. */
export function isLetter(channel: Channel): boolean {
  return channel === 'letter' || channel === 'registered-letter' || channel === 'registered-e-letter';
}

type Sms = NonNullable<OutputOf<'POST /template-check'>['sms']>;

/** How a text message goes over the air, in words: characters, text messages, alphabet. */
export function smsWords(words: Texts['templates']['editor'], { units, segments, free, encoding, forcing }: Sms): string {
  return `${words.length(units, segments)} · ${words.alphabet[encoding](forcing.join(' '))} · ${words.free(free)}`;
}
