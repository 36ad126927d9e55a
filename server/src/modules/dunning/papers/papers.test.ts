import { afterAll, expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { openPdfMaker } from '../../../platform/pdf/index.ts';
import { pdfTexts } from '../../../platform/pdf/pdf-text.fixture.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { freshTenant, givenDebtor, morningOf, run, tester } from '../dunning.fixture.ts';
import { composed } from '../messages/compose-reminder.ts';
import { draftReminders } from '../messages/draft-reminders.ts';
import { papersOf } from '../messages/message-attachments.ts';
import { sampleClaim, sampleOccasion, sampleParties } from '../messages/sample-message.ts';
import type { MessageToWrite } from '../messages/write-message.ts';
import { changePaper } from './change-paper.ts';
import { type ChosenPaper, choosePaper, type ItemReferences } from './choose-paper.ts';
import { type PaperTemplate, type PaperVariant, plainPaper } from './paper.ts';
import { paperViews } from './paper-store.ts';
import { paperCustomers, previewPaper } from './preview-paper.ts';

const databases = testDatabase();
const papers = openPdfMaker({ presses: 1 });
afterAll(() => papers.close());

const by = { actor: tester, now: morningOf('2026-07-20') };
const words = (title: string | null, opening: string | null = null, closing: string | null = null) => ({
  title,
  opening,
  closing,
});
const variant = (language: string, given: Partial<PaperVariant>): PaperVariant => ({
  language,
  label: '',
  criteria: null,
  columns: [],
  ...words(null),
  ...given,
});
const keyAccounts = { field: 'segment', is: 'is', value: ['Grands comptes'] } as const;

const message: MessageToWrite = {
  channel: 'e-mail',
  words: { subject: 'Relance', body: 'Bonjour,', script: null },
  language: 'fr',
  parties: sampleParties('business'),
  claim: sampleClaim({ grave: false }),
  occasion: sampleOccasion.interest ? { interest: sampleOccasion.interest } : {},
  payment: 'unknown',
};
const references = new Map<string, ItemReferences>([
  ['FA-2026-0112', { 'purchase-order': 'BC-4711', reference: null, 'business-unit': null }],
]);
const saying = (kind: PaperTemplate['kind'], chosen: Partial<ChosenPaper>) => (asked: string) =>
  asked === kind ? { language: 'fr', words: words(null), columns: [], references, ...chosen } : undefined;

async function textOf(made: ReturnType<typeof papersOf>[number] | undefined): Promise<string> {
  if (made?.kind !== 'made') throw new Error('a paper is made');
  return (await pdfTexts(await papers.make(made.template, made.data))).join('\n').replaceAll(/\s+/g, ' ');
}

test('papers nobody wrote anything for are what they always were', async () => {
  const [statement, note] = papersOf(message, ['statement', 'interest-note']);
  expect(statement).toMatchObject({
    name: 'Relevé C-00417.pdf',
    data: { subject: 'Relevé', blocks: [{ kind: 'statement' }, { kind: 'payment' }], statement: { columns: { length: 5 } } },
  });
  expect(note).toMatchObject({
    name: 'Décompte des pénalités C-00417.pdf',
    data: { blocks: [], interest: { columns: { length: 6 } } },
  });
  expect(note?.kind === 'made' && Object.keys(note.data as object)).not.toContain('closing');
  // A paper of which only the other one was written is one of them.
  expect(papersOf(message, ['statement'], saying('interest-note', { words: words('Autre') }))).toEqual([statement]);
  // So is one saved empty.
  expect(papersOf(message, ['statement', 'interest-note'], () => saying('statement', {})('statement'))).toEqual([
    statement,
    note,
  ]);
  expect(await textOf(statement)).toContain('FA-2026-0112');
});

test('the words of the statement and its references reach the page: title, opening, table, way to pay, closing', async () => {
  const [statement] = papersOf(
    message,
    ['statement'],
    saying('statement', {
      words: words('Relevé de {{ customer.code }}', 'Chère **{{ customer.name }}**,', 'Questions\u00a0: {{ entity.phone }}'),
      columns: ['purchase-order', 'business-unit'],
    }),
  );
  const said = (await textOf(statement)).replaceAll(/[\u00a0\u202f]/g, ' ');
  const inOrder = ['Relevé de C-00417', 'Chère', 'Bon de commande', 'BC-4711', '1 600,00', 'Questions'].map((each) =>
    said.lastIndexOf(each),
  );
  expect(inOrder).not.toContain(-1);
  expect(inOrder).toEqual(inOrder.toSorted((one, other) => one - other));
  // No item has a business unit: a column of nothing is none.
  expect(said).not.toContain('Activité');
});

test('the words of the interest note and its references reach the page, the closing below what the interest rests on', async () => {
  const chosen = { words: words(null, 'Détail du calcul :', 'À votre disposition.'), columns: ['purchase-order'] as const };
  const said = await textOf(papersOf(message, ['interest-note'], saying('interest-note', chosen))[0]);
  for (const each of ['Détail du calcul', 'Bon de commande', 'BC-4711', 'L441-10']) expect(said).toContain(each);
  expect(said.indexOf('À votre disposition.')).toBeGreaterThan(said.indexOf('L441-10'));
});

test('in a table of several accounts each invoice has its own reference, and a sum has none', () => {
  const items = message.claim.items.map((item, at) => ({ ...item, customerCode: `C-${at}`, customerName: `Site ${at}` }));
  const [made] = papersOf(
    { ...message, claim: { ...message.claim, items } },
    ['statement'],
    saying('statement', { columns: ['purchase-order'] }),
  );
  const { statement } = (made?.kind === 'made' ? made.data : {}) as {
    statement: { columns: unknown[]; groups: { rows: string[][] }[] };
  };
  expect(statement.groups.map((group) => group.rows.map((row) => row[1]))).toEqual([
    ['BC-4711', ''],
    ['', ''],
  ]);
  for (const row of statement.groups.flatMap((group) => group.rows)) expect(row).toHaveLength(statement.columns.length);
});

test('a campaign’s statement keeps its title and asks for nothing, whatever reminders’ statements say', () => {
  const campaign = { ...message, occasion: { campaign: { asOf: '2025-12-31' } } };
  const chosen = saying('statement', { words: words('Payez', 'Payez vite'), columns: ['purchase-order'] });
  const [plain, made] = [papersOf(campaign, ['statement'])[0], papersOf(campaign, ['statement'], chosen)[0]];
  const [one, other] = [plain, made].map((each) => (each?.kind === 'made' ? each.data : {}) as Record<string, unknown>);
  expect([other?.['subject'], other?.['blocks']]).toEqual([one?.['subject'], one?.['blocks']]);
  expect(JSON.stringify(other?.['statement'])).toContain('BC-4711');
});

test('words that grow too large for one customer’s data give way to the usual ones, and the paper goes along', () => {
  const endless =
    '{% for a in items %}{% for b in items %}{% for c in (1..9999) %}{% for d in (1..9999) %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}';
  const [made] = papersOf(message, ['statement'], saying('statement', { words: words('Autre', endless) }));
  expect(made).toEqual(papersOf(message, ['statement'])[0]);
});

test.each<[string, string, string | null, string]>([
  // Language of the message, what is said, and in which language.
  ['fr', 'fr', 'Titre', 'a French customer reads the French words'],
  ['en', 'en', null, 'an English customer reads the usual English words where there are none of ours, never the French ones'],
  ['de', 'de', 'Auszug', 'a German customer reads the German variant'],
  ['es', 'es', null, 'where nothing is said in Spanish or English, the paper stays in the language of its message'],
])('%s: %s', (language, answered, title) => {
  const template = { ...plainPaper('statement'), fr: words('Titre'), variants: [variant('de', words('Auszug'))] };
  expect(choosePaper(template, language, () => true)).toMatchObject({ language: answered, words: { title } });
});

test('a language without words falls back on the English ones, and the first variant that fits wins', () => {
  const template = {
    ...plainPaper('statement'),
    en: words('Statement of account'),
    variants: [
      variant('fr', { ...words('Grand compte'), criteria: keyAccounts, columns: ['reference'] }),
      variant('fr', words('Tous')),
    ],
  };
  expect(choosePaper(template, 'es', () => true)).toMatchObject({ language: 'en', words: { title: 'Statement of account' } });
  expect(choosePaper(template, 'fr', () => true)).toMatchObject({ words: { title: 'Grand compte' }, columns: ['reference'] });
  expect(choosePaper(template, 'fr', (criteria) => criteria === null)).toMatchObject({ words: { title: 'Tous' }, columns: [] });
});

const save = ({ tenantDb }: TestTenant, paper: Partial<PaperTemplate>) =>
  changePaper(tenantDb, { ...plainPaper('statement'), ...paper }, by);

test.each<[string, Partial<PaperTemplate>, RegExp, number]>([
  [
    'a field no message has',
    { fr: words(null, 'Bonjour,\n\n{{ customer.nom }}') },
    /Mots d’ouverture \(français\).*customer\.nom.*ligne 3/,
    3,
  ],
  ['a text that cannot be read', { en: words(null, null, 'Hello\n{% if net %}') }, /Mots de clôture \(anglais\).*if net/, 2],
  ['the table, which has its place', { fr: words(null, 'Voici\n{{ statement }}') }, /n’a pas sa place/, 2],
  ['a promise, of which a paper knows nothing', { fr: words('{{ promise.date }}') }, /Titre \(français\)/, 1],
  ['a link that leads nowhere, below the table too', { fr: words(null, null, '[ici](javascript:x)') }, /ne mène nulle part/, 1],
  ['a variant’s fault', { variants: [variant('de', words('{{ nope }}'))] }, /Titre \(allemand\).*nope.*ligne 1/, 1],
])('%s is refused when it is saved, with its place', async (_what, paper, sentence, line) => {
  const tenant = await freshTenant(databases);
  await expect(save(tenant, paper)).rejects.toMatchObject({
    code: 'paper.words-refused',
    values: { problemFr: expect.stringMatching(sentence), line },
  });
  await expect(
    save(tenant, { variants: [variant('fr', { criteria: { field: 'nope', is: 'is', value: ['x'] } as never })] }),
  ).rejects.toMatchObject({
    code: 'paper.criteria-invalid',
  });
  expect((await paperViews(tenant.tenantDb)).map((paperView) => paperView.revision)).toEqual([0, 0]);
});

test('nobody writes over what another has just written, and the record says who wrote what', async () => {
  const tenant = await freshTenant(databases);
  await save(tenant, { fr: words('Un') });
  await expect(save(tenant, { fr: words('Deux') })).rejects.toMatchObject({ code: 'paper.changed-meanwhile' });
  await save(tenant, { fr: words('Deux'), revision: 1 });
  const [statement] = await paperViews(tenant.tenantDb);
  expect(statement).toMatchObject({ kind: 'statement', fr: { title: 'Deux' }, revision: 2, changedBy: tester.name });
  const events = await tenant.tenantDb.rows<{ kind: string }>(sql`select kind from platform.event where kind like 'papers.%'`);
  expect(events).toEqual([{ kind: 'papers.statement-changed' }, { kind: 'papers.statement-changed' }]);
});

async function reminded(tenant: TestTenant, columns: Readonly<Record<string, unknown>> = {}) {
  await run(tenant, '2026-01-02');
  await tenant.tenantDb.run(sql`update dunning.step set attachments = array['statement']`);
  const { customerId } = await givenDebtor(
    tenant,
    [{ number: 'F-1', due: '2026-05-31', amount: 12_000_00n, columns: { purchase_order: 'BC-77' } }],
    columns,
  );
  await run(tenant, '2026-07-20');
  const { id } = await tenant.tenantDb.one<{ id: string }>(
    sql`select id from dunning.action where customer_id = ${customerId}::uuid`,
  );
  return {
    customerId,
    id,
    paper: async () => {
      const draft = (await draftReminders(tenant.tenantDb, [id], morningOf('2026-07-20'))).get(id);
      if (!draft) throw new Error('there is a draft');
      const now = composed({ ...draft, action: { ...draft.action, state: 'confirmed' } });
      return textOf(now.kind === 'send' ? now.attachments?.[0] : undefined);
    },
  };
}

test('a reminder takes along the paper its customer meets the criteria of, with the references asked for', async () => {
  const tenant = await freshTenant(databases);
  const { paper } = await reminded(tenant, { segment: 'Grands comptes' });
  expect(await paper()).not.toContain('BC-77');
  await save(tenant, {
    fr: words('Relevé ordinaire'),
    variants: [variant('fr', { ...words('Relevé grands comptes'), criteria: keyAccounts, columns: ['purchase-order'] })],
  });
  const said = await paper();
  expect(said).toContain('Relevé grands comptes');
  expect(said).toContain('BC-77');
  await tenant.tenantDb.run(sql`update customers.customer set segment = 'Autres'`);
  const usual = await paper();
  expect(usual).toContain('Relevé ordinaire');
  expect(usual).not.toContain('BC-77');
});

test('a paper is tried on real customers before it is saved, and nothing of it is kept', async () => {
  const tenant = await freshTenant(databases);
  const { customerId } = await reminded(tenant, { kind: 'business' });
  expect(await paperCustomers(tenant.tenantDb, '2026-07-20')).toMatchObject([
    { customerId, currency: 'EUR', amount: '12000.00' },
  ]);
  const tried = { language: 'fr', customerId, columns: ['purchase-order'] as const, ...words('À l’essai') };
  const at = { today: '2026-07-20', makePdf: papers.make };
  for (const kind of ['statement', 'interest-note'] as const) {
    const { bytes } = await previewPaper(tenant.tenantDb, { ...tried, kind }, at);
    const said = (await pdfTexts(bytes)).join(' ');
    for (const each of ['À l’essai', 'BC-77']) expect(said).toContain(each);
  }
  await expect(previewPaper(tenant.tenantDb, { ...tried, kind: 'statement', opening: '{{ nope }}' }, at)).rejects.toMatchObject({
    code: 'paper.words-refused',
  });
  expect((await paperViews(tenant.tenantDb)).map((view) => view.revision)).toEqual([0, 0]);
});
