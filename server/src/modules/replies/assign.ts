import type { Actor } from '../../kernel/actor.ts';
import { jsonb, sql, type Transaction } from '../../platform/database/index.ts';
import { addContact, type ContactChange } from '../customers/index.ts';
import { itemsOfMessage, openItemsOf, todayFor } from './intake/customer-context.ts';
import { type Reading, readReply } from './intake/reading.ts';
import { takeReply } from './intake/take-reply.ts';
import { lockMail, type Mail } from './mail-store.ts';
import type { ReplyNeighbours } from './neighbours.ts';
import { endPause } from './pause.ts';
import { refuse } from './refusals.ts';
import { tellOfMail } from './treat.ts';

/** Says whose mail it is: read again on that customer's items, their chase pauses from now on; the sender may be kept as their contact. */
export async function assignMail(
  tx: Transaction,
  id: string,
  to: { readonly customerId: string; readonly remember?: { readonly role: NonNullable<ContactChange['role']> } | undefined },
  neighbours: ReplyNeighbours,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, id);
  if (mail.state === 'dismissed' || mail.state === 'treated') throw refuse('reply.not-to-treat');
  const known = await tx.maybe(sql`select from customers.customer where id = ${to.customerId} and merged_into is null`);
  if (!known) throw refuse('reply.customer-unknown');
  const today = await todayFor(tx, to.customerId, neighbours.now());
  const items = await openItemsOf(tx, to.customerId);
  const reading: Reading =
    mail.kind === 'human'
      ? readReply({ text: mail.text, sentOn: mail.sentAt?.toString().slice(0, 10) ?? null }, items, today)
      : mail.reading;
  await endPause(tx, id, 'assigned', by);
  await tx.run(sql`delete from replies.proposal where mail_id = ${id} and state = 'proposed'`);
  await tx.run(sql`
    update replies.mail
    set customer_id = ${to.customerId}, threaded_by = 'person', contact_id = null, state = case when kind = 'human' then 'to-treat' else state end,
      reading = ${jsonb(reading)}, labels = ${reading.findings.map(({ label }) => label)}
    where id = ${id}
  `);
  if (to.remember) await remember(tx, mail, to.customerId, to.remember.role, by);
  await tellOfMail(tx, 'replies.assigned', { ...mail, customerId: to.customerId }, by);
  if (mail.kind !== 'human') return;
  const ours = await itemsOfMessage(tx, mail.answeredMessageId);
  const answeredMessageId = items.some((item) => ours.includes(item.id)) ? mail.answeredMessageId : null;
  await takeReply(
    tx,
    { id, customerId: to.customerId, answeredMessageId, subject: mail.subject, reading },
    { today, items, neighbours },
  );
}

async function remember(
  tx: Transaction,
  mail: Mail,
  customerId: string,
  role: NonNullable<ContactChange['role']>,
  by: Actor,
): Promise<void> {
  if (mail.fromAddress === '') throw refuse('reply.no-address');
  const there = await tx.maybe(sql`
    select from customers.contact where customer_id = ${customerId} and lower(email) = ${mail.fromAddress} limit 1
  `);
  if (!there) await addContact(tx, customerId, { name: mail.fromName, email: mail.fromAddress, role }, by);
}
