import { type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { overdueOn } from '../../receivables/index.ts';
import { accountsToCheck, allFailures, type QualityCode, qualityChecks, qualityCodes } from './checks.ts';
import { controlDifferences } from './control-differences.ts';

type Blocked = { code: QualityCode; currency: string; overdue: bigint };

/** The data-quality cockpit: every check with its lines, its customers and the overdue it blocks; the score, weighted by what is overdue. */
export async function qualityOverview(db: Queryable, entityId: string | undefined, today: Day, language: Language) {
  const base = sql`with ${accountsToCheck(entityId)}, failure as materialized (${allFailures(today)})`;
  const counts = await db.rows<{ code: QualityCode; count: number; customers: number }>(sql`
    ${base} select code, count(*)::int as count, count(distinct customer_id)::int as customers from failure group by code
  `);
  const blocked = await db.rows<Blocked>(sql`
    ${base},
    concerned as (select distinct failure.code, failure.customer_id from failure)
    select concerned.code, balance.currency, sum(${overdueOn(today, 'balance')})::bigint as overdue
    from concerned
    join receivables.customer_balance as balance on balance.customer_id = concerned.customer_id
    group by concerned.code, balance.currency
  `);
  const score = await db.one<{ customers: number; score: number | null }>(sql`
    ${base},
    lost as (
      select customer_id, least(100, sum(weight)) as weight from (select distinct code, weight, customer_id from failure) as once group by customer_id
    ),
    weighed as (
      select account.id, 100 - coalesce(lost.weight, 0) as score,
        -- Without anything overdue every customer weighs the same.
        1 + coalesce((select sum(${overdueOn(today, 'balance')}) from receivables.customer_balance as balance where balance.customer_id = account.id), 0) as overdue
      from account
      left join lost on lost.customer_id = account.id
    )
    select count(*)::int as customers, round(sum(score * overdue) / nullif(sum(overdue), 0))::int as score from weighed
  `);
  const words = textsIn(language).quality.checks;
  return {
    asOf: today,
    score: score.score ?? 100,
    customers: score.customers,
    checks: qualityCodes.map((code) => {
      const { severity, repair, field } = qualityChecks[code];
      const found = counts.find((one) => one.code === code);
      return {
        code,
        title: words[code].title,
        explanation: words[code].explanation,
        severity,
        repair,
        field,
        count: found?.count ?? 0,
        customers: found?.customers ?? 0,
        blocks: blocked
          .filter((one) => one.code === code && one.overdue !== 0n)
          .map(({ currency, overdue }) => ({ currency, overdue: toDecimal(overdue, currency) })),
      };
    }),
    controls: await controlDifferences(db, entityId),
  };
}
