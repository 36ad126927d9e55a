import type { Issue } from '../issue.ts';

/** One line of an FEC. Amounts are minor units of the entity's currency; a negative debit is kept as the file says it. */
export type FecLine = {
  /** Line of the file, from 1, the header included. */
  line: number;
  journalCode: string;
  journalLabel: string;
  entryNumber: string;
  entryOn: string;
  accountNumber: string;
  accountLabel: string;
  auxiliaryNumber: string;
  auxiliaryLabel: string;
  pieceRef: string;
  pieceOn: string | null;
  label: string;
  debitMinor: bigint;
  creditMinor: bigint;
  letter: string;
  letteredOn: string | null;
  validatedOn: string | null;
  foreignMinor: bigint | null;
  foreignCurrency: string | null;
  /** Columns beyond the legal ones, by their name in the file; only those with a value. */
  extra: Readonly<Record<string, string>>;
};

/** What a line of an account nobody asked for still tells: enough for totals, and to see what a journal posts. */
export type FecLightLine = Pick<
  FecLine,
  'line' | 'journalCode' | 'entryNumber' | 'entryOn' | 'accountNumber' | 'debitMinor' | 'creditMinor'
>;

export type FecBatch = { entries: FecLine[]; others: FecLightLine[]; issues: Issue[] };

export type FecOptions = {
  /** Digits of the minor unit of the entity's currency. Default 2. */
  decimals?: number | undefined;
  /** Lines of the other accounts come back light, in `others`. Without it every line is an entry. */
  accounts?: ((accountNumber: string) => boolean) | undefined;
};
