import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { scenarioById } from '../scenarios/scenario-store.ts';
import { withPlan } from './plan.ts';

export type Reached = {
  readonly messages: number;
  readonly toConfirm: number;
  readonly tasks: number;
  readonly customers: number;
};
export type Reach = {
  readonly customers: number;
  readonly openItems: number;
  readonly today: Reached;
  readonly nextSevenDays: Reached;
  readonly amounts: { currency: string; amount: string }[];
  readonly perStep: { stepId: string; today: number; nextSevenDays: number }[];
};

/** Whom a scenario reaches if nothing changes: today, and over seven days. */
export async function scenarioReach(db: TenantDatabase, scenarioId: string, now: Temporal.Instant): Promise<Reach> {
  const scenario = await scenarioById(db, scenarioId);
  const { openItems } = await db.one<{ openItems: number }>(sql`
    select coalesce(sum(balance.open_items), 0)::int as "openItems"
    from receivables.customer_balance as balance
    left join dunning.assignment on assignment.tenant_id = balance.tenant_id and assignment.customer_id = balance.customer_id
    where assignment.scenario_id = ${scenarioId}::uuid or (assignment.scenario_id is null and ${scenario.isDefault}::boolean)
  `);
  return withPlan(db, { days: 7, now }, async (plan) => {
    const ofScenario = sql`planned.scenario_id = ${scenarioId}::uuid`;
    const reached = async (first: boolean): Promise<Reached> => {
      const [row] = await plan.ask<Reached>(sql`
        select count(*) filter (where automation = 'automatic')::int as messages, count(*) filter (where automation = 'to-confirm')::int as "toConfirm",
          count(*) filter (where automation = 'manual')::int as tasks, count(distinct customer_id)::int as customers
        from planned
        where ${ofScenario} and ${first ? sql`on_day = ${plan.from}::date` : sql`true`}
      `);
      return row ?? { messages: 0, toConfirm: 0, tasks: 0, customers: 0 };
    };
    const amounts = await plan.ask<{ currency: string; minor: bigint }>(sql`
      select currency, sum(net_minor)::bigint as minor from planned where ${ofScenario} group by currency order by currency
    `);
    const perStep = await plan.ask<{ stepId: string; today: number; nextSevenDays: number }>(sql`
      select step_id as "stepId", count(*) filter (where on_day = ${plan.from}::date)::int as today, count(*)::int as "nextSevenDays"
      from planned where ${ofScenario} group by step_id
    `);
    return {
      customers: scenario.customers,
      openItems,
      today: await reached(true),
      nextSevenDays: await reached(false),
      amounts: amounts.map(({ currency, minor }) => ({ currency, amount: toDecimal(minor, currency) })),
      perStep,
    };
  });
}
