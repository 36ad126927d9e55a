import type { Language } from './area.ts';
import type { Texts } from './sentences.ts';

// What `@quitus/texts` is in a browser: one language is fetched, not both.
export { area, languages, plural } from './area.ts';
export type { Language } from './area.ts';
export { chooseLanguage } from './choose-language.ts';
export * from './format.ts';
export type { Texts } from './sentences.ts';
export { statementMark, withMarkIn, withTravellingMark } from './statement-mark.ts';

const loaded = new Map<Language, Partial<Texts>>();
const first: Record<Language, () => Promise<{ readonly texts: Partial<Texts> }>> = {
  fr: () => import('./only-fr.ts'),
  en: () => import('./only-en.ts'),
};
const further: typeof first = {
  fr: () => import('./further-fr.ts'),
  en: () => import('./further-en.ts'),
};
const asked = new Set<Language>();
let furtherWanted = false;

async function add(language: Language, fetched: ReturnType<(typeof first)[Language]>): Promise<void> {
  const { texts } = await fetched;
  loaded.set(language, { ...loaded.get(language), ...texts });
}

/** Fetches the sentences of a language that the first screens say, and all others once a screen asked for them; to be awaited before the first `textsIn` of that language. */
export async function loadTexts(language: Language): Promise<void> {
  asked.add(language);
  await Promise.all([add(language, first[language]()), furtherWanted && add(language, further[language]())]);
}

/** Fetches what every other screen says, in each language in use and from now on in each that comes into use; to be awaited before such a screen is drawn. */
export async function loadFurtherTexts(): Promise<void> {
  furtherWanted = true;
  await Promise.all(Array.from(asked, (language) => add(language, further[language]())));
}

/** The sentences in the reader's language, once `loadTexts` has fetched them; those of a screen once `loadFurtherTexts` has. */
export function textsIn(language: Language): Texts {
  const texts = loaded.get(language);
  if (!texts) throw new Error(`the sentences in "${language}" are not loaded: await loadTexts first`);
  // What no screen asked for yet is not there: the screens asking for nothing say the first areas alone, which a test watches.
  return texts as Texts;
}
