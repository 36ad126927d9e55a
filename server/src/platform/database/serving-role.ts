import type { Queryable } from './queryable.ts';
import { refuse } from './refusals.ts';
import { sql } from './statement.ts';

/** Refuses to serve as a role that row-level security does not bind: a superuser, BYPASSRLS, or an owner of the tables. */
export async function assertServingRole(db: Queryable): Promise<void> {
  const role = await db.one<{ name: string; unbound: boolean; owns: boolean }>(sql`
    select pg_roles.rolname as name,
      pg_roles.rolsuper or pg_roles.rolbypassrls as unbound,
      exists (
        select from pg_class
        join pg_namespace on pg_namespace.oid = pg_class.relnamespace
        where pg_class.relkind in ('r', 'p') and pg_namespace.nspname !~ '^pg_' and pg_namespace.nspname <> 'information_schema'
          -- An inheriting member of the owner is bound no more than the owner.
          and pg_has_role(current_user, pg_class.relowner, 'usage')
          -- The queue's own schema belongs to whoever serves.
          and pg_namespace.nspname <> 'pgboss'
      ) as owns
    from pg_roles
    where pg_roles.rolname = current_user
  `);
  if (role.unbound) throw refuse('database.serves-as-superuser', { role: role.name });
  if (role.owns) throw refuse('database.serves-as-owner', { role: role.name });
}
