import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp({ customers: 120, items: 2_000 });
const storyMs = 120_000;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const saved = (page: Page) => page.getByText(/^Brouillon enregistré/).waitFor();

async function scenarioNamed(name: string) {
  const { scenarios } = await app.api('GET /scenarios');
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`no scenario is called ${name}`);
  return found;
}

describe('a scenario from the library becomes one’s own', () => {
  let page: Page;
  const mine = 'Grands comptes du Nord';
  const dayOf = async (step: string) => {
    const { steps } = await scenarioNamed(mine);
    return steps.find((each) => each.nameFr === step)?.offsetDays;
  };
  let first = '';

  beforeAll(async () => {
    page = await app.open('/scenarios');
  }, storyMs);
  afterAll(() => page?.close());

  test('all its texts are read in both languages before it is added', { timeout: storyMs }, async () => {
    await heading(page, 'Scénarios').waitFor();
    await page.getByRole('link', { name: 'Standard' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await button(page, 'Nouveau scénario').click();
    await page.getByRole('menuitem', { name: 'De la bibliothèque…' }).click();
    await heading(page, 'Bibliothèque de scénarios').waitFor();
    const { scenarios } = await app.api('GET /scenario-library', { query: { language: 'fr' } });
    await expect
      .poll(() => page.getByRole('list', { name: 'Bibliothèque de scénarios' }).getByRole('heading').count())
      .toBe(scenarios.length);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('listitem').filter({ hasText: 'Grand compte' }).getByRole('button').click();
    const panel = page.getByRole('complementary', { name: 'Grand compte' });
    const { steps } = await app.api('GET /scenario-library/{key}/texts', { params: { key: 'key-account' } });
    const [step] = steps;
    if (!step) throw new Error('the scenario has no step');
    await panel.getByRole('heading', { name: step.nameFr }).waitFor();
    await panel.getByText('Anglais').click();
    await panel.getByRole('heading', { name: step.nameEn }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('textbox', { name: 'Son nom ici' }).fill(mine);
    await panel.getByRole('button', { name: 'Ajouter ce scénario' }).click();
    await heading(page, mine).waitFor();
    expect((await scenarioNamed(mine)).customers).toBe(0);
  });

  test('a day typed on a line is a draft that saves itself, and can be undone', { timeout: storyMs }, async () => {
    const step = (await scenarioNamed(mine)).steps.find(({ channel, offsetDays }) => channel === 'e-mail' && offsetDays > 5);
    if (!step) throw new Error('no reminder is late enough');
    first = step.nameFr;
    const day = page.getByRole('textbox', { name: `Jour de « ${first} »` });
    await day.fill('J+6');
    await day.press('Enter');
    await saved(page);
    await button(page, 'Publier 1 changement').waitFor();
    expect(await dayOf(first)).toBe(step.offsetDays);
    await button(page, 'Annuler le dernier changement').click();
    await expect.poll(() => day.inputValue()).toBe(`J+${step.offsetDays}`);
    await day.fill('6');
    await day.press('Enter');
    await button(page, 'Publier 1 changement').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('a new step says what it means, what is wrong with it, and is taken out again', { timeout: storyMs }, async () => {
    await button(page, 'Ajouter une étape : Échu').click();
    await page.getByRole('menuitem', { name: 'Appel' }).click();
    const panel = page.getByRole('complementary', { name: 'Étape' });
    await panel.getByText(/^Un appel|Un appel au contact habituel/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('combobox', { name: 'Canal' }).selectOption({ label: 'SMS' });
    await panel.getByText('Textes', { exact: true }).click();
    await page
      .getByText(/Il manque à/)
      .first()
      .waitFor();
    await button(page, /Publier.*problème/).waitFor();
    await panel.getByRole('button', { name: 'Retirer cette étape' }).click();
    await button(page, 'Publier 1 changement').waitFor();
  });

  test('it is published once the difference and the simulation have been read', { timeout: storyMs }, async () => {
    await button(page, 'Publier 1 changement').click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByRole('heading', { name: first }).waitFor();
    await dialogue.getByText('J+6').waitFor();
    await dialogue
      .getByText(/comme avant|les mêmes/)
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialogue.getByRole('textbox', { name: 'Note pour vos collègues' }).fill('Plus tôt');
    await dialogue.getByRole('button', { name: 'Publier 1 changement' }).click();
    await page.getByText('Version 2 publiée.').waitFor();
    await page.getByText(/^version 2 · publiée/).waitFor();
    expect(await dayOf(first)).toBe(6);
  });

  test('an earlier version comes back, its difference shown first', { timeout: storyMs }, async () => {
    await button(page, 'Versions').click();
    const panel = page.getByRole('complementary', { name: 'Versions' });
    await panel.getByText('Plus tôt').waitFor();
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Y revenir' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Revenir à la version 1' });
    await dialogue.getByRole('heading', { name: first }).waitFor();
    await dialogue.getByRole('button', { name: 'Revenir à la version 1' }).click();
    await page.getByText('La version 3 est en vigueur.').waitFor();
    expect(await dayOf(first)).not.toBe(6);
  });
});

test('a draft that two people change is nobody’s loss', { timeout: storyMs }, async () => {
  const { id, steps } = await scenarioNamed('Standard');
  const page = await app.open(`/scenarios/${id}`);
  const [, reminder] = steps;
  if (!reminder) throw new Error('the scenario has no reminder');
  const day = page.getByRole('textbox', { name: `Jour de « ${reminder.nameFr} »` });
  await day.fill('4');
  await day.press('Enter');
  await saved(page);
  const { draft } = await app.api('GET /scenarios/{id}/draft', { params: { id } });
  if (!draft) throw new Error('there is no draft');
  const { name, catchUp, minDaysBetween, floorAmount, changedAt } = draft;
  await app.api('PUT /scenarios/{id}/draft', {
    params: { id },
    body: {
      name,
      catchUp,
      minDaysBetween,
      floorAmount,
      changedAt,
      steps: draft.steps.map(({ position: _place, ...step }) => step),
    },
  });
  await day.fill('5');
  await day.press('Enter');
  await page.getByRole('alert').getByText('Rien de ce que vous avez fait n’est perdu').waitFor();
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Garder le mien').click();
  await saved(page);
  const after = await app.api('GET /scenarios/{id}/draft', { params: { id } });
  expect(after.draft?.steps.find((step) => step.stepId === reminder.stepId)?.offsetDays).toBe(5);
  await page.getByRole('button', { name: 'Autres actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Abandonner le brouillon' }).click();
  await page.getByText('Brouillon abandonné.').waitFor();
  expect((await app.api('GET /scenarios/{id}/draft', { params: { id } })).draft).toBeNull();
  await page.close();
});

test('a rule counts whom it moves before it moves them, and a customer kept by hand stays', { timeout: storyMs }, async () => {
  const made = await app.api('POST /scenario-library/{key}', { params: { key: 'public-sector' }, body: {} });
  const filter = JSON.stringify({ all: [{ field: 'kind', is: 'is', value: 'public' }] });
  const { rows, total } = await app.api('GET /customers', { query: { filter, limit: 1 } });
  const [kept] = rows;
  if (!kept) throw new Error('no customer is public');
  const standard = await scenarioNamed('Standard');
  await app.api('POST /customers/{id}/scenario', { params: { id: kept.id }, body: { scenarioId: standard.id } });

  const page = await app.open('/scenarios/rules');
  await page.getByText('Pas encore de règle').waitFor();
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Ajouter une règle').click();
  await page.getByRole('textbox', { name: 'Nom de la règle' }).fill('Organismes publics');
  await page.getByRole('combobox', { name: 'Suivent' }).selectOption({ label: made.name });
  await button(page, 'Filtrer').click();
  await page.getByRole('textbox', { name: 'Trouver un champ…' }).fill('Type de client');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Organisme public' }).check();
  await button(page, 'Appliquer').click();
  const moved = total - 1;
  await page.getByText(`prend ${moved} clients`).waitFor();
  await page.getByText(`${moved} clients changent de scénario`).waitFor();
  expect((await scenarioNamed(made.name)).customers).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await button(page, `Enregistrer et déplacer ${moved} clients`).click();
  await page.getByText(/^Règles enregistrées/).waitFor();
  expect((await scenarioNamed(made.name)).customers).toBe(moved);
  await page.close();

  const customer = await app.open(`/customers/${kept.id}?tab=details`);
  await customer.getByText(/choisi à la main par Camille Morel/).waitFor();
  await button(customer, 'Laisser les règles décider').click();
  await customer.getByText('par la règle « Organismes publics »').waitFor();
  expect((await scenarioNamed(made.name)).customers).toBe(total);
  await customer.close();
});

test('on a phone the editor, its panels, the library and the rules stay in the screen', { timeout: storyMs }, async () => {
  const { id, steps } = await scenarioNamed('Standard');
  const addresses = [
    '/scenarios',
    `/scenarios/${id}`,
    `/scenarios/${id}?open=${steps[0]?.stepId}`,
    `/scenarios/${id}?open=settings`,
    `/scenarios/${id}?open=versions`,
    '/scenarios/library',
    '/scenarios/rules',
  ];
  for (const address of addresses) {
    const page = await app.open(address, { width: 390, language: 'en' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow, address).toBe(0);
    expect(await barriers(page), address).toEqual([]);
    await page.close();
  }
});
