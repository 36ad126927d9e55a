import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/pdf/index.ts';
import type { Letter, Transport } from '../../messages/index.ts';

/** The printer of the house: a letter goes on the pile of its entity and day, and has left when somebody says it was posted. */
export function printTransport(db: TenantDatabase): Transport {
  return {
    name: 'print',
    deliver: async (parcel) => {
      if (parcel.channel === 'e-mail' || parcel.channel === 'sms') throw new Error(`a ${parcel.channel} is not printed`);
      return { outcome: 'handed', reference: await addToPile(db, parcel, await pageCount(parcel.pdf)) };
    },
    close: () => Promise.resolve(),
  };
}

/** Puts a letter in the batch that is still open on its day, or in a new one; answers the batch. The same message is in one batch, the last it was put in. */
async function addToPile(db: TenantDatabase, letter: Letter, pages: number): Promise<string> {
  return db.transaction(async (tx) => {
    // Letters come several at a time: one of them opens the batch.
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`letters/${tx.tenantId}/${letter.entityId}`}, 0))`);
    const { id } = await tx.one<{ id: string }>(sql`
      with today as (
        select (${letter.date.toString()}::timestamptz at time zone entity.time_zone)::date as day from identity.entity where entity.id = ${letter.entityId}
      ),
      opened as (
        insert into letters.batch (tenant_id, id, entity_id, day, number, created_at)
        select ${tx.tenantId}, ${uuidv7()}, ${letter.entityId}, today.day,
          1 + (select coalesce(max(batch.number), 0) from letters.batch where batch.entity_id = ${letter.entityId} and batch.day = today.day),
          ${letter.date.toString()}
        from today
        where not exists (
          select from letters.batch where batch.entity_id = ${letter.entityId} and batch.day = today.day and batch.printed_at is null
        )
        returning id
      )
      select id from opened
      union all
      select batch.id from letters.batch join today on batch.day = today.day where batch.entity_id = ${letter.entityId} and batch.printed_at is null
    `);
    await tx.run(sql`
      insert into letters.letter (tenant_id, message_id, batch_id, registered, pages, document_id, printed_at)
      values (${tx.tenantId}, ${letter.messageId}, ${id}, ${letter.channel !== 'letter'}, ${pages}, ${letter.documentId}, ${letter.date.toString()})
      on conflict (tenant_id, message_id) do update
        set batch_id = excluded.batch_id, pages = excluded.pages, document_id = excluded.document_id, printed_at = excluded.printed_at
    `);
    return id;
  });
}
