import type { Counter, Freshness, NeedsYou } from '@quitus/contract';
import { addDays } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { brokenSince } from './changes.ts';
import { type Drill, drill } from './drills.ts';
import { inEntity, type Scope } from './scope.ts';

// A promise broken for longer is no news any more: its customer is back in the scenario.
const alertDays = 7;

/** What waits for a person: decisions, calls, answers, cases past their date, and what did not go through. */
export async function needsYou(db: Queryable, scope: Scope, zone: string, freshness: readonly Freshness[]): Promise<NeedsYou> {
  const [actions, replies, disputes, broken, held, failed] = await Promise.all([
    openActions(db, scope),
    countOf(db, scope, 'replies'),
    countOf(db, scope, 'disputes'),
    brokenSince(db, scope, addDays(scope.asOf, -alertDays), zone),
    countOf(db, scope, 'imports'),
    countOf(db, scope, 'messages'),
  ]);
  const late = freshness.filter((one) => one.late).length;
  return {
    toConfirm: actions['to-confirm'],
    toDo: actions['to-do'],
    replies: plain(replies, drill('replies')),
    alerts: {
      count: disputes + broken.count,
      amounts: [],
      drill: drill('disputes', { field: 'overdue', is: 'is', value: true }),
    },
    importsLate: plain(late, drill('imports')),
    importsHeld: plain(held, drill('imports', { field: 'state', is: 'is', value: 'held' })),
    messagesFailed: plain(failed, drill('messages', { field: 'state', is: 'is', value: ['failed', 'uncertain'] })),
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

async function countOf(db: Queryable, scope: Scope, what: 'replies' | 'disputes' | 'imports' | 'messages'): Promise<number> {
  const { tenantId, asOf, entityId } = scope;
  const ofEntity =
    entityId === undefined
      ? sql`true`
      : sql`customer_id in (select customer.id from customers.customer where customer.entity_id = ${entityId})`;
  const statements = {
    // A reply pauses its account until someone has answered: those pauses are the replies to treat.
    replies: sql`
      select count(distinct customer_id)::int as count from holds.hold
      where tenant_id = ${tenantId} and released_at is null and reason = 'reply' and from_on <= ${asOf} and (until_on is null or until_on >= ${asOf}) and ${ofEntity}`,
    disputes: sql`select count(*)::int as count from disputes.dispute where tenant_id = ${tenantId} and closed_at is null and due_on < ${asOf} and ${ofEntity}`,
    imports: sql`select count(*)::int as count from intake.import where tenant_id = ${tenantId} and state = 'held' and ${inEntity(scope, sql`entity_id`)}`,
    messages: sql`
      select count(*)::int as count from messages.message
      where tenant_id = ${tenantId} and state in ('failed', 'uncertain') and ${inEntity(scope, sql`entity_id`)}`,
  };
  return (await db.one<{ count: number }>(statements[what])).count;
}
