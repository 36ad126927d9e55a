import { createHash } from 'node:crypto';
import { isDay } from '../../kernel/days.ts';
import type { KeyType } from './keyset.ts';
import { refuse } from './refusals.ts';

/** All that decides which rows a list has and how they stand: its name, filter, sort, words. Not the limit, which may change between pages. */
export type CursorQuestion = { readonly list: string } & Readonly<Record<string, unknown>>;

/** A place in a list as an opaque text: the order's values of a row, and which question they belong to. */
export function writeCursor(question: CursorQuestion, keys: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([digestOf(question), ...keys])).toString('base64url');
}

/** The values of a cursor. Refuses what is no cursor, and one that was made for another question. */
export function readCursor(text: string, question: CursorQuestion, types: readonly KeyType[]): (string | null)[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw refuse('cursor.malformed');
  }
  if (!Array.isArray(parts)) throw refuse('cursor.malformed');
  const [digest, ...values] = parts as unknown[];
  if (typeof digest !== 'string') throw refuse('cursor.malformed');
  if (digest !== digestOf(question)) throw refuse('cursor.other-question');
  if (values.length !== types.length) throw refuse('cursor.malformed');
  return values.map((value, place) => {
    if (value === null && place === 0) return null;
    const type = types[place];
    if (typeof value !== 'string' || !type || !isOf(type, value)) throw refuse('cursor.malformed');
    return value;
  });
}

function digestOf(question: CursorQuestion): string {
  const said = Object.entries(question).filter(
    ([name, value]) => value !== undefined && !['cursor', 'limit', 'offset'].includes(name),
  );
  const text = JSON.stringify(said.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

// A cursor comes from outside: what the database could not read is refused here, not answered as a fault.
function isOf(type: KeyType, value: string): boolean {
  switch (type) {
    case 'date':
      return isDay(value) || value === 'infinity' || value === '-infinity';
    case 'number':
      return /^-?\d{1,40}(\.\d{1,20})?$/.test(value);
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'timestamptz':
      return value === 'infinity' || value === '-infinity' || isInstant(value);
    case 'text':
      return value.length <= 2000 && !value.includes('\0') && value.isWellFormed();
  }
}

function isInstant(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/.test(value)) return false;
  try {
    Temporal.Instant.from(`${value.replace(' ', 'T')}:00`);
    return true;
  } catch {
    return false;
  }
}
