import { expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { storeDocuments } from '../../../platform/documents/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { recordDelivery } from '../../messages/index.ts';
import { confirmAll, freshTenant, givenDebtor, morningOf, run, send, sentMails, tester, wholeDay } from '../dunning.fixture.ts';
import { previewAction } from '../agenda/preview-action.ts';
import { composed } from './compose-reminder.ts';
import { draftReminders } from './draft-reminders.ts';
import { previewView, type TemplateToPreview, tryTemplate } from './preview/preview-template.ts';
import type { TenantQueryable } from './tenant-queryable.ts';

const databases = testDatabase();

async function tenantOf(): Promise<TestTenant> {
  const tenant = await freshTenant(databases);
  // The first run makes the standard scenario, whose steps the tests change.
  await run(tenant, '2026-01-02');
  return tenant;
}
const everyStep = ({ tenantDb }: TestTenant, set: ReturnType<typeof sql>): Promise<number> =>
  tenantDb.run(sql`update dunning.step set ${set}`);
const setting = ({ tenantDb }: TestTenant, key: string, value: unknown) =>
  tenantDb.transaction((tx) => changeSetting(tx, key, value, tester));
const late = [{ number: 'F-1', due: '2026-05-31', amount: 12_000_00n }] as const;

test('a message that shows interest states it to the cent, line by line, with the 40 €, and still claims the principal alone', async () => {
  const tenant = await tenantOf();
  await everyStep(tenant, sql`show_interest = true`);
  await givenDebtor(tenant, late, { kind: 'business' });
  await wholeDay(tenant, '2026-07-20');
  const [mail] = await sentMails(tenant);
  // C. com. L441-10 II: 30 days at 12.15 %, then 20 at 12.40 %.
  for (const words of [
    '12\u202f000,00\u00a0€ × 12,15\u00a0% × 30\u00a0j = 119,84\u00a0€',
    '12\u202f000,00\u00a0€ × 12,40\u00a0% × 20\u00a0j = 81,53\u00a0€',
    '201,37\u00a0€',
    '1\u00a0×\u00a040,00\u00a0€',
    '12\u202f241,37\u00a0€',
  ])
    expect(mail?.text).toContain(words);
  expect(mail?.html).toContain('201,37\u00a0€');
  expect(mail?.amountMinor).toBe(12_000_00n);
});

test('the day a formal notice asks to be paid by follows the setting, in what leaves and in what is tried', async () => {
  const tenant = await tenantOf();
  await everyStep(tenant, sql`body_fr = 'À régler avant le {{ payBefore }}'`);
  await givenDebtor(tenant, late);
  await setting(tenant, 'notice.days', 15);
  await wholeDay(tenant, '2026-07-20');
  expect((await sentMails(tenant)).at(-1)?.text).toContain('À régler avant le 4 août 2026');
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  const notice: TemplateToPreview = {
    channel: 'e-mail',
    reference: 'due-date',
    grave: true,
    level: 3,
    showInterest: false,
    language: 'fr',
    words: { subject: 'Mise en demeure', body: 'Avant le {{ payBefore }}', script: null },
  };
  const [tried] = await tryTemplate(tenant.tenantDb, id, notice, '2026-07-20');
  expect(tried?.written.text).toContain('Avant le 4 août 2026');
  await expect(setting(tenant, 'notice.days', 0)).rejects.toMatchObject({ code: 'setting.invalid' });
});

test('interest below the setting is left out; a step that does not show it never does; a consumer is told of none', async () => {
  const tenant = await tenantOf();
  await everyStep(tenant, sql`show_interest = true`);
  await setting(tenant, 'interest.showFrom', '500.00');
  await givenDebtor(tenant, late, { kind: 'business', email: 'un@aubepine.example' });
  await wholeDay(tenant, '2026-07-20');
  expect((await sentMails(tenant)).at(-1)?.text).not.toContain('201,37');

  const other = await tenantOf();
  await everyStep(other, sql`show_interest = true`);
  await givenDebtor(other, late, { kind: 'consumer' });
  await wholeDay(other, '2026-07-20');
  const [mail] = await sentMails(other);
  expect(mail?.text).toContain('12\u202f000,00\u00a0€');
  for (const words of ['201,37', '40\u00a0€', 'Pénalités', 'Indemnité']) expect(mail?.text).not.toContain(words);
});

test('a consumer whose formal notice was received is shown legal interest from the day after, line by line, without penalties or 40 € (C. civ. 1231-6)', async () => {
  const tenant = await tenantOf();
  await everyStep(tenant, sql`show_interest = true, enabled = channel <> 'call', grave = offset_days = 10`);
  await setting(tenant, 'interest.showFrom', '0.00');
  await givenDebtor(tenant, late, { kind: 'consumer' });
  await wholeDay(tenant, '2026-06-04');
  await wholeDay(tenant, '2026-06-11');
  // The second reminder alone was the notice. It was posted and registered, and signed for on the fifteenth.
  const notices = await tenant.tenantDb.rows<{ id: string }>(sql`
    update messages.message set channel = 'registered-letter', transport = 'print' where formal_notice and state = 'sent' returning id
  `);
  expect(notices).toHaveLength(1);
  await tenant.tenantDb.transaction((tx) =>
    recordDelivery(tx, { messageId: notices[0]?.id ?? '', state: 'received', at: Temporal.Instant.from('2026-06-15T09:00:00Z') }),
  );
  await wholeDay(tenant, '2026-07-20');
  const mail = (await sentMails(tenant)).at(-1);
  for (const words of [
    '16/06/2026 – 30/06/2026 · 12\u202f000,00\u00a0€ × 2,62\u00a0% × 15\u00a0j = 12,92\u00a0€',
    '01/07/2026 – 20/07/2026 · 12\u202f000,00\u00a0€ × 2,75\u00a0% × 20\u00a0j = 18,08\u00a0€',
    'Intérêts au taux légal\u00a0: 31,00\u00a0€',
    'Montant avec intérêts\u00a0: 12\u202f031,00\u00a0€',
    'C. civ. art. 1231-6, 1344-1',
  ])
    expect(mail?.text).toContain(words);
  for (const words of ['40,00', 'Pénalités', 'ndemnité', 'L441-10']) expect(mail?.text).not.toContain(words);
});

test('a German customer is written to in German where the step has a German text, else in English, figures and dates included (T64)', async () => {
  const tenant = await tenantOf();
  const { customerId } = await givenDebtor(tenant, late, { language: 'de' });
  await run(tenant, '2026-07-20');
  const [action] = await tenant.tenantDb.rows<{ id: string }>(
    sql`select id from dunning.action where customer_id = ${customerId}::uuid`,
  );
  const draft = async () =>
    (await draftReminders(tenant.tenantDb, [action?.id ?? ''], morningOf('2026-07-20'))).get(action?.id ?? '');
  const english = await draft();
  expect(english).toMatchObject({ language: 'en' });
  expect(english?.text).toContain('€12,000.00');
  await tenant.tenantDb.run(sql`
    insert into dunning.step_text (tenant_id, scenario_id, version, step_id, place, language, criteria, subject, body)
    select tenant_id, scenario_id, version, step_id, place, 'de', criteria, 'Konto {{ customer.code }}', body
    from dunning.step, (values (1, '{"field": "segment", "is": "is", "value": ["Schlüssel"]}'::jsonb, 'Sehr geehrter Schlüsselkunde, {{ net }}'), (2, null, 'Guten Tag, {{ net }}')) as text (place, criteria, body)
  `);
  const german = await draft();
  expect(german).toMatchObject({ language: 'de' });
  expect(german?.text).toContain('Guten Tag, 12.000,00\u00a0€');
  expect(german?.text).toContain('31.05.2026');
  await tenant.tenantDb.run(sql`update customers.customer set segment = 'Schlüssel'`);
  expect((await draft())?.text).toContain('Sehr geehrter Schlüsselkunde, 12.000,00\u00a0€');
});

test('a claim in a currency without an account of ours is not sent and becomes a task; once the account is said to take it, it leaves (T63)', async () => {
  const tenant = await tenantOf();
  await tenant.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  await givenDebtor(tenant, [{ number: 'U-1', due: '2026-03-01', amount: 700_00n, currency: 'USD' }]);
  expect((await wholeDay(tenant, '2026-03-05')).sent).toBe(0);
  const states = await tenant.tenantDb.rows(sql`select state, decision_note as note from dunning.action`);
  expect(states).toEqual([{ state: 'to-do', note: 'other-currency' }]);

  const second = await tenantOf();
  await second.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  await setting(second, 'payment.currencies', 'USD, GBP');
  await givenDebtor(second, [{ number: 'U-1', due: '2026-03-01', amount: 700_00n, currency: 'USD' }]);
  expect((await wholeDay(second, '2026-03-05')).sent).toBe(1);
  expect((await sentMails(second))[0]?.text).toContain('700,00\u00a0$');
});

test('a message may name the days of the reminders before it', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await everyStep(tenant, sql`body_fr = 'Relances précédentes : {{ previousReminders }}.'`);
  await wholeDay(tenant, '2026-03-05');
  await wholeDay(tenant, '2026-03-16');
  expect((await sentMails(tenant)).map((mail) => mail.text.split('\n')[0])).toEqual([
    'Relances précédentes : .',
    'Relances précédentes : 5 mars 2026.',
  ]);
});

