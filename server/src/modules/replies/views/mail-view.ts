import type { ReceivedMail, ReplyProposal } from '@quitus/contract';
import PostalMime from 'postal-mime';
import { mailLimits, readableBytes, readableFiles } from '@quitus/formats';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { safeHtml } from '../../messages/index.ts';
import { suggestionsFor } from '../intake/thread.ts';
import { mailById } from '../mail-store.ts';
import { isComplete } from '../proposals/propose.ts';
import { type Proposal, proposalsOf } from '../proposals/proposal-store.ts';
import { rawMailOf } from '../raw-mail.ts';
import { refuse } from '../refusals.ts';
import { mailRow } from './list-mails.ts';

type More = {
  sentAt: Temporal.Instant | null;
  to: string[];
  threadedBy: ReceivedMail['threadedBy'];
  problems: string[];
  hasHtml: boolean;
  readBy: 'rules' | 'model';
  modelFailure: string | null;
  absentUntil: Day | null;
  deputies: string[];
  treatedBy: string | null;
  treatedAt: Temporal.Instant | null;
  note: string | null;
};

const largestHtml = 2_000_000;

/** One mail with everything a person needs to deal with it. */
export async function mailView(db: Queryable, id: string, today: Day): Promise<ReceivedMail> {
  const mail = await mailById(db, id);
  const [row, more, proposals, files, bounced, answered, answers] = await Promise.all([
    mailRow(db, id, today),
    db.one<More>(sql`
      select sent_at as "sentAt", to_addresses as "to", threaded_by as "threadedBy", problems, has_html as "hasHtml", read_by as "readBy",
        model_failure as "modelFailure", absent_until as "absentUntil", deputies, treated_by as "treatedBy", treated_at as "treatedAt", note
      from replies.mail where id = ${id}
    `),
    proposalsOf(db, id),
    filesOf(db, id),
    db.rows<ReceivedMail['bounced'][number]>(
      sql`select address, hard, reason, contact_id as "contactId" from replies.bounce where mail_id = ${id} order by address`,
    ),
    answeredMessage(db, mail.answeredMessageId),
    answersOf(db, id),
  ]);
  const { hasHtml, ...shown } = more;
  const suggestions = mail.customerId === null ? await namedSuggestions(db, mail) : [];
  return {
    ...row,
    ...shown,
    sentAt: shown.sentAt?.toString() ?? null,
    treatedAt: shown.treatedAt?.toString() ?? null,
    language: mail.language,
    answeredMessage: answered,
    text: mail.text,
    newPieces: [...mail.reading.newPieces],
    html: hasHtml && isReadWhole(more.problems) ? await htmlOf(db, mail.documentId) : null,
    findings: mail.reading.findings.map(({ label, confidence, evidence }) => ({ label, confidence, evidence: [...evidence] })),
    mentions: mail.reading.mentions.map(({ itemId, number, offset, length }) => ({ itemId, number, offset, length })),
    proposalList: await proposalViews(db, proposals),
    files,
    suggestions,
    bounced,
    answers,
  };
}

async function proposalViews(db: Queryable, proposals: readonly Proposal[]): Promise<ReplyProposal[]> {
  const ids = [...new Set(proposals.flatMap(({ content }) => content.items.map(({ itemId }) => itemId)))];
  const items = new Map(
    (
      await db.rows<{ id: string; number: string; currency: string; openMinor: bigint; dueOn: Day | null }>(sql`
        select id, number, currency, open_minor - awaiting_minor as "openMinor", due_on as "dueOn" from receivables.item where id = any(${ids}::uuid[])
      `)
    ).map((item) => [item.id, item]),
  );
  return proposals.map(({ content, ...proposal }) => ({
    place: proposal.place,
    kind: proposal.kind,
    state: proposal.state,
    complete: isComplete(proposal.kind, content),
    confidence: proposal.confidence,
    foundBy: proposal.foundBy,
    evidence: [...proposal.evidence],
    items: content.items.flatMap(({ itemId, minor }) => {
      const item = items.get(itemId);
      return item
        ? [
            {
              itemId,
              number: item.number,
              amount: toDecimal(BigInt(minor), item.currency),
              open: toDecimal(item.openMinor, item.currency),
              currency: item.currency,
              dueOn: item.dueOn,
            },
          ]
        : [];
    }),
    day: content.day,
    means: content.means,
    disputeType: content.disputeType,
    // The cast: `propose` writes no other.
    document: content.document as ReplyProposal['document'],
    contact: content.contact,
    decidedBy: proposal.decidedBy,
    decidedAt: proposal.decidedAt?.toString() ?? null,
    automatic: proposal.automatic,
    reversible: proposal.state !== 'proposed',
  }));
}

async function answeredMessage(db: Queryable, id: string | null): Promise<ReceivedMail['answeredMessage']> {
  if (id === null) return null;
  const found = await db.maybe<{ id: string; subject: string; sentAt: Temporal.Instant | null; text: string; kind: string }>(sql`
    select id, subject, sent_at as "sentAt", body_text as text, kind from messages.message where id = ${id}
  `);
  return found ? { ...found, sentAt: found.sentAt?.toString() ?? null } : null;
}

