import type { AnswerDraft } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { itemsOfMessage, openItemsOf } from '../intake/customer-context.ts';
import { mailById } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';

export type Snippet = 'blank' | 'thanks-promise' | 'paid-checking' | 'document' | 'dispute-noted' | 'plan' | 'identity';

/** The subject of an answer: `Re:` once. */
export function answerSubject(subject: string): string {
  return `Re: ${subject.replace(/^((re|tr|fw|fwd|aw|rép)\s?:\s?)+/i, '')}`.slice(0, 300);
}

/** An answer for a person to finish: to whom, a text from the library, the open items with those the mail is about ticked. */
export async function answerDraft(
  db: Queryable,
  mailId: string,
  wish: { readonly snippet?: Snippet | undefined; readonly language?: 'fr' | 'en' | undefined },
  neighbours: Pick<ReplyNeighbours, 'invoicesOf'>,
): Promise<AnswerDraft> {
  const mail = await mailById(db, mailId);
  if (mail.customerId === null) throw refuse('reply.nobody-yet');
  const [items, ours, sender] = await Promise.all([
    openItemsOf(db, mail.customerId),
    itemsOfMessage(db, mail.answeredMessageId),
    db.one<{ name: string }>(sql`
      select coalesce(entity.legal_name, entity.name) as name
      from customers.customer
      join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
      where customer.id = ${mail.customerId}
    `),
  ]);
  const kept = new Set(
    (
      await neighbours.invoicesOf(
        db,
        items.slice(0, 300).map(({ id }) => id),
      )
    ).map(({ itemId }) => itemId),
  );
  const named = new Set(mail.reading.mentions.flatMap(({ itemId }) => itemId ?? []));
  const language = wish.language ?? mail.language;
  const text = textsIn(language).replies.snippets[wish.snippet ?? 'blank'].text(sender.name);
  // A statement of nothing in particular is of everything.
  const everything = text.includes('[statement]') ? items.map(({ id }) => id) : [];
  const listed = [named, new Set(ours), new Set(everything)].find(({ size }) => size > 0) ?? named;
  return {
    to: mail.fromAddress,
    contactId: mail.contactId,
    subject: answerSubject(mail.subject),
    language,
    text,
    items: items.map(({ id, number, currency, openMinor, dueOn }) => ({
      itemId: id,
      number,
      amount: toDecimal(openMinor, currency),
      open: toDecimal(openMinor, currency),
      currency,
      dueOn,
      listed: listed.has(id),
      hasDocument: kept.has(id),
    })),
  };
}
