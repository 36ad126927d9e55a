import type { ImportView } from '@quitus/contract';

/** What a file can contain, in the order it is offered. */
export const importTypes = [
  'fec',
  'items',
  'cleared-items',
  'customers',
  'contacts',
  'sales',
] as const satisfies readonly ImportView['type'][];

/** The kinds of tables: what a person maps columns of. */
export const tableTypes = importTypes.filter((type) => type !== 'fec');
