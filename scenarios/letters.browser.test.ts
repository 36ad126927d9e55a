import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { letterCompany, letterDelivery, stateOf } from '../server/src/modules/letters/letters.fixture.ts';
import { sendQueue } from '../server/src/modules/messages/index.ts';
import { sql } from '../server/src/platform/database/index.ts';
import { openPdfMaker, pageCount } from '../server/src/platform/pdf/index.ts';
import { barriers, gridOverflow, startApp } from './browser.ts';

const app = startApp({ customers: 12, items: 200 });
const maker = openPdfMaker();
afterAll(() => maker.close());
const storyMs = 120_000;

describe('letters on paper', () => {
  let page: Page;
  let paid: string;
  let registered: string;

  beforeAll(async () => {
    const { id: entityId } = await app.db.one<{ id: string }>(sql`select id from identity.entity order by name limit 1`);
    const company = await letterCompany(app.db, entityId);
    const letters = [await company.queue('letter'), await company.queue('letter'), await company.queue('letter')];
    registered = (await company.queue('registered-letter')).id;
    await sendQueue(app.db, letterDelivery(maker, { now: () => Temporal.Now.instant() }));
    paid = letters[0]?.id ?? '';
    const on = Temporal.Now.plainDateISO('Europe/Paris').toString();
    await company.ledger.pay(company.customerId, letters[0]?.itemId ?? '', { minor: 100_00n, on });
    page = await app.open('/letters');
  }, storyMs);
  afterAll(() => page?.close());

  test('the batch of the day says what waits and what was paid since; that is taken out', { timeout: storyMs }, async () => {
    await page.getByRole('heading', { level: 1, name: 'Courriers' }).waitFor();
    await page.getByText('1 changé').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('row').filter({ hasText: '1 changé' }).click();
    await page.getByText('1 courrier réclame plus que ce qui reste dû.').waitFor();
    await page.getByText('Payé depuis').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Retirer 1 courrier' }).click();
    await page.getByText('1 courrier retiré').waitFor();
    expect((await stateOf(app.db, paid)).state).toBe('cancelled');
  });

  test('it is printed as one PDF with its cover, without what was taken out', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Imprimer' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'Imprimer' }).click(),
    ]);
    expect(await pageCount(await readFile(await download.path()))).toBe(4);
    await page.getByRole('button', { name: 'Réimprimer' }).waitFor();
  });

  test('said to be posted by mistake, they wait again: at once, or later with the reason', { timeout: storyMs }, async () => {
    const post = async () => {
      await page.getByRole('button', { name: 'Postés : 3 courriers' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Postés : 3 courriers' }).click();
      await page.getByText('Tout est posté').waitFor();
    };
    await post();
    await page.getByRole('button', { name: 'Annuler l’action' }).last().click();
    await page.getByText('3 courriers attendent à nouveau d’être postés').waitFor();
    expect((await stateOf(app.db, registered)).state).toBe('handed');
    await post();
    await page.getByRole('button', { name: 'Finalement pas postés' }).click();
    await page.getByRole('dialog').getByLabel('Que s’est-il passé ?').fill('La machine à affranchir est en panne.');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Finalement pas postés' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Postés : 3 courriers' }).waitFor();
    expect((await stateOf(app.db, registered)).state).toBe('handed');
  });

  test('posted, the letters are sent; the slip’s number is typed, and what became of it', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Postés : 3 courriers' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Postés : 3 courriers' }).click();
    await page.getByText('Tout est posté').waitFor();
    expect((await stateOf(app.db, registered)).state).toBe('sent');
    await page.goto(`${app.base}/letters?tab=registered&open=${registered}`);
    const panel = page.getByRole('complementary', { name: /Courrier/ });
    // Beside the panel the list shows what leads from one letter to the next, and does not scroll sideways.
    await page.getByRole('grid').getByRole('row').nth(1).waitFor();
    expect(await gridOverflow(page)).toBe(0);
    await panel.getByRole('textbox', { name: 'N° du bordereau' }).fill('1A 234 567 8901 2');
    await panel.getByRole('button', { name: 'Noter' }).first().click();
    await page.getByText('Numéro enregistré').waitFor();
    await panel.getByRole('combobox', { name: 'Son sort' }).selectOption({ label: 'Refusé par le destinataire' });
    await panel.getByRole('button', { name: 'Noter' }).last().click();
    await panel.getByRole('listitem').getByText('Refusé par le destinataire').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect((await stateOf(app.db, registered)).delivery).toBe('refused');
  });

  test(
    'written down by mistake it is corrected with the reason, and what was said before stays to be read',
    { timeout: storyMs },
    async () => {
      const panel = page.getByRole('complementary', { name: /Courrier/ });
      await panel.getByRole('button', { name: 'Corriger' }).click();
      await panel.getByRole('combobox', { name: 'Son sort' }).selectOption({ label: 'Retourné à l’expéditeur' });
      await panel.getByRole('textbox', { name: 'Pourquoi était-ce faux ?' }).fill('L’enveloppe porte NPAI.');
      expect(await barriers(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Corriger' }).click();
      await panel.getByText('L’enveloppe porte NPAI.').waitFor();
      expect((await stateOf(app.db, registered)).delivery).toBe('returned');
    },
  );

  test('the envelope that came back is kept with its letter, opened, and taken away', { timeout: storyMs }, async () => {
    const panel = page.getByRole('complementary', { name: /Courrier/ });
    await panel.getByRole('combobox', { name: 'Nature' }).selectOption({ label: 'Enveloppe revenue' });
    const file = {
      name: 'enveloppe.png',
      mimeType: 'image/png',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]),
    };
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      panel.getByRole('button', { name: 'Joindre le fichier' }).click(),
    ]);
    await chooser.setFiles(file);
    const link = panel.getByRole('link', { name: 'Enveloppe revenue' });
    await link.waitFor();
    await page.getByRole('grid').getByRole('img', { name: '1 preuve' }).or(link).first().waitFor();
    const read = await page.request.get(`${app.base}${await link.getAttribute('href')}`);
    expect((await read.body()).equals(file.buffer)).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Retirer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByText('Preuve retirée').waitFor();
    await link.waitFor({ state: 'detached' });
  });

  test(
    'the customer’s time line tells what became of the letter and of its proofs, and leads there',
    { timeout: storyMs },
    async () => {
      const { id } = await app.db.one<{ id: string }>(
        sql`select customer_id as id from messages.message where id = ${registered}`,
      );
      const story = await app.open(`/customers/${id}?tab=timeline`);
      await story.getByText('Courrier, corrigé : Retourné à l’expéditeur').waitFor();
      await story.getByText('Message envoyé : Retourné à l’expéditeur').waitFor();
      await story.getByText('Preuve retirée d’un courrier').waitFor();
      expect(await barriers(story)).toEqual([]);
      await story.getByRole('link', { name: 'Ouvrir le courrier' }).first().click();
      await story.getByRole('complementary', { name: /Courrier/ }).waitFor();
      await story.close();
    },
  );

  test('on a phone nothing overflows', { timeout: storyMs }, async () => {
    const phone = await app.open('/letters', { width: 390 });
    await phone.getByRole('heading', { level: 1, name: 'Courriers' }).waitFor();
    await phone.getByText('Tout est posté').waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await barriers(phone)).toEqual([]);
    await phone.close();
  });

  test('in test mode the screen says where letters stay, and leads there', { timeout: storyMs }, async () => {
    await app.db.run(sql`update identity.setting set value = '"test"' where key = 'sending.mode'`);
    const trial = await app.open('/letters');
    await trial.getByRole('status').getByText('les courriers ne sont pas imprimés').waitFor();
    expect(await barriers(trial)).toEqual([]);
    await trial.getByRole('status').getByRole('link', { name: 'Ouvrir la boîte locale' }).click();
    await trial.getByRole('tab', { name: 'Boîte locale', selected: true }).waitFor();
    await trial.close();
  });
});
