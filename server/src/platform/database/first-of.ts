import { type Sql, sql } from './statement.ts';

/**
 * `coalesce(first, second)` for a join that looks a row up by it. Under row-level security PostgreSQL takes `coalesce` for an expression that
 * might leak what the policy hides, and reads the whole table in place of its index; `case` it knows to be silent.
 */
export function firstOf(first: Sql, second: Sql): Sql {
  return sql`case when ${first} is null then ${second} else ${first} end`;
}
