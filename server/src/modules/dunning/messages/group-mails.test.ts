import { afterAll, expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { changeEntity, changeSetting, createEntity } from '../../identity/index.ts';
import { resolveMessage, sendQueue, smtpTransport } from '../../messages/index.ts';
import { messageView } from '../../messages/message-list.ts';
import { mailServer } from '../../messages/outbox.fixture.ts';
import { givenCustomer, givenItems } from '../../receivables/ledger.fixture.ts';
import { confirmAll, freshTenant, givenScenario, morningOf, run, settle, tester } from '../dunning.fixture.ts';
import { composeReminder } from './compose-reminder.ts';
import { reminderHooks } from './outbox-hooks.ts';

const databases = testDatabase();
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

const steps = [
  { name: 'Rappel', level: 1, after: 3, channel: 'e-mail' },
  { name: 'Mise en demeure', level: 3, after: 40, channel: 'e-mail', grave: true },
];
const first = '2026-06-08';
const address = 'compta@verger.example';

type Account = { readonly customerId: string; readonly contactId: string; readonly entityId: string; readonly item: string };
type Group = { readonly tenant: TestTenant; readonly accounts: readonly [Account, Account, Account] };

/** Three companies of one organisation, one debtor that owes each of them, one person there who may be told of all three; the first company writes. */
async function givenGroup(
  changes: { readonly authorised?: readonly boolean[]; readonly collects?: boolean } = {},
): Promise<Group> {
  const tenant = await freshTenant(databases);
  const { tenantDb, tenantId, entityId } = tenant;
  await tenantDb.transaction(async (tx) => {
    await changeSetting(tx, 'sending.mode', 'live', tester);
    await changeSetting(tx, 'golive.waive', 'yes', tester);
    await changeSetting(tx, 'run.breaker', 'off', tester);
    await changeSetting(tx, 'freshness.hours', 'off', tester);
  });
  const others = await tenantDb.transaction(async (tx) => [
    await createEntity(tx, { name: 'Scierie du Lac', currency: 'EUR', country: 'FR' }, tester),
    await createEntity(tx, { name: 'Transports Amont', currency: 'EUR', country: 'FR' }, tester),
  ]);
  const entities = [entityId, ...others];
  const ibans = ['FR7630006000011234567890189', 'FR7630001007941234567890185', 'FR7630004000031234567890143'];
  const names = ['Holding Sorbier', 'Scierie du Lac', 'Transports Amont'];
  await tenantDb.transaction(async (tx) => {
    for (const [place, id] of entities.entries())
      await changeEntity(
        tx,
        id,
        {
          name: names[place],
          legalName: `${names[place]} SAS`,
          addressLines: [`${place + 1} rue des Essences`],
          postcode: '44000',
          city: 'Nantes',
          email: `compta@societe${place}.example`,
          iban: ibans[place],
          collectsForOthers: place === 0 && (changes.collects ?? true),
        },
        tester,
      );
  });
  await run(tenant, '2026-01-02');
  await givenScenario(tenant, steps);
  const debtorId = uuidv7();
  await tenantDb.run(sql`
    insert into customers.debtor (tenant_id, id, legal_id, name) values (${tenantId}, ${debtorId}, '552100554', 'Vergers Réunis')
  `);
  const accounts: Account[] = [];
  for (const [place, id] of entities.entries()) {
    const customerId = await givenCustomer(tenant, {
      entityId: id,
      code: `C${place}`,
      name: 'Vergers Réunis',
      columns: { debtor_id: debtorId, legal_id: '552100554', language: 'fr', kind: 'business' },
    });
    const contactId = uuidv7();
    await tenantDb.run(sql`
      insert into customers.contact (tenant_id, id, customer_id, name, email, role, group_messages)
      values (${tenantId}, ${contactId}, ${customerId}, 'Paule Ott', ${address}, 'accounts-payable', ${changes.authorised?.[place] ?? true})
    `);
    const [item = ''] = await givenItems(tenant, [
      {
        customerId,
        entityId: id,
        amount: BigInt((place + 1) * 1000_00),
        issueOn: '2026-05-01',
        dueOn: '2026-06-01',
        columns: { number: `F-${place}` },
      },
    ]);
    accounts.push({ customerId, contactId, entityId: id, item });
  }
  // The cast: three companies, three accounts.
  return { tenant, accounts: accounts as unknown as Group['accounts'] };
}

async function outside(misbehave?: Parameters<typeof mailServer>[0]) {
  const server = await mailServer(misbehave);
  const smtp = smtpTransport(server.url);
  closing.push(async () => {
    await smtp.close();
    await server.close();
  });
  return { server, smtp };
}

type Outside = Awaited<ReturnType<typeof outside>>;

const deliver = ({ tenant }: Group, { smtp }: Outside, on = first) =>
  sendQueue(tenant.tenantDb, {
    smtp,
    composers: { reminder: composeReminder, byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }) },
    hooks: reminderHooks,
    now: () => morningOf(on).add({ minutes: 30 }),
  });

