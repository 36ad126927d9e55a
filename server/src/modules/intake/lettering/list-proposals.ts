import { type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';

export type ProposalFilter = {
  readonly customerId?: string | undefined;
  readonly minimumConfidence?: number | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

type Strategy = 'number' | 'exact-amount' | 'sum' | 'oldest-first';
type Brief = {
  id: string;
  number: string;
  kind: string;
  issueOn: string;
  dueOn: string | null;
  amountMinor: string;
  openMinor: string;
  label: string;
};
type AccountRow = {
  customerId: string;
  code: string;
  name: string;
  currency: string;
  openDebits: bigint;
  openCredits: bigint;
  proposed: bigint;
  proposals: { id: string; credit: Brief; debit: Brief; amountMinor: string; strategy: Strategy; confidence: number }[];
};

// In JSON, minor units are texts: JSON numbers are floats.
const brief = (side: string) => sql`json_build_object(
  'id', ${sql.ref(`${side}.id`)}, 'number', ${sql.ref(`${side}.number`)}, 'kind', ${sql.ref(`${side}.kind`)}, 'issueOn', ${sql.ref(`${side}.issue_on`)},
  'dueOn', ${sql.ref(`${side}.due_on`)}, 'amountMinor', ${sql.ref(`${side}.amount_minor`)}::text, 'openMinor', ${sql.ref(`${side}.open_minor`)}::text,
  'label', ${sql.ref(`${side}.label`)})`;

/** Proposed letterings by account, most at stake first, with what would stay open of it. */
export async function listProposals(db: Queryable, filter: ProposalFilter, language: Language) {
  const standing = sql`
    proposal.state = 'proposed' and proposal.confidence >= ${filter.minimumConfidence ?? 0}
    and (${filter.customerId ?? null}::uuid is null or proposal.customer_id = ${filter.customerId ?? null}::uuid)
  `;
  const accounts = await db.rows<AccountRow>(sql`
    with account as (
      select proposal.customer_id, proposal.currency, sum(proposal.amount_minor) as proposed
      from intake.lettering_proposal as proposal
      where ${standing}
      group by proposal.customer_id, proposal.currency
      order by sum(proposal.amount_minor) desc, proposal.customer_id
      offset ${filter.offset ?? 0} limit ${filter.limit ?? 100}
    )
    select account.customer_id as "customerId", customer.code, customer.name, account.currency, account.proposed::bigint as proposed,
      coalesce(balance.open_debit_minor, 0) as "openDebits", coalesce(balance.open_credit_minor, 0) as "openCredits",
      (
        select json_agg(json_build_object('id', proposal.id, 'credit', ${brief('credit')}, 'debit', ${brief('debit')},
          'amountMinor', proposal.amount_minor::text, 'strategy', proposal.strategy, 'confidence', proposal.confidence)
          order by proposal.confidence desc, debit.due_on, debit.id)
        from intake.lettering_proposal as proposal
        join receivables.item as credit on credit.tenant_id = proposal.tenant_id and credit.id = proposal.credit_item_id
        join receivables.item as debit on debit.tenant_id = proposal.tenant_id and debit.id = proposal.debit_item_id
        where ${standing} and proposal.customer_id = account.customer_id and proposal.currency = account.currency
      ) as proposals
    from account
    join customers.customer on customer.id = account.customer_id
    left join receivables.customer_balance as balance on balance.customer_id = account.customer_id and balance.currency = account.currency
    order by account.proposed desc, account.customer_id
  `);
  const totals = await db.one<{ total: number; proposals: number }>(sql`
    select count(distinct (proposal.customer_id, proposal.currency))::int as total, count(*)::int as proposals
    from intake.lettering_proposal as proposal
    where ${standing}
  `);
  const reasons = textsIn(language).imports.strategies;
  const rows = accounts.map((account) => {
    const money = (minor: bigint | string): string => toDecimal(BigInt(minor), account.currency);
    const item = ({ amountMinor, openMinor, ...rest }: Brief) => ({
      ...rest,
      amount: money(amountMinor),
      open: money(openMinor),
    });
    return {
      customerId: account.customerId,
      code: account.code,
      name: account.name,
      currency: account.currency,
      openDebits: money(account.openDebits),
      openCredits: money(account.openCredits),
      remainingDebits: money(account.openDebits - account.proposed),
      remainingCredits: money(account.openCredits + account.proposed),
      proposals: (account.proposals ?? []).map((one) => ({
        id: one.id,
        credit: item(one.credit),
        debit: item(one.debit),
        amount: money(one.amountMinor),
        currency: account.currency,
        strategy: one.strategy,
        confidence: one.confidence,
        reason: reasons[one.strategy],
      })),
    };
  });
  return { rows, ...totals };
}
