import { uuidv7 } from '../../kernel/ids.ts';
import { type Database, sql } from '../../platform/database/index.ts';
import { localMailbox } from './transports/local-mailbox.ts';
import type { Transport } from './transports/transport.ts';

/** A mail about somebody's account in Quitus: it follows up no invoice, so no queue, mode or hour holds it back. */
export type AccountMail = {
  readonly to: { readonly name: string; readonly address: string };
  readonly tenantId: number;
  readonly subject: string;
  readonly text: string;
  /** What the local mailbox keeps instead, for colleagues read it. */
  readonly textWithoutLink: string;
};

/** Hands an account mail to the mail server, or to the tenant's local mailbox when there is none. Fails when the server does not take it. */
export async function sendAccountMail(
  { database, smtp, host, now }: { database: Database; smtp: Transport | undefined; host: string; now: Temporal.Instant },
  mail: AccountMail,
): Promise<void> {
  const db = database.tenant(mail.tenantId);
  const sender = await db.maybe<{ name: string; address: string | null }>(
    sql`select coalesce(legal_name, name) as name, email as address from identity.entity order by (email is null), created_at, id limit 1`,
  );
  const id = uuidv7();
  const delivery = await (smtp ?? localMailbox(db)).deliver({
    channel: 'e-mail',
    mail: {
      messageId: id,
      messageIdHeader: `<${id}@${host}>`,
      from: { name: `Quitus · ${sender?.name ?? ''}`.replace(/ · $/, ''), address: sender?.address ?? `quitus@${host}` },
      to: mail.to,
      copies: [],
      subject: mail.subject,
      text: smtp ? mail.text : mail.textWithoutLink,
      html: null,
      inReplyTo: null,
      automatic: true,
      date: now,
    },
  });
  if (delivery.outcome !== 'sent')
    throw new Error(`an account mail did not leave: ${'detail' in delivery ? delivery.detail : delivery.outcome}`);
}