test('forty messages are written by as many statements as three (T86)', async () => {
  const tenant = await tenantOf();
  await everyStep(tenant, sql`show_interest = true`);
  for (let place = 0; place < 40; place += 1)
    await givenDebtor(tenant, [{ number: `F-${place}`, due: '2026-03-01', amount: 5_000_00n }], {
      kind: 'business',
      email: `c${place}@aubepine.example`,
    });
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  const ids = (await tenant.tenantDb.rows<{ id: string }>(sql`select id from dunning.action order by id`)).map((row) => row.id);
  const counted = async (of: readonly string[]): Promise<{ statements: number; drafts: number }> => {
    let statements = 0;
    const count = <Key extends keyof Queryable>(key: Key): Queryable[Key] =>
      // The cast: each is passed on as it came.
      ((statement: never) => {
        statements += 1;
        return (tenant.tenantDb[key] as (one: never) => unknown)(statement);
      }) as Queryable[Key];
    const db: TenantQueryable = {
      tenantId: tenant.tenantId,
      rows: count('rows'),
      one: count('one'),
      maybe: count('maybe'),
      run: count('run'),
    };
    return { drafts: (await draftReminders(db, of, morningOf('2026-03-05'))).size, statements };
  };
  const [few, many] = [await counted(ids.slice(0, 3)), await counted(ids)];
  expect([few.drafts, many.drafts]).toEqual([3, 40]);
  expect(many.statements).toBe(few.statements);
  expect(few.statements).toBeLessThan(30);
});

