import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { standardTerms } from './default-terms.ts';

const database = testDatabase();

test('the first two imports of an organisation, begun at the same moment, agree on its standard terms', async () => {
  const { tenantDb } = await database.newTenant();
  const made = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const first = tenantDb.transaction(async (tx) => {
    const id = await standardTerms(tx);
    made.resolve();
    await mayEnd.promise;
    return id;
  });
  await made.promise;
  const second = tenantDb.transaction((tx) => standardTerms(tx));
  // The first ends only once the second waits for it.
  for (let waits = false; !waits;) {
    const { blocked } = await database.database.system.one<{ blocked: number }>(sql`
      select count(*)::int as blocked from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())
        or not granted and locktype = 'transactionid' and pid in (select pid from pg_stat_activity where datname = current_database())
    `);
    waits = blocked > 0;
  }
  mayEnd.resolve();
  expect(await second).toBe(await first);
});
