import { type Queryable, sql } from '../../platform/database/index.ts';
import { readSetting, type SettingValue } from '../identity/index.ts';
import type { ToAttach } from '../messages/index.ts';

type InvoiceFile = Extract<ToAttach, { kind: 'document' }>;
/** An item's invoice as it is kept. `unsent`: nobody has brought it to the customer yet. */
export type ItemInvoice = InvoiceFile & { readonly itemId: string; readonly unsent: boolean };
/** Whether copies are marked as copies. */
export type CopyMarking = SettingValue<'invoices.copyMark'>;

/** The invoices of items, oldest item first; items without one are left out. Due lines of one invoice name the same document. */
export function invoicesOf(db: Queryable, itemIds: readonly string[]): Promise<ItemInvoice[]> {
  if (itemIds.length === 0) return Promise.resolve([]);
  return db.rows<ItemInvoice>(sql`
    select 'document' as kind, item_document.document_id as "documentId", 'invoice' as as, item_document.name, item_document.item_id as "itemId", item.unsent
    from documents.item_document
    join receivables.item on item.tenant_id = item_document.tenant_id and item.id = item_document.item_id
    where item_document.item_id = any(${[...itemIds]}::uuid[]) and item_document.kind = 'invoice'
    order by item.issue_on, item.number, item_document.added_at, item_document.id
  `);
}

/** An invoice as a message in this language takes it along: as a copy, marked where the tenant wants it. What was never sent is no copy yet. */
export function asCopy({ itemId: _item, unsent, ...file }: ItemInvoice, marking: CopyMarking, language: string): InvoiceFile {
  return marking === 'on' && !unsent ? { ...file, copyIn: language } : file;
}

/** The invoices of these items as a message in this language takes them along, each document once. */
export async function copiesOf(db: Queryable, itemIds: readonly string[], language: string): Promise<ToAttach[]> {
  const [invoices, marking] = [await invoicesOf(db, itemIds), await readSetting(db, 'invoices.copyMark')];
  return [...new Map(invoices.map((one) => [one.documentId, asCopy(one, marking, language)])).values()];
}

/** The invoices of these items as they are, each document once: what is sent for its own sake. */
export async function documentsToAttach(db: Queryable, itemIds: readonly string[]): Promise<ToAttach[]> {
  return [...new Map((await invoicesOf(db, itemIds)).map((one) => [one.documentId, asCopy(one, 'off', '')])).values()];
}
