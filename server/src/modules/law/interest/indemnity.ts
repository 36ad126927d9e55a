import type { Debt, LateInterest, Law } from './late-interest.ts';
import { type Indemnity, regimeFor } from './regime.ts';

/** A late line of an invoice, as the indemnity looks at it. */
export type LateLine = {
  readonly id: string;
  readonly documentId: string;
  readonly debt: Debt;
  readonly law: Law;
  readonly late: LateInterest;
};

export type ClaimedIndemnity = Indemnity & {
  readonly itemId: string;
  /** All that is late of the invoice is disputed: owed only if the dispute is lost. */
  readonly conditional: boolean;
};

/**
 * The fixed indemnities for recovery costs that late lines give right to: one an invoice for its whole life (C. com. D441-5), however many due
 * lines, part payments or reminders; none from consumers, none where an insolvency forbids payment on the due day. Lines that are not late are not given.
 */
export function indemnities(lines: readonly LateLine[]): ClaimedIndemnity[] {
  const byDocument = Map.groupBy(lines, (line) => line.documentId);
  return [...byDocument.values()].flatMap((ofInvoice) => {
    const [line] = ofInvoice.toSorted(
      (left, right) =>
        Number(isWhollyDisputed(left.debt, left.late)) - Number(isWhollyDisputed(right.debt, right.late)) ||
        compare(left.debt.dueOn, right.debt.dueOn) ||
        compare(left.id, right.id),
    );
    if (!line) return [];
    const indemnity = regimeFor(line.law.country, line.law.debtor)?.indemnity;
    if (!indemnity || isPaymentForbidden(line.debt)) return [];
    return [{ ...indemnity, itemId: line.id, conditional: isWhollyDisputed(line.debt, line.late) }];
  });
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function isWhollyDisputed({ disputedMinor }: Debt, { principalMinor }: LateInterest): boolean {
  return disputedMinor === 'all' || disputedMinor >= principalMinor;
}

/** Whether an insolvency forbade to pay on the due day what was owed before it opened (C. com. L441-10 II, last sentence). */
function isPaymentForbidden({ issueOn, dueOn, judgmentOn }: Debt): boolean {
  return judgmentOn !== undefined && issueOn < judgmentOn && dueOn >= judgmentOn;
}
