import type { RunView } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { readSetting } from '../../identity/index.ts';

type Row = Omit<RunView, 'heldReason' | 'startedAt'> & { readonly heldCode: string | null; readonly startedAt: Temporal.Instant };

/** Past runs, newest first, with how many there are. */
export async function pastRuns(
  db: Queryable,
  which: {
    readonly ids?: readonly string[] | undefined;
    readonly entityId?: string | undefined;
    readonly offset?: number | undefined;
    readonly limit?: number | undefined;
  },
  language: Language,
): Promise<{ rows: RunView[]; total: number }> {
  const chosen = sql`
    ${which.ids ? sql`run.id = any(${[...which.ids]}::uuid[])` : sql`true`}
    and ${which.entityId === undefined ? sql`true` : sql`run.entity_id = ${which.entityId}::uuid`}
  `;
  const mode = await readSetting(db, 'sending.mode');
  const rows = await db.rows<Row>(sql`
    select run.id, run.entity_id as "entityId", entity.name as entity, run.run_on as date, run.state, run.evaluated::int as evaluated, run.messages::int as messages,
      run.to_confirm::int as "toConfirm", run.tasks::int as tasks, run.skipped, run.held, run.held_reason as "heldCode", run.duration_ms as "durationMs",
      run.started_at as "startedAt", run.author, run.rehearsed
    from dunning.run
    join identity.entity on entity.tenant_id = run.tenant_id and entity.id = run.entity_id
    where ${chosen}
    -- Once messages leave, rehearsals are of the past, whatever the day they played.
    order by run.rehearsed and ${mode !== 'test'}::boolean, run.run_on desc, run.started_at desc, entity.name
    offset ${which.offset ?? 0} limit ${which.limit ?? 100}
  `);
  const { total } = await db.one<{ total: number }>(sql`select count(*)::int as total from dunning.run where ${chosen}`);
  // The cast: stored as text; a code that a later version removed shows itself.
  const words = textsIn(language).dunning.held as Record<string, string>;
  return {
    rows: rows.map(({ heldCode, startedAt, ...run }) => ({
      ...run,
      startedAt: startedAt.toString(),
      heldReason: heldCode === null ? null : { code: heldCode, words: words[heldCode] ?? heldCode },
    })),
    total,
  };
}
