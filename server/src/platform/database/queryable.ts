import type { PoolClient } from 'pg';
import type { CopySource } from './copy.ts';
import type { Sql } from './statement.ts';

/** Where statements go. `R` is the row's type as the statement beside it declares it. */
export type Queryable = {
  rows<R>(statement: Sql): Promise<R[]>;
  /** The only row; a fault when there is none or more than one. */
  one<R>(statement: Sql): Promise<R>;
  /** The row, or nothing; a fault when there is more than one. */
  maybe<R>(statement: Sql): Promise<R | undefined>;
  /** The number of rows inserted, updated or deleted. */
  run(statement: Sql): Promise<number>;
};

/** One transaction, without a tenant: only tables of `tablesWithoutTenant` have rows here. */
export type SystemTransaction = Queryable & {
  /** Loads lines of COPY's text format (see `copyLine`) into `table (columns)`, and counts them. Under a policy COPY cannot write: load a temporary table. */
  copyIn(target: string, source: CopySource): Promise<number>;
  /** Work for after the commit only, in the order given; its failure is logged, for nothing can be undone any more. */
  afterCommit(work: () => void | Promise<void>): void;
  /** The connection itself, for a library that takes one. */
  readonly client: PoolClient;
};

/** One transaction of one tenant. */
export type Transaction = SystemTransaction & { readonly tenantId: number };

/**
 * Which customers, and what hangs on them, a caller may see: those of these entities, these agencies, these collectors' portfolios and
 * these sales people, each list left out meaning no restriction. Row-level security applies it to every statement.
 */
export type RowScope = {
  readonly entities?: readonly string[];
  readonly agencies?: readonly string[];
  readonly collectors?: readonly string[];
  readonly salesReps?: readonly string[];
};

export type TransactionOptions = {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
};

/** The database as one tenant sees it: each statement outside a transaction is its own short one. */
export type TenantDatabase = Queryable & {
  readonly tenantId: number;
  /** All of the work or none of it. Run again (three times at most) when PostgreSQL asks for it: deadlock, serialization. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The rows of one statement in batches, in one read-only transaction: any size in constant memory. */
  stream<R>(statement: Sql, batchSize?: number): AsyncIterable<R[]>;
};

type Answer = { readonly rows: unknown[]; readonly count: number };

/** The four ways to ask, over one way to send. */
export function asQueryable(send: (statement: Sql) => Promise<Answer>): Queryable {
  // The cast: a row's type is declared beside its statement, and tested on a real database.
  const rows = async <R>(statement: Sql): Promise<R[]> => (await send(statement)).rows as R[];
  const maybe = async <R>(statement: Sql): Promise<R | undefined> => {
    const found = await rows<R>(statement);
    if (found.length > 1) throw new Error(`expected one row at most, got ${found.length}`);
    return found[0];
  };
  return {
    rows,
    maybe,
    one: async <R>(statement: Sql): Promise<R> => {
      const found = await rows<R>(statement);
      const [row] = found;
      if (found.length !== 1 || row === undefined) throw new Error(`expected one row, got ${found.length}`);
      return row;
    },
    run: async (statement) => (await send(statement)).count,
  };
}
