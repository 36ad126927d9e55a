import { textsIn } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { openItemsOf } from '../intake/customer-context.ts';
import type { Mail } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import type { ProposalContent } from '../proposals/propose.ts';
import { refuse } from '../refusals.ts';
import { queueAnswer } from './queue-answer.ts';
import { answerSubject } from './answer-draft.ts';

/** Sends what was asked for: the invoices as they are kept, or the statement with where to pay. Refuses when no invoice asked for is kept. Answers the message. */
export async function sendDocument(
  tx: Transaction,
  what: {
    readonly mail: Mail & { readonly customerId: string };
    readonly content: ProposalContent;
    readonly automatic: boolean;
    readonly today: Day;
  },
  neighbours: ReplyNeighbours,
  by: Actor,
): Promise<string> {
  const { mail, content, automatic, today } = what;
  const invoices = content.document === 'invoice';
  const asked = invoices
    ? content.items.map(({ itemId }) => itemId)
    : (await openItemsOf(tx, mail.customerId)).map(({ id }) => id);
  if (invoices) {
    const kept = new Set((await neighbours.invoicesOf(tx, asked)).map(({ itemId }) => itemId));
    if (asked.length === 0 || asked.some((id) => !kept.has(id))) throw refuse('reply.no-document');
  }
  const { sender, numbers } = await namesFor(tx, mail.customerId, asked);
  const words = textsIn(mail.language).replies.documents[invoices ? 'invoice' : 'statement'];
  const queued = await queueAnswer(
    tx,
    {
      mail,
      to: mail.fromAddress,
      language: mail.language,
      subject: answerSubject(mail.subject),
      text: words(invoices ? numbers : [], sender),
      itemIds: asked.slice(0, 1_000),
      invoices,
      automatic,
      today,
      // A customer that asks again the same day has it already.
      ...(automatic ? { onceKey: `document/${asked.toSorted().join('+')}/${today}` } : {}),
    },
    neighbours,
    by,
  );
  return queued.id;
}

async function namesFor(
  tx: Transaction,
  customerId: string,
  itemIds: readonly string[],
): Promise<{ sender: string; numbers: string[] }> {
  return tx.one<{ sender: string; numbers: string[] }>(sql`
    select coalesce(entity.legal_name, entity.name) as sender,
      array(select item.number from receivables.item where item.tenant_id = customer.tenant_id and item.id = any(${[...itemIds]}::uuid[]) order by item.due_on, item.number)
        as numbers
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    where customer.id = ${customerId}
  `);
}
