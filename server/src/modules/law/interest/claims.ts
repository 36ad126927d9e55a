import type { InterestClaim, InterestLineView, InterestTotals } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { firstOf, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { longestPublicPeriod } from '../rates/public-periods.ts';
import { refuse } from '../refusals.ts';
import { accruedLines, printedLines } from './accrued-lines.ts';
import type { InterestQuestion } from './late-items.ts';
import { halfYearOfNumber } from './rate-rows.ts';
import { regimes } from './regime.ts';

export type InterestWindow = { readonly offset: number; readonly limit: number };

// As the database writes them in JSON: amounts in minor units as text, rates in hundredths of a point.
type StoredLine = {
  readonly from: Day;
  readonly to: Day;
  readonly principal: string;
  readonly rate: string;
  readonly days: number;
  readonly amount: string;
  readonly conditional: boolean;
  readonly provisional: boolean;
};
type StoredClaim = Omit<InterestClaim, 'principal' | 'segments' | 'interest' | 'indemnity' | 'indemnityBasis' | 'conditional'> & {
  readonly principalMinor: string;
  readonly interestMinor: string;
  readonly conditionalMinor: string;
  readonly indemnityMinor: string | null;
  readonly indemnified: boolean;
  readonly disputed: boolean;
  readonly regime: string | null;
  readonly futureHalf: number | null;
  readonly lines: readonly StoredLine[] | null;
};
type StoredTotal = {
  readonly currency: string;
  readonly items: number;
  readonly interestMinor: string;
  readonly indemnityMinor: string;
  readonly conditionalInterestMinor: string;
  readonly conditionalIndemnityMinor: string;
};

export type Claims = { readonly items: InterestClaim[]; readonly total: number; readonly totals: InterestTotals[] };

/**
 * Interest and indemnities of late items at the close of a day, as known now: a window of them, by customer and due day, with the totals of
 * all, one a currency. One statement. Refuses a half-year whose rate is not known (`law.rate-unknown`).
 */
export async function interestClaims(
  db: Pick<TenantDatabase, 'tenantId' | 'one'>,
  question: InterestQuestion,
  window: InterestWindow,
): Promise<Claims> {
  const answer = await db.one<{ items: StoredClaim[]; total: number; totals: StoredTotal[]; futureHalf: number | null }>(sql`
    with ${accruedLines(db.tenantId, question)},
    ${totalSteps},
    listed as (
      select claim.*, row_number() over (order by claim.customer_code, claim.due_on, claim.id) as place
      from claim
      order by claim.customer_code, claim.due_on, claim.id
      limit ${window.limit} offset ${window.offset}
    ),
    page as (
      select claim.place, ${named}
      from listed as claim
      ${withNames}
    ),
    printed as (
      select line.id, ${printedLines} as lines
      from line
      join listed on listed.id = line.id and listed.because is null
      group by line.id
    )
    select
      (select coalesce(json_agg((to_jsonb(page) - 'place') || jsonb_build_object('lines', printed.lines) order by page.place), '[]') from page left join printed on printed.id = page."itemId") as items,
      (select count(*)::int from claim) as total,
      (select coalesce(json_agg(total order by total.currency), '[]') from total) as totals,
      (select min(future_half) from claim) as "futureHalf"
  `);
  refuseFuture(answer.futureHalf);
  return {
    items: answer.items.map(claimOf),
    total: answer.total,
    totals: answer.totals.map((one) => totalOf(one)),
  };
}

/** All of the same claims, a batch at a time: any portfolio in constant memory. Sum them with `addClaim`. */
export async function* interestClaimBatches(db: TenantDatabase, question: InterestQuestion): AsyncGenerator<InterestClaim[]> {
  const statement = sql`
    with ${accruedLines(db.tenantId, question, true)},
    shown as (
      select ${named}, claim.lines
      from claim
      ${withNames}
    )
    select shown.*
    from shown
    order by shown."customerCode", shown."dueOn", shown."itemId"
  `;
  for await (const batch of db.stream<StoredClaim>(statement, 2000)) {
    for (const { futureHalf } of batch) refuseFuture(futureHalf);
    yield batch.map(claimOf);
  }
}

const wholly = sql`(claim.disputed_minor >= claim.principal_minor)`;
const withNames = sql`
  join receivables.item on item.id = claim.id
  join customers.customer as account on account.id = item.customer_id
  join customers.customer on customer.id = ${firstOf(sql`account.merged_into`, sql`account.id`)}
`;
const named = sql`
  claim.id as "itemId", item.number, customer.id as "customerId", customer.code as "customerCode", customer.name as "customerName",
  item.entity_id as "entityId", claim.currency, claim.due_on as "dueOn", claim.principal_minor::text as "principalMinor",
  claim.claim_from as "from", claim.claim_to as "to", claim.regime, claim.because, claim.interest_minor::text as "interestMinor",
  claim.conditional_minor::text as "conditionalMinor", claim.indemnity_minor::text as "indemnityMinor", claim.indemnified,
  ${wholly} as disputed, claim.indemnity_currency as "indemnityCurrency", claim.future_half as "futureHalf",
  array_remove(array[
    case when item.due_inferred then 'due-day-inferred' end,
    case when item.settled_by_inference then 'settlement-inferred' end,
    case when not account.lettered then 'account-not-lettered' end,
    case when claim.debtor = 'public' and claim.due_on - claim.issue_on > ${longestPublicPeriod} then 'public-term-too-long' end
  ], null) as notes
`;

// An indemnity is money of its own currency, whatever the invoice's.
const totalSteps = sql`
  total as (
    select currency, sum(items)::int as items, sum(interest)::text as "interestMinor", sum(indemnity)::text as "indemnityMinor",
      sum(conditional_interest)::text as "conditionalInterestMinor", sum(conditional_indemnity)::text as "conditionalIndemnityMinor"
    from (
      select claim.currency, 1 as items, claim.interest_minor as interest, 0 as indemnity, claim.conditional_minor as conditional_interest,
        0 as conditional_indemnity
      from claim
      union all
      select claim.indemnity_currency, 0, 0, case when ${wholly} then 0 else claim.indemnity_minor end, 0,
        case when ${wholly} then claim.indemnity_minor else 0 end
      from claim
      where claim.indemnified
    ) as part
    group by currency
  )
`;

function refuseFuture(half: number | null): void {
  if (half !== null) throw refuse('law.rate-unknown', { halfYear: halfYearOfNumber(half) });
}

function claimOf(stored: StoredClaim): InterestClaim {
  const {
    principalMinor,
    interestMinor,
    conditionalMinor,
    indemnityMinor,
    indemnified,
    disputed,
    lines,
    futureHalf: _,
    ...rest
  } = stored;
  const amount = (minor: string): string => toDecimal(BigInt(minor), stored.currency);
  const lump = toDecimal(indemnified ? BigInt(indemnityMinor ?? 0) : 0n, stored.indemnityCurrency ?? stored.currency);
  const nothing = toDecimal(0n, stored.indemnityCurrency ?? stored.currency);
  const regime = regimes.find((one) => one.id === stored.regime);
  const views = (conditional: boolean): InterestLineView[] =>
    (lines ?? [])
      .filter((line) => line.conditional === conditional)
      .map((line) => ({
        principal: amount(line.principal),
        from: line.from,
        to: line.to,
        rate: toDecimal(BigInt(line.rate), 'EUR'),
        days: line.days,
        amount: amount(line.amount),
        basis: regime?.basis ?? '',
        provisional: line.provisional,
      }));
  const conditional = views(true);
  return {
    ...rest,
    principal: amount(principalMinor),
    segments: views(false),
    interest: amount(interestMinor),
    indemnity: disputed ? nothing : lump,
    indemnityBasis: indemnified ? (regime?.indemnity?.basis ?? null) : null,
    conditional:
      conditional.length === 0 && !(disputed && indemnified)
        ? null
        : { segments: conditional, interest: amount(conditionalMinor), indemnity: disputed ? lump : nothing },
  };
}

function totalOf({ currency, items, ...minor }: StoredTotal): InterestTotals {
  const amount = (text: string): string => toDecimal(BigInt(text), currency);
  return {
    currency,
    items,
    interest: amount(minor.interestMinor),
    indemnity: amount(minor.indemnityMinor),
    conditionalInterest: amount(minor.conditionalInterestMinor),
    conditionalIndemnity: amount(minor.conditionalIndemnityMinor),
  };
}
