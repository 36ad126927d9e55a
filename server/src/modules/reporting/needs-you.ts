import type { Counter, Freshness, NeedsYou } from '@quitus/contract';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { agendaCounters } from '../worklist/index.ts';
import { type Drill, drill } from './drills.ts';
import { inEntity, type Scope } from './scope.ts';

/** What waits for a person: decisions, calls, answers, cases past their date, and what did not go through. Replies, alerts and messages are counted as the agenda counts them. */
export async function needsYou(db: Queryable, scope: Scope, freshness: readonly Freshness[]): Promise<NeedsYou> {
  const [actions, agenda, held] = await Promise.all([
    openActions(db, scope),
    agendaCounters(db, { today: scope.asOf }),
    heldImports(db, scope),
  ]);
  const late = freshness.filter((one) => one.late).length;
  return {
    toConfirm: actions['to-confirm'],
    toDo: actions['to-do'],
    replies: plain(agenda.replies, drill('replies')),
    alerts: plain(agenda.alerts, drill('disputes', { field: 'overdue', is: 'is', value: true })),
    importsLate: plain(late, drill('imports')),
    importsHeld: plain(held, drill('imports', { field: 'state', is: 'is', value: 'held' })),
    messagesFailed: plain(
      agenda.failedMessages + agenda.uncertainMessages,
      drill('messages', { field: 'state', is: 'is', value: ['failed', 'uncertain'] }),
    ),
  };
}

function plain(count: number, to: Drill): Counter {
  return { count, amounts: [], drill: to };
}

async function openActions(db: Queryable, scope: Scope): Promise<Record<'to-confirm' | 'to-do', Counter>> {
  const rows = await db.rows<{ state: 'to-confirm' | 'to-do'; currency: string; count: number; minor: bigint }>(sql`
    select state, currency, count(*)::int as count, sum(amount_minor)::bigint as minor
    from dunning.action
    where tenant_id = ${scope.tenantId} and ${inEntity(scope, sql`entity_id`)} and state in ('to-confirm', 'to-do') and planned_on <= ${scope.asOf}
    group by state, currency
    order by minor desc
  `);
  const counter = (state: 'to-confirm' | 'to-do'): Counter => {
    const own = rows.filter((row) => row.state === state);
    return {
      count: own.reduce((sum, row) => sum + row.count, 0),
      amounts: own.map(({ currency, minor }) => ({ currency, amount: toDecimal(minor, currency) })),
      drill: drill('actions', { field: 'state', is: 'is', value: state }),
    };
  };
  return { 'to-confirm': counter('to-confirm'), 'to-do': counter('to-do') };
}

async function heldImports(db: Queryable, scope: Scope): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from intake.import where tenant_id = ${scope.tenantId} and state = 'held' and ${inEntity(scope, sql`entity_id`)}
  `);
  return count;
}
