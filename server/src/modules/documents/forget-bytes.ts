import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { defineJob, enqueue, type Job } from '../../platform/jobs/index.ts';

const forgetBytesKind = 'documents.forget-bytes';

/**
 * Drops the bytes of a document that was taken away from an item, when no other item and no message holds them. Who sees a part of the customers only
 * cannot know that: then a job, which sees all of them, looks.
 */
export async function forgetBytes(tx: Transaction, documentId: string): Promise<void> {
  const { all } = await tx.one<{ all: boolean }>(
    sql`select platform.sees_whole_entities() and platform.scope_ids('entities') is null as all`,
  );
  if (all) await dropUnheld(tx, documentId);
  else await enqueue(tx, forgetBytesKind, documentId);
}

/** Looks whether anything still holds the bytes a narrow scope could not see to. */
export const forgetBytesJob: Job = defineJob(forgetBytesKind, async ({ db, subject }) => {
  await dropUnheld(db, subject);
});

function dropUnheld(db: Queryable, documentId: string): Promise<number> {
  return db.run(sql`
    delete from platform.document
    where id = ${documentId}
      and not exists (select from documents.item_document where item_document.tenant_id = document.tenant_id and item_document.document_id = document.id)
      and not exists (select from messages.attachment where attachment.tenant_id = document.tenant_id and attachment.document_id = document.id)
      and not exists (select from messages.delivery_event where delivery_event.tenant_id = document.tenant_id and delivery_event.document_id = document.id)
  `);
}
