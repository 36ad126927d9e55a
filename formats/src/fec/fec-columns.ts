import { decodeSample, type Encoding } from '../encoding.ts';
import { fold } from '../fold.ts';

/** The 18 columns of article A.47 A-1 LPF, in their legal order. */
export const fecColumns = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const;

export type FecColumn = (typeof fecColumns)[number] | 'Montant' | 'Sens';

export type FecVariant = 'debit-credit' | 'montant-sens';

/** Where each column stands in this file. */
export type FecLayout = {
  separator: string;
  /** As the file writes them. */
  columns: string[];
  place: Partial<Record<FecColumn, number>>;
  extra: { name: string; place: number }[];
  missing: FecColumn[];
  variant: FecVariant;
  /** Named columns; a line may end with one more separator when the header does. */
  width: number;
  trailingSeparator: boolean;
};

export type FecInspection = {
  isFec: boolean;
  separator: string;
  encoding: Encoding;
  columns: string[];
  variant: FecVariant;
  extraColumns: string[];
  missingColumns: string[];
};

// The law allows TAB and | only; ; and , are met in files saved again by a spreadsheet.
const separators = ['\t', '|', ';', ','];
const known = new Map<string, FecColumn>([...fecColumns, 'Montant' as const, 'Sens' as const].map((name) => [fold(name), name]));

/** What the first bytes of a file say about it as an FEC. */
export function inspectFec(firstBytes: Uint8Array): FecInspection {
  const { encoding, text } = decodeSample(firstBytes);
  const header = text.split(/[\r\n]+/u).find((line) => line.trim() !== '') ?? '';
  const layout = readFecHeader(header);
  return {
    isFec: isFecLayout(layout),
    separator: layout.separator,
    encoding,
    columns: layout.columns,
    variant: layout.variant,
    extraColumns: layout.extra.map(({ name }) => name),
    missingColumns: layout.missing,
  };
}

/** The layout a header line announces, whatever its separator, case, accents and order. */
export function readFecHeader(line: string): FecLayout {
  const layouts = separators.map((separator) => layoutOf(line, separator));
  return layouts.reduce((best, layout) => (layout.missing.length < best.missing.length ? layout : best));
}

/** Whether lines can be read with this layout: account, day and amounts are there, and it looks like no other table. */
export function isFecLayout({ place, missing, variant }: FecLayout): boolean {
  const amounts =
    variant === 'montant-sens' ? place.Montant !== undefined : place.Debit !== undefined && place.Credit !== undefined;
  return place.CompteNum !== undefined && place.EcritureDate !== undefined && amounts && missing.length <= 9;
}

function layoutOf(line: string, separator: string): FecLayout {
  const cells = line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/u, '$1')
      .trim(),
  );
  const trailingSeparator = cells.length > 1 && cells.at(-1) === '';
  const columns = trailingSeparator ? cells.slice(0, -1) : cells;

  const place: FecLayout['place'] = {};
  const extra: FecLayout['extra'] = [];
  for (const [index, name] of columns.entries()) {
    const column = known.get(fold(name));
    if (column !== undefined && place[column] === undefined) place[column] = index;
    else extra.push({ name: uniqueName(name, index, extra), place: index });
  }
  const variant = place.Montant !== undefined && place.Debit === undefined ? 'montant-sens' : 'debit-credit';
  const expected = fecColumns.flatMap((column): FecColumn[] =>
    variant === 'debit-credit' || (column !== 'Debit' && column !== 'Credit')
      ? [column]
      : column === 'Debit'
        ? ['Montant', 'Sens']
        : [],
  );
  const missing = expected.filter((column) => place[column] === undefined);
  return { separator, columns, place, extra, missing, variant, width: columns.length, trailingSeparator };
}

function uniqueName(name: string, index: number, taken: FecLayout['extra']): string {
  const base = name === '' ? `column ${index + 1}` : name;
  let candidate = base;
  for (let copy = 2; taken.some((other) => other.name === candidate); copy += 1) candidate = `${base} (${copy})`;
  return candidate;
}
