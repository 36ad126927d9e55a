import type { messagesRoutes, Output } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { businessDate } from '../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { headerText } from './mail.ts';
import type { MessageChannel } from './message.ts';
import { refuse } from './refusals.ts';

type Attachment = Output<(typeof messagesRoutes)['GET /messages/{id}']>['attachments'][number];
export type FileOfMessage = { readonly documentId: string; readonly name: string; readonly mediaType: string };
/** What names a paper: whose it is, when it was made, on which channel, about what. */
export type PaperOrigin = {
  readonly customerCode: string;
  readonly channel: MessageChannel;
  readonly subject: string;
  readonly madeAt: Temporal.Instant;
  readonly timeZone: string;
};

const longestName = 120;
/** Columns of a `PaperOrigin` over `paperOriginSource`, for a paper made at an instant. */
export const paperOrigin = (madeAt: Sql): Sql =>
  sql`customer.code as "customerCode", message.channel, message.subject, ${madeAt} as "madeAt", entity.time_zone as "timeZone"`;
// A letter is written anew each time it is tried.
const writtenAt = sql`coalesce((
  select max(attempt.started_at) from messages.attempt where attempt.tenant_id = message.tenant_id and attempt.message_id = message.id
), message.created_at)`;
/** The tables of `paperOrigin`, beside a `message`. */
export const paperOriginSource = sql`
  left join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
  left join identity.entity on entity.tenant_id = message.tenant_id and entity.id = message.entity_id
`;

/** What a person saves a letter as: customer, day, channel and subject, which says the level; a proof adds what it proves. */
export function paperName(origin: PaperOrigin, language: Language, proves?: string): string {
  const words = textsIn(language).messages;
  const named = [
    origin.customerCode,
    businessDate(origin.madeAt, origin.timeZone),
    words.channels[origin.channel],
    ...(proves === undefined ? [] : [proves]),
    origin.subject,
  ].join(' ');
  const plain = headerText(named)
    .replaceAll(/[^\p{L}\p{N} ._()’'-]+/gu, '-')
    .replaceAll(/\s+/g, ' ');
  return `${plain.slice(0, longestName).trim()}.pdf`;
}

/** What went along with a message, the letter itself included, each as it is saved. */
export async function attachmentsOf(db: Queryable, messageId: string, language: Language): Promise<Attachment[]> {
  const found = await db.rows<Attachment & PaperOrigin>(sql`
    select attachment.place, attachment.kind, attachment.name, attachment.media_type as "mediaType", attachment.size_bytes::float8 as bytes,
      attachment.document_id is not null as kept, attachment.copy_mark as "copyMark", ${paperOrigin(writtenAt)}
    from messages.attachment
    join messages.message on message.tenant_id = attachment.tenant_id and message.id = attachment.message_id
    ${paperOriginSource}
    where attachment.message_id = ${messageId}
    order by attachment.place
  `);
  return found.map(({ place, kind, name, mediaType, bytes, kept, copyMark, ...origin }) => ({
    place,
    kind,
    name: kind === 'letter' ? paperName(origin, language) : name,
    mediaType,
    bytes,
    kept,
    copyMark,
  }));
}

/** A file that went along with a message, or the letter itself; refuses one that is not there, or was not kept. */
export async function attachmentFile(
  db: Queryable,
  messageId: string,
  place: number,
  language: Language,
): Promise<FileOfMessage> {
  const found = await db.maybe<FileOfMessage & PaperOrigin & { kind: string }>(sql`
    select attachment.document_id as "documentId", attachment.name, attachment.media_type as "mediaType", attachment.kind,
      ${paperOrigin(writtenAt)}
    from messages.attachment
    join messages.message on message.tenant_id = attachment.tenant_id and message.id = attachment.message_id
    ${paperOriginSource}
    where attachment.message_id = ${messageId} and attachment.place = ${place} and attachment.document_id is not null
  `);
  if (!found) throw refuse('message.no-file');
  const { documentId, mediaType } = found;
  return { documentId, mediaType, name: found.kind === 'letter' ? paperName(found, language) : found.name };
}

/** The proof that came with what was said of a message; one that a provider made has no name of its own. */
export async function proofFile(db: Queryable, messageId: string, eventId: string, language: Language): Promise<FileOfMessage> {
  const found = await db.maybe<FileOfMessage & PaperOrigin & { state: string }>(sql`
    select document.id as "documentId", document.name, document.media_type as "mediaType", delivery_event.state,
      ${paperOrigin(sql`delivery_event.happened_at`)}
    from messages.delivery_event
    join platform.document on document.tenant_id = delivery_event.tenant_id and document.id = delivery_event.document_id
    join messages.message on message.tenant_id = delivery_event.tenant_id and message.id = delivery_event.message_id
    ${paperOriginSource}
    where delivery_event.message_id = ${messageId} and delivery_event.id = ${eventId}
  `);
  if (!found) throw refuse('message.no-file');
  const { documentId, mediaType, name } = found;
  const states: Readonly<Record<string, string>> = textsIn(language).messages.deliveryStates;
  return {
    documentId,
    mediaType,
    name: name.startsWith(messageId) ? paperName(found, language, states[found.state] ?? found.state) : name,
  };
}
