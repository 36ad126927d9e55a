import { inspectFec, type FecLine, type Issue, readFec } from '@quitus/formats';
import { copyLine, sql, type Transaction } from '../../../platform/database/index.ts';
import { countLine, type JournalFigures, newJournal } from './journal-nature.ts';
import { dueDayInLabel } from './label-due-day.ts';

/** What reading an FEC told beside its lines. */
export type FecReading = {
  readonly journals: readonly JournalFigures[];
  /** Data lines, each taken or rejected. */
  readonly lines: number;
  readonly rejected: number;
  readonly warnings: number;
  /** Debit less credit of the 411 lines that could not be taken, as far as it could be read. */
  readonly rejectedMinor: bigint;
  /** Debit less credit of every line taken: not zero when the file is cut or does not balance. */
  readonly balanceMinor: bigint;
  /** Whether a line that may be a customer's was rejected: then nothing is concluded from what is absent. */
  readonly customerLineRejected: boolean;
  /** Entries cut by the file's beginning or end, as `journal|number`. */
  readonly cutEntries: readonly string[];
  readonly refused: Issue | undefined;
};

// Accounts of customers: 411, drafts 413, doubtful 416, to be invoiced 417 and 418, advances 419.
const customerAccount = /^41[136789]/;
const longestWarningList = 20_000;

/** Streams an FEC into the temporary table `fec_load`: customer lines whole, rejected lines as issues, of the rest only its figures. Constant memory. */
export async function readFecLoad(tx: Transaction, source: AsyncIterable<Uint8Array>, decimals: number): Promise<FecReading> {
  await tx.run(sql`
    create temporary table fec_load (
      line bigint, journal text, entry text, entry_on date, account text, account_label text, aux text, aux_label text,
      piece text, piece_on date, label text, amount bigint, letter text, lettered_on date, foreign_minor bigint, foreign_currency text,
      due_on date, custom text, issue text
    ) on commit drop
  `);
  const reading = newReading();
  await tx.copyIn('fec_load', copyText(reading, source, decimals));
  await tx.run(sql`analyze fec_load`);
  return finish(reading);
}

type Run = { key: string; minor: bigint };
type Reading = {
  journals: Map<string, JournalFigures>;
  lines: number;
  rejected: number;
  warnings: number;
  rejectedMinor: bigint;
  balanceMinor: bigint;
  customerLineRejected: boolean;
  first: Run | undefined;
  current: Run | undefined;
  refused: Issue | undefined;
  accountAt: { separator: string; place: number } | undefined;
};

function newReading(): Reading {
  return {
    journals: new Map(),
    lines: 0,
    rejected: 0,
    warnings: 0,
    rejectedMinor: 0n,
    balanceMinor: 0n,
    customerLineRejected: false,
    first: undefined,
    current: undefined,
    refused: undefined,
    accountAt: undefined,
  };
}

function finish(reading: Reading): FecReading {
  const runs = [reading.first, reading.current].filter((run) => run !== undefined && run.minor !== 0n);
  const { first: _first, current: _current, accountAt: _place, journals, ...figures } = reading;
  return { ...figures, journals: [...journals.values()], cutEntries: [...new Set(runs.map((run) => run?.key ?? ''))] };
}

async function* copyText(reading: Reading, source: AsyncIterable<Uint8Array>, decimals: number): AsyncGenerator<string> {
  const isCustomer = accountFilter();
  for await (const batch of readFec(withHeaderSeen(reading, source), { decimals, accounts: isCustomer })) {
    let text = '';
    // Both lists are in file order; runs of one entry are followed across them.
    let light = 0;
    for (const line of batch.entries) {
      for (let other = batch.others[light]; other && other.line < line.line; other = batch.others[(light += 1)])
        count(reading, other);
      if (isAbsurd(line.debitMinor) || isAbsurd(line.creditMinor)) {
        text += issueLine(reading, absurdAmount(line));
        continue;
      }
      count(reading, line);
      const journal = reading.journals.get(line.journalCode);
      if (journal && journal.label === '') journal.label = line.journalLabel;
      text += loadLine(line);
    }
    for (; light < batch.others.length; light += 1) {
      const other = batch.others[light];
      if (other) count(reading, other);
    }
    for (const issue of batch.issues) text += issueLine(reading, issue);
    if (text !== '') yield text;
    if (reading.refused) return;
  }
}

