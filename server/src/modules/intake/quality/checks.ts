import type { Day } from '../../../kernel/days.ts';
import { sql, type Sql } from '../../../platform/database/index.ts';

export type QualityCode =
  | 'email-missing'
  | 'email-invalid'
  | 'unlettered'
  | 'due-inferred'
  | 'opening-without-detail'
  | 'credits-unallocated'
  | 'catch-all'
  | 'kind-unknown'
  | 'legal-id-invalid'
  | 'duplicates'
  | 'due-before-issue'
  | 'amounts-suspicious'
  | 'collector-missing'
  | 'scenario-missing'
  | 'phone-missing'
  | 'legal-id-missing'
  | 'language-missing';

export type Severity = 'blocking' | 'important' | 'minor';

export type QualityCheck = {
  readonly severity: Severity;
  readonly repair: 'customer' | 'contact' | 'item' | 'lettering' | 'terms' | 'merge' | 'none';
  readonly field: string | null;
  /** A select of customer_id, item_id, value, other_id over `account`, the debtors with something open. */
  readonly failing: (today: Day) => Sql;
};

/** The accounts that are looked at: those with something open, ours and merged ones apart. */
export function accountsToCheck(entityId: string | undefined, customerId?: string): Sql {
  return sql`
    account as materialized (
      select customer.tenant_id, customer.id, customer.entity_id, customer.code, customer.name, customer.sort_key, customer.kind, customer.catch_all,
        customer.lettered, customer.legal_id, customer.country, customer.language, customer.email, customer.phone, customer.collector_id
      from customers.customer
      where customer.merged_into is null and not customer.intercompany
        and (${entityId ?? null}::uuid is null or customer.entity_id = ${entityId ?? null}::uuid)
        and (${customerId ?? null}::uuid is null or customer.id = ${customerId ?? null}::uuid)
        and exists (
          select from receivables.customer_balance as balance
          where balance.tenant_id = customer.tenant_id and balance.customer_id = customer.id and balance.open_debit_minor > 0
        )
    )
  `;
}

const customers = (value: Sql, where: Sql): Sql =>
  sql`select account.id as customer_id, null::uuid as item_id, ${value} as value, null::uuid as other_id from account where ${where}`;

const items = (value: Sql, where: Sql): Sql => sql`
  select account.id as customer_id, item.id as item_id, ${value} as value, null::uuid as other_id
  from account
  join receivables.item on item.tenant_id = account.tenant_id and item.customer_id = account.id and item.open_minor <> 0
  where item.in_ledger and ${where}
`;

const reachable = sql`exists (
  select from customers.contact
  where contact.tenant_id = account.tenant_id and contact.customer_id = account.id and contact.email is not null and contact.validity in ('unchecked', 'valid')
)`;
const written = sql`'^[^[:space:]@]+@[^[:space:]@]+[.][^[:space:]@.]{2,}$'`;

// Luhn: every second digit from the right doubled, its digits added; the whole a multiple of ten.
const keyIsWrong = sql`(
  select sum(case when place % 2 = 0 then digit else digit * 2 - case when digit > 4 then 9 else 0 end end) % 10 <> 0
  from (
    select place, substr(reverse(account.legal_id), place + 1, 1)::int as digit from generate_series(0, length(account.legal_id) - 1) as place
  ) as read
)`;

// A name without its legal form, for "Sorbier SAS" and "SORBIER (Société)".
const bareName = sql`trim(regexp_replace(regexp_replace(account.sort_key, '[^a-z0-9]+', ' ', 'g'),
  '(^| )(sas|sasu|sarl|sa|eurl|snc|sci|scop|ste|societe|ets|etablissements|groupe|group|co|corp|corporation|company|inc|llc|ltd|limited|us|gmbh|ag|bv|nv|srl|spa)(?= |$)', ' ', 'g'))`;

