import { type IncomingMail, originalOf } from '@quitus/formats';
import { type Queryable, sql } from '../../../platform/database/index.ts';

export type Suggestion = {
  readonly customerId: string;
  readonly because: 'sender' | 'invoice' | 'domain' | 'name';
};
/** Whose mail it is, and how that was found; without customer, whose it may be. */
export type Thread = {
  readonly customerId: string | null;
  readonly by: 'message' | 'token' | 'sender' | 'invoice' | null;
  readonly answeredMessageId: string | null;
  readonly contactId: string | null;
};

/**
 * Finds the customer of a mail: the message of ours it answers (its own headers, a token in the address it was sent to), else who wrote it when
 * only one customer has that address, else the invoices it names when they are one customer's. Anything less sure is for a person.
 */
export async function threadOf(db: Queryable, mail: IncomingMail): Promise<Thread> {
  const original = originalOf(mail);
  const answered =
    (await messageAmong(
      db,
      original.messageIds,
      original.candidates.map(({ messageId }) => messageId),
    )) ?? (await messageAmong(db, tokenIds(original.tokens), []));
  const sender = senderOf(mail);
  const ofSender = await customersOfAddress(db, sender);
  if (answered) {
    const contact = ofSender.find((one) => one.customerId === answered.customerId);
    return {
      customerId: answered.customerId,
      by: answered.byToken ? 'token' : 'message',
      answeredMessageId: answered.id,
      contactId: contact?.contactId ?? null,
    };
  }
  const customers = [...new Set(ofSender.map(({ customerId }) => customerId))];
  const [only] = customers;
  if (only !== undefined && customers.length === 1)
    return { customerId: only, by: 'sender', answeredMessageId: null, contactId: ofSender[0]?.contactId ?? null };
  const named = await customersNamed(db, mail);
  const both = customers.length > 0 ? named.filter((id) => customers.includes(id)) : named;
  const [one] = both;
  return one !== undefined && both.length === 1
    ? {
        customerId: one,
        by: 'invoice',
        answeredMessageId: null,
        contactId: ofSender.find(({ customerId }) => customerId === one)?.contactId ?? null,
      }
    : { customerId: null, by: null, answeredMessageId: null, contactId: null };
}

/** Who a mail is from. */
export function senderOf(mail: Pick<IncomingMail, 'from' | 'replyTo'>): string {
  return mail.from?.address || mail.replyTo[0]?.address || '';
}

// A token is the id of a message, with or without its hyphens.
function tokenIds(tokens: readonly string[]): string[] {
  return tokens.flatMap((token) => {
    const bare = token
      .replace(/^[a-z]+[=.-](?=[0-9a-f]{8})/i, '')
      .replace(/-/g, '')
      .toLowerCase();
    return /^[0-9a-f]{32}$/.test(bare) ? [bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')] : [];
  });
}

/** The first of our messages among these ids and Message-IDs; its customer is the one the account was merged into, if it was. */
async function messageAmong(
  db: Queryable,
  ids: readonly string[],
  headers: readonly string[],
): Promise<{ id: string; customerId: string; byToken: boolean } | undefined> {
  if (ids.length === 0 && headers.length === 0) return undefined;
  const found = await db.maybe<{ id: string; customerId: string }>(sql`
    select message.id, coalesce(customer.merged_into, customer.id) as "customerId"
    from messages.message
    join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
    where message.id = any(${[...ids]}::uuid[]) or message.message_id_header = any(${[...headers]}::text[])
    order by least(coalesce(array_position(${[...ids]}::uuid[], message.id), 1000),
      coalesce(array_position(${[...headers]}::text[], message.message_id_header), 1000))
    limit 1
  `);
  return found ? { ...found, byToken: headers.length === 0 } : undefined;
}

export type OfAddress = { readonly customerId: string; readonly contactId: string | null };

/** The customers an address belongs to: as a contact, or as the account's own. */
export function customersOfAddress(db: Queryable, address: string): Promise<OfAddress[]> {
  if (address === '') return Promise.resolve([]);
  return db.rows<OfAddress>(sql`
    select contact.customer_id as "customerId", contact.id as "contactId"
    from customers.contact
    join customers.customer on customer.tenant_id = contact.tenant_id and customer.id = contact.customer_id
    where lower(contact.email) = ${address} and customer.merged_into is null
    union all
    select customer.id, null from customers.customer where lower(customer.email) = ${address} and customer.merged_into is null
    order by 1, 2 nulls last
    limit 200
  `);
}

const numberLike = /[A-Za-z]{0,8}[-_/.]?\d[\w\-/.]{2,30}/g;
const mostNumbers = 60;

/** The customers whose items the mail names by their whole number: what is written in the subject and the text. */
export async function customersNamed(db: Queryable, mail: Pick<IncomingMail, 'subject' | 'text'>): Promise<string[]> {
  const numbers = new Set<string>();
  for (const [match] of `${mail.subject}\n${mail.text.slice(0, 20_000)}`.matchAll(numberLike)) {
    const number = match.replace(/[.\-/_]+$/, '');
    // Days, amounts and years are numbers too: an item is named by four digits at least that are no date.
    if (/\d{4}/.test(number) && !/^(?:19|20)\d\d$|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$|^\d{4}-\d\d-\d\d$/.test(number))
      numbers.add(number);
    if (numbers.size >= mostNumbers) break;
  }
  if (numbers.size === 0) return [];
  const found = await db.rows<{ id: string }>(sql`
    select distinct coalesce(customer.merged_into, customer.id) as id
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where item.number = any(${[...numbers]}::text[]) and item.amount_minor > 0
    limit 20
  `);
  return found.map(({ id }) => id);
}

/** Whose an unknown sender's mail may be, likeliest first: several customers of one address, of named invoices, of the same company's domain. */
export async function suggestionsFor(
  db: Queryable,
  mail: { readonly fromAddress: string; readonly fromName: string; readonly subject: string; readonly text: string },
): Promise<Suggestion[]> {
  const [ofSender, named] = await Promise.all([customersOfAddress(db, mail.fromAddress), customersNamed(db, mail)]);
  const domain = mail.fromAddress.split('@')[1] ?? '';
  const ofDomain =
    domain === '' || publicDomains.has(domain)
      ? []
      : await db.rows<{ id: string }>(sql`
          select distinct contact.customer_id as id
          from customers.contact
          join customers.customer on customer.tenant_id = contact.tenant_id and customer.id = contact.customer_id
          where lower(contact.email) like ${`%@${domain.replace(/[%_\\]/g, '\\$&')}`} and customer.merged_into is null
          limit 6
        `);
  const words = mail.fromName.trim();
  const alike =
    words.length < 3 ? [] : await db.rows<{ id: string }>(sql`select id from customers.search(${words.slice(0, 80)}, 4)`);
  const all: Suggestion[] = [
    ...ofSender.map(({ customerId }) => ({ customerId, because: 'sender' as const })),
    ...named.map((customerId) => ({ customerId, because: 'invoice' as const })),
    ...ofDomain.map(({ id }) => ({ customerId: id, because: 'domain' as const })),
    ...alike.map(({ id }) => ({ customerId: id, because: 'name' as const })),
  ];
  return all.filter((one, at) => all.findIndex((other) => other.customerId === one.customerId) === at).slice(0, 8);
}

// Everybody's mailbox provider says nothing of whose colleague one is.
const publicDomains = new Set(
  'gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr live.fr live.com msn.com yahoo.com yahoo.fr icloud.com me.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr neuf.fr gmx.com gmx.fr protonmail.com proton.me aol.com'.split(
    ' ',
  ),
);
