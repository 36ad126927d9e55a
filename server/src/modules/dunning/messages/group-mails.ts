import { businessDate } from '../../../kernel/days.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { addressLines, type CreditorIdentity, type Entity, listEntities } from '../../identity/index.ts';
import type { Composed, OutboxMessage } from '../../messages/index.ts';
import type { Draft } from './draft-reminders.ts';
import { type GroupClaim, type GroupToWrite, groupWords, partWords } from './group-layout.ts';

type Sent = Extract<Composed, { kind: 'send' }>;
type Joining = { readonly message: OutboxMessage; readonly actionId: string; readonly draft: Draft; readonly composed: Sent };

/** The company that writes to debtors of several companies for all of them; none where nobody asked for it. */
export async function companyThatCollects(db: Queryable): Promise<Entity | undefined> {
  return (await listEntities(db)).find((entity) => entity.collectsForOthers);
}

/**
 * Writes as one mail the reminders of several creditors that are about to leave to one contact of one debtor, all of whose accounts let it be told of the
 * others (decision 31). Each stays a reminder of its own, decided and recorded for itself; `all` is told, by action, how each reads in the mail.
 * A formal notice, one with copies, and one whose creditor's name or address is not known leave by themselves.
 */
export async function writeTogether(
  tx: Transaction,
  messages: readonly OutboxMessage[],
  drafts: ReadonlyMap<string, Draft>,
  all: Map<string, Composed>,
): Promise<void> {
  const joining = messages.flatMap((message): Joining[] => {
    const actionId = message.actionId;
    const draft = actionId === null ? undefined : drafts.get(actionId);
    const composed = actionId === null ? undefined : all.get(actionId);
    return actionId !== null && draft && composed?.kind === 'send' && mayJoin(message, draft, composed)
      ? [{ message, actionId, draft, composed }]
      : [];
  });
  if (joining.length < 2) return;
  const writer = await companyThatCollects(tx);
  if (!writer || !isNamed(writer)) return;
  const authorised = await authorisedContacts(tx, joining);
  const groups = Map.groupBy(
    joining.filter(({ composed }) => authorised.has(composed.recipient.contactId ?? '')),
    ({ message, draft, composed }) => `${message.togetherKey}/${composed.recipient.address.toLowerCase()}/${draft.language}`,
  );
  const several = [...groups.values()].filter((group) => new Set(group.map(({ message }) => message.entityId)).size > 1);
  if (several.length === 0) return;
  const first = await firstLetters(tx, several.flat());
  for (const group of several) writeGroup(group, writer, first, all);
}

function mayJoin(message: OutboxMessage, { toWrite, claim, parties }: Draft, composed: Sent): boolean {
  return (
    message.togetherKey !== null &&
    message.channel === 'e-mail' &&
    message.kind === 'reminder' &&
    toWrite !== undefined &&
    claim !== undefined &&
    !claim.grave &&
    // Whoever gets a copy of one was not asked whether they may know of the others.
    (composed.copies ?? []).length === 0 &&
    isNamed(parties.entity)
  );
}

// A letter that does not say who claims and where is none (CPCE R124-4, 1° and 2°).
function isNamed(entity: Pick<CreditorIdentity, 'name' | 'legalName' | 'addressLines' | 'postcode' | 'city'>): boolean {
  return (entity.legalName ?? entity.name).trim() !== '' && entity.city !== null && addressLines(entity).length > 1;
}

async function authorisedContacts(db: Queryable, joining: readonly Joining[]): Promise<ReadonlySet<string>> {
  const ids = joining.flatMap(({ composed }) => composed.recipient.contactId ?? []);
  const rows = await db.rows<{ id: string }>(sql`
    select contact.id from customers.contact where contact.id = any(${ids}::uuid[]) and contact.group_messages
  `);
  return new Set(rows.map((row) => row.id));
}

type FirstLetter = { readonly customerId: string; readonly leaderId: string; readonly sentAt: Temporal.Instant };

/** The first such mail that left for each of these accounts: every later step recalls it (R124-4, last paragraph). */
async function firstLetters(db: Queryable, joining: readonly Joining[]): Promise<ReadonlyMap<string, FirstLetter>> {
  const rows = await db.rows<FirstLetter>(sql`
    select distinct on (message.customer_id) message.customer_id as "customerId", coalesce(message.sent_with, message.id) as "leaderId",
      message.sent_at as "sentAt"
    from messages.message
    where message.customer_id = any(${joining.map(({ message }) => message.customerId)}::uuid[]) and message.together_key is not null
      and message.state = 'sent' and message.transport <> 'local'
      and (message.sent_with is not null or exists (
        select from messages.message as rider where rider.tenant_id = message.tenant_id and rider.sent_with = message.id
      ))
    order by message.customer_id, message.sent_at, message.id
  `);
  return new Map(rows.map((row) => [row.customerId, row]));
}

function writeGroup(
  group: readonly Joining[],
  writer: Entity,
  first: ReadonlyMap<string, FirstLetter>,
  all: Map<string, Composed>,
): void {
  // The writer's own claim first, then the others by name: the same order in each try.
  const placed = group.toSorted(
    (left, right) =>
      Number(right.message.entityId === writer.id) - Number(left.message.entityId === writer.id) ||
      left.draft.parties.entity.name.localeCompare(right.draft.parties.entity.name) ||
      left.message.id.localeCompare(right.message.id),
  );
  const [leader] = placed;
  if (!leader) return;
  const claims = placed.map((one) => claimOf(one, first.get(one.message.customerId)));
  const toWrite: GroupToWrite = { writer, claims, reference: referenceOf(leader.message.id) };
  placed.forEach((one, place) => {
    const claim = claims[place];
    if (!claim) return;
    all.set(one.actionId, {
      ...one.composed,
      together: {
        leaderId: leader.message.id,
        count: placed.length,
        entityId: writer.id,
        part: partWords(toWrite, claim),
        ...(one === leader ? { whole: groupWords(toWrite) } : {}),
      },
    });
  });
}

function claimOf({ message, draft, composed }: Joining, first: FirstLetter | undefined): GroupClaim {
  // The cast-free way to say what `mayJoin` made sure of.
  if (!draft.toWrite) throw new Error('only what was written joins others');
  return {
    toWrite: draft.toWrite,
    subject: composed.subject,
    entityId: message.entityId,
    first: first && { reference: referenceOf(first.leaderId), on: businessDate(first.sentAt, draft.action.timeZone) },
  };
}

/** How a mail is named to its reader: short enough to be said on the telephone. */
function referenceOf(messageId: string): string {
  return messageId.replaceAll('-', '').slice(-8).toUpperCase();
}
