import { decodeLines, type Field, fieldsOf, type Issue, type Table, type TableBatch, type TableRecord } from '@quitus/formats';
import type { ImportMapping } from '../tables/mapping.ts';

export const bulkKinds = ['customers', 'items', 'contacts'] as const;
export type BulkKind = (typeof bulkKinds)[number];

// Written by two columns, or read by none of the bulk readers.
const leftOut = new Set<Field>(['amountDebit', 'amountCredit', 'amountSign', 'settledOn', 'collector']);
const days = new Set<string>(['issueOn', 'dueOn', 'lastReminderOn']);
const amounts = new Set<string>(['amount', 'openAmount']);
const flags = new Set<string>(['unsent']);

/** The fields a line of JSON may have, by what it is a list of. */
export const fieldsOfLines: Readonly<Record<BulkKind, readonly Field[]>> = {
  customers: fieldsOf.customers.filter((field) => !leftOut.has(field)),
  items: [...fieldsOf.items.filter((field) => !leftOut.has(field)), 'vatNumber', 'customerExternalId'],
  contacts: [...fieldsOf.contacts, 'customerExternalId'],
};

/** Whether a stored file is lines of JSON: it is read by the names of its fields, not by guessed columns. */
export function isNdjson(name: string): boolean {
  return name.endsWith('.ndjson');
}

/** Which kind of lines a table of this type can come as; refused types have none. */
export function bulkKindOf(type: string): BulkKind | undefined {
  return bulkKinds.find((kind) => kind === type);
}

/** Every field is its own column; numbers and days are written one way. */
export function mappingOfLines(kind: BulkKind): ImportMapping {
  return { columns: Object.fromEntries(fieldsOfLines[kind].map((field) => [field, field])), decimalMark: '.', dayOrder: 'ymd' };
}

/**
 * Lines of JSON as a table of texts, so that they go the way of every other file. A line that is no flat object, has an unknown field, a number
 * for an amount or no id is an issue, never an exception. Constant memory.
 */
export function ndjsonTable(source: AsyncIterable<Uint8Array>, kind: BulkKind): Table {
  const columns = fieldsOfLines[kind];
  const places = new Map<string, number>(columns.map((field, place) => [field, place]));
  // In a list of customers, "code" can only be theirs.
  if (kind === 'customers') places.set('code', columns.indexOf('customerCode'));
  async function* rows(): AsyncGenerator<TableBatch> {
    for await (const lines of decodeLines(source, { encoding: 'utf-8' })) {
      const batch: TableBatch = { rows: [], issues: [] };
      for (const { number, text, tooLong } of lines) {
        if (text.trim() === '') continue;
        const read = tooLong
          ? issueOf(number, '', '', 'table.line-too-long', text)
          : readLine(number, text, kind, places, columns.length);
        if ('cells' in read) batch.rows.push(read);
        else batch.issues.push(read);
      }
      yield batch;
    }
  }
  return {
    kind: 'text',
    columns: [...columns],
    headerLine: null,
    preamble: [],
    // Guessing has nothing to do here: no sample.
    sample: [],
    separator: null,
    encoding: 'utf-8',
    rows,
  };
}

function readLine(
  line: number,
  text: string,
  kind: BulkKind,
  places: ReadonlyMap<string, number>,
  width: number,
): TableRecord | Issue {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return issueOf(line, '', text, 'line.not-json', text);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return issueOf(line, '', text, 'line.not-an-object', text);
  const cells = Array.from({ length: width }, () => '');
  for (const [name, value] of Object.entries(given)) {
    const place = places.get(name);
    if (place === undefined) return issueOf(line, name, name, 'line.field-unknown', text);
    if (value === null) continue;
    const fault = faultOf(name, value);
    if (fault) return issueOf(line, name, typeof value === 'object' ? '{…}' : String(value), fault, text);
    cells[place] = String(value);
  }
  const id = kind === 'contacts' ? 'none needed' : (cells[places.get('externalId') ?? -1] ?? '');
  const code = kind === 'customers' ? (cells[places.get('customerCode') ?? -1] ?? '') : '';
  return id.trim() === '' && code.trim() === '' ? issueOf(line, 'externalId', '', 'line.id-missing', text) : { line, cells };
}

function faultOf(name: string, value: unknown): string | undefined {
  if (amounts.has(name)) {
    // A JSON number is a float: its cents may be lost before we see it.
    if (typeof value !== 'string') return 'line.amount-no-text';
    return /^-?\d+(\.\d+)?$/.test(value) ? undefined : 'amount.not-a-number';
  }
  if (days.has(name)) return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : 'day.unreadable';
  if (flags.has(name) && typeof value === 'boolean') return undefined;
  return typeof value === 'string' || typeof value === 'number' ? undefined : 'line.value-kind';
}

function issueOf(line: number, column: string, value: string, code: string, text: string): Issue {
  const rejected = { text: text.slice(0, 2000), debitMinor: null, creditMinor: null };
  return { line, column, value: value.slice(0, 200), code, severity: 'error', rejected };
}
