import { prepared, type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import { type Leaving, leavesFrom } from './queue-reminders.ts';

/** Of actions whose message is about to leave, those for which it is not the hour, with when it may: one statement. */
export function closedUntil(
  db: Queryable,
  actionIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, Temporal.Instant>> {
  return openingOf(db, sql`dunning.action`, actionIds, now);
}

/** The same of any table that says whom each row is for: `tenant_id, id, channel, customer_id, entity_id`. */
export async function openingOf(
  db: Queryable,
  table: Sql,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, Temporal.Instant>> {
  if (ids.length === 0) return new Map();
  const settings = await readSettings(db);
  const hours = { window: settings['contact.window'], office: settings['contact.hours'] };
  if (hours.window === 'always') return new Map();
  const rows = await db.rows<Leaving & { readonly id: string }>(
    prepared(sql`
    select leaving.id, leaving.channel, customer.kind, customer.country, customer.time_zone, entity.time_zone as entity_zone, entity.country as entity_country
    from ${table} as leaving
    join customers.customer on customer.tenant_id = leaving.tenant_id and customer.id = leaving.customer_id
    join identity.entity on entity.tenant_id = leaving.tenant_id and entity.id = leaving.entity_id
    where leaving.id = any(${[...ids]}::uuid[])
  `),
  );
  return new Map(
    rows.flatMap((row) => {
      const from = leavesFrom(row, now, hours);
      return Temporal.Instant.compare(from, now) > 0 ? [[row.id, from]] : [];
    }),
  );
}
