import { createContext, use } from 'react';

interface Repaired {
  /** What was recorded, by row: the list stays as it was read, so that nothing moves while one repairs. */
  readonly repaired: ReadonlyMap<string, string>;
  /** `undefined` takes a repair back. */
  readonly onRepaired: (rowKey: string, value: string | undefined) => void;
}

const RepairedContext = createContext<Repaired>({ repaired: new Map(), onRepaired: () => undefined });

/** Holds what was repaired of the list below. */
export const RepairedProvider = RepairedContext;

/** What was recorded on the rows of the list at hand. */
export function useRepairedRows(): Repaired {
  return use(RepairedContext);
}
