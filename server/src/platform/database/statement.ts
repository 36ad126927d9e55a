import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';

export { sql };

/** A statement or a piece of one, made with the `sql` tag: its values are parameters, whatever they hold. */
export type Sql = RawBuilder<unknown>;

/** A compiled statement: text with `$1`, `$2`… and the values for them. */
export type Statement = { readonly text: string; readonly values: unknown[] };

// Only ever asked for text: the connections are ours.
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The text and values PostgreSQL is sent for a statement. */
export function compile(statement: Sql): Statement {
  const { sql: text, parameters }: CompiledQuery = statement.compile(compiler);
  return { text, values: parameters.map(parameter) };
}

/** A value as a `jsonb` parameter. The driver would send a bare array as a PostgreSQL array instead. */
export function jsonb(value: unknown): Sql {
  return sql`${JSON.stringify(value)}::jsonb`;
}

/** The first line of a statement: enough to find it in the code, never a value. */
export function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}

// The driver writes bigint, numbers, texts and buffers well; a Temporal value would become JSON, with quotes.
function parameter(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(parameter);
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  return value;
}

const kept = new WeakSet<Sql>();

/** Marks a large statement that is sent often with the same text: each connection keeps its plan, since planning would cost more than running. */
export function prepared(statement: Sql): Sql {
  kept.add(statement);
  return statement;
}

/** Whether connections keep the plan of this statement. */
export function isPrepared(statement: Sql): boolean {
  return kept.has(statement);
}
