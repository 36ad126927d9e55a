import type { saidOfLetters } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { mayBecome, type OutboxHooks, recordDelivery, withdrawDelivery } from '../messages/index.ts';
import { refuse } from './refusals.ts';

export type Said = {
  /** `nothing`: what was written down is of another letter. */
  readonly state: (typeof saidOfLetters)[number] | 'nothing';
  readonly on: Day;
  readonly detail?: string | undefined;
  /** Why what was said before is wrong. */
  readonly correcting?: string | undefined;
};
type More = { readonly hooks: OutboxHooks; readonly now: Temporal.Instant };
type Letter = {
  readonly state: string;
  readonly transport: string | null;
  readonly standing: string | null;
  readonly standingOn: Day | null;
  readonly customerId: string;
  readonly entityId: string;
  readonly at: Temporal.Instant;
  readonly future: boolean;
};

/**
 * A person writes down what became of a letter, as its slip or the returned envelope says. What contradicts how it ended is refused, unless it is said to be a
 * correction, with the reason. Refuses a letter that has not left, and a day to come.
 */
export async function sayWhatBecame(tx: Transaction, id: string, said: Said, by: Actor, more: More): Promise<void> {
  const letter = await lockLetter(tx, id, said.on, more.now);
  if (letter.state !== 'sent' || letter.transport === 'local') throw refuse('letter.not-left');
  if (letter.future) throw refuse('letter.not-yet-day', { on: said.on });
  const from = letter.standing;
  const contradicts = said.state === 'nothing' || !mayBecome(from, said.state);
  if (contradicts && said.correcting === undefined) throw refuse('letter.ended', { from: from ?? '', to: said.state });
  if (contradicts) {
    const taken = await withdrawDelivery(tx, id, said.correcting ?? '', by, more);
    if (taken === 0) throw refuse('letter.nothing-said');
  }
  if (said.state !== 'nothing')
    await recordDelivery(
      tx,
      { messageId: id, state: said.state, at: letter.at, detail: said.detail ?? '', saidBy: by.name },
      more.hooks,
    );
  await recordEvent(tx, {
    kind: contradicts ? 'letters.corrected' : 'letters.said',
    actor: by,
    customerId: letter.customerId,
    entityId: letter.entityId,
    subjectId: id,
    details: contradicts
      ? { from, fromOn: letter.standingOn, state: said.state, on: said.on, reason: said.correcting }
      : { state: said.state, on: said.on },
  });
}

async function lockLetter(tx: Transaction, id: string, on: Day, now: Temporal.Instant): Promise<Letter> {
  const letter = await tx.maybe<Letter>(sql`
    select message.state, message.transport, message.delivery_state as standing,
      (message.delivery_at at time zone entity.time_zone)::date::text as "standingOn",
      message.customer_id as "customerId", message.entity_id as "entityId",
      -- Of a day we know no hour: noon is that day everywhere.
      greatest((${on}::date + time '12:00') at time zone entity.time_zone, message.sent_at) as at,
      ${on}::date > (${now.toString()}::timestamptz at time zone entity.time_zone)::date as future
    from messages.message
    join identity.entity on entity.id = message.entity_id
    where message.id = ${id} and message.channel in ('letter', 'registered-letter', 'registered-e-letter')
    for update of message
  `);
  if (!letter) throw refuse('letter.not-found');
  return letter;
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
