import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { addContact } from '../../customers/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { makePromise } from '../../promises/index.ts';
import { assignMail } from '../assign.ts';
import { mailById } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { arrive, type Debtor, givenDebtor, mailOf, neighbours, tester } from '../replies.fixture.ts';
import { dismissMail, restoreMail, treatMail, untreatMail } from '../treat.ts';
import { acceptProposal, refuseProposal, undoDecision } from './decide.ts';
import { proposalsOf } from './proposal-store.ts';

const installation = testDatabase();
const house = neighbours();

async function given(words: string, from?: string): Promise<{ tenant: TestTenant; debtor: Debtor; mailId: string }> {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const mailId = await arrive(
    tenant,
    mailOf(words, { 'In-Reply-To': debtor.messageHeader, ...(from === undefined ? {} : { From: from }) }),
  );
  return { tenant, debtor, mailId };
}
const proposed = async ({ tenantDb }: TestTenant, mailId: string) =>
  (await proposalsOf(tenantDb, mailId)).map(({ kind, content }) => ({
    kind,
    items: content.items.map(({ itemId, minor }) => `${itemId} ${minor}`).toSorted(),
    day: content.day,
    type: content.disputeType,
    document: content.document,
    contact: content.contact,
  }));
const accept = ({ tenantDb }: TestTenant, mailId: string, edits = {}, by: ReplyNeighbours = house) =>
  tenantDb.transaction((tx) => acceptProposal(tx, { mailId, place: 1 }, edits, by, tester));
const undo = ({ tenantDb }: TestTenant, mailId: string) =>
  tenantDb.transaction((tx) => undoDecision(tx, { mailId, place: 1 }, house, tester));
const liveReasons = ({ tenantDb }: TestTenant): Promise<string[]> =>
  tenantDb
    .rows<{ reason: string }>(sql`select distinct reason from holds.hold where released_at is null order by reason`)
    .then((rows) => rows.map(({ reason }) => reason));

test('a promise is proposed on the invoice it names, for its day and amount, with the very words', async () => {
  const { tenant, debtor, mailId } = await given('Bonjour,\nNous réglerons 500 € de la facture F-2026-0042 le 20 mars.');
  expect(await proposed(tenant, mailId)).toEqual([
    expect.objectContaining({ kind: 'promise', items: [`${debtor.items['F-2026-0042']} 50000`], day: '2026-03-20' }),
  ]);
  const [proposal] = await proposalsOf(tenant.tenantDb, mailId);
  const mail = await mailById(tenant.tenantDb, mailId);
  for (const { quote, offset, length } of proposal?.evidence ?? []) expect(mail.text.slice(offset, offset + length)).toBe(quote);
  expect(proposal?.evidence.length).toBeGreaterThan(0);
});

test('without an invoice named, what is meant is what our message listed', async () => {
  const { tenant, debtor, mailId } = await given('Le virement part vendredi.');
  expect((await proposed(tenant, mailId))[0]?.items).toEqual(
    [`${debtor.items['F-2026-0042']} 125050`, `${debtor.items['F-2026-0051']} 84000`].toSorted(),
  );
});

test('an invoice that is not open is not replaced by another one', async () => {
  const { tenant, mailId } = await given('La facture F-2025-9999 a été réglée le 3 mars.');
  expect(await proposed(tenant, mailId)).toEqual([expect.objectContaining({ kind: 'says-paid', items: [] })]);
  await expect(accept(tenant, mailId)).rejects.toMatchObject({ code: 'reply.proposal-incomplete' });
});

test('each thing a mail says has its own items', async () => {
  const { tenant, debtor, mailId } = await given(
    'La facture F-2026-0042 a été payée le 3 mars. Nous contestons la facture F-2026-0051 : le prix facturé est erroné.',
  );
  const all = await proposed(tenant, mailId);
  expect(all.find(({ kind }) => kind === 'says-paid')?.items).toEqual([`${debtor.items['F-2026-0042']} 125050`]);
  expect(all.find(({ kind }) => kind === 'dispute')).toMatchObject({
    items: [`${debtor.items['F-2026-0051']} 84000`],
    type: 'price',
  });
});

test('“the rest” is not what was just said to be paid', async () => {
  const { tenant, debtor, mailId } = await given(
    'La facture F-2026-0042 a été payée le 3 mars. Par ailleurs le prix facturé est erroné.',
  );
  const all = await proposed(tenant, mailId);
  expect(all.find(({ kind }) => kind === 'says-paid')?.items).toEqual([`${debtor.items['F-2026-0042']} 125050`]);
  expect(all.find(({ kind }) => kind === 'dispute')?.items).toEqual([`${debtor.items['F-2026-0051']} 84000`]);
});

