import { type Language, textsIn } from '@quitus/texts';
import { systemActor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { confirmActions } from '../dunning/index.ts';

/** Confirms a few first reminders of the standard scenario that wait for a yes, as somebody would have done by then. */
export async function confirmSome(
  db: TenantDatabase,
  count: number,
  { language, now }: { readonly language: Language; readonly now: Temporal.Instant },
): Promise<void> {
  const rows = await db.rows<{ id: string }>(sql`
    select action.id
    from dunning.action
    join dunning.scenario on scenario.tenant_id = action.tenant_id and scenario.id = action.scenario_id and scenario.is_default
    where action.state = 'to-confirm' and action.channel = 'e-mail' and action.level < 2 and not action.grave
    order by action.level desc, action.amount_minor desc, action.id
    limit ${count}
  `);
  if (rows.length === 0) return;
  await confirmActions(db, { ids: rows.map(({ id }) => id) }, { actor: systemActor(textsIn(language).demo.author), now });
}

/** Gives what a run of an earlier day made the hour of that day, where the database noted its own. */
export async function dateBack(db: TenantDatabase, today: Day): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      update dunning.action set created_at = run.started_at
      from dunning.run
      where run.tenant_id = action.tenant_id and run.id = action.run_id and run.run_on < ${today}::date
    `);
    await tx.run(sql`
      update dunning.run set finished_at = started_at + duration_ms * interval '1 millisecond' where run_on < ${today}::date
    `);
    await tx.run(sql`
      update messages.message set created_at = action.decided_at
      from dunning.action
      where action.tenant_id = message.tenant_id and action.id = message.action_id and message.created_at > message.sent_at
    `);
  });
}
