import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import type { Composer, WantedSender } from '../outbox/composer.ts';
import { goLiveState } from '../outbox/sending-mode.ts';
import { sendQueue } from '../outbox/send-queue.ts';
import { goLive, mailServer, plainComposer, queueReminders, startOfTest, testDelivery } from '../outbox.fixture.ts';
import { smtpTransport } from '../transports/smtp.ts';
import { changeSender, removeDkim, renewDkim } from './change-sender.ts';
import { publishedRecord } from './dkim.ts';
import { openMailServers } from './mail-servers.ts';
import { senderRow, senderRows, senderView } from './sender.ts';
import { givenColleague, givenSender, isSigned, testKeyring } from './senders.fixture.ts';
import { testSender } from './test-sender.ts';

const db = testDatabase();
const administrator = systemActor('test');
const keyring = () => Promise.resolve(testKeyring);

async function setUp() {
  const { tenantDb, entityId } = await db.newTenant();
  await goLive(tenantDb);
  const customerId = await testLedger(tenantDb, entityId).customer();
  return { tenantDb, entityId, customerId };
}

const asks =
  (sender: WantedSender | undefined): Composer =>
  async (tx, message, now) => {
    const composed = await plainComposer(tx, message, now);
    return composed.kind === 'send' ? { ...composed, sender } : composed;
  };
const hostOf = (url: string): string => new URL(url).host;
async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}
const fromOf = (tenantDb: TenantDatabase) =>
  tenantDb.rows<{ name: string; address: string }>(
    sql`select sender_name as name, sender_address as address from messages.message order by subject`,
  );

test('a reminder leaves from the mailbox its step wants: the collector’s, the account manager’s, a person’s; else the shared one; else the organisation’s address', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  const { system } = db.database;
  const collector = await givenColleague(tenantDb, system, 'Ada Martel');
  const manager = await givenColleague(tenantDb, system, 'Noé Brun', 'BRUN');
  const director = await givenColleague(tenantDb, system, 'Iris Vidal');
  const nobody = await givenColleague(tenantDb, system, 'Sans boîte');
  await tenantDb.run(sql`update customers.customer set collector_id = ${collector}, sales_rep = 'brun' where id = ${customerId}`);
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const leavesFrom = async (sender: WantedSender | undefined): Promise<string> => {
    await queueReminders(tenantDb, { entityId, customerId }, 1);
    await sendQueue(tenantDb, testDelivery({ smtp, keyring, compose: asks(sender) }));
    return /^From:.*?([^\s<]+@[^\s>]+)/im.exec(server.taken.at(-1)?.raw ?? '')?.[1] ?? '';
  };
  await tenantDb.run(sql`update identity.entity set email = 'compta@sorbier.example'`);
  expect(await leavesFrom({ wants: 'collector' })).toBe('compta@sorbier.example');
  await givenSender(tenantDb, { address: 'ada@sorbier.example', personId: collector });
  await givenSender(tenantDb, { address: 'noe@sorbier.example', personId: manager, entityId });
  await givenSender(tenantDb, { address: 'iris@sorbier.example', personId: director });
  expect(await leavesFrom({ wants: 'person', personId: nobody })).toBe('compta@sorbier.example');
  await givenSender(tenantDb, { address: 'partout@sorbier.example', isDefault: true });
  expect(await leavesFrom({ wants: 'shared' })).toBe('partout@sorbier.example');
  await givenSender(tenantDb, { address: 'recouvrement@sorbier.example', isDefault: true, entityId });
  expect(await leavesFrom({ wants: 'collector' })).toBe('ada@sorbier.example');
  expect(await leavesFrom({ wants: 'account-manager' })).toBe('noe@sorbier.example');
  expect(await leavesFrom({ wants: 'person', personId: director })).toBe('iris@sorbier.example');
  expect(await leavesFrom({ wants: 'person', personId: nobody })).toBe('recouvrement@sorbier.example');
  expect(await leavesFrom({ wants: 'shared' })).toBe('recouvrement@sorbier.example');
  expect(await leavesFrom(undefined)).toBe('recouvrement@sorbier.example');
  await smtp.close();
  await server.close();
});

