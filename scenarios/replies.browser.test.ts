import { afterAll, beforeAll, expect, test } from 'vitest';
import { imapServer } from '../server/src/modules/replies/mailbox/imap-server.fixture.ts';
import { mailOf } from '../server/src/modules/replies/replies.fixture.ts';
import type { Environment } from '../server/src/platform/config.ts';
import { barriers, startApp } from './browser.ts';

// The installation is told of the mail server once that has its port.
const environment: Record<string, string> = {};
let mail: Awaited<ReturnType<typeof imapServer>>;
beforeAll(async () => {
  mail = await imapServer();
  environment['QUITUS_OUTBOUND_ALLOW'] = mail.address;
});
const app = startApp({ customers: 40, items: 900, workers: true, environment: environment satisfies Environment });
afterAll(() => mail.close());

const storyMs = 150_000;
const day = (days: number): string => Temporal.Now.plainDateISO().add({ days }).toString();

/** A customer with late invoices and a contact that can be written from. */
async function debtor(): Promise<{ id: string; name: string; email: string; number: string }> {
  const { rows } = await app.api('GET /items', { query: { limit: 200, sort: 'dueOn' } });
  for (const item of rows) {
    if (item.kind !== 'invoice' || Number(item.open) <= 0) continue;
    const { contacts } = await app.api('GET /customers/{id}/contacts', { params: { id: item.customerId } });
    const email = contacts.find((contact) => contact.email !== null)?.email;
    if (email) return { id: item.customerId, name: item.customerName, email, number: item.number };
  }
  throw new Error('no customer of the demonstration can be written to');
}

const received = async (count: number): Promise<void> => {
  await expect
    .poll(async () => (await app.api('GET /reply-mailbox')).received, { timeout: 60_000, interval: 250 })
    .toBeGreaterThanOrEqual(count);
};

test(
  'a reply arrives by the mailbox, is read, its promise accepted with one key, and the sequence pauses and resumes',
  { timeout: storyMs },
  async () => {
    const who = await debtor();
    mail.deliver(
      mailOf(
        `Bonjour,\n\nNous réglerons la facture ${who.number} le ${day(12).split('-').toReversed().join('/')}.\n\nCordialement`,
        {
          From: `Comptabilité <${who.email}>`,
          Subject: 'Re: Votre relance',
          Date: new Date().toUTCString().replace('GMT', '+0000'),
        },
      ),
    );
    const settings = await app.open('/settings?tab=replies');
    await settings.getByLabel('Serveur').fill('127.0.0.1');
    await settings.getByLabel('Port').fill(mail.address.split(':')[1] ?? '');
    await settings.getByLabel('Utilisateur').fill('relances');
    await settings.getByLabel('Mot de passe').fill('secret');
    await settings.getByLabel('Chiffrée dès l’ouverture (TLS)').uncheck();
    expect(await barriers(settings)).toEqual([]);
    await settings.getByRole('button', { name: 'Enregistrer' }).first().click();
    await settings.getByText('Boîte enregistrée').waitFor();
    await settings.getByRole('button', { name: 'Tester la connexion' }).click();
    await settings.getByText(/Connexion établie/).waitFor();
    await settings.close();

    await received(1);
    const { holds } = await app.api('GET /customers/{id}/holds', { params: { id: who.id }, query: { show: 'live' } });
    expect(holds.some(({ reason }) => reason === 'reply')).toBe(true);

    const page = await app.open('/agenda?tab=replies&by=team');
    await page.getByRole('grid', { name: 'Réponses' }).getByText(who.name).first().click();
    const panel = page.getByRole('complementary', { name: `Réponse de ${who.name}` });
    await panel.locator('mark[data-mark="evidence"]').first().waitFor();
    expect(await panel.locator('mark[data-mark="item"], mark[data-mark="both"]').allTextContents()).toContain(who.number);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('a');
    await panel.getByText('Promesse notée').first().waitFor();
    await page.keyboard.press('t');
    await page
      .getByText(/les relances reprennent/)
      .first()
      .waitFor();

    const { rows } = await app.api('GET /promises', { query: { customerId: who.id } });
    expect(rows.some(({ state, dueOn }) => state === 'expected' && dueOn === day(12))).toBe(true);
    const after = await app.api('GET /customers/{id}/holds', { params: { id: who.id }, query: { show: 'live' } });
    expect(after.holds.filter(({ reason, source }) => reason === 'reply' && source === 'replies')).toEqual([]);
    await page.close();
  },
);

test('a mail of an unknown sender is sorted by hand, and answered in its thread', { timeout: storyMs }, async () => {
  const who = await debtor();
  mail.deliver(
    mailOf('Bonjour, pouvez-vous m’envoyer le relevé de notre compte ?', {
      From: 'Nouvelle personne <nouvelle@inconnue.exemple>',
      Subject: 'Votre relance',
      Date: new Date().toUTCString().replace('GMT', '+0000'),
    }),
  );
  // Looked at at once when the settings are saved; else within the minute.
  await app.api('PUT /reply-mailbox', { body: { enabled: true, folder: 'INBOX', afterReading: 'seen' } });
  await received(2);
  const page = await app.open('/agenda?tab=replies&state=triage&by=team');
  await page.getByRole('grid', { name: 'Réponses' }).getByText('Nouvelle personne').first().click();
  await page.getByText('De quel client vient ce message').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Un autre client' }).click();
  await page.getByRole('textbox', { name: 'Un autre client' }).fill(who.name);
  await page.getByRole('dialog').getByRole('button', { name: who.name }).first().click();
  await page
    .getByText(/relances en pause/)
    .first()
    .waitFor();

  await page.goto(`${app.base}/agenda?tab=replies&by=team`);
  await page.getByRole('grid', { name: 'Réponses' }).getByText(who.name).first().click();
  await page.getByRole('button', { name: 'Répondre' }).waitFor();
  await page.keyboard.press('r');
  await page.getByLabel('Texte').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Réponse en partance').first().waitFor();
  await page.close();
});

test('on a phone the list and the mail fit the screen', { timeout: storyMs }, async () => {
  const page = await app.open('/agenda?tab=replies&state=treated&by=team', { width: 390 });
  await page.getByText('Traitées').first().waitFor();
  await page.getByRole('row').nth(1).or(page.getByRole('listitem').first()).first().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
  await page.close();
});
