/** Other words for some customers, or another language: the first that fits is said. */
export interface WordsVariant {
  readonly language: string;
  readonly label: string;
  /** Criteria over the customer; null: everybody of that language. */
  readonly criteria: unknown;
  readonly subject: string | null;
  readonly body: string | null;
  readonly script: string | null;
}

/** Everything a step says, as a draft holds it. */
export interface StepWords {
  readonly subjectFr: string | null;
  readonly subjectEn: string | null;
  readonly bodyFr: string | null;
  readonly bodyEn: string | null;
  readonly scriptFr: string | null;
  readonly scriptEn: string | null;
  readonly texts?: readonly WordsVariant[] | undefined;
}

/** What the editor needs to know of the step whose words it shows. */
export interface StepOfWords {
  readonly channel: string;
  readonly grave: boolean;
  readonly reference: string;
  readonly level: number;
  readonly showInterest?: boolean | undefined;
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
  const variant = value.texts?.[place];
  return { subject: variant?.subject ?? null, body: variant?.body ?? null, script: variant?.script ?? null };
}

/** The same step with other words in one place. */
export function withWordsAt<V extends StepWords>(value: V, place: Place, words: Partial<Words>): V {
  const next = { ...wordsAt(value, place), ...words };
  if (place === 'fr') return { ...value, subjectFr: next.subject, bodyFr: next.body, scriptFr: next.script };
  if (place === 'en') return { ...value, subjectEn: next.subject, bodyEn: next.body, scriptEn: next.script };
  return { ...value, texts: (value.texts ?? []).map((each, index) => (index === place ? { ...each, ...next } : each)) };
}
