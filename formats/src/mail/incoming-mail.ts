/** An address as a header writes it; `address` is in small letters, and '' when the header had none that could be read. */
export type MailAddress = { readonly name: string; readonly address: string };

/** A header line unfolded and decoded; its name is in small letters. */
export type MailHeader = { readonly name: string; readonly value: string };

/** What hangs on a mail: its content stays in the mail itself. */
export type MailAttachment = { readonly name: string | null; readonly type: string; readonly sizeBytes: number };

/** A part that speaks about another mail: what a machine says of it, or the mail (or its headers) come back. */
export type MailReportPart = {
  readonly type: 'delivery-status' | 'feedback-report' | 'disposition-notification' | 'original';
  readonly text: string;
};

/** What could not be taken as it stands. The mail is there all the same: what comes in is never dropped. */
export type MailProblem =
  | 'mail.too-large'
  | 'mail.too-many-parts'
  | 'mail.too-many-lines'
  | 'mail.unreadable'
  | 'mail.text-cut'
  | 'mail.headers-cut'
  | 'mail.attachments-cut'
  | 'mail.encoding-repaired';

/** A mail that came in, as far as answering it needs: no HTML, no content of attachments, nothing that runs. */
export type IncomingMail = {
  readonly headers: readonly MailHeader[];
  /** Ids keep their angle brackets, as `Message-ID` headers are compared. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  /** Oldest first, as the header has them. */
  readonly references: readonly string[];
  /** Envelope sender: '' when it is empty (`<>`, a machine that wants no answer), null when nothing tells. */
  readonly returnPath: string | null;
  readonly from: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** ISO instant; null when the header has none, or an impossible one. */
  readonly sentAt: string | null;
  /** The day on the sender's own clock: what "tomorrow" counts from. */
  readonly sentOn: string | null;
  readonly subject: string;
  /** Line feeds only, no control characters, composed accents: every offset of evidence counts in this text. */
  readonly text: string;
  readonly textFrom: 'plain' | 'html' | 'none';
  readonly attachments: readonly MailAttachment[];
  /** `delivery-status`, `feedback-report`… of a `multipart/report`. */
  readonly reportType: string | null;
  readonly reportParts: readonly MailReportPart[];
  readonly problems: readonly MailProblem[];
};

/** The words that made a rule speak: where they stand, and the words themselves. Offsets count UTF-16 units in that text. */
export type Evidence = {
  readonly in: 'header' | 'subject' | 'text' | 'report';
  /** Name of the header, for `header` and `report`. */
  readonly name?: string;
  readonly quote: string;
  readonly offset: number;
  readonly length: number;
};

/** Beyond these a mail is cut, and says so in its problems. */
export const mailLimits = {
  bytes: 32 * 1024 * 1024,
  /** What is still read of a mail that is too large, or made of too many parts: its headers and the start of its text. */
  bytesOfTooLarge: 256 * 1024,
  /** What else is read of such a mail stops at so many lines. */
  linesOfTooLarge: 10_000,
  /** A parser pays for each; a large attachment's base64 counts as one. */
  lines: 60_000,
  parts: 400,
  /** Lines that begin as a boundary does: each may open a part. */
  boundaryLines: 4_000,
  /** Where base64 ends its run with a `=`: a decoder pays for each as for a file of its own. */
  paddings: 150_000,
  depth: 24,
  headerBytes: 512 * 1024,
  headers: 400,
  headerCharacters: 8_000,
  textCharacters: 200_000,
  htmlCharacters: 2_000_000,
  attachments: 200,
  reportParts: 20,
  reportCharacters: 60_000,
} as const;

/** The first header of this name, '' without one. */
export function headerOf(headers: readonly MailHeader[], name: string): string {
  return headers.find((header) => header.name === name)?.value ?? '';
}

/** A whole header as evidence. */
export function headerEvidence(name: string, value: string): Evidence {
  return { in: 'header', name, quote: value, offset: 0, length: value.length };
}

/** A stretch of a text as evidence. */
export function evidenceIn(where: 'subject' | 'text', text: string, offset: number, length: number): Evidence {
  return { in: where, quote: text.slice(offset, offset + length), offset, length };
}
