import type { ContactView } from '@quitus/contract';
import { checkEmail } from '@quitus/formats';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { oneLine } from '../../../kernel/one-line.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { checkPhone } from '../check-customer.ts';
import { customerById } from '../customer.ts';
import { refuse } from '../refusals.ts';

export type Contact = ContactView;
export type ContactChange = {
  readonly [Field in keyof Omit<Contact, 'id' | 'customerId' | 'source'>]?: Contact[Field] | undefined;
};

const columns = {
  name: 'name',
  role: 'role',
  email: 'email',
  phone: 'phone',
  language: 'language',
  validity: 'validity',
  optedOutOf: 'opted_out_of',
  externalId: 'external_id',
  groupMessages: 'group_messages',
} as const;

const selected = sql`
  contact.id, contact.customer_id as "customerId", contact.name, contact.role, contact.email, contact.phone, contact.language, contact.validity,
  contact.opted_out_of as "optedOutOf", contact.external_id as "externalId",
  contact.group_messages as "groupMessages", contact.source
`;

/** The contacts of a customer: accounts payable first. */
export function contactsOf(db: Queryable, customerId: string): Promise<Contact[]> {
  return db.rows<Contact>(sql`
    select ${selected}
    from customers.contact
    where contact.customer_id = ${customerId}
    order by contact.role <> 'accounts-payable', contact.role, contact.name, contact.id
  `);
}

async function contactById(db: Queryable, id: string): Promise<Contact> {
  const found = await db.maybe<Contact>(sql`select ${selected} from customers.contact where contact.id = ${id}`);
  if (!found) throw refuse('contact.not-found');
  return found;
}

function checked(change: ContactChange, country: string): ContactChange {
  const email = change.email?.trim() ? checkEmail(change.email) : undefined;
  if (email && !email.ok) throw refuse('customer.email-invalid', { value: (change.email ?? '').slice(0, 60) });
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as ContactChange;
  return {
    ...given,
    ...(given.name === undefined ? {} : { name: oneLine(given.name) }),
    ...(change.email === undefined ? {} : { email: email?.ok ? email.normalized : null }),
    ...(change.phone === undefined ? {} : { phone: change.phone?.trim() ? checkPhone(change.phone, country) : null }),
  };
}

async function refuseTaken(tx: Transaction, customerId: string, id: string, contact: ContactChange): Promise<void> {
  if (!contact.email) return;
  const other = await tx.maybe(sql`
    select from customers.contact
    where contact.customer_id = ${customerId} and lower(contact.email) = lower(${contact.email}) and contact.role = ${contact.role ?? 'accounts-payable'}
      and contact.id <> ${id}
  `);
  if (other) throw refuse('contact.email-taken', { email: contact.email });
}

/** Adds a contact; an address already known in that role is refused. */
export async function addContact(tx: Transaction, customerId: string, input: ContactChange, by: Actor): Promise<Contact> {
  const customer = await customerById(tx, customerId);
  const contact = checked(input, customer.country);
  const id = uuidv7();
  await refuseTaken(tx, customerId, id, contact);
  const fields = Object.entries(contact);
  await tx.run(sql`
    insert into customers.contact ${sql`(${sql.join([
      sql`tenant_id, id, customer_id`,
      ...fields.map(([field]) => sql.ref(columns[field as keyof typeof columns])),
    ])})`}
    values (${sql.join([sql`${tx.tenantId}, ${id}, ${customerId}`, ...fields.map(([, value]) => sql`${value}`)])})
  `);
  await recordEvent(tx, {
    kind: 'contacts.added',
    actor: by,
    entityId: customer.entityId,
    customerId,
    subjectId: id,
    details: { ...contact },
  });
  return contactById(tx, id);
}

/** Changes a contact. A new address is unchecked again, whatever its predecessor was. */
export async function changeContact(tx: Transaction, id: string, input: ContactChange, by: Actor): Promise<Contact> {
  const before = await contactById(tx, id);
  const customer = await customerById(tx, before.customerId);
  const asked = checked(input, customer.country);
  const moved = asked.email !== undefined && asked.email !== before.email && asked.validity === undefined;
  const change: ContactChange = moved ? { ...asked, validity: 'unchecked' } : asked;
  await refuseTaken(tx, before.customerId, id, { ...before, ...change });
  const changed = Object.entries(change).filter(
    ([field, value]) => !isDeepStrictEqual(before[field as keyof ContactChange], value),
  );
  if (changed.length === 0) return before;
  const assignments = changed.map(([field, value]) => sql`${sql.ref(columns[field as keyof typeof columns])} = ${value}`);
  await tx.run(sql`update customers.contact set ${sql.join(assignments)}, updated_at = now() where contact.id = ${id}`);
  await recordEvent(tx, {
    kind: 'contacts.changed',
    actor: by,
    entityId: customer.entityId,
    customerId: before.customerId,
    subjectId: id,
    details: {
      before: Object.fromEntries(changed.map(([field]) => [field, before[field as keyof ContactChange]])),
      after: Object.fromEntries(changed),
    },
  });
  return contactById(tx, id);
}

/** Removes a contact; what it was stays in the time line. */
export async function removeContact(tx: Transaction, id: string, by: Actor): Promise<void> {
  const before = await contactById(tx, id);
  await tx.run(sql`delete from customers.contact where contact.id = ${id}`);
  await recordEvent(tx, {
    kind: 'contacts.removed',
    actor: by,
    customerId: before.customerId,
    subjectId: id,
    details: { before },
  });
}
