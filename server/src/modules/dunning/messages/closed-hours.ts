import { prepared, type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import { type Leaving, leavesFrom } from './queue-reminders.ts';

/** Of actions whose message is about to leave, those for which it is not the hour, with when it may: one statement. */
export async function closedUntil(
  db: Queryable,
  actionIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, Temporal.Instant>> {
  if (actionIds.length === 0) return new Map();
  return openingOf(
    db,
    sql`
    select action.id, action.channel, customer.kind, customer.country, customer.time_zone, entity.time_zone as entity_zone, entity.country as entity_country
    from dunning.action
    join customers.customer on customer.tenant_id = action.tenant_id and customer.id = action.customer_id
    join identity.entity on entity.tenant_id = action.tenant_id and entity.id = action.entity_id
    where action.id = any(${[...actionIds]}::uuid[])
  `,
    now,
  );
}

/** Of what is about to leave (a select of `id` and what `Leaving` is made of), that for which it is not the hour, with when it may: one statement. */
export async function openingOf(db: Queryable, leaving: Sql, now: Temporal.Instant): Promise<Map<string, Temporal.Instant>> {
  const settings = await readSettings(db);
  const hours = { window: settings['contact.window'], office: settings['contact.hours'] };
  if (hours.window === 'always') return new Map();
  const rows = await db.rows<Leaving & { readonly id: string }>(prepared(leaving));
  return new Map(
    rows.flatMap((row) => {
      const from = leavesFrom(row, now, hours);
      return Temporal.Instant.compare(from, now) > 0 ? [[row.id, from]] : [];
    }),
  );
}
