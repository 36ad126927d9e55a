/** How wide characters are, in points at a size of one point: those of words and figures, and those of a column's heading. */
export type CharacterWidths = { readonly words: ReadonlyMap<string, number>; readonly headings: ReadonlyMap<string, number> };
/** What of a table decides about its columns; a template reads the rest. */
export type FittableTable = {
  readonly columns: readonly { readonly label: string; readonly align: string }[];
  readonly groups: readonly { readonly title?: string | undefined; readonly rows: readonly (readonly string[])[] }[];
  readonly totals: readonly (readonly [string, string])[];
};

const pointsAMillimetre = 72 / 25.4;
/** Between the margins of our papers. */
const lineWidth = 170 * pointsAMillimetre;
/** Sizes of `items-table` in the templates. */
const wordsSize = 8.5;
const headingSize = 7.5;
/** The window of the envelope, and what its address is set in. */
const windowWidth = 85 * pointsAMillimetre;
const addressSize = 10;
const innerGutter = 3.6 * pointsAMillimetre;
// Kerning may push letters apart, and a column may not be too narrow by a hair.
const kerning = 1.03;
const reserve = 1;
const bolder = 1.05;

/** What letters to French, English and other European debtors are written in; what else stands in a table is left to Typst. */
export function measuredCharacters(): string[] {
  const of = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));
  return [...of(0x20, 0x7e), ...of(0xa0, 0xac), ...of(0xae, 0x17e), ...'\u202f–—‘’“”…€'];
}

/** The values of a paper with `fit`, its columns' widths, in each table that allows it, and `windowFits` when no line of the address has to be set smaller. */
export function withFits(values: Readonly<Record<string, unknown>>, characters: CharacterWidths): Record<string, unknown> {
  const { recipient } = values;
  const fitted = Object.entries(values).map(([name, value]) => [
    name,
    isTable(value) ? { ...value, fit: fitTable(value, characters) } : value,
  ]);
  return {
    ...Object.fromEntries(fitted),
    windowFits:
      Array.isArray(recipient) && recipient.every((line) => widthOf(String(line), characters.words, addressSize) <= windowWidth),
  };
}

/** How many lines the tables of a paper have together. */
export function linesInTables(values: Readonly<Record<string, unknown>>): number {
  let lines = 0;
  for (const value of Object.values(values)) if (isTable(value)) for (const { rows } of value.groups) lines += rows.length;
  return lines;
}

function isTable(value: unknown): value is FittableTable {
  return typeof value === 'object' && value !== null && 'columns' in value && 'groups' in value && 'totals' in value;
}

/**
 * The widths of a table's columns, in points, when each of its cells stands on one line: then nothing has to be tried on the page, which takes a third of the time of
 * setting a letter. Columns of words share what is left over. Null where something has to be broken: Typst finds out how.
 */
export function fitTable(table: FittableTable, characters: CharacterWidths): number[] | null {
  const cell = (words: string): number => widthOf(words, characters.words, wordsSize);
  const amounts = Math.max(0, ...table.totals.map(([, amount]) => cell(amount) * bolder));
  const columns = table.columns.map(({ label, align }, place) => {
    let needed = widthOf(label, characters.headings, headingSize);
    if (place === table.columns.length - 1) needed = Math.max(needed, amounts);
    let longest = label.length;
    for (const group of table.groups)
      for (const row of group.rows) {
        const words = row[place] ?? '';
        longest = Math.max(longest, words.length);
        needed = Math.max(needed, cell(words));
      }
    return { needed: needed + innerGutter, longest, words: align === 'left' };
  });
  const free = lineWidth - columns.reduce((sum, column) => sum + column.needed, 0);
  if (!(free >= 0) || !titlesFit(table, cell, columns.at(-1)?.needed ?? 0)) return null;
  return shared(columns, free);
}

// Titles and totals go over several columns, and are bold.
function titlesFit({ groups, totals }: FittableTable, cell: (words: string) => number, last: number): boolean {
  const within = (words: string, room: number): boolean => cell(words) * bolder + innerGutter <= room;
  return (
    groups.every(({ title }) => title === undefined || within(title, lineWidth)) &&
    totals.every(([label]) => within(label, lineWidth - last))
  );
}

// The longest words get most of what is left over, up to a bound.
function shared(
  columns: readonly { readonly needed: number; readonly longest: number; readonly words: boolean }[],
  free: number,
): number[] {
  const long = columns.some((column) => column.words && column.longest > 16);
  const shares = columns.map(({ words, longest }) =>
    words && (!long || longest > 16) ? Math.min(40, Math.max(10, longest)) : 0,
  );
  const all = shares.reduce((sum, share) => sum + share, 0);
  return columns.map(({ needed }, place) => needed + (all === 0 ? 0 : (free * (shares[place] ?? 0)) / all));
}

/** Infinite where a character is not known: another writing, or the end of a line. */
function widthOf(words: string, characters: ReadonlyMap<string, number>, size: number): number {
  let width = 0;
  for (const character of words) width += characters.get(character) ?? Number.POSITIVE_INFINITY;
  return width * size * kerning + reserve;
}
