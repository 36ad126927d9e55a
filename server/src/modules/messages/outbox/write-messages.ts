import {
  currentSnapshot,
  prepared,
  type Sql,
  sql,
  type TenantDatabase,
  type Transaction,
} from '../../../platform/database/index.ts';
import { isAddress } from '../mail.ts';
import type { MessageChannel, OutboxMessage, TransportName } from '../message.ts';
import { listItems } from '../queue-messages.ts';
import { resolveSenders } from '../senders/resolve-senders.ts';
import type { SenderRow } from '../senders/sender.ts';
import { signedBy } from '../senders/signature.ts';
import { threadsOf } from './threads.ts';
import {
  type Composed,
  composerOf,
  type Composers,
  type EndedMessage,
  type OutboxHooks,
  tellHooks,
  type ToAttach,
} from './composer.ts';
import { carriedBy, joinMails, loadMails } from './join-mails.ts';

/** What became of a claimed message when it was written. */
export type Written =
  | ({ readonly kind: 'call' } & Call)
  /** It leaves in the mail of another of these. */
  | { readonly kind: 'rides' }
  /** The mail it was to leave in is short of one that was taken back meanwhile. */
  | { readonly kind: 'again' }
  | { readonly kind: 'ended'; readonly as: 'cancelled' | 'failed' | 'postponed' }
  /** Recalled meanwhile, or taken over by someone who believed us gone. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'fault'; readonly detail: string };

/** A message ready to leave: what it says, and what the database knows of its way. */
export type Call = {
  readonly message: OutboxMessage;
  readonly composed: Extract<Composed, { kind: 'send' }>;
  readonly route: Called;
  /** The mailbox it leaves from; none: the entity's own address. */
  readonly sender: SenderRow | undefined;
  readonly at: Temporal.Instant;
  /** What the database held when its words were written: `currentSnapshot`. */
  readonly seen: string;
  /** Other messages its mail carries, with the papers each takes along. */
  readonly riders: readonly { readonly message: OutboxMessage; readonly attachments: readonly ToAttach[] }[];
};

export type Writing = {
  readonly db: TenantDatabase;
  readonly sessionId: string;
  readonly composers: Composers;
  readonly hooks: OutboxHooks;
  readonly now: () => Temporal.Instant;
  /** A boolean expression over `message`: whether it may really leave the machine. */
  readonly leaves: Sql;
  readonly senders: readonly SenderRow[];
  /** What carries a channel when it may; undefined: nobody. */
  readonly wayOf: (channel: MessageChannel, sender: SenderRow | undefined) => TransportName | undefined;
};

/** Writes claimed messages from the data of this second; each stays claimed, for nothing has happened yet. One that cannot be written does not hinder the others (T8). */
export async function writeMessages(writing: Writing, messages: readonly OutboxMessage[]): Promise<Written[]> {
  try {
    return await writing.db.transaction((tx) => write(writing, tx, messages));
  } catch (error) {
    if (messages.length === 1)
      return [{ kind: 'fault', detail: error instanceof Error ? error.message.slice(0, 500) : 'unknown' }];
    const written: Written[] = [];
    for (const message of messages) written.push(...(await writeMessages(writing, [message])));
    return written;
  }
}

async function write(writing: Writing, tx: Transaction, messages: readonly OutboxMessage[]): Promise<Written[]> {
  const now = writing.now();
  const { seen } = await tx.one<{ seen: string }>(sql`select ${currentSnapshot} as seen`);
  // Statements of one connection queue up behind each other without a round trip each.
  const composed = await Promise.all(
    messages.map(async (message): Promise<Answered> => {
      const composed = await composerOf(writing.composers, message)(tx, message, now);
      return { message, composed: checked(message, composed), sender: undefined };
    }),
  );
  await joinMails(tx, composed, leavesReally(writing));
  await addSenders(writing, tx, composed);
  const written = new Map<string, Written>();
  const of = <Kind extends Composed['kind']>(kind: Kind) =>
    composed.filter((one): one is Answered & { composed: Extract<Composed, { kind: Kind }> } => one.composed.kind === kind);
  await writeDrafts(writing, tx, { unsigned: of('send'), now, seen }, written);
  await writeEnds(writing, tx, [...of('cancel'), ...of('undeliverable')], now, written);
  await writePostponed(writing, tx, of('postpone'), written);
  return messages.map((message) => written.get(message.id) ?? { kind: 'lost' });
}

type Answered = { readonly message: OutboxMessage; composed: Composed; sender: SenderRow | undefined };

