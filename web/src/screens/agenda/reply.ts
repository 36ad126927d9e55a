import type { OutputOf } from '@quitus/contract/client';
import { api } from '../../api.ts';

export type ReplyList = OutputOf<'GET /replies'>;
export type Reply = ReplyList['rows'][number];

/** Ends every pause an answer put: the customer is chased again. */
export async function treatReply(reply: Reply, reason: string): Promise<void> {
  for (const hold of reply.holds) await api('POST /holds/{id}/release', { params: { id: hold.id }, body: { reason } });
}

/** Puts the pauses of a treated answer back as they were, under `note` where they had none. */
export async function untreatReply(reply: Reply, note: string): Promise<void> {
  for (const hold of reply.holds)
    await api('POST /holds', {
      body: {
        customerId: reply.customerId,
        reason: 'reply',
        note: hold.note || note,
        ...(hold.itemId ? { itemIds: [hold.itemId] } : {}),
        ...(hold.untilOn ? { untilOn: hold.untilOn } : {}),
      },
    });
}
