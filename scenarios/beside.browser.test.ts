import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp();
const storyMs = 120_000;
const rowOf = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });

/** A customer with an address and two plainly late invoices that nothing pauses. */
async function lateCustomer(): Promise<{ id: string; name: string; numbers: [string, string] }> {
  const { rows } = await app.api('GET /customers', { query: { sort: '-overdue', limit: 50 } });
  for (const customer of rows) {
    if (customer.promises + customer.disputes + customer.holds > 0 || customer.currency !== 'EUR') continue;
    const draft = await app.api('GET /customers/{id}/message-draft', {
      params: { id: customer.id },
      query: { template: 'reminder' },
    });
    const statement = await app.api('GET /customers/{id}/statement', { params: { id: customer.id }, query: {} });
    const [first, second] = statement.rows.filter((row) => row.situation === 'late' && row.kind === 'invoice');
    if (first && second && draft.to) return { id: customer.id, name: customer.name, numbers: [first.number, second.number] };
  }
  throw new Error('the made-up company has no such customer');
}

describe('what stands beside the scenario', () => {
  let page: Page;
  let customer: Awaited<ReturnType<typeof lateCustomer>>;

  beforeAll(async () => {
    // The story does not wait ten minutes, nor for Monday.
    await app.api('PUT /settings/{key}', { params: { key: 'recall.minutes' }, body: { value: 0 } });
    await app.api('PUT /settings/{key}', { params: { key: 'contact.window' }, body: { value: 'always' } });
    customer = await lateCustomer();
    page = await app.open(`/customers/${customer.id}`);
  }, storyMs);
  afterAll(() => page?.close());

  test('a specific action is planned on two ticked invoices, which leave their scenario', { timeout: storyMs }, async () => {
    for (const number of customer.numbers) await rowOf(page, number).getByRole('checkbox').check();
    await page.getByLabel('Relevé du compte').getByRole('button', { name: 'Action spécifique' }).click();
    const panel = page.getByRole('complementary', { name: 'Action spécifique' });
    await panel.getByLabel('De quoi s’agit-il').fill('Un mot du directeur');
    await panel.getByLabel('Objet').fill('Vos factures en souffrance');
    const body = panel.getByRole('textbox', { name: 'Message' });
    await body.click();
    await page.keyboard.insertText('Pouvons-nous en parler cette semaine ?');
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: /^Décider · / }).click();
    await page.getByText('Action spécifique décidée').waitFor();
    const { rows } = await app.api('GET /customers/{id}/specific-actions', { params: { id: customer.id }, query: {} });
    expect(rows.map((action) => [action.state, action.items.length, action.sends.length])).toEqual([['open', 2, 1]]);
    const { items } = await app.api('GET /customers/{id}/positions', { params: { id: customer.id } });
    expect(items.filter((item) => customer.numbers.includes(item.number)).map((item) => item.status)).toEqual([
      'skipped',
      'skipped',
    ]);
  });

  test('it stands under way with its day, and in the agenda under its own name', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: /^En cours \(/ }).click();
    const cases = page.getByRole('complementary', { name: 'En cours' });
    await cases.getByRole('list', { name: 'Actions spécifiques' }).getByText('Un mot du directeur').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.goto(`${app.base}/agenda?tab=to-confirm`);
    const row = page.getByRole('row').filter({ hasText: 'Un mot du directeur' });
    await row.getByRole('img', { name: /Action spécifique/ }).waitFor();
    await row.getByText('Un mot du directeur').click();
  });

  test('its words are changed for this message alone, and what leaves is what was read', { timeout: storyMs }, async () => {
    const panel = page.getByRole('complementary', { name: `Action ${customer.name}` });
    await panel.frameLocator('iframe').getByText('Pouvons-nous en parler').waitFor();
    await panel.getByRole('button', { name: 'Réécrire ce message' }).click();
    await panel.getByLabel('Objet').fill('Parlons-en');
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Garder ce texte' }).click();
    await panel.getByText('Parlons-en').first().waitFor();
    await panel
      .getByRole('button', { name: /^Confirmer/ })
      .first()
      .click();
    await page
      .getByText(/confirmé/i)
      .first()
      .waitFor();
    await app.api('POST /send', { body: {} });
    const { rows } = await app.api('GET /mailbox', { query: {} });
    expect(rows.map((mail) => mail.subject)).toContain('Parlons-en');
    const { rows: done } = await app.api('GET /customers/{id}/specific-actions', { params: { id: customer.id }, query: {} });
    expect(done[0]?.state).toBe('done');
  });

  test('reminding right after is asked about first', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/customers/${customer.id}`);
    await page.getByRole('button', { name: 'Relancer maintenant' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Relancer maintenant ?' });
    await dialogue.getByText('Le client a déjà été relancé aujourd’hui.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialogue.getByRole('button', { name: 'Annuler' }).click();
  });

  test('who carries each channel is said, chosen and dropped', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/settings?tab=channels`);
    await page.getByRole('heading', { name: 'SMS' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Choisir Brevo (France)' }).click();
    await page.getByLabel('Nom de l’expéditeur').fill('AUBEPINE');
    await page.getByLabel('Clé d’API').fill('une-cle-inventee');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Brevo (France) les achemine désormais.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ne plus les confier' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ne plus les confier' }).click();
    await page.getByText('Plus personne ne les achemine.').waitFor();
    const { rows } = await app.api('GET /channels');
    expect(rows.find((row) => row.channel === 'sms')?.provider).toBeNull();
  });
});
