import { expect, test } from 'vitest';
import { sql } from '../../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../../platform/testing/index.ts';
import { recallAction, skipAction } from '../../agenda/decide-actions.ts';
import { listActions } from '../../agenda/list-actions.ts';
import { previewAction } from '../../agenda/preview-action.ts';
import { confirmAll, givenDebtor, morningOf, run, send, settle, tester } from '../../dunning.fixture.ts';
import { reminderHooks } from '../../messages/outbox-hooks.ts';
import { resolveMessage } from '../../../messages/index.ts';
import { by, givenScenario, leftSoFar, morning, reminderStep } from '../beside.fixture.ts';
import { rewordAction } from '../words-of-one.ts';
import { changeSpecific, endSpecific } from './change-specific.ts';
import { type NewSpecific, planSpecific } from './plan-specific.ts';
import { specificActions } from './specific-list.ts';

const databases = testDatabase();
const words = {
  subject: 'Votre facture {{ items[0].number }}',
  body: 'Pouvons-nous en parler ? Il s’agit de {{ net }}.',
  script: null,
};

/** Two invoices due on 1 March; a specific action on the first, sent on the days given. */
async function given(wanted: Partial<NewSpecific> = {}, columns: Readonly<Record<string, unknown>> = {}) {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, [reminderStep]);
  const { customerId, items } = await givenDebtor(
    tenant,
    [
      { number: 'F-1', due: '2026-03-01', amount: 600_00n },
      { number: 'F-2', due: '2026-03-01', amount: 400_00n },
    ],
    columns,
  );
  const plan = (more: Partial<NewSpecific> = {}) =>
    planSpecific(
      tenant.tenantDb,
      {
        customerId,
        itemIds: [items['F-1'] ?? ''],
        title: 'Relance du directeur',
        channel: 'e-mail',
        automation: 'automatic',
        on: ['2026-03-04'],
        words,
        ...wanted,
        ...more,
      },
      by('2026-03-03'),
    );
  return { tenant, customerId, items, plan };
}

const listed = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ subject: string; numbers: string[] }>(sql`
    select message.subject, array_agg(item.number order by item.number) as numbers
    from messages.message
    join messages.message_item on message_item.message_id = message.id
    join receivables.item on item.id = message_item.item_id
    where message.state = 'sent'
    group by message.id, message.subject
    order by min(message.finished_at), message.subject
  `);
const view = async ({ tenantDb }: TestTenant, customerId: string) =>
  (await specificActions(tenantDb, sql`action.customer_id = ${customerId}::uuid`)).map(({ state, sends, allowedActions }) => ({
    state,
    sends: sends.map((one) => `${one.on} ${one.state}`),
    allowedActions,
  }));

test('a specific action takes its items out of the scenario, leaves on its day in its own words, and gives them back', async () => {
  const { tenant, customerId, plan } = await given();
  await plan();
  await send(tenant, '2026-03-03');
  expect(await leftSoFar(tenant)).toEqual([]);
  await morning(tenant, '2026-03-04');
  // A customer hears of us once a day: the scenario's own reminder of another invoice, due that morning too, waits.
  expect(await listed(tenant)).toEqual([{ subject: 'Votre facture F-1', numbers: ['F-1'] }]);
  expect(await view(tenant, customerId)).toEqual([{ state: 'done', sends: ['2026-03-04 done'], allowedActions: [] }]);
  // Its minimum interval runs, no level moved: the first reminder comes five days later.
  await morning(tenant, '2026-03-08');
  expect(await leftSoFar(tenant)).toHaveLength(1);
  await morning(tenant, '2026-03-09');
  expect((await listed(tenant)).at(-1)).toEqual({ subject: 'Relance', numbers: ['F-1', 'F-2'] });
});

