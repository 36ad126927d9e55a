import { afterEach, expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { sql } from '../../../platform/database/index.ts';
import { type Keyring, keyringOf } from '../../../platform/secrets/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { givenCustomer } from '../../receivables/ledger.fixture.ts';
import { sendQueue, type ToldDelivery } from '../index.ts';
import { goLive, queueReminders, startOfTest, testDelivery } from '../outbox.fixture.ts';
import { chooseProvider, providerChoices } from '../providers.ts';
import { brevoServer, type Mischief } from './brevo.fixture.ts';
import { checkSmsProvider, smsCarrier, type SmsHouse } from './sms-carrier.ts';
import { takeSmsReports } from './sms-reports.ts';

const databases = testDatabase();
const by = systemActor('test');
const keyring = (): Promise<Keyring> => Promise.resolve(keyringOf('a secret of the tests, long enough to be one'));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function given(mischief: (recipient: string) => Mischief = () => undefined) {
  const server = await brevoServer('key-of-aubepine', mischief);
  closing.push(server.close);
  const tenant = await databases.newTenant();
  const house: SmsHouse = { keyring, allow: server.allow, baseUrl: server.baseUrl };
  await tenant.tenantDb.transaction(async (tx) =>
    chooseProvider(
      tx,
      { channel: 'sms', provider: 'brevo', settings: { sender: 'AUBEPINE' }, secret: 'key-of-aubepine' },
      await keyring(),
      by,
    ),
  );
  return { server, tenant, house };
}

async function queueTexts({ tenantDb, ...tenant }: TestTenant, recipients: readonly string[]): Promise<string[]> {
  const customerId = await givenCustomer({ tenantDb, ...tenant }, {});
  return queueReminders(tenantDb, { entityId: tenant.entityId, customerId }, recipients.length, (index) => ({
    channel: 'sms',
    recipient: { name: 'Service comptable', address: recipients[index] ?? '' },
  }));
}

const send = ({ tenantDb }: TestTenant, house: SmsHouse) =>
  sendQueue(tenantDb, testDelivery({ carriers: { sms: smsCarrier(house) } }));

const states = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<Record<string, unknown>>(sql`
    select recipient_address as "to", state, transport, provider_reference is not null as known, failure_code as code, delivery_state as delivery
    from messages.message order by recipient_address
  `);

test('a text message leaves once by the provider, from the sender’s name, tagged with our own number for it', async () => {
  const { server, tenant, house } = await given();
  await goLive(tenant.tenantDb);
  const [id] = await queueTexts(tenant, ['+33612345678']);
  expect(await send(tenant, house)).toMatchObject({ sent: 1 });
  expect(await send(tenant, house)).toMatchObject({ sent: 0 });
  expect(server.taken).toEqual([
    {
      sender: 'AUBEPINE',
      recipient: '33612345678',
      content: 'You owe us 100.00 €.',
      type: 'transactional',
      tag: id,
      unicodeEnabled: false,
    },
  ]);
  expect(await states(tenant)).toEqual([
    { to: '+33612345678', state: 'sent', transport: 'sms', known: true, code: null, delivery: null },
  ]);
});

test('in test mode a text message stays in the local mailbox, whatever provider was chosen', async () => {
  const { server, tenant, house } = await given();
  await queueTexts(tenant, ['+33612345678']);
  expect(await send(tenant, house)).toMatchObject({ sent: 1, mode: 'test' });
  expect(server.taken).toEqual([]);
  expect(await tenant.tenantDb.rows(sql`select channel, to_address as "to" from messages.local_mail`)).toEqual([
    { channel: 'sms', to: '+33612345678' },
  ]);
});

test('refused for good, it failed; without credit it is tried later; an answer that was lost is never tried again', async () => {
  const how: Record<string, Mischief> = {
    '33600000001': { status: 400, code: 'invalid_parameter' },
    '33600000002': { status: 429, code: 'too_many_requests' },
    '33600000003': 'hang-up',
  };
  const { server, tenant, house } = await given((recipient) => how[recipient]);
  await goLive(tenant.tenantDb);
  await queueTexts(tenant, ['+33600000001', '+33600000002', '+33600000003']);
  await send(tenant, house);
  await send(tenant, house);
  expect((await states(tenant)).map((row) => [row['to'], row['state'], row['code']])).toEqual([
    ['+33600000001', 'failed', 'refused-by-provider'],
    ['+33600000002', 'waiting', null],
    ['+33600000003', 'uncertain', 'outcome-unknown'],
  ]);
  expect(server.taken).toHaveLength(1);
});

test('what became of text messages is asked for and told once: delivered, or not', async () => {
  const { server, tenant, house } = await given();
  await goLive(tenant.tenantDb);
  const ids = await queueTexts(tenant, ['+33600000001', '+33600000002', '+33600000003']);
  await send(tenant, house);
  const date = '2026-03-02T09:05:00.000+00:00';
  const event = (index: number, name: string, more: { reason?: string; tag?: string } = {}) => ({
    phoneNumber: `3360000000${index + 1}`,
    date,
    messageId: String(1511882900176000 + server.taken.findIndex((sms) => sms.tag === ids[index]) + 1),
    event: name,
    ...more,
  });
  server.events.push(
    event(0, 'sent', { tag: ids[0] ?? '' }),
    event(0, 'delivered', { tag: ids[0] ?? '' }),
    event(1, 'hardBounces', { reason: 'Absent subscriber' }),
  );
  // Others of the same account, and enough of them for several pages.
  for (let index = 0; index < 250; index += 1)
    server.events.push({ phoneNumber: '33700000000', date, messageId: `9${index}`, event: 'delivered', tag: 'order' });
  const told: ToldDelivery[] = [];
  const hooks = { onDelivery: async (_: unknown, news: readonly ToldDelivery[]) => void told.push(...news) };
  const now = startOfTest.add({ hours: 1 });
  expect(await takeSmsReports(tenant.tenantDb, house, { hooks, now })).toBe(2);
  expect(await takeSmsReports(tenant.tenantDb, house, { hooks, now })).toBe(0);
  expect((await states(tenant)).map((row) => row['delivery'])).toEqual(['delivered', 'undelivered', null]);
  expect(told.map((one) => [one.recipientAddress, one.state, one.detail])).toEqual([
    ['+33600000001', 'delivered', ''],
    ['+33600000002', 'undelivered', 'Absent subscriber'],
  ]);
  // Days later nobody waits for the third any more.
  server.events.length = 0;
  expect(await takeSmsReports(tenant.tenantDb, house, { hooks, now: now.add({ hours: 24 * 5 }) })).toBe(0);
});

test('a provider is tried without sending anything; its key is sealed and never answered', async () => {
  const { tenant, house } = await given();
  expect(await checkSmsProvider(tenant.tenantDb, house)).toEqual({ ok: true });
  await tenant.tenantDb.transaction(async (tx) =>
    chooseProvider(
      tx,
      { channel: 'sms', provider: 'brevo', settings: { sender: 'AUBEPINE' }, secret: 'another' },
      await keyring(),
      by,
    ),
  );
  expect(await checkSmsProvider(tenant.tenantDb, house)).toEqual({ ok: false, detail: '401 unauthorized Key not found' });
  // Changing the sender alone keeps the key.
  await tenant.tenantDb.transaction(async (tx) =>
    chooseProvider(tx, { channel: 'sms', provider: 'brevo', settings: { sender: 'COMPTA' } }, await keyring(), by),
  );
  expect(await providerChoices(tenant.tenantDb)).toMatchObject([
    { channel: 'sms', settings: { sender: 'COMPTA' }, hasSecret: true },
  ]);
  const { secret } = await tenant.tenantDb.one<{ secret: string }>(sql`select secret from messages.provider`);
  expect(secret).not.toContain('another');
});
