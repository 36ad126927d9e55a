import type { Encoding } from '../encoding.ts';
import { shown, type Issue } from '../issue.ts';
import { decodeBlocks } from '../lines.ts';
import { splitCells } from '../split-cells.ts';
import type { SeparatorGuess } from './separator.ts';
import type { RecordBatch, TableRecord } from './table.ts';

// An address has a few lines; a quote still open after that many was never meant as one.
const longestQuotedLines = 50;
const longestQuotedLetters = 16_384;

type Waiting = { line: number; texts: string[]; joined: string };

/** The records of a separated text file, quotes taken off, cells that hold line breaks put together again. Blank lines are left out. */
export async function* textRecords(
  source: AsyncIterable<Uint8Array>,
  layout: SeparatorGuess & { encoding: Encoding },
): AsyncGenerator<RecordBatch> {
  let waiting: Waiting | null = null;
  for await (const { firstNumber, texts, tooLong } of decodeBlocks(source, { encoding: layout.encoding })) {
    const batch: RecordBatch = { records: [], issues: [] };
    for (const [place, text] of texts.entries()) {
      const line = firstNumber + place;
      if (tooLong?.has(place)) batch.issues.push(lineIssue(line, text, 'table.line-too-long', 'error'));
      else waiting = takeLine(layout, waiting, text, line, batch);
    }
    if (batch.records.length + batch.issues.length > 0) yield batch;
  }
  const last: RecordBatch = { records: [], issues: [] };
  while (waiting) waiting = giveUpQuote(layout, waiting, last);
  if (last.records.length + last.issues.length > 0) yield last;
}

function takeLine(
  layout: SeparatorGuess,
  waiting: Waiting | null,
  text: string,
  line: number,
  batch: RecordBatch,
): Waiting | null {
  if (waiting === null) return startRecord(layout, text, line, batch);

  const next: Waiting = { line: waiting.line, texts: [...waiting.texts, text], joined: `${waiting.joined}\n${text}` };
  if (text.includes('"')) {
    const { cells, open, ragged } = splitCells(next.joined, layout.separator);
    if (!open && !ragged && cells.length <= Math.max(layout.width, splitPlain(layout, waiting.texts[0] ?? '').length)) {
      batch.records.push(tidied(cells, waiting.line));
      return null;
    }
    if (!open) return giveUpQuote(layout, next, batch);
  }
  const tooMuch = next.texts.length > longestQuotedLines || next.joined.length > longestQuotedLetters;
  return tooMuch ? giveUpQuote(layout, next, batch) : next;
}

function startRecord(layout: SeparatorGuess, text: string, line: number, batch: RecordBatch): Waiting | null {
  if (text.trim() === '') return null;
  if (!text.includes('"')) {
    batch.records.push(tidied(splitPlain(layout, text), line));
    return null;
  }
  const { cells, open } = splitCells(text, layout.separator);
  if (open) return { line, texts: [text], joined: text };
  batch.records.push(tidied(cells, line));
  return null;
}

/** The first waiting line is taken with its quote as a letter, and the ones after it begin again. */
function giveUpQuote(layout: SeparatorGuess, { line, texts }: Waiting, batch: RecordBatch): Waiting | null {
  const [first = '', ...rest] = texts;
  batch.records.push(tidied(splitPlain(layout, first), line));
  batch.issues.push(lineIssue(line, first, 'table.quote-left-open', 'warning'));
  let waiting: Waiting | null = null;
  for (const [place, text] of rest.entries()) waiting = takeLine(layout, waiting, text, line + 1 + place, batch);
  return waiting;
}

function splitPlain({ separator }: SeparatorGuess, text: string): string[] {
  return text.split(separator);
}

function tidied(cells: string[], line: number): TableRecord {
  return { line, cells: cells.map(tidyCell) };
}

/** Spreadsheets write `="00123"` to keep zeros, and our own files put an apostrophe before what a spreadsheet would run. */
function tidyCell(cell: string): string {
  const text = cell.trim();
  const first = text.charCodeAt(0);
  if (first === 61 && text.startsWith('="') && text.endsWith('"')) return text.slice(2, -1);
  return first === 39 && /^'+[=+\-@\t\r]/u.test(text) ? text.slice(1) : text;
}

function lineIssue(line: number, text: string, code: string, severity: Issue['severity']): Issue {
  return { line, column: '', value: shown(text), code, severity };
}
