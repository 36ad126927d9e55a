import { type Queryable, sql } from '../../../platform/database/index.ts';

/** A mailbox a person may send a message from by hand. */
export type ChoosableSender = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** It is theirs. */
  readonly own: boolean;
  /** Somebody tried it and it works. */
  readonly tested: boolean;
  /** What a message without a choice leaves from. */
  readonly isDefault: boolean;
};

/** The mailboxes somebody may write from in an entity: their own, then the shared ones; the one to propose comes first. Nobody writes from a colleague's. */
export async function choosableSenders(
  db: Queryable,
  { entityId, personId }: { readonly entityId: string; readonly personId: string | null },
): Promise<ChoosableSender[]> {
  return db.rows<ChoosableSender>(sql`
    select sender.id, sender.name, sender.address, sender.person_id is not null as own, sender.tested_at is not null as tested, sender.is_default as "isDefault"
    from messages.sender
    where (sender.entity_id is null or sender.entity_id = ${entityId}::uuid) and (sender.person_id is null or sender.person_id = ${personId}::uuid)
    order by sender.person_id is not null and sender.tested_at is not null desc, sender.is_default desc, sender.entity_id is not null desc, sender.person_id is null desc,
      sender.name, sender.id
  `);
}
