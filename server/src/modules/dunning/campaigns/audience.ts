import type { Day } from '../../../kernel/days.ts';
import { compileCriteria } from '../../../platform/criteria/index.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { customerFields } from '../../customers/index.ts';
import { isAddress } from '../../messages/index.ts';
import { recipientsOf } from '../collection-contact.ts';
import { chooseWords, customersMeeting, languageOf } from '../messages/step-words.ts';
import { overSets } from '../over-sets.ts';
import { accountsAt } from './account-then.ts';
import { type Campaign, type CampaignLeftOut, statesAccount, statedOn, wordsOf } from './campaign.ts';

/** A message a campaign would send, with what decides at which hours it may leave. */
export type Reached = {
  readonly customerId: string;
  /** Of the account it states; null: it states none. */
  readonly currency: string | null;
  readonly balanceMinor: bigint | null;
  readonly contactId: string | null;
  /** The words chosen for the customer are in it. */
  readonly language: string;
  readonly kind: string;
  readonly country: string;
  readonly timeZone: string | null;
  readonly entityZone: string;
  readonly entityCountry: string;
};

/** Somebody of the audience who gets nothing, and why. */
export type LeftOut = {
  readonly customerId: string;
  readonly code: string;
  readonly name: string;
  readonly reason: CampaignLeftOut;
};
export type Audience = { readonly reached: readonly Reached[]; readonly leftOut: readonly LeftOut[] };

type Row = Omit<Reached, 'language'> & {
  readonly code: string;
  readonly name: string;
  readonly chosen: string | null;
  readonly email: string | null;
  readonly reason: CampaignLeftOut | null;
};

/** Everybody of a campaign's audience on a day: who is reached, and who is left out with the reason. One statement over all of them, and one more where words differ by customer. */
export async function audienceOf(tx: Transaction, campaign: Campaign, today: Day): Promise<Audience> {
  const { customers } = await tx.one<{ customers: number }>(sql`
    select count(*)::int as customers from customers.customer where entity_id = ${campaign.entityId}::uuid
  `);
  const found = await overSets(tx, customers, () => tx.rows<Row>(audience(tx.tenantId, campaign, today)));
  // What the outbox would refuse is told before: an address is judged by one rule.
  const rows = found.map((row) =>
    row.reason === null && !isAddress(row.email ?? '') ? { ...row, reason: 'bad-address' as const } : row,
  );
  const words = wordsOf(campaign);
  const reached = rows.filter((row) => row.reason === null);
  const criteria = words.variants.flatMap((variant) => variant.criteria ?? []);
  const meeting = await customersMeeting(
    tx,
    criteria,
    criteria.length === 0 ? [] : [...new Set(reached.map((row) => row.customerId))],
    today,
  );
  return {
    reached: reached.map(({ code: _code, name: _name, email: _email, chosen, reason: _reason, ...row }) => ({
      ...row,
      language: chooseWords(
        words,
        languageOf(chosen, row.entityCountry),
        (variant) => variant.criteria === null || (meeting.get(JSON.stringify(variant.criteria))?.has(row.customerId) ?? false),
      ).language,
    })),
    leftOut: rows.flatMap(({ customerId, code, name, reason }) => (reason === null ? [] : [{ customerId, code, name, reason }])),
  };
}

/** How many customers each reason left out, the most frequent first. */
export function countLeftOut(leftOut: readonly LeftOut[]): { reason: CampaignLeftOut; customers: number }[] {
  return [...Map.groupBy(leftOut, (one) => one.reason)]
    .map(([reason, those]) => ({ reason, customers: those.length }))
    .toSorted((one, other) => other.customers - one.customers || one.reason.localeCompare(other.reason));
}

// One row a message, or one a customer who is left out.
function audience(tenantId: number, campaign: Campaign, today: Day): Sql {
  const stated = statesAccount(campaign.kind);
  const meets = campaign.criteria === null ? sql`true` : compileCriteria(campaign.criteria, customerFields, { today });
  return sql`
    with asked as materialized (
      select customer.id, customer.code, customer.name, customer.kind, customer.country, customer.time_zone, customer.email, customer.sort_key
      from customers.customer
      where customer.entity_id = ${campaign.entityId}::uuid and customer.merged_into is null and ${meets}
    ),
    ${
      stated
        ? sql`account as materialized (
      select account.customer_id, account.currency, account.balance_minor
      from (${accountsAt(tenantId, { kind: campaign.kind, entityId: campaign.entityId, asOf: statedOn(campaign, today) })}) as account
    ),`
        : sql``
    }
    recipient as (
      ${recipientsOf(sql`
        select asked.id::text as key, asked.id as customer_id, 'e-mail'::text as channel, ${[...campaign.recipientRoles]}::text[] as recipient_roles,
          '{}'::text[] as copy_roles, '{}'::text[] as copy_people
        from asked
      `)}
    )
    select asked.id as "customerId", asked.code, asked.name, asked.kind, asked.country, asked.time_zone as "timeZone", recipient.contact_id as "contactId",
      recipient.language as chosen, recipient.email, entity.time_zone as "entityZone", entity.country as "entityCountry",
      ${stated ? sql`account.currency, account.balance_minor` : sql`null::text as currency, null::bigint`} as "balanceMinor",
      case
        ${stated ? sql`when account.customer_id is null then 'nothing-open'` : sql``}
        when recipient.problem is null then null
        when exists (
          select from customers.contact
          where contact.customer_id = asked.id and contact.email is not null and contact.validity <> 'wrong-person' and 'e-mail' = any(contact.opted_out_of)
        ) then 'opted-out'
        when exists (
          select from customers.contact
          where contact.customer_id = asked.id and contact.email is not null and contact.validity in ('bounced', 'wrong-person')
        ) then 'doubted-address'
        else 'no-address'
      end as reason
    from asked
    join identity.entity on entity.id = ${campaign.entityId}::uuid
    join recipient on recipient.customer_id = asked.id
    ${stated ? sql`left join account on account.customer_id = asked.id` : sql``}
    order by asked.sort_key, asked.id ${stated ? sql`, account.currency` : sql``}
  `;
}

/** A page of who is left out, by name. */
export function leftOutPage(
  leftOut: readonly LeftOut[],
  page: { readonly reason?: CampaignLeftOut | undefined; readonly offset: number; readonly limit: number },
): { rows: readonly LeftOut[]; total: number } {
  const those = page.reason === undefined ? leftOut : leftOut.filter((one) => one.reason === page.reason);
  return { rows: those.slice(page.offset, page.offset + page.limit), total: those.length };
}
