import { oneLine } from '../../kernel/one-line.ts';
import type { KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';

/** A file that goes along. */
export type Attached = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

/** Whose domain vouches for a mail (RFC 6376), with the private key its public half is published for. */
export type DkimSigning = { readonly domain: string; readonly selector: string; readonly key: KeyObject };

/** One mail ready to leave. */
export type Mail = {
  readonly messageId: string;
  readonly messageIdHeader: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly copies: readonly string[];
  readonly replyTo?: string | null | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly inReplyTo: string | null;
  /** Message-IDs of the conversation, oldest first. */
  readonly references?: readonly string[] | undefined;
  readonly attachments?: readonly Attached[] | undefined;
  readonly dkim?: DkimSigning | undefined;
  /** Written by a machine: answering machines then stay silent (RFC 3834). */
  readonly automatic: boolean;
  readonly date: Temporal.Instant;
};

/** A value as a mail header may hold it: one line, no control characters. A newline would start a header of someone else's choice. */
export function headerText(value: string): string {
  return oneLine(value);
}

/** Whether a text can stand as one address of a mail. Stricter than the standard: nothing quoted, no spaces, one @. */
export function isAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/.test(text);
}

/** The mail as it leaves: headers and both bodies, text and HTML, by RFC 5322; signed when somebody vouches for it. */
export async function mailBytes(mail: Mail): Promise<Buffer> {
  const plain = await new MailComposer({
    messageId: mail.messageIdHeader,
    // A date and not text, which the library would write as it is: only of a date does it make what RFC 5322 §3.3 asks for.
    date: new Date(mail.date.epochMilliseconds),
    from: { name: headerText(mail.from.name), address: mail.from.address },
    to: { name: headerText(mail.to.name), address: mail.to.address },
    ...(mail.copies.length > 0 ? { cc: [...mail.copies] } : {}),
    subject: headerText(mail.subject),
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: referencesOf(mail) }),
    ...(mail.attachments?.length
      ? {
          attachments: mail.attachments.map((file) => ({
            filename: headerText(file.name),
            contentType: file.mediaType,
            content: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength),
          })),
        }
      : {}),
    ...(mail.automatic ? { headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' } } : {}),
    // Latin letters for the most part, as all our words are: else the library counts the letters of each body to find out.
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return mail.dkim ? signed(plain, mail.dkim) : plain;
}

async function signed(plain: Buffer, { domain, selector, key }: DkimSigning): Promise<Buffer> {
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    // The cast: a parsed key does for node:crypto what its text does, without being read again for each mail.
    privateKey: key as unknown as string,
  });
  const bytes = await buffer(signer.sign(plain));
  // The library leaves a mail it cannot sign as it is: one that promises a signature must not leave without.
  if (bytes.subarray(0, 15).toString('latin1').toLowerCase() !== 'dkim-signature:') throw new Error('a mail could not be signed');
  return bytes;
}

/** The conversation as RFC 5322 §3.6.4 wants it: what came before, and last what is answered. */
function referencesOf(mail: Mail): string[] {
  const { inReplyTo, references = [] } = mail;
  return inReplyTo === null ? [...references] : [...references.filter((one) => one !== inReplyTo), inReplyTo];
}
