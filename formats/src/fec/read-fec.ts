import { shown, type Issue } from '../issue.ts';
import { decodeBlocks } from '../lines.ts';
import { fecColumns, isFecLayout, readFecHeader, type FecLayout } from './fec-columns.ts';
import type { FecBatch, FecOptions } from './fec-line.ts';
import { fecLineReader } from './read-fec-line.ts';

// Blank lines before the header are met; a whole preamble is another kind of file.
const longestPreamble = 20;

/**
 * The lines of an FEC in batches, streamed in constant memory. Never throws on content: a line that cannot be read comes back as one
 * issue of severity error and is left out, so that entries + others + errors = lines. Amounts in minor units.
 */
export async function* readFec(source: AsyncIterable<Uint8Array>, options: FecOptions = {}): AsyncGenerator<FecBatch> {
  let readLine: ReturnType<typeof fecLineReader> | null = null;
  let header = '';

  for await (const { firstNumber, texts, tooLong } of decodeBlocks(source)) {
    const batch: FecBatch = { entries: [], others: [], issues: [] };
    for (let place = 0; place < texts.length; place += 1) {
      const text = texts[place] ?? '';
      const number = firstNumber + place;
      if (text.trim() === '') {
        if (readLine || number <= longestPreamble) continue;
      }
      if (readLine === null) {
        const layout = readFecHeader(text);
        if (tooLong?.has(place) || !isFecLayout(layout)) {
          yield { entries: [], others: [], issues: [headerMissing(text, layout)] };
          return;
        }
        header = text;
        readLine = fecLineReader(layout, options);
      } else if (tooLong?.has(place)) {
        batch.issues.push(lineTooLong(number, text));
      } else if (text !== header) {
        // Every part of a split file repeats the header: parts put end to end read as one file.
        readLine(text, number, batch);
      }
    }
    if (batch.entries.length + batch.others.length + batch.issues.length > 0) yield batch;
  }
  if (readLine === null) yield { entries: [], others: [], issues: [headerMissing('', readFecHeader(''))] };
}

/** Always told on line 1: it is about the file. The missing columns are named in `value`. */
function headerMissing(text: string, layout: FecLayout): Issue {
  const missing = layout.missing.length > 0 ? layout.missing : [...fecColumns];
  return {
    line: 1,
    column: missing.join(', '),
    value: shown(text),
    code: 'fec.header-missing',
    severity: 'error',
  };
}

function lineTooLong(line: number, text: string): Issue {
  const rejected = { text, debitMinor: null, creditMinor: null };
  return { line, column: '', value: shown(text), code: 'fec.line-too-long', severity: 'error', rejected };
}
