import { parseDay } from '@quitus/formats';

const announced =
  /(?:éch|ech)(?:[ée]ance|\.|\s|:|e\b)[^\d]{0,14}(\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))|\bdue(?: date)?\b[^\d]{0,6}(\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))/iu;

/** The due date some bookkeepers write in the label (`éch. 30/04/2026`), as a day; null when there is none. An FEC has no column for it. */
export function dueDayInLabel(label: string): string | null {
  // Most labels say nothing: two letters are looked for before a pattern.
  if (!label.includes('ch') && !label.includes('CH') && !/due/i.test(label)) return null;
  const found = announced.exec(label);
  const text = found?.[1] ?? found?.[2];
  if (text === undefined) return null;
  const day = parseDay(text, { order: 'dmy' });
  return day.ok ? day.day : null;
}
