import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { recipientsOf } from '../collection-contact.ts';
import { ladderOf, standing } from '../decision/standing.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { readingRows, readingSets } from '../over-sets.ts';
import { type DayCount, never, type PlanAccount, type PlanHold, type PlanItem, type PlanRule, type PlanRung } from './foresee.ts';

// So many accounts are foreseen together: enough to count little, few enough to keep in memory.
const accountsAtOnce = 5000;

type RungRow = Omit<PlanRung, 'reach' | 'beforeDue'> & {
  readonly beforeDue: boolean;
  readonly conditional: boolean;
  readonly position: number;
  readonly reach: string;
};
type RuleRow = {
  readonly scenarioId: string;
  readonly unit: PlanRule['unit'];
  readonly catchUp: string;
  readonly minDays: number | null;
  readonly floorMinor: bigint | null;
};
type AccountRow = {
  readonly customerId: string;
  readonly currency: string;
  readonly scenarioId: string;
  readonly met: readonly number[] | null;
  readonly items: string;
};
type Reach = {
  readonly reach: string;
  readonly channel: string;
  readonly roles: readonly string[];
  readonly people: readonly string[];
  /** The scenarios that have it. */
  readonly scenarioIds: readonly string[];
};

/**
 * Reads the accounts of an entity (those that follow one scenario alone) that could be chased until the terms' day, a few thousand at a time, as the plan foresees
 * them: one statement over the items, each account one line, for a million items are too many rows.
 */
export async function* readAccounts(tx: Transaction, terms: DecisionTerms, scenarioId?: string): AsyncGenerator<PlanAccount[]> {
  const rules = await readRules(tx, terms);
  if (!terms.customerIds) await readingSets(tx);
  await tx.run(sql`drop table if exists plan_account`);
  await tx.run(accountsStatement(terms, scenarioId));
  await readingRows(tx);
  await tx.run(sql`analyze plan_account`);
  const unreachable = await unreachableCustomers(tx, rules.reaches, terms.customerIds !== undefined);
  await tx.run(sql`declare plan_accounts no scroll cursor for
    select customer_id as "customerId", currency, scenario_id as "scenarioId", met, items from plan_account`);
  for (;;) {
    const rows = await tx.rows<AccountRow>(sql`fetch ${sql.lit(accountsAtOnce)} from plan_accounts`);
    if (rows.length > 0) yield rows.map((row) => accountOf(row, rules, unreachable));
    if (rows.length < accountsAtOnce) break;
  }
  await tx.run(sql`close plan_accounts`);
}

