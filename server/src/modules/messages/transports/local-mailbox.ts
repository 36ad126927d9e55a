import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { type Mail, mailBytes } from '../mail.ts';
import { inBatches } from '../outbox/in-batches.ts';
import type { Delivery, Transport } from './transport.ts';

type Received = { readonly mail: Mail; readonly raw: Buffer };

/** The local mailbox: keeps each mail as it would have left, once a message. Deliveries that wait for each other are written together. */
export function localMailbox(db: TenantDatabase): Transport {
  const keep = inBatches<Received, Delivery>((mails) => keepMails(db, mails));
  return {
    name: 'local',
    deliver: async (mail) => keep({ mail, raw: await mailBytes(mail) }),
    close: () => Promise.resolve(),
  };
}

async function keepMails(db: TenantDatabase, received: readonly Received[]): Promise<Delivery[]> {
  await db.transaction(async (tx) => {
    const mails = received.map(({ mail }) => mail);
    await tx.run(sql`
      insert into messages.local_mail (tenant_id, id, message_id, received_at, from_address, to_address, subject, raw)
      select ${tx.tenantId}, mail.*
      from unnest(
        ${mails.map(() => uuidv7())}::uuid[], ${mails.map((mail) => mail.messageId)}::uuid[], ${mails.map((mail) => mail.date.toString())}::timestamptz[],
        ${mails.map((mail) => mail.from.address)}::text[], ${mails.map((mail) => mail.to.address)}::text[], ${mails.map((mail) => mail.subject)}::text[],
        ${received.map(({ raw }) => raw)}::bytea[]
      ) as mail
      -- The mailbox has it already: delivered before a crash. That is a success, and one mail.
      on conflict (tenant_id, message_id) do nothing
    `);
  });
  return received.map(({ mail }) => ({ outcome: 'sent', reference: mail.messageIdHeader }));
}
