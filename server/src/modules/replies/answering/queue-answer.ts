import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { readSetting } from '../../identity/index.ts';
import { isAddress, type ListedItem, queueMessage } from '../../messages/index.ts';
import type { Mail } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';

export type NewAnswer = {
  readonly mail: Mail & { readonly customerId: string };
  readonly to: string;
  readonly copies?: readonly string[] | undefined;
  readonly language: 'fr' | 'en';
  readonly subject: string;
  /** Plain text; the line `[statement]` is where the table of the listed items goes. */
  readonly text: string;
  readonly itemIds: readonly string[];
  /** Attach the invoices kept of the listed items. */
  readonly invoices: boolean;
  readonly automatic: boolean;
  /** What makes it one message for ever; a message of its own when absent. */
  readonly onceKey?: string | undefined;
  readonly today: Day;
};
export type QueuedAnswer = {
  readonly id: string;
  readonly created: boolean;
  readonly notBefore: Temporal.Instant;
  readonly attached: number;
};

/** Puts an answer to a mail in the outbox, in the mail's own thread; it can be taken back for some minutes. What it lists is read again as it leaves. */
export async function queueAnswer(
  tx: Transaction,
  answer: NewAnswer,
  neighbours: Pick<ReplyNeighbours, 'now' | 'invoicesOf'>,
  by: Actor,
): Promise<QueuedAnswer> {
  const { mail } = answer;
  const wrong = [answer.to, ...(answer.copies ?? [])].find((address) => !isAddress(address));
  if (wrong !== undefined) throw refuse('reply.bad-address', { address: wrong });
  const { entityId } = await tx.one<{ entityId: string }>(
    sql`select entity_id as "entityId" from customers.customer where id = ${mail.customerId}`,
  );
  const listed = await listedItems(tx, mail.customerId, answer.itemIds, answer.today);
  const files = answer.invoices
    ? await neighbours.invoicesOf(
        tx,
        listed.map(({ itemId }) => itemId),
      )
    : [];
  const notBefore = neighbours.now().add({ minutes: answer.automatic ? 0 : await readSetting(tx, 'recall.minutes') });
  const queued = await queueMessage(
    tx,
    {
      onceKey: answer.onceKey ?? `answer/${uuidv7()}`,
      kind: 'reply',
      entityId,
      customerId: mail.customerId,
      contactId: mail.contactId ?? undefined,
      channel: 'e-mail',
      language: answer.language,
      notBefore,
      recipient: { address: answer.to, ...(mail.fromName && answer.to === mail.fromAddress ? { name: mail.fromName } : {}) },
      copies: answer.copies,
      subject: answer.subject,
      draftText: answer.text,
      ...(mail.messageId === null ? {} : { inReplyTo: mail.messageId }),
      items: listed,
    },
    by,
  );
  if (queued.created) {
    await tx.run(sql`
      insert into replies.answer (tenant_id, message_id, mail_id, invoices, automatic)
      values (${tx.tenantId}, ${queued.id}, ${mail.id}, ${answer.invoices}, ${answer.automatic})
    `);
    await recordEvent(tx, {
      kind: 'replies.answered',
      actor: by,
      customerId: mail.customerId,
      subjectId: mail.id,
      details: { messageId: queued.id, automatic: answer.automatic, attachments: files.length },
    });
  }
  return { ...queued, notBefore, attached: files.length };
}

/** The items among these that are the customer's and open; refuses one that is another's. */
async function listedItems(tx: Transaction, customerId: string, ids: readonly string[], today: Day): Promise<ListedItem[]> {
  const found = await tx.rows<ListedItem>(sql`
    select item.id as "itemId", item.open_minor - item.awaiting_minor as "openMinor", greatest(0, coalesce(${today}::date - item.due_on, 0)) as "daysLate"
    from receivables.item
    where item.customer_id = ${customerId} and item.id = any(${[...ids]}::uuid[])
  `);
  if (found.length < new Set(ids).size) throw refuse('reply.not-found');
  return found.filter(({ openMinor }) => openMinor !== 0n);
}
