import {
  absenceOf,
  automaticHeaders,
  awayWords,
  challengeWords,
  hasAwaySubject,
  listHeaders,
  ticketWords,
  type Absence,
} from './automatic-mail.ts';
import { bounceReason, isDeadAddress, type BounceReason } from './bounce-reason.ts';
import { wordedBounce } from './bounce-words.ts';
import { foldText } from './clean-text.ts';
import { fieldBlocks, fieldsOf, originalIds, reportedRecipients, type BouncedRecipient } from './delivery-report.ts';
import { evidenceIn, headerEvidence, headerOf, type Evidence, type IncomingMail } from './incoming-mail.ts';
import { newTextOf } from './new-text.ts';

export type Bounce = {
  readonly kind: 'bounce';
  /** Whether it is a delivery report as RFC 3464 has it, or was told by its words. */
  readonly standard: boolean;
  readonly recipients: readonly (BouncedRecipient & { readonly reason: BounceReason; readonly deadAddress: boolean })[];
  readonly originalIds: readonly string[];
  readonly evidence: readonly Evidence[];
};

export type Complaint = {
  readonly kind: 'complaint';
  /** `abuse`, `not-spam`, `opt-out`… (RFC 5965 and its registry). */
  readonly feedback: string;
  readonly recipient: string | null;
  readonly originalIds: readonly string[];
  readonly evidence: readonly Evidence[];
};

/** What sort of mail came in, with the header or the words that tell. Only `human` counts as a reply. */
export type MailKind =
  | Bounce
  | Complaint
  | { readonly kind: 'auto-reply'; readonly absence: Absence; readonly evidence: readonly Evidence[] }
  | {
      readonly kind: 'human' | 'acknowledgement' | 'challenge' | 'read-receipt' | 'newsletter';
      readonly evidence: readonly Evidence[];
    };

/** The sort of a mail, from its headers first and its words where headers are silent. */
export function kindOfMail(mail: IncomingMail): MailKind {
  const report = complaintOf(mail) ?? bounceOf(mail) ?? receiptOf(mail);
  if (report) return report;
  const automatic = automaticHeaders(mail);
  const challenge = challengeWords(mail);
  if (
    challenge.length > 0 &&
    (automatic.length > 0 || mail.returnPath === '' || /no-?reply|mailinblack|antispam/u.test(mail.from?.address ?? ''))
  ) {
    return { kind: 'challenge', evidence: [...automatic, ...challenge] };
  }
  const away = awayWords(mail);
  const ticket = ticketWords(mail);
  const suppressed = suppression(mail);
  const byHeader = automatic.length > 0 || (suppressed.length > 0 && away.length + ticket.length > 0);
  const list = listHeaders(mail);
  if (byHeader || hasAwaySubject(mail) || onlyTellsOfAbsence(mail)) {
    const evidence = [...automatic, ...suppressed, ...away, ...ticket];
    if (away.length === 0 && ticket.length > 0) return { kind: 'acknowledgement', evidence };
    if (away.length === 0 && list.length > 0 && mail.inReplyTo.length === 0)
      return { kind: 'newsletter', evidence: [...evidence, ...list] };
    return { kind: 'auto-reply', absence: absenceOf(mail), evidence };
  }
  if (ticket.length > 1 || (ticket.length > 0 && isUnattended(mail))) return { kind: 'acknowledgement', evidence: ticket };
  // A company's lists put their headers on answers too: what answers a mail is from a person.
  if (list.length > 0 && mail.inReplyTo.length === 0) return { kind: 'newsletter', evidence: list };
  return { kind: 'human', evidence: [] };
}

function suppression(mail: IncomingMail): Evidence[] {
  const value = headerOf(mail.headers, 'x-auto-response-suppress');
  // Helpdesks put it on what their people write too: it tells only together with the words.
  return value === '' ? [] : [headerEvidence('x-auto-response-suppress', value)];
}

function isUnattended(mail: IncomingMail): boolean {
  return mail.returnPath === '' || /^(?:no-?reply|ne-?pas-?repondre|donotreply|noreponse)/u.test(mail.from?.address ?? '');
}

