import type { FastifyInstance } from 'fastify';
import { roleNames } from '@quitus/contract';
import { buildApplication } from '../../server/src/application.ts';
import { uuidv7 } from '../../server/src/kernel/ids.ts';
import { demo } from '../../server/src/modules/demo/index.ts';
import { createTenant } from '../../server/src/modules/identity/index.ts';
import { openSession } from '../../server/src/modules/identity/sessions.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { type Database, sql, type TenantDatabase } from '../../server/src/platform/database/index.ts';
import { storeDocuments } from '../../server/src/platform/documents/index.ts';

/** Somebody who asks: a member with a role, within a scope or not. */
export type Asker = { readonly tenantId: number; readonly id: string; readonly name: string };
/** What is marked in every text of what an asker must not see. */
export type Company = {
  readonly tenantId: number;
  readonly db: TenantDatabase;
  readonly entityId: string;
  /** Members of the whole company, by role. */
  readonly members: ReadonlyMap<string, Asker>;
  /** Collects for half of the customers, and sees only those. */
  readonly scoped: Asker;
  /** Sees no customer at all. */
  readonly idsOf: ReadonlyMap<string, { readonly inside?: string; readonly outside?: string }>;
};

const today = '2026-11-20';
const blankPaper = `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Count 1 /Kids [3 0 R] >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>
endobj
trailer
<< /Root 1 0 R /Size 4 >>
%%EOF
`;
/** The instant all of it happens at: the middle of a working day. */
export const noon = Temporal.Instant.from('2026-11-20T11:00:00Z');
/** Stands in every name and text of what the scoped collector must not see. */
export const outsideMark = 'HORSPERIMETRE';
/** Stands in every name and text of the other company. */
export const otherMark = 'AUTRESOCIETE';

/** The product over a database, without a port: requests are injected. */
export function application(database: Database): Promise<FastifyInstance> {
  const config = { ...readConfig({}, {}), logLevel: 'silent' as const, secretKey: 'x'.repeat(40), requestsPerMinute: 10_000_000 };
  return buildApplication({ database, config, now: () => noon }, undefined);
}

/** A company with a little of everything, half of it in one collector's portfolio; texts of the other half carry a mark. */
export async function company(
  app: FastifyInstance,
  database: Database,
  name: string,
  marks: { all?: string; outside?: string },
): Promise<Company> {
  const { tenant } = await createTenant(database, { name });
  await demo(database, { tenantId: tenant.id, today, now: noon, customers: 40, items: 1500, seed: name, language: 'fr' });
  const db = database.tenant(tenant.id);
  const members = new Map<string, Asker>();
  for (const role of roleNames) members.set(role, await member(database, tenant.id, role));
  const scoped = await member(database, tenant.id, 'collector', 'portfolio');
  await db.run(sql`
    update customers.customer set collector_id = case when abs(hashtext(code)) % 2 = 0 then ${scoped.id}::uuid else null end
  `);
  const owner = members.get('owner');
  if (!owner) throw new Error('a company has an owner');
  await makeMore(app, await cookieOf(database, owner), db, members);
  if (marks.all) await mark(db, marks.all, sql`true`);
  if (marks.outside) await mark(db, marks.outside, sql`customer.collector_id is distinct from ${scoped.id}`);
  const { id: entityId } = await db.one<{ id: string }>(sql`select id from identity.entity order by name limit 1`);
  const idsOf = new Map([...(await ids(db, scoped.id)), ...(await personalIds(database, owner))]);
  return { tenantId: tenant.id, db, entityId, members, scoped, idsOf };
}

