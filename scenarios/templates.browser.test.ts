import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp();
const storyMs = 120_000;

/** The words of a step of the default scenario, opened in its panel. */
async function openWords(name: RegExp, width = 1440): Promise<Page> {
  const { scenarios } = await app.api('GET /scenarios');
  const scenario = scenarios.find((each) => each.isDefault);
  const step = scenario?.steps.find((each) => name.test(each.nameFr));
  if (!scenario || !step) throw new Error('the default scenario has its steps');
  const page = await app.open(`/scenarios/${scenario.id}?open=${step.stepId}&tab=texts`, { width });
  await page.getByRole('textbox', { name: 'Texte du message' }).waitFor();
  return page;
}

test(
  'a step is written with fields as chips, checked as it is written, and tried on customers who differ',
  async () => {
    const page = await openWords(/Première relance/);
    const body = page.getByRole('textbox', { name: 'Texte du message' });
    // A field is one thing, with its name for people and an example.
    const net = body.locator('[data-liquid="{{ net }}"]').first();
    expect(await net.textContent()).toBe('Montant à régler');
    expect(await net.getAttribute('title')).toMatch(/^Par exemple/);
    await page.getByText('Rien à corriger').waitFor();

    // What is typed reaches the source, and nothing else of it moves.
    const before = await sourceOf(page);
    await body.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Merci.');
    await page.getByRole('button', { name: 'Insérer un champ' }).last().click();
    await page.getByRole('textbox', { name: 'Chercher un champ' }).fill('oldest');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await sourceOf(page)).toBe(`${before} Merci.{{ oldestDaysLate }}`);

    // A field that does not exist is told of at once.
    await page.getByRole('button', { name: 'Source' }).last().click();
    await page.getByRole('textbox', { name: 'Texte du message' }).fill('Bonjour {{ customer.password }},\n\n{{ statement }}');
    await page.getByText('Le champ « customer.password » n’existe pas.').waitFor();
    await page
      .getByRole('textbox', { name: 'Texte du message' })
      .fill('Bonjour **{{ contact.name }}**,\n\n{{ statement }}\n\n{{ payment }}');
    await page.getByText('Rien à corriger').waitFor();
    await page.getByRole('button', { name: 'Texte mis en forme' }).last().click();
    await page.getByRole('textbox', { name: 'Texte du message' }).locator('strong').waitFor();

    await page.getByRole('button', { name: 'Aperçu sur de vrais clients' }).click();
    await page.getByText(/^1 sur \d+$/).waitFor();
    const first = await page.locator('.tpl-who').textContent();
    await page.getByRole('button', { name: 'Client suivant' }).click();
    await page.getByText(/^2 sur \d+$/).waitFor();
    expect(await page.locator('.tpl-who').textContent()).not.toBe(first);
    await page.frameLocator('iframe').getByText('Montant à régler').first().waitFor();
    await page.getByText('En texte brut').click();
    await page.locator('pre', { hasText: 'Référence à rappeler' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.close();
  },
  storyMs,
);

test(
  'on a telephone the same words can be read and tried, and nothing overflows',
  async () => {
    const page = await openWords(/Deuxième relance/, 390);
    await page.getByRole('tab', { name: 'Anglais' }).click();
    await page.getByRole('textbox', { name: 'Texte du message' }).getByText('We have not yet received').waitFor();
    await page.getByRole('button', { name: 'Aperçu sur de vrais clients' }).click();
    await page.getByText(/^1 sur \d+$/).waitFor();
    const tooWide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(tooWide).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  },
  storyMs,
);

async function sourceOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Source' }).last().click();
  const text = await page.getByRole('textbox', { name: 'Texte du message' }).inputValue();
  await page.getByRole('button', { name: 'Texte mis en forme' }).last().click();
  await page.getByRole('textbox', { name: 'Texte du message' }).locator('p').first().waitFor();
  return text;
}
