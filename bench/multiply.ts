import { type Sql, sql, type TenantDatabase } from '../server/src/platform/database/index.ts';
import { refreshBalances } from '../server/src/modules/receivables/index.ts';
import type { Ground } from './ground.ts';

// What hangs on a customer, parents first. Balances are counted anew.
const tables = [
  'customers.debtor',
  'customers.customer',
  'customers.contact',
  'receivables.item',
  'receivables.allocation',
  'promises.promise',
  'promises.promise_item',
  'disputes.dispute',
  'disputes.dispute_item',
  'holds.hold',
  'worklist.interaction',
  'dunning.assignment',
  'dunning.action',
  'dunning.action_item',
  'dunning.step_done',
  'messages.message',
  'messages.message_item',
];

/** Columns whose ids become those of the copy; all others (entity, terms, scenario, step, person, import) are shared by the copies. */
const ofTheCopy = new Set([
  'id',
  'debtor_id',
  'customer_id',
  'payer_id',
  'parent_id',
  'merged_into',
  'contact_id',
  'item_id',
  'document_id',
  'credit_item_id',
  'debit_item_id',
  'leader_item_id',
  'promise_id',
  'dispute_id',
  'action_id',
  'unit_id',
  'message_id',
  'source_id',
]);

/** Text of which there may be one alone. */
const alone = new Set(['code', 'legal_id', 'source_key', 'once_key', 'message_id_header']);

type Column = { readonly table: string; readonly name: string; readonly type: string };

/**
 * Makes a company so many times as large: each of its customers again, with all that hangs on them, in one statement a table and copy,
 * by the owner, with the large tables' indexes built last. Ids differ from the first company's in their first two digits alone.
 */
export async function multiplyCompany({ owner }: Ground, tenant: TenantDatabase, times: number): Promise<void> {
  const columns = await owner.system.rows<Column>(sql`
    select table_schema || '.' || table_name as "table", column_name as name, data_type as type
    from information_schema.columns
    where table_schema || '.' || table_name = any(${tables}) and is_generated = 'NEVER'
    order by ordinal_position
  `);
  const indexes = await owner.system.rows<{ name: string; definition: string }>(sql`
    select schemaname || '.' || indexname as name, indexdef as definition
    from pg_indexes
    where schemaname || '.' || tablename in ('receivables.item', 'receivables.allocation') and indexdef not like 'CREATE UNIQUE%'
  `);
  for (const index of indexes) await owner.system.run(sql`drop index ${sql.table(index.name)}`);
  const copies = await freeDigits(tenant, times - 1);
  for (const table of tables) {
    const own = columns.filter((column) => column.table === table);
    for (const digits of copies) await owner.system.run(copyStatement(table, own, tenant.tenantId, { digits, copies }));
  }
  for (const index of indexes) await owner.system.run(sql.raw(index.definition));
  await owner.system.run(sql`analyze`);
  const entities = await tenant.rows<{ id: string }>(sql`select id from identity.entity`);
  for (const { id } of entities) await tenant.transaction((tx) => refreshBalances(tx, { entityId: id, customers: 'all' }));
}

// First digits that no id has yet: those made by the clock begin with the same two, those of the made-up company with two others.
async function freeDigits(tenant: TenantDatabase, wanted: number): Promise<string[]> {
  const { taken } = await tenant.one<{ taken: string[] }>(sql`
    select array_agg(distinct substr(id::text, 1, 2)) as taken
    from (select id from customers.customer union all select id from dunning.action) as made
  `);
  const free = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0')).filter(
    (digits) => !taken.includes(digits),
  );
  return free.slice(-wanted);
}

// The copies of one table are made of its first rows alone: those of other copies have their digits in front.
function copyStatement(
  table: string,
  columns: readonly Column[],
  tenantId: number,
  { digits, copies }: { readonly digits: string; readonly copies: readonly string[] },
): Sql {
  const key = columns.find((column) => column.type === 'uuid' && ofTheCopy.has(column.name));
  if (!key) throw new Error(`${table} has no id that tells its copies apart`);
  const values = columns.map(({ name, type }) => {
    const column = sql.ref(name);
    if (type === 'uuid' && ofTheCopy.has(name))
      return sql`overlay(${column}::text placing ${sql.lit(digits)} from 1 for 2)::uuid`;
    if (type === 'text' && alone.has(name)) return sql`${column} || ${sql.lit(`~${digits}`)}`;
    return column;
  });
  return sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.id(column.name)))})
    select ${sql.join(values)}
    from ${sql.table(table)}
    where tenant_id = ${tenantId} and substr(${sql.ref(key.name)}::text, 1, 2) <> all(${[...copies]})
  `;
}
