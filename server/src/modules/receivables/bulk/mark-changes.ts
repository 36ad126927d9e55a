import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';

/** What a file always says of an item. An inferred due date never replaces one that was stated. */
export const statedColumns = [
  'customer_id',
  'kind',
  'ledger_class',
  'number',
  'label',
  'issue_on',
  'booked_on',
  'currency',
  'amount_minor',
  'opening_without_detail',
  'retention',
  'source',
  'source_key',
] as const;

/** What a file may be silent about: silence keeps what is known. */
export const optionalColumns = [
  'external_id',
  'tax_minor',
  'document_currency',
  'document_amount_minor',
  'payment_means',
  'purchase_order',
  'reference',
  'payment_reference',
  'business_unit',
  'journal',
  'last_reminder_level',
  'last_reminder_on',
] as const;

const keepsDueDate = sql`(load.due_inferred and not item.due_inferred)`;

/** The due date to write over `item` from `load`. */
export const dueOn = sql`case when ${keepsDueDate} then item.due_on else load.due_on end`;
export const dueInferred = sql`case when ${keepsDueDate} then false else load.due_inferred end`;

/** Whether `item` is still to be sent: the file's word until it was sent, which no file takes back. */
export const unsent = sql`coalesce(load.unsent and item.sent_on is null, item.unsent)`;

function columnsOf(table: string, names: readonly string[]): Sql {
  return sql.join(names.map((name) => sql.ref(`${table}.${name}`)));
}

/** Marks the known rows of `item_load` whose content differs from the ledger's, and counts them. */
export function markChanges(tx: Transaction): Promise<number> {
  const optional = sql.join(
    optionalColumns.map(
      (name) =>
        sql`${sql.ref(`load.${name}`)} is not null and ${sql.ref(`load.${name}`)} is distinct from ${sql.ref(`item.${name}`)}`,
    ),
    sql` or `,
  );
  return tx.run(sql`
    update item_load as load set changed = true
    from receivables.item
    where load.known and not load.carried and item.tenant_id = ${tx.tenantId} and item.id = load.item_id
      and (
        (${columnsOf('load', statedColumns)}, ${dueOn}, ${dueInferred}, ${unsent})
          is distinct from (${columnsOf('item', statedColumns)}, item.due_on, item.due_inferred, item.unsent)
        or ${optional}
        or (load.custom is not null and not item.custom @> load.custom)
        or (load.custom is not null and item.custom is null)
      )
  `);
}
