import type { Bounce, Complaint } from '@quitus/formats';
import type { Actor } from '../../../kernel/actor.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { changeContact } from '../../customers/index.ts';
import { type OutboxHooks, recordDelivery } from '../../messages/index.ts';
import { customersOfAddress } from './thread.ts';

const softDays = 30;
const softAreHard = 3;

export type CameBack = {
  readonly mailId: string;
  readonly documentId: string;
  readonly answeredMessageId: string | null;
  readonly at: Temporal.Instant;
};
export type FailedAddress = {
  readonly address: string;
  readonly hard: boolean;
  readonly reason: string;
  readonly contactIds: readonly string[];
};

/**
 * What a bounce means: the message is told (and with it its items, T37); an address that is dead, or failed softly for the third time in 30 days, is no
 * longer written to. Anybody can write a report: it ends writing only to whom the message it is about went; other addresses are for a person.
 * Answers the failed addresses; a mail that was only delayed, or arrived after all, fails none.
 */
export async function takeBounce(
  tx: Transaction,
  bounce: Bounce,
  mail: CameBack,
  hooks: OutboxHooks,
  by: Actor,
): Promise<FailedAddress[]> {
  const wentTo = await addressesOfMessage(tx, mail.answeredMessageId);
  const writtenTo = wentTo[0] ?? null;
  const told = bounce.recipients.filter(({ action }) => action === 'failed' || action === null);
  // A report that names nobody is about whom we wrote to.
  const recipients =
    told.length > 0
      ? told.map((one) => ({ ...one, address: (one.address || writtenTo || '').toLowerCase() }))
      : bounce.recipients.length === 0 && writtenTo !== null
        ? [{ address: writtenTo, deadAddress: false, reason: 'other' as const, diagnostic: '' }]
        : [];
  const failed: FailedAddress[] = [];
  for (const { address, deadAddress, reason } of recipients.filter((one) => one.address !== '')) {
    const hard = deadAddress || (await softBefore(tx, address, mail.at)) + 1 >= softAreHard;
    const ofAddress = wentTo.includes(address) ? await customersOfAddress(tx, address) : [];
    const contactIds = ofAddress.flatMap(({ contactId }) => contactId ?? []);
    if (hard) for (const contactId of contactIds) await changeContact(tx, contactId, { validity: 'bounced' }, by);
    await tx.run(sql`
      insert into replies.bounce (tenant_id, mail_id, address, hard, reason, contact_id, bounced_at)
      values (${tx.tenantId}, ${mail.mailId}, ${address}, ${hard}, ${reason}, ${contactIds[0] ?? null}, ${mail.at.toString()}::timestamptz)
      on conflict do nothing
    `);
    failed.push({ address, hard, reason, contactIds });
  }
  await tellMessage(tx, bounce, mail, recipients.length > 0, hooks);
  return failed;
}

async function tellMessage(tx: Transaction, bounce: Bounce, mail: CameBack, failed: boolean, hooks: OutboxHooks): Promise<void> {
  if (mail.answeredMessageId === null) return;
  const first = bounce.recipients[0];
  const state = failed ? 'bounced' : first?.action === 'delayed' ? 'delayed' : first ? 'delivered' : 'bounced';
  const detail = first ? `${first.reason}${first.diagnostic ? ` · ${first.diagnostic}` : ''}`.slice(0, 500) : '';
  await recordDelivery(tx, { messageId: mail.answeredMessageId, state, at: mail.at, detail, documentId: mail.documentId }, hooks);
}

/** A complaint about a message ends e-mail to the address it went to for good, until a person lifts it. Answers the contacts. */
export async function takeComplaint(
  tx: Transaction,
  complaint: Complaint,
  mail: CameBack,
  hooks: OutboxHooks,
  by: Actor,
): Promise<string[]> {
  if (complaint.feedback === 'not-spam') return [];
  const wentTo = await addressesOfMessage(tx, mail.answeredMessageId);
  const address = complaint.recipient ?? wentTo[0] ?? '';
  const contacts = wentTo.includes(address)
    ? (await customersOfAddress(tx, address)).flatMap(({ contactId }) => contactId ?? [])
    : [];
  for (const contactId of contacts) {
    const { optedOutOf } = await tx.one<{ optedOutOf: ('e-mail' | 'sms' | 'letter' | 'call')[] }>(
      sql`select opted_out_of as "optedOutOf" from customers.contact where id = ${contactId}`,
    );
    await changeContact(tx, contactId, { optedOutOf: [...new Set([...optedOutOf, 'e-mail' as const])] }, by);
  }
  if (mail.answeredMessageId !== null)
    await recordDelivery(
      tx,
      {
        messageId: mail.answeredMessageId,
        state: 'complained',
        at: mail.at,
        detail: complaint.feedback,
        documentId: mail.documentId,
      },
      hooks,
    );
  return contacts;
}

// Whom a message went to, its recipient first; nobody when it is none of ours.
async function addressesOfMessage(db: Queryable, messageId: string | null): Promise<string[]> {
  if (messageId === null) return [];
  const found = await db.maybe<{ address: string | null; copies: string[] }>(
    sql`select recipient_address as address, copies from messages.message where id = ${messageId}`,
  );
  return found ? [found.address, ...found.copies].flatMap((address) => address?.toLowerCase() ?? []) : [];
}

async function softBefore(db: Queryable, address: string, at: Temporal.Instant): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from replies.bounce
    where address = ${address} and not hard and bounced_at > ${at.toString()}::timestamptz - make_interval(days => ${softDays})
  `);
  return count;
}
