import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sql } from '../server/src/platform/database/index.ts';
import { pdfTexts } from '../server/src/platform/pdf/pdf-text.fixture.ts';
import { barriers, startApp } from './browser.ts';

const app = startApp();

test('the words of the statement are written, checked, tried on a real customer before anybody gets them, and saved', async () => {
  const page = await app.open('/settings?tab=papers');
  const opening = page.getByRole('textbox', { name: 'Mots d’ouverture' });
  await opening.click();
  await page.keyboard.type('Ce qui reste ouvert, à ce jour.');
  await page.getByText('Non enregistré').waitFor();
  await page.getByRole('checkbox', { name: 'Bon de commande' }).check();
  await page.getByText('Rien à corriger').waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Aperçu sur de vrais clients' }).click();
  await page.getByText(/^1 sur \d+$/).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ouvrir le document (PDF)' }).click();
  const file = await (await download).path();
  expect((await pdfTexts(await readFile(file))).join(' ')).toContain('Ce qui reste ouvert, à ce jour.');
  const kept = async () => (await app.api('GET /paper-templates')).papers.find(({ kind }) => kind === 'statement');
  expect(await kept()).toMatchObject({ revision: 0, fr: { opening: null } });

  // What no message has is told as it is typed, and refused when it is saved all the same.
  await page.getByRole('button', { name: 'Source' }).first().click();
  await opening.fill('Bonjour,\n{{ customer.password }}');
  await page.getByText('Le champ « customer.password » n’existe pas.').waitFor();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('alert').getByText('Mots d’ouverture (français) : Il nomme « customer.password »').waitFor();
  await opening.fill('Ce qui reste ouvert le {{ today }}.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Modifié par').waitFor();
  expect(await kept()).toMatchObject({
    revision: 1,
    columns: ['purchase-order'],
    fr: { title: null, opening: 'Ce qui reste ouvert le {{ today }}.', closing: null },
  });

  // Another language is a variant with the same columns, until it is given others.
  await page.getByRole('button', { name: 'Ajouter une variante' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ajouter une variante' }).click();
  expect(await page.getByRole('checkbox', { name: 'Bon de commande' }).isChecked()).toBe(true);
  await page.getByRole('checkbox', { name: 'Votre référence' }).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect
    .poll(async () => (await kept())?.variants)
    .toMatchObject([{ language: 'de', columns: ['purchase-order', 'reference'] }]);
  expect(await barriers(page)).toEqual([]);
  await page.close();
});

test('a message says of its copies whether they are marked', async () => {
  await app.api('POST /runs', { body: {} });
  const [message] = (await app.api('GET /messages', { query: {} })).rows;
  const id = message?.id ?? '';
  await app.db.run(sql`
    insert into messages.attachment (tenant_id, message_id, place, kind, name, media_type, size_bytes, copy_mark)
    select ${app.tenantId}, ${id}::uuid, 90 + place, 'invoice', name, 'application/pdf', 40000, mark
    from unnest(array['FA-1.pdf', 'FA-2.pdf'], array['marked', 'unmarked']) with ordinality as row (name, mark, place)
  `);
  const page = await app.open(`/messages?tab=all&open=${id}`);
  await page.getByText('marquée DUPLICATA').waitFor();
  await page.getByText('sans la mention DUPLICATA').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.close();
});
