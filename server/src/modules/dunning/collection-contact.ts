import type { Language } from '@quitus/texts';
import { type Sql, sql } from '../../platform/database/index.ts';
import { mobileOf } from './mobile-number.ts';

// Who is written to about payment, in this order; a site's or a buyer's address is a last resort.
const roleOrder = sql`array['accounts-payable', 'cfo', 'approver', 'escalation', 'buyer', 'legal', 'guardian', 'site']`;

/** Whom a message on one channel goes to; nulls are what is not known. */
export type Recipient = {
  readonly key: string;
  readonly customerId: string;
  readonly channel: string;
  readonly contactId: string | null;
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly mobile: string | null;
  /** Name, street, town: without the country, which is for whoever posts it abroad. */
  readonly postal: readonly string[] | null;
  readonly country: string;
  readonly language: string | null;
  /** E-mail addresses that get a copy. */
  readonly copies: readonly string[];
  /** A professional, or somebody who agreed beforehand to be sent registered mail electronically (CPCE L100). */
  readonly registeredConsent: boolean;
  /** Why it cannot be reached on this channel; null when it can. */
  readonly problem: 'no-address' | 'no-consent' | null;
};

/** The columns of `recipientsOf` under the names of `Recipient`. */
export const recipientColumns: Sql = sql`
  recipient.key, recipient.customer_id as "customerId", recipient.channel, recipient.contact_id as "contactId", recipient.name, recipient.email,
  recipient.mobile, recipient.postal, recipient.country, recipient.language, recipient.copies, recipient.registered_consent as "registeredConsent",
  recipient.problem
`;

/** The lines of a postal address as they are printed; the country's name last when it is posted abroad. */
export function postalLines(recipient: Pick<Recipient, 'postal' | 'country'>, fromCountry: string, language: Language): string[] {
  if (!recipient.postal) return [];
  // Postal services of the country of posting read the name of the country, in capitals, in their own language.
  const abroad = new Intl.DisplayNames(language, { type: 'region' }).of(recipient.country) ?? recipient.country;
  return [...recipient.postal, ...(recipient.country === fromCountry ? [] : [abroad.toUpperCase()])];
}

/**
 * Whom messages go to: `of` selects (key, customer_id, channel, recipient_roles, copy_roles, copy_people), the answer is one
 * row a key. With roles, only contacts of those roles are written to, in their order (T66); the account's own address stands
 * for accounts payable. An internal message goes to the colleagues asked for, else the collector, else the owner.
 */
