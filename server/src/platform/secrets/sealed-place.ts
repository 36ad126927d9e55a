declare const made: unique symbol;

/** Where a sealed text is kept; the purpose is part of its key. Only `sealedColumn` and `passing` make one, so that nothing is sealed for a place nobody named. */
export type SealedPlace = { readonly purpose: string; readonly [made]: true };

/** A column of sealed texts and the columns that tell its rows apart. */
export type SealedColumn = SealedPlace & { readonly table: string; readonly key: readonly string[]; readonly column: string };

/** Names a column whose texts are sealed. It must stand in the list of `rotate-secrets`, which seals them anew under another key. */
export function sealedColumn(table: string, key: readonly string[], column: string, purpose: string): SealedColumn {
  // The cast: the mark exists for the type alone.
  return { table, key, column, purpose } as SealedColumn;
}

/** Names what is sealed for some minutes only: it ends before a former key is given up, so nothing seals it anew. */
export function passing(purpose: string): SealedPlace {
  // The cast: the mark exists for the type alone.
  return { purpose } as SealedPlace;
}