test('a mailbox has its own mail server, reply address and signature in the language of the mail', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  const [own, installation] = [await mailServer(), await mailServer()];
  const allow = [hostOf(own.url)];
  await givenSender(
    tenantDb,
    {
      address: 'ada@sorbier.example',
      replyTo: 'reponses@sorbier.example',
      isDefault: true,
      smtpUrl: own.url,
      signatureFr: 'Ada Martel\n<Recouvrement> $&',
      signatureEn: 'Ada Martel\nReceivables',
    },
    allow,
  );
  await queueReminders(tenantDb, { entityId, customerId }, 2, (index) => ({ language: index === 0 ? 'fr' : 'en' }));
  const smtp = smtpTransport(installation.url);
  expect(await sendQueue(tenantDb, testDelivery({ smtp, keyring, outboundAllow: allow }), { connections: 1 })).toMatchObject({
    sent: 2,
  });
  expect([own.taken.length, installation.taken.length]).toEqual([2, 0]);
  const mails = await Promise.all(own.taken.map(({ raw }) => PostalMime.parse(raw)));
  const french = mails.find((mail) => mail.subject === 'Facture F0');
  expect(french?.replyTo?.map((one) => one.address)).toEqual(['reponses@sorbier.example']);
  expect(french?.text).toContain('Ada Martel\n<Recouvrement> $&');
  expect(french?.html).toContain('Ada Martel<br>&lt;Recouvrement&gt; $&amp;');
  expect(mails.find((mail) => mail.subject === 'Facture F1')?.text).toContain('Receivables');
  await smtp.close();
  await own.close();
  await installation.close();
});

test.each([
  ['refuses for good', (): { code: number } => ({ code: 550 }), { failed: 1, postponed: 0 }],
  ['asks to try later', (): { code: number } => ({ code: 450 }), { failed: 0, postponed: 1 }],
])('one person’s mailbox %s: the others’ mail leaves', async (_, misbehave, expected) => {
  const { tenantDb, entityId, customerId } = await setUp();
  const [own, installation] = [await mailServer(misbehave), await mailServer()];
  const allow = [hostOf(own.url)];
  const ada = await givenColleague(tenantDb, db.database.system, 'Ada Martel');
  await givenSender(tenantDb, { address: 'ada@sorbier.example', personId: ada, smtpUrl: own.url }, allow);
  await queueReminders(tenantDb, { entityId, customerId }, 3);
  const smtp = smtpTransport(installation.url);
  const compose: Composer = (tx, message, now) =>
    asks(message.subject === 'Facture F1' ? { wants: 'person', personId: ada } : undefined)(tx, message, now);
  expect(await sendQueue(tenantDb, testDelivery({ smtp, keyring, outboundAllow: allow, compose }))).toMatchObject({
    sent: 2,
    ...expected,
  });
  await smtp.close();
  await own.close();
  await installation.close();
});

test('a mailbox whose server nobody answers at, or whose secret cannot be opened, puts off its own mail alone', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  const installation = await mailServer();
  const allow = ['127.0.0.1:1'];
  const [silent, sealed] = [
    await givenColleague(tenantDb, db.database.system, 'Serveur muet'),
    await givenColleague(tenantDb, db.database.system, 'Clé perdue'),
  ];
  await givenSender(tenantDb, { address: 'a@sorbier.example', personId: silent, smtpUrl: 'smtp://127.0.0.1:1' }, allow);
  const lost = await givenSender(
    tenantDb,
    { address: 'b@sorbier.example', personId: sealed, smtpUrl: 'smtp://127.0.0.1:1' },
    allow,
  );
  await tenantDb.run(
    sql`update messages.sender set smtp_url = 'v1.nobody.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' where id = ${lost}`,
  );
  await queueReminders(tenantDb, { entityId, customerId }, 30);
  const smtp = smtpTransport(installation.url);
  const compose: Composer = (tx, message, now) => {
    const place = Number(message.subject.slice(-1)) % 3;
    return asks(place === 0 ? undefined : { wants: 'person', personId: place === 1 ? silent : sealed })(tx, message, now);
  };
  const outcome = await sendQueue(tenantDb, testDelivery({ smtp, keyring, outboundAllow: allow, compose }), { connections: 3 });
  expect(outcome).toMatchObject({ sent: 12, postponed: 18, failed: 0, uncertain: 0 });
  await smtp.close();
  await installation.close();
});