test('of several sends each waits for its day; called off or re-dated, only what is still to come changes', async () => {
  const { tenant, customerId, plan } = await given({ on: ['2026-03-04', '2026-03-11', '2026-03-18'] });
  const id = await plan();
  await morning(tenant, '2026-03-04');
  await changeSpecific(
    tenant.tenantDb,
    id,
    { on: ['2026-03-18', '2026-03-20'], words: { ...words, body: 'Autrement dit.' } },
    by('2026-03-05'),
  );
  expect(await view(tenant, customerId)).toEqual([
    {
      state: 'open',
      sends: ['2026-03-04 done', '2026-03-11 cancelled', '2026-03-18 confirmed', '2026-03-20 confirmed'],
      allowedActions: ['change', 'end'],
    },
  ]);
  await morning(tenant, '2026-03-18');
  const texts = await tenant.tenantDb.rows<{ text: string }>(sql`
    select body_text as text from messages.message where kind = 'specific' and state = 'sent' order by finished_at
  `);
  expect(texts.map(({ text }) => text.split('\n')[0])).toEqual([expect.stringContaining('Pouvons-nous'), 'Autrement dit.']);
  await endSpecific(tenant.tenantDb, id, 'réglé au téléphone', by('2026-03-19'));
  await morning(tenant, '2026-03-20');
  expect((await listed(tenant)).filter((one) => one.subject.startsWith('Votre facture'))).toHaveLength(2);
  expect((await view(tenant, customerId))[0]).toMatchObject({ state: 'done', allowedActions: [] });
  await expect(endSpecific(tenant.tenantDb, id, 'encore', by('2026-03-20'))).rejects.toThrow('specific.ended');
  await expect(changeSpecific(tenant.tenantDb, id, { title: 'x' }, by('2026-03-20'))).rejects.toThrow('specific.ended');
});

test('what is paid is not asked for: a specific action cancels itself when its items clear', async () => {
  const { tenant, customerId, items, plan } = await given({ automation: 'to-confirm', on: ['2026-03-10'] });
  await plan();
  await settle(tenant, items['F-1'] ?? '', '2026-03-05');
  await run(tenant, '2026-03-06');
  expect(await view(tenant, customerId)).toEqual([{ state: 'ended', sends: ['2026-03-10 cancelled'], allowedActions: [] }]);
  expect(await tenant.tenantDb.rows(sql`select 1 from holds.hold where released_at is null`)).toEqual([]);

  const other = await given();
  await other.plan();
  await settle(other.tenant, other.items['F-1'] ?? '', '2026-03-04');
  await send(other.tenant, '2026-03-04');
  expect(await leftSoFar(other.tenant)).toEqual([]);
  expect(await view(other.tenant, other.customerId)).toMatchObject([{ sends: ['2026-03-04 cancelled'] }]);
});

test('until a day given, its items stay out even once its last send is done', async () => {
  const { tenant, plan } = await given({ until: '2026-03-20' });
  await plan();
  await morning(tenant, '2026-03-04');
  await morning(tenant, '2026-03-12');
  await morning(tenant, '2026-03-20');
  expect((await listed(tenant)).filter((one) => one.subject === 'Relance').flatMap((one) => one.numbers)).not.toContain('F-1');
  await morning(tenant, '2026-03-21');
  expect((await listed(tenant)).at(-1)).toMatchObject({ subject: 'Relance', numbers: expect.arrayContaining(['F-1']) });
});

test('taken back and confirmed again it leaves once; skipped, its items go back at once', async () => {
  const { tenant, plan } = await given({ on: ['2026-03-03'] });
  await plan();
  const [action] = (await listActions(tenant.tenantDb, { today: '2026-03-03', language: 'fr' })).rows;
  expect(action).toMatchObject({
    kind: 'specific',
    step: 'Relance du directeur',
    state: 'confirmed',
    specificId: expect.any(String),
  });
  await recallAction(tenant.tenantDb, action?.id ?? '', by('2026-03-03'));
  await send(tenant, '2026-03-03');
  expect(await leftSoFar(tenant)).toEqual([]);
  await confirmAll(tenant, '2026-03-03');
  await send(tenant, '2026-03-03');
  await send(tenant, '2026-03-03');
  expect(await leftSoFar(tenant)).toEqual(['Votre facture F-1']);

  const other = await given({ channel: 'call', automation: 'manual' });
  await other.plan();
  const [call] = (await listActions(other.tenant.tenantDb, { today: '2026-03-03', language: 'fr' })).rows;
  expect(call).toMatchObject({ kind: 'specific', channel: 'call', state: 'to-do' });
  await skipAction(other.tenant.tenantDb, call?.id ?? '', 'plus utile', by('2026-03-03'));
  await morning(other.tenant, '2026-03-04');
  expect((await listed(other.tenant))[0]?.numbers).toEqual(['F-1', 'F-2']);
});

