import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { type Database, dumpSchema, openDatabase, sql, type Sql, tablesWithoutScope, tablesWithoutTenant } from './index.ts';

// The walls between tenants, over the schema that the migrations really make: each test lists what breaks the rule.

const db = testDatabase();
let owner: Database;

beforeAll(() => {
  owner = openDatabase(db.ownerUrl, { max: 1 });
});
afterAll(() => owner.close());

const ours = sql`
  select pg_class.oid, pg_namespace.nspname || '.' || pg_class.relname as name, pg_class.relkind, pg_class.relispartition,
    pg_class.relrowsecurity, pg_class.reloptions
  from pg_class
  join pg_namespace on pg_namespace.oid = pg_class.relnamespace
  where pg_namespace.nspname !~ '^pg_' and pg_namespace.nspname not in ('information_schema', 'pgboss')
`;
const tenantTables = sql`
  select * from (${ours}) as ours
  where relkind in ('r', 'p') and not relispartition and name <> all (${Object.keys(tablesWithoutTenant)})
`;

/** The names the statement finds, as one sorted list. */
async function names(statement: Sql): Promise<string[]> {
  return (await owner.system.rows<{ name: string }>(statement)).map(({ name }) => name).sort();
}

test('there are tables to judge', async () => {
  expect((await names(sql`select name from (${tenantTables}) as ours`)).length).toBeGreaterThan(10);
});

test('every table says first of all whose tenant a row is', async () => {
  const wrong = sql`
    select name from (${tenantTables}) as ours
    where not exists (
      select from pg_attribute
      where pg_attribute.attrelid = ours.oid and pg_attribute.attname = 'tenant_id'
        and pg_attribute.atttypid = 'integer'::regtype and pg_attribute.attnotnull
    )
  `;
  expect(await names(wrong)).toEqual([]);
});

test('every table has a primary key, and the tenant leads it', async () => {
  const wrong = sql`
    select name from (${tenantTables}) as ours
    where not exists (
      select from pg_constraint
      join pg_attribute on pg_attribute.attrelid = pg_constraint.conrelid and pg_attribute.attnum = pg_constraint.conkey[1]
      where pg_constraint.conrelid = ours.oid and pg_constraint.contype = 'p' and pg_attribute.attname = 'tenant_id'
    )
  `;
  expect(await names(wrong)).toEqual([]);
});

test('every foreign key between tenants’ tables is led by the tenant on both sides: no row belongs to another tenant’s', async () => {
  const wrong = sql`
    select ours.name || ' ' || pg_constraint.conname as name
    from (${tenantTables}) as ours
    join pg_constraint on pg_constraint.conrelid = ours.oid and pg_constraint.contype = 'f'
    join (${tenantTables}) as referenced on referenced.oid = pg_constraint.confrelid
    join pg_attribute as here on here.attrelid = pg_constraint.conrelid and here.attnum = pg_constraint.conkey[1]
    join pg_attribute as there on there.attrelid = pg_constraint.confrelid and there.attnum = pg_constraint.confkey[1]
    where here.attname <> 'tenant_id' or there.attname <> 'tenant_id'
  `;
  expect(await names(wrong)).toEqual([]);
});

test('every index is led by the tenant', async () => {
  const wrong = sql`
    select ours.name || ' ' || pg_index.indexrelid::regclass as name
    from (${tenantTables}) as ours
    join pg_index on pg_index.indrelid = ours.oid
    left join pg_attribute on pg_attribute.attrelid = pg_index.indrelid and pg_attribute.attnum = pg_index.indkey[0]
    where pg_attribute.attname is distinct from 'tenant_id'
  `;
  expect(await names(wrong)).toEqual([]);
});

test('every table shows and takes only rows of the tenant that was set', async () => {
  const wrong = sql`
    select name from (${tenantTables}) as ours
    where not relrowsecurity
      or not exists (select from pg_policy where pg_policy.polrelid = ours.oid)
      or exists (
        select from pg_policy
        cross join lateral (values (pg_policy.polqual, 'using'), (pg_policy.polwithcheck, 'check')) as part (expression, kind)
        -- A restrictive policy only takes away from what this one gives.
        where pg_policy.polrelid = ours.oid and pg_policy.polpermissive
          and (pg_policy.polcmd = '*' or part.expression is not null)
          -- The sub-select makes it one value per statement, so that an index serves it.
          and coalesce(pg_get_expr(part.expression, pg_policy.polrelid), '') not like
            '(tenant_id = ( SELECT (NULLIF(current_setting(''quitus.tenant''::text, true), ''''::text))::integer AS "nullif"))'
      )
  `;
  expect(await names(wrong)).toEqual([]);
});

