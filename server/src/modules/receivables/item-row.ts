import type { CustomerRow, ItemRow } from '@quitus/contract';
import { type Day, daysLate } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import type { HeldTarget, LedgerNeighbours } from './neighbours.ts';
import { situationOf } from './situation.ts';

/** One item as it is stored, with the name of its account. */
export type StoredItem = Pick<
  ItemRow,
  | 'id'
  | 'documentId'
  | 'entityId'
  | 'customerId'
  | 'customerCode'
  | 'customerName'
  | 'kind'
  | 'ledgerClass'
  | 'number'
  | 'label'
  | 'issueOn'
  | 'dueOn'
  | 'dueInferred'
  | 'bookedOn'
  | 'currency'
  | 'settledByInference'
  | 'inLedger'
  | 'retention'
  | 'openingWithoutDetail'
  | 'letter'
  | 'purchaseOrder'
  | 'reference'
> & {
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly awaitingMinor: bigint;
  readonly settledOn: Day;
  /** How its customer pays, as it is known now: what is expected of it, whatever day is looked at. */
  readonly profile: CustomerRow['profile'];
};

/** Over `item` and `customer`; the two open amounts are the caller's, for a statement of the past has its own. */
export const itemColumns = sql`
  item.id, item.document_id as "documentId", item.entity_id as "entityId", item.customer_id as "customerId", customer.code as "customerCode",
  customer.name as "customerName", item.kind, item.ledger_class as "ledgerClass", item.number, item.label, item.issue_on as "issueOn",
  item.due_on as "dueOn", item.due_inferred as "dueInferred", item.booked_on as "bookedOn", item.currency, item.amount_minor as "amountMinor",
  item.settled_by_inference as "settledByInference", item.in_ledger as "inLedger", item.retention,
  item.opening_without_detail as "openingWithoutDetail", item.letter, item.purchase_order as "purchaseOrder", item.reference,
  item.settled_on as "settledOn", customer.payment_profile as profile
`;
export const itemColumnsNow = sql`${itemColumns}, item.open_minor as "openMinor", item.awaiting_minor as "awaitingMinor"`;

/** Items as the API shows them on a day: their one word, and a badge for each part that something holds. */
export async function itemRows(
  db: Queryable,
  items: readonly StoredItem[],
  day: Day,
  neighbours: LedgerNeighbours,
): Promise<ItemRow[]> {
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  const open = items.filter((item) => item.openMinor !== 0n).map((item) => item.id);
  const held = open.length === 0 ? [] : await neighbours.heldOf(db, { customerIds, itemIds: open }, day);
  return items.map((item) => itemRow(item, day, heldFor(item, held)));
}

function heldFor(item: StoredItem, held: readonly HeldTarget[]): HeldTarget[] {
  return held.filter((one) => {
    // A judgment that opens insolvency proceedings stops what was invoiced before it alone.
    if (one.reason === 'insolvency' && one.itemId === null && item.issueOn !== null && item.issueOn >= one.fromOn) return false;
    return one.itemId === null
      ? one.customerId === null
        ? one.entityId === item.entityId
        : one.customerId === item.customerId
      : one.itemId === item.id;
  });
}

function itemRow(item: StoredItem, day: Day, held: readonly HeldTarget[]): ItemRow {
  const { amountMinor, openMinor, awaitingMinor, settledOn, profile, ...shown } = item;
  const lateExpected = profile === 'slow' || profile === 'defaulting';
  const amount = (minor: bigint): string => toDecimal(minor, item.currency);
  return {
    ...shown,
    amount: amount(amountMinor),
    open: amount(openMinor),
    awaiting: amount(awaitingMinor),
    daysLate: item.dueOn === null ? null : daysLate(item.dueOn, day),
    settledOn: settledOn === 'infinity' || settledOn > day ? null : settledOn,
    situation: situationOf({ ...item, held, lateExpected }, day),
    badges:
      openMinor === 0n
        ? []
        : held.map(({ reason, partMinor, untilOn }) => ({
            reason,
            amount: partMinor === null ? null : amount(partMinor),
            untilOn,
          })),
  };
}
