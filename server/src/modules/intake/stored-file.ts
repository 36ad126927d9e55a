import { createHash } from 'node:crypto';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type TenantDatabase } from '../../platform/database/index.ts';

const pieceBytes = 1024 * 1024;

export type StoredFile = { readonly documentId: string; readonly sha256: Buffer; readonly bytes: number };

/** Stores a file as it streams in, piece by piece, in one transaction: all of it, or nothing when the stream breaks. */
export function storeFile(
  db: TenantDatabase,
  file: { readonly name: string; readonly mediaType?: string; readonly source: AsyncIterable<Uint8Array> },
): Promise<StoredFile> {
  // Retried transactions would find the stream read: a fresh row has nothing to collide with, so none is ever asked for.
  return db.transaction(async (tx) => {
    const documentId = uuidv7();
    const hash = createHash('sha256');
    await tx.run(sql`
      insert into platform.document (tenant_id, id, sha256, name, media_type, size_bytes)
      values (${tx.tenantId}, ${documentId}, ''::bytea, ${file.name}, ${file.mediaType ?? 'application/octet-stream'}, 0)
    `);
    let bytes = 0;
    let piece = 0;
    for await (const part of inPieces(file.source)) {
      hash.update(part);
      bytes += part.length;
      await tx.run(
        sql`insert into platform.document_piece (tenant_id, document_id, piece, bytes) values (${tx.tenantId}, ${documentId}, ${piece}, ${part})`,
      );
      piece += 1;
    }
    const sha256 = hash.digest();
    const known = await sameContent(tx, sha256, bytes);
    if (known) {
      await tx.run(sql`delete from platform.document where tenant_id = ${tx.tenantId} and id = ${documentId}`);
      return { documentId: known, sha256, bytes };
    }
    await tx.run(sql`
      update platform.document set sha256 = ${sha256}, size_bytes = ${bytes} where tenant_id = ${tx.tenantId} and id = ${documentId}
    `);
    return { documentId, sha256, bytes };
  });
}

/** Stores a file that can be read twice: hashed first, so that one that is already there is not stored again. */
export async function storeOnce(
  db: TenantDatabase,
  file: { readonly name: string; readonly mediaType?: string; readonly open: () => AsyncIterable<Uint8Array> },
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of file.open()) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const sha256 = hash.digest();
  const documentId = await sameContent(db, sha256, bytes);
  return documentId ? { documentId, sha256, bytes } : storeFile(db, { ...file, source: file.open() });
}

/** The document of these very bytes, if it is there. */
async function sameContent(db: Queryable, sha256: Buffer, bytes: number): Promise<string | undefined> {
  const found = await db.rows<{ id: string }>(sql`
    select document.id from platform.document where document.sha256 = ${sha256} and document.size_bytes = ${bytes} order by document.created_at limit 1
  `);
  return found[0]?.id;
}

/** The bytes of a stored file, a piece at a time. */
export async function* readStoredFile(db: TenantDatabase, documentId: string): AsyncGenerator<Uint8Array> {
  for (let piece = 0; ; piece += 1) {
    const found = await db.maybe<{ bytes: Buffer }>(sql`
      select bytes from platform.document_piece where tenant_id = ${db.tenantId} and document_id = ${documentId} and piece = ${piece}
    `);
    if (!found) return;
    yield found.bytes;
  }
}

async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < pieceBytes) continue;
    const whole = Buffer.concat(waiting);
    let start = 0;
    for (; whole.length - start >= pieceBytes; start += pieceBytes) yield whole.subarray(start, start + pieceBytes);
    waiting = start < whole.length ? [whole.subarray(start)] : [];
    size = whole.length - start;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
