import Cursor from 'pg-cursor';
import { withoutValues } from './faults.ts';
import { setPipeline } from './session.ts';
import { compile, type Sql } from './statement.ts';
import { beginText, type Connections, giveBack, type Sight } from './transactions.ts';

/** The rows of one statement, a batch at a time, in one read-only transaction. Leaving the loop early closes it. */
export async function* readInBatches<R>(
  { pool, count }: Connections,
  sight: Sight,
  statement: Sql,
  batchSize: number,
): AsyncGenerator<R[]> {
  const { text, values } = compile(statement);
  const client = await pool.connect();
  count();
  // A cursor answers over several round trips and cannot share a pipelined connection.
  setPipeline(client, false);
  try {
    await client.query(beginText(sight, { readOnly: true }));
    const cursor = client.query(new Cursor<R>(text, values));
    try {
      for (let rows = await cursor.read(batchSize); rows.length > 0; rows = await cursor.read(batchSize)) yield rows;
    } catch (error) {
      throw withoutValues(error, text);
    } finally {
      await cursor.close().catch(() => undefined);
      // A connection that cannot roll back is closed by giveBack.
      await client.query('rollback').catch(() => undefined);
    }
  } finally {
    setPipeline(client, true);
    giveBack(client);
  }
}
