import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import type { LetterData } from '../../messages/index.ts';
import { postalLines, type Recipient } from '../collection-contact.ts';
import { mobileOf } from '../mobile-number.ts';
import { addresseesOf, partiesOf } from './message-parties.ts';
import { currenciesNamed, paymentDetails } from './payment-details.ts';
import { leavesFrom } from './queue-reminders.ts';
import type { StatedItem } from './reminder-fields.ts';
import type { TenantQueryable } from './tenant-queryable.ts';
import { letterOf } from './write-message.ts';

/** A number a text message can reach, in E.164, and whose it is; not usable: it is another person's, or they asked not to be texted. */
export type TextableNumber = {
  readonly contactId: string | null;
  readonly name: string;
  readonly address: string;
  readonly role: string | null;
  readonly usable: boolean;
};

/** The numbers of a customer a text message can go to, its contacts' and its own, under the rules of steps. */
export function textableNumbers(db: Queryable, customerId: string): Promise<TextableNumber[]> {
  return db.rows<TextableNumber>(sql`
    with known as (
      select contact.id as "contactId", contact.name, ${mobileOf(sql`contact.phone`, sql`customer.country`)} as address, contact.role,
        contact.validity <> 'wrong-person' and not 'sms' = any(contact.opted_out_of) as usable, contact.created_at
      from customers.customer
      join customers.contact on contact.tenant_id = customer.tenant_id and contact.customer_id = customer.id
      where customer.id = ${customerId}::uuid
      union all
      select null, customer.name, ${mobileOf(sql`customer.phone`, sql`customer.country`)}, null, true, null
      from customers.customer
      where customer.id = ${customerId}::uuid
    )
    select "contactId", name, address, role,
      -- Whoever asked not to be texted is not, wherever else the number is written down.
      bool_and(usable) over (partition by address) as usable
    from known
    where address is not null and (
      "contactId" is not null or not exists (select from known as contact where contact."contactId" is not null and contact.address = known.address)
    )
    order by array_position(array['accounts-payable', 'cfo', 'approver', 'escalation', 'buyer', 'legal', 'guardian', 'site'], role), created_at nulls last, "contactId"
  `);
}

/** A number as a text message can reach it, in E.164, written as people do in the customer's country; undefined for one that is none. */
export async function mobileNumber(db: Queryable, customerId: string, written: string): Promise<string | undefined> {
  const { number } = await db.one<{ number: string | null }>(sql`
    select ${mobileOf(sql`${written}::text`, sql`customer.country`)} as number from customers.customer where customer.id = ${customerId}::uuid
  `);
  return number ?? undefined;
}

/** From when on a text message may leave for a customer: the debtor's hours, as for steps. */
export async function textableFrom(db: Queryable, customerId: string, from: Temporal.Instant): Promise<Temporal.Instant> {
  const settings = await readSettings(db);
  const at = await db.one<Omit<Parameters<typeof leavesFrom>[0], 'channel'>>(sql`
    select customer.kind, customer.country, customer.time_zone, entity.time_zone as entity_zone, entity.country as entity_country
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    where customer.id = ${customerId}::uuid
  `);
  return leavesFrom({ ...at, channel: 'sms' }, from, { window: settings['contact.window'], office: settings['contact.hours'] });
}

export type PostalRecipient = { readonly contactId: string | null; readonly name: string; readonly lines: readonly string[] };

/** Whom a letter goes to, as steps have it; undefined while the postal address is not known whole. */
export async function postalRecipient(
  db: TenantQueryable,
  customerId: string,
  language: 'fr' | 'en',
): Promise<PostalRecipient | undefined> {
  const recipients = await addresseesOf(db, [{ key: 'one', customerId, channel: 'letter' }]);
  const parties = await partiesOf(db, [customerId]);
  return addressed(recipients.get('one'), parties.get(customerId)?.entity.country ?? 'FR', language);
}

function addressed(recipient: Recipient | undefined, country: string, language: 'fr' | 'en'): PostalRecipient | undefined {
  if (!recipient || recipient.problem !== null) return undefined;
  return { contactId: recipient.contactId, name: recipient.name, lines: postalLines(recipient, country, language) };
}

/** What a letter by hand is about: the items it lists, and when it is written. */
export type LetterByHand = {
  readonly customerId: string;
  readonly language: 'fr' | 'en';
  readonly subject: string;
  readonly currency: string;
  readonly items: readonly StatedItem[];
  readonly on: Day;
};

/** The paper around a letter that a person wrote: whom to, from whom before the law, how to pay; its body and table are the writer's. Undefined without a postal address. */
export async function letterByHand(
  db: TenantQueryable,
  { customerId, language, subject, currency, items, on }: LetterByHand,
): Promise<{ readonly recipient: PostalRecipient; readonly paper: LetterData } | undefined> {
  const parties = (await partiesOf(db, [customerId])).get(customerId);
  const recipient = await postalRecipient(db, customerId, language);
  if (!parties || !recipient) return undefined;
  const settings = await readSettings(db);
  const payment = paymentDetails(parties.entity, currency, currenciesNamed(settings['payment.currencies']));
  const netMinor = items.reduce((sum, item) => sum + item.claimedMinor, 0n);
  const paper = letterOf(
    {
      channel: 'letter',
      words: { subject: null, body: null, script: null },
      language,
      parties: { ...parties, contactName: recipient.name, senderName: null },
      claim: { currency, items, creditsMinor: 0n, netMinor, on, grave: false, noticeDays: 0 },
      payment: payment === 'other-currency' ? 'unknown' : payment,
      postal: recipient.lines,
    },
    subject,
  );
  // The writer signs in their own words.
  return { recipient, paper: { ...paper, signature: [] } };
}
