import { isUtf8 } from 'node:buffer';
import PostalMime, { addressParser, decodeWords, type Address, type Attachment, type Email } from 'postal-mime';
import { isoDay, monthOfName } from '../days.ts';
import { decodeText } from '../encoding.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { htmlToText } from './html-text.ts';
import {
  headerOf,
  mailLimits,
  type IncomingMail,
  type MailAddress,
  type MailAttachment,
  type MailHeader,
  type MailProblem,
  type MailReportPart,
} from './incoming-mail.ts';
import { readableBytes } from './readable-bytes.ts';

/** A mail as a mail server hands it over, read once and for all. It answers for any bytes at all: what could not be read is said in `problems`. */
export async function readIncomingMail(raw: Uint8Array): Promise<IncomingMail> {
  const problems = new Set<MailProblem>();
  const bytes = withReadableHeaders(readableBytes(raw, problems));
  const parsed = (await parse(bytes)) ?? (await parseStart(bytes, problems));
  const mail = (await withRepairedText(parsed, bytes, problems)) ?? parsed;
  return asIncomingMail(mail, problems);
}

// Old programs write accents in headers as they come: a line that is no UTF-8 is read as the 8-bit text it must be.
function withReadableHeaders(bytes: Uint8Array): Uint8Array {
  const end = endOfHeaders(bytes);
  const head = bytes.subarray(0, end);
  if (isUtf8(head)) return bytes;
  return Buffer.concat([Buffer.from(decodeText(head, 'utf-8'), 'utf8'), bytes.subarray(end)]);
}

function endOfHeaders(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = [buffer.indexOf('\n\n'), buffer.indexOf('\r\n\r\n')].filter((at) => at >= 0);
  return Math.min(buffer.length, mailLimits.headerBytes, ...ends);
}

async function parse(bytes: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes, {
      // A mail inside a mail is another person's words: never part of the text.
      forceRfc822Attachments: true,
      maxNestingDepth: mailLimits.depth,
      maxHeadersSize: mailLimits.headerBytes,
    });
  } catch {
    // Its refusals (too deep, headers too large, parts it cannot follow) all come down to: read less of it.
    return null;
  }
}

/** What cannot be parsed whole is still from someone, about something: its headers, and the rest as plain text. */
async function parseStart(bytes: Uint8Array, problems: Set<MailProblem>): Promise<Email> {
  problems.add('mail.unreadable');
  const end = Math.min(endOfHeaders(bytes), 64 * 1024);
  const head = await parse(bytes.subarray(0, end));
  const text = decodeText(bytes.subarray(end, end + 64 * 1024), 'utf-8');
  return { headers: [], headerLines: [], ...head, attachments: [], text, html: undefined };
}

/** Text that says UTF-8 (or nothing) and is not: read again as Windows-1252, what French programs send under that name. */
async function withRepairedText(mail: Email, bytes: Uint8Array, problems: Set<MailProblem>): Promise<Email | null> {
  if (problems.has('mail.unreadable') || !`${mail.text ?? ''}${mail.html ?? ''}`.includes('\ufffd')) return null;
  const written = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  // The first of two parameters of one name counts.
  const renamed = written.replace(/^(content-type:[ \t]{0,4}text\/(?:plain|html))/gimu, '$1; charset=windows-1252');
  const typed = /^content-type:/imu.test(written.slice(0, endOfHeaders(bytes)))
    ? renamed
    : `Content-Type: text/plain; charset=windows-1252\r\n${renamed}`;
  const again = await parse(Buffer.from(typed, 'latin1'));
  if (!again) return null;
  problems.add('mail.encoding-repaired');
  const better = (before: string | undefined, after: string | undefined) =>
    before?.includes('\ufffd') === true ? after : before;
  return { ...mail, text: better(mail.text, again.text), html: better(mail.html, again.html) };
}

function asIncomingMail(mail: Email, problems: Set<MailProblem>): IncomingMail {
  const headers = headersOf(mail, problems);
  const { text, textFrom } = textOf(mail, problems);
  return {
    headers,
    messageId: idsIn(headerOf(headers, 'message-id'))[0] ?? null,
    inReplyTo: idsIn(headerOf(headers, 'in-reply-to')),
    references: idsIn(headerOf(headers, 'references')),
    returnPath: returnPathOf(headers),
    from: addressesOf(headers, 'from')[0] ?? addressesOf(headers, 'sender')[0] ?? null,
    replyTo: addressesOf(headers, 'reply-to'),
    to: addressesOf(headers, 'to'),
    cc: addressesOf(headers, 'cc'),
    ...dateOf(headerOf(headers, 'date')),
    subject: cleanLine(headerOf(headers, 'subject')).slice(0, 1_000),
    text,
    textFrom,
    attachments: attachmentsOf(mail, problems),
    reportType: reportTypeOf(headerOf(headers, 'content-type')),
    reportParts: reportPartsOf(mail),
    problems: [...problems],
  };
}

function headersOf(mail: Email, problems: Set<MailProblem>): MailHeader[] {
  if (mail.headers.length > mailLimits.headers) problems.add('mail.headers-cut');
  return mail.headers.slice(0, mailLimits.headers).map(({ key, value }) => {
    if (value.length > mailLimits.headerCharacters) problems.add('mail.headers-cut');
    const kept = value.slice(0, mailLimits.headerCharacters);
    // Addresses are decoded after they are taken apart: a decoded name may hold a comma.
    return { name: key.slice(0, 200), value: addressHeaders.has(key) ? kept : cleanLine(decodeWords(kept)) };
  });
}

