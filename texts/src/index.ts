import type { Language } from './area.ts';
import { firstAreas } from './first-areas.ts';
import { furtherAreas } from './further-areas.ts';
import { sentencesIn } from './sentences.ts';
import type { Texts } from './sentences.ts';

export { apiGuide } from './api-guide.ts';
export { apiExamples, apiLineFields, apiModes, apiNeeds, apiParameters, apiProblems, apiTags } from './api-reference.ts';
export { area, languages, plural } from './area.ts';
export type { Language } from './area.ts';
export { chooseLanguage } from './choose-language.ts';
export * from './format.ts';
export { requestFault } from './request-faults.ts';
export type { Texts } from './sentences.ts';
export { statementMark, withMarkIn, withTravellingMark } from './statement-mark.ts';

const areas = { ...firstAreas, ...furtherAreas };
const everything: Record<Language, Texts> = { fr: sentencesIn(areas, 'fr'), en: sentencesIn(areas, 'en') };

/** The sentences in the reader's language. */
export function textsIn(language: Language): Texts {
  return everything[language];
}

/** Fetches the sentences of a language before they are shown: here they always are at hand, in a browser they come on demand. */
export async function loadTexts(_language: Language): Promise<void> {}

/** Fetches what the further screens say before they are shown: here it always is at hand, in a browser it comes on demand. */
export async function loadFurtherTexts(): Promise<void> {}
