import { type IncomingMail, kindOfMail, type MailKind as ReadKind, readIncomingMail } from '@quitus/formats';
import type { Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusals.ts';
import { isUnstorableText, jsonb, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { readSetting } from '../../identity/index.ts';
import type { MailState } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { onceHash } from '../once.ts';
import { keepRawMail } from '../raw-mail.ts';
import { workingDaysAfter } from './business-days.ts';
import { openItemsOf, todayFor } from './customer-context.ts';
import { takeBounce, takeComplaint } from './failed-addresses.ts';
import { type Reading, readReply } from './reading.ts';
import { receiver, takeReply } from './take-reply.ts';
import { senderOf, type Thread, threadOf } from './thread.ts';

export type TakenIn = { readonly mailId: string; readonly created: boolean };
/** What to do with a mail in the transaction that takes it in: how far the mailbox was read. */
export type Alongside = (tx: Transaction) => Promise<void>;

/**
 * Takes in one mail as it came: kept whole, told apart, given to its customer, whose chase pauses in the same transaction when a person wrote it.
 * The same mail a second time, by whatever way, changes nothing. Throws only when the database does.
 */
export async function takeIn(
  db: TenantDatabase,
  raw: Uint8Array,
  source: 'imap' | 'hook',
  neighbours: ReplyNeighbours,
  alongside: Alongside = async () => undefined,
): Promise<TakenIn> {
  const mail = storable(await readIncomingMail(raw));
  const incoming = { mail, kind: kindOfMail(mail), raw, source, hash: onceHash(mail, raw) };
  try {
    return await takeOnce(db, incoming, (tx) => write(tx, incoming, neighbours), alongside);
  } catch (error) {
    // A number or a day beyond all measure in it is the mail's, too.
    if (!(error instanceof Refusal || error instanceof RangeError) && !isUnstorableText(error)) throw error;
    // One mail that something says no to must not stand before all others: it is kept, and a person looks at it.
    return takeOnce(db, incoming, (tx) => writeBare(tx, incoming, neighbours), alongside);
  }
}

async function takeOnce(
  db: TenantDatabase,
  { hash }: Incoming,
  write: (tx: Transaction) => Promise<string>,
  alongside: Alongside,
): Promise<TakenIn> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`replies/${tx.tenantId}/${hash.toString('hex')}`}, 0))`);
    const known = await tx.maybe<{ id: string }>(sql`select id from replies.mail where once_hash = ${hash}`);
    if (known) {
      await alongside(tx);
      return { mailId: known.id, created: false };
    }
    const mailId = await write(tx);
    await alongside(tx);
    return { mailId, created: true };
  });
}

type Incoming = {
  readonly mail: IncomingMail;
  readonly kind: ReadKind;
  readonly raw: Uint8Array;
  readonly source: 'imap' | 'hook';
  readonly hash: Buffer;
};

async function write(tx: Transaction, incoming: Incoming, neighbours: ReplyNeighbours): Promise<string> {
  const { mail, kind } = incoming;
  const now = neighbours.now();
  const id = uuidv7();
  const documentId = await keepRawMail(tx, incoming.raw);
  const thread = await threadOf(tx, mail);
  const today = await todayFor(tx, thread.customerId, now);
  const items = thread.customerId === null || kind.kind !== 'human' ? [] : await openItemsOf(tx, thread.customerId);
  const reading = kind.kind === 'human' ? { ...readReply(mail, items, today), probably: thread.probably } : undefined;
  const dueOn = workingDaysAfter(today, await readSetting(tx, 'replies.days'));
  await insert(tx, { ...incoming, id, documentId, thread, reading, dueOn, now, state: stateOf(kind, thread) });
  await insertFiles(tx, id, mail);
  const cameBack = { mailId: id, documentId, answeredMessageId: thread.answeredMessageId, at: sentOrNow(mail, now) };
  if (kind.kind === 'bounce') {
    const failed = await takeBounce(tx, kind, cameBack, neighbours.hooks, receiver);
    await tellFailures(tx, id, thread, failed);
  } else if (kind.kind === 'complaint') {
    const contacts = await takeComplaint(tx, kind, cameBack, neighbours.hooks, receiver);
    await recordEvent(tx, {
      kind: 'replies.complained',
      actor: receiver,
      customerId: thread.customerId ?? undefined,
      subjectId: id,
      details: { feedback: kind.feedback, contacts: contacts.length },
    });
  } else if (reading && thread.customerId !== null) {
    await takeReply(
      tx,
      { id, customerId: thread.customerId, answeredMessageId: thread.answeredMessageId, subject: mail.subject, reading },
      {
        today,
        items,
        neighbours,
      },
    );
  } else if (reading) {
    await recordEvent(tx, { kind: 'replies.unsorted', actor: receiver, subjectId: id });
  }
  return id;
}

/** A mail as nobody could deal with it: its bytes, who sent it, to be sorted by a person. */
async function writeBare(tx: Transaction, incoming: Incoming, neighbours: ReplyNeighbours): Promise<string> {
  const now = neighbours.now();
  const id = uuidv7();
  const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
  const mail: IncomingMail = {
    ...incoming.mail,
    text: '',
    subject: ascii(incoming.mail.subject),
    from: incoming.mail.from && { name: ascii(incoming.mail.from.name), address: ascii(incoming.mail.from.address) },
    to: [],
    cc: [],
    messageId: null,
    references: [],
    attachments: [],
    problems: ['mail.unreadable'],
  };
  const today = await todayFor(tx, null, now);
  const dueOn = workingDaysAfter(today, await readSetting(tx, 'replies.days'));
  const thread: Thread = { customerId: null, by: null, answeredMessageId: null, contactId: null };
  const documentId = await keepRawMail(tx, incoming.raw);
  const kind = { kind: 'human', evidence: [] } as const;
  await insert(tx, { ...incoming, mail, kind, id, documentId, thread, reading: undefined, dueOn, now, state: 'triage' });
  await recordEvent(tx, { kind: 'replies.unsorted', actor: receiver, subjectId: id });
  return id;
}

// Whom nobody could be found for is sorted by a person; what a machine wrote is noted, unless something must be done about it.
function stateOf(kind: ReadKind, thread: Thread): MailState {
  if (kind.kind === 'human') return thread.customerId === null ? 'triage' : 'to-treat';
  return kind.kind === 'challenge' || kind.kind === 'complaint' ? 'to-treat' : 'noted';
}

async function tellFailures(
  tx: Transaction,
  id: string,
  thread: Thread,
  failed: Awaited<ReturnType<typeof takeBounce>>,
): Promise<void> {
  if (failed.length === 0) return;
  // A dead address of no contact has no alert of its own: this mail is the task.
  if (failed.some(({ hard, contactIds }) => hard && contactIds.length === 0))
    await tx.run(sql`update replies.mail set state = 'to-treat' where id = ${id}`);
  await recordEvent(tx, {
    kind: 'replies.bounced',
    actor: receiver,
    customerId: thread.customerId ?? undefined,
    subjectId: id,
    details: { hard: failed.some(({ hard }) => hard), reason: failed[0]?.reason ?? 'other', messageId: thread.answeredMessageId },
  });
}

type ToInsert = Incoming & {
  readonly id: string;
  readonly documentId: string;
  readonly thread: Thread;
  readonly reading: Reading | undefined;
  readonly dueOn: Day;
  readonly now: Temporal.Instant;
  readonly state: MailState;
};

async function insert(tx: Transaction, row: ToInsert): Promise<void> {
  const { mail, kind, thread } = row;
  const absence = kind.kind === 'auto-reply' ? kind.absence : { until: null, deputies: [] };
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address).slice(0, 50);
  await tx.run(sql`
    insert into replies.mail (tenant_id, id, once_hash, source, document_id, received_at, sent_at, message_id, thread, from_name, from_address,
      to_addresses, subject, text, has_html, problems, language, kind, state, customer_id, contact_id, answered_message_id, threaded_by, labels, reading,
      absent_until, deputies, due_on)
    values (${tx.tenantId}, ${row.id}, ${row.hash}, ${row.source}, ${row.documentId}, ${row.now.toString()}::timestamptz, ${mail.sentAt}::timestamptz,
      ${mail.messageId}, ${mail.references.slice(-20)}, ${(mail.from?.name ?? '').slice(0, 300)}, ${senderOf(mail).slice(0, 320)}, ${recipients},
      ${mail.subject}, ${mail.text}, ${hasHtml(mail)}, ${[...mail.problems]}, ${row.reading?.language ?? 'fr'}, ${kind.kind}, ${row.state},
      ${thread.customerId}, ${thread.contactId}, ${thread.answeredMessageId}, ${thread.by},
      ${row.reading?.findings.map(({ label }) => label) ?? []}, ${jsonb(row.reading ?? { language: 'fr', newPieces: [], findings: [], mentions: [] })},
      ${absence.until}, ${[...absence.deputies].slice(0, 10)}, ${row.dueOn})
  `);
}

async function insertFiles(tx: Transaction, mailId: string, mail: IncomingMail): Promise<void> {
  const rows = mail.attachments.map(({ name, type, sizeBytes }, place) => ({
    place,
    name: name ?? '',
    media_type: type,
    size_bytes: sizeBytes,
  }));
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into replies.file (tenant_id, mail_id, place, name, media_type, size_bytes)
    select ${tx.tenantId}, ${mailId}, place, name, media_type, size_bytes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (place integer, name text, media_type text, size_bytes bigint)
  `);
}

