import type { InterestClaim } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import { fromDecimal } from '../../../kernel/money.ts';
import { sql } from '../../../platform/database/index.ts';
import { interestClaims, policyOf } from '../../law/index.ts';
import { readSetting } from '../../identity/index.ts';
import type { TenantQueryable } from './tenant-queryable.ts';

/** One line of the table of interest: one invoice, one principal, one rate. */
export type InterestRow = {
  readonly itemId: string;
  readonly number: string;
  readonly principalMinor: bigint;
  readonly from: Day;
  readonly to: Day;
  /** Per cent a year: "12.40". */
  readonly rate: string;
  readonly days: number;
  readonly amountMinor: bigint;
};

/** What lateness adds to the items of one message, as the law counts it on the message's day. */
export type MessageInterest = {
  readonly rows: readonly InterestRow[];
  readonly interestMinor: bigint;
  /** Fixed indemnities: how many invoices, and what they come to in their own currency. Null where the law gives none. */
  readonly indemnity: { readonly count: number; readonly minor: bigint; readonly currency: string } | null;
  readonly bases: readonly string[];
};

/** A message that would show what lateness adds. */
export type InterestWanted = {
  readonly key: string;
  readonly on: Day;
  readonly currency: string;
  /** A formal notice states it whatever it comes to. */
  readonly grave: boolean;
  readonly itemIds: readonly string[];
};

// All the items of one batch; the outbox writes a few hundred messages at a time.
const everyItem = 1_000_000;

/**
 * What lateness adds to each of these messages, by key; nothing for one that has none to show: no regime gives any (a consumer before a formal
 * notice, a country not covered), a rate of the day is not known yet, or it stays below the setting `interest.showFrom`. One call for each day among them.
 */
export async function interestOf(db: TenantQueryable, wanted: readonly InterestWanted[]): Promise<Map<string, MessageInterest>> {
  const found = new Map<string, MessageInterest>();
  if (wanted.length === 0) return found;
  const showFrom = await readSetting(db, 'interest.showFrom');
  // A rate that is not known yet shall stop one message's interest, not the batch.
  const policy = await policyOf(db, true);
  for (const [asOf, ofDay] of Map.groupBy(wanted, (each) => each.on)) {
    const accounts = await db.rows<{ id: string }>(sql`
      select distinct item.customer_id as id
      from receivables.item
      where item.id = any(${ofDay.flatMap((each) => each.itemIds)}::uuid[])
    `);
    const itemIds = ofDay.flatMap((each) => each.itemIds);
    const question = { asOf, customerIds: accounts.map((account) => account.id), itemIds, policy };
    const { items } = await interestClaims(db, question, { offset: 0, limit: everyItem });
    const byItem = new Map(items.map((claim) => [claim.itemId, claim]));
    for (const message of ofDay) {
      const interest = sumOfClaims(
        message.itemIds.map((id) => byItem.get(id)).filter((claim) => claim !== undefined),
        message.currency,
      );
      const least = fromDecimal(showFrom, 'EUR') ?? 0n;
      if (interest && (message.grave || !isBelow(interest.interestMinor, message.currency, least)))
        found.set(message.key, interest);
    }
  }
  return found;
}

/** What the claims of some items come to in a message; nothing without interest, or when a rate is only provisional. What is disputed is never in it. */
export function sumOfClaims(claims: readonly InterestClaim[], currency: string): MessageInterest | undefined {
  const minorOf = (text: string, of: string): bigint => fromDecimal(text, of) ?? 0n;
  const segments = claims.flatMap((claim) => claim.segments.map((segment) => ({ claim, segment })));
  if (segments.length === 0 || segments.some(({ segment }) => segment.provisional)) return undefined;
  const lumps = claims.filter(
    (claim) => claim.indemnityBasis !== null && minorOf(claim.indemnity, claim.indemnityCurrency ?? 'EUR') > 0n,
  );
  const [lump] = lumps;
  const of = lump?.indemnityCurrency ?? 'EUR';
  return {
    rows: segments.map(({ claim, segment }) => ({
      itemId: claim.itemId,
      number: claim.number,
      principalMinor: minorOf(segment.principal, currency),
      from: segment.from,
      to: segment.to,
      rate: segment.rate,
      days: segment.days,
      amountMinor: minorOf(segment.amount, currency),
    })),
    interestMinor: segments.reduce((sum, { segment }) => sum + minorOf(segment.amount, currency), 0n),
    indemnity: lump
      ? { count: lumps.length, minor: lumps.reduce((sum, claim) => sum + minorOf(claim.indemnity, of), 0n), currency: of }
      : null,
    bases: basesOf([...segments.map(({ segment }) => segment.basis), ...lumps.map((claim) => claim.indemnityBasis ?? '')]),
  };
}

// An article named with others is not named by itself as well.
function basesOf(all: readonly string[]): string[] {
  const named = [...new Set(all)].filter(Boolean);
  return named.filter((one) => !named.some((other) => other !== one && other.startsWith(one)));
}

// The threshold is in units; a currency without cents is compared in units too.
function isBelow(minor: bigint, currency: string, leastHundredths: bigint): boolean {
  const one = fromDecimal('1', currency) ?? 100n;
  return minor * 100n < leastHundredths * one;
}
