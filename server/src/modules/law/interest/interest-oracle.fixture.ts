import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { indemnities, type LateLine } from './indemnity.ts';
import { type Debt, lateInterest, type Reduction } from './late-interest.ts';
import type { InterestPolicy } from './policy.ts';
import type { DebtorKind } from './regime.ts';

type StoredDebt = {
  id: string;
  documentId: string;
  currency: string;
  amountMinor: bigint;
  issueOn: Day;
  dueOn: Day;
  debtor: DebtorKind;
  country: string;
};

/** What one finds item by item with the plain rules: its lines, interest, indemnity and reason, by item. Reads no kept column. */
export async function naiveClaims(db: TenantDatabase, asOf: Day, policy: InterestPolicy) {
  const debts = await db.rows<StoredDebt>(sql`
    select item.id, item.document_id as "documentId", item.currency, item.amount_minor as "amountMinor", item.issue_on as "issueOn",
      item.due_on as "dueOn", customer.kind as debtor, entity.country
    from receivables.item
    join customers.customer on customer.id = item.customer_id
    join identity.entity on entity.id = item.entity_id
    where item.kind in ('invoice', 'opening') and item.amount_minor > 0 and item.in_ledger and item.ledger_class in ('receivable', 'doubtful')
      and not item.opening_without_detail and item.due_on is not null and item.booked_on <= ${asOf}
  `);
  const reductions = await db.rows<Reduction & { id: string }>(sql`
    select allocation.debit_item_id as id, allocation.effective_on as on, allocation.amount_minor as minor, credit.kind = 'credit-note' as corrects
    from receivables.allocation
    join receivables.item as credit on credit.id = allocation.credit_item_id
    where allocation.reversed_at is null
  `);
  const holds = await db.rows<{
    itemId: string | null;
    customerOf: string[];
    reason: string;
    part: bigint | null;
    fromOn: Day;
    untilOn: Day | null;
  }>(sql`
    select hold.item_id as "itemId", hold.reason, hold.part_minor as part, hold.from_on as "fromOn", hold.until_on as "untilOn",
      array(select item.id::text from receivables.item where item.customer_id = hold.customer_id) as "customerOf"
    from holds.hold
    where hold.released_at is null
  `);
  const notices = await db.rows<{ itemId: string; on: Day }>(sql`
    select message_item.item_id as "itemId", (event.happened_at at time zone 'Europe/Paris')::date as on
    from messages.delivery_event as event
    join messages.message on message.id = event.message_id
    join messages.message_item on message_item.message_id = message.id
    where message.formal_notice and event.state = 'received'
  `);
  const lines = debts.flatMap((stored): LateLine[] => {
    const own = holds.filter((hold) => (hold.itemId === null ? hold.customerOf.includes(stored.id) : hold.itemId === stored.id));
    const judgments = own.filter((hold) => hold.reason === 'insolvency' && hold.fromOn <= asOf).map((hold) => hold.fromOn);
    const disputes = own.filter(
      (hold) => hold.reason === 'disputed' && hold.fromOn <= asOf && (hold.untilOn === null || hold.untilOn >= asOf),
    );
    const debt: Debt = {
      ...stored,
      reductions: reductions.filter((one) => one.id === stored.id),
      disputedMinor: disputes.some((hold) => hold.part === null)
        ? 'all'
        : disputes.reduce((sum, hold) => sum + (hold.part ?? 0n), 0n),
      judgmentOn: judgments.toSorted()[0],
      noticeOn: notices
        .filter((notice) => notice.itemId === stored.id)
        .map((notice) => notice.on)
        .toSorted()[0],
    };
    const law = { country: stored.country, debtor: stored.debtor };
    const late = lateInterest(debt, law, asOf, policy);
    return late ? [{ id: stored.id, documentId: stored.documentId, debt, law, late }] : [];
  });
  const lumps = new Map(indemnities(lines).map((one) => [one.itemId, one]));
  return lines
    .map(({ id, debt: { currency }, late }) => {
      const segments = (conditional: boolean) =>
        late.lines
          .filter((line) => line.conditional === conditional)
          .map((line) => ({
            principal: toDecimal(line.principalMinor, currency),
            from: line.from,
            to: line.to,
            rate: toDecimal(line.rate, 'EUR'),
            days: line.days,
            amount: toDecimal(line.amountMinor, currency),
            provisional: line.provisional,
          }));
      const lump = lumps.get(id);
      return {
        itemId: id,
        principal: toDecimal(late.principalMinor, currency),
        from: late.from,
        to: late.to,
        because: late.because,
        interest: toDecimal(late.interestMinor, currency),
        segments: segments(false),
        conditionalInterest: toDecimal(late.conditionalMinor, currency),
        conditionalSegments: segments(true),
        indemnity: lump && !lump.conditional ? toDecimal(lump.minor, lump.currency) : '0.00',
        conditionalIndemnity: lump?.conditional ? toDecimal(lump.minor, lump.currency) : '0.00',
      };
    })
    .toSorted((left, right) => (left.itemId < right.itemId ? -1 : 1));
}
