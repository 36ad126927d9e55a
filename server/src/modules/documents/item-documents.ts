import { createHash } from 'node:crypto';
import type { documentsRoutes, Output } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { storeDocuments } from '../../platform/documents/index.ts';
import { type Queryable, sql, type Sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvents } from '../../platform/events.ts';
import type { Upload } from '../../platform/http/index.ts';
import { forgetBytes } from './forget-bytes.ts';
import { mediaTypeOf } from './media-type.ts';
import { refuse } from './refusals.ts';

export type ItemDocument = Output<(typeof documentsRoutes)['GET /items/{id}/documents']>['rows'][number];
export type DocumentKind = ItemDocument['kind'];
export type ReadFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

// As much as a mail server takes, twice: a scan of many pages.
const largestBytes = 20 * 1024 * 1024;

type Raw = Omit<ItemDocument, 'addedAt'> & { addedAt: Temporal.Instant };

function select(where: Sql, rest: Sql = sql``): Sql {
  return sql`
    select item_document.id, item_document.item_id as "itemId", item.number as "itemNumber", item.customer_id as "customerId", item_document.kind,
      item_document.name, item_document.media_type as "mediaType", item_document.size_bytes::float8 as bytes, item_document.added_at as "addedAt",
      item_document.added_by as "addedBy"
    from documents.item_document
    join receivables.item on item.tenant_id = item_document.tenant_id and item.id = item_document.item_id
    where ${where}
    order by item_document.added_at desc, item_document.id
    ${rest}
  `;
}

const shown = (rows: readonly Raw[]): ItemDocument[] => rows.map((row) => ({ ...row, addedAt: row.addedAt.toString() }));

/** The documents of items, newest first. */
export async function documentsOfItems(db: Queryable, itemIds: readonly string[]): Promise<ItemDocument[]> {
  return shown(await db.rows<Raw>(select(sql`item_document.item_id = any(${[...itemIds]}::uuid[])`)));
}

/** A window of the documents of a customer's items, and how many of its open invoices have theirs. */
export async function documentsOfCustomer(
  db: Queryable,
  customerId: string,
  page: { readonly limit?: number | undefined; readonly offset?: number | undefined },
): Promise<Output<(typeof documentsRoutes)['GET /customers/{id}/documents']>> {
  const known = await db.maybe<{ id: string }>(sql`select id from customers.customer where id = ${customerId}`);
  if (!known) throw refuse('document.customer-unknown');
  const [rows, { total }, open] = await Promise.all([
    db.rows<Raw>(select(sql`item.customer_id = ${customerId}`, sql`limit ${page.limit ?? 100} offset ${page.offset ?? 0}`)),
    db.one<{ total: number }>(sql`
      select count(*)::int as total from documents.item_document
      join receivables.item on item.tenant_id = item_document.tenant_id and item.id = item_document.item_id
      where item.customer_id = ${customerId}
    `),
    db.one<{ openInvoices: number; openInvoicesWithDocument: number }>(sql`
      select count(*)::int as "openInvoices",
        (count(*) filter (where exists (
          select from documents.item_document
          where item_document.tenant_id = item.tenant_id and item_document.item_id = item.id and item_document.kind = 'invoice'
        )))::int as "openInvoicesWithDocument"
      from receivables.item
      where item.customer_id = ${customerId} and item.kind = 'invoice' and item.open_minor > 0
    `),
  ]);
  return { rows: shown(rows), total, ...open };
}

/** Reads an uploaded file whole, and refuses what is none of the kinds kept or larger than twenty megabytes. */
export async function readDocument(upload: Upload): Promise<ReadFile> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of upload.stream) {
    size += piece.length;
    // Read to its end all the same: an answer in mid-upload reaches nobody.
    if (size <= largestBytes) pieces.push(piece);
  }
  if (size > largestBytes) throw refuse('document.too-large', { bytes: size, most: largestBytes });
  if (size === 0) throw refuse('document.empty');
  const bytes = Buffer.concat(pieces);
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) throw refuse('document.bad-type', { name: upload.name });
  return { name: plainName(upload.name), mediaType, bytes };
}

// A name is shown and becomes a file's again: no folder, no control character.
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- control characters are what is being removed
  const plain = last.replaceAll(/[\u0000-\u001F\u007F]/g, '').trim();
  return plain.slice(-200) || 'document';
}

/** Adds one file to items; one that has it already keeps it as it is. Answers the documents, the items' in the order given. */
export async function addDocument(
  tx: Transaction,
  itemIds: readonly string[],
  file: ReadFile & { readonly kind: DocumentKind },
  by: Actor,
): Promise<ItemDocument[]> {
  const sha256 = createHash('sha256').update(file.bytes).digest();
  const [stored] = await storeDocuments(tx, [file]);
  const added = await tx.rows<{ id: string; itemId: string; customerId: string }>(sql`
    with added as (
      insert into documents.item_document (tenant_id, id, item_id, kind, document_id, name, media_type, size_bytes, sha256, added_by)
      select item.tenant_id, row.id, item.id, ${file.kind}, ${stored ?? null}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${sha256}, ${by.name}
      from unnest(${itemIds.map(() => uuidv7())}::uuid[], ${[...itemIds]}::uuid[]) as row (id, item_id)
      join receivables.item on item.id = row.item_id
      on conflict (tenant_id, item_id, sha256) do nothing
      returning id, item_id
    )
    select added.id, added.item_id as "itemId", item.customer_id as "customerId" from added join receivables.item on item.id = added.item_id
  `);
  if (added.length === 0) await tx.run(sql`delete from platform.document where id = ${stored ?? null}`);
  await recordEvents(
    tx,
    added.map((one) => ({
      kind: 'documents.added',
      actor: by,
      customerId: one.customerId,
      subjectId: one.itemId,
      details: { name: file.name, kind: file.kind },
    })),
  );
  return shown(
    await tx.rows<Raw>(select(sql`item_document.item_id = any(${[...itemIds]}::uuid[]) and item_document.sha256 = ${sha256}`)),
  );
}

/** Whether an item is there, for this caller; refuses one that is not. */
export async function assertItem(db: Queryable, id: string): Promise<void> {
  if (!(await db.maybe<{ id: string }>(sql`select id from receivables.item where id = ${id}`)))
    throw refuse('document.item-unknown');
}

export type DocumentFile = { readonly documentId: string; readonly name: string; readonly mediaType: string };

/** Where a document's bytes are; refuses an unknown one. */
export async function documentFile(db: Queryable, id: string): Promise<DocumentFile> {
  const found = await db.maybe<DocumentFile>(sql`
    select document_id as "documentId", name, media_type as "mediaType" from documents.item_document where id = ${id}
  `);
  if (!found) throw refuse('document.not-found');
  return found;
}

/** Takes a document away from its item; its bytes go when no other item and no message holds them, its name and fingerprint stay in the audit. */
export async function removeDocument(tx: Transaction, id: string, by: Actor): Promise<void> {
  const [row] = shown(await tx.rows<Raw>(select(sql`item_document.id = ${id}`)));
  if (!row) throw refuse('document.not-found');
  const { documentId } = await documentFile(tx, id);
  const { sha256 } = await tx.one<{ sha256: string }>(sql`
    delete from documents.item_document where id = ${id} returning encode(sha256, 'hex') as sha256
  `);
  await forgetBytes(tx, documentId);
  await recordEvents(tx, [
    {
      kind: 'documents.removed',
      actor: by,
      customerId: row.customerId,
      subjectId: row.itemId,
      details: { name: row.name, kind: row.kind, sha256 },
    },
  ]);
}
