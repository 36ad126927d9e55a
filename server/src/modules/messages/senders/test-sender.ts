import { textsIn } from '@quitus/texts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { isAddress } from '../mail.ts';
import { refuse } from '../refusals.ts';
import type { MailServers } from './mail-servers.ts';
import { senderRow } from './sender.ts';

export type TestOutcome = { readonly outcome: 'sent' | 'temporary' | 'permanent' | 'uncertain'; readonly detail: string };

/** Sends a mail from a mailbox to an address of one's own, at once and in every mode: it tells a debtor nothing. Answers the mail server's words. */
export async function testSender(
  db: TenantDatabase,
  servers: MailServers,
  test: {
    readonly id: string;
    readonly to: string;
    readonly language: 'fr' | 'en';
    readonly actor: Actor;
    readonly now: Temporal.Instant;
  },
): Promise<TestOutcome> {
  const { id, to, now } = test;
  if (!isAddress(to)) throw refuse('sender.bad-address', { address: to });
  const sender = await senderRow(db, id);
  const transport = await servers.of(sender);
  if (!transport) throw refuse('sender.no-server');
  const words = textsIn(test.language).senders.testMail;
  const mailId = uuidv7();
  const delivery = await transport.deliver({
    channel: 'e-mail',
    mail: {
      messageId: mailId,
      messageIdHeader: `<${mailId}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`,
      from: { name: sender.name, address: sender.address },
      to: { name: test.actor.name, address: to },
      copies: [],
      replyTo: sender.replyTo,
      subject: words.subject(sender.name),
      text: words.text(sender.address),
      html: null,
      inReplyTo: null,
      dkim: await servers.dkimOf(sender),
      automatic: true,
      date: now,
    },
  });
  const sent = delivery.outcome === 'sent' || delivery.outcome === 'handed';
  await db.transaction(async (tx) => {
    if (sent) await tx.run(sql`update messages.sender set tested_at = ${now.toString()}::timestamptz where id = ${id}`);
    await recordEvent(tx, {
      kind: 'messages.sender-tested',
      actor: test.actor,
      subjectId: id,
      details: { name: sender.name, to, outcome: delivery.outcome },
    });
  });
  return sent ? { outcome: 'sent', detail: delivery.reference } : { outcome: delivery.outcome, detail: delivery.detail };
}