test('accepting a promise pauses what was promised, and undoing it takes it back', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  const { promiseId } = await accept(tenant, mailId);
  const state = async () =>
    (
      await tenant.tenantDb.one<{ state: string; source: string }>(
        sql`select state, source from promises.promise where id = ${promiseId}`,
      )
    ).state;
  expect(await state()).toBe('expected');
  expect(await liveReasons(tenant)).toEqual(['promised', 'reply']);
  await undo(tenant, mailId);
  expect(await state()).toBe('cancelled');
  expect(await liveReasons(tenant)).toEqual(['reply']);
  await accept(tenant, mailId);
  expect(await liveReasons(tenant)).toEqual(['promised', 'reply']);
});

test('a promise that replaced an earlier one, taken back, lets the earlier one stand again with its pause', async () => {
  const { tenant, debtor, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  const itemId = debtor.items['F-2026-0042'] ?? '';
  const { openMinor } = await tenant.tenantDb.one<{ openMinor: bigint }>(
    sql`select open_minor as "openMinor" from receivables.item where id = ${itemId}`,
  );
  const earlier = await tenant.tenantDb.transaction((tx) =>
    makePromise(
      tx,
      { customerId: debtor.customerId, items: [{ itemId, amountMinor: openMinor }], dueOn: '2026-03-27', source: 'call' },
      { today: '2026-03-10', graceDays: 3 },
      tester,
    ),
  );
  const promises = () =>
    tenant.tenantDb.rows<{ id: string; state: string; held: boolean }>(sql`
      select id, state, exists (select from holds.hold where source_id = promise.id and released_at is null) as held
      from promises.promise order by id
    `);
  const { promiseId } = await accept(tenant, mailId);
  expect(await promises()).toEqual([
    { id: earlier, state: 'superseded', held: false },
    { id: promiseId, state: 'expected', held: true },
  ]);
  await undo(tenant, mailId);
  expect(await promises()).toEqual([
    { id: earlier, state: 'expected', held: true },
    { id: promiseId, state: 'cancelled', held: false },
  ]);
});

test('accepted with the mail treated, the pause of the reply ends and that of the promise stays', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  await accept(tenant, mailId, { treat: true });
  expect((await mailById(tenant.tenantDb, mailId)).state).toBe('treated');
  expect(await liveReasons(tenant)).toEqual(['promised']);
});

const at = (time: string): ReplyNeighbours => ({ ...house, now: () => Temporal.Instant.from(`2026-03-10T${time}:00Z`) });
const stateOf = async ({ tenantDb }: TestTenant, mailId: string) => (await mailById(tenantDb, mailId)).state;
const told = ({ tenantDb }: TestTenant, mailId: string): Promise<string[]> =>
  tenantDb
    .rows<{ kind: string }>(sql`select kind from platform.event where subject_id = ${mailId} order by recorded_at, id`)
    .then((rows) => rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('replies.')));

test.each([
  ['in the same breath', { treat: true }],
  ['by hand a little later', {}],
])(
  'a decision taken back on a mail treated %s: the mail waits again, its pause is back, and the time line says so',
  async (_, edits) => {
    const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
    await accept(tenant, mailId, edits, at('11:10'));
    if (!('treat' in edits)) await tenant.tenantDb.transaction((tx) => treatMail(tx, mailId, '', at('11:20'), tester));
    expect(await stateOf(tenant, mailId)).toBe('treated');
    await undo(tenant, mailId);
    expect(await stateOf(tenant, mailId)).toBe('to-treat');
    expect(await liveReasons(tenant)).toEqual(['reply']);
    expect(await told(tenant, mailId)).toEqual([
      'replies.proposal-accepted',
      'replies.treated',
      'replies.proposal-undone',
      'replies.untreated',
    ]);
    await accept(tenant, mailId, { treat: true });
    expect(await liveReasons(tenant)).toEqual(['promised']);
  },
);

test('a refusal taken back on a mail treated since lets it wait again', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  await tenant.tenantDb.transaction((tx) => refuseProposal(tx, { mailId, place: 1 }, at('11:10'), tester));
  await tenant.tenantDb.transaction((tx) => treatMail(tx, mailId, '', at('11:20'), tester));
  await undo(tenant, mailId);
  expect(await stateOf(tenant, mailId)).toBe('to-treat');
  expect(await liveReasons(tenant)).toEqual(['reply']);
});

test('a decision taken back on a mail that had been treated before it leaves the mail as it was then: treated, pausing nothing', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  await tenant.tenantDb.transaction((tx) => treatMail(tx, mailId, '', at('11:10'), tester));
  await accept(tenant, mailId, {}, at('11:20'));
  await undo(tenant, mailId);
  expect(await stateOf(tenant, mailId)).toBe('treated');
  expect(await liveReasons(tenant)).toEqual([]);
});