async function chased(group: Group, on = first): Promise<void> {
  await run(group.tenant, on);
  await confirmAll(group.tenant, on);
}

type Kept = {
  readonly id: string;
  readonly customerId: string;
  readonly state: string;
  readonly sentWith: string | null;
  readonly text: string;
  readonly header: string;
};
const kept = ({ tenant }: Group): Promise<Kept[]> =>
  tenant.tenantDb.rows<Kept>(sql`
    select message.id, customer_id as "customerId", message.state, sent_with as "sentWith", body_text as text, message_id_header as header
    from messages.message
    join customers.customer on customer.id = message.customer_id
    order by customer.code
  `);
const done = ({ tenant }: Group) =>
  tenant.tenantDb.rows<{ number: string }>(sql`
    select item.number from dunning.step_done join receivables.item on item.id = step_done.item_id where outcome = 'done' order by item.number
  `);
// Lines of a mail are folded at 76 with "=" at their end, other bytes written as =XX.
const readable = (raw = ''): string =>
  decodeURIComponent(
    raw
      .replaceAll('=\r\n', '')
      .replaceAll('%', '%25')
      .replaceAll(/=([0-9A-F]{2})/g, '%$1'),
  );

test('what a debtor owes three companies leaves in one mail: a part for each, with its own items, account and identity', async () => {
  const group = await givenGroup();
  const world = await outside();
  await chased(group);
  expect(await deliver(group, world)).toMatchObject({ sent: 3, failed: 0, uncertain: 0 });

  expect(world.server.taken).toHaveLength(1);
  const [mail] = world.server.taken;
  expect(mail?.to).toEqual([address]);
  const raw = readable(mail?.raw);
  expect(raw).toContain('From: Holding Sorbier SAS <compta@societe0.example>');
  for (const part of [
    'F-0',
    'F-1',
    'F-2',
    'FR76 3000 6000 0112',
    'FR76 3000 1007 9412',
    'FR76 3000 4000 0312',
    '1. Holding Sorbier SAS',
    '2. Scierie du Lac SAS',
    '3. Transports Amont SAS',
  ])
    expect(raw).toContain(part);
  // One greeting, one leave.
  expect(raw.match(/^Bonjour,/gm)).toHaveLength(1);
  const [own, second] = await kept(group);
  expect(own).toMatchObject({ state: 'sent', sentWith: null, header: mail?.messageId });
  expect(second).toMatchObject({ state: 'sent', sentWith: own?.id });
  // Each account keeps its own part, and no other company's figures.
  expect(second?.text).toContain('F-1');
  expect(second?.text).not.toContain('F-0');
  expect(second?.text).toMatch(/ce qui est dû à 2\sautres sociétés/);
  const view = await messageView(group.tenant.tenantDb, second?.id ?? '', 'fr');
  expect(view.mailMessageId).toBe(own?.id);
  expect(view.together.map((other) => other.entityName)).toEqual(['Holding Sorbier', 'Transports Amont']);
  expect(await done(group)).toEqual([{ number: 'F-0' }, { number: 'F-1' }, { number: 'F-2' }]);
});

