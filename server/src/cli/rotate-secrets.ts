import { Client } from 'pg';
import { isSealedByFormer, type Keyring, seal, type SealedColumn, unseal } from '../platform/secrets/index.ts';
import { sealedColumns } from './sealed-columns.ts';

const batch = 500;

/** Seals anew, under the current key, all that a former key sealed: batch by batch, while the program serves. Answers how many. Needs the owner's rights. */
export async function rotateSecrets(ownerUrl: string, keyring: Keyring): Promise<number> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'quitus rotate-secrets' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Nothing may be passed over because a policy hid it.
    await client.query('set row_security = off');
    let resealed = 0;
    for (const column of sealedColumns)
      for (let done = batch; done === batch; resealed += done) done = await resealBatch(client, keyring, column);
    return resealed;
  } finally {
    await client.end();
  }
}

async function resealBatch(client: Client, keyring: Keyring, place: SealedColumn): Promise<number> {
  const { table, key, column } = place;
  await client.query('begin');
  try {
    const { rows } = await client.query<{ key: string; sealed: string }>(
      `select jsonb_build_array(${key.join(', ')})::text as key, ${column} as sealed from ${table}
        where split_part(${column}, '.', 2) <> $1 limit ${batch} for update`,
      [keyring.current.id],
    );
    const old = rows.filter((row) => isSealedByFormer(keyring, row.sealed));
    const anew = old.map((row) => ({ key: row.key, sealed: seal(keyring, place, unseal(keyring, place, row.sealed)) }));
    await client.query(
      `update ${table} set ${column} = anew.sealed
        from jsonb_to_recordset($1::jsonb) as anew (key text, sealed text)
        where jsonb_build_array(${key.map((one) => `${table.split('.')[1]}.${one}`).join(', ')})::text = anew.key`,
      [JSON.stringify(anew)],
    );
    await client.query('commit');
    return anew.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
