import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { changeContact } from '../../customers/index.ts';
import { liveHolds } from '../../holds/index.ts';
import { assignMail } from '../assign.ts';
import { rawMailOf } from '../raw-mail.ts';
import { arrive, bounceOf, givenDebtor, mailOf, neighbours, noon, tester, today } from '../replies.fixture.ts';
import { mailView } from '../views/mail-view.ts';
import { takeIn } from './take-in.ts';

const installation = testDatabase();
type Row = {
  id: string;
  kind: string;
  state: string;
  customerId: string | null;
  threadedBy: string | null;
  labels: string[];
  dueOn: string;
  absentUntil: string | null;
  documentId: string;
};
const mailsOf = ({ tenantDb }: TestTenant): Promise<Row[]> =>
  tenantDb.rows<Row>(sql`
    select id, kind, state, customer_id as "customerId", threaded_by as "threadedBy", labels, due_on as "dueOn", absent_until as "absentUntil",
      document_id as "documentId"
    from replies.mail order by received_at, id
  `);
const held = ({ tenantDb }: TestTenant, on = today): Promise<{ customerId: string; reason: string }[]> =>
  tenantDb.rows(sql`select live.customer_id as "customerId", live.reason from (${liveHolds(on)}) as live`);
const events = ({ tenantDb }: TestTenant): Promise<string[]> =>
  tenantDb
    .rows<{ kind: string }>(sql`select kind from platform.event order by recorded_at, id`)
    .then((rows) => rows.map(({ kind }) => kind));
const one = async (tenant: TestTenant): Promise<Row> => {
  const [mail, ...others] = await mailsOf(tenant);
  if (!mail || others.length > 0) throw new Error(`${others.length + 1} mails`);
  return mail;
};

