import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { itemColumns } from './item-columns.ts';

const db = testDatabase();

test('an item’s earlier versions keep every column of it', async () => {
  const { tenantDb } = await db.newTenant();
  const columnsOf = (table: string) =>
    tenantDb.rows<{ name: string }>(sql`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum
    `);
  const item = (await columnsOf('receivables.item')).map((column) => column.name);
  const history = (await columnsOf('receivables.item_history')).map((column) => column.name);
  expect(item).toEqual([...itemColumns]);
  expect(history).toEqual(expect.arrayContaining(item));
});