// What the demonstration does not have: made the way people make it.
async function makeMore(app: FastifyInstance, cookie: string, db: TenantDatabase, members: Company['members']): Promise<void> {
  const send = async (url: string, payload: object): Promise<void> => {
    const answer = await app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { cookie }, payload });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  };
  const [from, to] = [members.get('collector')?.id, members.get('manager')?.id];
  const customers = await db.rows<{ id: string }>(sql`select id from customers.customer order by id limit 4`);
  await send('/customer-groups', { name: 'Groupe', add: customers.map(({ id }) => id) });
  await send('/saved-views', { screen: 'customers', name: 'Vue', view: {}, shared: true });
  await send('/delegations', { fromPersonId: from, toPersonId: to, startsOn: today, endsOn: '2026-12-31' });
  await db.run(sql`
    insert into messages.local_mail (tenant_id, id, message_id, from_address, to_address, subject, raw)
    select tenant_id, gen_random_uuid(), id, 'nous@essai.example', coalesce(recipient_address, 'eux@essai.example'), subject, convert_to('Subject: ' || subject, 'utf8')
    from messages.message
  `);
  await db.run(sql`
    insert into messages.sender (tenant_id, id, name, address, changed_by) values (${db.tenantId}, ${uuidv7()}, 'Envois', 'envois@essai.example', 'Essai')
  `);
  await db.run(sql`
    with item as (select tenant_id, id, gen_random_uuid() as document_id from receivables.item where open_minor > 0),
    stored as (
      insert into platform.document (tenant_id, id, sha256, name, media_type, size_bytes)
      select tenant_id, document_id, '', 'facture.pdf', 'application/pdf', 0 from item
    )
    insert into documents.item_document (tenant_id, id, item_id, kind, document_id, name, media_type, size_bytes, sha256, added_by)
    select tenant_id, gen_random_uuid(), id, 'invoice', document_id, 'facture.pdf', 'application/pdf', 0, '', 'Essai' from item
  `);
  // One pile of paper, with a letter to everybody who was ever written to.
  const [paper] = await storeDocuments(db, [
    { name: 'lettre.pdf', mediaType: 'application/pdf', bytes: Buffer.from(blankPaper) },
  ]);
  await db.run(sql`
    with pile as (
      insert into letters.batch (tenant_id, id, entity_id, day, number)
      select ${db.tenantId}, ${uuidv7()}, id, ${today}, 1 from identity.entity order by name limit 1
      returning id
    ),
    printed as (update messages.message set channel = 'registered-letter' where state = 'sent' and kind = 'reminder' returning id)
    insert into letters.letter (tenant_id, message_id, batch_id, registered, pages, document_id, printed_at)
    select ${db.tenantId}, printed.id, pile.id, true, 1, ${paper ?? ''}, now() from printed cross join pile
  `);
  await db.run(sql`
    insert into letters.proof (tenant_id, id, message_id, kind, document_id, name, media_type, size_bytes, sha256, added_at, added_by)
    select tenant_id, gen_random_uuid(), message_id, 'receipt', ${paper ?? ''}, 'avis.pdf', 'application/pdf', 1, '', now(), 'Essai' from letters.letter
  `);
  await db.run(sql`
    insert into intake.lettering_proposal (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, amount_minor, currency, strategy, confidence)
    select distinct on (debit.customer_id) debit.tenant_id, gen_random_uuid(), debit.entity_id, debit.customer_id, credit.id, debit.id, 1, debit.currency, 'number', 0.9
    from receivables.item as debit
    join receivables.item as credit on credit.customer_id = debit.customer_id and credit.currency = debit.currency and credit.amount_minor < 0
    where debit.amount_minor > 0
  `);
  await db.run(sql`
    insert into webhooks.endpoint (tenant_id, id, url, kinds, enabled, position, secret, created_at, created_by)
    values (${db.tenantId}, ${uuidv7()}, 'https://recepteur.example/x', array['promises.*'], true, 0, 'v1.x.x', now(), 'Essai')
  `);
  await db.run(sql`
    insert into webhooks.delivery (tenant_id, id, endpoint_id, message_id, kind, test, body, next_try_at, created_at)
    select tenant_id, gen_random_uuid(), id, 'msg_1', 'webhooks.test', true, '{}', now(), now() from webhooks.endpoint
  `);
  await receiveMails(db);
  await db.run(sql`
    insert into dunning.assignment_rule (tenant_id, id, position, name, scenario_id, criteria, enabled, author)
    select tenant_id, gen_random_uuid(), 1, 'Règle', id, '{"field": "kind", "is": "is", "value": "public"}', false, 'Essai' from dunning.scenario limit 1
  `);
  const open = await db.rows<{ id: string; customerId: string }>(sql`
    select distinct on (customer_id) id, customer_id as "customerId" from receivables.item where open_minor - awaiting_minor > 0 and amount_minor > 0
    order by customer_id, id
  `);
  for (const { id, customerId } of open)
    await send(`/customers/${customerId}/specific-actions`, {
      itemIds: [id],
      title: 'Vérifier le dossier',
      channel: 'task',
      automation: 'manual',
      on: [today],
    });
  await send('/campaigns', { kind: 'statement' });
  await send('/api-keys', { name: 'Programme', permissions: ['read'] });
  await send('/invitations', { email: `${from}@invite.example`, name: 'Invité', role: 'reader' });
  for (const { id } of await db.rows<{ id: string }>(sql`select id from customers.customer order by id`))
    await send(`/customers/${id}/notes`, { comment: 'Appeler le matin.' });
}

