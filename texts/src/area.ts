/** The languages a person can choose; every sentence exists in each. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

// A sentence is a string, or a function of the values it names; areas may nest to group the sentences of one screen.
type Sentence = string | ((...values: never[]) => string);
export interface Sentences {
  readonly [name: string]: Sentence | Sentences;
}

/** One area of the product in every language; the French text has exactly the shape of the English one. */
export function area<T extends Sentences>(both: { readonly en: T; readonly fr: NoInfer<T> }): Record<Language, T> {
  return both;
}

/** Chooses the wording for a count: French takes the singular below 2, English for exactly 1. */
export function plural(language: Language, count: number | bigint, one: string, many: string): string {
  const number = Number(count);
  return (language === 'fr' ? Math.abs(number) < 2 : number === 1) ? one : many;
}
