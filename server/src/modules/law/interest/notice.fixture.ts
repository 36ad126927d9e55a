import { systemActor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import type { TestTenant } from '../../../platform/testing/index.ts';
import { type MessageChannel, queueMessage, recordDelivery } from '../../messages/index.ts';

export type GivenNotice = {
  readonly customerId: string;
  readonly itemIds: readonly string[];
  /** What the post said, and when; absent: nothing yet. */
  readonly said?: { readonly state: string; readonly on: Day } | undefined;
  readonly channel?: MessageChannel;
  readonly formalNotice?: boolean;
  readonly state?: 'sent' | 'cancelled';
  readonly transport?: 'print' | 'local';
};

/** A formal notice that left, listing these items. Answers its message. */
export async function givenNotice({ tenantDb, entityId }: TestTenant, notice: GivenNotice): Promise<string> {
  const {
    customerId,
    itemIds,
    said,
    channel = 'registered-letter',
    formalNotice = true,
    state = 'sent',
    transport = 'print',
  } = notice;
  return tenantDb.transaction(async (tx) => {
    const { id } = await queueMessage(
      tx,
      {
        onceKey: uuidv7(),
        kind: 'reminder',
        entityId,
        customerId,
        channel,
        language: 'fr',
        notBefore: Temporal.Instant.from('2010-01-01T08:00:00Z'),
        recipient: { address: 'Camille Orvel' },
        subject: 'Mise en demeure',
        draftText: 'Mise en demeure',
        items: itemIds.map((itemId) => ({ itemId, openMinor: 1n, daysLate: 1 })),
        formalNotice,
      },
      systemActor('test'),
    );
    await tx.run(sql`update messages.message set state = ${state}, transport = ${transport} where id = ${id}`);
    if (said) await recordDelivery(tx, { messageId: id, state: said.state, at: Temporal.Instant.from(`${said.on}T12:00:00Z`) });
    return id;
  });
}
