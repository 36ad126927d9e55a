import { sql } from '../../../platform/database/index.ts';
import type { Composer } from '../../messages/index.ts';
import type { ReplyNeighbours } from '../neighbours.ts';

/** An answer as it leaves: what the composer of messages by hand writes, and the invoices that go along as they are kept that second. */
export function composeAnswer(byHand: Composer, { copiesOf }: Pick<ReplyNeighbours, 'copiesOf'>): Composer {
  return async (tx, message, now) => {
    const composed = await byHand(tx, message, now);
    if (composed.kind !== 'send') return composed;
    const answer = await tx.maybe<{ invoices: boolean; automatic: boolean }>(
      sql`select invoices, automatic from replies.answer where message_id = ${message.id}`,
    );
    if (!answer) return composed;
    if (!answer.invoices) return { ...composed, automatic: answer.automatic };
    const items = await tx.rows<{ id: string }>(
      sql`select item_id as id from messages.message_item where message_id = ${message.id} order by item_id`,
    );
    const files = await copiesOf(
      tx,
      items.map(({ id }) => id),
      message.language,
    );
    return { ...composed, automatic: answer.automatic, attachments: [...(composed.attachments ?? []), ...files] };
  };
}