test('what a mailbox keeps secret stands nowhere in the clear: neither in the database nor in an answer', async () => {
  const { tenantDb } = await setUp();
  const id = await givenSender(tenantDb, {
    address: 'ada@sorbier.example',
    smtpUrl: 'smtps://ada:mot-de-passe@mail.sorbier.example:465',
  });
  await tenantDb.transaction((tx) => renewDkim(tx, id, {}, { actor: administrator, keyring: testKeyring, allow: [] }));
  const row = await senderRow(tenantDb, id);
  const shown = JSON.stringify([row, senderView(row, testKeyring), await tenantDb.rows(sql`select details from platform.event`)]);
  expect(shown).not.toContain('mot-de-passe');
  expect(shown).not.toContain('PRIVATE KEY');
  expect(senderView(row, testKeyring)).toMatchObject({
    server: { secure: true, host: 'mail.sorbier.example', port: 465, user: 'ada' },
    dkim: { domain: 'sorbier.example', selector: 'quitus', recordName: 'quitus._domainkey.sorbier.example' },
  });
  // A change of something else keeps the password.
  await tenantDb.transaction((tx) =>
    changeSender(tx, id, { name: 'Ada' }, { actor: administrator, keyring: testKeyring, allow: [] }),
  );
  expect((await senderRow(tenantDb, id)).smtpUrl).toBe(row.smtpUrl);
});

test('a mail is signed so that its published record verifies it, and no more once the mailbox signs no more', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const id = await givenSender(tenantDb, { address: 'ada@sorbier.example', isDefault: true });
  await tenantDb.transaction((tx) => renewDkim(tx, id, {}, { actor: administrator, keyring: testKeyring, allow: [] }));
  const { dkim } = senderView(await senderRow(tenantDb, id), testKeyring);
  await queueReminders(tenantDb, { entityId, customerId }, 2, (index) => ({
    subject: `Échue — ${'très longue '.repeat(index * 12)}€`,
  }));
  await sendQueue(tenantDb, testDelivery({ smtp, keyring }));
  expect(server.taken.map(({ raw }) => isSigned(raw, dkim?.record ?? ''))).toEqual([true, true]);
  const raw = server.taken[0]?.raw ?? '';
  expect(isSigned(raw.replace('100.00', '900.00'), dkim?.record ?? '')).toBe(false);
  await tenantDb.transaction((tx) => removeDkim(tx, id, administrator));
  await queueReminders(tenantDb, { entityId, customerId }, 1);
  await sendQueue(tenantDb, testDelivery({ smtp, keyring }));
  expect(server.taken.at(-1)?.raw).not.toMatch(/^dkim-signature:/im);
  await smtp.close();
  await server.close();
});

test('a new key gets a record of its own, and whether it is published is read as name servers answer', async () => {
  const { tenantDb } = await setUp();
  const id = await givenSender(tenantDb, { address: 'ada@sorbier.example' });
  const by = { actor: administrator, keyring: testKeyring, allow: [] };
  for (const _ of [1, 2]) await tenantDb.transaction((tx) => renewDkim(tx, id, {}, by));
  const { dkim } = senderView(await senderRow(tenantDb, id), testKeyring);
  expect(dkim?.selector).toBe('quitus2');
  const { recordName = '', record = '' } = dkim ?? {};
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  const stateOf = async (resolve: Parameters<typeof publishedRecord>[2]) =>
    (await publishedRecord(recordName, record, resolve)).state;
  expect(await stateOf(async () => [[record.slice(0, 100), record.slice(100)]])).toBe('published');
  expect(await stateOf(async () => [[record.replace('v=DKIM1; k=rsa; ', '').replace('p=', ' p = ')]])).toBe('published');
  expect(await stateOf(async () => [['v=DKIM1; k=rsa; p=AAAA']])).toBe('different');
  expect(await stateOf(failing('ENOTFOUND'))).toBe('missing');
  expect(await stateOf(failing('ETIMEOUT'))).toBe('unreachable');
});

test.each([
  ['a server inside our own network', { smtpUrl: 'smtp://10.0.0.5:25' }, 'sender.server-not-public'],
  ['something that is no mail server', { smtpUrl: 'https://mail.sorbier.example' }, 'sender.bad-server'],
  ['a password nobody can read', { smtpUrl: 'smtp://ada:100%zz@mail.sorbier.example' }, 'sender.bad-server'],
  ['an answer address that is none', { replyTo: 'nobody' }, 'sender.bad-address'],
  ['an organisation that is not ours', { entityId: '0198a7c0-0000-7000-8000-000000000002' }, 'sender.entity-unknown'],
  ['somebody who is no colleague', { personId: '0198a7c0-0000-7000-8000-000000000001' }, 'sender.person-unknown'],
])('a mailbox with %s is refused', async (_, wrong, code) => {
  const { tenantDb } = await setUp();
  expect(await refusalOf(givenSender(tenantDb, { address: 'ada@sorbier.example', ...wrong }))).toBe(code);
});

