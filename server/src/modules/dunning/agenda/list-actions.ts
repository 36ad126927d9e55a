import type { ActionRow } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { after, compileCriteria, pageOf, parseCriteria, windowOf } from '../../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import { ledgerAges, readSetting } from '../../identity/index.ts';
import { brokenNews } from '../../promises/index.ts';
import { accountFields } from '../../receivables/index.ts';
import { recipientsOfActions } from '../collection-contact.ts';
import { currenciesNamed } from '../messages/payment-details.ts';
import { actionOrder, daysSince, overdueHere } from './action-order.ts';
import { asActionRow, type StoredAction } from './action-row.ts';
import { noticeNeverHad, toDoubtedAddress } from './came-back.ts';
import { otherCurrency, toLookAt } from './to-look-at.ts';

/** Which actions a grid shows. `today` decides what is due. */
export type ActionQuestion = {
  readonly today: Day;
  /** Tells how old a ledger is by now. */
  readonly now?: Temporal.Instant | undefined;
  readonly language: Language;
  readonly ids?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly entityId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly stepId?: string | undefined;
  /** Only what these people look after. */ readonly collectorIds?: readonly string[] | undefined;
  readonly channel?: string | undefined;
  readonly due?: boolean | undefined;
  readonly caution?: boolean | undefined;
  readonly q?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

/** A window of the agenda with its totals: what to do and why now; broken promises, then replies due, then most money times lateness first unless asked otherwise. */
export async function listActions(
  db: Queryable,
  question: ActionQuestion,
): Promise<{
  rows: Omit<ActionRow, 'lastContact' | 'nextStep'>[];
  nextCursor: string | null;
  total: number;
  totals: { currency: string; amount: string }[];
}> {
  const chosen = await chosenActions(db, question);
  const { language: _language, now, ...asking } = question;
  const sort = question.sort ?? '-rank';
  const asked = { list: 'actions', ...asking, sort };
  const limit = question.limit ?? 100;
  const { order, from } = actionOrder(sort, chosen.from, question.today);
  const page = { order, limit, offset: question.offset, after: after(question.cursor, asked, order) };
  const currencies = currenciesNamed(await readSetting(db, 'payment.currencies'));
  const [found, sums] = await Promise.all([
    db.rows<StoredAction & { keys: (string | null)[] }>(
      shownOf(question, currencies, chosen, windowOf({ columns: sql`action.id`, from, where: chosen.where, ...page })),
    ),
    db.rows<{ currency: string; amount: bigint; count: number }>(sql`
      select action.currency, sum(action.amount_minor)::bigint as amount, count(*)::int as count
      from ${chosen.from}
      where ${chosen.where}
      group by action.currency order by action.currency
    `),
  ]);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  const ledgers = now && rows.some((row) => row.caution === 'stale') ? await ledgerAges(db, now) : undefined;
  return {
    rows: rows.map((row) => asActionRow(row, { ...question, ...(ledgers && { ledgers }) })),
    nextCursor,
    total: sums.reduce((total, sum) => total + sum.count, 0),
    totals: sums.map((sum) => ({ currency: sum.currency, amount: toDecimal(sum.amount, sum.currency) })),
  };
}

/** How many actions each step has in a state, for "confirm all of this step". */
export async function countSteps(
  db: Queryable,
  question: ActionQuestion,
): Promise<
  {
    stepId: string;
    scenario: string;
    nameFr: string;
    nameEn: string;
    channel: ActionRow['channel'];
    grave: boolean;
    count: number;
  }[]
> {
  const chosen = await chosenActions(db, question);
  return db.rows(sql`
    select action.step_id as "stepId", scenario.name as scenario, step.name_fr as "nameFr", step.name_en as "nameEn", step.channel, step.grave, count(*)::int as count
    from ${chosen.from}
    join dunning.step on step.tenant_id = action.tenant_id and step.scenario_id = action.scenario_id and step.version = action.scenario_version and step.step_id = action.step_id
    join dunning.scenario on scenario.tenant_id = action.tenant_id and scenario.id = action.scenario_id
    where ${chosen.where}
    group by action.step_id, scenario.name, step.name_fr, step.name_en, step.channel, step.grave
    order by max(step.position)
  `);
}

type Counter = { readonly due: number; readonly scheduled: number };

/** The counters of the agenda's tabs: due now, and scheduled for later. */
export async function countActions(
  db: Queryable,
  question: Pick<ActionQuestion, 'today' | 'entityId' | 'collectorIds'>,
): Promise<{ toConfirm: Counter; toDo: Counter; confirmed: Counter }> {
  const rows = await db.rows<{ state: string; due: number; scheduled: number }>(sql`
    select action.state, count(*) filter (where action.planned_on <= ${question.today}::date)::int as due,
      count(*) filter (where action.planned_on > ${question.today}::date)::int as scheduled
    from dunning.action
    where action.state in ('to-confirm', 'to-do', 'confirmed')
      ${question.entityId === undefined ? sql`` : sql`and action.entity_id = ${question.entityId}::uuid`}
      ${question.collectorIds ? sql`and action.assignee_id = any(${question.collectorIds}::uuid[])` : sql``}
    group by action.state
  `);
  const of = (state: string): Counter => {
    const row = rows.find((one) => one.state === state);
    return { due: row?.due ?? 0, scheduled: row?.scheduled ?? 0 };
  };
  return { toConfirm: of('to-confirm'), toDo: of('to-do'), confirmed: of('confirmed') };
}

// The tables the field catalogue speaks of, and who is meant: `from` and `where` apart, so that a reader can join in between.
async function chosenActions(db: Queryable, question: ActionQuestion): Promise<{ from: Sql; where: Sql }> {
  const parts: Sql[] = [];
  const states = question.states ?? (question.ids ? undefined : ['to-confirm', 'to-do', 'confirmed']);
  if (states) parts.push(sql`action.state in (${sql.join(states.map((state) => sql`${state}`))})`);
  if (question.ids) parts.push(sql`action.id = any(${[...question.ids]}::uuid[])`);
  if (question.entityId !== undefined) parts.push(sql`action.entity_id = ${question.entityId}::uuid`);
  if (question.customerId !== undefined) parts.push(sql`action.customer_id = ${question.customerId}::uuid`);
  if (question.stepId !== undefined) parts.push(sql`action.step_id = ${question.stepId}::uuid`);
  if (question.collectorIds) parts.push(sql`action.assignee_id = any(${question.collectorIds}::uuid[])`);
  if (question.channel !== undefined) parts.push(sql`action.channel = ${question.channel}`);
  if (question.due !== undefined)
    parts.push(
      question.due ? sql`action.planned_on <= ${question.today}::date` : sql`action.planned_on > ${question.today}::date`,
    );
  if (question.caution !== undefined) parts.push(sql`${await toLookAt(db, question.today)} = ${question.caution}::boolean`);
  if (question.q)
    parts.push(sql`position(platform.folded(${question.q}) in platform.folded(customer.name || ' ' || customer.code)) > 0`);
  if (question.filter) parts.push(compileCriteria(parseCriteria(question.filter), accountFields, { today: question.today }));
  const from = sql`
    dunning.action
    join customers.customer on customer.tenant_id = action.tenant_id and customer.id = action.customer_id
    left join receivables.customer_balance as balance
      on balance.tenant_id = action.tenant_id and balance.customer_id = action.customer_id and balance.currency = action.currency
  `;
  return { from, where: parts.length === 0 ? sql`true` : sql.join(parts, sql` and `) };
}

function shownOf(question: ActionQuestion, currencies: readonly string[], chosen: { from: Sql; where: Sql }, window: Sql): Sql {
  const { today } = question;
  const late = (day: Sql): Sql => daysSince(day, sql`page`, today);
  return sql`
    with window_of as (${window}),
    page as materialized (
      select action.*, customer.code as customer_code, customer.name as customer_name, customer.phone as customer_phone, customer.payment_profile,
        coalesce(balance.open_debit_minor + balance.open_credit_minor, 0) as total_minor,
        ${overdueHere(today)}::bigint as overdue_minor,
        window_of.place, window_of.keys
      from ${chosen.from}
      join window_of on window_of.id = action.id
    ),
    -- Whose holds and promises a row speaks of: its customer's, and those of the accounts chased there.
    account_of as (
      select page.id, page.customer_id from page
      union all
      select page.id, account.id
      from page
      join customers.customer as account on account.tenant_id = page.tenant_id and account.payer_id = page.customer_id and account.entity_id = page.entity_id
    ),
    held as (
      select account_of.id, bool_or(hold.reason = 'promised') as promised, bool_or(hold.reason = 'disputed') as disputed, bool_or(hold.reason = 'reply') as answered
      from account_of
      join holds.hold on hold.customer_id = account_of.customer_id
      where hold.reason in ('promised', 'disputed', 'reply') and ${holdsOn(sql`${today}::date`)}
      group by account_of.id
    ),
    broken as (
      select account_of.id, max(promise.due_on) as due_on
      from account_of
      join promises.promise on promise.customer_id = account_of.customer_id
      where ${brokenNews(today)}
      group by account_of.id
    ),
    contact as (${recipientsOfActions(sql`action.id in (select page.id from page)`)})
    select page.id, page.kind, (page.shape ->> 'of')::uuid as "specificId", page.shape ->> 'title' as title, (page.shape ->> 'place')::int as "sendPlace", (page.shape ->> 'times')::int as "sendTimes", page.state, page.entity_id as "entityId", entity.iban is null as "noIban",
      ${otherCurrency(sql`page`, currencies)} as "otherCurrency", page.customer_id as "customerId",
      page.customer_code as "customerCode", page.customer_name as "customerName", page.payment_profile as profile, person.name as collector, page.assignee_id as "collectorId",
      scenario.name as scenario, page.scenario_id as "scenarioId", page.step_id as "stepId", step.name_fr as "stepFr", step.name_en as "stepEn",
      page.level, page.channel, page.automation, page.grave, page.caution, ${noticeNeverHad(sql`page`)} as "noticeNeverHad", ${toDoubtedAddress(sql`page`)} as "toDoubtedAddress", (page.reason ->> 'prudence')::int as prudence, page.reason ->> 'code' as code, page.reason ->> 'portal' as portal, page.reason -> 'lacks' as lacks,
      leader.id as "leaderId", leader.number as "leaderNumber", leader.due_on as "leaderDueOn", ${late(sql`leader.due_on`)} as "leaderDaysLate",
      page.planned_on as "plannedOn", page.currency, page.amount_minor as "amountMinor", page.credits_minor as "creditsMinor",
      (select count(*)::int from dunning.action_item where action_item.action_id = page.id) as items, ${late(sql`page.oldest_due_on`)} as "oldestDaysLate",
      page.overdue_minor as "overdueMinor", page.total_minor as "totalMinor", coalesce(held.promised, false) as promised, coalesce(held.disputed, false) as disputed,
      coalesce(held.answered, false) as "replyDue", broken.due_on as "brokenOn",
      contact.name as "contactName", contact.email as "contactEmail",
      coalesce(contact.mobile, (select phone from customers.contact as person_there where person_there.id = contact.contact_id), page.customer_phone) as "contactPhone",
      page.decided_by as "decidedBy", page.decided_at as "decidedAt", page.decision_note as note, page.keys,
      message.id as "messageId", message.state as "messageState", message.not_before as "notBefore", page.place as rank
    from page
    join identity.entity on entity.tenant_id = page.tenant_id and entity.id = page.entity_id
    left join dunning.scenario on scenario.tenant_id = page.tenant_id and scenario.id = page.scenario_id
    left join dunning.step on step.tenant_id = page.tenant_id and step.scenario_id = page.scenario_id and step.version = page.scenario_version
      and step.step_id = coalesce(page.step_id, (page.reason ->> 'step')::uuid)
    left join receivables.item as leader on leader.tenant_id = page.tenant_id and leader.id = page.leader_item_id
    left join identity.person on person.id = page.assignee_id
    left join contact on contact.key = page.id::text
    left join held on held.id = page.id
    left join broken on broken.id = page.id
    left join lateral (
      select message.id, message.state, message.not_before
      from messages.message
      where message.tenant_id = page.tenant_id and message.action_id = page.id
      order by message.created_at desc
      limit 1
    ) as message on true
    order by page.place
  `;
}