test('a text is tried on customers who differ, each with what is wrong for it; nothing is written', async () => {
  const tenant = await tenantOf();
  await tenant.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  await givenDebtor(tenant, [{ number: 'A-1', due: '2025-12-01', amount: 90_00n }], { name: 'Ancien', kind: 'business' });
  await givenDebtor(tenant, [{ number: 'G-1', due: '2026-02-01', amount: 90_000_00n }], { name: 'Gros', kind: 'public' });
  await givenDebtor(tenant, [{ number: 'P-1', due: '2026-02-01', amount: 50_00n }], { name: 'Particulier', kind: 'consumer' });
  await givenDebtor(tenant, [{ number: 'E-1', due: '2026-02-01', amount: 60_00n }], { name: 'Anglais', language: 'en' });
  await givenDebtor(tenant, [{ number: 'D-1', due: '2026-02-01', amount: 70_00n, currency: 'USD' }], { name: 'Dollars' });
  await givenDebtor(tenant, [{ number: 'S-1', due: '2026-02-01', amount: 80_00n }], { name: 'Sans adresse', email: null });
  const [scenario] = await tenant.tenantDb.rows<{ id: string }>(sql`select id from dunning.scenario`);
  const template: TemplateToPreview = {
    channel: 'e-mail',
    reference: 'due-date',
    grave: false,
    level: 1,
    showInterest: true,
    language: 'fr',
    words: { subject: 'Compte {{ customer.code }}', body: 'Une indemnité de 40 € est due.\n\n{{ statement }}', script: null },
  };
  const tried = await tryTemplate(tenant.tenantDb, scenario?.id ?? '', template, '2026-03-05');
  const views = new Map(tried.map((each) => [each.parties.customer.name, previewView(each, template, 'fr')]));
  const codes = (name: string) => views.get(name)?.warnings.map((warning) => warning.code);
  expect(views.get('Ancien')?.why).toEqual(['oldest']);
  expect(views.get('Gros')?.why).toContain('largest');
  expect(codes('Ancien')).toEqual([]);
  expect(codes('Particulier')).toEqual(['consumer-mention']);
  expect(codes('Anglais')).toEqual(['no-language']);
  expect(codes('Dollars')).toEqual(['other-currency']);
  expect(codes('Sans adresse')).toEqual(['no-address']);
  expect(views.get('Gros')?.text).toContain('90\u202f000,00\u00a0€');
  expect(views.get('Gros')?.text).toContain('Intérêts moratoires');
  expect(await tenant.tenantDb.rows(sql`select 1 from messages.message`)).toEqual([]);
});

