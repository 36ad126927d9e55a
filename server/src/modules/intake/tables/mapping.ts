import { createHash } from 'node:crypto';
import { type Field, fieldsOf, guessMapping, requiredOf, type Table, type TableKind } from '@quitus/formats';
import { jsonb, type Queryable, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';

/** Which column of a file is which field. A field without column takes its constant. Columns are named as the file names them. */
export type ImportMapping = {
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  readonly constants?: Readonly<Partial<Record<Field, string>>> | undefined;
  readonly decimalMark?: ',' | '.' | undefined;
  readonly dayOrder?: 'dmy' | 'mdy' | 'ymd' | undefined;
  readonly gone?: 'settled' | 'to-check' | undefined;
};

/** Reads a mapping out of JSON that came from outside; refuses one that names no field of the kind. */
export function parseMapping(text: string, kind: TableKind): ImportMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('import.mapping-invalid', { detail: 'JSON' });
  }
  return checkMapping(value, kind);
}

/** The same for a value already read. */
export function checkMapping(value: unknown, kind: TableKind): ImportMapping {
  if (typeof value !== 'object' || value === null) throw refuse('import.mapping-invalid', { detail: '' });
  const given = value as Record<string, unknown>;
  // A bare object of field → column is the short way to write one.
  const columns = 'columns' in given ? given['columns'] : given;
  const read = (part: unknown): Partial<Record<Field, string>> => {
    if (part === undefined) return {};
    if (typeof part !== 'object' || part === null) throw refuse('import.mapping-invalid', { detail: 'columns' });
    for (const [field, column] of Object.entries(part)) {
      const known: readonly string[] = fieldsOf[kind];
      if (!known.includes(field) || typeof column !== 'string') throw refuse('import.mapping-invalid', { detail: field });
    }
    // Each key was just checked to be a field.
    return part as Partial<Record<Field, string>>;
  };
  const choice = <const Values extends readonly string[]>(name: string, values: Values): Values[number] | undefined => {
    if (!('columns' in given) || given[name] === undefined) return undefined;
    const found = values.find((one) => one === given[name]);
    if (found === undefined) throw refuse('import.mapping-invalid', { detail: name });
    return found;
  };
  return {
    columns: read(columns),
    constants: 'columns' in given ? read(given['constants']) : {},
    decimalMark: choice('decimalMark', [',', '.']),
    dayOrder: choice('dayOrder', ['dmy', 'mdy', 'ymd']),
    gone: choice('gone', ['settled', 'to-check']),
  };
}

/** What a table's columns are guessed to be. */
export function guessedMapping(table: Pick<Table, 'columns' | 'sample'>, kind: TableKind): ImportMapping {
  const guess = guessMapping(table.columns, table.sample, kind);
  return {
    columns: Object.fromEntries(Object.entries(guess.fields).map(([field, one]) => [field, one.column])),
    decimalMark: guess.decimalMark ?? undefined,
    dayOrder: guess.dayOrder ?? undefined,
  };
}

/** The required fields a mapping leaves without column or constant; of alternatives, the first. */
export function missingFields(mapping: ImportMapping, kind: TableKind): Field[] {
  return requiredOf[kind].flatMap((alternatives) => {
    const found = alternatives.some((field) => mapping.columns[field] !== undefined || mapping.constants?.[field] !== undefined);
    const [first] = alternatives;
    // A cleared invoice without number is still a payment behaviour: its day and amount tell it apart.
    if (found || first === undefined || (kind === 'cleared-items' && first === 'number')) return [];
    return [first];
  });
}

/** Tells files of one make: the same columns, whatever their order and letter case. */
export function signatureOf(columns: readonly string[], kind: string): string {
  const names = columns.map((column) => column.trim().toLowerCase()).toSorted();
  return createHash('sha256')
    .update([kind, ...names].join('\u001f'))
    .digest('hex')
    .slice(0, 32);
}

/** The mapping saved for files with these columns, last used first. */
export async function savedFor(
  db: Queryable,
  columns: readonly string[],
  kind: TableKind,
): Promise<{ name: string; mapping: ImportMapping } | undefined> {
  const found = await db.rows<{ name: string; mapping: ImportMapping }>(sql`
    select name, mapping from intake.mapping where signature = ${signatureOf(columns, kind)} order by last_used_at desc limit 1
  `);
  return found[0];
}

/** A saved mapping by its name. */
export async function savedMapping(
  db: Queryable,
  name: string,
): Promise<{ name: string; type: TableKind; mapping: ImportMapping } | undefined> {
  return db.maybe(sql`select name, type, mapping from intake.mapping where name = ${name}`);
}

/** Keeps a mapping under a name; the same name is replaced. */
export async function saveMapping(
  db: TenantDatabase,
  one: { name: string; type: TableKind; columns: readonly string[]; mapping: ImportMapping },
): Promise<void> {
  await db.run(sql`
    insert into intake.mapping (tenant_id, name, type, signature, mapping, last_used_at)
    values (${db.tenantId}, ${one.name}, ${one.type}, ${signatureOf(one.columns, one.type)}, ${jsonb(one.mapping)}, now())
    on conflict (tenant_id, name) do update set type = excluded.type, signature = excluded.signature, mapping = excluded.mapping, last_used_at = now()
  `);
}
