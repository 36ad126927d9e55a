import type { Actor } from '../../../kernel/actor.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import { type MessageChannel, type MessageKind, type NewMessage, queueMessages } from '../../messages/index.ts';
import { recipientsOfActions } from '../collection-contact.ts';
import { overSets } from '../over-sets.ts';
import { type ContactHours, debtorZone, firstContactInstant } from '../contact-window.ts';
import { nextWorkingDay } from '../working-days.ts';
import { companyThatCollects } from './group-mails.ts';

/** What an action is about: a step of the ladder, or something beside it. */
type ActionKind = 'step' | 'thanks' | 'promise' | 'specific' | 'by-hand' | 'invoice';

// Only a reminder moves a level; what stands beside the ladder is written and recorded by its own rules.
const messageKinds: Readonly<Record<ActionKind, MessageKind>> = {
  step: 'reminder',
  'by-hand': 'reminder',
  thanks: 'thank-you',
  promise: 'notice',
  specific: 'specific',
  invoice: 'invoice',
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
  readonly channel: MessageChannel | 'internal';
  readonly grave: boolean;
  readonly kind: string;
  readonly country: string;
  readonly time_zone: string | null;
  readonly entity_zone: string;
  readonly language: string | null;
  readonly entity_country: string;
  readonly contact_id: string | null;
  /** Whom it goes to, where they may be told in one mail what is owed to all our companies. */
  readonly together_key: string | null;
};

// One statement each: large enough to count little, small enough to stay in memory.
const pageSize = 25_000;

/** The language a debtor is written to in: the contact's, the account's, else what the entity's country speaks. */
export function languageFor<Chosen extends string>(chosen: Chosen | null, entityCountry: string): Chosen | 'fr' | 'en' {
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
  const hours = { window: settings['contact.window'], office: settings['contact.hours'] };
  const together = (await companyThatCollects(tx)) !== undefined;
  let after = '00000000-0000-0000-0000-000000000000';
  let queued = 0;
  for (;;) {
    const page = await overSets(tx, which.count, () => confirmedPage(tx, which.actions, { after, together }));
    const last = page.at(-1);
    if (!last) break;
    const messages = page.map((action): NewMessage => ({
      onceKey: `reminder/${action.once_key}`,
      // What goes to colleagues is never a chase.
      kind: action.channel === 'internal' ? 'internal' : messageKinds[action.action_kind],
      entityId: action.entity_id,
      customerId: action.customer_id,
      actionId: action.id,
      contactId: action.contact_id ?? undefined,
      channel: action.channel === 'internal' ? 'e-mail' : action.channel,
      language: languageFor(action.language, action.entity_country),
      notBefore: leavesFrom(action, laterOf(recallUntil, plannedInstant(action, now)), hours),
      currency: action.currency,
      amountMinor: action.amount_minor,
      formalNotice: action.grave && action.channel !== 'internal',
      togetherKey: action.together_key ?? undefined,
    }));
    await queueMessages(tx, messages, by);
    queued += page.length;
    after = last.id;
    if (page.length < pageSize) break;
  }
  return queued > 0 ? recallUntil : null;
}

function confirmedPage(
  tx: Transaction,
  which: Sql,
  { after, together }: { readonly after: string; readonly together: boolean },
): Promise<Confirmed[]> {
  // Who is one debtor in law, and one person there who was said to know of all our companies.
  const key = together
    ? sql`(
        select customer.debtor_id || '/' || lower(authorised.email) from customers.contact as authorised
        where authorised.id = contact.contact_id and authorised.group_messages and page.action_kind = 'step' and page.channel = 'e-mail'
          and not page.grave
      )`
    : sql`null`;
  return tx.rows<Confirmed>(sql`
    with page as (
      select action.id, action.once_key, action.entity_id, action.customer_id, action.currency, action.amount_minor,
        -- Moved by a person to a later day, or planned by one; a run asked for another date sends at once.
        case when action.reason ? 'movedTo' or action.kind = 'specific' then action.planned_on end as planned_on, action.kind as action_kind, action.channel, action.grave
      from dunning.action
      where action.state = 'confirmed' and action.channel not in ('call', 'task', 'hand-over') and action.id > ${after}::uuid and ${which}
      order by action.id
      limit ${pageSize}
    ),
    contact as (${recipientsOfActions(sql`action.id in (select page.id from page)`)})
    select page.*, customer.kind, customer.country, customer.time_zone, entity.time_zone as entity_zone, entity.country as entity_country,
      contact.contact_id, contact.language, ${key} as together_key
    from page
    join customers.customer on customer.id = page.customer_id
    join identity.entity on entity.id = page.entity_id
    left join contact on contact.key = page.id::text
    order by page.id
  `);
}

/** What decides at which hours a message may leave. */
export type Leaving = Pick<Confirmed, 'channel' | 'kind' | 'country' | 'time_zone' | 'entity_zone' | 'entity_country'>;

/** From when on a message may leave: words wait for the debtor's hours, paper is posted on a working day where it is printed, colleagues are told at once. */
export function leavesFrom(action: Leaving, from: Temporal.Instant, hours: ContactHours): Temporal.Instant {
  if (action.channel === 'internal' || hours.window === 'always') return from;
  if (action.channel === 'letter' || action.channel === 'registered-letter') {
    const today = from.toZonedDateTimeISO(action.entity_zone).toPlainDate().toString();
    const open = nextWorkingDay(today, action.entity_country);
    return open === today ? from : Temporal.PlainDate.from(open).toZonedDateTime({ timeZone: action.entity_zone }).toInstant();
  }
  return firstContactInstant(from, hours, {
    kind: action.kind,
    country: action.country,
    timeZone: debtorZone(action.time_zone, action.country, action.entity_zone),
  });
}

function plannedInstant(action: Confirmed, now: Temporal.Instant): Temporal.Instant {
  if (action.planned_on === null) return now;
  return Temporal.PlainDate.from(action.planned_on).toZonedDateTime({ timeZone: action.entity_zone }).toInstant();
}

function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other;
}
