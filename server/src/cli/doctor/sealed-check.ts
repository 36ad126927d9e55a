import { type Keyring } from '../../platform/secrets/index.ts';
import { openDatabase, sql } from '../../platform/database/index.ts';
import { sealedColumns } from '../sealed-columns.ts';
import { type Found, fail, ok, warn } from './check.ts';

/** Whether the keys we hold open what is sealed in the database. Asked as the owner: secrets belong to tenants and persons. */
export async function sealedSecrets(ownerUrl: string, keyring: Keyring): Promise<Found> {
  const database = openDatabase(ownerUrl, { max: 1, name: 'quitus doctor' });
  try {
    const counts = new Map<string, number>();
    for (const { table, column } of sealedColumns) {
      const found = await database.system.rows<{ key: string; secrets: number }>(sql`
        select split_part(${sql.ref(column)}, '.', 2) as key, count(*)::int as secrets
        from ${sql.table(table)} where ${sql.ref(column)} is not null group by 1
      `);
      for (const { key, secrets } of found) counts.set(key, (counts.get(key) ?? 0) + secrets);
    }
    const told = [...counts].map(([key, secrets]) => `${key}: ${secrets}`).join(', ') || '0';
    if ([...counts.keys()].some((key) => !keyring.byId.has(key))) return fail(told);
    return ([...counts.keys()].some((key) => key !== keyring.current.id) ? warn : ok)(told);
  } finally {
    await database.close();
  }
}
