import { controlCharacters } from '../../../kernel/one-line.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';

/** Puts texts of a load on one line, as what a person types is: a field of a file may hold line breaks between its quotes. One scan. */
export async function onOneLine(
  tx: Transaction,
  load: 'customer_load' | 'contact_load',
  columns: readonly string[],
): Promise<void> {
  const names = columns.map((column) => sql.ref(column));
  await tx.run(sql`
    update ${sql.ref(load)} set ${sql.join(
      names.map((name) => sql`${name} = nullif(trim(regexp_replace(${name}, ${controlCharacters}, ' ', 'g')), '')`),
    )}
    where concat(${sql.join(names)}) ~ ${controlCharacters}
  `);
}
