import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp({ customers: 160, items: 3_000 });
const storyMs = 120_000;

/** By how much a grid is wider than the room it has. */
const tooWide = (page: Page, name: string): Promise<number> =>
  page.getByRole('grid', { name }).evaluate((grid) => grid.scrollWidth - grid.clientWidth);

/** A customer with late invoices in euros and an address. */
async function lateCustomer() {
  const { rows } = await app.api('GET /customers', { query: { sort: '-overdue', limit: 50 } });
  for (const customer of rows) {
    if (customer.currency !== 'EUR') continue;
    const draft = await app.api('GET /customers/{id}/message-draft', {
      params: { id: customer.id },
      query: { template: 'reminder' },
    });
    const { rows: lines } = await app.api('GET /customers/{id}/statement', { params: { id: customer.id }, query: {} });
    const late = lines.filter((line) => (line.daysLate ?? 0) > 0 && Number(line.open) > 0 && Number(line.awaiting) === 0);
    if (late.length > 1 && lines.every((line) => line.currency === 'EUR') && draft.to) return { id: customer.id, late };
  }
  throw new Error('the made-up company has no such customer');
}

test(
  'the agenda fits its screen, alone and beside an open action, where the list’s own choices make room',
  async () => {
    await app.api('POST /runs', { body: {} });
    const page = await app.open('/agenda?by=team&tab=to-confirm');
    await page.getByRole('group', { name: 'Toutes les étapes' }).waitFor();
    expect(await tooWide(page, 'Actions')).toBeLessThanOrEqual(0);
    await page.getByRole('row').nth(1).click();
    await page.getByRole('complementary', { name: /^Action / }).waitFor();
    expect(await tooWide(page, 'Actions')).toBeLessThanOrEqual(0);
    expect(await page.getByRole('group', { name: 'Toutes les étapes' }).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  },
  storyMs,
);

test(
  'the items open on what is due since longest, and stay whole beside the one that is read',
  async () => {
    const { rows } = await app.api('GET /items', { query: { state: 'open', sort: 'dueOn', limit: 1 } });
    const [oldest] = rows;
    if (!oldest) throw new Error('nothing is open');
    const page = await app.open('/items');
    const first = page.getByRole('row').nth(1);
    await first.getByText(oldest.number).waitFor();
    await first.click();
    await page.getByRole('complementary').waitFor();
    expect(await tooWide(page, 'Pièces')).toBeLessThanOrEqual(0);
    await page.close();
  },
  storyMs,
);

test(
  'with nothing ticked, one press takes what is late into a promise, on a telephone too',
  async () => {
    const { id, late } = await lateCustomer();
    const page = await app.open(`/customers/${id}?show=qualify&kind=promise`, { width: 390 });
    const panel = page.getByRole('complementary', { name: 'Qualifier' });
    await panel.getByRole('button', { name: new RegExp(`^Les ${late.length} pièces en retard`) }).click();
    for (const line of late) await panel.getByText(line.number).first().waitFor();
    await panel
      .getByText(new RegExp(`^${late.length}\\spièces`))
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.close();
  },
  storyMs,
);

test(
  'however long a message is, the button that sends it stays in sight, and a slip of Esc loses none of it',
  async () => {
    const { id } = await lateCustomer();
    const page = await app.open(`/customers/${id}?show=write`);
    const send = page.getByRole('complementary').getByRole('button', { name: /^Envoyer · / });
    await send.waitFor();
    const box = await send.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(900);
    expect(await tooWide(page, 'Relevé du compte')).toBeLessThanOrEqual(0);
    // Esc leaves the field; only the next one closes what was written.
    const text = page.getByRole('complementary').getByRole('textbox', { name: 'Texte' });
    await text.fill('Un mot à garder');
    await page.keyboard.press('Escape');
    expect(await text.inputValue()).toBe('Un mot à garder');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('ASIDE');
    await page.keyboard.press('Escape');
    await text.waitFor({ state: 'detached' });
    await page.close();
  },
  storyMs,
);

test(
  'on a telephone the tab an address opens is in sight',
  async () => {
    const page = await app.open('/agenda?by=team&tab=plan', { width: 390 });
    const tab = page.getByRole('tab', { name: '60 prochains jours' });
    await tab.waitFor();
    // The counts come after the tabs, and push them on.
    await page.getByRole('tab', { name: /^À faire\s*\d+/ }).waitFor();
    const rightEdge = async () => {
      const box = await tab.boundingBox();
      return box ? box.x + box.width : Infinity;
    };
    await expect.poll(rightEdge).toBeLessThanOrEqual(390);
    const days = page.getByRole('group', { name: 'Actions prévues, jour par jour' });
    await days.waitFor();
    const cut = await days.evaluate(
      (all) => [...all.querySelectorAll('button')].filter((day) => day.scrollWidth > day.clientWidth).length,
    );
    expect(cut).toBe(0);
    await page.close();
  },
  storyMs,
);

test(
  'the time line of a customer tells English hours as every other screen does',
  async () => {
    await app.api('PATCH /session', { body: { language: 'en' } });
    const { id } = await lateCustomer();
    await app.api('POST /customers/{id}/notes', { params: { id }, body: { comment: 'They call back.' } });
    const page = await app.open(`/customers/${id}?tab=timeline`, { language: 'en' });
    await page.getByText('They call back.').waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/\d (AM|PM)/);
    await page.close();
    await app.api('PATCH /session', { body: { language: 'fr' } });
  },
  storyMs,
);
