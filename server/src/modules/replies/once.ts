import { createHash } from 'node:crypto';
import type { IncomingMail } from '@quitus/formats';

/**
 * What makes a mail one mail, whatever way it came and how often: its Message-ID together with its sender, date, subject, text and
 * attachments. Not the bytes: each way adds lines of its own at the top. Not the Message-ID alone: some programs give one to several mails,
 * and no mail may be lost to another. One of which nothing can be read is its bytes.
 */
export function onceHash(mail: IncomingMail, raw: Uint8Array): Buffer {
  if (!mail.messageId && !mail.from?.address && !mail.text && mail.attachments.length === 0)
    return createHash('sha256').update(raw).digest();
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
