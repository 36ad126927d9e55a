import { createHash } from 'node:crypto';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';

const pieceBytes = 1024 * 1024;

/** Keeps a mail as it came, byte for byte; answers the document's id. */
export async function keepRawMail(tx: Transaction, raw: Uint8Array): Promise<string> {
  const id = uuidv7();
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  await tx.run(sql`
    insert into platform.document (tenant_id, id, sha256, name, media_type, size_bytes)
    values (${tx.tenantId}, ${id}, ${createHash('sha256').update(bytes).digest()}, ${`${id}.eml`}, 'message/rfc822', ${bytes.length})
  `);
  for (let piece = 0; piece * pieceBytes < bytes.length; piece += 1) {
    await tx.run(sql`
      insert into platform.document_piece (tenant_id, document_id, piece, bytes)
      values (${tx.tenantId}, ${id}, ${piece}, ${bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)})
    `);
  }
  return id;
}

/** A kept mail's bytes. */
export async function rawMailOf(db: Queryable, documentId: string): Promise<Buffer> {
  const pieces = await db.rows<{ bytes: Buffer }>(sql`
    select bytes from platform.document_piece where document_id = ${documentId} order by piece
  `);
  return Buffer.concat(pieces.map(({ bytes }) => bytes));
}