/** Whose mailbox each leaves from. What would leave and nobody carries does not: only in words would it have reached anybody. */
async function addSenders(writing: Writing, tx: Transaction, all: readonly Answered[]): Promise<void> {
  const toSend = all.filter((one): one is Answered & ToSend => one.composed.kind === 'send');
  const senders = await resolveSenders(tx, writing.senders, toSend);
  for (const one of toSend) one.sender = senders.get(one);
  const uncarried = all.filter(
    ({ message, composed, sender }) => composed.kind === 'send' && writing.wayOf(message.channel, sender) === undefined,
  );
  if (uncarried.length === 0) return;
  const leaving = await tx.rows<{ id: string }>(sql`
    select message.id from messages.message
    where message.id = any(${uncarried.map(({ message }) => message.id)}::uuid[]) and ${leavesReally(writing)}
  `);
  const ids = new Set(leaving.map(({ id }) => id));
  for (const one of uncarried) if (ids.has(one.message.id)) one.composed = { kind: 'undeliverable', reason: 'no-carrier' };
}

/** Whether a message leaves the machine: for its customer they do, and what it follows did. */
function leavesReally({ leaves, hooks }: Writing): Sql {
  return hooks.staysHere ? sql`(${leaves} and not ${hooks.staysHere})` : leaves;
}

/** What no composer may let through: a chase for nothing, an address that is none. */
function checked(message: OutboxMessage, composed: Composed): Composed {
  if (composed.kind !== 'send') return composed;
  if (message.kind === 'reminder' && (composed.items.length === 0 || (composed.amountMinor ?? 0n) <= 0n)) {
    return { kind: 'cancel', reason: 'settled-before-send' };
  }
  if (!reaches[message.channel](composed.recipient.address)) return { kind: 'undeliverable', reason: 'bad-address' };
  if (isLetter(message.channel) && !composed.letter) return { kind: 'undeliverable', reason: 'not-written' };
  return { ...composed, copies: (composed.copies ?? []).filter(isAddress) };
}

const onPaper = (address: string): boolean => address.split('\n').filter((line) => line.trim() !== '').length >= 2;
/** Whether an address is one the channel reaches: RFC 5322, E.164, or a name and at least one line under it. */
const reaches: Readonly<Record<MessageChannel, (address: string) => boolean>> = {
  'e-mail': isAddress,
  sms: (address) => /^\+[1-9]\d{6,14}$/.test(address),
  letter: onPaper,
  'registered-letter': onPaper,
  'registered-e-letter': (address) => isAddress(address) || onPaper(address),
};
const isLetter = (channel: MessageChannel): boolean => channel !== 'e-mail' && channel !== 'sms';

type ToSend = { readonly message: OutboxMessage; readonly composed: Extract<Composed, { kind: 'send' }> };
type Called = {
  readonly id: string;
  readonly transport: TransportName;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly messageIdHeader: string;
  readonly inReplyTo: string | null;
  readonly replyTo: string | null;
  readonly thread: readonly string[];
};

