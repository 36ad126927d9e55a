/** What a backup says of itself before its tables. */
export type Header = {
  readonly quitus: string;
  readonly postgresql: string;
  /** The instant of the snapshot: all that was committed before it is inside, nothing after it. */
  readonly takenAt: string;
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  readonly partitions: readonly Partition[];
  readonly sequences: readonly Sequence[];
};
/** One partition as it stood: its rows come back through its parent, into a partition of the same bounds. */
export type Partition = { readonly parent: string; readonly name: string; readonly bound: string };
/** A sequence's last value; absent when none was given out yet. */
export type Sequence = { readonly name: string; readonly value: string };

/** Before a table's data. Names are quoted as SQL wants them. */
export type TableHead = { readonly table: string; readonly columns: readonly string[] };
/** After it: rows, bytes and digest of the COPY text before compression. */
export type TableEnd = { readonly rows: number; readonly bytes: number; readonly sha256: string };

/** The number of the last migration in a backup. */
export function schemaOf(header: Header): number {
  return Number((header.migrations.at(-1)?.name ?? '0').slice(0, 4));
}

/** Reads a JSON frame; the seal has vouched for its shape. */
export function jsonOf<T>(payload: Buffer): T {
  // The cast: the file's digests were checked, and these bytes are what `backup` wrote.
  return JSON.parse(payload.toString('utf8')) as T;
}