// The holds of an item, of its account and of who is chased for it: `from:until:part`, of a judgment `from:until:part:judged`, joined by `+`.
function accountsStatement(terms: DecisionTerms, scenarioId: string | undefined): Sql {
  const days = (day: Sql): Sql => sql`(${day} - date '1970-01-01')`;
  // Of two judgments the first counts.
  const judgedOn = sql`(
    select min(judgment.from_on) from holds.hold as judgment
    where judgment.customer_id = hold.customer_id and judgment.scope = 'customer' and judgment.reason = 'insolvency' and judgment.released_at is null
  )`;
  const held = (where: Sql, target: Sql): Sql => sql`
    select ${target} as target,
      string_agg(concat(${days(sql`hold.from_on`)}, ':', ${days(sql`hold.until_on`)}, ':', hold.part_minor,
        case when hold.reason = 'insolvency' and hold.scope = 'customer' then ':' || ${days(judgedOn)} end), '+') as text
    from holds.hold
    where hold.released_at is null and ${where}
    group by 1
  `;
  // Of a few customers the holds are found by theirs; of all, each hold is read once.
  const few = (where: Sql): Sql => (terms.customerIds ? where : sql`true`);
  const theirs = sql`(select standing.account_id from standing union select standing.customer_id from standing)`;
  return sql`
    create temporary table plan_account on commit drop as
    with ${ladderOf(terms.overlay)}, ${standing({ ...terms, nearOnly: true })},
    item_held as materialized (${held(sql`hold.scope = 'item' and ${few(sql`hold.item_id in (select standing.item_id from standing)`)}`, sql`hold.item_id`)}),
    customer_held as materialized (${held(sql`hold.scope = 'customer' and ${few(sql`hold.customer_id in ${theirs}`)}`, sql`hold.customer_id`)}),
    entity_held as materialized (${held(sql`hold.scope = 'entity' and hold.entity_id = ${terms.entityId}::uuid`, sql`hold.entity_id`)})
    select standing.customer_id, standing.currency, standing.scenario_id, standing.met,
      string_agg(concat(
        ${days(sql`standing.due_on`)}, '|', ${days(sql`standing.issue_on`)}, '|', standing.claim_minor, '|', (standing.excluded is not null)::int, '|',
        standing.prudence, '|', ${days(sql`standing.fresh_until`)}, '|', standing.passed_rung, '|', ${days(sql`standing.last_on`)}, '|',
        ${days(sql`standing.moved_on`)}, '|', standing.reminded::int, '|',
        concat_ws('+', item_held.text, customer_held.text, payer_held.text, (select entity_held.text from entity_held))${terms.customerIds ? sql`, '|', standing.item_id` : sql``}
      ), ';' order by standing.item_id) as items
    from standing
    left join item_held on item_held.target = standing.item_id
    left join customer_held on customer_held.target = standing.account_id
    left join customer_held as payer_held on payer_held.target = standing.customer_id and standing.customer_id <> standing.account_id
    where ${scenarioId === undefined ? sql`standing.scenario_id is not null` : sql`standing.scenario_id = ${scenarioId}::uuid`}
    group by standing.customer_id, standing.currency, standing.scenario_id, standing.met
    having bool_or(standing.claim_minor > 0 and standing.excluded is null)
  `;
}

type Rules = {
  readonly reaches: readonly Reach[];
  of(scenarioId: string, met: readonly number[] | null): PlanRule;
};

async function readRules(tx: Transaction, terms: DecisionTerms): Promise<Rules> {
  const reachOf = sql`concat_ws('/', ladder.channel, array_to_string(step.recipient_roles, ','), case when ladder.channel = 'internal' then array_to_string(step.copy_people, ',') end)`;
  const rungs = await tx.rows<RungRow & { readonly roles: string[]; readonly people: string[] }>(sql`
    with ${ladderOf(terms.overlay)}
    select ladder.scenario_id as "scenarioId", ladder.rung, ladder.step_id as "stepId", ladder.version, ladder.cycle, ladder.level, ladder.reference,
      ladder.offset_days as "offsetDays", ladder.channel, ladder.automation, ladder.grave, ladder.before_due as "beforeDue", ladder.minimum_minor as "minimumMinor",
      ladder.conditional, ladder.position, ${reachOf} as reach, step.recipient_roles as roles, step.copy_people as people
    from ladder
    join dunning.step on step.scenario_id = ladder.scenario_id and step.version = ladder.version and step.step_id = ladder.step_id
    where ladder.enabled
    order by ladder.rung
  `);
  const rules = await tx.rows<RuleRow>(sql`
    with ${ladderOf(terms.overlay)}
    select rule.scenario_id as "scenarioId", rule.unit, rule.catch_up as "catchUp", rule.min_days_between as "minDays", rule.floor_minor as "floorMinor" from rule
  `);
  const byKind = new Map<string, PlanRule>();
  const of = (scenarioId: string, met: readonly number[] | null): PlanRule => {
    const key = `${scenarioId}/${met?.join(',') ?? ''}`;
    const known = byKind.get(key);
    if (known) return known;
    const row = rules.find((rule) => rule.scenarioId === scenarioId);
    if (!row) throw new Error('an account follows a scenario that is not in force');
    const rule: PlanRule = {
      unit: row.unit,
      catchUp: row.catchUp,
      minDays: row.minDays ?? terms.minDays,
      floorMinor: row.floorMinor ?? terms.floorMinor,
      rungs: rungs.filter((rung) => rung.scenarioId === scenarioId && (!rung.conditional || (met ?? []).includes(rung.position))),
    };
    byKind.set(key, rule);
    return rule;
  };
  const written = rungs.filter((rung) => !['call', 'task', 'hand-over'].includes(rung.channel));
  const reaches = [...Map.groupBy(written, (rung) => rung.reach)].map(([reach, [first, ...others]]): Reach => ({
    reach,
    channel: first?.channel ?? '',
    roles: first?.roles ?? [],
    people: first?.people ?? [],
    scenarioIds: [first, ...others].flatMap((rung) => rung?.scenarioId ?? []),
  }));
  return { reaches, of };
}

