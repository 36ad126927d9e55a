import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { mailBytes } from '../mail.ts';
import type { MessageChannel } from '../message.ts';
import { inBatches } from '../outbox/in-batches.ts';
import type { Delivery, Parcel, Transport } from './transport.ts';

type Kept = {
  readonly messageId: string;
  readonly channel: MessageChannel;
  readonly date: Temporal.Instant;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly mediaType: string;
  readonly raw: Buffer;
  readonly reference: string;
};

/** The local mailbox: keeps each message as it would have left, a text message as its words, a letter as its PDF, once a message. Deliveries that wait for each other are written together. */
export function localMailbox(db: TenantDatabase): Transport {
  const keep = inBatches<Kept, Delivery>((all) => keepAll(db, all));
  return {
    name: 'local',
    deliver: async (parcel) => keep(await asKept(parcel)),
    close: () => Promise.resolve(),
  };
}

async function asKept(parcel: Parcel): Promise<Kept> {
  if (parcel.channel === 'e-mail') {
    const { mail } = parcel;
    return {
      messageId: mail.messageId,
      channel: 'e-mail',
      date: mail.date,
      from: mail.from.address,
      to: mail.to.address,
      subject: mail.subject,
      mediaType: 'message/rfc822',
      raw: await mailBytes(mail),
      reference: mail.messageIdHeader,
    };
  }
  const { messageId, channel, date } = parcel;
  if (parcel.channel === 'sms') {
    const { from, to, text } = parcel;
    // In a list one reads the beginning.
    return {
      messageId,
      channel,
      date,
      from,
      to,
      subject: text.slice(0, 120),
      mediaType: 'text/plain',
      raw: Buffer.from(text),
      reference: messageId,
    };
  }
  return {
    messageId,
    channel,
    date,
    from: parcel.from.name,
    to: parcel.to.lines.join(', '),
    subject: parcel.subject,
    mediaType: 'application/pdf',
    raw: Buffer.from(parcel.pdf),
    reference: messageId,
  };
}

async function keepAll(db: TenantDatabase, all: readonly Kept[]): Promise<Delivery[]> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into messages.local_mail (tenant_id, id, message_id, received_at, from_address, to_address, subject, raw, channel, media_type)
      select ${tx.tenantId}, mail.*
      from unnest(
        ${all.map(() => uuidv7())}::uuid[], ${all.map((one) => one.messageId)}::uuid[], ${all.map((one) => one.date.toString())}::timestamptz[],
        ${all.map((one) => one.from)}::text[], ${all.map((one) => one.to)}::text[], ${all.map((one) => one.subject)}::text[],
        ${all.map((one) => one.raw)}::bytea[], ${all.map((one) => one.channel)}::text[], ${all.map((one) => one.mediaType)}::text[]
      ) as mail
      -- The mailbox has it already: delivered before a crash. That is a success, and one mail.
      on conflict (tenant_id, message_id) do nothing
    `);
  });
  return all.map(({ reference }) => ({ outcome: 'sent', reference }));
}
