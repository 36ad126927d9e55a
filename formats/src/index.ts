export { detectEncoding, type Encoding } from './encoding.ts';
export { decodeLines, type Line, type LineOptions } from './lines.ts';
export {
  guessDecimalMark,
  parseAmount,
  type AmountFormat,
  type AmountReading,
  type AmountRefusal,
  type DecimalMark,
} from './amounts.ts';
export { guessDayOrder, parseDay, type DayOrder, type DayReading, type DayRefusal } from './days.ts';
export { currencyDecimals } from './currencies.ts';
export type { Issue, RejectedLine } from './issue.ts';
export { fecColumns, inspectFec, type FecColumn, type FecInspection, type FecVariant } from './fec/fec-columns.ts';
export type { FecBatch, FecLightLine, FecLine, FecOptions } from './fec/fec-line.ts';
export { readFec } from './fec/read-fec.ts';
