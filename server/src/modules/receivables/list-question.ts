import { compileCriteria, type FieldContext, type Fields, parseCriteria } from '../../platform/criteria/index.ts';
import { sql, type Sql } from '../../platform/database/index.ts';

/** A window of a list as the API asks for it: which rows, sorted how, filtered by which criteria and words. */
export type ListQuestion = {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  readonly sort?: string | undefined;
  readonly filter?: string | undefined;
  readonly q?: string | undefined;
  readonly entityId?: string | undefined;
  /** Where the page before ended; `offset` is not looked at then. */
  readonly cursor?: string | undefined;
};

/** The list's criteria as a condition; nothing asked is no condition at all. */
export function filterOf({ filter }: ListQuestion, fields: Fields, context: FieldContext): Sql | undefined {
  return filter === undefined || filter.trim() === '' ? undefined : compileCriteria(parseCriteria(filter), fields, context);
}

/** Every condition that was given, joined. */
export function conditions(...given: readonly (Sql | undefined)[]): Sql {
  const present = given.filter((one) => one !== undefined);
  return present.length === 0 ? sql`true` : sql.join(present, sql` and `);
}
