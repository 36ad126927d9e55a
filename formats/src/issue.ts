/** Something a line of a file says that could not be taken as it stands. An error leaves the line out; a warning takes the line without that value. */
export type Issue = {
  /** Line of the file, from 1, the header included. */
  line: number;
  /** The column as the file names it, or '' when the whole line is meant. */
  column: string;
  value: string;
  /** Stable, translated by the reader's screen. */
  code: string;
  severity: 'error' | 'warning';
  /** What a left-out line held, so that control totals still add up and the line can be corrected and brought back. */
  rejected?: RejectedLine;
};

export type RejectedLine = { text: string; debitMinor: bigint | null; creditMinor: bigint | null };

// A value is shown to a person in a table of rejected lines, never used again: the start is enough.
const longestShownValue = 200;

/** The part of a value that a list of issues shows. */
export function shown(value: string): string {
  return value.length > longestShownValue ? `${value.slice(0, longestShownValue)}…` : value;
}
