import { systemActor } from '../../../kernel/actor.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { readSetting } from '../../identity/index.ts';
import { lockMail, type Mail } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { treatMail } from '../treat.ts';
import { acceptProposal } from './decide.ts';
import { proposalsOf } from './proposal-store.ts';

const sureEnough = 80;
const machine = systemActor('rule');

/**
 * Sends an invoice by itself to who asks for it, when the settings let it: the mail asks for nothing else, names the invoice, comes from an address
 * known of that customer, and the invoice is kept. Once an item and day; anything less is left to a person. Answers whether it did.
 */
export async function answerByRule(tx: Transaction, mailId: string, neighbours: ReplyNeighbours): Promise<boolean> {
  if ((await readSetting(tx, 'replies.automatic')) !== 'send-document') return false;
  const mail = await lockMail(tx, mailId);
  const proposals = await proposalsOf(tx, mailId);
  const asked = proposals.find(({ kind }) => kind === 'send-document');
  if (!asked || asked.content.document !== 'invoice' || asked.confidence < sureEnough || asked.foundBy !== 'rules') return false;
  if (mail.reading.findings.some(({ label }) => label !== 'asks-document' && label !== 'thanks')) return false;
  const named = new Set(mail.reading.mentions.flatMap(({ itemId, sure }) => (sure ? (itemId ?? []) : [])));
  const itemIds = asked.content.items.map(({ itemId }) => itemId);
  if (itemIds.length === 0 || !itemIds.every((id) => named.has(id))) return false;
  if (!(await isKnownSender(tx, mail)) || (await sentToday(tx, mail, itemIds, neighbours.now()))) return false;
  const kept = new Set((await neighbours.invoicesOf(tx, itemIds)).map(({ itemId }) => itemId));
  if (!itemIds.every((id) => kept.has(id))) return false;
  await acceptProposal(tx, { mailId, place: asked.place }, {}, neighbours, machine, true);
  await treatMail(tx, mailId, 'answered-by-rule', neighbours, machine);
  return true;
}

/** An invoice goes only to an address the customer is known by: a From header is anybody's to write. */
async function isKnownSender(db: Queryable, mail: Mail): Promise<boolean> {
  const { known } = await db.one<{ known: boolean }>(sql`
    select exists (select from customers.contact where customer_id = ${mail.customerId} and lower(email) = ${mail.fromAddress} and validity <> 'wrong-person')
      or exists (select from customers.customer where id = ${mail.customerId} and lower(email) = ${mail.fromAddress}) as known
  `);
  return known;
}

async function sentToday(db: Queryable, mail: Mail, itemIds: readonly string[], now: Temporal.Instant): Promise<boolean> {
  const { sent } = await db.one<{ sent: boolean }>(sql`
    select exists (
      select from replies.answer
      join replies.mail on mail.tenant_id = answer.tenant_id and mail.id = answer.mail_id
      join messages.message_item on message_item.tenant_id = answer.tenant_id and message_item.message_id = answer.message_id
      where answer.automatic and mail.customer_id = ${mail.customerId} and message_item.item_id = any(${[...itemIds]}::uuid[])
        and mail.received_at > ${now.subtract({ hours: 24 }).toString()}::timestamptz
    ) as sent
  `);
  return sent;
}