async function answersOf(db: Queryable, mailId: string): Promise<ReceivedMail['answers']> {
  const rows = await db.rows<{ id: string; subject: string; state: string; text: string; at: Temporal.Instant }>(sql`
    select message.id, message.subject, message.state, coalesce(nullif(message.body_text, ''), message.draft_text, '') as text,
      coalesce(message.sent_at, message.created_at) as at
    from replies.answer
    join messages.message on message.tenant_id = answer.tenant_id and message.id = answer.message_id
    where answer.mail_id = ${mailId}
    order by message.created_at, message.id
  `);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toString() }));
}

async function namedSuggestions(
  db: Queryable,
  mail: { readonly fromAddress: string; readonly fromName: string; readonly subject: string; readonly text: string },
): Promise<ReceivedMail['suggestions']> {
  const suggestions = await suggestionsFor(db, mail);
  const names = new Map(
    (
      await db.rows<{ id: string; code: string; name: string }>(sql`
        select id, code, name from customers.customer where id = any(${suggestions.map(({ customerId }) => customerId)}::uuid[])
      `)
    ).map((one) => [one.id, one]),
  );
  return suggestions.flatMap(({ customerId, because, evidence }) => {
    const customer = names.get(customerId);
    return customer ? [{ customerId, customerCode: customer.code, customerName: customer.name, because, evidence }] : [];
  });
}

const risky =
  /\.(?:exe|com|bat|cmd|scr|msi|ps1|vbs?|js|jse|wsf|hta|jar|lnk|iso|img|html?|svg|xht?ml|docm|xlsm|pptm|zip|rar|7z|gz|tar|eml)$/i;

async function filesOf(db: Queryable, mailId: string): Promise<ReceivedMail['files']> {
  const rows = await db.rows<{ place: number; name: string; mediaType: string; sizeBytes: number }>(sql`
    select place, name, media_type as "mediaType", size_bytes::float8 as "sizeBytes" from replies.file where mail_id = ${mailId} order by place
  `);
  return rows.map((file) => ({
    ...file,
    risky:
      risky.test(file.name) ||
      !/^(?:application\/pdf|image\/(?:png|jpe?g|gif|tiff|webp)|text\/(?:plain|csv))$/i.test(file.mediaType),
  }));
}

const beginningOnly: ReadonlySet<string> = new Set(['mail.too-large', 'mail.too-many-parts', 'mail.too-many-lines']);

// What was too much to be read as it came in is too much each time somebody looks at it.
function isReadWhole(problems: readonly string[]): boolean {
  return !problems.some((problem) => beginningOnly.has(problem));
}

/** The HTML part as it may be shown: nothing that runs, nothing that loads. Null when there is none, or too much of it. */
async function htmlOf(db: Queryable, documentId: string): Promise<string | null> {
  const raw = await rawMailOf(db, documentId);
  if (raw.length > mailLimits.bytes) return null;
  const mail = await parse(readableBytes(raw, new Set()));
  if (!mail?.html || mail.html.length > largestHtml) return null;
  return safeHtml(mail.html);
}

async function parse(raw: Uint8Array) {
  try {
    return await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      maxNestingDepth: mailLimits.depth,
      maxHeadersSize: mailLimits.headerBytes,
    });
  } catch {
    // It is shown by its text, and can be taken as it came.
    return null;
  }
}

/** A file of a mail, found by its name, type and size as they were noted; refuses one that is not there. */
export async function fileOf(
  db: Queryable,
  mailId: string,
  place: number,
): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }> {
  const mail = await mailById(db, mailId);
  const files = await filesOf(db, mailId);
  const wanted = files.find((file) => file.place === place);
  if (!wanted) throw refuse('reply.file-not-found');
  const { problems } = await db.one<{ problems: string[] }>(sql`select problems from replies.mail where id = ${mailId}`);
  // It can be taken as it came.
  if (!isReadWhole(problems)) throw refuse('reply.file-not-found');
  const { bytes: readable, asWritten } = readableFiles(await rawMailOf(db, mail.documentId));
  const parsed = await parse(readable);
  const same = (parsed?.attachments ?? [])
    .filter(
      (part) =>
        part.mimeType.slice(0, 100) === wanted.mediaType && (part.filename === null ? '' : part.filename).endsWith(wanted.name),
    )
    .map((part) => asWritten(bytesOf(part.content)))
    .filter((content) => content.length === wanted.sizeBytes);
  // Two alike are told apart by their order.
  const before = files.filter(
    (file) =>
      file.place < place &&
      file.name === wanted.name &&
      file.mediaType === wanted.mediaType &&
      file.sizeBytes === wanted.sizeBytes,
  ).length;
  const bytes = same[before];
  if (!bytes) throw refuse('reply.file-not-found');
  return { name: wanted.name || `${place + 1}`, mediaType: wanted.mediaType, bytes };
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