const awaySentence =
  /\b(?:je suis|je serai|i am|i'm|i will be|actuellement)\b[^.!?]{0,60}\b(?:absente?|en conges?|en vacances|out of (?:the )?office|away|on leave|on holiday|on vacation)\b/;
const meanwhile =
  /\b(?:en mon absence|pendant mon absence|durant mon absence|in my absence|during my absence|urgent|urgence|a mon retour|upon my return|when i return|immediate assistance)\b/;
const aboutTheMatter = /\b(?:factures?|virements?|paiements?|reglements?|invoices?|payments?|transfer|relances?|paye|pay|paid)\b/;

/** A vacation notice of a program that sets no header: absence, what to do meanwhile, and not a word on the matter. */
function onlyTellsOfAbsence(mail: IncomingMail): boolean {
  const folded = foldText(newTextOf(mail).text.slice(0, 3_000));
  return awaySentence.test(folded) && meanwhile.test(folded) && !aboutTheMatter.test(folded);
}

function bounceOf(mail: IncomingMail): Bounce | null {
  const reported = reportedRecipients(mail);
  const standard = reported.recipients.length > 0;
  const told = standard ? reported : wordedBounce(mail);
  if (!told && mail.reportType !== 'delivery-status') return null;
  const { recipients, evidence } = told ?? {
    recipients: [],
    evidence: [headerEvidence('content-type', headerOf(mail.headers, 'content-type'))],
  };
  return {
    kind: 'bounce',
    standard,
    recipients: recipients.map((one) => ({ ...one, reason: bounceReason(one), deadAddress: isDeadAddress(one) })),
    originalIds: originalIds(mail),
    evidence,
  };
}

function complaintOf(mail: IncomingMail): Complaint | null {
  const report = mail.reportParts.find(({ type }) => type === 'feedback-report');
  const fields = report ? (fieldBlocks(report.text)[0] ?? new Map<string, string>()) : null;
  const original = fieldsOf(mail.reportParts.find(({ type }) => type === 'original')?.text.split(/\n\n/u)[0] ?? '');
  const worded = /^\s*complaint about message from|^email feedback report|^abuse report/iu.exec(mail.subject);
  const optOut = /sent this e-?mail to unsubscribe from the message/u.exec(foldText(mail.text.slice(0, 2_000)));
  if (!fields && mail.reportType !== 'feedback-report' && !worded && !optOut) return null;
  const recipient =
    fields?.get('original-rcpt-to') ??
    fields?.get('removal-recipient') ??
    original.get('x-hmxmroriginalrecipient') ??
    original.get('to') ??
    '';
  const feedback = fields?.get('feedback-type');
  const evidence = [
    ...(feedback !== undefined && report
      ? [
          {
            in: 'report' as const,
            name: 'feedback-type',
            quote: feedback,
            offset: report.text.indexOf(feedback),
            length: feedback.length,
          },
        ]
      : []),
    ...(worded ? [evidenceIn('subject', mail.subject, worded.index, worded[0].length)] : []),
    ...(optOut ? [evidenceIn('text', mail.text, optOut.index, optOut[0].length)] : []),
  ];
  return {
    kind: 'complaint',
    feedback: feedback?.toLowerCase() ?? (optOut ? 'opt-out' : 'abuse'),
    recipient: /[^\s<>]{1,128}@[^\s<>]{1,190}/u.exec(recipient)?.[0].toLowerCase() ?? null,
    originalIds: originalIds(mail),
    evidence: evidence.length > 0 ? evidence : [headerEvidence('content-type', headerOf(mail.headers, 'content-type'))],
  };
}

function receiptOf(mail: IncomingMail): MailKind | null {
  const part = mail.reportParts.find(({ type }) => type === 'disposition-notification');
  if (!part && mail.reportType !== 'disposition-notification') return null;
  return { kind: 'read-receipt', evidence: [headerEvidence('content-type', headerOf(mail.headers, 'content-type'))] };
}