test('as long as no mailbox has a server mail is rehearsed; once one has, mail of another without one does not leave, and fails', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  const collector = await givenColleague(tenantDb, db.database.system, 'Ada Martel');
  await tenantDb.run(sql`update customers.customer set collector_id = ${collector} where id = ${customerId}`);
  await givenSender(tenantDb, { address: 'ada@sorbier.example', personId: collector });
  const compose = asks({ wants: 'collector' });
  const endsAs = async () => {
    const [id] = await queueReminders(tenantDb, { entityId, customerId }, 1);
    await sendQueue(tenantDb, testDelivery({ keyring, compose }));
    return tenantDb.one(sql`select state, transport, failure_code as reason from messages.message where id = ${id ?? ''}`);
  };
  expect(await goLiveState(tenantDb, false)).toMatchObject({ mailServer: false });
  expect(await endsAs()).toEqual({ state: 'sent', transport: 'local', reason: null });
  await givenSender(tenantDb, { address: 'b@sorbier.example', isDefault: true, smtpUrl: 'smtp://mail.sorbier.example:2525' });
  expect(await goLiveState(tenantDb, false)).toMatchObject({ mailServer: true });
  expect(await endsAs()).toEqual({ state: 'failed', transport: null, reason: 'no-carrier' });
});

test('a name that leads into our own network is not called', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  await givenSender(tenantDb, { address: 'ada@sorbier.example', isDefault: true, smtpUrl: 'smtp://localhost:2525' });
  await queueReminders(tenantDb, { entityId, customerId }, 1);
  expect(await sendQueue(tenantDb, testDelivery({ keyring }))).toMatchObject({ sent: 0, postponed: 1 });
  const { detail } = await tenantDb.one<{ detail: string }>(sql`select detail from messages.attempt`);
  expect(detail).toBe('address-not-public');
});

test('one default an organisation, one mailbox a person: the new default takes the former’s place, a second mailbox is refused', async () => {
  const { tenantDb } = await setUp();
  const ada = await givenColleague(tenantDb, db.database.system, 'Ada Martel');
  const first = await givenSender(tenantDb, { address: 'a@sorbier.example', isDefault: true });
  await givenSender(tenantDb, { address: 'b@sorbier.example', isDefault: true });
  expect((await senderRow(tenantDb, first)).isDefault).toBe(false);
  expect((await senderRows(tenantDb)).filter((sender) => sender.isDefault)).toHaveLength(1);
  await givenSender(tenantDb, { address: 'ada@sorbier.example', personId: ada });
  expect(await refusalOf(givenSender(tenantDb, { address: 'ada2@sorbier.example', personId: ada }))).toBe(
    'sender.person-has-one',
  );
  expect(await refusalOf(givenSender(tenantDb, { address: 'c@sorbier.example', personId: ada, isDefault: true }))).toBe(
    'sender.personal-default',
  );
});

test('a test mail really leaves, in test mode too, and tells what the server said', async () => {
  const { tenantDb } = await db.newTenant();
  const server = await mailServer((recipient) => (recipient.startsWith('refused') ? { code: 550 } : undefined));
  const smtp = smtpTransport(server.url);
  const id = await givenSender(tenantDb, { address: 'ada@sorbier.example' });
  const tryOut = (to: string, withServer = true) =>
    testSender(tenantDb, openMailServers(withServer ? { smtp, keyring } : { keyring }), {
      id,
      to,
      language: 'fr',
      actor: administrator,
      now: startOfTest,
    });
  expect(await refusalOf(tryOut('moi@sorbier.example', false))).toBe('sender.no-server');
  expect(await tryOut('refused@sorbier.example')).toMatchObject({ outcome: 'permanent' });
  expect((await senderRow(tenantDb, id)).testedAt).toBeNull();
  expect(await tryOut('moi@sorbier.example')).toMatchObject({ outcome: 'sent' });
  expect((await senderRow(tenantDb, id)).testedAt?.toString()).toBe(startOfTest.toString());
  expect(server.taken).toHaveLength(1);
  await smtp.close();
  await server.close();
});

test('two organisations do not see each other’s mailboxes', async () => {
  const [mine, theirs] = [await setUp(), await setUp()];
  await givenSender(theirs.tenantDb, { address: 'eux@ailleurs.example', isDefault: true });
  await queueReminders(mine.tenantDb, mine, 1);
  await sendQueue(mine.tenantDb, testDelivery({ keyring }));
  expect((await fromOf(mine.tenantDb)).map((sender) => sender.address)).not.toContain('eux@ailleurs.example');
});
