import { documentBytes, documentOf, storeDocuments } from '../../../platform/documents/index.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { type MakePdf, markedCopy } from '../make-pdf.ts';
import type { Attached, DkimSigning, Mail } from '../mail.ts';
import type { Delivery, Parcel } from '../transports/transport.ts';
import type { Call } from './write-messages.ts';
import type { AttachmentKind, ToAttach } from './composer.ts';
import { inBatches } from './in-batches.ts';

/** A message ready to be handed over, or why it cannot be: certain not to have left. */
export type Packed =
  | { readonly kind: 'parcel'; readonly parcel: Parcel }
  | {
      readonly kind: 'not';
      readonly outcome: Extract<Delivery, { outcome: 'permanent' }> | { readonly outcome: 'fault'; readonly detail: string };
    };

/** Whether what goes along as a copy is marked as one; of the rest there is nothing to say. */
type CopyMark = 'marked' | 'unmarked';
type File = Attached & {
  /** The message it goes along with. */
  readonly messageId: string;
  readonly as: AttachmentKind;
  readonly documentId: string | undefined;
  readonly copyMark?: CopyMark | undefined;
};
type Kept = { readonly again: readonly string[]; readonly files: readonly File[] };
type Wanted = { readonly messageId: string; readonly paper: ToAttach };

export type Packing = {
  readonly makePdf?: MakePdf | undefined;
  /** What a mail may weigh as it leaves. */
  readonly maxBytes: number;
  readonly dkimOf: (sender: Call['sender']) => Promise<DkimSigning | undefined>;
};

// Base64 writes three bytes as four, and breaks its lines (RFC 2045 §6.8).
const weightOf = (bytes: number): number => Math.ceil(bytes * 1.37);

/** Packs messages between `calling` and the handover: reads their attachments, makes their PDFs, keeps what was made, and records what goes along. */
export function openPacking(db: TenantDatabase, packing: Packing): (call: Call) => Promise<Packed> {
  const keep = inBatches<Kept, readonly string[]>((all) => keepFiles(db, all));

  return async (call) => {
    const { message } = call;
    const wanted = wantedBy(call);
    try {
      const dkim = message.channel === 'e-mail' ? await packing.dkimOf(call.sender) : undefined;
      if (wanted.length === 0) return { kind: 'parcel', parcel: parcelOf(call, [], [], dkim) };
      const files: File[] = [];
      // One after another: each may be megabytes, and lanes pack at the same time.
      for (const one of wanted) files.push(await fetched(db, packing.makePdf, one));
      const weight = files.reduce((sum, file) => sum + weightOf(file.bytes.length), 0);
      // Dropping some silently would say “attached” of what is not there: a person decides.
      if (message.channel === 'e-mail' && weight > packing.maxBytes)
        return {
          kind: 'not',
          outcome: { outcome: 'permanent', code: 'too-large', detail: `${weight} bytes of ${packing.maxBytes}` },
        };
      const again = [message, ...call.riders.map((rider) => rider.message)].filter((one) => one.attempts > 0);
      const ids = await keep({ again: again.map((one) => one.id), files });
      return { kind: 'parcel', parcel: parcelOf(call, files, ids, dkim) };
    } catch (error) {
      const detail = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
      return { kind: 'not', outcome: { outcome: 'fault', detail } };
    }
  };
}

/** What goes along: its own papers, a letter before all others, then those of the messages it carries. */
function wantedBy({ message, composed, riders }: Call): Wanted[] {
  const { letter, attachments = [] } = composed;
  const first: ToAttach[] = letter
    ? [{ kind: 'made', as: 'letter', name: `${message.id}.pdf`, template: 'letter', data: letter }]
    : [];
  return [{ message, attachments: [...first, ...attachments] }, ...riders].flatMap((one) =>
    one.attachments.map((paper) => ({ messageId: one.message.id, paper })),
  );
}