test('a decision taken back on a mail set aside since brings no pause back: that ended for another reason', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  await accept(tenant, mailId, {}, at('11:10'));
  await tenant.tenantDb.transaction((tx) => dismissMail(tx, mailId, 'envoyé par erreur', at('11:20'), tester));
  await undo(tenant, mailId);
  expect(await stateOf(tenant, mailId)).toBe('dismissed');
  expect(await liveReasons(tenant)).toEqual([]);
});

test('a proposal is accepted as a person edits it', async () => {
  const { tenant, debtor, mailId } = await given('Nous réglerons la facture F-2026-0042 prochainement, le 20 mars.');
  await accept(tenant, mailId, { day: '2026-03-25', items: [{ itemId: debtor.items['F-2026-0051'], amount: '100.00' }] });
  const promise = await tenant.tenantDb.one(sql`
    select promise.due_on as "dueOn", promise_item.item_id as "itemId", promise_item.amount_minor as minor, promise.source
    from promises.promise join promises.promise_item on promise_item.promise_id = promise.id
  `);
  expect(promise).toEqual({ dueOn: '2026-03-25', itemId: debtor.items['F-2026-0051'], minor: 10_000n, source: 'mail' });
});

test('of two people who accept the same proposal one does, the other is told', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  const outcomes = await Promise.allSettled([accept(tenant, mailId), accept(tenant, mailId), accept(tenant, mailId)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  const { promises } = await tenant.tenantDb.one<{ promises: number }>(
    sql`select count(*)::int as promises from promises.promise`,
  );
  expect(promises).toBe(1);
});

test.each([
  ['Cette facture F-2026-0042 a déjà été payée le 3 mars.', 'says-paid'],
  ['Nous contestons la facture F-2026-0042.', 'disputed'],
  ['La société est en redressement judiciaire depuis le 2 mars.', 'insolvency'],
])('“%s” accepted pauses by its own reason, undone it does no longer', async (words, reason) => {
  const { tenant, mailId } = await given(words);
  await accept(tenant, mailId);
  expect(await liveReasons(tenant)).toContain(reason);
  await undo(tenant, mailId);
  expect(await liveReasons(tenant)).toEqual(['reply']);
});

test('whom to write to instead becomes a contact, who is the wrong person is no longer written to; undone, both are as before', async () => {
  const { tenant, debtor, mailId } = await given(
    'Je ne suis plus en charge de ce dossier, merci de contacter Madame Lise Amar : lise.amar@client.exemple',
  );
  const contacts = () =>
    tenant.tenantDb.rows<{ email: string; validity: string }>(
      sql`select email, validity from customers.contact where customer_id = ${debtor.customerId} order by email`,
    );
  const before = await contacts();
  await accept(tenant, mailId);
  expect(await contacts()).toEqual([
    { email: 'lise.amar@client.exemple', validity: 'unchecked' },
    { email: 'paule.ott@client.exemple', validity: 'wrong-person' },
  ]);
  await undo(tenant, mailId);
  expect(await contacts()).toEqual(before);
});

test('a refused proposal does nothing and can be thought over', async () => {
  const { tenant, mailId } = await given('Nous réglerons la facture F-2026-0042 le 20 mars.');
  await tenant.tenantDb.transaction((tx) => refuseProposal(tx, { mailId, place: 1 }, house, tester));
  await expect(accept(tenant, mailId)).rejects.toMatchObject({ code: 'reply.proposal-decided' });
  expect(await liveReasons(tenant)).toEqual(['reply']);
  await undo(tenant, mailId);
  await accept(tenant, mailId);
});

test('treated, the pause ends with the reason; waiting again, it is back', async () => {
  const { tenant, mailId } = await given('Merci.');
  await tenant.tenantDb.transaction((tx) => treatMail(tx, mailId, 'vu au téléphone', house, tester));
  expect(await liveReasons(tenant)).toEqual([]);
  const { why } = await tenant.tenantDb.one<{ why: string }>(sql`select release_reason as why from holds.hold`);
  expect(why).toBe('vu au téléphone');
  await tenant.tenantDb.transaction((tx) => untreatMail(tx, mailId, house, tester));
  expect(await liveReasons(tenant)).toEqual(['reply']);
});

test('a mail set aside keeps its reason, pauses nothing, and can be taken back', async () => {
  const { tenant, mailId } = await given('Découvrez nos fournitures de bureau.');
  await tenant.tenantDb.transaction((tx) => dismissMail(tx, mailId, 'publicité', house, tester));
  expect(await liveReasons(tenant)).toEqual([]);
  await tenant.tenantDb.transaction((tx) => restoreMail(tx, mailId, house, tester));
  expect(await liveReasons(tenant)).toEqual(['reply']);
});

test('saying whose mail it is pauses them, reads it on their items, and may keep the address', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const mailId = await arrive(
    tenant,
    mailOf('La 42 sera payée le 20 mars.', { From: 'Luc <luc@inconnu.exemple>', Subject: 'Facture' }),
  );
  expect(await liveReasons(tenant)).toEqual([]);
  await tenant.tenantDb.transaction((tx) =>
    assignMail(tx, mailId, { customerId: debtor.customerId, remember: { role: 'accounts-payable' } }, house, tester),
  );
  expect(await liveReasons(tenant)).toEqual(['reply']);
  expect((await proposed(tenant, mailId))[0]?.kind).toBe('promise');
  await arrive(tenant, mailOf('Et merci.', { From: 'Luc <luc@inconnu.exemple>' }));
  const { threaded } = await tenant.tenantDb.one<{ threaded: string }>(
    sql`select threaded_by as threaded from replies.mail order by received_at desc, id desc limit 1`,
  );
  expect(threaded).toBe('sender');
});

