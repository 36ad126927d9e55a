import type { AllocationView, ItemView } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql, type Sql, type TenantDatabase } from '../../platform/database/index.ts';
import { type Allocation, allocationColumns } from './allocations/allocation.ts';
import { itemColumnsNow, itemRows, type StoredItem } from './item-row.ts';
import type { LedgerNeighbours } from './neighbours.ts';
import { refuse } from './refusals.ts';

type More = Pick<
  ItemView,
  | 'source'
  | 'externalId'
  | 'documentCurrency'
  | 'paymentMeans'
  | 'paymentReference'
  | 'businessUnit'
  | 'journal'
  | 'unsent'
  | 'sentOn'
  | 'importId'
> & {
  taxMinor: bigint | null;
  documentAmountMinor: bigint | null;
  recordedFrom: Temporal.Instant;
  custom: ItemView['custom'] | null;
};

/** One item with its lettering, its earlier versions and the other due lines of its invoice; refuses an unknown one. */
export async function itemView(db: TenantDatabase, id: string, today: Day, neighbours: LedgerNeighbours): Promise<ItemView> {
  const found = await db.maybe<StoredItem & More>(sql`
    select ${itemColumnsNow}, item.source, item.external_id as "externalId", item.tax_minor as "taxMinor", item.document_currency as "documentCurrency",
      item.document_amount_minor as "documentAmountMinor", item.payment_means as "paymentMeans", item.payment_reference as "paymentReference",
      item.business_unit as "businessUnit", item.journal, item.unsent, item.sent_on as "sentOn", item.import_id as "importId", item.recorded_from as "recordedFrom", item.custom
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where item.id = ${id}
  `);
  if (!found) throw refuse('item.not-found');
  const {
    source,
    externalId,
    taxMinor,
    documentCurrency,
    documentAmountMinor,
    paymentMeans,
    paymentReference,
    businessUnit,
    journal,
    ...rest
  } = found;
  const { unsent, sentOn, importId, recordedFrom, custom, ...stored } = rest;
  const [[row], allocations, siblings, versions] = await Promise.all([
    itemRows(db, [stored], today, neighbours),
    allocationViews(db, sql`allocation.credit_item_id = ${id} or allocation.debit_item_id = ${id}`),
    siblingsOf(db, stored),
    versionsOf(db, id, stored.currency),
  ]);
  if (!row) throw refuse('item.not-found');
  return {
    ...row,
    source,
    externalId,
    tax: taxMinor === null ? null : toDecimal(taxMinor, stored.currency),
    documentCurrency,
    documentAmount: documentAmountMinor === null ? null : toDecimal(documentAmountMinor, documentCurrency ?? stored.currency),
    paymentMeans,
    paymentReference,
    businessUnit,
    journal,
    unsent,
    sentOn,
    importId,
    recordedFrom: recordedFrom.toString(),
    custom: custom ?? {},
    allocations,
    siblings,
    versions,
  };
}

/** Allocations as the API shows them, latest first, with the numbers of both sides. */
export async function allocationViews(db: Queryable, which: Sql): Promise<AllocationView[]> {
  const rows = await db.rows<Allocation & { creditNumber: string | null; debitNumber: string | null }>(sql`
    select ${allocationColumns}, credit.number as "creditNumber", debit.number as "debitNumber"
    from receivables.allocation
    left join receivables.item as credit on credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
    left join receivables.item as debit on debit.tenant_id = allocation.tenant_id and debit.id = allocation.debit_item_id
    where ${which}
    order by allocation.recorded_at desc, allocation.id desc
    limit 1000
  `);
  return rows.map(
    ({ entityId: _, customerId: __, amountMinor, recordedAt, reversedAt, creditNumber, debitNumber, ...allocation }) => ({
      ...allocation,
      creditNumber: creditNumber ?? '',
      debitNumber: debitNumber ?? '',
      amount: toDecimal(amountMinor, allocation.currency),
      recordedAt: recordedAt.toString(),
      reversedAt: reversedAt?.toString() ?? null,
    }),
  );
}

async function siblingsOf(db: Queryable, { documentId, id, currency }: StoredItem): Promise<ItemView['siblings']> {
  const rows = await db.rows<{
    id: string;
    number: string;
    dueOn: Day | null;
    amountMinor: bigint;
    openMinor: bigint;
    retention: boolean;
  }>(sql`
    select item.id, item.number, item.due_on as "dueOn", item.amount_minor as "amountMinor", item.open_minor as "openMinor", item.retention
    from receivables.item
    where item.document_id = ${documentId} and item.id <> ${id}
    order by item.retention, item.due_on nulls last, item.id
    limit 200
  `);
  return rows.map(({ amountMinor, openMinor, ...sibling }) => ({
    ...sibling,
    amount: toDecimal(amountMinor, currency),
    open: toDecimal(openMinor, currency),
  }));
}

async function versionsOf(db: Queryable, id: string, currency: string): Promise<ItemView['versions']> {
  type Version = Omit<ItemView['versions'][number], 'amount' | 'recordedFrom' | 'recordedUntil'>;
  const rows = await db.rows<
    Version & { amountMinor: bigint; recordedFrom: Temporal.Instant; recordedUntil: Temporal.Instant }
  >(sql`
    select version.recorded_from as "recordedFrom", version.recorded_until as "recordedUntil", version.removed, version.number,
      version.issue_on as "issueOn", version.due_on as "dueOn", version.booked_on as "bookedOn", version.amount_minor as "amountMinor",
      version.import_id as "importId", version.superseded_by_import as "supersededByImport"
    from receivables.item_history as version
    where version.id = ${id}
    order by version.recorded_from desc
    limit 200
  `);
  return rows.map(({ amountMinor, recordedFrom, recordedUntil, ...version }) => ({
    ...version,
    amount: toDecimal(amountMinor, currency),
    recordedFrom: recordedFrom.toString(),
    recordedUntil: recordedUntil.toString(),
  }));
}