// Accounts repeat a million times; the answer is kept by account.
function accountFilter(): (account: string) => boolean {
  const known = new Map<string, boolean>();
  return (account) => {
    let answer = known.get(account);
    if (answer === undefined) {
      answer = customerAccount.test(account);
      if (known.size < 200_000) known.set(account, answer);
    }
    return answer;
  };
}

async function* withHeaderSeen(reading: Reading, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    if (!reading.accountAt) {
      const { separator, columns } = inspectFec(chunk);
      reading.accountAt = { separator, place: columns.findIndex((column) => column.toLowerCase() === 'comptenum') };
    }
    yield chunk;
  }
}

type Counted = Pick<FecLine, 'journalCode' | 'entryNumber' | 'entryOn' | 'accountNumber' | 'debitMinor' | 'creditMinor'>;

function count(reading: Reading, line: Counted): void {
  reading.lines += 1;
  let journal = reading.journals.get(line.journalCode);
  if (!journal) reading.journals.set(line.journalCode, (journal = newJournal(line.journalCode, line.entryOn)));
  countLine(journal, line.accountNumber, line.entryOn);
  const minor = line.debitMinor - line.creditMinor;
  reading.balanceMinor += minor;
  const { current } = reading;
  // Compared by parts: building the key a million times would cost more than all the rest here.
  if (current && isRun(current.key, line)) current.minor += minor;
  else {
    reading.current = { key: `${line.journalCode}|${line.entryNumber}`, minor };
    reading.first ??= reading.current;
  }
}

function isRun(key: string, line: Counted): boolean {
  return (
    key.length === line.journalCode.length + 1 + line.entryNumber.length &&
    key.endsWith(line.entryNumber) &&
    key.startsWith(line.journalCode)
  );
}

// Ten thousand billion euros: no such line is true, and a sum of a million of them would not fit.
const isAbsurd = (minor: bigint): boolean => minor > 1_000_000_000_000_000n || minor < -1_000_000_000_000_000n;

function absurdAmount(line: FecLine): Issue {
  const debit = isAbsurd(line.debitMinor);
  const value = (debit ? line.debitMinor : line.creditMinor).toString();
  return { line: line.line, column: debit ? 'Debit' : 'Credit', value, code: 'amount.too-long', severity: 'error' };
}

// Names and numbers are indexed: what is longer than any real one is cut, and stays whole in the stored file.
const cut = (text: string, longest: number): string => (text.length > longest ? text.slice(0, longest) : text);

function loadLine(line: FecLine): string {
  const custom = Object.keys(line.extra).length === 0 ? null : JSON.stringify(line.extra);
  return copyLine([
    line.line,
    cut(line.journalCode, 40),
    cut(line.entryNumber, 100),
    line.entryOn,
    cut(line.accountNumber, 60),
    cut(line.accountLabel, 200),
    cut(line.auxiliaryNumber, 100),
    cut(line.auxiliaryLabel, 200),
    cut(line.pieceRef, 100),
    line.pieceOn,
    cut(line.label, 500),
    line.debitMinor - line.creditMinor,
    cut(line.letter, 40),
    line.letteredOn,
    line.foreignMinor,
    line.foreignCurrency,
    dueDayInLabel(line.label),
    custom,
    null,
  ]);
}

function issueLine(reading: Reading, issue: Issue): string {
  if (issue.code === 'fec.header-missing') {
    reading.refused = issue;
    return '';
  }
  if (issue.severity === 'error') {
    reading.lines += 1;
    reading.rejected += 1;
    const { accountAt } = reading;
    const cells = accountAt && issue.rejected ? issue.rejected.text.split(accountAt.separator) : [];
    const account = (cells[accountAt?.place ?? -1] ?? '').replace(/^[\s"]+/, '');
    if (!/^\d/.test(account) || customerAccount.test(account)) reading.customerLineRejected = true;
    if (account.startsWith('411'))
      reading.rejectedMinor += (issue.rejected?.debitMinor ?? 0n) - (issue.rejected?.creditMinor ?? 0n);
  } else {
    reading.warnings += 1;
    if (reading.warnings > longestWarningList) return '';
  }
  const blank = Array.from({ length: 17 }, () => null);
  return copyLine([issue.line, ...blank, JSON.stringify({ ...issue, rejected: undefined, raw: issue.rejected?.text ?? '' })]);
}
