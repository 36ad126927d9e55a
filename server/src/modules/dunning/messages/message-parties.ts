import { type Queryable, sql } from '../../../platform/database/index.ts';
import { type Recipient, recipientColumns, recipientsOf } from '../collection-contact.ts';
import type { StepShape } from './step-shapes.ts';
import type { Parties } from './reminder-fields.ts';

/** Who owes and who claims, whoever is written to. */
export type AccountParties = Omit<Parties, 'contactName' | 'senderName'> & { readonly customerId: string };

/** Who owes and who claims, for some customers: one statement. */
export async function partiesOf(db: Queryable, customerIds: readonly string[]): Promise<Map<string, AccountParties>> {
  const rows = await db.rows<AccountParties>(sql`
    select customer.id as "customerId", person.name as "collectorName", customer.sales_rep as "managerName",
      jsonb_build_object('code', customer.code, 'name', customer.name, 'kind', customer.kind, 'legalId', customer.legal_id, 'country', customer.country,
        'addressLines', customer.address_lines, 'postcode', customer.postcode, 'city', customer.city) as customer,
      jsonb_build_object('name', entity.name, 'legalName', entity.legal_name, 'legalId', entity.legal_id, 'vatNumber', entity.vat_number,
        'legalForm', entity.legal_form, 'capitalMinor', entity.capital_minor::text, 'capitalCurrency', entity.capital_currency,
        'registerCity', entity.register_city, 'registeredOffice', entity.registered_office, 'country', entity.country, 'currency', entity.currency, 'addressLines', entity.address_lines, 'postcode', entity.postcode, 'city', entity.city,
        'email', entity.email, 'phone', entity.phone, 'iban', entity.iban, 'bic', entity.bic, 'accountHolder', entity.account_holder) as entity
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    left join identity.person on person.id = customer.collector_id
    where customer.id = any(${[...customerIds]}::uuid[])
  `);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** A message somebody is to get: by key, on what channel, asked for by which roles. */
export type Addressed = {
  readonly key: string;
  readonly customerId: string;
  readonly channel: string;
  readonly shape?: Pick<StepShape, 'recipientRoles' | 'copyRoles' | 'copyPeople'> | undefined;
};

/** Whom these messages go to, by key: one statement. */
export async function addresseesOf(db: Queryable, messages: readonly Addressed[]): Promise<Map<string, Recipient>> {
  const asked = messages.map(({ key, customerId, channel, shape }) => ({
    key,
    customer_id: customerId,
    channel,
    recipient_roles: shape?.recipientRoles ?? [],
    copy_roles: shape?.copyRoles ?? [],
    copy_people: shape?.copyPeople ?? [],
  }));
  const of = sql`
    select asked.key, asked.customer_id, asked.channel, asked.recipient_roles, asked.copy_roles, asked.copy_people
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as asked (key text, customer_id uuid, channel text, recipient_roles text[], copy_roles text[], copy_people text[])
  `;
  const rows = await db.rows<Recipient>(sql`select ${recipientColumns} from (${recipientsOf(of)}) as recipient`);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Who signs: whoever the step says it is from, nobody by name for a shared mailbox. */
export function signerOf(shape: Pick<StepShape, 'sender' | 'senderName'>, parties: AccountParties): string | null {
  switch (shape.sender) {
    case 'collector':
      return parties.collectorName;
    case 'account-manager':
      return parties.managerName ?? parties.collectorName;
    case 'person':
      return shape.senderName;
    case 'shared':
      return null;
  }
}
