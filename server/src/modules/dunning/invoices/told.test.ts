import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { addDocument } from '../../documents/index.ts';
import { confirmActions } from '../agenda/confirm-actions.ts';
import { skipAction } from '../agenda/decide-actions.ts';
import { listActions } from '../agenda/list-actions.ts';
import { previewAction } from '../agenda/preview-action.ts';
import { morningOf, tester } from '../dunning.fixture.ts';
import { explainItem } from '../explain/explain-item.ts';
import { givenUnsent, openSendings, postOffice, runs, sends, sendingTenant, sets } from './invoices.fixture.ts';

const databases = testDatabase();
const monday = '2026-03-02';
const tuesday = '2026-03-03';
const by = (on: string) => ({ actor: tester, now: morningOf(on) });

async function why({ tenantDb }: TestTenant, itemId: string | undefined, on: string, language: 'fr' | 'en' = 'fr') {
  const position = await explainItem(tenantDb, itemId ?? '', { now: morningOf(on), on, language });
  expect(position.code).toBe('unsent');
  return position.why.slice(1);
}

test('an unsent invoice says what happens next: asked for by the next run, then awaiting a yes, then on its way', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1' }]);
  expect(await why(tenant, items['FA-1'], monday)).toEqual(['Le passage quotidien du 02/03/2026 vous demandera votre accord.']);
  expect(await why(tenant, items['FA-1'], monday, 'en')).toEqual(['The daily run of 02/03/2026 asks for your yes.']);
  await runs(tenant, monday);
  expect(await why(tenant, items['FA-1'], tuesday)).toEqual([
    'Son envoi attend votre accord dans l’agenda depuis le 02/03/2026.',
  ]);
  await sets(tenant, 'recall.minutes', 10);
  await confirmActions(tenant.tenantDb, { all: true }, by(tuesday));
  expect(await why(tenant, items['FA-1'], tuesday)).toEqual(['Elle est en route.']);
  await sends(tenant, '2026-03-04');
  expect(await why(tenant, items['FA-1'], '2026-03-04')).toEqual([
    'Elle n’est partie qu’en répétition\u00a0: le client ne l’a pas reçue.',
  ]);
});

test('it says what it lacks, that a person passed it over, and that nothing is sent from here', async () => {
  const tenant = await sendingTenant(databases);
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1', document: false }], {
    invoice_references: ['purchase-order', 'reference'],
  });
  expect(await why(tenant, items['FA-1'], monday)).toEqual([
    'Il lui manque son document\u00a0: ajoutez-le ici.',
    'Il lui manque le numéro de commande du client.',
    'Il lui manque la référence du client.',
  ]);
  const other = await givenUnsent(tenant, [{ number: 'FA-2' }], { email: null });
  expect(await why(tenant, other.items['FA-2'], monday, 'en')).toEqual(['No address to send it to is known.']);
  const third = await givenUnsent(tenant, [{ number: 'FA-3' }]);
  expect(await why(tenant, third.items['FA-3'], monday)).toEqual(['Elle part avec le passage quotidien du 02/03/2026.']);
  await sets(tenant, 'invoices.send', 'to-confirm');
  await runs(tenant, monday);
  const [action = ''] = await openSendings(tenant, 'invoice-send');
  await skipAction(tenant.tenantDb, action, 'by the sales rep', by(monday));
  expect(await why(tenant, third.items['FA-3'], tuesday)).toEqual([
    'Une personne a passé son envoi\u00a0: envoyez-la à la main, ou dites qu’elle a été envoyée.',
  ]);
  await sets(tenant, 'invoices.send', 'off');
  expect(await why(tenant, items['FA-1'], monday)).toEqual([
    'Les factures ne sont pas envoyées d’ici\u00a0: envoyez-la vous-même, ou dites qu’elle a été envoyée.',
  ]);
});

test('for a portal it says where it is to be deposited', async () => {
  const tenant = await sendingTenant(databases);
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1' }], { invoice_route: 'portal', invoice_portal: 'Chorus Pro' });
  expect(await why(tenant, items['FA-1'], monday)).toEqual([
    'Le passage quotidien du 02/03/2026 demandera son dépôt sur le portail du client.',
  ]);
  await runs(tenant, monday);
  expect(await why(tenant, items['FA-1'], tuesday)).toEqual(['À déposer sur Chorus Pro\u00a0: la tâche est dans l’agenda.']);
});

