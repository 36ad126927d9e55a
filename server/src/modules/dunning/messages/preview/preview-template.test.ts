import { expect, test } from 'vitest';
import { sql } from '../../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../../platform/testing/index.ts';
import { listMessages } from '../../../messages/message-list.ts';
import { listActions } from '../../agenda/list-actions.ts';
import { previewAction } from '../../agenda/preview-action.ts';
import { rewordAction } from '../../beside/words-of-one.ts';
import { freshTenant, givenDebtor, morningOf, run, sentMails, tester, wholeDay } from '../../dunning.fixture.ts';
import { previewText } from '../../scenarios/preview-text.ts';
import { previewView, type TemplateToPreview, tryTemplate } from './preview-template.ts';

const databases = testDatabase();
// It doubles itself once an invoice: fine for two of them, beyond any message for thirty.
const doubling =
  'Bonjour,\n\n{% assign all = customer.name %}{% for item in items %}{% capture all %}{{ all }}{{ all }}{% endcapture %}{% endfor %}{{ all }}';
const many = Array.from({ length: 30 }, (_, place) => ({ number: `F-${place}`, due: '2026-03-01', amount: 100_00n }));

async function given(): Promise<{ tenant: TestTenant; scenarioId: string; busy: string }> {
  const tenant = await freshTenant(databases);
  await run(tenant, '2026-01-02');
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }], { name: 'Petit Compte' });
  const { customerId } = await givenDebtor(tenant, many, { name: 'Cent Factures' });
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from dunning.scenario where is_default`);
  return { tenant, scenarioId: id, busy: customerId };
}

test('a text that cannot be written for one customer says so with its part, and is shown for the others', async () => {
  const { tenant, scenarioId, busy } = await given();
  const template: TemplateToPreview = {
    channel: 'e-mail',
    reference: 'due-date',
    grave: false,
    level: 1,
    showInterest: false,
    language: 'fr',
    words: { subject: 'Compte', body: doubling, script: null },
  };
  const tried = await tryTemplate(tenant.tenantDb, scenarioId, template, '2026-03-05');
  const views = new Map(tried.map((each) => [each.parties.customer.name, previewView(each, template, 'fr')]));
  expect(views.get('Petit Compte')).toMatchObject({ subject: 'Compte', warnings: [{ code: 'no-iban' }] });
  expect(views.get('Cent Factures')).toMatchObject({ subject: null, text: null, html: null });
  expect(views.get('Cent Factures')?.warnings).toEqual([
    {
      code: 'fails',
      words:
        'Texte\u00a0: impossible à écrire pour ce client. Il se répète trop, ou dépasse ce qu’un message peut contenir. Rien ne partirait.',
    },
  ]);
  await expect(
    previewText(tenant.tenantDb, scenarioId, {
      subject: 'Compte',
      body: doubling,
      grave: false,
      customerId: busy,
      today: '2026-03-05',
    }),
  ).rejects.toMatchObject({ code: 'template.fails', values: { at: 'body', customer: 'Cent Factures' } });
});

test('a message whose own words cannot be written is refused with part and customer, and the others leave', async () => {
  const { tenant } = await given();
  await tenant.tenantDb.run(sql`update dunning.step set automation = 'automatic' where not grave`);
  await run(tenant, '2026-03-04');
  const actions = (await listActions(tenant.tenantDb, { today: '2026-03-04', language: 'fr' })).rows;
  const id = actions.find((action) => action.customerName === 'Cent Factures')?.id ?? '';
  await rewordAction(tenant.tenantDb, id, { subject: null, body: doubling }, { actor: tester });
  await expect(previewAction(tenant.tenantDb, id, { now: morningOf('2026-03-04'), language: 'fr' })).rejects.toMatchObject({
    code: 'template.fails',
    values: { at: 'body', customer: 'Cent Factures' },
  });
  await wholeDay(tenant, '2026-03-04');
  expect(await sentMails(tenant)).toHaveLength(1);
  expect(
    await tenant.tenantDb.rows(sql`
      select customer.name, message.state, message.failure_code as reason
      from messages.message join customers.customer on customer.id = message.customer_id order by customer.name
    `),
  ).toEqual([
    { name: 'Cent Factures', state: 'failed', reason: 'not-written' },
    { name: 'Petit Compte', state: 'sent', reason: null },
  ]);
  // Whoever looks at it reads why in the row.
  const { rows } = await listMessages(tenant.tenantDb, { show: 'to-look-at' }, 'fr');
  expect(rows.map(({ customerName, why }) => [customerName, why])).toEqual([
    ['Cent Factures', 'Le message n’a pas pu être rédigé.'],
  ]);
});

test('a text that names what is not known of our company is told so before it leaves a blank, unless it asks first', async () => {
  const { tenant, scenarioId } = await given();
  const blanks = async (body: string): Promise<string[]> => {
    const template: TemplateToPreview = {
      channel: 'letter',
      reference: 'due-date',
      grave: false,
      level: 1,
      showInterest: false,
      language: 'fr',
      words: { subject: 'Compte', body, script: null },
    };
    const [tried] = await tryTemplate(tenant.tenantDb, scenarioId, template, '2026-03-05');
    const warnings = tried ? previewView(tried, template, 'fr').warnings : [];
    return warnings.filter((one) => one.code === 'creditor-blank').map((one) => one.words.replaceAll('\u00a0', ' '));
  };
  const body = '{{ entity.name }}, {{ entity.legalForm }} au capital de {{ entity.capital }}';
  expect(await blanks(body)).toEqual([
    'Absent des réglages de votre société, et laissé en blanc : Notre société : forme juridique, Notre société : capital social.',
  ]);
  expect(await blanks("{{ entity.name }}{% if entity.capital != '' %} au capital de {{ entity.capital }}{% endif %}")).toEqual(
    [],
  );
  await tenant.tenantDb.run(
    sql`update identity.entity set legal_form = 'SAS', capital_minor = 5000000, capital_currency = 'EUR'`,
  );
  expect(await blanks(body)).toEqual([]);
});

test('a text message is shown with its segments and encoding as each customer would get it', async () => {
  const { tenant, scenarioId } = await given();
  const template: TemplateToPreview = {
    channel: 'sms',
    reference: 'due-date',
    grave: false,
    level: 1,
    showInterest: false,
    language: 'fr',
    words: { subject: null, body: `{{ customer.name }} ${'mot '.repeat(38)}`, script: null },
  };
  const views = async (body: string) =>
    (await tryTemplate(tenant.tenantDb, scenarioId, { ...template, words: { ...template.words, body } }, '2026-03-05')).map(
      (each) => previewView(each, template, 'fr'),
    );
  expect((await views(template.words.body ?? ''))[0]?.sms).toMatchObject({ encoding: 'gsm-7', segments: 2 });
  const long = (await views(`{{ customer.name }} ${'tôt '.repeat(60)}`))[0];
  expect(long?.sms).toMatchObject({ encoding: 'ucs-2', segments: 4, forcing: ['ô'] });
  expect(long?.warnings.map((one) => one.code)).toContain('sms-long');
});
