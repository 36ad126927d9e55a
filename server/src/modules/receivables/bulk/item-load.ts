import { sql, type Transaction } from '../../../platform/database/index.ts';

/**
 * Makes the tables a bulk load fills; they vanish with the transaction.
 * `item_load`: one row an item of the file, as the ledger should show it. A null in an optional column means "the file does not say".
 * `known`: the item exists; `changed`: its content differs and is to be replaced. Rows of one `group_key` cancel each other out.
 * `carried`: an opening line that stands for an earlier item; a letter it does not repeat is not a letter taken away.
 * `item_removal`: items that leave the ledger. `allocation_load`: pairs to write.
 */
export async function openItemLoad(tx: Transaction): Promise<void> {
  await tx.run(sql`
    create temporary table item_load (
      line bigint,
      item_id uuid not null,
      known boolean not null,
      changed boolean not null default false,
      carried boolean not null default false,
      customer_id uuid not null,
      document_id uuid not null,
      source text not null,
      source_key text not null,
      external_id text,
      kind text not null,
      ledger_class text not null default 'receivable',
      number text not null default '',
      label text not null default '',
      issue_on date not null,
      due_on date,
      due_inferred boolean not null default false,
      booked_on date not null,
      currency text not null,
      amount_minor bigint not null,
      tax_minor bigint,
      document_currency text,
      document_amount_minor bigint,
      opening_without_detail boolean not null default false,
      retention boolean not null default false,
      unsent boolean,
      payment_means text,
      purchase_order text,
      reference text,
      payment_reference text,
      business_unit text,
      journal text,
      letter text,
      group_key uuid,
      last_reminder_level integer,
      last_reminder_on date,
      custom jsonb
    ) on commit drop
  `);
  await tx.run(sql`create temporary table item_removal (item_id uuid primary key) on commit drop`);
  await tx.run(sql`
    create temporary table allocation_load (
      credit_item_id uuid not null,
      debit_item_id uuid not null,
      customer_id uuid not null,
      currency text not null,
      amount_minor bigint not null,
      effective_on date not null,
      code text
    ) on commit drop
  `);
}
