import type { Language } from './area.ts';

/** The line of a message written by hand where the table of items goes, as it travels and is kept. */
export const statementMark = '[statement]';

const read: Readonly<Record<Language, string>> = { fr: '[relevé]', en: statementMark };
const anyMark = new RegExp(
  Object.values(read)
    .map((mark) => mark.replaceAll(/[[\]]/g, '\\$&'))
    .join('|'),
  'giu',
);

/** A text written by hand with the mark as a reader of the language knows it. */
export function withMarkIn(language: Language, text: string): string {
  return text.replaceAll(anyMark, read[language]);
}

/** The same text as it travels, whichever language its mark was written in. */
export function withTravellingMark(text: string): string {
  return text.replaceAll(anyMark, statementMark);
}