test('the agenda names what is to be done with how many invoices, why, and what lacks of which', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  await givenUnsent(tenant, [{ number: 'FA-1' }, { number: 'FA-2' }], { code: 'A' });
  await givenUnsent(tenant, [{ number: 'FA-3' }], { code: 'B', invoice_route: 'portal', invoice_portal: 'Chorus Pro' });
  const many = Array.from({ length: 7 }, (_, index) => ({ number: `FB-${index + 1}`, document: false }) as const);
  await givenUnsent(tenant, many, { code: 'C' });
  await runs(tenant, monday);
  const { rows } = await listActions(tenant.tenantDb, { today: monday, language: 'fr', sort: 'code' });
  expect(rows.map((row) => [row.customerCode, row.step, row.state, row.kind, row.items])).toEqual([
    ['A', 'Envoyer 2\u00a0factures', 'to-confirm', 'invoice', 2],
    ['B', 'Déposer 1\u00a0facture sur Chorus Pro', 'to-do', 'invoice', 1],
    ['C', 'Compléter 7\u00a0factures avant l’envoi', 'to-do', 'invoice', 7],
  ]);
  expect(rows.map((row) => row.rankReason)).toEqual([
    '2\u00a0factures non envoyées · Rien n’est encore échu',
    '1\u00a0facture non envoyée · Rien n’est encore échu',
    '7\u00a0factures non envoyées · Rien n’est encore échu',
  ]);
  expect(rows[2]?.why.map((one) => one.words)).toEqual([
    'Jamais envoyées jusqu’ici\u00a0: elles partent avec le passage quotidien dès que plus rien ne manque.',
    'Les documents de FB-1, FB-2, FB-3, FB-4, FB-5 et 2\u00a0autres ne sont pas ici\u00a0: ajoutez-les.',
  ]);
  const english = await listActions(tenant.tenantDb, { today: monday, language: 'en', sort: 'code' });
  expect(english.rows.map((row) => row.step)).toEqual([
    'Send 2 invoices',
    'Deposit 1 invoice on Chorus Pro',
    'Complete 7 invoices before sending',
  ]);
});

test('the agenda shows the message as it would leave; of a task, the invoices it lists', async () => {
  const tenant = await sendingTenant(databases, 'to-confirm');
  await givenUnsent(tenant, [{ number: 'FA-1', columns: { purchase_order: 'BC-7' } }], {
    invoice_references: ['purchase-order'],
  });
  await givenUnsent(tenant, [{ number: 'FA-2' }], { invoice_route: 'portal' });
  await runs(tenant, monday);
  const preview = async (code: string) => {
    const [id = ''] = await openSendings(tenant, code);
    return previewAction(tenant.tenantDb, id, { now: morningOf(monday), language: 'fr' });
  };
  expect(await preview('invoice-send')).toMatchObject({
    outcome: 'send',
    subject: 'Facture FA-1 – Atelier Sorbier',
    text: expect.stringContaining('votre commande BC-7'),
    recipient: { address: 'comptabilite@aubepine.example' },
    items: [{ number: 'FA-1', open: '100.00' }],
  });
  expect(await preview('invoice-portal')).toMatchObject({ outcome: 'no-message', text: null, amount: '100.00' });
  await tenant.tenantDb.run(sql`update receivables.item set unsent = false`);
  expect(await preview('invoice-send')).toMatchObject({
    outcome: 'cancel',
    reason: { words: 'Les factures ont été envoyées autrement entre-temps, ou soldées.' },
  });
});

test('a mail too heavy for mail servers is a task that says so and what to do; nothing is said of levels or bank accounts', async () => {
  const tenant = await sendingTenant(databases);
  await sets(tenant, 'mail.maxBytes', 100_000);
  const { items } = await givenUnsent(tenant, [{ number: 'FA-1' }]);
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(90_000, 'x')]);
  await tenant.tenantDb.transaction((tx) =>
    addDocument(tx, [items['FA-1'] ?? ''], { name: 'plans.pdf', mediaType: 'application/pdf', bytes, kind: 'invoice' }, tester),
  );
  const post = await postOffice(tenant);
  await post.runs(monday);
  expect(await post.sends(monday)).toMatchObject({ failed: 1 });
  const { rows } = await listActions(tenant.tenantDb, { today: monday, language: 'fr' });
  expect(rows.map((row) => [row.state, row.cautions])).toEqual([
    [
      'to-do',
      [
        {
          code: 'not-delivered',
          words:
            'Le message n’est pas parti. Trop lourd avec ses pièces jointes\u00a0: les serveurs de messagerie le refusent. Corrigez ce qui l’a arrêté, puis dites que c’est fait\u00a0: le prochain passage renvoie les factures.',
        },
      ],
    ],
  ]);
  await post.close();
});

test('of a merged account the invoices go where its account kept is written to, in its way', async () => {
  const tenant = await sendingTenant(databases);
  const kept = await givenUnsent(tenant, [{ number: 'FA-1' }], { code: 'KEPT', email: 'kept@aubepine.example' });
  await givenUnsent(tenant, [{ number: 'FA-2' }], { code: 'OLD', merged_into: kept.customerId, invoice_route: 'portal' });
  expect(await runs(tenant, monday)).toMatchObject({ messages: 1, tasks: 0 });
  const { rows } = await listActions(tenant.tenantDb, { today: monday, language: 'en' });
  expect(rows.map((row) => [row.customerCode, row.step, row.recipient?.email])).toEqual([
    ['KEPT', 'Send 2 invoices', 'kept@aubepine.example'],
  ]);
});
