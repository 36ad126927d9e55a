import { type Queryable, sql } from '../../../platform/database/index.ts';
import type { OutboxMessage } from '../message.ts';
import type { WantedSender } from '../outbox/composer.ts';
import type { SenderRow } from './sender.ts';

type Asking = { readonly message: OutboxMessage; readonly composed: { readonly sender?: WantedSender | undefined } };

/**
 * The mailbox each message leaves from: the one a person chose for a message by hand, while it exists; that of the collector, account manager or person that its
 * step names, in the entity before everywhere; else the shared one of the entity, else everybody's; none: the entity's own address. Two statements at most, and none
 * when nobody has a mailbox of their own.
 */
export async function resolveSenders<A extends Asking>(
  db: Queryable,
  senders: readonly SenderRow[],
  asking: readonly A[],
): Promise<Map<A, SenderRow>> {
  const resolved = new Map<A, SenderRow>();
  if (senders.length === 0) return resolved;
  const people = await peopleOf(db, senders, asking);
  const chosen = await chosenFor(db, asking);
  for (const one of asking) {
    const named = chosen.get(one.message.id);
    const entityId = one.composed.sender?.entityId ?? one.message.entityId;
    const sender = senders.find((each) => each.id === named) ?? pick(senders, entityId, wantedPerson(one, people));
    if (sender) resolved.set(one, sender);
  }
  return resolved;
}

// Only what a person wrote has a mailbox before it is written.
async function chosenFor(db: Queryable, asking: readonly Asking[]): Promise<ReadonlyMap<string, string>> {
  const byHand = asking.filter(({ message, composed }) => message.actionId === null && composed.sender === undefined);
  if (byHand.length === 0) return new Map();
  const rows = await db.rows<{ id: string; senderId: string }>(sql`
    select message.id, message.sender_id as "senderId" from messages.message
    where message.id = any(${byHand.map(({ message }) => message.id)}::uuid[]) and message.sender_id is not null
  `);
  return new Map(rows.map((row) => [row.id, row.senderId]));
}

type People = ReadonlyMap<string, { readonly collector: string | null; readonly accountManager: string | null }>;

async function peopleOf(db: Queryable, senders: readonly SenderRow[], asking: readonly Asking[]): Promise<People> {
  const wanted = asking.filter(
    ({ composed }) => composed.sender?.wants === 'collector' || composed.sender?.wants === 'account-manager',
  );
  if (wanted.length === 0 || senders.every((sender) => sender.personId === null)) return new Map();
  const rows = await db.rows<{ id: string; collector: string | null; accountManager: string | null }>(sql`
    select customer.id, customer.collector_id as collector,
      (
        select membership.person_id from identity.membership
        where lower(membership.sales_rep) = lower(customer.sales_rep) order by membership.created_at limit 1
      ) as "accountManager"
    from customers.customer
    where customer.id = any(${[...new Set(wanted.map(({ message }) => message.customerId))]}::uuid[])
  `);
  return new Map(rows.map((row) => [row.id, row]));
}

function wantedPerson({ message, composed }: Asking, people: People): string | null {
  const { sender } = composed;
  if (sender?.wants === 'person') return sender.personId ?? null;
  if (sender?.wants === 'collector') return people.get(message.customerId)?.collector ?? null;
  return sender?.wants === 'account-manager' ? (people.get(message.customerId)?.accountManager ?? null) : null;
}

function pick(senders: readonly SenderRow[], entityId: string, personId: string | null): SenderRow | undefined {
  const first = (fits: (sender: SenderRow) => boolean): SenderRow | undefined =>
    senders.find((sender) => sender.entityId === entityId && fits(sender)) ??
    senders.find((sender) => sender.entityId === null && fits(sender));
  return (personId === null ? undefined : first((sender) => sender.personId === personId)) ?? first((sender) => sender.isDefault);
}
