import { sql, type Sql } from '../database/index.ts';
import type { FieldContext, Fields } from './field.ts';
import { refuse } from './refusals.ts';

/** `name` or `-name` as the first term of an `order by`; rows without a value come last, or first when descending, as an index has them. Refuses a field that does not sort. */
export function compileSort(sort: string, fields: Fields, context: FieldContext): Sql {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const field = fields.get(name);
  if (!field?.sortable) throw refuse('criteria.sort-unknown', { field: name.slice(0, 60) });
  return sql`${field.sql(context)} ${descending ? sql`desc` : sql`asc`}`;
}
