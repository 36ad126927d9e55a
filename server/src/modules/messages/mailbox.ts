import type { messagesRoutes, Output } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import PostalMime from 'postal-mime';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { headerText } from './mail.ts';
import { paperName, type PaperOrigin, paperOrigin, paperOriginSource } from './message-files.ts';
import { refuse } from './refusals.ts';
import { safeHtml } from './safe-html.ts';

type LocalMailRow = Output<(typeof messagesRoutes)['GET /mailbox']>['rows'][number];
type LocalMailView = Output<(typeof messagesRoutes)['GET /mailbox/{id}']>;
type Raw = Omit<LocalMailRow, 'receivedAt'> & { receivedAt: Temporal.Instant };

const columns = sql`
  local_mail.id, local_mail.channel, local_mail.media_type as "mediaType", local_mail.message_id as "messageId", local_mail.received_at as "receivedAt", local_mail.from_address as "from",
  local_mail.to_address as "to", local_mail.subject, local_mail.read_at is not null as read, customer.id as "customerId", customer.name as "customerName"
`;
const source = sql`
  messages.local_mail
  left join messages.message on message.tenant_id = local_mail.tenant_id and message.id = local_mail.message_id
  left join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
`;

/** A window of the local mailbox, newest first. */
export async function listMails(
  db: Queryable,
  filter: {
    readonly offset?: number | undefined;
    readonly limit?: number | undefined;
    readonly q?: string | undefined;
    readonly customerId?: string | undefined;
  },
): Promise<{ rows: LocalMailRow[]; total: number; totals: { unread: number } }> {
  const all = [sql`true`];
  if (filter.customerId !== undefined) all.push(sql`message.customer_id = ${filter.customerId}`);
  if (filter.q?.trim()) {
    const words = `%${filter.q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    all.push(sql`(local_mail.subject ilike ${words} or local_mail.to_address ilike ${words} or customer.name ilike ${words})`);
  }
  const where = sql.join(all, sql` and `);
  const [rows, count] = await Promise.all([
    db.rows<Raw>(sql`
      select ${columns} from ${source} where ${where}
      order by local_mail.received_at desc, local_mail.id
      limit ${filter.limit ?? 100} offset ${filter.offset ?? 0}
    `),
    db.one<{ total: number; unread: number }>(sql`
      select count(*)::int as total, (count(*) filter (where local_mail.read_at is null))::int as unread from ${source} where ${where}
    `),
  ]);
  return {
    rows: rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toString() })),
    total: count.total,
    totals: { unread: count.unread },
  };
}

/** Opens one mail as a reader's program would, and marks it read: ten read mails are a condition of going live. */
export async function openMail(db: Queryable, id: string, now: Temporal.Instant): Promise<LocalMailView> {
  const found = await db.maybe<Raw & { raw: Buffer }>(
    sql`select ${columns}, local_mail.raw from ${source} where local_mail.id = ${id}`,
  );
  if (!found) throw refuse('mail.not-found');
  await db.run(sql`update messages.local_mail set read_at = coalesce(read_at, ${now.toString()}::timestamptz) where id = ${id}`);
  const { raw, ...row } = found;
  if (row.channel !== 'e-mail') {
    const text = row.channel === 'sms' ? raw.toString('utf8') : null;
    return { ...row, read: true, receivedAt: row.receivedAt.toString(), headers: [], text, html: null, attachments: [] };
  }
  const mail = await PostalMime.parse(raw);
  return {
    ...row,
    read: true,
    receivedAt: row.receivedAt.toString(),
    headers: mail.headers.map((header) => ({ name: header.originalKey, value: header.value })),
    text: mail.text ?? null,
    html: mail.html ? safeHtml(mail.html) : null,
    attachments: mail.attachments.map((attachment) => ({
      name: attachment.filename ?? '',
      mediaType: attachment.mimeType,
      bytes: typeof attachment.content === 'string' ? Buffer.byteLength(attachment.content) : attachment.content.byteLength,
    })),
  };
}

/** One message of the local mailbox as the bytes that would have left; a letter under the name it has beside its message. */
export async function rawMail(
  db: Queryable,
  id: string,
  language: Language,
): Promise<{ raw: Buffer; name: string; mediaType: string }> {
  const found = await db.maybe<PaperOrigin & { raw: Buffer; title: string; mediaType: string }>(sql`
    select local_mail.raw, local_mail.subject as title, local_mail.media_type as "mediaType", ${paperOrigin(sql`local_mail.received_at`)}
    from messages.local_mail
    left join messages.message on message.tenant_id = local_mail.tenant_id and message.id = local_mail.message_id
    ${paperOriginSource}
    where local_mail.id = ${id}
  `);
  if (!found) throw refuse('mail.not-found');
  const { raw, mediaType } = found;
  if (mediaType === 'application/pdf') return { raw, mediaType, name: paperName(found, language) };
  const title =
    headerText(found.title)
      .replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-')
      .slice(0, 80) || 'mail';
  return { raw, mediaType, name: `${title}.${mediaType === 'message/rfc822' ? 'eml' : 'txt'}` };
}