/** Every check of the cockpit, the gravest first. Blocking: nothing automatic can leave, or it would leave wrong. */
export const qualityChecks: Readonly<Record<QualityCode, QualityCheck>> = {
  'email-missing': {
    severity: 'blocking',
    repair: 'contact',
    field: 'email',
    failing: () => customers(sql`null::text`, sql`account.email is null and not ${reachable}`),
  },
  'email-invalid': {
    severity: 'blocking',
    repair: 'contact',
    field: 'email',
    failing: () => sql`
      ${customers(sql`account.email`, sql`account.email !~ ${written}`)}
      union all
      select account.id, null::uuid, contact.email, null::uuid
      from account
      join customers.contact on contact.tenant_id = account.tenant_id and contact.customer_id = account.id
      where contact.email is not null and (contact.validity in ('bounced', 'wrong-person') or contact.email !~ ${written})
    `,
  },
  unlettered: {
    severity: 'blocking',
    repair: 'lettering',
    field: null,
    failing: () => customers(sql`null::text`, sql`not account.lettered`),
  },
  'due-inferred': {
    severity: 'blocking',
    repair: 'terms',
    field: 'termsId',
    failing: () =>
      items(sql`item.due_on::text`, sql`item.due_inferred and item.open_minor > 0 and item.ledger_class = 'receivable'`),
  },
  'opening-without-detail': {
    severity: 'blocking',
    repair: 'item',
    field: null,
    failing: () => items(sql`item.issue_on::text`, sql`item.opening_without_detail`),
  },
  'credits-unallocated': {
    severity: 'important',
    repair: 'lettering',
    field: null,
    failing: (today) =>
      items(sql`item.booked_on::text`, sql`item.open_minor - item.awaiting_minor < 0 and item.booked_on < ${today}::date - 30`),
  },
  'catch-all': {
    severity: 'blocking',
    repair: 'none',
    field: null,
    failing: () => customers(sql`null::text`, sql`account.catch_all`),
  },
  'kind-unknown': {
    severity: 'important',
    repair: 'customer',
    field: 'kind',
    failing: () => customers(sql`null::text`, sql`account.kind = 'unknown'`),
  },
  'legal-id-invalid': {
    severity: 'important',
    repair: 'customer',
    field: 'legalId',
    failing: () =>
      customers(
        sql`account.legal_id`,
        sql`account.country = 'FR' and (account.legal_id !~ '^([0-9]{9}|[0-9]{14})$' or (account.legal_id !~ '^356000000' and ${keyIsWrong}))`,
      ),
  },
  duplicates: {
    severity: 'important',
    repair: 'merge',
    field: null,
    failing: () => sql`
      select account.id as customer_id, null::uuid as item_id, alike.value, alike.first_id as other_id
      from account
      join (
        select entity_id, left(legal_id, 9) as value, (array_agg(id order by id))[1] as first_id from account where legal_id ~ '^[0-9]{9}'
        group by entity_id, left(legal_id, 9) having count(*) > 1
      ) as alike on alike.entity_id = account.entity_id and alike.value = left(account.legal_id, 9) and alike.first_id <> account.id
      union all
      select account.id, null::uuid, alike.value, alike.first_id
      from (select account.id, account.entity_id, ${bareName} as bare from account) as account
      join (
        select entity_id, bare as value, (array_agg(id order by id))[1] as first_id
        from (select account.id, account.entity_id, ${bareName} as bare from account) as named
        where length(bare) >= 4
        group by entity_id, bare having count(*) > 1
      ) as alike on alike.entity_id = account.entity_id and alike.value = account.bare and alike.first_id <> account.id
    `,
  },
  'due-before-issue': {
    severity: 'important',
    repair: 'item',
    field: null,
    failing: () => items(sql`item.due_on::text`, sql`item.due_on < item.issue_on`),
  },
  'amounts-suspicious': {
    severity: 'important',
    repair: 'item',
    field: null,
    failing: () => sql`
      select open_item.customer_id, open_item.id as item_id, open_item.amount_minor::text as value, null::uuid as other_id
      from (
        select item.customer_id, item.id, item.amount_minor, item.kind,
          count(*) over (partition by item.customer_id, item.number, item.amount_minor, item.due_on, item.currency) as alike,
          avg(item.amount_minor) over (partition by item.entity_id, item.currency) as usual,
          count(*) over (partition by item.entity_id, item.currency) as compared
        from account
        join receivables.item on item.tenant_id = account.tenant_id and item.customer_id = account.id and item.open_minor > 0
        where item.in_ledger and item.kind = 'invoice'
      ) as open_item
      where open_item.alike > 1 or (open_item.compared >= 20 and open_item.amount_minor > open_item.usual * 50)
    `,
  },
  'collector-missing': {
    severity: 'minor',
    repair: 'customer',
    field: 'collectorId',
    failing: () => customers(sql`null::text`, sql`account.collector_id is null`),
  },
  // A read of the dunning room, above this one: whether anything will ever chase an account is a question of its data.
  'scenario-missing': {
    severity: 'important',
    repair: 'customer',
    field: 'scenarioId',
    failing: () =>
      customers(
        sql`null::text`,
        sql`not exists (select from dunning.assignment where assignment.tenant_id = account.tenant_id and assignment.customer_id = account.id)
          and not exists (select from dunning.scenario where scenario.tenant_id = account.tenant_id and scenario.is_default and not scenario.archived)`,
      ),
  },
  'phone-missing': {
    severity: 'minor',
    repair: 'contact',
    field: 'phone',
    failing: () =>
      customers(
        sql`null::text`,
        sql`account.phone is null and not exists (
          select from customers.contact where contact.tenant_id = account.tenant_id and contact.customer_id = account.id and contact.phone is not null
        )`,
      ),
  },
  'legal-id-missing': {
    severity: 'minor',
    repair: 'customer',
    field: 'legalId',
    failing: () =>
      customers(sql`null::text`, sql`account.legal_id is null and account.kind <> 'consumer' and not account.catch_all`),
  },
  'language-missing': {
    severity: 'minor',
    repair: 'customer',
    field: 'language',
    failing: () => customers(sql`null::text`, sql`account.language is null`),
  },
};

/** The codes of the checks, gravest first. */
export const qualityCodes = Object.keys(qualityChecks) as QualityCode[];

/** What a failing check takes off a customer's hundred. */
export const weightOf: Readonly<Record<Severity, number>> = { blocking: 25, important: 10, minor: 4 };

/** Every failure of every check: a select of code, weight, customer_id, item_id. */
export function allFailures(today: Day): Sql {
  return sql.join(
    qualityCodes.map(
      (code) => sql`
        select ${code}::text as code, ${weightOf[qualityChecks[code].severity]}::int as weight, failing.customer_id, failing.item_id
        from (${qualityChecks[code].failing(today)}) as failing
      `,
    ),
    sql` union all `,
  );
}
