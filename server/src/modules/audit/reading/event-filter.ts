import { addDays } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';

/** Which events are asked for; days are of `timeZone`, both included. */
export type EventFilter = {
  readonly kind?: string | undefined;
  readonly area?: string | undefined;
  readonly actorId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly entityId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
};

const timeZone = 'Europe/Paris';

/** The filter as a condition on `event`. */
export function conditionOf(filter: EventFilter): Sql {
  const conditions: Sql[] = [sql`true`];
  if (filter.kind !== undefined) conditions.push(sql`event.kind = ${filter.kind}`);
  if (filter.area !== undefined) conditions.push(sql`event.kind like ${`${filter.area}.%`}`);
  if (filter.actorId !== undefined) conditions.push(sql`event.actor_id = ${filter.actorId}::uuid`);
  if (filter.customerId !== undefined) conditions.push(sql`event.customer_id = ${filter.customerId}::uuid`);
  if (filter.entityId !== undefined) conditions.push(sql`event.entity_id = ${filter.entityId}::uuid`);
  if (filter.subjectId !== undefined) conditions.push(sql`event.subject_id = ${filter.subjectId}::uuid`);
  if (filter.from !== undefined) conditions.push(sql`event.recorded_at >= ${startOf(filter.from)}`);
  if (filter.to !== undefined) conditions.push(sql`event.recorded_at < ${startOf(addDays(filter.to, 1))}`);
  for (const word of (filter.q ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    conditions.push(
      sql`(event.actor_name ilike ${pattern} or event.details::text ilike ${pattern} or event.kind ilike ${pattern})`,
    );
  }
  return sql.join(conditions, sql` and `);
}

/** The instant at which a day begins here. */
export function startOf(day: string): Sql {
  return sql`(${day}::date::timestamp at time zone ${timeZone})`;
}
