import { type Queryable, sql } from '../../../platform/database/index.ts';

/** Why a run waits for a person instead of sending. */
export type BreakerReason = 'too-many-messages' | 'above-usual';
export type Breaker = { readonly maxMessages: number; readonly factor: number | 'off'; readonly usual: number | null };

// With fewer runs behind it "usual" means nothing yet.
const runsToLearnFrom = 3;

/** Whether so many automatic messages need a person: above the set number, or above so many times the usual volume. */
export function breaks(messages: number, breaker: Breaker): BreakerReason | null {
  if (messages > breaker.maxMessages) return 'too-many-messages';
  if (breaker.factor !== 'off' && breaker.usual !== null && breaker.usual > 0 && messages > breaker.factor * breaker.usual)
    return 'above-usual';
  return null;
}

/** The usual number of automatic messages of an entity's run: the average of its last ten that sent something; null when too few. */
export async function usualMessages(db: Queryable, entityId: string): Promise<number | null> {
  const { runs, usual } = await db.one<{ runs: number; usual: number | null }>(sql`
    select count(*)::int as runs, avg(messages)::float8 as usual
    from (
      select messages from dunning.run
      where entity_id = ${entityId} and messages > 0 and not held
      order by run_on desc
      limit 10
    ) as recent
  `);
  return runs < runsToLearnFrom ? null : usual;
}
