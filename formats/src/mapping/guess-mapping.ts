import { guessDecimalMark, type DecimalMark } from '../amounts.ts';
import { guessDayOrder, type DayOrder } from '../days.ts';
import { shareMeant, shareOf } from './column-content.ts';
import { contentOf, fieldsOf, requiredOf, type Content, type Field, type TableKind } from './fields.ts';
import { nameFit } from './header-words.ts';

export type FieldGuess = {
  column: string;
  place: number;
  /** 0 to 1. Below 0.6 a person should look. */
  confidence: number;
  reason: 'header' | 'header-close' | 'content';
};

export type MappingGuess = {
  fields: Partial<Record<Field, FieldGuess>>;
  /** Of the weakest of the fields this kind needs; 0 when one is missing. */
  confidence: number;
  /** Groups of needed fields of which no column holds one. */
  missing: (readonly Field[])[];
  /** Columns no field was found for: kept as custom fields or left. */
  unmapped: string[];
  /** Column-wide readings, null when nothing in the sample tells. */
  decimalMark: DecimalMark | null;
  dayOrder: DayOrder | null;
};

type Candidate = FieldGuess & { field: Field };

const leastConfidence = 0.5;

/** Which column holds which field, from the headers' words (French and English) and from what the cells hold. */
export function guessMapping(columns: readonly string[], sample: readonly (readonly string[])[], kind: TableKind): MappingGuess {
  const cells = columns.map((_, place) => sample.map((row) => row[place] ?? ''));
  const candidates = fieldsOf[kind].flatMap((field) =>
    columns.flatMap((column, place) => candidateOf(field, column, place, cells[place] ?? [])),
  );
  const fields: MappingGuess['fields'] = {};
  const taken = new Set<number>();
  for (const { field, ...guess } of candidates.toSorted((a, b) => b.confidence - a.confidence)) {
    if (fields[field] !== undefined || taken.has(guess.place)) continue;
    fields[field] = guess;
    taken.add(guess.place);
  }
  guessByContent(fields, taken, columns, cells, kind);

  const cellsOf = (content: Content) =>
    Object.entries(fields).flatMap(([field, guess]) => (contentOf(field as Field) === content ? (cells[guess.place] ?? []) : []));
  return {
    fields,
    confidence: Math.min(...requiredOf[kind].map((group) => surest(fields, group))),
    missing: requiredOf[kind].filter((group) => surest(fields, group) === 0),
    unmapped: columns.filter((_, place) => !taken.has(place)),
    decimalMark: guessDecimalMark(cellsOf('amount')),
    dayOrder: guessDayOrder(cellsOf('day')),
  };
}

function candidateOf(field: Field, column: string, place: number, cells: readonly string[]): Candidate[] {
  const fit = nameFit(column, field);
  const share = fit >= 0.85 ? shareMeant(cells, contentOf(field)) : shareOf(cells, contentOf(field));
  // An empty column proves nothing; a column of something else is not this one, whatever its name.
  const confidence = share === null ? fit * 0.9 : share < 0.5 ? 0 : fit;
  if (confidence < leastConfidence) return [];
  return [{ field, column, place, confidence: rounded(confidence), reason: fit >= 0.85 ? 'header' : 'header-close' }];
}

/** Fields that cells betray by themselves, for headers that say nothing. */
function guessByContent(
  fields: MappingGuess['fields'],
  taken: Set<number>,
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  kind: TableKind,
): void {
  const allowed = fieldsOf[kind];
  const claim = (field: Field, place: number | undefined, confidence: number) => {
    if (place === undefined || fields[field] !== undefined || !allowed.includes(field)) return;
    fields[field] = { column: columns[place] ?? '', place, confidence, reason: 'content' };
    taken.add(place);
  };
  const free = (content: Content, least: number) =>
    columns.flatMap((_, place) => (!taken.has(place) && (shareOf(cells[place] ?? [], content) ?? 0) >= least ? [place] : []));

  claim('email', free('email', 0.8)[0], 0.8);
  claim('vatNumber', free('vat', 0.9)[0], 0.7);
  claim('currency', free('currency', 0.95)[0], 0.7);
  // Columns without a name only: a named one that no field knows is not to be guessed at.
  const unnamed = (places: number[]) => places.filter((place) => /^[A-Z]{1,2}$/u.test(columns[place] ?? ''));
  const days = unnamed(free('day', 0.9)).toSorted((a, b) => latest(cells[a] ?? []).localeCompare(latest(cells[b] ?? [])));
  claim('issueOn', days[0], 0.5);
  claim('dueOn', days.length > 1 ? days.at(-1) : undefined, 0.5);
  const amounts = unnamed(free('amount', 0.95)).filter((place) => cells[place]?.some((cell) => /[.,]\d{2}$/u.test(cell)));
  claim('amount', amounts[0], 0.5);
}

// Good enough to tell the column of due dates from that of issue dates: both are written alike.
function latest(cells: readonly string[]): string {
  const keys = cells.filter((cell) => cell !== '').map((cell) => cell.split(/\D+/u).toReversed().join('').padStart(8, '0'));
  return keys.toSorted().at(-1) ?? '';
}

function surest(fields: MappingGuess['fields'], group: readonly Field[]): number {
  return Math.max(...group.map((field) => fields[field]?.confidence ?? 0));
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
