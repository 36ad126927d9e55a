import type { Actor } from '../../../kernel/actor.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import { type MessageKind, type NewMessage, queueMessages } from '../../messages/index.ts';
import { collectionContacts } from '../collection-contact.ts';
import { overSets } from '../over-sets.ts';
import { debtorZone, firstContactInstant } from '../contact-window.ts';

/** What an action is about: a step of the ladder, or something beside it. */
export type ActionKind = 'step' | 'thanks' | 'promise' | 'specific' | 'by-hand';

// Only a reminder moves a level; what stands beside the ladder is written and recorded by its own rules.
const messageKinds: Readonly<Record<ActionKind, MessageKind>> = {
  step: 'reminder',
  'by-hand': 'reminder',
  thanks: 'thank-you',
  promise: 'notice',
  specific: 'specific',
};

type Confirmed = {
  readonly id: string;
  readonly once_key: string;
  readonly entity_id: string;
  readonly customer_id: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly planned_on: string | null;
  readonly action_kind: ActionKind;
  readonly kind: string;
  readonly country: string;
  readonly time_zone: string | null;
  readonly entity_zone: string;
  readonly language: 'fr' | 'en' | null;
  readonly entity_country: string;
  readonly contact_id: string | null;
};

// One statement each: large enough to count little, small enough to stay in memory.
const pageSize = 25_000;

/** The language a debtor is written to in: the contact's, the account's, else what the entity's country speaks. */
export function languageFor(chosen: 'fr' | 'en' | null, entityCountry: string): 'fr' | 'en' {
  return chosen ?? (['FR', 'BE', 'LU', 'MC', 'CH'].includes(entityCountry) ? 'fr' : 'en');
}

/**
 * Puts the messages of confirmed actions in the outbox, to leave once their recall time has passed and the debtor's window
 * is open. `which.actions` is a condition on `action`, true of `which.count`. Answers until when all of them can still be taken back; null without any.
 */
export async function queueReminders(
  tx: Transaction,
  which: { readonly actions: Sql; readonly count: number },
  now: Temporal.Instant,
  by: Actor,
): Promise<Temporal.Instant | null> {
  const settings = await readSettings(tx);
  const recallUntil = now.add({ minutes: settings['recall.minutes'] });
  let after = '00000000-0000-0000-0000-000000000000';
  let queued = 0;
  for (;;) {
    const page = await overSets(tx, which.count, () => confirmedPage(tx, which.actions, after));
    const last = page.at(-1);
    if (!last) break;
    const messages = page.map((action): NewMessage => {
      const zone = debtorZone(action.time_zone, action.country, action.entity_zone);
      return {
        onceKey: `reminder/${action.once_key}`,
        kind: messageKinds[action.action_kind],
        entityId: action.entity_id,
        customerId: action.customer_id,
        actionId: action.id,
        contactId: action.contact_id ?? undefined,
        channel: 'e-mail',
        language: languageFor(action.language, action.entity_country),
        notBefore: firstContactInstant(laterOf(recallUntil, plannedInstant(action, now)), settings['contact.window'], {
          kind: action.kind,
          country: action.country,
          timeZone: zone,
        }),
        currency: action.currency,
        amountMinor: action.amount_minor,
      };
    });
    await queueMessages(tx, messages, by);
    queued += page.length;
    after = last.id;
    if (page.length < pageSize) break;
  }
  return queued > 0 ? recallUntil : null;
}

function confirmedPage(tx: Transaction, which: Sql, after: string): Promise<Confirmed[]> {
  return tx.rows<Confirmed>(sql`
    with page as (
      select action.id, action.once_key, action.entity_id, action.customer_id, action.currency, action.amount_minor,
        -- Moved by a person to a later day, or planned by one; a run asked for another date sends at once.
        case when action.reason ? 'movedTo' or action.kind = 'specific' then action.planned_on end as planned_on, action.kind as action_kind
      from dunning.action
      where action.state = 'confirmed' and action.channel = 'e-mail' and action.id > ${after}::uuid and ${which}
      order by action.id
      limit ${pageSize}
    ),
    contact as (${collectionContacts(sql`customer.id in (select page.customer_id from page)`)})
    select page.*, customer.kind, customer.country, customer.time_zone, entity.time_zone as entity_zone, entity.country as entity_country,
      contact.contact_id, coalesce(contact.language, customer.language) as language
    from page
    join customers.customer on customer.id = page.customer_id
    join identity.entity on entity.id = page.entity_id
    left join contact on contact.customer_id = page.customer_id
    order by page.id
  `);
}

function plannedInstant(action: Confirmed, now: Temporal.Instant): Temporal.Instant {
  if (action.planned_on === null) return now;
  return Temporal.PlainDate.from(action.planned_on).toZonedDateTime({ timeZone: action.entity_zone }).toInstant();
}

function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other;
}
