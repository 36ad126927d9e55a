import { currencyDecimals } from '../currencies.ts';
import { shown, type Issue } from '../issue.ts';
import { splitCells } from '../split-cells.ts';
import type { FecColumn, FecLayout } from './fec-columns.ts';
import type { FecBatch, FecOptions } from './fec-line.ts';
import { dayMemo, nameMemo, readFecAmount } from './fec-values.ts';

type Reader = {
  layout: FecLayout;
  decimals: number;
  accounts: ((accountNumber: string) => boolean) | null;
  dayOf: ReturnType<typeof dayMemo>;
  nameOf: ReturnType<typeof nameMemo>;
  /** Lines end with one separator too many, as the header or the first line does. */
  trailing: boolean | null;
  /** Columns up to the last one without which a line means nothing. */
  needed: number;
};

type Amounts = { debitMinor: bigint | null; creditMinor: bigint | null; issue: Omit<Issue, 'line'> | null };

const noExtra: Readonly<Record<string, string>> = Object.freeze({});

/** Reads one line into a batch: an entry, a light line, or one error; warnings beside. Made once per file, kept free of patterns: it runs a million times. */
export function fecLineReader(layout: FecLayout, options: FecOptions): (text: string, line: number, batch: FecBatch) => void {
  const { place } = layout;
  const amounts = layout.variant === 'montant-sens' ? [place.Montant, place.Sens] : [place.Debit, place.Credit];
  const reader: Reader = {
    layout,
    decimals: options.decimals ?? 2,
    accounts: options.accounts ?? null,
    dayOf: dayMemo(),
    nameOf: nameMemo(),
    trailing: layout.trailingSeparator ? true : null,
    needed: Math.max(...[place.EcritureDate, place.CompteNum, ...amounts].map((at) => (at ?? -1) + 1)),
  };
  return (text, line, batch) => readLine(reader, text, line, batch);
}

function readLine(reader: Reader, text: string, line: number, batch: FecBatch): void {
  const { layout, dayOf, nameOf } = reader;
  const { place } = layout;
  const cells = splitLine(text, layout.separator);
  const misfit = widthIssue(reader, cells);
  if (misfit) return reject(reader, cells, text, line, misfit, batch);

  const accountNumber = nameOf(cellAt(cells, place.CompteNum));
  if (accountNumber === '') return reject(reader, cells, text, line, failure('CompteNum', '', 'fec.account-missing'), batch);

  const entryDay = cellAt(cells, place.EcritureDate);
  const entryOn = dayOf(entryDay);
  if (!entryOn) {
    const code = entryOn === null ? 'fec.date-missing' : 'fec.date-invalid';
    return reject(reader, cells, text, line, failure('EcritureDate', entryDay, code), batch);
  }
  const { debitMinor, creditMinor, issue } = readAmounts(reader, cells);
  if (issue?.severity === 'error' || debitMinor === null || creditMinor === null) {
    return reject(reader, cells, text, line, issue ?? failure('', text, 'fec.amount-invalid'), batch);
  }
  if (issue) batch.issues.push({ ...issue, line });

  const journalCode = nameOf(cellAt(cells, place.JournalCode));
  const entryNumber = cellAt(cells, place.EcritureNum);
  if (reader.accounts !== null && !reader.accounts(accountNumber)) {
    batch.others.push({ line, journalCode, entryNumber, entryOn, accountNumber, debitMinor, creditMinor });
    return;
  }
  const foreign = readForeign(cells, layout, line, batch.issues);
  batch.entries.push({
    line,
    journalCode,
    journalLabel: nameOf(cellAt(cells, place.JournalLib)),
    entryNumber,
    entryOn,
    accountNumber,
    accountLabel: nameOf(cellAt(cells, place.CompteLib)),
    auxiliaryNumber: nameOf(cellAt(cells, place.CompAuxNum)),
    auxiliaryLabel: nameOf(cellAt(cells, place.CompAuxLib)),
    pieceRef: cellAt(cells, place.PieceRef),
    pieceOn: softDay(reader, cells, 'PieceDate', line, batch.issues),
    label: cellAt(cells, place.EcritureLib),
    debitMinor,
    creditMinor,
    letter: cellAt(cells, place.EcritureLet),
    letteredOn: softDay(reader, cells, 'DateLet', line, batch.issues),
    validatedOn: softDay(reader, cells, 'ValidDate', line, batch.issues),
    foreignMinor: foreign.minor,
    foreignCurrency: foreign.currency,
    extra: layout.extra.length === 0 ? noExtra : readExtra(cells, layout),
  });
}

function splitLine(text: string, separator: string): string[] {
  // Quotes are letters in TAB and | files: a label may hold one inch mark.
  const quoted = (separator === ';' || separator === ',') && text.includes('"');
  return quoted ? splitCells(text, separator).cells : text.split(separator);
}

function cellAt(cells: string[], place: number | undefined): string {
  return place === undefined ? '' : (cells[place] ?? '').trim();
}