test('what cannot be planned is refused with its reason', async () => {
  const { tenant, items, plan } = await given();
  const cases: readonly [string, Partial<NewSpecific>][] = [
    ['action.move-to-past', { on: ['2026-03-01'] }],
    ['action.nothing-chosen', { on: [] }],
    ['specific.ends-before-last', { on: ['2026-03-10'], until: '2026-03-09' }],
    ['specific.words-missing', { words: { subject: '', body: 'Bonjour', script: null } }],
    ['specific.template-invalid', { words: { ...words, body: '{{ nothing.known }}' } }],
    ['specific.no-address', { channel: 'sms' }],
    ['item.not-found', { itemIds: [crypto.randomUUID()] }],
  ];
  for (const [code, wanted] of cases) await expect(plan(wanted), code).rejects.toThrow(code);
  await settle(tenant, items['F-2'] ?? '', '2026-03-02');
  await expect(plan({ itemIds: [items['F-2'] ?? ''] })).rejects.toThrow('specific.item-not-open');
  await plan();
  await expect(plan()).rejects.toThrow('specific.item-taken');
});

async function hold(
  tenant: TestTenant,
  customerId: string,
  itemId: string,
  of: { reason: string; partMinor?: bigint; fromOn?: string },
) {
  await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, part_minor, source, from_on, author)
    values (${tenant.tenantId}, uuidv7(), 'item', ${customerId}, ${itemId}, ${of.reason}, ${of.partMinor ?? null}, 'test', ${of.fromOn ?? '2026-03-01'}, 'test')
  `);
}
const claimed = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ number: string; minor: bigint; total: bigint }>(sql`
    select item.number, message_item.open_minor as minor, message.amount_minor as total
    from messages.message
    join messages.message_item on message_item.message_id = message.id
    join receivables.item on item.id = message_item.item_id
    where message.state = 'sent' and message.kind = 'specific'
    order by item.number
  `);

test('a specific action asks for what is not disputed, promised or paused, and says what it leaves out', async () => {
  const { tenant, customerId, items, plan } = await given();
  const both = [items['F-1'] ?? '', items['F-2'] ?? ''];
  await hold(tenant, customerId, items['F-1'] ?? '', { reason: 'disputed', partMinor: 150_00n });
  await hold(tenant, customerId, items['F-2'] ?? '', { reason: 'promised' });
  await plan({ itemIds: both });
  const [seen] = await specificActions(tenant.tenantDb, sql`action.customer_id = ${customerId}::uuid`);
  expect(seen?.items).toMatchObject([
    { number: 'F-1', open: '600.00', leftOut: '150.00', heldFor: 'disputed' },
    { number: 'F-2', open: '400.00', leftOut: '400.00', heldFor: 'promised' },
  ]);
  const [action] = (await listActions(tenant.tenantDb, { today: '2026-03-03', language: 'fr' })).rows;
  expect(action?.amount).toBe('450.00');
  await send(tenant, '2026-03-04');
  expect(await claimed(tenant)).toEqual([{ number: 'F-1', minor: 450_00n, total: 450_00n }]);
  // Nobody was written to about what was left out: its minimum interval does not run.
  expect(
    await tenant.tenantDb.rows(sql`
      select item.number from dunning.step_done join receivables.item on item.id = step_done.item_id order by item.number
    `),
  ).toEqual([{ number: 'F-1' }]);
});

test('when all of it is held nothing is planned without a reason; with one it is asked for, but not what the law forbids', async () => {
  const { tenant, customerId, items, plan } = await given();
  await hold(tenant, customerId, items['F-1'] ?? '', { reason: 'disputed' });
  await expect(plan()).rejects.toThrow('specific.all-held');
  await plan({ despite: 'Avoir refusé au téléphone' });
  expect(await specificActions(tenant.tenantDb, sql`action.customer_id = ${customerId}::uuid`)).toMatchObject([
    { despite: 'Avoir refusé au téléphone', items: [{ number: 'F-1', leftOut: '0.00', heldFor: null }] },
  ]);
  await send(tenant, '2026-03-04');
  expect(await claimed(tenant)).toEqual([{ number: 'F-1', minor: 600_00n, total: 600_00n }]);

  await hold(tenant, customerId, items['F-2'] ?? '', { reason: 'insolvency' });
  await expect(plan({ itemIds: [items['F-2'] ?? ''], despite: 'tout de même' })).rejects.toThrow('specific.barred');
});

test('a dispute that comes after a reason was given stops the message, and its cancellation names it', async () => {
  const { tenant, customerId, items, plan } = await given();
  await hold(tenant, customerId, items['F-1'] ?? '', { reason: 'promised' });
  await plan({ despite: 'promesse déjà rompue deux fois' });
  await hold(tenant, customerId, items['F-1'] ?? '', { reason: 'disputed', fromOn: '2026-03-04' });
  await send(tenant, '2026-03-04');
  expect(await claimed(tenant)).toEqual([]);
  expect(await tenant.tenantDb.rows(sql`select state, cancelled_reason as reason from messages.message`)).toEqual([
    { state: 'cancelled', reason: 'disputed' },
  ]);
});

test('a call about a disputed invoice is planned for all that is open: nothing is claimed in writing', async () => {
  const { tenant, customerId, items, plan } = await given({ channel: 'call', automation: 'manual' });
  await hold(tenant, customerId, items['F-1'] ?? '', { reason: 'disputed' });
  await plan();
  expect((await listActions(tenant.tenantDb, { today: '2026-03-03', language: 'fr' })).rows[0]?.amount).toBe('600.00');
});

test('called off while nobody knew whether it had left, and then said to have left, it was a contact: the interval runs from its day', async () => {
  const { tenant, items, plan } = await given();
  const id = await plan();
  await run(tenant, '2026-03-04');
  const { messageId } = await tenant.tenantDb.one<{ messageId: string }>(sql`
    update messages.message set state = 'uncertain', attempts = 1, finished_at = '2026-03-04T08:30:00Z' where kind = 'specific' returning id as "messageId"
  `);
  await tenant.tenantDb.run(sql`
    insert into messages.message_item (tenant_id, message_id, item_id, open_minor, days_late)
    values (${tenant.tenantDb.tenantId}, ${messageId}, ${items['F-1'] ?? ''}, 60000, 3)
  `);
  await endSpecific(tenant.tenantDb, id, 'réglé au téléphone', by('2026-03-05'));
  await tenant.tenantDb.transaction((tx) =>
    resolveMessage(tx, messageId, { left: true }, tester, { hooks: reminderHooks, now: morningOf('2026-03-06') }),
  );
  const contacts = await tenant.tenantDb.rows(sql`select item_id as item, outcome, done_on as "on" from dunning.step_done`);
  expect(contacts).toEqual([{ item: items['F-1'], outcome: 'listed', on: '2026-03-06' }]);
});

test('two people who plan for the same invoice at once make one specific action', async () => {
  const { tenant, customerId, plan } = await given();
  const done = await Promise.allSettled([plan(), plan(), plan()]);
  expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(await view(tenant, customerId)).toHaveLength(1);
});

test('a message of the scenario may be written otherwise until it leaves, and keeps what it said', async () => {
  const { tenant } = await given();
  await tenant.tenantDb.run(sql`update dunning.step set automation = 'to-confirm'`);
  await run(tenant, '2026-03-04');
  const [action] = (await listActions(tenant.tenantDb, { today: '2026-03-04', language: 'fr' })).rows;
  const id = action?.id ?? '';
  const preview = () => previewAction(tenant.tenantDb, id, { now: by('2026-03-04').now, language: 'fr' });
  expect((await preview()).words).toMatchObject({ subject: 'Relance', own: false });
  await expect(rewordAction(tenant.tenantDb, id, { subject: null, body: '{{ nothing }}' }, by('2026-03-04'))).rejects.toThrow(
    'specific.template-invalid',
  );
  await rewordAction(
    tenant.tenantDb,
    id,
    { subject: 'Comme convenu', body: 'Bonjour,\n\nComme convenu, {{ net }}.' },
    by('2026-03-04'),
  );
  expect(await preview()).toMatchObject({
    subject: 'Comme convenu',
    words: { own: true },
    warnings: expect.arrayContaining([expect.objectContaining({ code: 'reworded' })]),
  });
  await rewordAction(tenant.tenantDb, id, { subject: null, body: ' ' }, by('2026-03-04'));
  expect((await preview()).subject).toBe('Relance');
  await rewordAction(tenant.tenantDb, id, { subject: 'Comme convenu', body: null }, by('2026-03-04'));
  await confirmAll(tenant, '2026-03-04');
  await send(tenant, '2026-03-04');
  expect(await leftSoFar(tenant)).toEqual(['Comme convenu']);
  await expect(rewordAction(tenant.tenantDb, id, { subject: 'Trop tard', body: null }, by('2026-03-04'))).rejects.toThrow(
    'action.not-allowed',
  );
});
