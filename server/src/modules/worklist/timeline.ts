import type { Output, worklistRoutes } from '@quitus/contract';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { refuse } from './refusals.ts';

type Timeline = Output<(typeof worklistRoutes)['GET /customers/{id}/timeline']>;
type Entry = Timeline['entries'][number];
type Raw = Omit<Entry, 'at' | 'amount'> & { at: Temporal.Instant; amountMinor: bigint | null };

/** Each kind of entry as a select of the same columns; `of` is the customer. */
const branches: Readonly<Record<string, (of: string) => Sql>> = {
  message: (of) => sql`
    select coalesce(message.sent_at, message.finished_at, message.created_at) as at, 'message/' || message.id as key, 'message' as kind,
      case when message.state = 'sent' and message.transport = 'local' then 'rehearsed' else message.state end as code, message.id as subject_id, message.author, message.subject as text, message.amount_minor, message.currency, false as pinned,
      jsonb_build_object('kind', message.kind, 'channel', message.channel, 'delivery', message.delivery_state, 'to', message.recipient_address,
        'reason', coalesce(message.cancelled_reason, message.failure_code), 'notBefore', message.not_before) as details
    from messages.message where message.customer_id = ${of}`,
  interaction: (of) => sql`
    select interaction.happened_at, interaction.kind || '/' || interaction.id, interaction.kind, coalesce(interaction.outcome, 'noted'), interaction.id,
      interaction.author, interaction.comment, null::bigint, null::text, interaction.pinned,
      jsonb_build_object('callBackOn', interaction.call_back_on, 'items', cardinality(interaction.item_ids), 'contactId', interaction.contact_id)
    from worklist.interaction where interaction.customer_id = ${of}`,
  mail: (of) => sql`
    select mail.received_at, 'mail/' || mail.id, 'reply', mail.kind, mail.id, coalesce(nullif(mail.from_name, ''), mail.from_address),
      mail.subject || case when mail.kind = 'human' then chr(10) || left(mail.text, 400) else '' end, null::bigint, null::text, false,
      jsonb_build_object('label', mail.labels[1], 'mail', true)
    from replies.mail where mail.customer_id = ${of} and mail.kind in ('human', 'auto-reply', 'challenge', 'complaint')`,
  promise: (of) => sql`
    select moment.at, 'promise/' || promise.id || '/' || moment.code, 'promise', moment.code, promise.id, promise.author, promise.comment,
      promise.amount_minor, promise.currency, false, jsonb_build_object('dueOn', promise.due_on, 'means', promise.means, 'inferred', promise.inferred)
    from promises.promise
    cross join lateral (values (promise.created_at, 'made'), (promise.closed_at, promise.state)) as moment (at, code)
    where promise.customer_id = ${of} and moment.at is not null`,
  dispute: (of) => sql`
    select moment.at, 'dispute/' || dispute.id || '/' || moment.code, 'dispute', moment.code, dispute.id, dispute.author, dispute.comment,
      dispute.amount_minor, dispute.currency, false,
      jsonb_build_object('number', dispute.number, 'type', dispute.type, 'resolver', dispute.resolver, 'outcome', dispute.outcome)
    from disputes.dispute
    cross join lateral (values (dispute.created_at, 'opened'), (dispute.closed_at, 'closed')) as moment (at, code)
    where dispute.customer_id = ${of} and moment.at is not null`,
  payment: (of) => sql`
    select (item.booked_on + time '12:00') at time zone 'UTC', 'payment/' || item.id, 'payment', item.kind, item.id, '', item.label,
      -item.amount_minor, item.currency, false, jsonb_build_object('number', item.number, 'day', item.booked_on, 'means', item.payment_means)
    from receivables.item
    where item.customer_id = ${of} and item.kind in ('payment', 'credit-note', 'credit', 'write-off')`,
  hold: (of) => sql`
    select moment.at, 'hold/' || hold.id || '/' || moment.code, 'hold', moment.code, hold.id, moment.author, coalesce(moment.words, ''),
      hold.part_minor, item.currency, false,
      jsonb_build_object('reason', hold.reason, 'from', hold.from_on, 'until', hold.until_on, 'item', item.number)
    from holds.hold
    left join receivables.item on item.tenant_id = hold.tenant_id and item.id = hold.item_id
    cross join lateral (values (hold.created_at, 'placed', hold.author, hold.note), (hold.released_at, 'released', hold.released_by, hold.release_reason))
      as moment (at, code, author, words)
    -- A case's own pauses are told by the case.
    where hold.customer_id = ${of} and hold.source_id is null and moment.at is not null`,
  event: (of) => sql`
    select event.recorded_at, 'event/' || event.id, 'event', event.kind, event.subject_id, event.actor_name, '', null::bigint, null::text, false, event.details
    from platform.event
    where event.customer_id = ${of} and split_part(event.kind, '.', 1) not in ('messages', 'promises', 'worklist', 'holds')
      and event.kind not in ('disputes.opened', 'disputes.closed')
      -- Nobody was reminded: the message says that it was rehearsed.
      and not (event.details ? 'rehearsed')`,
};
const branchesOf: Readonly<Record<string, readonly string[]>> = {
  call: ['interaction'],
  note: ['interaction'],
  'says-paid': ['interaction'],
  // Noted by a person, or come in as a mail.
  reply: ['interaction', 'mail'],
  meeting: ['interaction'],
};

