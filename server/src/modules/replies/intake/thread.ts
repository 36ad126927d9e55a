import { type IncomingMail, newTextOf, originalOf } from '@quitus/formats';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { sentTogether } from '../../messages/index.ts';
import { companyDomain } from './public-domains.ts';

export type Suggestion = {
  readonly customerId: string;
  readonly because: 'sender' | 'invoice' | 'domain' | 'name';
  /** The contact's address, the number the mail names, the customer's address of the same domain; '' of a name. */
  readonly evidence: string;
};
/** Whose mail it is, and how that was found; without customer, whose it may be. */
export type Thread = {
  readonly customerId: string | null;
  readonly by: 'message' | 'token' | 'sender' | 'domain' | 'invoice' | null;
  readonly answeredMessageId: string | null;
  readonly contactId: string | null;
  /** Without customer: whose it probably is, for a person to say so. */
  readonly probably?: string | undefined;
};

/**
 * Finds the customer of a mail: the message of ours it answers (its own headers, a token in the address it was sent to), else who wrote it: a contact of one
 * customer, or somebody of one customer's own domain; of several, the one whose invoice it names. A number alone is anybody's to write: from a stranger it
 * only suggests. Anything less sure is for a person.
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
    const meant = await meantOf(db, answered, mail);
    const contact = ofSender.find((one) => one.customerId === meant.customerId);
    return {
      customerId: meant.customerId,
      by: answered.byToken ? 'token' : 'message',
      answeredMessageId: meant.id,
      contactId: contact?.contactId ?? null,
    };
  }
  return bySender(ofSender, await customersOfDomain(db, ofSender.length > 0 ? '' : sender), await customersNamed(db, mail));
}

type Answered = { readonly id: string; readonly customerId: string };

/** Of the messages one mail of ours carried, the one the answer speaks of: whose invoice it names itself, and no other's; else the mail's own. */
async function meantOf(db: Queryable, answered: Answered, mail: IncomingMail): Promise<Answered> {
  const others = await sentTogether(db, [answered.id]);
  if (others.length === 0) return answered;
  const named = await customersNamed(db, { subject: '', text: newTextOf(mail).text });
  const meant = [answered, ...others.map(({ messageId, customerId }) => ({ id: messageId, customerId }))].filter((one) =>
    named.some(({ customerId }) => customerId === one.customerId),
  );
  return meant.length === 1 && meant[0] ? meant[0] : answered;
}

/** Whose mail it is by who wrote it and which invoices it names. */
function bySender(ofSender: readonly OfAddress[], ofDomain: readonly OfDomain[], named: readonly Named[]): Thread {
  const found = (customerId: string, by: Thread['by']): Thread => ({
    customerId,
    by,
    answeredMessageId: null,
    contactId: ofSender.find((one) => one.customerId === customerId)?.contactId ?? null,
  });
  const customers = [...new Set(ofSender.map(({ customerId }) => customerId))];
  const [only] = customers;
  if (only !== undefined && customers.length === 1) return found(only, 'sender');
  const known = customers.length > 0 ? customers : ofDomain.map(({ customerId }) => customerId);
  const [both, ...others] = named.filter(({ customerId }) => known.includes(customerId));
  if (both && others.length === 0) return found(both.customerId, 'invoice');
  const [company] = ofDomain;
  if (company && ofDomain.length === 1 && named.length === 0) return found(company.customerId, 'domain');
  const [stranger] = named;
  const probably = stranger && named.length === 1 ? stranger.customerId : undefined;
  return { customerId: null, by: null, answeredMessageId: null, contactId: null, probably };
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
type OfDomain = { readonly customerId: string; readonly address: string };
type Named = { readonly customerId: string; readonly number: string };

/** The customers an address belongs to: as a contact, or as the account's own. */
export function customersOfAddress(db: Queryable, address: string): Promise<OfAddress[]> {
  if (address === '') return Promise.resolve([]);
  return db.rows<OfAddress>(sql`
    select customer_id as "customerId", contact_id as "contactId" from customers.of_address(${address.toLowerCase()})
  `);
}

/** The customers known by an address of the same company's domain. */
function customersOfDomain(db: Queryable, address: string): Promise<OfDomain[]> {
  const domain = companyDomain(address);
  if (domain === '') return Promise.resolve([]);
  return db.rows<OfDomain>(sql`select customer_id as "customerId", address from customers.of_domain(${domain})`);
}

const numberLike = /[A-Za-z]{0,8}[-_/.]?\d[\w\-/.]{2,30}/g;
const mostNumbers = 60;

/** The customers whose items the mail names by their whole number, and one such number: what is written in the subject and the text. */
async function customersNamed(db: Queryable, mail: Pick<IncomingMail, 'subject' | 'text'>): Promise<Named[]> {
  const numbers = new Set<string>();
  for (const [match] of `${mail.subject}\n${mail.text.slice(0, 20_000)}`.matchAll(numberLike)) {
    const number = match.replace(/[.\-/_]+$/, '');
    // Days, amounts and years are numbers too: an item is named by four digits at least that are no date.
    if (/\d{4}/.test(number) && !/^(?:19|20)\d\d$|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$|^\d{4}-\d\d-\d\d$/.test(number))
      numbers.add(number);
    if (numbers.size >= mostNumbers) break;
  }
  if (numbers.size === 0) return [];
  return db.rows<Named>(sql`
    select coalesce(customer.merged_into, customer.id) as "customerId", min(item.number) as number
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where item.number = any(${[...numbers]}::text[]) and item.amount_minor > 0
    group by 1
    order by 1
    limit 20
  `);
}

/** Whose an unknown sender's mail may be, likeliest first: several customers of one address, of named invoices, of the same company's domain. */
export async function suggestionsFor(
  db: Queryable,
  mail: { readonly fromAddress: string; readonly fromName: string; readonly subject: string; readonly text: string },
): Promise<Suggestion[]> {
  const [ofSender, named, ofDomain] = await Promise.all([
    customersOfAddress(db, mail.fromAddress),
    customersNamed(db, mail),
    customersOfDomain(db, mail.fromAddress),
  ]);
  const words = mail.fromName.trim();
  const alike =
    words.length < 3 ? [] : await db.rows<{ id: string }>(sql`select id from customers.search(${words.slice(0, 80)}, 4)`);
  const all: Suggestion[] = [
    ...ofSender.map(({ customerId }) => ({ customerId, because: 'sender' as const, evidence: mail.fromAddress })),
    ...named.map(({ customerId, number }) => ({ customerId, because: 'invoice' as const, evidence: number })),
    ...ofDomain.slice(0, 6).map(({ customerId, address }) => ({ customerId, because: 'domain' as const, evidence: address })),
    ...alike.map(({ id }) => ({ customerId: id, because: 'name' as const, evidence: '' })),
  ];
  return all.filter((one, at) => all.findIndex((other) => other.customerId === one.customerId) === at).slice(0, 8);
}
