import { once } from 'node:events';
import { sentenceOf } from '../platform/http/index.ts';
import { Refusal } from '../kernel/refusals.ts';
import { chooseLanguage, type Language } from '@quitus/texts';

/** The language of the terminal: LANG, as every program reads it. French unless it says otherwise. */
export function terminalLanguage(lang: string | undefined): Language {
  return chooseLanguage(lang?.replace('_', '-'));
}

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one));

/** Writes one JSON document to stdout; bigint and Temporal values as their text. */
export function printJson(value: unknown): void {
  process.stdout.write(`${jsonOf(value)}\n`);
}

/** Writes a JSON document of one list to stdout, portion by portion as it is read: a million rows are longer than any text. */
export async function printJsonList<Row>(
  name: string,
  portions: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>,
  asPrinted: (row: Row) => unknown,
): Promise<void> {
  process.stdout.write(`{${jsonOf(name)}:[`);
  let separator = '';
  for await (const portion of portions) {
    if (portion.length === 0) continue;
    const text = separator + portion.map((row) => jsonOf(asPrinted(row))).join(',');
    separator = ',';
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }
  process.stdout.write(']}\n');
}

/** Rows as aligned columns for a person; numbers to the right. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)));
  const numeric = header.map(
    (_, index) => rows.length > 0 && rows.every((row) => /^[-−(]?[\d\s.,  %)]*$/.test(row[index] ?? '')),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  console.log(line(header));
  console.log(widths.map((width) => '─'.repeat(width)).join('  '));
  for (const row of rows) console.log(line(row));
}

/** What a person reads of an error: a refusal's sentence, else the message of the fault. */
export function wordsOf(error: unknown, language: Language): { code: string; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: sentenceOf(language, error.code, error.values) };
  return { code: 'fault', message: error instanceof Error ? error.message : String(error) };
}
