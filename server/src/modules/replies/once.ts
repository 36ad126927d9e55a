import { createHash } from 'node:crypto';
import type { IncomingMail } from '@quitus/formats';

/**
 * What makes a mail one mail, whatever way it came and how often: its Message-ID together with its sender, date, subject, text and
 * attachments. Not the bytes: each way adds lines of its own at the top. Not the Message-ID alone: some programs give one to several mails,
 * and no mail may be lost to another.
 */
export function onceHash(mail: IncomingMail): Buffer {
  const said = [
    mail.messageId,
    mail.from?.address ?? '',
    mail.sentAt,
    mail.subject,
    mail.text,
    mail.attachments.map(({ name, sizeBytes }) => [name, sizeBytes]),
    mail.reportParts.map(({ type, text }) => [type, text]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest();
}
