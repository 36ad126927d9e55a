import type { saidOfLetters } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { type OutboxHooks, recordDelivery } from '../messages/index.ts';
import { refuse } from './refusals.ts';

/** A person writes down what became of a letter, as its slip or the returned envelope says. Refuses one that has not left, and a day to come. */
export async function sayWhatBecame(
  tx: Transaction,
  id: string,
  said: { readonly state: (typeof saidOfLetters)[number]; readonly on: Day; readonly detail?: string | undefined },
  by: Actor,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant },
): Promise<void> {
  const letter = await tx.maybe<{
    state: string;
    customerId: string;
    entityId: string;
    at: Temporal.Instant;
    future: boolean;
  }>(sql`
    select message.state, message.customer_id as "customerId", message.entity_id as "entityId",
      -- Of a day we know no hour: noon is that day everywhere.
      greatest((${said.on}::date + time '12:00') at time zone entity.time_zone, message.sent_at) as at,
      ${said.on}::date > (${more.now.toString()}::timestamptz at time zone entity.time_zone)::date as future
    from messages.message
    join identity.entity on entity.id = message.entity_id
    where message.id = ${id} and message.channel in ('letter', 'registered-letter', 'registered-e-letter')
    for update of message
  `);
  if (!letter) throw refuse('letter.not-found');
  if (letter.state !== 'sent') throw refuse('letter.not-left');
  if (letter.future) throw refuse('letter.not-yet-day', { on: said.on });
  const words = said.detail === undefined || said.detail === '' ? by.name : `${by.name}: ${said.detail}`;
  await recordDelivery(tx, { messageId: id, state: said.state, at: letter.at, detail: words }, more.hooks);
  await recordEvent(tx, {
    kind: 'letters.said',
    actor: by,
    customerId: letter.customerId,
    entityId: letter.entityId,
    subjectId: id,
    details: { state: said.state, on: said.on },
  });
}

/** The number on the slip of a registered letter; empty takes it away. Refuses what was not printed here. */
export async function writeTracking(tx: Transaction, id: string, number: string, by: Actor): Promise<void> {
  const letter = await tx.maybe<{ customerId: string; entityId: string }>(sql`
    update letters.letter set tracking_number = ${number.trim() === '' ? null : number.trim()}
    from messages.message
    where letter.message_id = ${id} and message.tenant_id = letter.tenant_id and message.id = letter.message_id
    returning message.customer_id as "customerId", message.entity_id as "entityId"
  `);
  if (!letter) throw refuse('letter.not-found');
  await recordEvent(tx, {
    kind: 'letters.tracked',
    actor: by,
    customerId: letter.customerId,
    entityId: letter.entityId,
    subjectId: id,
    details: {},
  });
}
