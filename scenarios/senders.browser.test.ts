import { afterAll, expect, test } from 'vitest';
import { mailServer } from '../server/src/modules/messages/outbox.fixture.ts';
import { sql } from '../server/src/platform/database/index.ts';
import { barriers, startApp } from './browser.ts';

const server = await mailServer();
const app = startApp({ customers: 20, items: 400, environment: { QUITUS_SMTP_URL: server.url } });
afterAll(() => server.close());

const pdf = Buffer.from('%PDF-1.7\nune facture\n%%EOF');

test('an owner adds a mailbox, has it sign its mail, and sees what the mail server says of a test', async () => {
  const page = await app.open('/settings?tab=senders');
  await page.getByRole('button', { name: 'Ajouter une boîte' }).click();
  await page.getByRole('textbox', { name: 'Nom affiché au lecteur' }).fill('Recouvrement');
  await page.getByRole('textbox', { name: 'Adresse', exact: true }).fill('recouvrement@sorbier.example');
  await page.getByLabel('Signature en français').fill('Le service recouvrement');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('table', { name: 'Boîtes d’envoi' }).getByText('recouvrement@sorbier.example').waitFor();
  await page.getByRole('button', { name: 'Créer une clé' }).click();
  await page.getByText('quitus._domainkey.sorbier.example').waitFor();
  await page.getByText('v=DKIM1; k=rsa; p=').waitFor();
  await page.getByRole('button', { name: 'Envoyer un essai' }).click();
  await page.getByText('Accepté par le serveur de messagerie.').waitFor();
  expect(server.taken.at(-1)?.raw).toMatch(/^dkim-signature:.*d=sorbier\.example/im);
  expect(await barriers(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true);
  await page.close();
}, 120_000);

test('invoices find their items by their names, the others are named with the reason, and an invoice is sent', async () => {
  const { id, customerId, number } = await app.db.one<{ id: string; customerId: string; number: string }>(sql`
    select min(item.id::text) as id, item.customer_id as "customerId", item.number
    from receivables.item join customers.customer on customer.id = item.customer_id
    where item.open_minor > 0 and item.kind = 'invoice' and item.number ~ '^[A-Z0-9-]+$'
    group by item.customer_id, item.number having count(*) = 1 order by item.number limit 1
  `);
  const page = await app.open(`/customers/${customerId}?tab=documents`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Ajouter des documents' }).click();
  await (
    await chooser
  ).setFiles([
    { name: `${number}.pdf`, mimeType: 'application/pdf', buffer: pdf },
    { name: 'sans-numero.pdf', mimeType: 'application/pdf', buffer: pdf },
  ]);
  await page.getByRole('table', { name: 'Documents' }).getByText(`${number}.pdf`).waitFor();
  await page.getByText('Aucune pièce ne porte un numéro trouvé dans le nom de ce fichier.').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: number, exact: true }).click();
  await page.getByRole('button', { name: 'Envoyer la facture' }).click();
  const asking = page.getByRole('dialog');
  await asking.getByRole('textbox', { name: 'À', exact: true }).fill('compta@val.example');
  expect(await barriers(page)).toEqual([]);
  await asking.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('La facture part pour compta@val.example.').waitFor();
  const { rows } = await app.api('GET /messages', { query: { kind: 'invoice' } });
  expect(rows).toMatchObject([{ state: 'waiting', recipientAddress: 'compta@val.example', customerId }]);
  expect((await app.api('GET /items/{id}/documents', { params: { id } })).rows).toHaveLength(1);
  await page.close();
}, 120_000);

test('the local mailbox shows a text message as its reader would see it, and a letter as its PDF', async () => {
  const message = await app.db.one<{ id: string; tenantId: number }>(
    sql`select id, tenant_id as "tenantId" from messages.message limit 1`,
  );
  await app.db.run(sql`
    insert into messages.local_mail (tenant_id, id, message_id, from_address, to_address, subject, raw, channel, media_type)
    values (${message.tenantId}, gen_random_uuid(), null, 'Sorbier', '+33612345678', 'Bonjour, la facture…', convert_to('Bonjour, la facture FA-1 est échue.', 'utf8'), 'sms', 'text/plain'),
      (${message.tenantId}, gen_random_uuid(), null, 'Atelier Sorbier', 'Menuiserie du Val, 69001 LYON', 'Mise en demeure', convert_to('%PDF-1.7', 'utf8'), 'registered-letter', 'application/pdf')
  `);
  const page = await app.open('/messages?tab=mailbox');
  await page.getByRole('button', { name: /SMS · Bonjour/ }).click();
  await page.getByText('Bonjour, la facture FA-1 est échue.').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: /Lettre recommandée · Mise en demeure/ }).click();
  await page.getByRole('link', { name: 'La lettre en PDF' }).waitFor();
  await page.close();
}, 120_000);
