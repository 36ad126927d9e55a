import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import { sealEvents } from './seal-events.ts';

/** Whose values go: a customer's, or those of one of our own people or keys. */
export type Erased = { readonly customerId: string } | { readonly personId: string };

/**
 * Erases personal values from the events: what is told of one customer, or name and origin of one of our own. Numbers, kinds and instants
 * stay, and so does the chain; the erasure is itself an event. Cannot be undone. Answers how many events were emptied.
 */
export async function erasePersonalDetails(
  db: TenantDatabase,
  keyring: Keyring,
  of: Erased,
  by: Actor,
  reason: string,
): Promise<number> {
  // An event is erased under its seal: what waits is sealed first.
  await sealEvents(db, keyring);
  const id = uuidv7();
  const [customerId, personId] = 'customerId' in of ? [of.customerId, null] : [null, of.personId];
  return db.transaction(async (tx) => {
    const { events, hash } = await tx.one<{ events: bigint; hash: string }>(sql`
      select events, encode(content_hash, 'hex') as hash
      from audit.erase_event_details(${id}::uuid, ${customerId}::uuid, ${personId}::uuid, ${by.name}, ${reason})
    `);
    // Without the customer's id beside it: a later erasure must not empty this one.
    await recordEvent(tx, {
      kind: 'audit.erased',
      actor: by,
      subjectId: id,
      details: { ...of, events: Number(events), reason, hash },
    });
    return Number(events);
  });
}
