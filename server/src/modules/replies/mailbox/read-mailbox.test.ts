import { afterEach, expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { readMailboxJob } from '../jobs.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { givenDebtor, mailOf, neighbours, noon, tester } from '../replies.fixture.ts';
import { testMailbox } from './imap-connection.ts';
import { imapServer } from './imap-server.fixture.ts';
import { readImapUrl } from './imap-url.ts';
import { changeMailbox, mailboxRow, mailboxView, type MailboxChange } from './mailbox-store.ts';
import { readMailbox } from './read-mailbox.ts';

const installation = testDatabase();
type Server = Awaited<ReturnType<typeof imapServer>>;
const running: Server[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function started(changes: Partial<MailboxChange> = {}) {
  const server = await imapServer();
  running.push(server);
  const tenant = await installation.newTenant();
  await givenDebtor(tenant);
  const house = neighbours({ outboundAllow: [server.address], now: () => Temporal.Now.instant() });
  await tenant.tenantDb.transaction((tx) =>
    changeMailbox(tx, { url: server.url, enabled: true, folder: 'INBOX', afterReading: 'seen', ...changes }, house, tester),
  );
  return { server, tenant, house };
}

const words = (tenant: TestTenant): Promise<string[]> =>
  tenant.tenantDb
    .rows<{ text: string }>(sql`select text from replies.mail order by received_at, id`)
    .then((rows) => rows.map(({ text }) => text));
const read = ({ tenantDb }: TestTenant, house: ReplyNeighbours) => readMailbox(tenantDb, house);

test('what came into the mailbox is taken in once, in order, and marked as read', async () => {
  const { server, tenant, house } = await started();
  server.deliver(mailOf('Nous payons vendredi.'));
  server.deliver(mailOf('Et le reste lundi.'));
  expect(await read(tenant, house)).toEqual({ taken: 2, known: 0, more: false });
  expect(await read(tenant, house)).toEqual({ taken: 0, known: 0, more: false });
  server.deliver(mailOf('Finalement mardi.'));
  expect(await read(tenant, house)).toEqual({ taken: 1, known: 0, more: false });
  expect(await words(tenant)).toEqual(['Nous payons vendredi.', 'Et le reste lundi.', 'Finalement mardi.']);
  expect(server.messages().every(({ flags }) => flags.includes('\\Seen'))).toBe(true);
});

test('a folder numbered anew gives no mail twice and loses none', async () => {
  const { server, tenant, house } = await started();
  server.deliver(mailOf('Un.'));
  server.deliver(mailOf('Deux.'));
  await read(tenant, house);
  server.deliver(mailOf('Trois.'));
  server.renumber();
  expect(await read(tenant, house)).toEqual({ taken: 1, known: 2, more: false });
  expect(await words(tenant)).toEqual(['Un.', 'Deux.', 'Trois.']);
});

test('a reader that dies between two mails goes on with the next one', async () => {
  const { server, tenant, house } = await started();
  for (const text of ['Un.', 'Deux.', 'Trois.']) server.deliver(mailOf(text));
  let taken = 0;
  const dying = neighbours({
    ...house,
    now: () => {
      taken += 1;
      if (taken === 4) throw new Error('out of power');
      return house.now();
    },
  });
  await expect(read(tenant, dying)).rejects.toThrow();
  const before = (await words(tenant)).length;
  await read(tenant, house);
  expect(before).toBeLessThan(3);
  expect(await words(tenant)).toEqual(['Un.', 'Deux.', 'Trois.']);
});

test('read mails are moved to a folder when that was chosen, made if it is not there', async () => {
  const { server, tenant, house } = await started({ afterReading: 'move', moveTo: 'Lus' });
  server.deliver(mailOf('Bonjour.'));
  await read(tenant, house);
  expect(server.messages()).toEqual([]);
  expect(server.messages('Lus')).toHaveLength(1);
});

test('left as it is, a mailbox shows nobody that it was read', async () => {
  const { server, tenant, house } = await started({ afterReading: 'nothing' });
  server.deliver(mailOf('Bonjour.'));
  await read(tenant, house);
  expect(server.messages()[0]?.flags).not.toContain('\\Seen');
});

test('a mailbox that cannot be reached is tried again, later each time, and says since when', async () => {
  const { server, tenant, house } = await started();
  await server.close();
  running.length = 0;
  const job = readMailboxJob(house);
  const call = {
    db: tenant.tenantDb,
    database: installation.database,
    tenantId: tenant.tenantId,
    subject: '',
    now: () => noon,
    signal: new AbortController().signal,
  };
  const waits: number[] = [];
  for (let time = 0; time < 4; time += 1) {
    const { again } = (await job.handler(call)) ?? {};
    waits.push(again ? again.since(noon).total('seconds') : -1);
  }
  expect(waits).toEqual([40, 80, 160, 320]);
  expect(await mailboxView(tenant.tenantDb, house)).toMatchObject({
    lastFailure: 'unreachable',
    failingSince: expect.any(String),
  });
});

test.each([
  ['a wrong password', 'imap://relances:faux@HOST', 'INBOX', 'sign-in-refused'],
  ['a folder that is not there', 'imap://relances:secret@HOST', 'Autre', 'folder-unknown'],
  ['the right ones', 'imap://relances:secret@HOST', 'INBOX', 'ok'],
])('the test of the connection tells of %s', async (_, url, folder, outcome) => {
  const { server } = await started();
  const account = readImapUrl(url.replace('HOST', server.address));
  if (!account) throw new Error('no account');
  expect((await testMailbox(account, folder, { account: 'own', allow: [server.address] })).outcome).toBe(outcome);
});

test('a server of the inner network is reached only when the administrator allows it', async () => {
  const { server, tenant } = await started();
  await expect(read(tenant, neighbours())).rejects.toMatchObject({ failure: 'address-not-allowed' });
  expect((await mailboxRow(tenant.tenantDb))?.lastFailure).toBe('address-not-allowed');
  expect(server.messages()).toEqual([]);
});

test('the password is sealed, and no view shows it', async () => {
  const { server, tenant, house } = await started();
  const row = await mailboxRow(tenant.tenantDb);
  expect(row?.url).toMatch(/^v1\./);
  const view = await mailboxView(tenant.tenantDb, house);
  expect(view).toMatchObject({ account: 'own', address: `relances@${server.address}` });
  expect(JSON.stringify(view)).not.toContain('secret');
});

test('the installation’s own mailbox is read where there is but one organisation', async () => {
  const server = await imapServer();
  running.push(server);
  const alone = await installation.newTenant();
  const house = neighbours({ imapUrl: server.url, now: () => Temporal.Now.instant() });
  // Other tests made organisations beside it.
  expect((await mailboxView(alone.tenantDb, house)).account).toBe('none');
  await installation.database.system.run(sql`update identity.tenant set is_demo = true where id <> ${alone.tenantId}`);
  expect((await mailboxView(alone.tenantDb, house)).account).toBe('installation');
  server.deliver(mailOf('Bonjour.', { From: 'x@inconnu.exemple' }));
  expect(await read(alone, house)).toEqual({ taken: 1, known: 0, more: false });
});