test('an address kept for two roles already is kept no third time', async () => {
  const { tenant, debtor, mailId } = await given('Merci.', 'Luc <luc@client.exemple>');
  await tenant.tenantDb.transaction(async (tx) => {
    for (const role of ['accounts-payable', 'cfo'] as const)
      await addContact(tx, debtor.customerId, { name: 'Luc', email: 'luc@client.exemple', role }, tester);
    await assignMail(tx, mailId, { customerId: debtor.customerId, remember: { role: 'buyer' } }, house, tester);
  });
  const { roles } = await tenant.tenantDb.one<{ roles: number }>(
    sql`select count(*)::int as roles from customers.contact where email = 'luc@client.exemple'`,
  );
  expect(roles).toBe(2);
});

const asks = 'Bonjour, pouvez-vous m’envoyer la facture F-2026-0042 ? Merci';
const automatically = ({ tenantDb }: TestTenant) =>
  tenantDb.transaction((tx) => changeSetting(tx, 'replies.automatic', 'send-document', tester));
const answers = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ address: string; inReplyTo: string | null }>(sql`
    select message.recipient_address as address, message.in_reply_to as "inReplyTo"
    from replies.answer join messages.message on message.id = answer.message_id
  `);

test('an invoice asked for by its number is sent by itself when the settings let it, once a day, in the thread', async () => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  await automatically(tenant);
  const kept = neighbours({ kept: [debtor.items['F-2026-0042'] ?? ''] });
  const first = await arrive(tenant, mailOf(asks, { 'Message-ID': '<q1@client.exemple>' }), kept);
  expect(await answers(tenant)).toEqual([{ address: 'paule.ott@client.exemple', inReplyTo: '<q1@client.exemple>' }]);
  expect((await mailById(tenant.tenantDb, first)).state).toBe('treated');
  expect(await liveReasons(tenant)).toEqual([]);
  const second = await arrive(tenant, mailOf(`${asks} !`), kept);
  expect(await answers(tenant)).toHaveLength(1);
  expect((await mailById(tenant.tenantDb, second)).state).toBe('to-treat');
});

test.each([
  ['it was not switched on', asks, {}, true, false],
  ['the sender is not known', asks, { From: 'x@ailleurs.exemple' }, true, true],
  ['the mail says something else too', `${asks} Par ailleurs le prix facturé est erroné.`, {}, true, true],
  ['the invoice is not kept', asks, {}, false, true],
  ['no invoice is named', 'Pouvez-vous m’envoyer la facture ?', {}, true, true],
  ['another customer’s invoice is named', 'Pouvez-vous m’envoyer la facture G-5555 ?', {}, true, true],
])('no document leaves by itself when %s', async (_, words, headers, isKept, on) => {
  const tenant = await installation.newTenant();
  const debtor = await givenDebtor(tenant);
  const other = await givenDebtor(tenant, { email: 'autre@client.exemple', numbers: ['G-5555'] });
  if (on) await automatically(tenant);
  const kept = neighbours({ kept: isKept ? [...Object.values(debtor.items), ...Object.values(other.items)] : [] });
  const mailId = await arrive(tenant, mailOf(words, { 'In-Reply-To': debtor.messageHeader, ...headers }), kept);
  expect(await answers(tenant)).toEqual([]);
  expect((await mailById(tenant.tenantDb, mailId)).state).toBe('to-treat');
});