// One statement a kind of reach, about those whose scenario has it; scenarios have few. Of a few customers all are asked at once: there, reading the
// statement takes longer than answering it.
async function unreachableCustomers(tx: Transaction, reaches: readonly Reach[], few: boolean): Promise<Map<string, Set<string>>> {
  const unreachable = new Map<string, Set<string>>();
  for (const asked of few ? [reaches] : reaches.map((reach) => [reach])) {
    const kinds = asked.map(({ channel, roles, people, scenarioIds }, place) => ({ place, channel, roles, people, scenarioIds }));
    const rows = await tx.rows<{ customerId: string; key: string }>(sql`
      select recipient.customer_id as "customerId", recipient.key
      from (${recipientsOf(sql`
        select distinct concat(kind.place, '/', plan_account.customer_id) as key, plan_account.customer_id, kind.channel, kind.roles as recipient_roles,
          '{}'::text[] as copy_roles, kind.people as copy_people
        from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as kind (place integer, channel text, roles text[], people text[], "scenarioIds" uuid[])
        join plan_account on plan_account.scenario_id = any(kind."scenarioIds")
      `)}) as recipient
      where recipient.problem is not null
    `);
    for (const { customerId, key } of rows) {
      const kind = asked[Number(key.split('/')[0])];
      const theirs = unreachable.get(customerId) ?? new Set<string>();
      if (kind) unreachable.set(customerId, theirs.add(kind.reach));
    }
  }
  return unreachable;
}

const reachesAll: ReadonlySet<string> = new Set();

function accountOf(row: AccountRow, rules: Rules, unreachable: ReadonlyMap<string, ReadonlySet<string>>): PlanAccount {
  return {
    customerId: row.customerId,
    currency: row.currency,
    rule: rules.of(row.scenarioId, row.met),
    items: row.items.split(';').map(itemOf),
    unreachable: unreachable.get(row.customerId) ?? reachesAll,
  };
}

function itemOf(text: string, place: number): PlanItem {
  const [
    due = '',
    issue = '',
    claim = '0',
    excluded,
    prudence,
    fresh = '',
    passed,
    last = '',
    moved = '',
    reminded,
    holds = '',
    id,
  ] = text.split('|');
  return {
    place,
    id,
    due: due === '' ? null : Number(due),
    issue: Number(issue),
    claimMinor: BigInt(claim),
    excluded: excluded === '1',
    prudence: Number(prudence),
    freshUntil: dayOr(fresh, never),
    passed: Number(passed),
    last: dayOr(last, never),
    moved: dayOr(moved, never),
    reminded: reminded === '1',
    holds: holds === '' ? noHolds : holds.split('+').map(holdOf),
  };
}

const noHolds: readonly PlanHold[] = [];

function holdOf(text: string): PlanHold {
  const [from, until = '', part = '', judged] = text.split(':');
  return {
    from: Number(from),
    until: dayOr(until, 1_000_000),
    partMinor: part === '' ? null : BigInt(part),
    judged: judged === undefined ? undefined : Number(judged),
  };
}

const dayOr = (text: string, otherwise: DayCount): DayCount => (text === '' ? otherwise : Number(text));
