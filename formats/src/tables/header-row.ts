import { parseAmount } from '../amounts.ts';
import { parseDay } from '../days.ts';
import { isKnownHeader } from '../mapping/header-words.ts';
import type { TableRecord } from './table.ts';

export type HeaderPlace = { columns: string[]; headerAt: number | null; firstRowAt: number };

const longestSearch = 40;
const longestName = 100;

/** Where the header of a table stands among its first records, past titles and blank rows; or that it has none, and columns are A, B, C… */
export function findHeader(records: readonly TableRecord[], usualWidth: number): HeaderPlace {
  const searched = records.slice(0, longestSearch);
  for (const [at, { cells }] of searched.entries()) {
    if (!looksLikeHeader(cells, usualWidth)) continue;
    const below = records.slice(at + 1);
    // The first row that could be a header decides: below it are only rows.
    if (looksLikeRow(cells, below)) break;
    // Separators at the end of every line make columns that hold nothing and have no name.
    const width = Math.max(usualWidth, cells.findLastIndex((cell) => cell !== '') + 1);
    return { columns: uniqueNames(cells, width), headerAt: at, firstRowAt: at + 1 };
  }
  return headerless(records, usualWidth);
}

/** The usual number of columns: as many cells as most records have, less those at the end that hold nothing anywhere. */
export function usualWidth(records: readonly TableRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual = 1] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const filled = records
    .filter(({ cells }) => cells.length <= usual)
    .map(({ cells }) => cells.findLastIndex((cell) => cell !== '') + 1);
  return Math.max(1, ...filled);
}

/** The name of a column without one: A, B … Z, AA. */
function letterName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : letterName(Math.floor(place / 26) - 1) + letter;
}

function headerless(records: readonly TableRecord[], width: number): HeaderPlace {
  const first = records.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length * 2 > width);
  const columns = Array.from({ length: width }, (_, place) => letterName(place));
  return { columns, headerAt: null, firstRowAt: Math.max(0, first) };
}

function looksLikeHeader(cells: readonly string[], width: number): boolean {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0 || filled.length < width * 0.6) return false;
  if (filled.some(isContent)) return false;
  // A bank may put a whole sentence in its last column: most names are short, not all.
  const words = filled.filter((cell) => /\p{L}/u.test(cell) && cell.length <= longestName);
  return words.length >= filled.length * 0.6 && new Set(filled).size > filled.length / 2;
}

/** A day, an e-mail or an amount with decimals is never the name of a column. */
function isContent(cell: string): boolean {
  if (cell.length > longestName) return false;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(cell)) return true;
  if (!/\d/u.test(cell)) return false;
  if (parseDay(cell, { order: 'dmy' }).ok && /[-/.]/u.test(cell)) return true;
  return /[.,]\d+$/u.test(cell) && parseAmount(cell, { decimals: 4, decimalMark: ',' }).ok;
}

// Without one known name, a first row made like the rows below it (codes, numbers) is a row.
function looksLikeRow(cells: readonly string[], below: readonly TableRecord[]): boolean {
  if (cells.some(isKnownHeader) || below.length < 2) return false;
  let alike = 0;
  let telling = 0;
  for (const [place, cell] of cells.entries()) {
    const shapes = below.slice(0, 50).map((record) => shapeOf(record.cells[place] ?? ''));
    const usual = shapes.toSorted((a, b) => shapes.filter((s) => s === b).length - shapes.filter((s) => s === a).length)[0] ?? '';
    if (!usual.includes('9')) continue;
    telling += 1;
    if (shapeOf(cell) === usual) alike += 1;
  }
  return telling > 0 && alike * 2 >= telling;
}

function shapeOf(cell: string): string {
  return cell.replace(/\d+/gu, '9').replace(/\p{L}+/gu, 'A');
}

function uniqueNames(cells: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, place) => {
    const base = (cells[place] ?? '').replace(/\s+/gu, ' ') || letterName(place);
    let name = base;
    for (let copy = 2; taken.has(name); copy += 1) name = `${base} (${copy})`;
    taken.add(name);
    return name;
  });
}
