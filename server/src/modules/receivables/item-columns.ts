import { type Sql, sql } from '../../platform/database/index.ts';

// Every column of an item, by name: a column added later stands at another place in the history than in the item.
export const itemColumns = [
  'tenant_id',
  'id',
  'entity_id',
  'customer_id',
  'document_id',
  'source',
  'source_key',
  'external_id',
  'kind',
  'ledger_class',
  'number',
  'label',
  'issue_on',
  'due_on',
  'due_inferred',
  'booked_on',
  'currency',
  'amount_minor',
  'tax_minor',
  'document_currency',
  'document_amount_minor',
  'open_minor',
  'awaiting_minor',
  'settled_on',
  'first_allocated_on',
  'last_allocated_on',
  'settled_by_inference',
  'in_ledger',
  'opening_without_detail',
  'retention',
  'unsent',
  'payment_means',
  'purchase_order',
  'reference',
  'payment_reference',
  'business_unit',
  'journal',
  'letter',
  'last_reminder_level',
  'last_reminder_on',
  'custom',
  'import_id',
  'recorded_from',
  'sent_on',
] as const;

/** An item's columns as a list, of a table or alias. */
export function itemColumnsOf(alias: string): Sql {
  return sql.join(itemColumns.map((name) => sql.ref(`${alias}.${name}`)));
}

/** Where a version of an item goes: the history's columns, the item's first. */
export const historyColumns: Sql = sql`${sql.join(itemColumns.map((name) => sql.ref(name)))}, version_id, recorded_until, superseded_by_import, removed`;