// A mail of every customer, as the mailbox would have taken them in, each with a proposal and a file.
async function receiveMails(db: TenantDatabase): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into platform.document (tenant_id, id, sha256, name, media_type, size_bytes)
      select tenant_id, id, ''::bytea, 'mail.eml', 'message/rfc822', 0 from customers.customer
    `);
    await tx.run(sql`
      insert into replies.mail (tenant_id, id, once_hash, source, document_id, received_at, from_name, from_address, to_addresses, subject, text, has_html, language,
        kind, state, customer_id, threaded_by, labels, reading, due_on)
      select tenant_id, gen_random_uuid(), convert_to(id::text, 'utf8'), 'hook', id, now(), name, 'eux@essai.example', '{}', 'Re: ' || name, name, false, 'fr',
        'human', 'to-treat', id, 'sender', '{promise}', '{"language": "fr", "newPieces": [], "findings": [], "mentions": []}', ${today}::date
      from customers.customer
    `);
    await tx.run(sql`
      insert into replies.proposal (tenant_id, mail_id, place, kind, confidence, content)
      select tenant_id, id, 1, 'insolvency', 90, '{"items": [], "day": null, "means": null, "disputeType": null, "document": null, "contact": null}' from replies.mail
    `);
    await tx.run(
      sql`insert into replies.file (tenant_id, mail_id, place, name, media_type, size_bytes) select tenant_id, id, 0, 'a.pdf', 'application/pdf', 3 from replies.mail`,
    );
  });
}

async function member(database: Database, tenantId: number, role: string, customers = 'all'): Promise<Asker> {
  const id = uuidv7();
  const name = `${role} ${customers}`;
  await database.system.run(
    sql`insert into identity.person (id, email, name, language) values (${id}, ${`${id}@essai.example`}, ${name}, 'fr')`,
  );
  // A partner always has a scope; this one's is an agency that no customer has.
  await database.tenant(tenantId).run(sql`
    insert into identity.membership (tenant_id, person_id, role, customers, agencies)
    values (${tenantId}, ${id}, ${role}, ${customers}, ${role === 'partner' ? ['Agence de nulle part'] : null}::text[])
  `);
  return { tenantId, id, name };
}

/** A session of the asker, as a cookie. A new one each time: some routes end the one they are called with. */
export async function cookieOf(database: Database, asker: Asker): Promise<string> {
  const token = await openSession(
    database,
    { person: asker, tenantId: asker.tenantId, method: 'password', secondStep: true, userAgent: '', address: '127.0.0.1' },
    noon,
  );
  return `quitus_session=${token}`;
}

// Every text a screen or an API answer could show of a customer.
async function mark(db: TenantDatabase, text: string, which: ReturnType<typeof sql>): Promise<void> {
  const among = sql`customer_id in (select customer.id from customers.customer where ${which})`;
  await db.transaction(async (tx) => {
    await tx.run(sql`update receivables.item set number = ${text} || number, label = ${text} || label where ${among}`);
    await tx.run(
      sql`update customers.contact set name = ${text} || coalesce(name, ''), email = lower(${text}) || coalesce(email, '') where ${among}`,
    );
    await tx.run(sql`
      update messages.message set subject = ${text} || subject, body_text = ${text} || body_text, recipient_name = ${text} || coalesce(recipient_name, '')
      where ${among}
    `);
    await tx.run(
      sql`update replies.mail set subject = ${text} || subject, from_name = ${text} || from_name, text = ${text} || text where ${among}`,
    );
    await tx.run(sql`
      update messages.local_mail set subject = ${text} || subject
      where message_id in (select message.id from messages.message where ${among})
    `);
    await tx.run(sql`
      update documents.item_document set name = ${text} || name where item_id in (select item.id from receivables.item where ${among})
    `);
    await tx.run(sql`update disputes.dispute set comment = ${text} || comment where ${among}`);
    await tx.run(sql`update promises.promise set comment = ${text} || comment where ${among}`);
    await tx.run(sql`update worklist.interaction set comment = ${text} || comment where ${among}`);
    await tx.run(sql`update holds.hold set note = ${text} || coalesce(note, '') where ${among}`);
    await tx.run(sql`update customers.customer set name = ${text} || name, code = ${text} || code where ${which}`);
  });
}

/** For each kind of thing that has an address: one inside the scoped collector's portfolio, and one outside. */
const kinds: Readonly<Record<string, ReturnType<typeof sql>>> = {
  customers: sql`select customer.id, customer.id as customer_id from customers.customer where customer.merged_into is null`,
  contacts: sql`select id, customer_id from customers.contact`,
  items: sql`select id, customer_id from receivables.item where open_minor > 0`,
  allocations: sql`select id, customer_id from receivables.allocation where reversed_at is null`,
  actions: sql`select id, customer_id from dunning.action`,
  'specific-actions': sql`select (shape ->> 'of')::uuid as id, customer_id from dunning.action where kind = 'specific'`,
  messages: sql`select id, customer_id from messages.message`,
  senders: sql`select id, null::uuid as customer_id from messages.sender`,
  letters: sql`
    select letter.message_id as id, message.customer_id from letters.letter join messages.message on message.id = letter.message_id
  `,
  proofs: sql`
    select proof.id, message.customer_id from letters.proof join messages.message on message.id = proof.message_id
  `,
  batches: sql`select id, null::uuid as customer_id from letters.batch`,
  documents: sql`
    select item_document.id, item.customer_id from documents.item_document join receivables.item on item.id = item_document.item_id
  `,
  mailbox: sql`select mail.id, message.customer_id from messages.local_mail as mail join messages.message on message.id = mail.message_id`,
  promises: sql`select id, customer_id from promises.promise`,
  disputes: sql`select id, customer_id from disputes.dispute`,
  holds: sql`select id, customer_id from holds.hold where customer_id is not null`,
  notes: sql`select id, customer_id from worklist.interaction where kind = 'note'`,
  imports: sql`select id, null::uuid as customer_id from intake.import`,
  campaigns: sql`select id, null::uuid as customer_id from dunning.campaign`,
  scenarios: sql`select id, null::uuid as customer_id from dunning.scenario`,
  steps: sql`select step_id as id, null::uuid as customer_id from dunning.step`,
  'assignment-rules': sql`select id, null::uuid as customer_id from dunning.assignment_rule`,
  people: sql`select person_id as id, null::uuid as customer_id from identity.membership where role <> 'owner'`,
  entities: sql`select id, null::uuid as customer_id from identity.entity`,
  'payment-terms': sql`select id, null::uuid as customer_id from customers.payment_terms`,
  'customer-groups': sql`select id, null::uuid as customer_id from customers.customer_group`,
  'saved-views': sql`select id, null::uuid as customer_id from identity.saved_view`,
  delegations: sql`select id, null::uuid as customer_id from identity.delegation`,
  'api-keys': sql`select id, null::uuid as customer_id from identity.api_key`,
  invitations: sql`select id, null::uuid as customer_id from identity.invitation`,
  webhooks: sql`select id, null::uuid as customer_id from webhooks.endpoint`,
  deliveries: sql`select id, null::uuid as customer_id from webhooks.delivery`,
  events: sql`select id, null::uuid as customer_id from platform.event`,
  bulk: sql`select id, null::uuid as customer_id from intake.import`,
  'received-mails': sql`select id, customer_id from replies.mail`,
  'lettering-proposals': sql`select id, customer_id from intake.lettering_proposal`,
};

async function ids(db: TenantDatabase, collectorId: string): Promise<Company['idsOf']> {
  const found = new Map<string, { inside?: string; outside?: string }>();
  for (const [kind, rows] of Object.entries(kinds)) {
    const row = await db.one<{ inside: string | null; outside: string | null }>(sql`
      select (array_agg(thing.id order by thing.id) filter (where customer.collector_id = ${collectorId} or thing.customer_id is null))[1] as inside,
        (array_agg(thing.id order by thing.id) filter (where thing.customer_id is not null and customer.collector_id is distinct from ${collectorId}))[1] as outside
      from (${rows}) as thing
      left join customers.customer on customer.id = thing.customer_id
    `);
    found.set(kind, { ...(row.inside ? { inside: row.inside } : {}), ...(row.outside ? { outside: row.outside } : {}) });
  }
  return found;
}

// What belongs to a person and not to a company: the owner's own.
async function personalIds(database: Database, owner: Asker): Promise<[string, { inside: string }][]> {
  const passkey = uuidv7();
  await database.system.run(sql`
    insert into identity.passkey (id, person_id, credential_id, public_key, counter, name, created_at)
    values (${passkey}, ${owner.id}, ${passkey}, ''::bytea, 0, 'Clé', ${noon.toString()}::timestamptz)
  `);
  const { id: session } = await database.system.one<{ id: string }>(
    sql`select id from identity.session where person_id = ${owner.id} order by created_at limit 1`,
  );
  return [
    ['passkeys', { inside: passkey }],
    ['sessions', { inside: session }],
  ];
}

// Fields and parameters whose name does not say what they are the id of: by route, or by name.
const kindOfField: Readonly<Record<string, string>> = {
  customerId: 'customers',
  payerId: 'customers',
  parentId: 'customers',
  into: 'customers',
  add: 'customers',
  remove: 'customers',
  defaultTermsId: 'payment-terms',
  termsId: 'payment-terms',
  entities: 'entities',
  entityId: 'entities',
  entityIds: 'entities',
  cursor: 'deliveries',
  collectorId: 'people',
  collectors: 'people',
  to: 'people',
  fromPersonId: 'people',
  toPersonId: 'people',
  personId: 'people',
  senderPersonId: 'people',
  senderId: 'senders',
  actorId: 'people',
  assigneeId: 'people',
  creditItemId: 'items',
  debitItemId: 'items',
  itemIds: 'items',
  itemId: 'items',
  stepId: 'steps',
  scenarioId: 'scenarios',
  moveTo: 'scenarios',
  contactId: 'contacts',
  campaignId: 'campaigns',
  actionId: 'actions',
  inReplyTo: 'messages',
  letterIds: 'letters',
  subjectId: 'customers',
};

/** An id of this company for a parameter or field of a route; empty when there is none of that kind outside the portfolio. Fails for a kind nobody has thought of. */
export function idFor(of: Company, key: string, field: string, where: 'inside' | 'outside' = 'inside'): string {
  const path = key.slice(key.indexOf(' ') + 1);
  const segment = new RegExp(`/([a-z-]+)/\\{${field}\\}`).exec(path)?.[1];
  const kind = segment ?? (field === 'ids' || field === 'id' ? path.split('/')[1] : kindOfField[field]) ?? '';
  const ids = of.idsOf.get(kind);
  if (!ids) throw new Error(`${key}: no id is known for ${field} (${kind}): say where one is found`);
  if (where === 'outside') return ids.outside ?? '';
  if (!ids.inside) throw new Error(`${key}: the company has nothing of the kind ${kind}`);
  return ids.inside;
}

/** How many rows of a company speak of these ids, by table. */
export async function mentions(database: Database, of: Company, sought: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of await tablesOf(database)) {
    // Who read whose data is gathered and written a moment after the answer: it would fall to whatever is asked next.
    if (name === 'audit.personal_read') continue;
    const { rows } = await of.db.one<{ rows: number }>(sql`
      select count(*)::int as rows from ${sql.raw(name)} as one where one::text ~ ${sought.join('|')}
    `);
    if (rows > 0) found[name] = rows;
  }
  return found;
}

async function tablesOf(database: Database): Promise<string[]> {
  const tables = await database.system.rows<{ name: string }>(sql`
    select format('%I.%I', pg_namespace.nspname, pg_class.relname) as name
    from pg_class
    join pg_namespace on pg_namespace.oid = pg_class.relnamespace
    join pg_attribute on pg_attribute.attrelid = pg_class.oid and pg_attribute.attname = 'tenant_id'
    where pg_class.relkind in ('r', 'p') and not pg_class.relispartition and pg_class.relrowsecurity and has_table_privilege(pg_class.oid, 'select')
    order by 1
  `);
  return tables.map(({ name }) => name);
}

/** All rows of a company's tables, as one figure a table: any change changes it. */
export async function fingerprint(database: Database, { tenantId, db }: Company): Promise<Record<string, string>> {
  const figures: Record<string, string> = {};
  for (const name of await tablesOf(database)) {
    const { figure } = await db.one<{ figure: string }>(sql`
      select count(*) || ' ' || coalesce(sum(hashtextextended(one::text, 0)), 0)::text as figure from ${sql.raw(name)} as one where one.tenant_id = ${tenantId}
    `);
    figures[name] = figure;
  }
  return figures;
}