test('every row that says whose customer or entity it is shows only within a scope', async () => {
  const wrong = sql`
    select name from (${tenantTables}) as ours
    where name <> all (${Object.keys(tablesWithoutScope)})
      and not exists (
        select from pg_policy
        where pg_policy.polrelid = ours.oid and pg_policy.polname = 'scope' and not pg_policy.polpermissive and pg_policy.polcmd = '*'
          and pg_policy.polroles = array['quitus_scoped'::regrole::oid]
      )
  `;
  expect(await names(wrong)).toEqual([]);
});

test('the tables that no scope narrows are those of the named list, and each is there', async () => {
  const there = sql`select name from (${tenantTables}) as ours where name = any (${Object.keys(tablesWithoutScope)})`;
  expect(await names(there)).toEqual(Object.keys(tablesWithoutScope).sort());
});

test('the role of a narrow scope may do what the serving role may, and the serving role is not bound by its policies', async () => {
  const wrong = sql`
    select name from (${ours}) as ours
    cross join unnest(array['select', 'insert', 'update', 'delete']) as privilege
    where relkind in ('r', 'p', 'v') and has_table_privilege('quitus_app', oid, privilege) <> has_table_privilege('quitus_scoped', oid, privilege)
    union all
    select 'quitus_app inherits quitus_scoped' where pg_has_role('quitus_app', 'quitus_scoped', 'usage')
  `;
  expect(await names(wrong)).toEqual([]);
});

test('a partition that the serving role may read by itself is guarded like its table', async () => {
  const wrong = sql`
    select name from (${ours}) as ours
    where relispartition and relkind in ('r', 'p') and not relrowsecurity
      and has_table_privilege('quitus_app', oid, 'select, insert, update, delete')
  `;
  expect(await names(wrong)).toEqual([]);
});

test('a view shows what its reader may see, not what its owner may', async () => {
  const wrong = sql`
    select name from (${ours}) as ours
    where (relkind = 'm' and has_table_privilege('quitus_app', oid, 'select'))
      or (relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)
        and not exists (select from pg_depend where pg_depend.objid = ours.oid and pg_depend.deptype = 'e'))
  `;
  expect(await names(wrong)).toEqual([]);
});

test('a function that acts as the owner is given to the serving role by name, and finds only what it names', async () => {
  const wrong = sql`
    select pg_proc.oid::regprocedure::text as name
    from pg_proc
    join pg_namespace on pg_namespace.oid = pg_proc.pronamespace
    where pg_namespace.nspname !~ '^pg_' and pg_namespace.nspname not in ('information_schema', 'pgboss') and pg_proc.prosecdef
      and (
        not coalesce(array_to_string(pg_proc.proconfig, ',') like '%search_path=%', false)
        or exists (select from aclexplode(coalesce(pg_proc.proacl, acldefault('f', pg_proc.proowner))) as acl where acl.grantee = 0)
      )
  `;
  expect(await names(wrong)).toEqual([]);
});

test('no row-level trigger slows a bulk load of items or allocations', async () => {
  const found = sql`
    select ours.name || ' ' || pg_trigger.tgname as name
    from (${ours}) as ours
    join pg_trigger on pg_trigger.tgrelid = ours.oid
    where not pg_trigger.tgisinternal and (pg_trigger.tgtype & 1) = 1 and ours.name ~ '^receivables\\.(item|allocation)'
  `;
  expect(await names(found)).toEqual([]);
});

test('the tables without tenant are those of the named list, and each is there', async () => {
  const there = sql`select name from (${ours}) as ours where relkind in ('r', 'p') and name = any (${Object.keys(tablesWithoutTenant)})`;
  expect(await names(there)).toEqual(Object.keys(tablesWithoutTenant).sort());
});

test('database/schema.sql is what the migrations make', async () => {
  const described = await readFile(fileURLToPath(new URL('../../../../database/schema.sql', import.meta.url)), 'utf8');
  // Compared by line, for a difference one can read. When it differs: node bin/with-node.js tools/schema.ts
  expect((await dumpSchema(db.ownerUrl)).split('\n')).toEqual(described.split('\n'));
});
