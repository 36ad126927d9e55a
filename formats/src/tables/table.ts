import type { Encoding } from '../encoding.ts';
import type { Issue } from '../issue.ts';

/** One row as the file has it: as many cells as the file wrote, trimmed. */
export type TableRecord = { line: number; cells: string[] };

export type RecordBatch = { records: TableRecord[]; issues: Issue[] };

/** Rows fitted to the columns: always one cell for each, '' where the file wrote none. */
export type TableBatch = { rows: TableRecord[]; issues: Issue[] };

export type Table = {
  kind: 'text' | 'workbook';
  columns: string[];
  /** Line of the header, null when the file has none and columns are named A, B, C… */
  headerLine: number | null;
  /** Rows before the header: a title, an account, a date. */
  preamble: TableRecord[];
  /** The first rows, for guessing and for showing. They come again in `rows()`. */
  sample: string[][];
  separator: string | null;
  encoding: Encoding | null;
  /** All rows from the first, once: the file is read as they are asked for. */
  rows: () => AsyncGenerator<TableBatch>;
};

export type TableReading = { ok: true; table: Table } | { ok: false; issue: Issue };

export type TableOptions = {
  /** Name of the file, for its ending only. */
  name: string;
  /** Given by a saved mapping; detected otherwise. */
  encoding?: Encoding | undefined;
  separator?: string | undefined;
  /** Sheet of a workbook, by place or name. Default: the first that is not empty. */
  sheet?: number | string | undefined;
};
