import { addDays, type Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import type { DemoWords, Setting } from './setting.ts';

/** A step that already happened for older debts of those who follow its scenario. */
type Step = {
  scenarioId: string;
  version: number;
  /** Days between two contacts of its scenario. */
  minDays: number;
  stepId: string;
  level: number;
  offsetDays: number;
  channel: string;
  rank: number;
  /** How many written reminders its scenario has up to it. */
  mails: number;
};

// Steps that came due in the last days are left to the daily run, so that the agenda has something to do.
const leftToTheRun = 4;
// The setting contact.minDays is at its default in a new tenant.
const minDaysBetween = 5;

/** Tells what the scenarios did so far: reminders sent and calls made for debts that are still open, each listed with the step it took. */
export async function addPastReminders(tx: Transaction, setting: Setting, today: Day): Promise<void> {
  const steps = await tx.rows<Step>(sql`
    select step.scenario_id as "scenarioId", step.version, coalesce(version.min_days_between, ${minDaysBetween}::int) as "minDays", step.step_id as "stepId",
      step.level, step.offset_days as "offsetDays", step.channel,
      row_number() over (partition by step.scenario_id order by step.offset_days)::int as rank,
      (count(*) filter (where step.channel = 'e-mail') over (partition by step.scenario_id order by step.offset_days))::int as mails
    from dunning.scenario
    join dunning.scenario_version as version
      on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id and version.version = scenario.current_version
    join dunning.step on step.tenant_id = scenario.tenant_id and step.scenario_id = scenario.id and step.version = scenario.current_version
    where scenario.tenant_id = ${tx.tenantId} and step.enabled and not step.grave and step.reference = 'due-date' and step.offset_days > 0
      and step.channel in ('e-mail', 'call')
    order by step.scenario_id, step.offset_days
  `);
  if (steps.length === 0) return;
  await findDebts(tx, setting);
  for (const step of steps) {
    const ladder = steps.filter((other) => other.scenarioId === step.scenarioId);
    await tellStep(tx, setting, step, ladder, today);
  }
  await tx.run(sql`drop table demo_lead, demo_debt`);
}

// Who may be written to: an address, a lettered account of one debtor, nothing disputed, nobody insolvent.
async function findDebts(tx: Transaction, { entityId }: Setting): Promise<void> {
  await tx.run(sql`
    create temporary table demo_debt as
    select item.id, item.customer_id, coalesce(assignment.scenario_id, fallback.id) as scenario_id, item.currency, item.due_on, item.open_minor, 0 as done
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    left join dunning.assignment on assignment.tenant_id = item.tenant_id and assignment.customer_id = item.customer_id
    cross join (select scenario.id from dunning.scenario where scenario.tenant_id = ${tx.tenantId} and scenario.is_default) as fallback
    where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.open_minor > 0 and item.ledger_class = 'receivable' and item.kind = 'invoice'
      and item.due_on is not null and not item.retention and customer.email is not null and customer.email like '%@%' and customer.lettered
      and not customer.catch_all and not customer.intercompany and customer.credit_status <> 'blocked'
      and not exists (
        select from holds.hold
        where hold.tenant_id = item.tenant_id and hold.item_id = item.id and hold.reason in ('disputed', 'direct-debit') and hold.released_at is null
      )
  `);
  await tx.run(sql`
    create temporary table demo_lead as
    select distinct on (debt.customer_id, debt.currency) debt.customer_id, debt.scenario_id, debt.currency, debt.id as leader_item_id, debt.due_on, '-infinity'::date as last_on, 0 as done
    from demo_debt as debt
    order by debt.customer_id, debt.currency, debt.due_on, debt.id
  `);
  await tx.run(sql`analyze demo_debt, demo_lead`);
}

async function tellStep(tx: Transaction, setting: Setting, step: Step, steps: readonly Step[], today: Day): Promise<void> {
  const ready = sql`greatest(lead.due_on + ${step.offsetDays}::int, case when lead.last_on > '-infinity' then lead.last_on + ${step.minDays}::int else lead.due_on end)`;
  await tx.run(sql`
    create temporary table demo_wave as
    select dated.*, uuidv7() as action_id, uuidv7() as message_id
    from (
      select lead.customer_id, lead.currency, lead.leader_item_id,
        -- Nobody is written to on a week-end.
        day.on_day + case extract(isodow from day.on_day) when 6 then 2 when 7 then 1 else 0 end as sent_on
      from demo_lead as lead
      cross join lateral (select ${ready} as on_day) as day
      where lead.scenario_id = ${step.scenarioId} and lead.done = ${step.rank - 1}
    ) as dated
    where dated.sent_on <= ${addDays(today, -leftToTheRun)}::date
  `);
  await tx.run(sql`analyze demo_wave`);
  // The leader takes this step; another debt listed takes its own next one when its day has come, and otherwise is only named.
  const offsets = sql.join(
    steps.map((one) => sql`(${one.rank}::int, ${one.offsetDays}::int, ${one.stepId}::uuid, ${one.level}::int)`),
  );
  await tx.run(sql`
    create temporary table demo_listed as
    select wave.action_id, wave.message_id, wave.sent_on, debt.id as item_id, debt.open_minor, debt.due_on, wave.sent_on - debt.due_on as days_late, own.step_id, own.level
    from demo_wave as wave
    join demo_debt as debt on debt.customer_id = wave.customer_id and debt.currency = wave.currency and debt.due_on < wave.sent_on
    left join (values ${offsets}) as own (rank, offset_days, step_id, level) on own.rank = debt.done + 1 and debt.due_on + own.offset_days <= wave.sent_on
  `);
  await tx.run(sql`analyze demo_listed`);
  await writeActions(tx, setting, step);
  if (step.channel === 'e-mail') await writeMessages(tx, setting, step);
  else await writeCalls(tx, setting.words, today);
  await tx.run(
    sql`update demo_debt set done = done + 1 from demo_listed as listed where listed.item_id = demo_debt.id and listed.step_id is not null`,
  );
  await tx.run(sql`
    update demo_lead set done = demo_lead.done + 1, last_on = wave.sent_on
    from demo_wave as wave where wave.customer_id = demo_lead.customer_id and wave.currency = demo_lead.currency
  `);
  await tx.run(sql`drop table demo_wave, demo_listed`);
}

const sentAt = (time: string): Sql => sql`((wave.sent_on + ${time}::time) at time zone 'Europe/Paris')`;

async function writeActions(tx: Transaction, { entityId, words }: Setting, step: Step): Promise<void> {
  await tx.run(sql`
    insert into dunning.action (tenant_id, id, once_key, entity_id, customer_id, scenario_id, scenario_version, step_id, level, channel, automation, state,
      planned_on, currency, amount_minor, oldest_due_on, leader_item_id, assignee_id, created_at, decided_at, decided_by, done_at)
    select ${tx.tenantId}, wave.action_id, wave.leader_item_id || '/' || ${step.scenarioId}::text || '/' || ${step.stepId}::text || '/1', ${entityId}, wave.customer_id,
      ${step.scenarioId}, ${step.version}, ${step.stepId}, ${step.level}, ${step.channel}, ${step.channel === 'call' ? 'manual' : 'to-confirm'}, 'done', wave.sent_on,
      wave.currency, sum(listed.open_minor)::bigint, wave.sent_on - max(listed.days_late), wave.leader_item_id, customer.collector_id, ${sentAt('06:00')}, ${sentAt('09:10')},
      coalesce(person.name, ${words.author}), ${sentAt('09:30')}
    from demo_wave as wave
    join demo_listed as listed on listed.action_id = wave.action_id
    join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.id = wave.customer_id
    left join identity.person on person.id = customer.collector_id
    group by wave.action_id, wave.leader_item_id, wave.customer_id, wave.sent_on, wave.currency, customer.collector_id, person.name
  `);
  await tx.run(sql`
    insert into dunning.action_item (tenant_id, action_id, item_id, stepped, step_id, level, open_minor, days_late)
    select ${tx.tenantId}, action_id, item_id, step_id is not null, step_id, case when step_id is not null then level end, open_minor, days_late
    from demo_listed
  `);
  await tx.run(sql`
    insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, level, channel, outcome, done_on, action_id)
    select ${tx.tenantId}, item_id, ${step.scenarioId}, coalesce(step_id, ${step.stepId}), coalesce(level, ${step.level}), ${step.channel},
      case when step_id is null then 'listed' else 'done' end, sent_on, action_id
    from demo_listed
    on conflict (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed) do update set outcome = 'done', done_on = excluded.done_on, action_id = excluded.action_id
    where excluded.outcome = 'done'
  `);
}

async function writeMessages(tx: Transaction, { entityId, language, words }: Setting, step: Step): Promise<void> {
  const { message } = words;
  const subject = step.mails === 1 ? message.subjects.first : message.subjects.second;
  const amount = (minor: Sql): Sql =>
    sql`translate(to_char(${minor} / 100.0, 'FM999,999,999,990.00'), ',.', ${language === 'fr' ? ' ,' : ',.'}::text)`;
  await tx.run(sql`
    insert into messages.message (tenant_id, id, once_key, kind, entity_id, customer_id, action_id, contact_id, channel, language, sender_name, sender_address,
      recipient_name, recipient_address, subject, body_text, currency, amount_minor, state, not_before, transport, attempts, message_id_header, author, created_at, sent_at, finished_at)
    select ${tx.tenantId}, wave.message_id, 'reminder/' || action.once_key, 'reminder', ${entityId}, wave.customer_id, wave.action_id, contact.id, 'e-mail', ${language},
      entity.legal_name, entity.email, contact.name, customer.email, ${subject}::text || ' ' || customer.code || ' : ' || ${amount(sql`action.amount_minor`)} || ' ' || wave.currency,
      ${message.greeting}::text || E'\\n\\n' || ${message.due}::text || E'\\n\\n' || told.lines || E'\\n\\n' || ${message.thanks}::text || E'\\n\\n' || ${message.regards}::text || E'\\n'
        || entity.legal_name,
      wave.currency, action.amount_minor, 'sent', ${sentAt('09:10')}, null, 1, '<' || wave.message_id || '@hautebrune.example>', action.decided_by, ${sentAt('09:10')},
      ${sentAt('09:30')}, ${sentAt('09:30')}
    from demo_wave as wave
    join dunning.action on action.tenant_id = ${tx.tenantId} and action.id = wave.action_id
    join identity.entity on entity.tenant_id = ${tx.tenantId} and entity.id = ${entityId}
    join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.id = wave.customer_id
    left join lateral (
      select contact.id, contact.name from customers.contact
      where contact.tenant_id = ${tx.tenantId} and contact.customer_id = wave.customer_id and contact.email = customer.email
      order by contact.id limit 1
    ) as contact on true
    join lateral (
      select string_agg(item.number || ' – ' || ${message.line}::text || ' ' || to_char(item.due_on, 'DD/MM/YYYY') || ' – ' || ${amount(sql`listed.open_minor`)} || ' ' || wave.currency,
        E'\\n' order by item.due_on, item.number) as lines
      from demo_listed as listed
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = listed.item_id
      where listed.action_id = wave.action_id
    ) as told on true
  `);
  await tx.run(sql`
    insert into messages.message_item (tenant_id, message_id, item_id, open_minor, days_late)
    select ${tx.tenantId}, message_id, item_id, open_minor, days_late from demo_listed
  `);
}

async function writeCalls(tx: Transaction, words: DemoWords, today: Day): Promise<void> {
  await tx.run(sql`
    insert into worklist.interaction (tenant_id, id, customer_id, kind, outcome, comment, call_back_on, action_id, item_ids, happened_at, author_id, author)
    select ${tx.tenantId}, uuidv7(), wave.customer_id, 'call', 'will-check', ${words.calls['will-check']}, case when wave.sent_on > ${addDays(today, -10)}::date then ${today}::date end,
      wave.action_id, array(select listed.item_id from demo_listed as listed where listed.action_id = wave.action_id), ${sentAt('10:40')}, customer.collector_id,
      coalesce(person.name, ${words.author})
    from demo_wave as wave
    join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.id = wave.customer_id
    left join identity.person on person.id = customer.collector_id
  `);
}
