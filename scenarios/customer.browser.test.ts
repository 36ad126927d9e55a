import { formatDay, formatMoney } from '@quitus/texts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp();
const storyMs = 120_000;

/** A customer with two plainly late invoices that nothing pauses. */
async function lateCustomer(): Promise<{ id: string; code: string; name: string; numbers: [string, string] }> {
  const { rows } = await app.api('GET /customers', { query: { sort: '-overdue', limit: 50 } });
  for (const customer of rows) {
    if (customer.promises + customer.disputes + customer.holds > 0 || customer.currency !== 'EUR') continue;
    const statement = await app.api('GET /customers/{id}/statement', { params: { id: customer.id }, query: {} });
    const [first, second] = statement.rows.filter((row) => row.situation === 'late' && row.kind === 'invoice');
    if (first && second)
      return { id: customer.id, code: customer.code, name: customer.name, numbers: [first.number, second.number] };
  }
  throw new Error('the made-up company has no such customer');
}

const rowOf = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });

describe('a collector works on a late customer', () => {
  let page: Page;
  let customer: Awaited<ReturnType<typeof lateCustomer>>;

  beforeAll(async () => {
    customer = await lateCustomer();
    page = await app.open('/');
  }, storyMs);
  afterAll(() => page?.close());

  test('the overdue of the overview opens the very items it is made of', { timeout: storyMs }, async () => {
    const { currencies } = await app.api('GET /overview', { query: {} });
    const euro = currencies.find((each) => each.currency === 'EUR');
    const listed = await app.api('GET /items', {
      query: { filter: JSON.stringify(euro?.drills.overdue.filter), state: 'open', limit: 1 },
    });
    await page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Échu .*€/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Pièces' }).waitFor();
    const count = new Intl.NumberFormat('fr-FR').format(listed.total);
    await page.getByText(new RegExp(`^${count}\\s(pièces|lignes)$`)).waitFor();
    expect(listed.totals.find((each) => each.currency === 'EUR')?.open).toBe(euro?.overdue);
    expect(await barriers(page)).toEqual([]);
    await page.goBack();
  });

  test('from the late customers to one of them, by its code', { timeout: storyMs }, async () => {
    await page.getByRole('link', { name: 'Tous les clients en retard' }).click();
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    await page.getByRole('searchbox').fill(customer.code);
    await rowOf(page, customer.code).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await rowOf(page, customer.code).first().click();
    await page.getByRole('heading', { level: 1, name: new RegExp(customer.name) }).waitFor();
    await rowOf(page, customer.numbers[0]).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('two ticked invoices are promised: one whole, one in part; exactly that is paused', { timeout: storyMs }, async () => {
    const [whole, part] = customer.numbers;
    for (const number of customer.numbers) await rowOf(page, number).getByRole('checkbox').check();
    await page.getByText(/2\s(lignes|pièces) cochées/).waitFor();
    await page.getByLabel('Relevé du compte').getByRole('button', { name: 'Qualifier' }).click();
    const panel = page.getByRole('complementary', { name: 'Qualifier' });
    await panel.getByLabel(`Montant pour ${part}`).fill('10,00');
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: /^Enregistrer la promesse · / }).click();
    await panel.getByText(/promis pour le/).waitFor();
    await rowOf(page, whole).getByText('Promise').waitFor();
    await rowOf(page, part)
      .getByText(/10,00 promise/)
      .waitFor();
    await panel.getByRole('button', { name: 'Fermer' }).last().click();

    const { holds } = await app.api('GET /customers/{id}/holds', { params: { id: customer.id }, query: { show: 'live' } });
    expect(holds.map((hold) => hold.reason)).toEqual(['promised', 'promised']);
    expect(holds.find((hold) => hold.itemNumber === part)?.part).toBe('10.00');
  });

  test('the promise and its pauses stand under way, the time line tells it', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'En cours (1)' }).click();
    const cases = page.getByRole('complementary', { name: 'En cours' });
    await cases.getByRole('list', { name: 'Promesses' }).getByText('Attendue').waitFor();
    expect(await cases.getByRole('list', { name: 'Suspensions' }).getByRole('listitem').count()).toBe(2);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Historique' }).click();
    const { rows } = await app.api('GET /promises', { query: { customerId: customer.id, show: 'open' } });
    const [promise] = rows;
    if (!promise) throw new Error('no promise was recorded');
    await page
      .getByText(`Promesse de ${formatMoney('fr', promise.amount, 'EUR')} pour le ${formatDay('fr', promise.dueOn)}`)
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('a cancelled promise gives its invoices back to the scenario', { timeout: storyMs }, async () => {
    await page.getByRole('tab', { name: 'Relevé' }).click();
    await page.getByRole('button', { name: 'En cours (1)' }).click();
    const cases = page.getByRole('complementary', { name: 'En cours' });
    await cases.getByRole('button', { name: 'Annuler' }).click();
    await cases.getByText('Rien n’est promis, en litige ni suspendu.').waitFor();
    await rowOf(page, customer.numbers[0]).getByText('En retard').waitFor();
    await cases.getByRole('button', { name: 'Fermer' }).click();
  });

  test('a call is logged in two keys', { timeout: storyMs }, async () => {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('c');
    await page
      .getByRole('complementary', { name: 'Qualifier' })
      .getByRole('button', { name: /^Non joint/ })
      .waitFor();
    await page.keyboard.press('n');
    await page.getByRole('complementary', { name: 'Qualifier' }).getByText('Appel noté : non joint.').waitFor();
    await page.keyboard.press('Escape');
    const { entries } = await app.api('GET /customers/{id}/timeline', { params: { id: customer.id }, query: { kinds: 'call' } });
    expect(entries[0]?.code).toBe('not-reached');
  });

  test('a pause placed by hand is shown with its end and released', { timeout: storyMs }, async () => {
    for (const number of customer.numbers) await rowOf(page, number).getByRole('checkbox').uncheck();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('x');
    const panel = page.getByRole('complementary', { name: 'Qualifier' });
    await panel.getByLabel('Explication').fill('Le directeur rencontre leur DAF jeudi.');
    await panel.getByRole('button', { name: 'Suspendre tout le compte' }).click();
    await panel.getByText('La relance est suspendue pour tout le compte.').waitFor();
    await panel.getByRole('button', { name: 'Fermer' }).last().click();
    await page.getByRole('button', { name: 'En cours (1)' }).click();
    const cases = page.getByRole('complementary', { name: 'En cours' });
    await cases.getByText('jusqu’à ce que quelqu’un la lève').waitFor();
    await cases.getByRole('button', { name: 'Lever' }).click();
    await page.getByLabel('Pourquoi elle prend fin').fill('Le rendez-vous a eu lieu.');
    await page.getByRole('button', { name: 'Mettre fin' }).click();
    await cases.getByText('Rien n’est promis, en litige ni suspendu.').waitFor();
    const { holds } = await app.api('GET /customers/{id}/holds', { params: { id: customer.id }, query: { show: 'live' } });
    expect(holds).toEqual([]);
  });

  test('an item says what closes it and why it is chased', { timeout: storyMs }, async () => {
    await page.getByRole('complementary', { name: 'En cours' }).getByRole('button', { name: 'Fermer' }).click();
    await rowOf(page, customer.numbers[0]).getByText(customer.numbers[0]).click();
    const panel = page.getByRole('complementary', { name: `Pièce ${customer.numbers[0]}` });
    await panel.getByText('Pourquoi elle est, ou n’est pas, relancée').waitFor();
    await panel.getByRole('listitem').first().waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('contacts and details can be read by everyone', { timeout: storyMs }, async () => {
    await page.getByRole('tab', { name: 'Contacts' }).click();
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Fiche' }).click();
    await page.getByRole('heading', { name: 'Identité' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

test('on a phone, nothing of the overview, the lists and a customer runs out of the screen', { timeout: storyMs }, async () => {
  const { id } = await lateCustomer();
  const page = await app.open('/', { width: 390 });
  for (const address of ['/', '/customers', '/items', `/customers/${id}`]) {
    await page.goto(app.base + address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow, address).toBe(0);
    expect(await barriers(page), address).toEqual([]);
  }
  await page.close();
});

test('from the demonstration one starts with one’s own company, empty, with its first hour', { timeout: storyMs }, async () => {
  const page = await app.open('/');
  await page.getByRole('button', { name: 'Commencer avec ma société' }).click();
  await page.getByLabel('Nom de l’organisation').fill('Atelier Sorbier');
  await page.getByLabel('Société qui facture').fill('Atelier Sorbier SARL');
  await page.getByRole('button', { name: 'Créer et y aller' }).click();
  await page.getByRole('heading', { name: 'Votre première heure' }).waitFor();
  expect(await page.getByText('Menuiseries Hautebrune').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: /Importer votre comptabilité/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Imports' }).waitFor();
  await page.close();
});