const addressHeaders = new Set(['from', 'sender', 'reply-to', 'to', 'cc']);

/** The `<…@…>` of a header, in order, each once. Ids cut by a fold are put together again. */
export function idsIn(value: string): string[] {
  const ids = value
    .slice(0, mailLimits.headerCharacters)
    .split('<')
    .slice(1)
    .flatMap((part) => {
      const end = part.indexOf('>');
      const id = end < 0 ? '' : part.slice(0, end).replace(/\s+/gu, '');
      return id.includes('@') && id.length <= 500 ? [`<${id}>`] : [];
    });
  return [...new Set(ids)];
}

function returnPathOf(headers: readonly MailHeader[]): string | null {
  const header = headers.find(({ name }) => name === 'return-path');
  if (!header) return null;
  return header.value.replace(/[<>\s]/gu, '').toLowerCase();
}

function addressesOf(headers: readonly MailHeader[], name: string): MailAddress[] {
  return headers
    .filter((header) => header.name === name && header.value !== '')
    .flatMap(({ value }) => addressParser(value).flatMap(asAddresses));
}

function asAddresses(address: Address): MailAddress[] {
  if (address.group) return address.group.flatMap(asAddresses);
  return [{ name: cleanLine(address.name), address: cleanLine(address.address).toLowerCase() }];
}

/** The instant of a Date header, and the day on the clock of who wrote it (the header holds local time, RFC 5322 3.3). */
function dateOf(header: string): { sentAt: string | null; sentOn: string | null } {
  const written = /(\d{1,2})\s{1,3}([a-z]{3})[a-z]{0,6}\s{1,3}(\d{4})/iu.exec(header);
  const sentOn = written ? isoDay(Number(written[3]), monthOfName((written[2] ?? '').toLowerCase()), Number(written[1])) : null;
  const milliseconds = Date.parse(header);
  if (sentOn === null || Number.isNaN(milliseconds)) return { sentAt: null, sentOn };
  return { sentAt: new Date(milliseconds).toISOString(), sentOn };
}

function textOf(mail: Email, problems: Set<MailProblem>): Pick<IncomingMail, 'text' | 'textFrom'> {
  const plain = cleanText(cut(mail.text ?? '', mailLimits.textCharacters, problems)).trimEnd();
  if (plain.trim() !== '' || mail.html === undefined) return { text: plain, textFrom: plain.trim() === '' ? 'none' : 'plain' };
  const words = htmlToText(cut(mail.html, mailLimits.htmlCharacters, problems));
  const text = cleanText(cut(words, mailLimits.textCharacters, problems));
  return { text, textFrom: text.trim() === '' ? 'none' : 'html' };
}

function cut(text: string, most: number, problems: Set<MailProblem>): string {
  if (text.length <= most) return text;
  problems.add('mail.text-cut');
  return text.slice(0, most);
}

function attachmentsOf(mail: Email, problems: Set<MailProblem>): MailAttachment[] {
  const isReport = reportTypeOf(mail.headers.find(({ key }) => key === 'content-type')?.value ?? '') !== null;
  // Outside a report a mail inside the mail is something the sender attached.
  const shown = mail.attachments.filter(
    (part) => reportPartType(part) === null || (!isReport && reportPartType(part) === 'original'),
  );
  if (shown.length > mailLimits.attachments) problems.add('mail.attachments-cut');
  return shown.slice(0, mailLimits.attachments).map((part) => ({
    name: part.filename === null ? null : fileName(part.filename),
    type: part.mimeType.slice(0, 100),
    sizeBytes: sizeOf(part),
  }));
}

/** A name to show and to save under: no folders, one line, not longer than file systems take. */
function fileName(name: string): string {
  const bare = cleanLine(name).split(/[/\\]/u).at(-1) ?? '';
  return bare.slice(-200);
}

function sizeOf(part: Attachment): number {
  return typeof part.content === 'string' ? part.content.length : part.content.byteLength;
}

function asBytes(content: ArrayBuffer | Uint8Array): Uint8Array {
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function reportTypeOf(contentType: string): string | null {
  if (!/^multipart\/report/iu.test(contentType)) return null;
  return /report-type\s{0,3}=\s{0,3}"?([\w-]{1,60})/iu.exec(contentType)?.[1]?.toLowerCase() ?? '';
}

function reportPartType(part: Attachment): MailReportPart['type'] | null {
  const type = part.mimeType.replace(/^message\/(?:global|x)-/u, 'message/');
  if (type === 'message/delivery-status') return 'delivery-status';
  if (type === 'message/feedback-report') return 'feedback-report';
  if (type === 'message/disposition-notification') return 'disposition-notification';
  return type === 'text/rfc822-headers' || type === 'message/rfc822' || type === 'message/headers' ? 'original' : null;
}

function reportPartsOf(mail: Email): MailReportPart[] {
  return mail.attachments
    .flatMap((part) => {
      const type = reportPartType(part);
      if (type === null || typeof part.content === 'string') return [];
      const bytes = asBytes(part.content).subarray(0, mailLimits.reportCharacters);
      return [{ type, text: decodeText(bytes, 'utf-8').replace(/\r\n?/gu, '\n') }];
    })
    .slice(0, mailLimits.reportParts);
}
