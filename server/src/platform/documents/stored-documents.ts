import { createHash } from 'node:crypto';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql } from '../database/index.ts';

export type DocumentToStore = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
export type StoredDocument = {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
};

// As files that stream in are cut: a reader never holds more than one of them.
const pieceBytes = 1024 * 1024;

/** Keeps documents that are in memory already, in two statements however many; answers their ids in the order given. */
export async function storeDocuments(
  tx: Queryable & { readonly tenantId: number },
  documents: readonly DocumentToStore[],
): Promise<string[]> {
  if (documents.length === 0) return [];
  const ids = documents.map(() => uuidv7());
  await tx.run(sql`
    insert into platform.document (tenant_id, id, sha256, name, media_type, size_bytes)
    select ${tx.tenantId}, document.*
    from unnest(
      ${ids}::uuid[], ${documents.map(({ bytes }) => createHash('sha256').update(bytes).digest())}::bytea[],
      ${documents.map(({ name }) => name)}::text[], ${documents.map(({ mediaType }) => mediaType)}::text[],
      ${documents.map(({ bytes }) => bytes.length)}::bigint[]
    ) as document
  `);
  const pieces = documents.flatMap(({ bytes }, index) =>
    Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, piece) => ({
      id: ids[index],
      piece,
      bytes: Buffer.from(bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)),
    })),
  );
  await tx.run(sql`
    insert into platform.document_piece (tenant_id, document_id, piece, bytes)
    select ${tx.tenantId}, part.*
    from unnest(${pieces.map((one) => one.id)}::uuid[], ${pieces.map((one) => one.piece)}::integer[], ${pieces.map((one) => one.bytes)}::bytea[]) as part
  `);
  return ids;
}

/** A stored document without its bytes. */
export function documentOf(db: Queryable, id: string): Promise<StoredDocument | undefined> {
  return db.maybe<StoredDocument>(sql`
    select document.id, document.name, document.media_type as "mediaType", document.size_bytes::float8 as bytes
    from platform.document where document.id = ${id}
  `);
}

/** A stored document's bytes, a piece at a time. */
export async function* documentBytes(db: Queryable, id: string): AsyncGenerator<Uint8Array> {
  for (let piece = 0; ; piece += 1) {
    const found = await db.maybe<{ bytes: Buffer }>(sql`
      select bytes from platform.document_piece where document_id = ${id} and piece = ${piece}
    `);
    if (!found) return;
    yield found.bytes;
  }
}
