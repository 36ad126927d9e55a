import { randomUUID } from 'node:crypto';

/** A mail as somebody outside writes it. */
export type OutsideMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Temporal.Instant;
  /** The Message-ID it answers. */
  readonly answers?: string | undefined;
  /** A machine wrote it while its owner is away. */
  readonly automatic?: boolean | undefined;
  readonly file?: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array } | undefined;
};

/** The bytes of a mail as a mail server hands it over (RFC 5322). */
export function rawMail(mail: OutsideMail): Uint8Array {
  const [type, body] = mail.file ? withFile(mail.text, mail.file) : [plain, mail.text];
  return joined(
    {
      'Return-Path': `<${mail.automatic ? '' : mail.from.address}>`,
      'Message-ID': `<${randomUUID()}@${domainOf(mail.from.address)}>`,
      Date: dateOf(mail.at),
      From: `${encoded(mail.from.name)} <${mail.from.address}>`,
      To: mail.to,
      Subject: encoded(mail.subject),
      ...(mail.answers ? { 'In-Reply-To': mail.answers, References: mail.answers } : {}),
      ...(mail.automatic ? { 'Auto-Submitted': 'auto-replied' } : {}),
      'MIME-Version': '1.0',
      'Content-Type': type,
      'Content-Transfer-Encoding': '8bit',
    },
    body,
  );
}

/** The report of a mail server that an address does not exist (RFC 3464). */
export function rawBounce(failed: {
  readonly address: string;
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly at: Temporal.Instant;
}): Uint8Array {
  const server = `mx.${domainOf(failed.to)}`;
  const parts = [
    [plain, `This message could not be delivered to one or more recipients.\n\n<${failed.address}>: 550 5.1.1 User unknown\n`],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; ${server}\n\nFinal-Recipient: rfc822; ${failed.address}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n`,
    ],
    ['text/rfc822-headers', `Message-ID: ${failed.messageId}\nSubject: ${encoded(failed.subject)}\n`],
  ] as const;
  return joined(
    {
      'Return-Path': '<>',
      'Message-ID': `<${randomUUID()}@${server}>`,
      Date: dateOf(failed.at),
      From: `Mail Delivery System <MAILER-DAEMON@${server}>`,
      To: failed.to,
      Subject: 'Undelivered Mail Returned to Sender',
      'Auto-Submitted': 'auto-replied',
      'MIME-Version': '1.0',
      'Content-Type': `multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    },
    multipart(parts.map(([type, text]) => `Content-Type: ${type}\n\n${text}`)),
  );
}

const plain = 'text/plain; charset=utf-8';
const boundary = 'part-of-this-mail';

function withFile(text: string, file: NonNullable<OutsideMail['file']>): [string, string] {
  const content = Buffer.from(file.bytes).toString('base64').replace(/.{76}/g, '$&\n');
  const heads = `Content-Type: ${file.mediaType}; name="${file.name}"\nContent-Disposition: attachment; filename="${file.name}"\nContent-Transfer-Encoding: base64`;
  const parts = [`Content-Type: ${plain}\nContent-Transfer-Encoding: 8bit\n\n${text}`, `${heads}\n\n${content}`];
  return [`multipart/mixed; boundary="${boundary}"`, multipart(parts)];
}

function multipart(parts: readonly string[]): string {
  return [...parts.map((part) => `--${boundary}\n${part}\n`), `--${boundary}--\n`].join('');
}

function joined(headers: Readonly<Record<string, string>>, body: string): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${lines.join('\n')}\n\n${body}`.replace(/\r?\n/g, '\r\n'));
}

function domainOf(address: string): string {
  return address.split('@')[1] ?? 'unknown.example';
}

// Encoded words of RFC 2047, each within the 75 characters it may have.
function encoded(text: string): string {
  // oxlint-disable-next-line no-control-regex -- ASCII is a range of codes
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words = text.match(/.{1,14}/gu) ?? [];
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateOf(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO('Europe/Paris');
  const time = local.toPlainTime().toString({ smallestUnit: 'second' });
  return `${weekdays[local.dayOfWeek - 1] ?? ''}, ${local.day} ${months[local.month - 1] ?? ''} ${local.year} ${time} ${local.offset.replace(':', '')}`;
}