const complaintOf = (header: string, address: string): Uint8Array =>
  mailOf(
    [
      '--b',
      'Content-Type: text/plain',
      '',
      'abuse',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      `Original-Rcpt-To: ${address}`,
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${header}`,
      'Subject: Facture échue',
      '',
      'x',
      '--b--',
    ],
    {
      From: 'fbl@fai.exemple',
      Subject: 'complaint',
      'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b',
    },
  );

test('the answer of a person pauses the customer in the transaction that takes it in, and waits ten working days at most', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await arrive(
    tenant,
    mailOf('Bonjour, nous paierons la facture F-2026-0042 le 20 mars.', { 'In-Reply-To': debtor.messageHeader }),
  );
  expect(await one(tenant)).toMatchObject({
    kind: 'human',
    state: 'to-treat',
    customerId: debtor.customerId,
    threadedBy: 'message',
    labels: ['promise'],
    dueOn: '2026-03-24',
  });
  expect(await held(tenant)).toEqual([{ customerId: debtor.customerId, reason: 'reply' }]);
  expect(await events(tenant)).toContain('messages.replied');
});

test('an answer to a campaign finds its customer by the mail it answers, whoever writes it, and waits as any other', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await tenant.tenantDb.run(sql`update messages.message set kind = 'campaign' where id = ${debtor.messageId}`);
  await arrive(
    tenant,
    mailOf('Nous confirmons ce solde.', { From: 'Cabinet Lenoir <audit@lenoir.exemple>', 'In-Reply-To': debtor.messageHeader }),
  );
  expect(await one(tenant)).toMatchObject({
    kind: 'human',
    state: 'to-treat',
    customerId: debtor.customerId,
    threadedBy: 'message',
  });
});

test('the same mail by two ways and again after the mailbox was numbered anew is one mail, kept as it came', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  const raw = mailOf('Merci, bien reçu.', { 'Message-ID': '<a@client.exemple>' });
  const traced = Buffer.concat([Buffer.from('Received: from mx by here; Tue, 10 Mar 2026 11:31:00 +0100\r\n'), raw]);
  expect((await takeIn(tenant.tenantDb, raw, 'imap', neighbours())).created).toBe(true);
  expect((await takeIn(tenant.tenantDb, traced, 'hook', neighbours())).created).toBe(false);
  const both = await Promise.all([1, 2, 3].map(() => takeIn(tenant.tenantDb, raw, 'imap', neighbours())));
  expect(both.map(({ created }) => created)).toEqual([false, false, false]);
  const { documentId } = await one(tenant);
  expect(Buffer.compare(await rawMailOf(tenant.tenantDb, documentId), raw)).toBe(0);
});

test('taken in by several at the same instant, a mail is one mail with one pause', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  const raw = mailOf('Je vous rappelle.');
  await Promise.all([1, 2, 3, 4].map(() => takeIn(tenant.tenantDb, raw, 'hook', neighbours())));
  expect(await mailsOf(tenant)).toHaveLength(1);
  expect(await held(tenant)).toHaveLength(1);
});

test('two mails under one Message-ID, as some programs make them, are two', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  for (const words of ['Nous paierons vendredi.', 'Non, plutôt lundi.'])
    await arrive(tenant, mailOf(words, { 'Message-ID': '<same@client.exemple>' }));
  expect(await mailsOf(tenant)).toHaveLength(2);
});

test('two mails nothing can be read of are two', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  for (const raw of ['\0\0 garbage', '\0\0 other garbage', '\0\0 garbage'])
    await takeIn(tenant.tenantDb, Buffer.from(raw), 'hook', neighbours());
  expect(await mailsOf(tenant)).toHaveLength(2);
});

test('whatever bytes come, a mail is there afterwards', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .string({ unit: 'binary', maxLength: 300 })
      .map((text) => Buffer.from(`From: paule.ott@client.exemple\r\nSubject: x\r\n\r\n${text}\0`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (raw) => {
      const before = (await mailsOf(tenant)).length;
      const { created } = await takeIn(tenant.tenantDb, raw, 'hook', neighbours());
      expect((await mailsOf(tenant)).length - before).toBe(created ? 1 : 0);
    }),
    { numRuns: 25 },
  );
});

test('a mail that something says no to is kept and left to a person instead of standing before all others', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const house = neighbours();
  const raw = mailOf('Bonjour', { 'In-Reply-To': debtor.messageHeader });
  const { created } = await takeIn(tenant.tenantDb, raw, 'imap', {
    ...house,
    now: () => noon,
    hooks: {
      onDelivery: async () => {
        throw new Error('never asked');
      },
    },
  });
  expect(created).toBe(true);
  // A second pause of the very same mail is refused by holds: as if two rules met.
  const refused = await takeIn(tenant.tenantDb, bounceOf(debtor.messageHeader, 'paule.ott@client.exemple'), 'imap', {
    ...house,
    hooks: {
      onDelivery: async (tx) => {
        await changeContact(tx, '019a0b6c-4c1e-7a52-9d3f-2b7c5e8f1a04', {}, tester);
      },
    },
  });
  expect(refused.created).toBe(true);
  const beyond = await takeIn(
    tenant.tenantDb,
    bounceOf(debtor.messageHeader, 'paule.ott@client.exemple', { status: '5.1.2' }),
    'imap',
    {
      ...house,
      hooks: {
        onDelivery: async () => {
          throw new RangeError('a day beyond all measure');
        },
      },
    },
  );
  expect(beyond.created).toBe(true);
  expect((await mailsOf(tenant)).map(({ state }) => state).toSorted()).toEqual(['to-treat', 'triage', 'triage']);
});

test('a mail of far too many lines is not lost: it waits to be sorted with its beginning, the reason, and every byte of it', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  const raw = mailOf(`Nous payons vendredi.\r\n${'\n'.repeat(400_000)}`, { From: 'Luc <luc@inconnu.exemple>' });
  await arrive(tenant, raw);
  const { state, documentId } = await one(tenant);
  const shown = await tenant.tenantDb.one<{ text: string; problems: string[] }>(sql`select text, problems from replies.mail`);
  expect(state).toBe('triage');
  expect(shown.text).toMatch(/^Nous payons vendredi\./);
  expect(shown.problems).toContain('mail.too-many-lines');
  expect(Buffer.compare(await rawMailOf(tenant.tenantDb, documentId), raw)).toBe(0);
});

test.each([
  ['by its Message-ID', (header: string) => ({ 'In-Reply-To': header }), 'message'],
  ['by the thread alone', (header: string) => ({ References: `<old@x.exemple> ${header}` }), 'message'],
  [
    'by the token of the address it was sent to',
    (_: string, id: string) => ({ To: `relances+${id.replaceAll('-', '')}@atelier-ferrand.exemple` }),
    'token',
  ],
] as const)('an answer from an unknown address finds its customer %s', async (_, headers, by) => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await givenDebtor(tenant, { email: 'autre@client.exemple', numbers: ['G-1001'] });
  await arrive(
    tenant,
    mailOf('Je transmets à mon collègue.', {
      From: 'Collègue <quelquun@ailleurs.exemple>',
      ...headers(debtor.messageHeader, debtor.messageId),
    }),
  );
  expect(await one(tenant)).toMatchObject({ customerId: debtor.customerId, threadedBy: by, state: 'to-treat' });
});

test('without a thread a mail goes to the one customer of its sender, whatever the letters’ case', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant, { email: 'Paule.Ott@Client.exemple' });
  await arrive(tenant, mailOf('Bonjour, quel est votre IBAN ?'));
  expect(await one(tenant)).toMatchObject({ customerId: debtor.customerId, threadedBy: 'sender' });
});

test('an address of two customers is sorted by the invoice it names, or by a person when it names none', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant, { numbers: ['F-2026-0042'] });
  const second = await givenDebtor(tenant, { numbers: ['F-2026-0077'] });
  await arrive(tenant, mailOf('La facture F-2026-0077 sera payée vendredi.'));
  await arrive(tenant, mailOf('C’est payé.'));
  expect((await mailsOf(tenant)).map(({ customerId, threadedBy, state }) => ({ customerId, threadedBy, state }))).toEqual([
    { customerId: second.customerId, threadedBy: 'invoice', state: 'to-treat' },
    { customerId: null, threadedBy: null, state: 'triage' },
  ]);
  expect(await held(tenant)).toEqual([{ customerId: second.customerId, reason: 'reply' }]);
});

test('an unknown sender pauses nobody and waits to be sorted', async () => {
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  await arrive(tenant, mailOf('Avez-vous reçu mon paiement ?', { From: 'x@inconnu.exemple' }));
  expect(await one(tenant)).toMatchObject({ state: 'triage', customerId: null });
  expect(await held(tenant)).toEqual([]);
});

test('a stranger who names an invoice pauses nobody: whose mail it probably is, and why, waits for a person to say so', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await arrive(tenant, mailOf('La facture F-2026-0042 sera payée vendredi.', { From: 'x@inconnu.exemple' }));
  const { id, ...mail } = await one(tenant);
  expect(mail).toMatchObject({ state: 'triage', customerId: null, threadedBy: null });
  expect(await held(tenant)).toEqual([]);
  const shown = await mailView(tenant.tenantDb, id, today);
  expect(shown.probablyName).toBe('Menuiserie Ott');
  expect(shown.suggestions).toMatchObject([{ customerId: debtor.customerId, because: 'invoice', evidence: 'F-2026-0042' }]);
  await tenant.tenantDb.transaction((tx) => assignMail(tx, id, { customerId: debtor.customerId }, neighbours(), tester));
  expect(await held(tenant)).toEqual([{ customerId: debtor.customerId, reason: 'reply' }]);
  expect((await mailView(tenant.tenantDb, id, today)).probablyName).toBeNull();
});

test.each([
  ['names its invoice', 'La facture F-2026-0042 sera payée vendredi.', 'invoice'],
  ['names none', 'Le virement part vendredi.', 'domain'],
])('a colleague, known by the company’s own domain, who %s pauses the customer at once', async (_, words, by) => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant, { email: 'Paule.Ott@Client.exemple' });
  await arrive(tenant, mailOf(words, { From: 'Luc <luc@client.exemple>' }));
  expect(await one(tenant)).toMatchObject({ customerId: debtor.customerId, threadedBy: by, state: 'to-treat' });
  expect(await held(tenant)).toEqual([{ customerId: debtor.customerId, reason: 'reply' }]);
});

test.each([
  ['the domain is a mailbox provider’s', 'paule@orange.fr', 'luc@orange.fr', 'La facture F-2026-0042 est payée.'],
  [
    'the contact of that domain had said it is not them',
    'paule@client.exemple',
    'luc@client.exemple',
    'Le virement part vendredi.',
  ],
  ['the invoice is another customer’s', 'paule@client.exemple', 'luc@client.exemple', 'La facture G-2026-0099 est payée.'],
  ['two customers have that domain', 'compta@autre.exemple', 'luc@autre.exemple', 'Le virement part vendredi.'],
])('a mail pauses nobody when %s', async (reason, email, from, words) => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant, { email });
  await givenDebtor(tenant, { email: 'direction@autre.exemple', numbers: ['G-2026-0099'] });
  if (reason.includes('not them'))
    await tenant.tenantDb.transaction((tx) => changeContact(tx, debtor.contactId, { validity: 'wrong-person' }, tester));
  await arrive(tenant, mailOf(words, { From: from }));
  expect(await one(tenant)).toMatchObject({ state: 'triage', customerId: null });
  expect(await held(tenant)).toEqual([]);
});

test('whose addresses are whose stays within a tenant', async () => {
  const [mine, other] = [await installation.newTenant(), await installation.newTenant()];
  await givenDebtor(other);
  await arrive(mine, mailOf('Bonjour.'));
  await arrive(mine, mailOf('Bonjour.', { From: 'luc@client.exemple' }));
  expect((await mailsOf(mine)).map(({ customerId }) => customerId)).toEqual([null, null]);
});

test('an absence is no reply: it pauses nothing, and says when the person is back', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await arrive(
    tenant,
    mailOf('Je suis absente du bureau, de retour le 12 avril. En mon absence : luc@client.exemple', {
      'Auto-Submitted': 'auto-replied',
      'In-Reply-To': debtor.messageHeader,
    }),
  );
  expect(await one(tenant)).toMatchObject({
    kind: 'auto-reply',
    state: 'noted',
    absentUntil: '2026-04-12',
    customerId: debtor.customerId,
  });
  expect(await held(tenant)).toEqual([]);
  expect(await events(tenant)).not.toContain('messages.replied');
});

test('a bounce of an address that does not exist ends writing to it, and comes back to its message and items (T37)', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const told: string[] = [];
  await arrive(tenant, bounceOf(debtor.messageHeader, 'paule.ott@client.exemple'), {
    ...neighbours(),
    hooks: { onDelivery: async (_, all) => void told.push(...all.map(({ messageId, state }) => `${messageId} ${state}`)) },
  });
  expect(await one(tenant)).toMatchObject({ kind: 'bounce', state: 'noted', customerId: debtor.customerId });
  expect(told).toEqual([`${debtor.messageId} bounced`]);
  const { validity, delivery } = await tenant.tenantDb.one<{ validity: string; delivery: string }>(sql`
    select (select validity from customers.contact where id = ${debtor.contactId}) as validity,
      (select delivery_state from messages.message where id = ${debtor.messageId}) as delivery
  `);
  expect({ validity, delivery }).toEqual({ validity: 'bounced', delivery: 'bounced' });
  expect(await held(tenant)).toEqual([]);
});

test('a full mailbox is forgiven twice in 30 days, the third time ends writing to it', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const full = { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' };
  const validity = async (): Promise<string> =>
    (await tenant.tenantDb.one<{ validity: string }>(sql`select validity from customers.contact where id = ${debtor.contactId}`))
      .validity;
  const seen: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    await arrive(
      tenant,
      bounceOf(debtor.messageHeader, 'paule.ott@client.exemple', { ...full, diagnostic: `${full.diagnostic} ${time}` }),
    );
    seen.push(await validity());
  }
  expect(seen).toEqual(['unchecked', 'unchecked', 'bounced']);
});

test('a mail that is only late, or arrived after all, fails no address', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await arrive(
    tenant,
    bounceOf(debtor.messageHeader, 'paule.ott@client.exemple', { action: 'delayed', status: '4.4.1', diagnostic: 'timed out' }),
  );
  const bounced = await tenant.tenantDb.rows(sql`select address from replies.bounce`);
  expect(bounced).toEqual([]);
  const { state } = await tenant.tenantDb.one<{ state: string }>(
    sql`select delivery_state as state from messages.message where id = ${debtor.messageId}`,
  );
  expect(state).toBe('delayed');
});

test('a dead address of no contact is a task of its own', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await arrive(tenant, bounceOf(debtor.messageHeader, 'copie@client.exemple'));
  expect(await one(tenant)).toMatchObject({ kind: 'bounce', state: 'to-treat' });
});

test('a report in somebody’s name ends writing to nobody it was not sent to: addresses of other customers wait for a person', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const other = await givenDebtor(tenant, { email: 'compta@autre.exemple', numbers: ['F-2026-0099'] });
  // Of no message of ours; of a message that went to someone else.
  await arrive(tenant, bounceOf(null, 'compta@autre.exemple'));
  await arrive(tenant, bounceOf(debtor.messageHeader, 'compta@autre.exemple'));
  await arrive(tenant, complaintOf(debtor.messageHeader, 'compta@autre.exemple'));
  const { validity, optedOut } = await tenant.tenantDb.one<{ validity: string; optedOut: string[] }>(
    sql`select validity, opted_out_of as "optedOut" from customers.contact where id = ${other.contactId}`,
  );
  expect({ validity, optedOut }).toEqual({ validity: 'unchecked', optedOut: [] });
  expect((await mailsOf(tenant)).map(({ state }) => state)).toEqual(['to-treat', 'to-treat', 'to-treat']);
});

test('a complaint ends e-mail to that address and waits for a person', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await arrive(tenant, complaintOf(debtor.messageHeader, 'paule.ott@client.exemple'));
  expect(await one(tenant)).toMatchObject({ kind: 'complaint', state: 'to-treat', customerId: debtor.customerId });
  const { optedOut } = await tenant.tenantDb.one<{ optedOut: string[] }>(
    sql`select opted_out_of as "optedOut" from customers.contact where id = ${debtor.contactId}`,
  );
  expect(optedOut).toEqual(['e-mail']);
});