/** One page of what happened with a customer, newest first; `after` continues where a page ended, whatever was added since. */
export async function timeline(
  db: Queryable,
  customerId: string,
  page: { readonly limit: number; readonly after?: string | undefined; readonly kinds?: string | undefined },
): Promise<Timeline> {
  const wanted = page.kinds?.split(',').filter(Boolean);
  const names = new Set(wanted?.flatMap((kind) => branchesOf[kind] ?? [kind]) ?? Object.keys(branches));
  const selects = Object.entries(branches).flatMap(([name, branch]) => (names.has(name) ? [branch(customerId)] : []));
  const entries = selects.length === 0 ? [] : await rows(db, selects, { ...page, wanted });
  const last = entries.at(-1);
  const pinned = page.after === undefined ? await pinnedNotes(db, customerId) : [];
  return { pinned, entries: entries.map(asEntry), next: last && entries.length === page.limit ? cursorText(last) : null };
}

function rows(
  db: Queryable,
  selects: readonly Sql[],
  page: { limit: number; after?: string | undefined; wanted: string[] | undefined },
): Promise<Raw[]> {
  const after = page.after === undefined ? undefined : readCursor(page.after);
  const from = after ? sql`and (entry.at, entry.key collate "C") < (${after.at}::timestamptz, ${after.key})` : sql``;
  const kinds = page.wanted ? sql`and entry.kind = any(${page.wanted}::text[])` : sql``;
  return db.rows<Raw>(sql`
    with entry (at, key, kind, code, subject_id, author, text, amount_minor, currency, pinned, details) as (${sql.join(selects, sql` union all `)})
    select entry.at, entry.key, entry.kind, entry.code, entry.subject_id as "subjectId", entry.author, entry.text, entry.amount_minor as "amountMinor",
      entry.currency, entry.pinned, entry.details
    from entry
    where true ${from} ${kinds}
    order by entry.at desc, entry.key collate "C" desc
    limit ${page.limit}
  `);
}

async function pinnedNotes(db: Queryable, customerId: string): Promise<Entry[]> {
  const found = await db.rows<Raw>(sql`
    with entry (at, key, kind, code, subject_id, author, text, amount_minor, currency, pinned, details) as (${branches['interaction']?.(customerId) ?? sql``})
    select entry.at, entry.key, entry.kind, entry.code, entry.subject_id as "subjectId", entry.author, entry.text, entry.amount_minor as "amountMinor",
      entry.currency, entry.pinned, entry.details
    from entry where entry.pinned
    order by entry.at desc, entry.key limit 20
  `);
  return found.map(asEntry);
}

function asEntry({ amountMinor, at, ...row }: Raw): Entry {
  return {
    ...row,
    at: at.toString(),
    amount: amountMinor === null || row.currency === null ? null : toDecimal(amountMinor, row.currency),
  };
}

function cursorText(entry: Raw): string {
  return Buffer.from(JSON.stringify([entry.at.toString(), entry.key])).toString('base64url');
}

function readCursor(text: string): { at: string; key: string } {
  try {
    const [at, key]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof at === 'string' && typeof key === 'string') return { at: Temporal.Instant.from(at).toString(), key };
  } catch {
    // Told below, like any other cursor that is none of ours.
  }
  throw refuse('worklist.cursor-invalid');
}
