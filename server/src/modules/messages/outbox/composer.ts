import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import type { LetterData, PdfTemplate } from '../letter-data.ts';
import type { ListedItem, MessageKind, OutboxMessage } from '../message.ts';

/** Whose mailbox it leaves from; when that person has none, the next of: the organisation's shared default, its own address. */
export type WantedSender = {
  readonly wants: 'collector' | 'account-manager' | 'shared' | 'person';
  readonly personId?: string | undefined;
  /** The company whose mailbox it is; that of the message unless said otherwise. */
  readonly entityId?: string | undefined;
};

type Words = { readonly subject: string; readonly text: string; readonly html: string };

/** How a message reads when it leaves in one mail with others. It stays a message of its own: its state, its items, its end are recorded for itself. */
export type Together = {
  /** The message whose mail carries all of them; the same for each. */
  readonly leaderId: string;
  /** How many they are: unless all are there, each leaves by itself. */
  readonly count: number;
  /** The company that writes. */
  readonly entityId: string;
  /** What is kept of this message: the frame of the mail, and its own part. */
  readonly part: Words;
  /** What leaves, of all of them: the leader's. */
  readonly whole?: Words | undefined;
};

export type AttachmentKind = 'invoice' | 'statement' | 'payment-code' | 'interest-note' | 'letter' | 'proof' | 'file';

/** What is to go along: a document that is stored, or one made of these data once the message is on its way out. */
export type ToAttach =
  | {
      readonly kind: 'document';
      readonly documentId: string;
      readonly as: AttachmentKind;
      readonly name: string;
      /** It goes along as a copy, marked as one in this language. */
      readonly copyIn?: string | undefined;
    }
  | {
      readonly kind: 'made';
      readonly as: AttachmentKind;
      readonly name: string;
      readonly template: PdfTemplate;
      readonly data: unknown;
    };

/** What a message turns out to be the second it is to leave. */
export type Composed =
  | {
      readonly kind: 'send';
      readonly recipient: {
        readonly name?: string | undefined;
        /** An e-mail address, a number in E.164 for a text message, the lines of the postal address for a letter. */
        readonly address: string;
        /** Of a letter, for those who carry it electronically. */
        readonly email?: string | undefined;
        readonly contactId?: string | undefined;
      };
      readonly copies?: readonly string[] | undefined;
      readonly subject: string;
      readonly text: string;
      readonly html?: string | undefined;
      readonly sender?: WantedSender | undefined;
      readonly replyTo?: string | undefined;
      readonly attachments?: readonly ToAttach[] | undefined;
      /** Nobody wrote it, although no step of a scenario did either: answering machines are told so. */
      readonly automatic?: boolean | undefined;
      /** Of a letter: what is set on paper; `text` is the plain wording, for the record. */
      readonly letter?: LetterData | undefined;
      readonly items: readonly ListedItem[];
      readonly amountMinor?: bigint | undefined;
      readonly currency?: string | undefined;
      /** It may leave in one mail with others; what stands above is how it reads alone. */
      readonly together?: Together | undefined;
    }
  /** What it claims is no longer owed: a code with a sentence in texts.messages.reasons. */
  | { readonly kind: 'cancel'; readonly reason: string }
  /** Nobody to send it to: it fails, its step is not done, a person is told. */
  | { readonly kind: 'undeliverable'; readonly reason: string }
  | { readonly kind: 'postpone'; readonly until: Temporal.Instant };

/** Writes a message from the data of this second, reading everything again in the transaction that lets it leave. It may run at once with others: it must not write. */
export type Composer = (tx: Transaction, message: OutboxMessage, now: Temporal.Instant) => Promise<Composed>;

/** Injected by main: messages of the scenario are written by dunning, those by hand by the worklist, those of a kind of their own by whoever queues them. */
export type Composers = {
  readonly reminder: Composer;
  readonly byHand: Composer;
  readonly byKind?: Readonly<Partial<Record<MessageKind, Composer>>> | undefined;
};

/** Who writes this message. */
export function composerOf(composers: Composers, message: OutboxMessage): Composer {
  return composers.byKind?.[message.kind] ?? (message.actionId === null ? composers.byHand : composers.reminder);
}