test('collecting for others says what the law wants: who collects, for whom, principal, interest and accessories apart, the text of L111-8 (CPCE R124-4)', async () => {
  const group = await givenGroup();
  const world = await outside();
  await chased(group);
  await deliver(group, world);
  const raw = readable(world.server.taken[0]?.raw).replaceAll(/\s+/g, ' ');
  expect(raw).toContain(
    'Holding Sorbier SAS, 1 rue des Essences, 44000 Nantes, exerce une activité de recouvrement amiable et agit pour le compte de Scierie du Lac SAS et Transports Amont SAS',
  );
  expect(raw).toContain('Principal : 2 000,00 € ; intérêts : non réclamés ici ; autres accessoires : non réclamés ici.');
  expect(raw).toContain('La somme de 2 000,00 € est à régler sur le compte indiqué ci-dessus.');
  expect(raw).toContain('2 rue des Essences');
  expect(raw).toContain('Les frais de recouvrement entrepris sans titre exécutoire restent à la charge du créancier');
  expect(raw).toContain(
    'peut demander au juge de l’exécution de laisser tout ou partie des frais ainsi exposés à la charge du débiteur de mauvaise foi',
  );
  const [leader, second] = await kept(group);
  // What one company claims for itself is no collecting for others.
  expect(leader?.text).not.toContain('recouvrement amiable');
  expect(second?.text).toContain('pour le compte de Scierie du Lac SAS (');
});

test('a later mail recalls the reference and the day of the first letter written for that company (CPCE R124-4)', async () => {
  const group = await givenGroup();
  const world = await outside();
  await chased(group);
  await deliver(group, world);
  const reference = /Référence de ce message[^:]*: ([0-9A-F]{8})\./.exec(readable(world.server.taken[0]?.raw))?.[1];
  const later = '2026-06-22';
  await givenItems(
    group.tenant,
    group.accounts.map(({ customerId, entityId }, place) => ({
      customerId,
      entityId,
      amount: 50_00n,
      issueOn: '2026-05-15',
      dueOn: '2026-06-15',
      columns: { number: `G-${place}` },
    })),
  );
  await group.tenant.tenantDb.run(
    sql`update receivables.item set open_minor = 0, settled_on = '2026-06-20' where number like 'F-%'`,
  );
  await chased(group, later);
  await deliver(group, world, later);
  expect(world.server.taken).toHaveLength(2);
  expect(readable(world.server.taken[1]?.raw)).toContain(
    `Première lettre pour Scierie du Lac SAS\u00a0: référence ${reference}, envoyée le 8 juin 2026.`,
  );
});

test('who was not said to know of all companies gets one mail from each; so does everybody while no company writes for the others', async () => {
  const world = await outside();
  const halfway = await givenGroup({ authorised: [true, false, true] });
  await chased(halfway);
  await deliver(halfway, world);
  expect(world.server.taken.map(({ raw }) => /^From: (.*)$/m.exec(raw)?.[1]?.trim()).toSorted()).toEqual([
    'Holding Sorbier SAS <compta@societe0.example>',
    'Scierie du Lac SAS <compta@societe1.example>',
  ]);
  const apart = await givenGroup({ collects: false });
  await chased(apart);
  await deliver(apart, world);
  expect(world.server.taken).toHaveLength(5);
});

