import { createHash } from 'node:crypto';
import type { proofKinds } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { storeDocuments } from '../../platform/documents/index.ts';
import { recordEvent } from '../../platform/events.ts';
import type { Upload } from '../../platform/http/index.ts';
import { readDocument, type ReadFile } from '../documents/index.ts';
import { refuse } from './refusals.ts';

export type ProofKind = (typeof proofKinds)[number];
type Whose = { readonly customerId: string; readonly entityId: string };

/** Reads an uploaded proof: a PDF, PNG or JPEG by its bytes, whatever its name says; refuses others, an empty one, one larger than twenty megabytes. */
export async function readProof(upload: Upload): Promise<ReadFile> {
  const file = await readDocument(upload);
  if (file.mediaType === 'application/xml') throw refuse('letter.proof-type', { name: file.name });
  return file;
}

/** Keeps a proof with a letter that has left: its slip of deposit, its signed receipt, the envelope. One that it has already is kept as it is. */
export async function addProof(
  tx: Transaction,
  letterId: string,
  file: ReadFile & { readonly kind: ProofKind },
  by: Actor,
  now: Temporal.Instant,
): Promise<void> {
  const letter = await tx.maybe<Whose & { left: boolean }>(sql`
    select customer_id as "customerId", entity_id as "entityId", state in ('sent', 'uncertain') and transport is distinct from 'local' as left
    from messages.message
    where id = ${letterId} and channel in ('letter', 'registered-letter', 'registered-e-letter')
    for update
  `);
  if (!letter) throw refuse('letter.not-found');
  if (!letter.left) throw refuse('letter.not-left');
  const sha256 = createHash('sha256').update(file.bytes).digest();
  const known = await tx.maybe(sql`select from letters.proof where message_id = ${letterId} and sha256 = ${sha256}`);
  if (known) return;
  const [documentId] = await storeDocuments(tx, [file]);
  await tx.run(sql`
    insert into letters.proof (tenant_id, id, message_id, kind, document_id, name, media_type, size_bytes, sha256, added_at, added_by)
    values (${tx.tenantId}, ${uuidv7()}, ${letterId}, ${file.kind}, ${documentId ?? null}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${sha256},
      ${now.toString()}, ${by.name})
  `);
  await tell(tx, 'letters.proof-added', letterId, letter, by, {
    name: file.name,
    kind: file.kind,
    sha256: sha256.toString('hex'),
  });
}

/** A proof as a file; refuses one that is none of this letter. */
export async function proofOf(
  db: Queryable,
  letterId: string,
  proofId: string,
): Promise<{ readonly documentId: string; readonly name: string; readonly mediaType: string }> {
  const found = await db.maybe<{ documentId: string; name: string; mediaType: string }>(sql`
    select document_id as "documentId", name, media_type as "mediaType" from letters.proof where message_id = ${letterId} and id = ${proofId}
  `);
  if (!found) throw refuse('letter.proof-unknown');
  return found;
}

/** Takes a proof away from its letter, bytes and all; its name and its fingerprint stay in the audit. */
export async function removeProof(tx: Transaction, letterId: string, proofId: string, by: Actor): Promise<void> {
  const gone = await tx.maybe<Whose & { documentId: string; name: string; kind: string; sha256: string }>(sql`
    delete from letters.proof
    using messages.message
    where proof.message_id = ${letterId} and proof.id = ${proofId} and message.tenant_id = proof.tenant_id and message.id = proof.message_id
    returning proof.document_id as "documentId", proof.name, proof.kind, encode(proof.sha256, 'hex') as sha256, message.customer_id as "customerId",
      message.entity_id as "entityId"
  `);
  if (!gone) throw refuse('letter.proof-unknown');
  const { documentId, customerId, entityId, ...details } = gone;
  await tx.run(sql`delete from platform.document where id = ${documentId}`);
  await tell(tx, 'letters.proof-removed', letterId, { customerId, entityId }, by, details);
}

function tell(
  tx: Transaction,
  kind: `letters.${string}`,
  letterId: string,
  { customerId, entityId }: Whose,
  by: Actor,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return recordEvent(tx, { kind, actor: by, customerId, entityId, subjectId: letterId, details });
}
