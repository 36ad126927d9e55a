/** Control characters and line separators, as a regular expression of PostgreSQL and of ours alike. A name has none: in a mail's header they would begin another (T67). */
export const controlCharacters = '[\\u0001-\\u001f\\u007f-\\u009f\\u2028\\u2029]+';

const controls = new RegExp(`\\u0000|${controlCharacters}`, 'gu');

/** A name or a line of an address as it is kept: on one line, without control characters. */
export function oneLine(text: string): string {
  return text.replaceAll(controls, ' ').trim();
}