test('an authorisation taken back after the yes is heeded when the mail leaves', async () => {
  const group = await givenGroup();
  const world = await outside();
  await chased(group);
  await group.tenant.tenantDb.run(
    sql`update customers.contact set group_messages = false where id = ${group.accounts[1].contactId}`,
  );
  await deliver(group, world);
  expect(world.server.taken).toHaveLength(2);
  expect((await kept(group)).map(({ sentWith }) => sentWith === null)).toEqual([true, true, false]);
});

test('what was paid in between is not in the mail; the last that is left leaves by itself, from its own company (T1)', async () => {
  const group = await givenGroup();
  const world = await outside();
  await chased(group);
  await settle(group.tenant, group.accounts[0].item, first);
  await settle(group.tenant, group.accounts[2].item, first);
  expect(await deliver(group, world)).toMatchObject({ sent: 1, cancelled: 2 });
  const raw = readable(world.server.taken[0]?.raw);
  expect(raw).toContain('From: Scierie du Lac SAS <compta@societe1.example>');
  expect(raw).not.toContain('recouvrement amiable');
  expect(raw).not.toContain('F-0');
});

test('a formal notice never rides along: each company gives its own', async () => {
  const group = await givenGroup();
  const world = await outside();
  await chased(group);
  await deliver(group, world);
  const notice = '2026-07-20';
  await chased(group, notice);
  await deliver(group, world, notice);
  expect(world.server.taken).toHaveLength(4);
  expect((await kept(group)).filter(({ sentWith }) => sentWith !== null)).toHaveLength(2);
});

test('a server that hangs up leaves all three in doubt, none sent again; what a person says of each is recorded for each', async () => {
  const group = await givenGroup();
  const world = await outside((_, stage) => (stage === 'data' ? 'hang-up' : undefined));
  await chased(group);
  expect(await deliver(group, world)).toMatchObject({ sent: 0, uncertain: 3 });
  expect(await deliver(group, world)).toMatchObject({ sent: 0, uncertain: 0 });
  expect(world.server.taken).toHaveLength(1);
  expect(await done(group)).toEqual([]);
  for (const { id } of await kept(group))
    await group.tenant.tenantDb.transaction((tx) =>
      resolveMessage(tx, id, { left: true }, tester, { hooks: reminderHooks, now: morningOf(first).add({ hours: 2 }) }),
    );
  expect(await done(group)).toHaveLength(3);
});

test('a server that is busy puts all three off together, and they leave in one mail at the next try', async () => {
  const group = await givenGroup();
  let busy = true;
  const world = await outside((_, stage) => (stage === 'data' && busy ? { code: 451 } : undefined));
  await chased(group);
  expect(await deliver(group, world)).toMatchObject({ sent: 0, postponed: 3 });
  busy = false;
  expect(
    await sendQueue(group.tenant.tenantDb, {
      smtp: world.smtp,
      composers: { reminder: composeReminder, byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }) },
      hooks: reminderHooks,
      now: () => morningOf(first).add({ minutes: 45 }),
    }),
  ).toMatchObject({ sent: 3 });
  expect(world.server.taken).toHaveLength(1);
});

test('in a pilot the company whose customers are not in it stays apart: nothing of it leaves', async () => {
  const group = await givenGroup();
  const { tenantDb, tenantId } = group.tenant;
  const pilotId = uuidv7();
  await tenantDb.run(sql`insert into customers.customer_group (tenant_id, id, name) values (${tenantId}, ${pilotId}, 'Pilote')`);
  await tenantDb.run(sql`
    insert into customers.group_member (tenant_id, group_id, customer_id) values (${tenantId}, ${pilotId}, ${group.accounts[0].customerId})
  `);
  await tenantDb.transaction(async (tx) => {
    await changeSetting(tx, 'sending.mode', 'pilot', tester);
    await changeSetting(tx, 'sending.pilotGroup', 'Pilote', tester);
  });
  const world = await outside();
  await chased(group);
  await deliver(group, world);
  expect(world.server.taken).toHaveLength(1);
  expect(readable(world.server.taken[0]?.raw)).not.toContain('F-1');
});
