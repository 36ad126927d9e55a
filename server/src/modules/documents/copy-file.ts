import { type Language, textsIn } from '@quitus/texts';
import { documentBytes } from '../../platform/documents/index.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { onePiece } from '../../platform/http/one-piece.ts';
import { type MakePdf, markedCopy } from '../messages/index.ts';
import { documentFile } from './item-documents.ts';

type CopyFile = { readonly file: AsyncIterable<Uint8Array>; readonly name: string; readonly mediaType: string };

/** A document as a marked copy, in its customer's language, else the reader's. What cannot be marked is given as it is, under its own name. Refuses an unknown one. */
export async function copyFile(
  db: Queryable,
  id: string,
  { makePdf, language }: { readonly makePdf: MakePdf; readonly language: Language },
): Promise<CopyFile> {
  const { documentId, name, mediaType } = await documentFile(db, id);
  const own = await db.maybe<{ language: string | null }>(sql`
    select customer.language
    from documents.item_document
    join receivables.item on item.tenant_id = item_document.tenant_id and item.id = item_document.item_id
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where item_document.id = ${id}
  `);
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(db, documentId)) pieces.push(piece);
  const pdf = Buffer.concat(pieces);
  const copyIn = own?.language ?? language;
  const copy = await markedCopy(makePdf, { pdf, language: copyIn, mediaType });
  const mark = textsIn(copyIn === 'fr' ? 'fr' : 'en').letters.paper.copyMark;
  return copy ? { file: onePiece(copy), name: `${mark} ${name}`, mediaType } : { file: onePiece(pdf), name, mediaType };
}
