import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../server/src/platform/database/index.ts';
import { barriers, startApp } from './browser.ts';

const app = startApp();
const storyMs = 120_000;
const rowOf = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });

/** Three open invoices nothing holds, of a customer with nothing under way; made a year late, as if nobody had ever reminded of them. */
async function forgottenInvoices(): Promise<{ customerId: string; numbers: string[] }> {
  const found = await app.db.one<{ customerId: string; numbers: string[]; ids: string[] }>(sql`
    select item.customer_id as "customerId", (array_agg(item.number order by item.number))[1:3] as numbers, (array_agg(item.id order by item.number))[1:3] as ids
    from receivables.item
    join customers.customer on customer.id = item.customer_id and not customer.intercompany and not customer.catch_all
    where item.open_minor > 0 and item.kind = 'invoice' and item.ledger_class = 'receivable' and not item.retention
      and not exists (select from holds.hold where hold.customer_id = item.customer_id and hold.released_at is null)
    group by item.customer_id
    having count(*) >= 3
    order by item.customer_id
    limit 1
  `);
  await app.db.run(sql`delete from dunning.step_done where item_id = any(${found.ids}::uuid[])`);
  await app.db.run(sql`
    update receivables.item set due_on = now()::date - 365, last_reminder_level = null, last_reminder_on = null where id = any(${found.ids}::uuid[])
  `);
  return { customerId: found.customerId, numbers: found.numbers };
}

describe('what a person decides about a chase', () => {
  let page: Page;
  let waiting: Awaited<ReturnType<typeof forgottenInvoices>>;

  beforeAll(async () => {
    waiting = await forgottenInvoices();
    await app.api('PUT /settings/{key}', { params: { key: 'sending.mode' }, body: { value: 'live' } });
    page = await app.open('/agenda?tab=alerts&by=team');
  }, storyMs);
  afterAll(() => page?.close());

  test('the agenda says what waits since going live, and leads to the list', { timeout: storyMs }, async () => {
    const alerts = page.getByRole('list', { name: 'Pièces à qualifier' });
    await alerts.getByRole('button').click();
    await page.getByRole('heading', { name: 'Pièces', exact: true }).waitFor();
    for (const number of waiting.numbers) await rowOf(page, number).getByText('À qualifier').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('ticked, they follow their scenario or are left alone, with their sum on the button', { timeout: storyMs }, async () => {
    const [first = '', second = '', third = ''] = waiting.numbers;
    for (const number of [first, second]) await rowOf(page, number).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Qualifier 2 pièces' }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('Pourquoi').fill('Vu avec le commercial');
    expect(await barriers(page)).toEqual([]);
    await dialogue.getByRole('button', { name: /^Relancer 2 pièces · / }).click();
    await page.getByText('2 pièces suivent désormais le scénario.').waitFor();
    await rowOf(page, first).waitFor({ state: 'detached' });
    await rowOf(page, third).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Qualifier 1 pièce' }).click();
    await dialogue.getByLabel('Les laisser').check();
    await dialogue.getByLabel('Pourquoi').fill('Accord ancien');
    await dialogue.getByRole('button', { name: /^Laisser 1 pièce · / }).click();
    await rowOf(page, third).waitFor({ state: 'detached' });
    const { holds } = await app.api('GET /customers/{id}/holds', { params: { id: waiting.customerId }, query: {} });
    expect(holds.map((hold) => [hold.reason, hold.itemNumber, hold.note])).toEqual([['stop', third, 'Accord ancien']]);
  });

  test('a judgment is recorded with its day, for the whole account, and says what it stops', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/customers/${waiting.customerId}?show=qualify&kind=stop`);
    const panel = page.getByRole('complementary', { name: 'Qualifier' });
    await panel.getByLabel('Pourquoi').selectOption('insolvency');
    await panel.getByText('Ce qui a été facturé avant le jugement').waitFor();
    await panel.getByLabel('Tribunal, procédure, mandataire').fill('TAE de Nantes, redressement, Me Aubrac');
    const record = panel.getByRole('button', { name: 'Suspendre tout le compte' });
    expect(await record.isDisabled()).toBe(true);
    const today = (await app.api('GET /agenda/counters', { query: {} })).today;
    await panel.getByLabel('Jour du jugement d’ouverture').fill(today);
    expect(await barriers(page)).toEqual([]);
    await record.click();
    await page.getByText('La relance est suspendue pour tout le compte.').first().waitFor();
    const { holds } = await app.api('GET /customers/{id}/holds', { params: { id: waiting.customerId }, query: {} });
    expect(holds.find((hold) => hold.reason === 'insolvency')).toMatchObject({ scope: 'customer', fromOn: today, untilOn: null });
  });
});
