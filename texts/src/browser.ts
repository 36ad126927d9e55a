import type { Language } from './area.ts';
import type { Texts } from './sentences.ts';

// What `@quitus/texts` is in a browser: one language is fetched, not both.
export { area, languages, plural } from './area.ts';
export type { Language } from './area.ts';
export { chooseLanguage } from './choose-language.ts';
export * from './format.ts';
export type { Texts } from './sentences.ts';

const loaded = new Map<Language, Texts>();
const fetchers: Record<Language, () => Promise<{ readonly texts: Texts }>> = {
  fr: () => import('./only-fr.ts'),
  en: () => import('./only-en.ts'),
};

/** Fetches the sentences of a language; to be awaited before the first `textsIn` of that language. */
export async function loadTexts(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, (await fetchers[language]()).texts);
}

/** The sentences in the reader's language, once `loadTexts` has fetched them. */
export function textsIn(language: Language): Texts {
  const texts = loaded.get(language);
  if (!texts) throw new Error(`the sentences in "${language}" are not loaded: await loadTexts first`);
  return texts;
}
