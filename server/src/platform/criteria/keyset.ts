import { sql, type Sql } from '../database/index.ts';
import { type CursorQuestion, readCursor, writeCursor } from './cursor.ts';
import type { FieldContext, Fields } from './field.ts';
import { refuse } from './refusals.ts';

export type KeyType = 'date' | 'number' | 'text' | 'uuid' | 'boolean' | 'timestamptz';
/** One term of an order, and what its value is when it travels in a cursor; `optional` where a row may have none. */
export type SortKey = { readonly sql: Sql; readonly type: KeyType; readonly optional?: boolean };
/** A whole order: the terms, all one way; only the first may be optional. Together the terms tell any two rows apart. */
export type Order = { readonly keys: readonly SortKey[]; readonly descending: boolean };

const keyTypes = { text: 'text', choice: 'text', day: 'date', money: 'number', number: 'number', flag: 'boolean' } as const;

/** `name` or `-name` of a catalogue as an order, with the ties that make it total. Refuses a field that does not sort. */
export function orderBy(sort: string, fields: Fields, context: FieldContext, ...ties: readonly SortKey[]): Order {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const field = fields.get(name);
  if (!field?.sortable) throw refuse('criteria.sort-unknown', { field: name.slice(0, 60) });
  if (field.rank) return { descending, keys: [{ sql: field.rank(context), type: 'number', optional: true }, ...ties] };
  // An amount or a yes or no is always there.
  const optional = field.type !== 'money' && field.type !== 'flag';
  return { descending, keys: [{ sql: field.sql(context), type: field.cast ?? keyTypes[field.type], optional }, ...ties] };
}

export type Window = {
  /** What of each row is wanted, with names. */
  readonly columns: Sql;
  readonly from: Sql;
  readonly where: Sql;
  readonly order: Order;
  readonly limit: number;
  readonly offset?: number | undefined;
  /** The values of the row before the first wanted one, as a cursor brought them. */
  readonly after?: readonly (string | null)[] | undefined;
};

/**
 * A statement for a window of a list: `columns`, `place` by which its rows stand, and `keys`, the row's values in the order as texts. One row more than
 * asked, so that whether there is a next page is known. After a cursor it seeks in the order's own index instead of counting rows away: the
 * ten-thousandth page costs what the first does, and rows that come or go before it move nothing. Rows without a value come last, whichever the way.
 */
export function windowOf(window: Window): Sql {
  const { keys, descending } = window.order;
  const way = descending ? sql`desc` : sql`asc`;
  const named = keys.map((_, place) => sql.ref(`key_${place}`));
  const by = sql.join(named.map((name) => sql`${name} ${way} nulls last`));
  const parts = partsOf(window.order, window.after);
  const skipped = window.after ? 0 : (window.offset ?? 0);
  // One part can skip rows in its index; of two, how many each has to skip is known only once both are read.
  const [within, without] = parts.length === 1 ? [skipped, 0] : [0, skipped];
  const limit = window.limit + 1;
  const part = (condition: Sql): Sql => sql`(
    select ${window.columns}, ${sql.join(keys.map((key, place) => sql`${key.sql} as ${named[place]}`))}
    from ${window.from}
    where ${window.where} ${condition}
    order by ${sql.join(keys.map((key) => sql`${key.sql} ${way}`))}
    limit ${limit + without} offset ${within}
  )`;
  const [first, rest] = parts;
  // What comes last is not read as long as what comes before it fills the page.
  const second = rest && sql`union all ${part(sql`${rest} and (select count(*) from first_part) < ${limit + without}`)}`;
  return sql`
    with first_part as ${part(first)}
    select found.*, array[${sql.join(named.map((name) => sql`${name}::text`))}] as keys, row_number() over (order by ${by})::int as place
    from (select * from first_part ${second ?? sql``}) as found
    order by ${by}
    limit ${limit} offset ${without}
  `;
}

// What a window is taken from, in at most two parts that an index can seek each: `or` between them would read the whole list. An index read
// backwards has the rows without a value first, so they are a part of their own there.
function partsOf({ keys, descending }: Order, after: readonly (string | null)[] | undefined): [Sql, Sql?] {
  const beyond = (from: number): Sql => {
    const terms = sql.join(keys.slice(from).map((key) => key.sql));
    const values = sql.join(keys.slice(from).map((key, place) => valueOf(key, after?.[from + place] ?? null)));
    return sql`(${terms}) ${descending ? sql`<` : sql`>`} (${values})`;
  };
  const [first] = keys;
  if (!first) throw new Error('an order has a term');
  const none = sql`and (${first.sql}) is null`;
  if (after) {
    if (after[0] === null) return [sql`${none} and ${beyond(1)}`];
    return first.optional ? [sql`and ${beyond(0)}`, none] : [sql`and ${beyond(0)}`];
  }
  return first.optional && descending ? [sql`and (${first.sql}) is not null`, none] : [sql``];
}

function valueOf(key: SortKey, value: string | null): Sql {
  // A whole number stays one, so that an index on a bigint can be used.
  const cast = key.type === 'number' ? (/^-?\d{1,18}$/.test(value ?? '') ? sql`bigint` : sql`numeric`) : sql.raw(key.type);
  return sql`${value}::${cast}`;
}

/** The rows asked for out of those a window found, and the cursor of the page after them; null on the last. */
export function pageOf<Row extends { readonly keys: readonly (string | null)[] }>(
  found: readonly Row[],
  limit: number,
  question: CursorQuestion,
): { rows: Omit<Row, 'keys' | 'place'>[]; nextCursor: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    // The window's own columns are no part of what a reader sees.
    rows: shown.map((row) => {
      const { keys: _keys, place: _place, ...rest } = row as Row & { place?: number };
      return rest;
    }),
    nextCursor: found.length > limit && last ? writeCursor(question, last.keys) : null,
  };
}

/** Where a cursor says to go on, if one was given; refuses one of another list, filter or sort. */
export function after(cursor: string | undefined, question: CursorQuestion, order: Order): (string | null)[] | undefined {
  return cursor === undefined
    ? undefined
    : readCursor(
        cursor,
        question,
        order.keys.map((key) => key.type),
      );
}