async function fetched(db: TenantDatabase, makePdf: MakePdf | undefined, { messageId, paper: wanted }: Wanted): Promise<File> {
  if (wanted.kind === 'made') {
    if (!makePdf) throw new Error('nothing here makes PDFs');
    const bytes = await makePdf(wanted.template, wanted.data);
    return { messageId, as: wanted.as, name: wanted.name, mediaType: 'application/pdf', bytes, documentId: undefined };
  }
  const stored = await documentOf(db, wanted.documentId);
  if (!stored) throw new Error(`the document ${wanted.documentId} is gone`);
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(db, wanted.documentId)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const file: File = { messageId, as: wanted.as, name: wanted.name, mediaType: stored.mediaType, bytes, documentId: stored.id };
  if (wanted.copyIn === undefined) return file;
  if (!makePdf) throw new Error('nothing here makes PDFs');
  const copy = await markedCopy(makePdf, { pdf: bytes, mediaType: file.mediaType, language: wanted.copyIn });
  return copy ? { ...file, bytes: copy, documentId: undefined, copyMark: 'marked' } : { ...file, copyMark: 'unmarked' };
}

/** Stores what was made and writes down what goes along; answers each file's document. */
function keepFiles(db: TenantDatabase, all: readonly Kept[]): Promise<readonly string[][]> {
  return db.transaction(async (tx) => {
    const made = all.flatMap(({ files }) => files.filter((file) => file.documentId === undefined));
    const ids = await storeDocuments(tx, made);
    const idOf = new Map(made.map((file, index) => [file, ids[index] ?? '']));
    const again = all.flatMap((one) => one.again);
    if (again.length > 0) {
      // What was made for the try before goes with it.
      await tx.run(sql`
        with former as (
          delete from messages.attachment where message_id = any(${again}::uuid[]) returning document_id, made
        )
        delete from platform.document where id in (select document_id from former where made)
      `);
    }
    const rows = all.flatMap(({ files }) =>
      files.map((file, index) => ({
        message_id: file.messageId,
        // Unique within its message, in the order of the mail.
        place: index + 1,
        kind: file.as,
        name: file.name,
        media_type: file.mediaType,
        document_id: file.documentId ?? idOf.get(file),
        size_bytes: file.bytes.length,
        made: file.documentId === undefined,
        copy_mark: file.copyMark ?? null,
      })),
    );
    await tx.run(sql`
      insert into messages.attachment (tenant_id, message_id, place, kind, name, media_type, document_id, size_bytes, made, copy_mark)
      select ${tx.tenantId}, row.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (message_id uuid, place integer, kind text, name text, media_type text, document_id uuid, size_bytes bigint, made boolean, copy_mark text)
    `);
    return all.map(({ files }) => files.map((file) => file.documentId ?? idOf.get(file) ?? ''));
  });
}

function parcelOf(call: Call, files: readonly File[], ids: readonly string[], dkim: DkimSigning | undefined): Parcel {
  const { message, composed, route, at } = call;
  const carried = { messageId: message.id, entityId: message.entityId, customerId: message.customerId, date: at };
  if (message.channel === 'e-mail') return { channel: 'e-mail', mail: mailOf(call, files, dkim) };
  if (message.channel === 'sms')
    return { ...carried, channel: 'sms', from: route.senderName, to: composed.recipient.address, text: composed.text };
  const [letter, ...enclosures] = files;
  if (!letter || !composed.letter) throw new Error('a letter has been set before it is packed');
  return {
    ...carried,
    channel: message.channel,
    from: { name: route.senderName, address: route.senderAddress },
    to: {
      name: composed.recipient.name ?? '',
      lines: composed.recipient.address.split('\n'),
      email: composed.recipient.email ?? null,
    },
    subject: composed.subject,
    text: composed.text,
    letter: composed.letter,
    pdf: letter.bytes,
    documentId: ids[0] ?? '',
    enclosures,
  };
}

function mailOf({ message, composed, route, at }: Call, attachments: readonly Attached[], dkim: DkimSigning | undefined): Mail {
  return {
    messageId: message.id,
    messageIdHeader: route.messageIdHeader,
    from: { name: route.senderName, address: route.senderAddress },
    to: { name: composed.recipient.name ?? '', address: composed.recipient.address },
    copies: composed.copies ?? [],
    replyTo: route.replyTo,
    subject: composed.subject,
    text: composed.text,
    html: composed.html ?? null,
    inReplyTo: route.inReplyTo,
    references: route.thread,
    dkim,
    attachments,
    automatic: message.actionId !== null || composed.automatic === true,
    date: at,
  };
}
