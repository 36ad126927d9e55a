import { inspectFec } from '../fec/fec-columns.ts';
import type { Field, TableKind } from './fields.ts';
import { guessMapping } from './guess-mapping.ts';

export type FileKind = TableKind | 'fec' | 'unknown';

export type KindGuess = {
  kind: FileKind;
  /** The fields that decided, or the FEC's header. */
  reason: 'fec-header' | 'fields' | 'no-known-fields';
  because: Field[];
};

const unknown: KindGuess = { kind: 'unknown', reason: 'no-known-fields', because: [] };

/** What a file is a list of, from its header, its cells and, between two that fit as well, its name. */
export function guessKind(file: {
  name: string;
  columns: readonly string[];
  sample: readonly (readonly string[])[];
  firstBytes?: Uint8Array | undefined;
}): KindGuess {
  if (file.firstBytes && inspectFec(file.firstBytes).isFec) return { kind: 'fec', reason: 'fec-header', because: [] };

  const items = known(file, 'items');
  const hasAmount = items.has('amount') || items.has('openAmount') || (items.has('amountDebit') && items.has('amountCredit'));
  const hasCustomer = items.has('customerCode') || items.has('customerName');
  if (hasAmount && (items.has('number') || (items.has('dueOn') && hasCustomer))) return itemsOrCleared(items, file.name);
  // Who owes, under what number, due when: items, even if no column of amounts can be read; to be refused as such, not taken for a list of customers.
  if (items.has('number') && items.has('dueOn') && hasCustomer) return itemsOrCleared(items, file.name);
  if (hasAmount && hasCustomer && known(file, 'sales').has('month'))
    return because('sales', ['month', 'amount'], known(file, 'sales'));

  const contacts = known(file, 'contacts');
  const customers = known(file, 'customers');
  const place: Field[] = ['address1', 'postcode', 'city', 'country', 'legalId', 'vatNumber', 'terms', 'paymentMeans'];
  const aboutCompany = place.some((field) => customers.has(field));
  const reachable = contacts.has('email') || contacts.has('phone');
  const person = contacts.has('role') || /contact|interlocut/iu.test([file.name, ...file.columns].join(' '));
  if (reachable && (person || contacts.has('customerCode')) && (!aboutCompany || contacts.has('role'))) {
    return because('contacts', ['role', 'email', 'phone', 'name'], contacts);
  }
  if (customers.has('customerCode') || (customers.has('name') && aboutCompany)) {
    return because('customers', ['customerCode', 'name', ...place], customers);
  }
  return unknown;
}

function itemsOrCleared(items: Set<Field>, name: string): KindGuess {
  const told = /sold[ée]e?s|r[ée]gl[ée]e?s|pay[ée]e?s|paid|cleared|closed|settled/iu.test(name);
  const cleared = items.has('settledOn') && (!items.has('openAmount') || told);
  const decisive: Field[] = ['number', 'dueOn', 'amount', 'openAmount', 'amountDebit', 'amountCredit'];
  return because(cleared ? 'cleared-items' : 'items', cleared ? ['settledOn', ...decisive] : decisive, items);
}

function known(file: Pick<Parameters<typeof guessKind>[0], 'columns' | 'sample'>, kind: TableKind): Set<Field> {
  // The keys of a guess are the fields it found.
  return new Set(Object.keys(guessMapping(file.columns, file.sample, kind).fields) as Field[]);
}

function because(kind: TableKind, decisive: Field[], found: Set<Field>): KindGuess {
  return { kind, reason: 'fields', because: decisive.filter((field) => found.has(field)) };
}
