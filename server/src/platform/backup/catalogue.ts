import type { Client } from 'pg';
import type { Partition, Sequence } from './manifest.ts';

/** One table as it is copied: its columns as they are read, and as they are named when loaded. */
export type CopiedTable = { readonly table: string; readonly columns: readonly string[]; readonly select: string };

// Ours: not PostgreSQL's own, not an extension's, not the queue's; what was migrated is made again by migrating.
const ours = (namespace: string, relation: string): string => `
  ${namespace}.nspname !~ '^pg_' and ${namespace}.nspname not in ('information_schema', 'public', 'pgboss')
  and not (${namespace}.nspname = 'platform' and ${relation}.relname = 'migration')`;

/** Every table with rows of its own, from PostgreSQL's catalogue: nothing is forgotten because nobody listed it. */
export async function copiedTables(client: Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(`
    select format('%I.%I', namespace.nspname, relation.relname) as table,
      array_agg(quote_ident(attribute.attname) order by attribute.attnum) as columns,
      format('select %s from %I.%I',
        string_agg(quote_ident(attribute.attname), ', ' order by attribute.attnum),
        namespace.nspname, relation.relname) as select
    from pg_class as relation
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    join pg_attribute as attribute on attribute.attrelid = relation.oid
      and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''
    where relation.relkind in ('r', 'p') and not relation.relispartition and ${ours('namespace', 'relation')}
    group by namespace.nspname, relation.relname
    order by namespace.nspname, relation.relname
  `);
  return rows;
}

/** The partitions of our tables, with their bounds. */
export async function partitions(client: Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select pg_inherits.inhparent::regclass::text as parent, format('%I.%I', namespace.nspname, relation.relname) as name,
      pg_get_expr(relation.relpartbound, relation.oid) as bound
    from pg_class as relation
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    join pg_inherits on pg_inherits.inhrelid = relation.oid
    where relation.relkind = 'r' and relation.relispartition and ${ours('namespace', 'relation')}
    order by 1, 2
  `);
  return rows;
}

/** The sequences of our tables and where they stand. A sequence is not transactional: at least as far as the snapshot's rows. */
export async function sequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
    from pg_sequences
    where schemaname !~ '^pg_' and schemaname not in ('information_schema', 'public', 'pgboss') and last_value is not null
    order by 1
  `);
  return rows;
}

/** What slows a bulk load or stops it, as statements: how to put it away and how to bring it back afterwards. */
export type Hindrance = { readonly away: string; readonly back: string };

/** Foreign keys, indexes that no constraint needs, and triggers: away before the load, back after it. */
export async function hindrances(client: Client): Promise<Hindrance[]> {
  const { rows } = await client.query<Hindrance>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid)) as back
    from pg_constraint
    join pg_class as relation on relation.oid = pg_constraint.conrelid
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where contype = 'f' and conparentid = 0 and ${ours('namespace', 'relation')}
    union all
    select format('drop index %s', pg_index.indexrelid::regclass), pg_get_indexdef(pg_index.indexrelid)
    from pg_index
    join pg_class as relation on relation.oid = pg_index.indrelid
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where not relation.relispartition and ${ours('namespace', 'relation')}
      and not exists (select from pg_constraint where pg_constraint.conindid = pg_index.indexrelid)
    union all
    select format('alter table %s disable trigger user', relation.oid::regclass), format('alter table %s enable trigger user', relation.oid::regclass)
    from pg_class as relation
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where ${ours('namespace', 'relation')} and not relation.relispartition
      and exists (select from pg_trigger where pg_trigger.tgrelid = relation.oid and not pg_trigger.tgisinternal)
  `);
  // Foreign keys come back last: they are checked by the indexes.
  return rows.toSorted(
    (left, right) => Number(left.away.includes('drop constraint')) - Number(right.away.includes('drop constraint')),
  );
}