/** A message that reached an end. Its items are in messages.message_item. */
export type EndedMessage = {
  readonly id: string;
  readonly kind: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly actionId: string | null;
  readonly state: 'sent' | 'cancelled' | 'failed' | 'uncertain';
  /** Why it was cancelled or failed. */
  readonly reason: string | null;
  readonly endedAt: Temporal.Instant;
};

/** A boolean expression over `message`: whether anything its words rest on changed since they were written, where `changed` says so of one row of a table. */
export type ChangedMeanwhile = (changed: (row: Sql) => Sql) => Sql;

/** For whom messages leave from now on, as a boolean expression over `message`; and whether mail can. */
export type Leaving = { readonly leaves: Sql; readonly mailServer: boolean; readonly now: Temporal.Instant };

/** What others do in the transaction that records an end, each given many messages at once; and what they look at in the one that lets a message leave. */
export type OutboxHooks = {
  /** Asked in the transaction that commits `calling`: a message it is true of is written again (T1). */
  readonly changedMeanwhile?: ChangedMeanwhile | undefined;
  /** Messages are about to leave for some customers: what was only rehearsed with them is over. */
  readonly beforeLeaving?: ((tx: Transaction, leaving: Leaving) => Promise<void>) | undefined;
  /** A boolean expression over `message`: it stays in the local mailbox whatever the mode, for what it follows stayed there. */
  readonly staysHere?: Sql | undefined;
  /** It was accepted: now, and not before, its step is done. */
  readonly onSent?: ((tx: Transaction, messages: readonly EndedMessage[]) => Promise<void>) | undefined;
  /** It was cancelled, failed or its outcome is unknown. */
  readonly onNotSent?: ((tx: Transaction, messages: readonly EndedMessage[]) => Promise<void>) | undefined;
  /** The other side said what became of it afterwards: delivered, bounced, refused, deposited… */
  readonly onDelivery?: ((tx: Transaction, told: readonly ToldDelivery[]) => Promise<void>) | undefined;
};

/** What was said of a message after it left. */
export type ToldDelivery = {
  readonly messageId: string;
  readonly kind: string;
  readonly channel: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly actionId: string | null;
  readonly contactId: string | null;
  readonly recipientAddress: string | null;
  readonly state: string;
  readonly at: Temporal.Instant;
  readonly detail: string;
};

/** Several hooks as one, each told in turn. */
export function allHooks(...all: readonly OutboxHooks[]): OutboxHooks {
  const looks = all.flatMap((hooks) => hooks.changedMeanwhile ?? []);
  const staying = all.flatMap((hooks) => hooks.staysHere ?? []);
  return {
    ...(staying.length > 0 ? { staysHere: sql`(${sql.join(staying, sql` or `)})` } : {}),
    beforeLeaving: async (tx, leaving) => {
      for (const hooks of all) await hooks.beforeLeaving?.(tx, leaving);
    },
    ...(looks.length > 0
      ? {
          changedMeanwhile: (changed: (row: Sql) => Sql) =>
            sql`(${sql.join(
              looks.map((look) => look(changed)),
              sql` or `,
            )})`,
        }
      : {}),
    onSent: async (tx, messages) => {
      for (const hooks of all) await hooks.onSent?.(tx, messages);
    },
    onNotSent: async (tx, messages) => {
      for (const hooks of all) await hooks.onNotSent?.(tx, messages);
    },
    onDelivery: async (tx, told) => {
      for (const hooks of all) await hooks.onDelivery?.(tx, told);
    },
  };
}

/** Tells the hooks, each of its own. */
export async function tellHooks(tx: Transaction, hooks: OutboxHooks, ended: readonly EndedMessage[]): Promise<void> {
  const sent = ended.filter((message) => message.state === 'sent');
  const others = ended.filter((message) => message.state !== 'sent');
  if (sent.length > 0) await hooks.onSent?.(tx, sent);
  if (others.length > 0) await hooks.onNotSent?.(tx, others);
}

/** Whom a message that was addressed when it was queued goes to; undefined when it has no address. */
export function recipientOf(
  message: Pick<OutboxMessage, 'recipientAddress' | 'recipientName' | 'contactId'>,
): Extract<Composed, { kind: 'send' }>['recipient'] | undefined {
  if (message.recipientAddress === null) return undefined;
  return {
    address: message.recipientAddress,
    ...(message.recipientName ? { name: message.recipientName } : {}),
    ...(message.contactId ? { contactId: message.contactId } : {}),
  };
}