/** A label that holds the separator shifts every amount after it: a wider line is refused, unless all lines end with one separator too many. */
function widthIssue(reader: Reader, cells: string[]): Omit<Issue, 'line'> | null {
  const { width } = reader.layout;
  const excess = cells.length - width;
  if (excess > 0) {
    const ending = excess === 1 && cells[width]?.trim() === '';
    reader.trailing ??= ending;
    return ending && reader.trailing ? null : failure('', String(cells.length), 'fec.too-many-columns');
  }
  reader.trailing ??= false;
  // An editor that trims line ends takes the empty last columns away: nothing is lost.
  return cells.length < reader.needed ? failure('', String(cells.length), 'fec.too-few-columns') : null;
}

function readAmounts(reader: Reader, cells: string[]): Amounts {
  return reader.layout.variant === 'montant-sens' ? readSignedAmount(reader, cells) : readTwoAmounts(reader, cells);
}

function readTwoAmounts({ layout, decimals }: Reader, cells: string[]): Amounts {
  const debitText = cellAt(cells, layout.place.Debit);
  const creditText = cellAt(cells, layout.place.Credit);
  const debit = readFecAmount(debitText, decimals);
  const credit = readFecAmount(creditText, decimals);
  const debitMinor = debit.ok ? debit.minor : null;
  const creditMinor = credit.ok ? credit.minor : null;
  if (!debit.ok) return { debitMinor, creditMinor, issue: failure('Debit', debitText, amountCode(debit.reason)) };
  if (!credit.ok) return { debitMinor, creditMinor, issue: failure('Credit', creditText, amountCode(credit.reason)) };
  const missing = debitText === '' && creditText === '';
  return { debitMinor, creditMinor, issue: missing ? warning('Debit', '', 'fec.amount-missing') : null };
}

function readSignedAmount({ layout, decimals }: Reader, cells: string[]): Amounts {
  const text = cellAt(cells, layout.place.Montant);
  const amount = readFecAmount(text, decimals);
  if (!amount.ok) return { debitMinor: null, creditMinor: null, issue: failure('Montant', text, amountCode(amount.reason)) };

  // A file without Sens can only mean the sign of the amount itself.
  const side = layout.place.Sens === undefined ? 'D' : cellAt(cells, layout.place.Sens).toUpperCase();
  const issue = text === '' ? warning('Montant', '', 'fec.amount-missing') : null;
  if (side === 'D' || side === '+1' || side === '1' || side === '+') return { debitMinor: amount.minor, creditMinor: 0n, issue };
  if (side === 'C' || side === '-1' || side === '-') return { debitMinor: 0n, creditMinor: amount.minor, issue };
  return { debitMinor: null, creditMinor: null, issue: failure('Sens', side, 'fec.sign-invalid') };
}

function amountCode(reason: string): string {
  return reason === 'amount.too-many-decimals' ? 'fec.amount-too-many-decimals' : 'fec.amount-invalid';
}

function softDay(reader: Reader, cells: string[], column: FecColumn, line: number, issues: Issue[]): string | null {
  const text = cellAt(cells, reader.layout.place[column]);
  if (text === '') return null;
  const day = reader.dayOf(text);
  if (day === undefined) issues.push({ ...warning(column, text, 'fec.date-invalid'), line });
  return day ?? null;
}

function readForeign(
  cells: string[],
  { place }: FecLayout,
  line: number,
  issues: Issue[],
): { minor: bigint | null; currency: string | null } {
  const text = cellAt(cells, place.Montantdevise);
  const currency = cellAt(cells, place.Idevise).toUpperCase() || null;
  if (text === '' || currency === null) {
    // Programs fill the amount with zero when there is no currency.
    if (text !== '' && !isZero(text)) issues.push({ ...warning('Idevise', text, 'fec.foreign-currency-missing'), line });
    return { minor: null, currency };
  }
  const amount = readFecAmount(text, currencyDecimals(currency));
  if (!amount.ok) issues.push({ ...warning('Montantdevise', text, 'fec.foreign-amount-invalid'), line });
  return { minor: amount.ok ? amount.minor : null, currency };
}

function isZero(text: string): boolean {
  const amount = readFecAmount(text, 2);
  return amount.ok && amount.minor === 0n;
}

function readExtra(cells: string[], layout: FecLayout): Readonly<Record<string, string>> {
  const filled = layout.extra.flatMap(({ name, place }) => {
    const value = cellAt(cells, place);
    return value === '' ? [] : [[name, value] as const];
  });
  return filled.length === 0 ? noExtra : Object.fromEntries(filled);
}

function reject(reader: Reader, cells: string[], text: string, line: number, issue: Omit<Issue, 'line'>, batch: FecBatch): void {
  // Amounts of a shifted line would be another column's: only those of a line of the right width count.
  const shifted = issue.code === 'fec.too-many-columns' || issue.code === 'fec.too-few-columns';
  const { debitMinor, creditMinor } = shifted ? { debitMinor: null, creditMinor: null } : readAmounts(reader, cells);
  batch.issues.push({ ...issue, line, rejected: { text, debitMinor, creditMinor } });
}

function failure(column: string, value: string, code: string): Omit<Issue, 'line'> {
  return { column, value: shown(value), code, severity: 'error' };
}

function warning(column: string, value: string, code: string): Omit<Issue, 'line'> {
  return { column, value: shown(value), code, severity: 'warning' };
}