async function writeDrafts(
  writing: Writing,
  tx: Transaction,
  {
    unsigned,
    now,
    seen,
  }: { readonly unsigned: readonly (ToSend & Answered)[]; readonly now: Temporal.Instant; readonly seen: string },
  written: Map<string, Written>,
): Promise<void> {
  if (unsigned.length === 0) return;
  const leaves = leavesReally(writing);
  const threads = await threadsOf(tx, unsigned, leaves);
  const toSend = unsigned.map((one) => ({ ...one, composed: signedBy(one.sender, one) }));
  const rows = toSend.map(({ message, composed, sender }) => ({
    id: message.id,
    from_entity: composed.sender?.entityId ?? message.entityId,
    sent_with: carriedBy(message, composed),
    sender_id: sender?.id ?? null,
    sender_name: sender?.name ?? null,
    sender_address: sender?.address ?? null,
    thread: threads.get(message.id) ?? [],
    recipient_name: composed.recipient.name ?? null,
    recipient_address: composed.recipient.address,
    contact_id: composed.recipient.contactId ?? message.contactId,
    copies: composed.copies ?? [],
    reply_to: composed.replyTo ?? sender?.replyTo ?? null,
    transport: writing.wayOf(message.channel, sender) ?? 'local',
    subject: composed.subject,
    body_text: composed.text,
    body_html: composed.html ?? null,
    currency: composed.currency ?? null,
    amount_minor: composed.amountMinor?.toString() ?? null,
  }));
  const called = await tx.rows<Called>(
    prepared(sql`
    update messages.message
    set transport = case when ${leaves} then row.transport else 'local' end,
      sender_id = row.sender_id, sender_name = coalesce(row.sender_name, entity.legal_name, entity.name),
      sender_address = coalesce(row.sender_address, entity.email, 'quitus@quitus.invalid'),
      -- An answer stays in its own conversation.
      thread = row.thread, in_reply_to = coalesce(message.in_reply_to, row.thread[cardinality(row.thread)]),
      recipient_name = row.recipient_name, recipient_address = row.recipient_address, contact_id = row.contact_id, copies = row.copies,
      reply_to = row.reply_to, sent_with = row.sent_with, subject = row.subject, body_text = row.body_text, body_html = row.body_html,
      currency = coalesce(row.currency, message.currency), amount_minor = coalesce(row.amount_minor, message.amount_minor)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, from_entity uuid, sent_with uuid, recipient_name text, recipient_address text, contact_id uuid, copies text[],
      reply_to text, transport text, sender_id uuid, sender_name text, sender_address text, thread text[], subject text, body_text text, body_html text, currency text, amount_minor bigint), identity.entity
    where message.id = row.id and entity.id = row.from_entity and message.state = 'claimed' and message.claimed_by = ${writing.sessionId}
      and message.lease_until > ${now.toString()}::timestamptz
    returning message.id, message.transport, message.sender_name as "senderName", message.sender_address as "senderAddress",
      message.message_id_header as "messageIdHeader", message.in_reply_to as "inReplyTo", message.reply_to as "replyTo",
      message.thread
  `),
  );
  const byId = new Map(called.map((row) => [row.id, row]));
  // Only what was written before, or by hand, has listed anything.
  const listedBefore = toSend.filter(
    ({ message }) => (message.written || message.attempts > 0 || message.draftText !== null) && byId.has(message.id),
  );
  if (listedBefore.length > 0) {
    await tx.run(
      sql`delete from messages.message_item where message_id = any(${listedBefore.map(({ message }) => message.id)}::uuid[])`,
    );
  }
  await listItems(
    tx,
    toSend.flatMap(({ message, composed }) =>
      byId.has(message.id) ? composed.items.map((item) => ({ messageId: message.id, ...item })) : [],
    ),
  );
  const calls = toSend.flatMap(({ message, composed, sender }): Call[] => {
    const route = byId.get(message.id);
    return route ? [{ message, composed, route, sender, at: now, seen, riders: [] }] : [];
  });
  for (const [id, one] of loadMails(calls)) written.set(id, one);
}

type ToEnd = { readonly message: OutboxMessage; readonly composed: Extract<Composed, { kind: 'cancel' | 'undeliverable' }> };

async function writeEnds(
  writing: Writing,
  tx: Transaction,
  toEnd: readonly ToEnd[],
  now: Temporal.Instant,
  written: Map<string, Written>,
): Promise<void> {
  if (toEnd.length === 0) return;
  const rows = toEnd.map(({ message, composed }) => ({
    id: message.id,
    state: composed.kind === 'cancel' ? 'cancelled' : 'failed',
    reason: composed.reason,
  }));
  const ended = await tx.rows<EndedMessage>(sql`
    update messages.message
    set state = row.state, finished_at = ${now.toString()}::timestamptz, lease_until = null,
      cancelled_reason = case when row.state = 'cancelled' then row.reason end,
      failure_code = case when row.state = 'failed' then row.reason end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, state text, reason text)
    where message.id = row.id and message.state = 'claimed' and message.claimed_by = ${writing.sessionId}
    returning message.id, message.kind, message.entity_id as "entityId", message.customer_id as "customerId", message.action_id as "actionId",
      message.state, row.reason, message.finished_at as "endedAt"
  `);
  for (const one of ended) written.set(one.id, { kind: 'ended', as: one.state === 'cancelled' ? 'cancelled' : 'failed' });
  await tellHooks(tx, writing.hooks, ended);
}

async function writePostponed(
  writing: Writing,
  tx: Transaction,
  postponed: readonly { readonly message: OutboxMessage; readonly composed: { readonly until: Temporal.Instant } }[],
  written: Map<string, Written>,
): Promise<void> {
  if (postponed.length === 0) return;
  const rows = postponed.map(({ message, composed }) => ({ id: message.id, until: composed.until.toString() }));
  const put = await tx.rows<{ id: string }>(sql`
    update messages.message set state = 'waiting', claimed_by = null, lease_until = null, not_before = row.until
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, until timestamptz)
    where message.id = row.id and message.state = 'claimed' and message.claimed_by = ${writing.sessionId}
    returning message.id
  `);
  for (const { id } of put) written.set(id, { kind: 'ended', as: 'postponed' });
}
