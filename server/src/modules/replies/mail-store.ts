import type { Day } from '../../kernel/days.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import type { Reading } from './intake/reading.ts';
import { refuse } from './refusals.ts';

export type MailKind =
  | 'human'
  | 'auto-reply'
  | 'acknowledgement'
  | 'challenge'
  | 'read-receipt'
  | 'newsletter'
  | 'bounce'
  | 'complaint';
export type MailState = 'triage' | 'to-treat' | 'treated' | 'noted' | 'dismissed';

/** A mail that came in, as commands work with it. */
export type Mail = {
  readonly id: string;
  readonly documentId: string;
  readonly kind: MailKind;
  readonly state: MailState;
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly answeredMessageId: string | null;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string | null;
  readonly thread: readonly string[];
  readonly language: 'fr' | 'en';
  readonly reading: Reading;
  readonly receivedAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly dueOn: Day;
  readonly treatedAt: Temporal.Instant | null;
};

const columns = sql`
  mail.id, mail.document_id as "documentId", mail.kind, mail.state, mail.customer_id as "customerId", mail.contact_id as "contactId",
  mail.answered_message_id as "answeredMessageId", mail.from_name as "fromName", mail.from_address as "fromAddress", mail.subject, mail.text,
  mail.message_id as "messageId", mail.thread, mail.language, mail.reading, mail.received_at as "receivedAt", mail.sent_at as "sentAt",
  mail.due_on as "dueOn", mail.treated_at as "treatedAt"
`;

/** A mail by its id; refuses one that is not there, or not to be seen. */
export async function mailById(db: Queryable, id: string): Promise<Mail> {
  const found = await db.maybe<Mail>(sql`select ${columns} from replies.mail where mail.id = ${id}`);
  if (!found) throw refuse('reply.not-found');
  return found;
}

/** The same, held until the transaction ends: two people on one mail wait for each other. */
export async function lockMail(tx: Transaction, id: string): Promise<Mail> {
  const found = await tx.maybe<Mail>(sql`select ${columns} from replies.mail where mail.id = ${id} for update`);
  if (!found) throw refuse('reply.not-found');
  return found;
}