function hasHtml(mail: IncomingMail): boolean {
  const types = mail.headers.filter(({ name }) => name === 'content-type').map(({ value }) => value.toLowerCase());
  return mail.textFrom === 'html' || types.some((type) => /text\/html|multipart\/(?:alternative|related|mixed)/.test(type));
}

// A Date header may be anything: one that lies ahead, or years back, is not when it happened.
function sentOrNow(mail: IncomingMail, now: Temporal.Instant): Temporal.Instant {
  if (mail.sentAt === null) return now;
  const sent = Temporal.Instant.from(mail.sentAt);
  const hours = now.since(sent).total('hours');
  return hours < 0 || hours > 24 * 30 ? now : sent;
}

// PostgreSQL's JSON takes no half of a surrogate pair, and no text takes a zero byte: offsets stay as they are.
function storable(mail: IncomingMail): IncomingMail {
  const clean = (text: string): string => text.toWellFormed().replaceAll('\0', ' ');
  const address = <A extends { readonly name: string; readonly address: string } | null>(one: A): A =>
    one === null ? one : { ...one, name: clean(one.name), address: clean(one.address) };
  return {
    ...mail,
    subject: clean(mail.subject),
    text: clean(mail.text),
    from: address(mail.from),
    replyTo: mail.replyTo.map(address),
    to: mail.to.map(address),
    cc: mail.cc.map(address),
    messageId: mail.messageId === null ? null : clean(mail.messageId),
    inReplyTo: mail.inReplyTo.map(clean),
    references: mail.references.map(clean),
    attachments: mail.attachments.map((one) => ({
      ...one,
      name: one.name === null ? null : clean(one.name),
      type: clean(one.type),
    })),
  };
}