export function recipientsOf(of: Sql): Sql {
  const byMail = sql`wanted.channel in ('e-mail', 'registered-e-letter')`;
  const asked = sql`cardinality(wanted.recipient_roles) > 0`;
  const usual = sql`(not ${asked} or 'accounts-payable' = any(wanted.recipient_roles))`;
  return sql`
    with wanted as materialized (${of}),
    chosen as (
      select distinct on (wanted.key) wanted.key, contact.id, contact.name, contact.email, contact.language, contact.registered_consent_on,
        dialled.mobile
      from wanted
      join customers.customer on customer.id = wanted.customer_id
      join customers.contact on contact.tenant_id = customer.tenant_id and contact.customer_id = customer.id
      cross join lateral (select case when wanted.channel = 'sms' then ${mobileOf(sql`contact.phone`, sql`customer.country`)} end as mobile) as dialled
      where contact.validity <> 'wrong-person' and wanted.channel <> 'internal'
        and (not ${asked} or contact.role = any(wanted.recipient_roles))
        and case
          when ${byMail} then contact.email is not null and contact.validity <> 'bounced' and not 'e-mail' = any(contact.opted_out_of)
          when wanted.channel = 'sms' then not 'sms' = any(contact.opted_out_of) and dialled.mobile is not null
          when wanted.channel in ('letter', 'registered-letter') then not 'letter' = any(contact.opted_out_of)
          when wanted.channel = 'call' then contact.phone is not null and not 'call' = any(contact.opted_out_of)
          else true
        end
      order by wanted.key, case when ${asked} then array_position(wanted.recipient_roles, contact.role) else array_position(${roleOrder}, contact.role) end,
        (contact.validity = 'valid') desc, contact.created_at, contact.id
    ),
    colleague as (
      select wanted.key, person.name, person.email, person.language, asked.place
      from wanted
      join customers.customer on customer.id = wanted.customer_id
      cross join lateral (
        select named.role, named.place from unnest(wanted.copy_people) with ordinality as named (role, place)
        union all select 'collector', 0 where wanted.channel = 'internal' and cardinality(wanted.copy_people) = 0
      ) as asked
      join identity.person on person.id = case asked.role
        when 'collector' then coalesce(customer.collector_id,
          (select membership.person_id from identity.membership where membership.role = 'owner' order by membership.created_at limit 1))
        else (
          select membership.person_id from identity.membership
          where lower(membership.sales_rep) = lower(customer.sales_rep)
          order by membership.created_at limit 1
        )
      end
    ),
    internal as (
      select distinct on (colleague.key) colleague.* from colleague order by colleague.key, colleague.place
    ),
    copy as (
      select one.key, array_agg(distinct one.email) as emails
      from (
        select wanted.key, contact.email
        from wanted
        join customers.contact on contact.customer_id = wanted.customer_id and contact.role = any(wanted.copy_roles)
        where contact.email is not null and contact.validity not in ('bounced', 'wrong-person') and not 'e-mail' = any(contact.opted_out_of)
        union all
        select colleague.key, colleague.email from colleague
      ) as one
      group by one.key
    ),
    reached as (
      select wanted.key, wanted.customer_id, wanted.channel, chosen.id as contact_id,
        coalesce(nullif(chosen.name, ''), internal.name, customer.name) as name,
        case
          when wanted.channel = 'internal' then internal.email
          when not ${byMail} then coalesce(chosen.email, customer.email)
          when chosen.id is not null then chosen.email
          when ${usual} and not exists (
            select from customers.contact as wrong
            where wrong.tenant_id = customer.tenant_id and wrong.customer_id = customer.id and lower(wrong.email) = lower(customer.email)
              and (wrong.validity in ('bounced', 'wrong-person') or 'e-mail' = any(wrong.opted_out_of))
          ) then customer.email
        end as email,
        case when wanted.channel = 'sms' then coalesce(chosen.mobile, case when ${usual} and not exists (
            select from customers.contact as wrong
            where wrong.tenant_id = customer.tenant_id and wrong.customer_id = customer.id and wrong.phone = customer.phone
              and (wrong.validity = 'wrong-person' or 'sms' = any(wrong.opted_out_of))
          ) then ${mobileOf(sql`customer.phone`, sql`customer.country`)} end) end as mobile,
        case when cardinality(customer.address_lines) > 0 and customer.city is not null
          then array_remove(array[customer.name, nullif(nullif(chosen.name, ''), customer.name)], null) || customer.address_lines
            || array[concat_ws(' ', customer.postcode, customer.city)] end as postal,
        customer.country, coalesce(chosen.language, internal.language, customer.language) as language,
        coalesce(copy.emails, '{}') as copies,
        customer.kind in ('business', 'public') or customer.legal_id is not null or chosen.registered_consent_on is not null as registered_consent
      from wanted
      join customers.customer on customer.id = wanted.customer_id
      left join chosen on chosen.key = wanted.key
      left join internal on internal.key = wanted.key and wanted.channel = 'internal'
      left join copy on copy.key = wanted.key
    )
    select reached.key, reached.customer_id, reached.channel, reached.contact_id, reached.name, reached.email, reached.mobile, reached.postal,
      reached.country, reached.language, array_remove(reached.copies, reached.email) as copies, reached.registered_consent,
      case
        when reached.channel in ('e-mail', 'internal', 'registered-e-letter') and reached.email is null then 'no-address'
        when reached.channel = 'registered-e-letter' and not reached.registered_consent then 'no-consent'
        when reached.channel = 'sms' and reached.mobile is null then 'no-address'
        when reached.channel in ('letter', 'registered-letter') and reached.postal is null then 'no-address'
      end as problem
    from reached
  `;
}

/** Whom the messages of actions go to, one row an action with its id as the key; `which` is a condition on `action`. */
export function recipientsOfActions(which: Sql): Sql {
  return recipientsOf(sql`
    select action.id::text as key, action.customer_id, action.channel, coalesce(step.recipient_roles, '{}') as recipient_roles,
      coalesce(step.copy_roles, '{}') as copy_roles, coalesce(step.copy_people, '{}') as copy_people
    from dunning.action
    left join dunning.step on step.tenant_id = action.tenant_id and step.scenario_id = action.scenario_id and step.version = action.scenario_version
      and step.step_id = action.step_id
    where ${which}
  `);
}