async function givenInvoice({ tenantDb, tenantId }: TestTenant, itemId: string, name: string): Promise<void> {
  const bytes = new TextEncoder().encode('%PDF-1.7 invented');
  await tenantDb.transaction(async (tx) => {
    const [id] = await storeDocuments(tx, [{ name, mediaType: 'application/pdf', bytes }]);
    await tx.run(sql`
      insert into documents.item_document (tenant_id, id, item_id, kind, document_id, name, media_type, size_bytes, sha256, added_by)
      values (${tenantId}, ${uuidv7()}, ${itemId}, 'invoice', ${id}, ${name}, 'application/pdf', ${bytes.length}, '\\x00', 'test')
    `);
  });
}

test.each([
  { have: [], said: '0 sur 2', missing: 'Aucune facture n’est conservée ici pour ces pièces\u00a0: aucune n’est jointe.' },
  {
    have: ['F-1'],
    said: '1 sur 2',
    missing: 'La facture de 1 des 2 pièces n’est pas conservée ici\u00a0: elle n’est pas jointe.',
  },
  { have: ['F-1', 'F-2'], said: '2 sur 2 – jointes', missing: undefined },
])('what a text says of the invoices it brings is what it brings: of two, $have are here', async ({ have, said, missing }) => {
  const tenant = await tenantOf();
  const body = 'Factures : {{ invoicesAttached }} sur {{ count }}{% if invoicesAttached == count %} – jointes{% endif %}';
  await everyStep(tenant, sql`attachments = array['invoices'], body_fr = ${body}`);
  const invoices = ['F-1', 'F-2'].map((number) => ({ number, due: '2026-03-01', amount: 100_00n }));
  const { items } = await givenDebtor(tenant, invoices);
  for (const number of have) await givenInvoice(tenant, items[number] ?? '', `${number}.pdf`);
  await run(tenant, '2026-03-05');
  const [action] = await tenant.tenantDb.rows<{ id: string }>(sql`select id from dunning.action`);
  const preview = await previewAction(tenant.tenantDb, action?.id ?? '', { now: morningOf('2026-03-05'), language: 'fr' });
  expect(preview.warnings.find(({ code }) => code === 'invoices-missing')?.words).toBe(missing);

  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  const template: TemplateToPreview = {
    channel: 'e-mail',
    reference: 'due-date',
    grave: false,
    level: 1,
    showInterest: false,
    attachments: ['invoices'],
    language: 'fr',
    words: { subject: 'Compte', body, script: null },
  };
  const [tried] = await tryTemplate(tenant.tenantDb, id, template, '2026-03-05');
  if (!tried) throw new Error('nobody to try it on');
  expect(tried.written.text).toContain(`Factures : ${said}\n`);
  expect(previewView(tried, template, 'fr').warnings.find(({ code }) => code === 'invoices-missing')?.words).toBe(missing);
  // A step that takes none along says none, and misses none.
  const [bare] = await tryTemplate(tenant.tenantDb, id, { ...template, attachments: [] }, '2026-03-05');
  expect(bare?.written.text).toContain('Factures : 0 sur 2\n');
  if (bare)
    expect(previewView(bare, { ...template, attachments: [] }, 'fr').warnings.map(({ code }) => code)).not.toContain(
      'invoices-missing',
    );

  await confirmAll(tenant, '2026-03-05');
  await send(tenant, '2026-03-05');
  expect((await sentMails(tenant))[0]?.text).toContain(`Factures : ${said}\n`);
});

test('a message takes the invoices along that we have, each document once, and the statement it names', async () => {
  const tenant = await tenantOf();
  await everyStep(tenant, sql`attachments = array['invoices', 'statement', 'payment-code', 'interest-note']`);
  await tenant.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-01', amount: 200_00n },
  ]);
  await givenInvoice(tenant, items['F-1'] ?? '', 'F-1.pdf');
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  const [action] = await tenant.tenantDb.rows<{ id: string }>(sql`select id from dunning.action`);
  const draft = (await draftReminders(tenant.tenantDb, [action?.id ?? ''], morningOf('2026-03-05'))).get(action?.id ?? '');
  if (!draft) throw new Error('no draft');
  const composedNow = composed(draft);
  if (composedNow.kind !== 'send') throw new Error(composedNow.kind);
  expect(composedNow.attachments?.map((one) => [one.kind, one.as, one.name])).toEqual([
    ['document', 'invoice', 'F-1.pdf'],
    ['made', 'statement', expect.stringMatching(/^Relevé .+\.pdf$/)],
    ['made', 'payment-code', expect.stringMatching(/^Code de paiement .+\.pdf$/)],
  ]);
  const [, statement] = composedNow.attachments ?? [];
  expect(statement?.kind === 'made' && statement.data).toMatchObject({
    subject: 'Relevé',
    statement: { totals: [['Montant à régler', '300,00\u00a0€']] },
    payment: { code: expect.stringContaining('EUR300.00') },
  });
});
