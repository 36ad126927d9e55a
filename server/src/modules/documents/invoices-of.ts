import { type Queryable, sql } from '../../platform/database/index.ts';
import type { ToAttach } from '../messages/index.ts';

/** An item's invoice as a message takes it along. */
export type ItemInvoice = Extract<ToAttach, { kind: 'document' }> & { readonly itemId: string };

/** The invoices of items, oldest item first; items without one are left out. Due lines of one invoice name the same document. */
export function invoicesOf(db: Queryable, itemIds: readonly string[]): Promise<ItemInvoice[]> {
  if (itemIds.length === 0) return Promise.resolve([]);
  return db.rows<ItemInvoice>(sql`
    select 'document' as kind, item_document.document_id as "documentId", 'invoice' as as, item_document.name, item_document.item_id as "itemId"
    from documents.item_document
    join receivables.item on item.tenant_id = item_document.tenant_id and item.id = item_document.item_id
    where item_document.item_id = any(${[...itemIds]}::uuid[]) and item_document.kind = 'invoice'
    order by item.issue_on, item.number, item_document.added_at, item_document.id
  `);
}

/** The invoices of these items, each document once: what a step with the attachment `invoices` names. */
export async function documentsToAttach(db: Queryable, itemIds: readonly string[]): Promise<ToAttach[]> {
  const byDocument = new Map((await invoicesOf(db, itemIds)).map(({ itemId: _, ...one }) => [one.documentId, one]));
  return [...byDocument.values()];
}
