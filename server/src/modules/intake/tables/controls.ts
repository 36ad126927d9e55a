import type { Control } from '../import-outcome.ts';
import type { RowsRead } from './stream-rows.ts';

/** Per currency, to the cent: what the file sums to, what was taken of it and what was left out. */
export function controlsOf(read: RowsRead): Control[] {
  const currencies = new Set([...read.taken.keys(), ...read.left.keys()]);
  return [...currencies].toSorted().map((currency) => {
    const takenMinor = read.taken.get(currency) ?? 0n;
    const rejectedMinor = read.left.get(currency) ?? 0n;
    return { currency, fileMinor: takenMinor + rejectedMinor, takenMinor, rejectedMinor };
  });
}
